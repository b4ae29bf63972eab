// SPDX-License-Identifier: MIT

import Exporting
import Foundation
import PDE
import Problems
import Testing

/// Entries that BibTeX reads: braces in pairs, fields that each kind needs, keys of their own, ASCII.
@Suite struct BibTeXTests {
  /// Kind, key and fields of each entry, by a parser of its own.
  static func parse(_ text: String) -> [(kind: String, key: String, fields: [String: String])]? {
    var entries: [(kind: String, key: String, fields: [String: String])] = []
    var rest = Substring(text)
    /// What stands up to the brace that closes the one at the start.
    func group() -> Substring? {
      guard rest.first == "{" else { return nil }
      var depth = 0
      var isEscaped = false
      for i in rest.indices {
        if !isEscaped { depth += rest[i] == "{" ? 1 : rest[i] == "}" ? -1 : 0 }
        isEscaped = rest[i] == "\\" && !isEscaped
        if depth == 0 {
          let inside = rest[rest.index(after: rest.startIndex)..<i]
          rest = rest[rest.index(after: i)...]
          return inside
        }
      }
      return nil
    }
    while !rest.allSatisfy(\.isWhitespace) {
      guard let start = rest.firstMatch(of: /^\s*@([a-z]+)(?=\{)/) else { return nil }
      rest = rest[start.range.upperBound...]
      guard let body = group(), let comma = body.firstIndex(of: ",") else { return nil }
      var fields: [String: String] = [:]
      let after = rest
      rest = body[body.index(after: comma)...]
      while let name = rest.firstMatch(of: /^[\s,]*([A-Za-z]+) = (?=\{)/) {
        rest = rest[name.range.upperBound...]
        guard let value = group(), fields[String(name.1)] == nil else { return nil }
        fields[String(name.1)] = String(value)
      }
      guard rest.allSatisfy(\.isWhitespace) else { return nil }
      rest = after
      entries.append((String(start.1), String(body[..<comma]), fields))
    }
    return entries
  }

  static let needed = [
    "article": ["author", "title", "journal", "year"], "book": ["author", "title", "publisher", "year"],
    "misc": ["author", "title", "year"],
  ]

  @Test(arguments: Catalogue.all.map { $0.name }) func everyProblem(name: String) throws {
    let sources = try #require(Catalogue.named(name)).sources
    let text = BibTeX.entries(sources)
    let entries = try #require(Self.parse(text), "\(text)")
    #expect(entries.count == sources.count && Set(entries.map(\.key)).count == entries.count)
    #expect(!text.contains { !$0.isASCII }, "\(text)")
    for (entry, source) in zip(entries, sources) {
      let fields = try #require(Self.needed[entry.kind], "\(entry.kind)")
      #expect(fields.allSatisfy { !(entry.fields[$0] ?? "").isEmpty }, "\(entry)")
      #expect(entry.key.wholeMatch(of: /[a-z]+\d{4}[a-z]?/) != nil, "\(entry.key)")
      #expect(entry.fields["year"] == "\(source.year)" && entry.fields["doi"] == source.doi, "\(entry)")
      #expect(entry.fields["author"]?.components(separatedBy: " and ").count == source.authors.count)
    }
  }

  static let authors = [
    ("G. de Vries", "de Vries, G."), ("J. M. Lacroix", "Lacroix, J. M."), ("Bizzi", "Bizzi"),
    ("H.-G. Roos", "Roos, H.-G."), ("P. Erdős", "Erd{\\H{o}}s, P."), ("K. Gödel", "G{\\\"{o}}del, K."),
  ]
  @Test(arguments: authors) func names(name: String, entry: String) throws {
    let source = Source(
      authors: [name], year: 1900, title: "50 % of $x_1$ & {more} – Poincaré", published: "J. B. 1, 2")
    let fields = try #require(Self.parse(BibTeX.entries([source]))).first?.fields
    #expect(fields?["author"] == entry, "\(fields ?? [:])")
    #expect(
      fields?["title"] == "{50 \\% of \\$x\\_1\\$ \\& \\{more\\} -- Poincar{\\'{e}}}", "\(fields ?? [:])")
    #expect(fields?["journal"] == "J. B." && fields?["volume"] == "1" && fields?["pages"] == "2")
  }

  /// Two of one author and year have two keys.
  @Test func keys() throws {
    let source = Source(authors: ["A. Ångström"], year: 1868, title: "T", published: "P")
    let keys = try #require(Self.parse(BibTeX.entries([source, source, source]))).map(\.key)
    #expect(keys == ["angstrom1868", "angstrom1868b", "angstrom1868c"])
  }
}
