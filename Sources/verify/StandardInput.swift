// SPDX-License-Identifier: MIT

import Foundation
import Plumbline

/// What is piped into the command.
enum StandardInput {
  static let name = "standard input"

  /// All of it, up to the limit of a file's size.
  /// - Throws: ``Failure`` where it is longer, or cannot be read.
  static func read() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let block: Data
      do {
        block = try FileHandle.standardInput.read(upToCount: 1 << 20) ?? Data()
      } catch { throw Failure("\(name) cannot be read: \(error.localizedDescription)", Failure.noInput) }
      if block.isEmpty { return bytes }
      guard block.count <= DataFile.defaultLimit - bytes.count else {
        throw Failure(
          "\(name) has more than the \(DataFile.defaultLimit) bytes allowed; split the data", Failure.badData)
      }
      bytes += block
    }
  }
}
