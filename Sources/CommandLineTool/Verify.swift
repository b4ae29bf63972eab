// SPDX-License-Identifier: MIT

import ArgumentParser
import Campaigns
import Essentials
import Plumbline
import Studies
import Threads

/// The command line: one file a subcommand.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Train networks on differential equations and hold them to the truth.",
    version: VersionText.text,
    subcommands: [
      Run.self, ReportCommand.self, PlanCommand.self, List.self, Show.self, Cite.self, ReferenceValue.self,
      Export.self,
      Tables.self, Score.self, PlotCommand.self,
      Controls.self, AuditCommand.self, Gradients.self, StudyCommand.self,
    ],
    defaultSubcommand: Run.self)

  static var commands: [String] { configuration.subcommands.compactMap { $0._commandName } }
}

/// Runs the command line; ends the process where it fails.
/// - Parameter arguments: the program's name, and its words. Without a word it says what it can do.
public func run(_ arguments: [String]) async {
  do { try ThreadCount.check() } catch {
    Console.error("Error: \(error)")
    exit(Failure.usage.rawValue)
  }
  if arguments.count > 1 { return await Verify.main(Array(arguments.dropFirst())) }
  do { try Console.print(Verify.helpMessage()) } catch { exit(Failure.cannotCreate.rawValue) }
}

/// What the code was made for and with.
package enum VersionText {
  package static var text: String {
    let m = Machine.current
    return """
      plumbline \(Runner.version)
      compiler: \(m.compiler)
      instruction set: \(m.instructionSet)
      BLAS: \(m.blas)
      GSL: \(m.gsl)
      kernels: \(m.kernels), \(m.optimised ? "optimised" : "NOT optimised: build with -c release")
      """
  }
}

/// What went wrong, with the exit code of sysexits(3) that says of what kind.
package struct Failure: Error {
  package let message: String
  let code: ExitCode
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let cannotCreate = ExitCode(73)

  /// Runs the body; prints what it throws, and exits with its code.
  static func report<T>(_ body: () async throws -> T) async throws -> T {
    do {
      return try await body()
    } catch let error as ExitCode {
      throw error
    } catch {
      let failure = Failure(error)
      Console.error("Error: \(failure.message)")
      throw failure.code
    }
  }

  init(_ message: String, _ code: ExitCode) {
    self.message = message
    self.code = code
  }
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case StoreError.oneFile: self.init("\(error)", Self.usage)
    case StoreError.notWritable, StoreError.noNetworks, StoreError.noCheckpoint:
      self.init("\(error)", Self.cannotCreate)
    case StoreError.notReadable: self.init("\(error)", Self.noInput)
    case is StoreError, is SelectionError: self.init("\(error)", Self.badData)
    case SavedNetworkError.file(let error) where error.problem == .missing:
      self.init("\(error)", Self.noInput)
    case SavedNetworkError.complete: self.init("\(error)", Self.usage)
    case is SavedNetworkError: self.init("\(error)", Self.badData)
    case is FolderError: self.init("\(error)", Self.noInput)
    case is UnknownProblem, is SettingError, is CellError, is TrainingError, is PointError,
      is UnmeasuredDerivative, is SeriesError, is ColeHopfError, is Undefined,
      is ShardError, is PlanError, is WrongSetting, is UnknownStudy, is StudyError:
      self.init("\(error)", Self.usage)
    default: self.init("\(error)", ExitCode(70))
    }
  }
}

/// Standard output and error.
enum Console {
  /// - Throws: ``Failure`` where the disk behind it is full, or it is closed.
  static func write(_ text: String) throws { try write(Array(text.utf8), to: .standardOutput) }
  /// - Throws: ``Failure`` as above.
  static func write(_ bytes: [UInt8], to stream: OpenFile) throws {
    do {
      try stream.write(bytes)
    } catch {
      throw Failure(
        "cannot write to standard output: is the disk behind it full, or is it closed?", Failure.cannotCreate)
    }
  }
  static func print(_ text: String) throws { try write(text + "\n") }
  static func complain(_ error: StoreError) { Self.error("\(error); it is tried again for ten minutes") }
  static func error(_ text: String) {
    try? OpenFile.standardError.write((text + "\n").utf8)
  }
}

/// Standard output of many small pieces, written in large ones.
///
/// A class: closures add to it.
final class TextPieces {
  private var text = ""

  /// - Throws: ``Failure`` where standard output cannot take it.
  func add(_ piece: String) throws {
    text += piece
    if text.utf8.count > 1 << 16 { try end() }
  }
  func end() throws {
    try Console.write(text)
    text = ""
  }
}
