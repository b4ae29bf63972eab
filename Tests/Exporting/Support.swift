// SPDX-License-Identifier: MIT

import Foundation

/// A folder of its own for each test, removed with it.
final class Folder {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("exporting-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }
  func callAsFunction(_ name: String) -> String { url.appendingPathComponent(name).path }
  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }
}
