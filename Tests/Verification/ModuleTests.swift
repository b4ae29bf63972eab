// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// Arrows between modules point downwards only: what each may import of the package.
@Suite struct ModuleTests {
  static let below: [String: Set<String>] = [
    "CGSL": [], "CProcessor": [], "CText": [], "CZlib": [], "Essentials": [], "ReferenceTables": [],
    "Threads": ["Essentials"],
    "GSL": ["CGSL"],
    "Sampling": ["GSL"],
    "DataFiles": ["Essentials", "CZlib"],
    "Differentiation": ["CProcessor"],
    "Blocks": ["Differentiation"],
    "PDE": ["Essentials", "Differentiation", "Sampling"],
    "Benchmarking": ["Differentiation", "PDE"],
    "Reference": ["Essentials", "Threads", "GSL", "Sampling", "Differentiation", "PDE"],
    "Problems": ["GSL", "Sampling", "Differentiation", "PDE", "Benchmarking", "Reference"],
    "Assessment": ["Sampling", "Differentiation", "PDE", "Benchmarking"],
    "Scoring": [
      "Essentials", "Threads", "GSL", "DataFiles", "Differentiation", "PDE", "Benchmarking", "Reference",
      "Problems",
      "Assessment",
    ],
    "Exporting": [
      "CText", "Essentials", "Threads", "DataFiles", "Differentiation", "PDE", "Benchmarking", "Reference",
      "Problems",
    ],
    "Networks": ["Sampling", "Differentiation", "Blocks"],
    "Strategies": ["Differentiation", "Blocks", "Networks"],
    "Training": [
      "Essentials", "Threads", "GSL", "Sampling", "Differentiation", "Blocks", "PDE", "Benchmarking",
      "Networks",
      "Strategies",
    ],
    "Gradients": [
      "Essentials", "Threads", "GSL", "Sampling", "ReferenceTables", "Differentiation", "Blocks", "PDE",
      "Benchmarking",
      "Problems", "Networks", "Strategies", "Training",
    ],
    "Verification": [
      "Essentials", "Threads", "GSL", "Sampling", "DataFiles", "Differentiation", "PDE", "Benchmarking",
      "Problems",
      "Assessment", "Networks", "Strategies", "Training",
    ],
    "Plumbline": [
      "DataFiles", "Differentiation", "PDE", "Benchmarking", "Reference", "Problems", "Assessment", "Scoring",
      "Exporting", "Networks", "Strategies", "Training", "Gradients", "Verification",
    ],
    "Campaigns": [
      "Essentials", "Threads", "PDE", "Benchmarking", "Problems", "Strategies", "Training", "Verification",
    ],
    "CHeap": [],
    "Studies": [
      "CHeap", "Essentials", "Threads", "Sampling", "Differentiation", "PDE", "Benchmarking", "Problems",
      "Assessment", "Networks", "Strategies", "Training", "Gradients", "Verification",
    ],
    "CVega": [],
    "Pages": ["CVega", "Essentials", "DataFiles"],
    "Reports": [
      "Essentials", "Differentiation", "PDE", "Benchmarking", "Problems", "DataFiles", "Assessment",
      "Scoring",
      "Exporting", "Verification", "Campaigns", "Pages",
    ],
    "CommandLineTool": [
      "Essentials", "Threads", "DataFiles", "Campaigns", "Plumbline", "Studies", "Pages", "Reports",
    ],
    "PlumblineC": [
      "Essentials", "Threads", "ReferenceTables", "Differentiation", "PDE", "Benchmarking", "Reference",
      "Problems", "Scoring", "Exporting", "Gradients", "CommandLineTool",
    ],
    "verify": ["CommandLineTool"],
  ]

  static let folders: [(module: String, path: String)] =
    below.keys.filter { $0 != "ReferenceTables" }.sorted().map {
      ($0, ["Reference", "Problems", "Studies"].contains($0) ? $0 : "Sources/\($0)")
    }

  @Test func everyImportPointsDown() throws {
    let own = Set(Self.below.keys)
    var seen = 0
    for (module, path) in Self.folders {
      let folder = ReadmeTests.root.appendingPathComponent(path)
      let files = try #require(FileManager.default.enumerator(atPath: folder.path))
      for case let name as String in files where name.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        for line in text.split(separator: "\n") {
          guard let found = line.firstMatch(of: /^(?:@\w+ )?(?:\w+ )?import (\w+)/) else { continue }
          let other = String(found.1)
          guard own.contains(other) else { continue }
          seen += 1
          #expect(Self.below[module]!.contains(other), "\(path)/\(name) imports \(other), which lies above")
        }
      }
    }
    #expect(seen > 500)
  }

  /// What tests take from above as specimens: problems of the catalogue, and what trains them.
  static let specimens: [String: Set<String>] = [
    "Reference": ["Problems", "Benchmarking"], "Training": ["Problems"],
    "Strategies": ["Training", "Problems", "Benchmarking", "PDE"], "Verification": ["Plumbline"],
    "Reports": ["Plumbline"],
  ]

  /// The tests of a module import that, what lies below it, and specimens.
  @Test(arguments: below.keys.sorted()) func testsLookDown(module: String) throws {
    func all(below module: String) -> Set<String> {
      Self.below[module, default: []].reduce(into: [module]) { $0.formUnion(all(below: $1)) }
    }
    let known = all(below: module).union(Self.specimens[module] ?? [])
    let folder = ReadmeTests.root.appendingPathComponent("Tests/\(module)").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in files where name.hasSuffix(".swift") {
      for line in try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).split(separator: "\n") {
        guard let found = line.firstMatch(of: /^(?:@\w+ )?import (\w+)/) else { continue }
        let other = String(found.1)
        #expect(Self.below[other] == nil || known.contains(other), "Tests/\(module)/\(name) imports \(other)")
      }
    }
  }

  /// The table has no circle, and every module of the package is in it.
  @Test func theTableIsADirection() throws {
    var placed: Set<String> = []
    while let next = Self.below.first(where: { !placed.contains($0.key) && placed.isSuperset(of: $0.value) })
    {
      placed.insert(next.key)
    }
    #expect(placed.count == Self.below.count, "a circle among \(Set(Self.below.keys).subtracting(placed))")
    let sources = ReadmeTests.root.appendingPathComponent("Sources").path
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources).filter { !$0.hasPrefix(".") }
    #expect(Set(folders).isSubset(of: Self.below.keys))
  }
}
