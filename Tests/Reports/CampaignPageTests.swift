// SPDX-License-Identifier: MIT

import Assessment
import Campaigns
import Foundation
import Plumbline
import Testing

@testable import Reports
@testable import Verification

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

  /// Every way of training has its figures; ids are there once; every field that a chart names is in the
  /// page.
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

  /// Without fields, with one that is damaged, and with one of another training the gap is named, and the
  /// rest is there.
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

  /// The cell shown is a failed one before a passed one, then the one of the largest error.
  @Test(arguments: [
    ([(Verdict.pass, 0.1), (.fail, 0.01), (.pass, 0.2)], 2), ([(.pass, 0.1), (.pass, 0.3), (.pass, 0.2)], 2),
    ([(.fail, 0.1), (.fail, 0.2), (.fail, 0.4)], 3),
  ])
  func chosen(cells: [(verdict: Verdict, l2: Double)], seed: Int) throws {
    let folder = try Folder()
    for (k, cell) in cells.enumerated() {
      try folder.put(
        id: "heat/fused/adam/float64/seed\(k + 1)", verdict: cell.verdict, l2: cell.l2, message: "")
    }
    let path = folder.url.appendingPathComponent("page.html").path
    try CampaignPage(CampaignReport([folder.url.path]), gradients: []).write(to: path)
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.contains("fused, seed \(seed), the worst of 3"))
  }

  /// A field of another training is no picture of this one's.
  @Test func anotherTraining() throws {
    let folder = try Folder()
    let id = "heat/fused/adam/float64/seed1"
    try folder.put(id: id, verdict: .pass, l2: 0.1, message: "")
    let problem = try Catalogue.problem("heat")
    for (fingerprint, isShown) in [("f", true), ("g", false)] {
      let candidate = Candidate(in: problem.domain) { _ in [0] }
      try SolutionField(candidate, of: problem, GridTruth(problem), fingerprint: fingerprint)
        .write(to: ResultStore.fieldFile(id, in: folder.url.path), id: id)
      let path = folder.url.appendingPathComponent("page.html").path
      try CampaignPage(CampaignReport([folder.url.path]), gradients: []).write(to: path)
      let page = try String(contentsOfFile: path, encoding: .utf8)
      #expect(page.contains("-map-error\"") == isShown && page.contains("of another training") != isShown)
    }
  }

  /// Of each problem the bound lies between the worst of 20 seeds and the nearest wrong solution.
  @Test func bounds() throws {
    let folder = try Folder()
    let problems = ["heat", "burgers", "cosine-ode"]
    for problem in problems {
      try folder.put(
        id: "\(problem)/fused/levenberg-marquardt/float64/seed1", verdict: .pass, l2: 1e-12, message: "")
    }
    let source = BoundsPicture(try CampaignReport([folder.url.path]).groups).html.source
    for problem in problems {
      func value(_ what: String) throws -> Double {
        let found = try #require(
          source.firstMatch(
            of: try Regex("\"problem\":\"\(problem)\",\"what\":\"\(what)\",\"value\":([-+.0-9e]+)")))
        let number = try #require(found.output[1].substring)
        return try #require(Double(number))
      }
      let bound = try value("bound")
      #expect(try value("worst of 20 seeds") <= bound / 3 && value("nearest wrong solution") >= 3 * bound)
      #expect(try value("cells here") < bound)
    }
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
