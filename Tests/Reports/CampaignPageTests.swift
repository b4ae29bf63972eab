// SPDX-License-Identifier: MIT

import Campaigns
import Foundation
import Plumbline
import Testing

@testable import Reports

/// What a page of a campaign says, and what it says of what is missing.
@Suite struct CampaignPageTests {
  /// A folder with results of some cells, and the page of it.
  private struct Trained {
    let folder: URL
    var page: String { get throws { try page(gradients: []) } }

    init(fields: Bool, _ problems: [String] = ["cosine-ode", "heat"]) async throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID())")
      let cells = try problems.flatMap { problem in
        try ["fused", "taylor"].flatMap { strategy in
          try (1...2).map { try Cell(problem: problem, strategy: strategy, seed: $0, steps: 3) }
        }
      }
      _ = try await Runner(store: try ResultStore(folder.path), threads: 1, keepsFields: fields).run(cells)
    }
    func page(gradients: [GradientDocument]) throws -> String {
      let path = folder.appendingPathComponent("page.html").path
      try CampaignPage(CampaignReport([folder.path]), gradients: gradients).write(to: path)
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    func end() { try? FileManager.default.removeItem(at: folder) }
  }

  private func count(_ part: String, in page: String) -> Int { page.components(separatedBy: part).count - 1 }

  /// Every way of training has its figures; ids are there once; every field that a chart names is in the page.
  @Test func whole() async throws {
    let trained = try await Trained(fields: true)
    defer { trained.end() }
    let page = try trained.page
    #expect(count("<details", in: page) == 4 + 2)
    #expect(count("-map-truth\"", in: page) == 2 && count("-slices\"", in: page) == 4)
    #expect(count("id=\"p0-0-loss\"", in: page) == 1 && count("id=\"p0-0-damping\"", in: page) == 1)
    let ids = page.matches(of: /<[a-z]+ [^>]*id="([^"]+)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    let stored = Set(page.matches(of: /data-field="([^"]+)"/).map { String($0.1) })
    for field in page.matches(of: /"(?:field|truth|solution|error|bar)":"(p\d[^"]*)"/).flatMap({
      $0.1.split(separator: "+")
    }) {
      #expect(stored.contains(String(field)))
    }
    #expect(page.contains("u_t - alpha*u_xx = 0") && page.contains("@software{plumbline"))
    #expect(!page.contains("class=\"gap\">there is no"))
  }

  /// Without fields, with one that is damaged, and with one of another training the gap is named, and the rest
  /// is there.
  @Test func gaps() async throws {
    let trained = try await Trained(fields: true, ["cosine-ode"])
    defer { trained.end() }
    let names = try FileManager.default.contentsOfDirectory(atPath: trained.folder.path).filter {
      $0.hasSuffix(".fields.npz")
    }.sorted()
    #expect(names.count == 4)
    for name in names where name.contains("fused") {
      try Data("no zip".utf8).write(to: trained.folder.appendingPathComponent(name))
    }
    for name in names where name.contains("taylor") {
      try FileManager.default.removeItem(at: trained.folder.appendingPathComponent(name))
    }
    let page = try trained.page
    #expect(
      count("is damaged", in: page) == 1 && count("train the cell with verify run --fields", in: page) == 1)
    #expect(count("id=\"p0-1-loss\"", in: page) == 1 && count("data-field=\"p", in: page) == 0)
  }

  /// A cell of an unknown strategy, with an infinite error or none, and texts that are no HTML.
  @Test func strange() throws {
    let folder = try Folder()
    try folder.put(
      id: "heat/<b>/adam/float64/seed1", verdict: .fail, l2: nil, message: "<script>alert(1)</script>")
    try folder.put(
      id: "nothing[a=1.0]/fused/adam/float64/seed2", verdict: .error, l2: nil, message: "diverged")
    let path = folder.url.appendingPathComponent("page.html").path
    try CampaignPage(CampaignReport([folder.url.path]), gradients: []).write(to: path)
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!page.contains("<script>alert") && !page.contains("<b>"))
    #expect(page.contains("It is not in this catalogue") && page.contains("There is no solution to show."))
  }

  /// Wrong answers are listed with their fault, and the matrix has a square for each question and nesting.
  @Test func gradients() async throws {
    let text = """
      {"results": [
        {"family": "cases", "nesting": "a(b)", "case": "A01", "precision": "float32", "verdict": "right", "is_wrong": false},
        {"family": "cases", "nesting": "a(b)", "case": "A01", "precision": "float64", "verdict": "wrong", "is_wrong": true,
         "error": 1e9, "fault": "levels-swapped", "message": "component 0 of 3 is 1, not 2"},
        {"family": "cases", "nesting": "b(a)", "case": "A01", "precision": "float64", "verdict": "unsupported"}],
       "laws": [{"law": "sum", "nesting": "a(b)", "precision": "float64", "holds": false, "message": "off"}], "wrong": 2}
      """
    let folder = try Folder()
    let file = folder.url.appendingPathComponent("gradients.json")
    try Data(text.utf8).write(to: file)
    let document = try #require(GradientDocument(file: file.path))
    #expect(document.isWrong && GradientDocument(file: "/nowhere") == nil)
    let page = GradientMatrix(document: document, number: 0).html.source
    #expect(
      count("\"nesting\":\"a(b)\"", in: page) == 1
        && page.contains(#""verdict":"wrong","fault":"levels-swapped""#))
    #expect(
      page.contains("component 0 of 3") && page.contains("Broken laws") && page.contains("0 of 1 law hold"))
  }

  struct Folder: ~Copyable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID())")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }
    func put(id: String, verdict: Verdict, l2: Double?, message: String) throws {
      let name = try CellName(id: id)
      let result = CellResult(
        id: id, problem: name.kind.problem, strategy: name.kind.strategy, precision: name.kind.precision,
        optimizer: name.kind.optimizer, seed: name.seed, scores: Metrics(value: l2), maxError: nil,
        bounds: Tolerances(),
        bar: nil, seconds: 0.1, verdict: verdict, message: message, losses: [], fingerprint: "f")
      try JSONEncoder().encode(result).write(to: url.appendingPathComponent(CellName.fileName(id) + ".json"))
    }
  }
}
