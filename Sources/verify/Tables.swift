// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import Plumbline

struct Tables: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the frozen tables of all problems, as Reference/Tables/data has them.")
  @Option(help: "The folder.") var output: String

  func run() async throws {
    try await Failure.report {
      let isShown = isatty(2) != 0
      do {
        try FrozenTables.write(to: output) { name in
          if isShown { Console.error(name) }
        }
      } catch let error as FrozenTablesError {
        if case .folder = error { throw Failure("\(error)", Failure.cannotCreate) }
        throw error
      } catch let error as DataFileError {
        throw Failure("\(error)", Failure.cannotCreate)
      }
    }
  }
}
