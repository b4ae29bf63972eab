// SPDX-License-Identifier: MIT

import Benchmarking
import Foundation
import Testing
import Verification

@testable import Campaigns

/// What is said of folders of results.
@Suite struct ReportTests {
  /// A folder that is gone afterwards.
  struct Folder: ~Copyable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID())")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }
    var path: String { url.path }

    func put(
      _ id: String, _ verdict: Verdict = .pass, l2: Double? = 1e-3, message: String? = nil, ended: Double = 1,
      version: String = "0.1.0", name: String? = nil
    ) throws {
      var result = try PlanTests.result(id, seconds: 0.5, judging: 0)
      (result.verdict, result.message, result.version) = (verdict, message, version)
      result.scores = Metrics(value: l2)
      result.ended = Date(timeIntervalSince1970: ended)
      let file = name ?? CellName.fileName(id) + ".json"
      try JSONEncoder().encode(result).write(to: url.appendingPathComponent(file))
    }
    func put(_ text: String, as name: String) throws {
      try Data(text.utf8).write(to: url.appendingPathComponent(name))
    }
  }
  static func id(_ seed: Int, _ problem: String = "heat") -> String {
    "\(problem)/fused/adam/float64/seed\(seed)"
  }

  /// Counts and quantiles per group, in the catalogue's order; what failed and what is missing, by name.
  @Test func counts() throws {
    let folder = try Folder()
    for seed in 1...4 { try folder.put(Self.id(seed), l2: Double(seed)) }
    try folder.put(Self.id(5), .fail, l2: 9, message: "too far <off>")
    try folder.put(Self.id(6), .error, l2: nil, message: "diverged")
    try folder.put(Self.id(1, "burgers"))
    try folder.put(Self.id(1, "cosine-ode"))
    let expected = try Selection(
      problems: ["heat", "laplace"], strategies: ["fused"], optimizers: [.adam], seeds: 1...7)
    let report = try CampaignReport([folder.path], expected: expected)
    #expect(report.groups.map(\.kind.problem) == ["cosine-ode", "heat", "laplace", "burgers"])
    let heat = report.groups[1]
    #expect(heat.count(.pass) == 4 && heat.count(.fail) == 1 && heat.count(.error) == 1 && heat.missing == 1)
    // An error is worse than any number.
    #expect(heat.relativeL2.median == 3.5 && heat.relativeL2.largest == .infinity)
    #expect(report.failures.map(\.id) == [Self.id(5), Self.id(6)])
    #expect(report.missing.count == 8 && report.unexpected == 2 && !report.isGreen)
    let text = report.lines.joined(separator: "\n")
    for part in [
      "failed: \(Self.id(5)): too far <off>", "error: \(Self.id(6)): diverged", "missing: \(Self.id(7))",
      "missing: laplace/fused/adam/float64/seed1-7", "2 results are of cells that are not expected",
      "6 passed, 1 failed, 1 errors, 8 missing",
    ] { #expect(text.contains(part), "\(part) in\n\(text)") }
    #expect(report.csv.count == 5 && report.csv[2].hasPrefix("heat,fused,adam,float64,6,4,1,1,1,1.0,"))
    #expect(report.csv[2].contains(",inf,0.5,3.0"))
  }

  /// The same files in one folder or in many say the same; of a cell with several results the last one
  /// counts.
  @Test func merged() throws {
    let a = try Folder()
    let b = try Folder()
    let whole = try Folder()
    for seed in 1...9 {
      if seed % 2 == 0 {
        try a.put(Self.id(seed), l2: Double(seed))
      } else {
        try b.put(Self.id(seed), l2: Double(seed))
      }
      try whole.put(Self.id(seed), l2: Double(seed))
    }
    func numbers(_ folders: [String]) throws -> [String] { try CampaignReport(folders).csv }
    #expect(try numbers([a.path, b.path]) == numbers([whole.path]))
    #expect(try numbers([b.path, a.path]) == numbers([whole.path]))
    try a.put(Self.id(1), .fail, l2: 50, message: "earlier", ended: 0.5)
    try b.put(Self.id(2), .fail, l2: 60, message: "later", ended: 2)
    for folders in [[a.path, b.path], [b.path, a.path]] {
      let report = try CampaignReport(folders)
      #expect(report.count == 9 && report.repeated == [Self.id(1), Self.id(2)])
      #expect(report.failures.map(\.message) == ["later"])
      #expect(report.groups[0].relativeL2.largest == 60)
    }
  }

  /// Files that are no results are passed over by name; damaged ones and unknown schemas are not.
  @Test func otherFiles() throws {
    let folder = try Folder()
    try folder.put(Self.id(1))
    try folder.put("hello", as: "notes.txt")
    try folder.put("{\"a\": 1}", as: "other.json")
    try folder.put("{", as: "half.json")
    var report = try CampaignReport([folder.path])
    #expect(report.isGreen && report.foreign.count == 3)
    try folder.put("{\"id\": \"hea", as: CellName.fileName(Self.id(2)) + ".json")
    try folder.put("", as: CellName.fileName(Self.id(3)) + ".json")
    try folder.put("{\"schema\": 9, \"id\": \"\(Self.id(4))\", \"verdict\": \"pass\"}", as: "later.json")
    try folder.put("{\"schema\": 2, \"id\": \"nonsense\", \"verdict\": \"pass\"}", as: "nonsense.json")
    report = try CampaignReport([folder.path])
    #expect(!report.isGreen && report.damaged.count == 3 && report.schemas.map(\.schema) == [9])
    #expect(throws: FolderError.self) { try CampaignReport([folder.path + "/none"]) }
    let empty = try Folder()
    #expect(try !CampaignReport([empty.path]).isGreen)
  }

  /// A result that contradicts itself, or the name of its file, counts as damaged.
  @Test func contradictions() throws {
    let folder = try Folder()
    try folder.put(Self.id(1), l2: -1)
    try folder.put(Self.id(2), l2: nil)
    try folder.put(Self.id(3), .fail, l2: 5)
    try folder.put(Self.id(4), name: CellName.fileName(Self.id(5)) + ".json")
    let report = try CampaignReport([folder.path])
    #expect(report.count == 1 && report.damaged.count == 3 && !report.isGreen)
    #expect(report.notes.contains { $0.contains("its name of another") }, "\(report.notes)")
  }

  /// Results that disagree are told; one folder by two names is one folder.
  @Test func disputed() throws {
    let a = try Folder()
    let b = try Folder()
    try a.put(Self.id(1), l2: 1)
    try b.put(Self.id(1), .fail, l2: 2, message: "off")
    for folders in [[a.path, b.path], [b.path, a.path]] {
      let report = try CampaignReport(folders)
      #expect(report.disputed == [Self.id(1)] && report.count(.fail) == 1 && !report.isGreen)
    }
    let twice = try CampaignReport([a.path, a.path + "/", a.path + "/../" + a.url.lastPathComponent])
    #expect(twice.repeated.isEmpty && twice.count == 1)
  }

  /// Every number has its key in the document; what is infinite is null.
  @Test func document() throws {
    let folder = try Folder()
    try folder.put(Self.id(1), .error, l2: nil, message: "diverged\u{1b}[31m")
    let report = try CampaignReport([folder.path])
    let data = try JSONEncoder().encode(report.document)
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let row = (object?["groups"] as? [[String: Any]])?.first?["relativeL2"] as? [String: Any]
    #expect(row?.count == 5 && row?.values.allSatisfy { $0 is NSNull } == true)
    #expect(!report.lines.joined().contains("\u{1b}"))
  }

  /// Results of several versions are pointed out.
  @Test func mixed() throws {
    let folder = try Folder()
    try folder.put(Self.id(1))
    #expect(try !CampaignReport([folder.path]).notes.contains { $0.contains("versions") })
    try folder.put(Self.id(2), version: "0.0.9")
    let notes = try CampaignReport([folder.path]).notes
    #expect(notes.contains { $0.contains("several versions") && $0.contains("0.0.9 (1)") }, "\(notes)")
  }

  /// The XML is well-formed, with a case per cell.
  @Test func junit() throws {
    let folder = try Folder()
    try folder.put(Self.id(1))
    try folder.put(Self.id(2), .fail, message: "a < b & \"c\"")
    try folder.put("{", as: CellName.fileName(Self.id(9)) + ".json")
    let expected = try Selection(problems: ["heat"], strategies: ["fused"], optimizers: [.adam], seeds: 1...4)
    var text = ""
    try CampaignReport([folder.path], expected: expected).junit { text += $0 }
    #expect(text.contains("<testsuites name=\"plumbline\" tests=\"5\" failures=\"1\" errors=\"3\">"))
    #expect(text.contains("message=\"a &lt; b &amp; &quot;c&quot;\""))
    let file = folder.url.appendingPathComponent("report.xml")
    try Data(text.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sys, xml.etree.ElementTree as e; sys.exit(len(e.parse(sys.argv[1]).getroot().findall('.//testcase')) != 5)",
      file.path,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
