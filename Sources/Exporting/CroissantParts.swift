// SPDX-License-Identifier: MIT

extension Croissant.FileObject {
  init(_ resource: DataPackage.Resource) {
    (id, name, contentUrl) = (resource.path, resource.path, resource.path)
    let comments = resource.dialect.map { ", after \($0.headerRows[0] - 1) lines that begin with #" } ?? ""
    description = resource.description + comments
    contentSize = "\(resource.bytes) B"
    encodingFormat = resource.mediatype
    sha256 = String(resource.hash.dropFirst("sha256:".count))
  }
}

extension Croissant.RecordSet {
  /// The table of a CSV file; nil for other files.
  init?(_ entry: CatalogueEntry, _ resource: DataPackage.Resource) {
    guard let schema = resource.schema else { return nil }
    (id, name) = (entry.name, entry.name)
    let parameters = entry.parameters.map { "\($0.name) = \($0.standard)" }
    let lines = entry.equation.ascii + entry.conditions.map(\.ascii) + parameters
    description = "\(entry.summary): \(lines.joined(separator: "; ")); bars: \(entry.bar.kind.rawValue)"
    key = entry.coordinates.map { .init(id: "\(entry.name)/\($0)") }
    field = schema.fields.map { column in
      Croissant.Field(
        id: "\(entry.name)/\(column.name)", name: column.name, description: column.description,
        dataType: "sc:Float",
        source: .init(fileObject: .init(id: resource.path), extract: .init(column: column.name)))
    }
  }

  /// What each problem is.
  static let catalogue = Croissant.RecordSet(
    id: "catalogue", name: "catalogue", description: "What each problem is",
    key: [.init(id: "catalogue/name")],
    field: [
      .entry("name", "name of the problem, its record set and its files", "sc:Text"),
      .entry("summary", "what it is, in words", "sc:Text"),
      .entry("equation", "its equations", "sc:Text", "equation.ascii", repeated: true),
      .entry("rows", "rows of its table", "sc:Integer"),
      .entry("kind", "what stands behind the bars: enclosure, rounding or estimate", "sc:Text", "bar.kind"),
      .entry("bar", "largest bar of the value, of the largest value", "sc:Float", "bar.relative"),
    ])
}

extension Croissant.Field {
  /// A member of every entry of `catalogue.json`.
  fileprivate static func entry(
    _ name: String, _ description: String, _ dataType: String, _ path: String? = nil, repeated: Bool? = nil
  ) -> Self {
    Self(
      id: "catalogue/\(name)", name: name, description: description, dataType: dataType, repeated: repeated,
      source: .init(
        fileObject: .init(id: "catalogue.json"), extract: .init(jsonPath: "$[*].\(path ?? name)")))
  }
}

/// What the words of the document mean: the `@context` that Croissant 1.0 prescribes.
enum CroissantContext {
  enum Term: Sendable, Encodable, ExpressibleByStringLiteral {
    case iri(String)
    /// With the type of its values.
    case typed(String, type: String)

    init(stringLiteral iri: String) { self = .iri(iri) }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .iri(let iri):
        var container = encoder.singleValueContainer()
        try container.encode(iri)
      case .typed(let iri, let type):
        var container = encoder.singleValueContainer()
        try container.encode(["@id": iri, "@type": type])
      }
    }
  }

  static let terms: [String: Term] = {
    let own = [
      "citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet",
      "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
      "references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField",
      "transform",
    ]
    let terms: [String: Term] = [
      "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/",
      "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
      "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
      "data": .typed("cr:data", type: "@json"), "examples": .typed("cr:examples", type: "@json"),
      "dataType": .typed("cr:dataType", type: "@vocab"),
    ]
    return own.reduce(into: terms) { $0[$1] = .iri("cr:\($1)") }
  }()
}
