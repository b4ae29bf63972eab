// SPDX-License-Identifier: MIT

import DataFiles

/// Where a page goes, as an option says it.
struct PageFile {
  private let path: String

  /// - Parameters:
  ///   - option: its name, for messages.
  ///   - path: what it gives; nil where there is to be no page.
  /// - Throws: ``Failure``, of usage, where it is no page's name.
  init?(_ option: String, _ path: String?) throws {
    guard let path else { return nil }
    guard path.hasSuffix(".html") else {
      throw Failure("\(option) \(path): it is a page: let its name end in .html", Failure.usage)
    }
    self.path = path
  }

  /// Writes it, after all that is printed: what is found is said though the page has no place.
  /// - Throws: ``Failure`` where it cannot be written.
  func write(_ body: (String) throws -> Void) throws {
    do {
      try body(path)
    } catch let error as DataFileError {
      throw Failure(
        "\(error): give the page a folder that exists, with room and permission", Failure.cannotCreate)
    }
  }
}
