// SPDX-License-Identifier: MIT

/// `datapackage.json`: what the files of a folder are, with their checksums (Frictionless Data Package 1.0).
package struct DataPackage: Sendable, Codable {
  package struct Licence: Sendable, Codable {
    package let name: String, path: String, title: String
  }
  package struct Field: Sendable, Codable {
    package let name: String, type: String, description: String
  }
  package struct Schema: Sendable, Codable {
    package let fields: [Field]
  }
  package struct Dialect: Sendable, Codable {
    package let delimiter: String, commentChar: String, header: Bool
    /// The line of the columns' names, from 1: comments count.
    package let headerRows: [Int]

    /// - Parameter comments: the lines before the columns' names.
    init(comments: Int) { (delimiter, commentChar, header, headerRows) = (",", "#", true, [comments + 1]) }
  }
  package struct Resource: Sendable, Codable {
    package let name: String
    package let description: String
    /// Relative to the folder.
    package let path: String
    package let format: String
    package let mediatype: String
    package let bytes: Int
    /// `sha256:` and 64 hexadecimal digits.
    package let hash: String
    /// Of text.
    package let encoding: String?
    package let dialect: Dialect?
    package let schema: Schema?
  }
  package var name = "plumbline-references"
  package var title = "Reference values of differential equations, with error bars"
  package var description =
    "Every value lies within its bar of the truth; a second, independent method agrees within both bars."
  package var version: String
  package var licenses = [
    Licence(
      name: Metadata.licence, path: "https://creativecommons.org/publicdomain/zero/1.0/",
      title: "CC0 1.0 Universal")
  ]
  package var resources: [Resource]
}

extension DataPackage.Schema {
  init(_ columns: Columns) {
    let coordinates = columns.coordinates.map {
      DataPackage.Field(name: "\($0)", type: "number", description: "coordinate")
    }
    fields =
      coordinates
      + columns.fields.map { name in
        let isBar = name.hasSuffix("_bar")
        let text =
          isBar ? "error bar of \(name.dropLast(4)), absolute" : name.contains("_") ? "derivative" : "unknown"
        return DataPackage.Field(name: name, type: "number", description: text)
      }
  }
}
