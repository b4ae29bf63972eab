// SPDX-License-Identifier: MIT

import PDE

/// Publications as entries of a BibTeX file, in ASCII.
package enum BibTeX {
  /// One entry a source, their keys distinct.
  package static func entries(_ sources: [Source]) -> String {
    var seen: [String: Int] = [:]
    return sources.map { source in
      let key = key(source)
      seen[key, default: 0] += 1
      let letter = seen[key]! == 1 ? "" : String(UnicodeScalar(UInt8(96 + min(26, seen[key]!))))
      return entry(source, key: key + letter)
    }.joined(separator: "\n\n")
  }

  private static func entry(_ source: Source, key: String) -> String {
    var fields = [("author", source.authors.map(author).joined(separator: " and "))]
    fields += [("title", "{\(escaped(source.title))}"), ("year", "\(source.year)")]
    var type = "book"
    if let article = source.published.wholeMatch(of: /(.+) (\d+), (\S+)/) {
      type = "article"
      fields += [("journal", escaped(String(article.1))), ("volume", String(article.2))]
      fields.append(("pages", String(article.3)))
    } else if source.arXiv != nil {
      type = "misc"
      if source.published != "arXiv" { fields.append(("howpublished", escaped(source.published))) }
    } else if let part = source.published.wholeMatch(of: /(.+), (§.+|sections .+)/) {
      fields += [("publisher", escaped(String(part.1))), ("note", escaped(String(part.2)))]
    } else if source.published.contains(", ") {
      type = "misc"
      fields.append(("howpublished", escaped(source.published)))
    } else {
      fields.append(("publisher", escaped(source.published)))
    }
    if let doi = source.doi { fields.append(("doi", doi)) }
    if let number = source.arXiv { fields += [("eprint", number), ("archivePrefix", "arXiv")] }
    let lines = fields.map { "  \($0.0) = {\($0.1)}" }.joined(separator: ",\n")
    return "@\(type){\(key),\n\(lines)\n}"
  }

  /// The first author's family name, the year: letters and digits.
  private static func key(_ source: Source) -> String {
    let family = source.authors.first?.split(separator: " ").last.map(String.init) ?? "anonymous"
    let plain = String(family.map { letters[$0]?.letter ?? $0 })
    return plain.lowercased().filter { $0.isASCII && $0.isLetter } + "\(source.year)"
  }

  /// "J. M. Lacroix" as "Lacroix, J. M."; small words belong to the family name, as in "G. de Vries".
  private static func author(_ name: String) -> String {
    let words = name.split(separator: " ")
    guard let start = words.firstIndex(where: { !$0.hasSuffix(".") }), start > 0 else { return escaped(name) }
    let (first, last) = (words[..<start], words[start...])
    return escaped(last.joined(separator: " ") + ", " + first.joined(separator: " "))
  }

  /// Text in which TeX's own characters stand for themselves, and letters with accents are spelled in ASCII.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if let whole = names[character] {
        result += whole
      } else if let (letter, accent) = letters[character] {
        result += "{\\\(accent){\(letter)}}"
      } else {
        result.append(character)
      }
    }
    return result
  }

  private static let names: [Character: String] = [
    "&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "{": "\\{", "}": "\\}",
    "~": "{\\textasciitilde}", "^": "{\\textasciicircum}", "\\": "{\\textbackslash}",
    "–": "--", "—": "---", "’": "'", "§": "{\\S}", "ø": "{\\o}", "Ø": "{\\O}", "ł": "{\\l}",
    "Ł": "{\\L}", "ß": "{\\ss}", "æ": "{\\ae}", "å": "{\\aa}", "Å": "{\\AA}", "ı": "{\\i}",
  ]
  /// Latin letters with one accent: the plain letter, and what TeX calls the accent. Characters are equal where
  /// they are canonically, so both spellings of é are found.
  private static let letters: [Character: (letter: Character, accent: String)] = {
    let plain = (UInt8(ascii: "A")...UInt8(ascii: "z")).map { Character(UnicodeScalar($0)) }.filter(
      \.isLetter)
    return Dictionary(
      uniqueKeysWithValues: plain.flatMap { letter in
        accents.map { (Character("\(letter)\($0.key)"), (letter, $0.value)) }
      })
  }()
  private static let accents: [Unicode.Scalar: String] = [
    "\u{300}": "`", "\u{301}": "'", "\u{302}": "^", "\u{303}": "~", "\u{304}": "=", "\u{306}": "u",
    "\u{307}": ".", "\u{308}": "\"", "\u{30A}": "r", "\u{30B}": "H", "\u{30C}": "v", "\u{327}": "c",
    "\u{328}": "k",
  ]
}
