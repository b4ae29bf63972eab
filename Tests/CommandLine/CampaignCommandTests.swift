// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// Campaigns as a user runs them: cells chosen, cut into shards, trained by several processes, reported.
@Suite struct CampaignCommandTests {
  let line = CommandLineTests()

  @Test(arguments: [
    (["list", "--cells", "--problem", "heat", "--seed", "1-2", "--strategy", "fused"], 0, "float64/seed2"),
    (["list", "--cells", "--problem", "het"], 64, "did you mean 'heat'"),
    (["list", "--cells", "--problem", "heat", "--optimizer", "sgd"], 64, "there is no optimizer 'sgd'"),
    (["list", "--cells", "--shard", "0/4"], 64, "'0/4' is no shard"),
    (["list", "--cells", "--seed", "4"], 64, "goes with --problem"),
    (["list", "--problem", "heat"], 64, "give --cells too"),
    (["run", "--problem", "heat", "--shard", "5/4"], 64, "'5/4' is no shard"),
    (["run", "--problem", "heat", "--shard", "a/b"], 64, "'a/b' is no shard"),
    (["run", "--problem", "heat", "--strategy", "fused", "--shard", "9/9"], 0, "shard 9/9 has no cells"),
    (["run", "--problem", "heat", "--threads", "0"], 64, "at least 1"),
    (["list", "--cells", "--problem", "heat", "--seed", "9223372036854775807"], 64, "seeds are 0"),
    (["list", "--cells", "--problem", "heat", "--seed", "1-10000001"], 64, "at most 10000000 seeds"),
    (["list", "--cells", "--problem", "heat", "--shard", "1/2", "--shard", "2/2"], 64, "given 2 times"),
    (
      ["list", "--cells", "--problem", "heat", "--strategy", "fused", "--seed", "1", "--seed", "7-9"], 0,
      "seed8"
    ),
    (["list", "--cells", "--problem", "heat", "--problem", "burgers", "--set", "nu=0.02"], 64, "heat: "),
    (
      ["list", "--cells", "--problem", "burgers", "--set", "nu=0.02", "--set", "nu=0.03"], 64,
      "0.02 and as 0.03"
    ),
    (["list", "--cells", "--from", "/dev/null"], 65, "has no cells"),
    (["report", "/", "--expect", "/dev/null"], 65, "has no cells"),
    (["plan", "--cells", "/dev/null"], 65, "has no cells"),
    (["run", "--problem", "heat", "--output", ""], 64, "--output is empty"),
    (["run", "--problem", "heat", "--threads", "100000"], 64, "at most 4096"),
    (["run", "--gate", "--seed", "2"], 64, "contradicts --gate"),
    (["run", "--cells", "/nowhere"], 66, "'/nowhere' cannot be read"),
    (["report"], 64, "give the folder"), (["report", "/nowhere"], 66, "'/nowhere' is no folder"),
    (["plan"], 64, "nothing is selected"),
    (["report", "/nowhere", "--output", "page.pdf"], 64, "let its name end in .html"),
    (["run", "--problem", "heat", "--fields"], 64, "give --output DIR"),
    (["plan", "--problem", "heat", "--hosts", "0"], 64, "at least 1 of each"),
    (["plan", "--problem", "heat", "--costs", "/nowhere"], 66, "'/nowhere' is no folder"),
  ]) func answers(arguments: [String], code: Int32, message: String) throws {
    let r = try line.verify(arguments)
    #expect(r.code == code && (r.out + r.err).contains(message), "\(arguments): \(r)")
  }

  @Test(arguments: [
    ("heat/fused/adam/float64/seed1\nheat/fsed/adam/float64/seed1\n", "line 2"), ("# none\n\n", "no cells"),
    ("\u{fffd}\u{0}", "line 1"),
  ]) func lists(text: String, message: String) throws {
    for input in [nil, Data(text.utf8)] {
      let r = try line.verify(
        ["run", "--quiet", "--cells", "-"], file: input == nil ? Data(text.utf8) : nil, input: input)
      #expect(r.code == 65 && r.err.contains(message), "\(r)")
    }
  }

