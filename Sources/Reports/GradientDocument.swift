// SPDX-License-Identifier: MIT

import Essentials

/// What `verify gradients --json` printed, as far as a page shows it.
package struct GradientDocument: Decodable, Sendable {
  struct Result: Decodable, Sendable {
    let family: String
    let nesting: String
    let `case`: String
    let precision: String
    let verdict: String
    let isWrong: Bool?
    let error: Double?
    let fault: String?
    let message: String?

    enum CodingKeys: String, CodingKey {
      case family, nesting, `case`, precision, verdict, error, fault, message
      case isWrong = "is_wrong"
    }
  }
  struct Law: Decodable, Sendable {
    let law: String
    let nesting: String
    let precision: String
    let holds: Bool
    let message: String?
  }
  let results: [Result]
  let laws: [Law]
  let wrong: Int

  /// Whether an answer is wrong or a law broken.
  package var isWrong: Bool { wrong > 0 }

  /// The document in a file; nil where the file holds something else.
  package init?(file path: String) {
    guard let size = try? OpenFile.size(path), size < 1 << 28,
      let data = FileManager.default.contents(atPath: path),
      let document = try? JSONDecoder().decode(GradientDocument.self, from: data)
    else { return nil }
    self = document
  }
}
