// SPDX-License-Identifier: MIT

import Campaigns
import Plumbline
import Testing

@testable import CommandLineTool

/// How far cells are, by the work that is expected of them.
@Suite struct RunningWorkTests {
  static let cells = try! ["wave", "burgers", "cosine-ode", "kdv"].map {
    try Cell(problem: $0, strategy: "fused", seed: 1)
  }

  /// A warm-up and what follows are one bar that only grows, each by its part of the work.
  @Test func warmUp() throws {
    var work = RunningWork(Self.cells)
    let cell = Self.cells[0]
    let (warm, rest) = ExpectedCost.parts(cell)
    try #require(warm > 0 && warm < rest)
    #expect(abs(warm + rest - ExpectedCost.work(cell)) < 1e-9 * rest)
    work.started(cell, at: 0)
    var (now, shares) = (0.0, [0.0])
    func train(_ steps: Int) {
      for step in 0..<steps {
        now += 1
        work.trained(cell.id, step: step, of: steps, loss: 1 / now, at: now)
        let part = work.picture(at: now).parts[0]
        #expect(part.loss == 1 / now && part.left != "0 s left")
        shares.append(part.share)
      }
    }
    train(30)
    #expect(abs((shares.last ?? 0) - warm / (warm + rest)) < 1e-12)
    train(50)
    #expect(zip(shares, shares.dropFirst()).allSatisfy(<) && shares.last == 1)
    #expect(work.picture(at: now).parts[0].left == "judging")
  }

  /// What was read from files says nothing of the time left.
  @Test func stored() {
    var work = RunningWork(Self.cells)
    for (k, cell) in Self.cells.dropLast().enumerated() {
      work.finished(cell.id, isStored: true, at: Double(k))
      #expect(work.picture(at: Double(k)).left.isEmpty)
    }
  }

  /// The whole is what was trained and stored of all work, whatever the order; those under way keep theirs.
  @Test func whole() throws {
    var work = RunningWork(Self.cells)
    let weights = Self.cells.map(ExpectedCost.work)
    let total = weights.reduce(0, +)
    func share(_ parts: Double...) -> Bool {
      let known = zip(parts, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
      return abs((work.picture(at: 100).share ?? -1) - known) < 1e-9
    }
    #expect(share(0, 0, 0, 0) && work.picture(at: 0).parts.isEmpty)
    Self.cells[0...1].forEach { work.started($0, at: 1) }
    work.finished(Self.cells[2].id, isStored: true, at: 1)
    #expect(share(0, 0, 1, 0) && work.picture(at: 2).left.isEmpty)
    #expect(work.picture(at: 2).parts.map(\.name) == Self.cells[0...1].map(\.id))
    work.finished(Self.cells[0].id, isStored: false, at: 3)
    #expect(share(1, 0, 1, 0) && work.picture(at: 3).parts.map(\.name) == [Self.cells[1].id])
    // Of a cell that nobody began, and of one that has failed at once.
    work.trained("no/such/cell", step: 1, of: 2, loss: .nan, at: 4)
    work.finished(Self.cells[1].id, isStored: false, at: 5)
    work.finished(Self.cells[3].id, isStored: false, at: 5)
    #expect(share(1, 1, 1, 1) && work.picture(at: 6).parts.isEmpty)
  }
}
