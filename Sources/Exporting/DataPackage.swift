// SPDX-License-Identifier: MIT

/// `datapackage.json`: what the files of a folder are, with their checksums (Frictionless Data Package 1.0).
public struct DataPackage: Sendable, Codable {
  public struct Licence: Sendable, Codable {
    public let name: String, path: String, title: String
  }
  public struct Field: Sendable, Codable {
    public let name: String, type: String, description: String
  }
  public struct Schema: Sendable, Codable {
    public let fields: [Field]
  }
  public struct Dialect: Sendable, Codable {
    public let delimiter: String, commentChar: String, header: Bool
    /// The line of the columns' names, from 1: comments count.
    public let headerRows: [Int]

    /// - Parameter comments: the lines before the columns' names.
    init(comments: Int) { (delimiter, commentChar, header, headerRows) = (",", "#", true, [comments + 1]) }
  }
  public struct Resource: Sendable, Codable {
    public let name: String
    public let description: String
    /// Relative to the folder.
    public let path: String
    public let format: String
    public let mediatype: String
    public let bytes: Int
    /// `sha256:` and 64 hexadecimal digits.
    public let hash: String
    /// Of text.
    public let encoding: String?
    public let dialect: Dialect?
    public let schema: Schema?
  }
  public var name = "plumbline-references"
  public var title = "Reference values of differential equations, with error bars"
  public var description =
    "Every value lies within its bar of the truth; a second, independent method agrees within both bars."
  public var version: String
  public var licenses = [
    Licence(
      name: Metadata.licence, path: "https://creativecommons.org/publicdomain/zero/1.0/",
      title: "CC0 1.0 Universal")
  ]
  public var resources: [Resource]
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
