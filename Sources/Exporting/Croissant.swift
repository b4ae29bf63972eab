// SPDX-License-Identifier: MIT

/// `croissant.json`: what the files of a folder hold, for programs that load data by a description of them
/// (MLCommons Croissant 1.0, in JSON-LD).
///
/// A record set for each CSV file, its columns the fields, and one for the catalogue.
package struct Croissant: Sendable, Encodable {
  package struct Creator: Sendable, Encodable {
    let type = "sc:Organization", name = Citation.authors, url = Citation.home
    enum CodingKeys: String, CodingKey {
      case type = "@type"
      case name, url
    }
  }
  /// What is described elsewhere in the document.
  package struct Reference: Sendable, Encodable {
    let id: String
    enum CodingKeys: String, CodingKey { case id = "@id" }
  }
  package struct FileObject: Sendable, Encodable {
    let type = "cr:FileObject", id: String, name: String, description: String
    /// Relative to the folder.
    let contentUrl: String
    let contentSize: String, encodingFormat: String
    /// 64 hexadecimal digits.
    let sha256: String
    enum CodingKeys: String, CodingKey {
      case type = "@type"
      case id = "@id"
      case name, description, contentUrl, contentSize, encodingFormat, sha256
    }
  }
  package struct Extract: Sendable, Encodable {
    var column: String?
    var jsonPath: String?
  }
  package struct Source: Sendable, Encodable {
    let fileObject: Reference, extract: Extract
  }
  package struct Field: Sendable, Encodable {
    let type = "cr:Field", id: String, name: String, description: String, dataType: String
    /// Whether a record has many of them.
    var repeated: Bool?
    let source: Source
    enum CodingKeys: String, CodingKey {
      case type = "@type"
      case id = "@id"
      case name, description, dataType, repeated, source
    }
  }
  package struct RecordSet: Sendable, Encodable {
    let type = "cr:RecordSet", id: String, name: String, description: String
    /// The fields that tell its records apart.
    let key: [Reference]
    let field: [Field]
    enum CodingKeys: String, CodingKey {
      case type = "@type"
      case id = "@id"
      case name, description, key, field
    }
  }
  let context = CroissantContext.terms
  let type = "sc:Dataset"
  let conformsTo = "http://mlcommons.org/croissant/1.0"
  let name: String, description: String, version: String
  let license = "https://spdx.org/licenses/\(Metadata.licence).html"
  let url = Citation.home
  let creator = Creator()
  let datePublished = Citation.released
  let citeAs = Citation.bibTeX
  let keywords = [
    "differential equations", "reference solutions", "error bars", "scientific machine learning",
  ]
  let distribution: [FileObject]
  let recordSet: [RecordSet]
  enum CodingKeys: String, CodingKey {
    case context = "@context"
    case type = "@type"
    case conformsTo, name, description, version, license, url, creator, datePublished, citeAs, keywords
    case distribution, recordSet
  }

  /// - Parameters:
  ///   - entries: of all tables.
  ///   - package: of the same folder.
  package init(_ entries: [CatalogueEntry], _ package: DataPackage) {
    name = package.name
    description = "\(package.title). \(package.description)"
    version = package.version
    distribution = package.resources.map(FileObject.init)
    recordSet =
      [.catalogue]
      + entries.flatMap { entry in
        package.resources.compactMap { $0.name == entry.name ? RecordSet(entry, $0) : nil }
      }
  }
}