  /// What is listed is what runs, in shards that together are all; and the report finds every one.
  @Test func campaign() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("campaign-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let choice = ["--problem", "cosine-ode", "--optimizer", "adam", "--seed", "1-2", "--steps", "3"]
    let listed = try line.verify(["list", "--cells"] + choice)
    let ids = listed.out.split(separator: "\n").map(String.init)
    #expect(listed.code == 0 && ids.count == 2 * StrategyCatalogue.all.count)
    let json = try line.verify(["list", "--cells", "--json"] + choice)
    let document = try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any]
    #expect(document?["cells"] as? [String] == ids)
    var shards: [String] = []
    for number in 1...3 {
      shards += try line.verify(["list", "--cells", "--shard", "\(number)/3"] + choice).out.split(
        separator: "\n"
      )
      .map(String.init)
      let r = try line.verify(["run", "--quiet", "--shard", "\(number)/3", "--output", folder.path] + choice)
      // Three steps are too few for the bound: that is a verdict, not a broken shard.
      #expect(r.code == 1 && r.err.isEmpty, "\(r)")
    }
    #expect(shards.sorted() == ids.sorted())
    // A list is cut as what it was listed from.
    let listing = Data(ids.joined(separator: "\n").utf8)
    let part = try line.verify(["list", "--cells", "--from", "-", "--shard", "3/3"], input: listing)
    #expect(
      part.out.split(separator: "\n").map(String.init) == shards.suffix(part.out.split(separator: "\n").count)
    )
    // A pipe by its path is read too.
    let piped = try line.verify(["list", "--cells", "--from", "/dev/stdin"], input: listing)
    #expect(piped.out.split(separator: "\n").map(String.init) == ids, "\(piped)")
    let list = folder.appendingPathExtension("txt")
    defer { try? FileManager.default.removeItem(at: list) }
    try Data((ids + ["heat/fused/adam/float64/seed1"]).joined(separator: "\n").utf8).write(to: list)
    let report = try line.verify(["report", folder.path, "--expect", list.path])
    #expect(report.code == 1 && report.out.contains("0 passed, 16 failed, 0 errors, 1 missing"), "\(report)")
    #expect(report.out.contains("missing: heat/fused/adam/float64/seed1"))
    let allowed = try line.verify(["report", folder.path, "--format", "json", "--allow-failures"])
    let data = try JSONSerialization.jsonObject(with: Data(allowed.out.utf8)) as? [String: Any]
    #expect(allowed.code == 0 && data?["failed"] as? Int == 16 && data?["cells"] as? Int == 16)
    let plan = try line.verify(["plan", "--costs", folder.path, "--json"] + choice)
    let planned = try JSONSerialization.jsonObject(with: Data(plan.out.utf8)) as? [String: Any]
    #expect(plan.code == 0 && planned?["cells"] as? Int == 16 && planned?["measuredShare"] as? Double == 1)
    // A part of it takes a part of that.
    let third = try line.verify(["plan", "--costs", folder.path, "--json", "--shard", "3/3"] + choice)
    let partly = try JSONSerialization.jsonObject(with: Data(third.out.utf8)) as? [String: Any]
    #expect(partly?["cells"] as? Int == part.out.split(separator: "\n").count, "\(third)")
    // A list runs as it is; nothing is trained twice.
    let again = try line.verify(
      ["run", "--json", "--cells", "-", "--output", folder.path],
      input: Data(ids.joined(separator: "\n").utf8))
    let results = try JSONSerialization.jsonObject(with: Data(again.out.utf8)) as? [String: Any]
    let stored = (results?["cells"] as? [[String: Any]])?.count { $0["stored"] as? Bool == true }
    #expect(stored == 16, "\(again)")
    try Data("{".utf8).write(to: folder.appendingPathComponent(CellName.fileName(ids[0]) + ".json"))
    #expect(try line.verify(["report", folder.path]).code == 65)
    try Data("heat/x".utf8).write(to: list)
    let unknown = try line.verify(["report", folder.path, "--expect", list.path])
    #expect(unknown.code == 65 && unknown.err.contains("line 1"), "\(unknown)")
  }

  /// A page of results on disk and one of a scored file: what is found is printed though a page has no place.
  @Test func pages() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pages-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let results = folder.appendingPathComponent("results").path
    let page = folder.appendingPathComponent("page.html").path
    let ran = try line.verify(
      [
        "run", "--problem", "cosine-ode", "--strategy", "fused", "--steps", "2", "--output", results,
        "--fields",
      ])
    #expect(ran.code == 1)
    let reported = try line.verify(["report", results, "--output", page, "--allow-failures"])
    #expect(reported.code == 0 && reported.out.contains("1 failed") && !reported.out.contains("passed over"))
    #expect(try String(contentsOfFile: page, encoding: .utf8).contains("p0-0-u-slices"))
    let file = folder.appendingPathComponent("u.csv").path
    _ = try line.verify(["export", "--problem", "cosine-ode", "--grid", "20", "--output", file])
    for (arguments, out) in [
      (["report", results], "1 failed"), (["score", file, "--problem", "cosine-ode"], "indistinguishable"),
    ] {
      let option = arguments[0] == "score" ? "--html" : "--output"
      let r = try line.verify(arguments + [option, "/nowhere/page.html"])
      #expect(r.code == 73 && r.out.contains(out) && r.err.contains("/nowhere/page.html"), "\(r)")
    }
  }
}
