// SPDX-License-Identifier: MIT

import ArgumentParser
import Essentials
import Plumbline

/// `--set name=value`, repeatable.
struct SetOption: ParsableArguments {
  @Option(
    name: .customLong("set"), help: ArgumentHelp("Set a parameter of the problem.", valueName: "name=value"))
  var assignments: [String] = []

  func settings() throws -> [String: Double] {
    var settings: [String: Double] = [:]
    for assignment in assignments {
      let halves = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      guard halves.count == 2, !halves[0].isEmpty, let value = Double(halves[1]), value.isFinite else {
        throw Failure(
          "--set \(assignment): write name=value with a number, as in --set nu=0.02", Failure.usage)
      }
      if let other = settings.updateValue(value, forKey: halves[0]), other != value {
        throw Failure("--set \(halves[0]) is given as \(other) and as \(value)", Failure.usage)
      }
    }
    return settings
  }
}

/// Pretty, stable JSON.
package func jsonText<T: Encodable>(_ value: T) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// What is piped into the command.
enum StandardInput {
  static let name = "standard input"

  /// All of it, up to the limit of a file's size.
  /// - Throws: ``Failure`` where it is longer, or cannot be read.
  static func read() throws -> [UInt8] { try OpenFile.standardInput.all(name) }
}

extension OpenFile {
  /// All of what is left, of a pipe too, up to the limit of a file's size.
  /// - Parameter name: for messages.
  /// - Throws: ``Failure`` where it is longer, or cannot be read.
  func all(_ name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let block: [UInt8]
      do {
        block = try read(upTo: 1 << 20)
      } catch { throw Failure("\(name) cannot be read: \(error)", Failure.noInput) }
      if block.isEmpty { return bytes }
      guard block.count <= DataFile.defaultLimit - bytes.count else {
        throw Failure(
          "\(name) has more than the \(DataFile.defaultLimit) bytes allowed; split the data", Failure.badData)
      }
      bytes += block
    }
  }
}
