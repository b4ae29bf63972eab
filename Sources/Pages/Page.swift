// SPDX-License-Identifier: MIT

import CVega
import DataFiles
import Essentials

/// A page that needs nothing but itself: style, scripts and data are inside. It is written piece by piece, in
/// the memory of one, and appears under its name when it is whole.
package struct Page: ~Copyable {
  private let file: AtomicFile
  private let path: String

  private init(_ file: AtomicFile, _ path: String) { (self.file, self.path) = (file, path) }

  /// A page with its title.
  /// - Parameters:
  ///   - path: the file, replaced if it is there.
  ///   - title: of the page.
  /// - Throws: `DataFileError` where the file cannot be written.
  package static func begin(_ path: String, title: String) throws(DataFileError) -> Page {
    let file = try named(path) { () throws(DataFileError.Problem) in try AtomicFile(path) }
    let page = Page(file, path)
    let style = String(decoding: PackageResources.page_css, as: UTF8.self)
    try page.write(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(HTML.escaped(title))</title>
      <link rel="icon" href="data:,">
      <style>
      \(style)</style>
      </head>
      <body>
      <main>

      """)
    try page.add(.element("h1", [:], HTML(title)))
    try page.add(
      .element(
        "noscript", [:],
        .paragraph(
          "The charts of this page are drawn by a script in it; the tables say the same.", class: "gap"))
    )
    return page
  }

  /// The next piece.
  /// - Throws: `DataFileError` where the disk takes it not.
  package func add(_ piece: HTML) throws(DataFileError) { try write(piece.source) }

  /// Ends the page, and gives the file its name.
  /// - Parameter about: a line at its foot.
  /// - Throws: `DataFileError` where the disk takes it not.
  package consuming func end(about: String) throws(DataFileError) {
    try write("</main>\n")
    try add(
      .element(
        "footer", [:], .paragraph(about),
        .paragraph(
          "Charts by Vega \(Vega.version) and Vega-Lite \(Vega.liteVersion), which are inside this page under the "
            + "licence that stands before them.")))
    try write("<script>\n/*\n\(Vega.licence)*/\n")
    try write(Vega.script)
    try write("\n</script>\n<script>\n")
    try write(Vega.liteScript)
    try write("\n</script>\n<script>\n")
    try write(String(decoding: PackageResources.page_js, as: UTF8.self))
    try write("</script>\n</body>\n</html>\n")
    try Self.named(path) { () throws(DataFileError.Problem) in try file.commit() }
  }

  private func write(_ text: String) throws(DataFileError) {
    try Self.named(path) { () throws(DataFileError.Problem) in try file.write(Array(text.utf8)) }
  }

  private static func named<T>(_ path: String, _ body: () throws(DataFileError.Problem) -> T)
    throws(DataFileError)
    -> T
  {
    do throws(DataFileError.Problem) {
      return try body()
    } catch { throw DataFileError(file: path, problem: error) }
  }
}
