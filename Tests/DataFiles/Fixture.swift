// SPDX-License-Identifier: MIT

import Foundation

@testable import DataFiles

/// An array in a file that NumPy or SciPy wrote, and what they say of it (`Fixtures/numpy.txt`).
struct Fixture: Sendable, CustomStringConvertible {
  let file: String
  let name: String
  let type: ElementType
  let shape: [Int]
  let values: [Double]
  var description: String { "\(file) \(name)" }

  /// Whether libhdf5 is needed.
  var isHDF5: Bool { file.hasSuffix(".h5") || file == "version73.mat" }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures/"

  static let all: [Fixture] = {
    let text = (try? String(contentsOfFile: folder + "numpy.txt", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 5, let type = ElementType(rawValue: words[2]) else { return nil }
      return Fixture(
        file: words[0], name: words[1], type: type,
        shape: words[3] == "-" ? [] : words[3].split(separator: ",").compactMap { Int($0) },
        values: words[4] == "-" ? [] : words[4].split(separator: ",").compactMap { Double($0) })
    }
  }()

  static func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder + file)))
  }
}
