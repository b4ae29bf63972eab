// SPDX-License-Identifier: MIT

/// A publication in which a problem, or its solution, is found.
public struct Source: Sendable, Codable, Equatable {
  /// As printed, first names by their initials.
  public let authors: [String]
  public let year: Int
  public let title: String
  /// The journal with volume and first page or article number, or the publisher; with the section of a book.
  public let published: String
  /// As in `10.1016/j.jcp.2018.10.045`; nil where there is none or it is not known for certain.
  public let doi: String?
  /// As in `2109.01050`; nil where it is not known for certain.
  public let arXiv: String?

  public init(
    authors: [String], year: Int, title: String, published: String, doi: String? = nil, arXiv: String? = nil
  ) {
    self.authors = authors
    self.year = year
    self.title = title
    self.published = published
    self.doi = doi
    self.arXiv = arXiv
  }

  enum CodingKeys: String, CodingKey {
    case authors, year, title, published, doi
    case arXiv = "arxiv"
  }
}

extension Source: CustomStringConvertible {
  /// One line, as in a list of references.
  public var description: String {
    let number = doi.map { ", doi:\($0)" } ?? arXiv.map { ", arXiv:\($0)" } ?? ""
    return "\(authors.joined(separator: ", ")): \(title), \(published) (\(year))\(number)"
  }
}
