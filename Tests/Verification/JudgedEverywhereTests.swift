// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Problems
import Sampling
import Strategies
import Testing
import Training

@testable import Assessment
@testable import Verification

/// Nothing of a solution escapes judgement: each coordinate's slope, each condition, both ends, and what is
/// no number.
@Suite struct JudgedEverywhereTests {
  static let indices: [MultiIndex] = [.value, [.x], [.t], [.x, .x]]

  /// The truth of a problem in x and t with something changed.
  func judge(
    _ name: String, _ bounds: Tolerances, _ change: @escaping (inout [Double], Point<Double>) -> Void
  ) throws -> Judgement {
    let problem = try Catalogue.problem(name)
    let candidate = Candidate(indices: Self.indices) { points in
      try points.map { p in
        var jet = try problem.reference.evaluate(Self.indices, at: p)[0].map(\.value)
        change(&jet, p)
        return [jet]
      }
    }
    return try Judgement(candidate, of: problem, truth: try Truth(problem), bounds: bounds)
  }

  @Test(arguments: [1, 2]) func slopeAlongEachCoordinate(place: Int) throws {
    let judgement = try judge("heat", Tolerances(slope: 1e-2)) { jet, _ in jet[place] *= 1.1 }
    #expect(judgement.faults.count == 1 && judgement.faults[0].contains(Metric.slope.text))
  }

  @Test(arguments: [(Metric.slope, 1), (.residual, 3), (.condition, 0)]) func notANumber(
    metric: Metric, place: Int
  ) throws {
    let bounds = Tolerances(slope: 1e9, residual: 1e9, condition: 1e9)
    let judgement = try judge("heat", bounds) { jet, p in
      if metric != .condition || p.t == 0 { jet[place] = .nan }
    }
    #expect(judgement.faults.contains { $0.contains(metric.text) }, "\(judgement.faults)")
  }

  @Test func aProbeThatIsNoNumber() throws {
    let judgement = try judge("burgers", Tolerances(value: 7e-4)) { jet, _ in jet[1] = .nan }
    #expect(judgement.faults.count == 1 && judgement.faults[0].contains("u_x"), "\(judgement.faults)")
  }

  /// The second condition as the first, and the upper end as the lower.
  @Test(arguments: [-1.0, 1]) func walls(end: Double) throws {
    let judgement = try judge("burgers", Tolerances(condition: 1e-8)) { jet, p in
      if p.x == end { jet[0] += 1e-6 }
    }
    #expect(judgement.faults.count == 1, "\(judgement.faults)")
  }

  @Test(arguments: Catalogue.all.map { $0.name }) func facesAndPointsHeldOut(name: String) throws {
    let problem = try Catalogue.problem(name)
    let heldOut = try HeldOut(problem)
    #expect(heldOut.faces.count == problem.conditions.count)
    for (condition, points) in heldOut.faces {
      let planes = condition.face.planes(in: problem.domain)
      #expect(!planes.isEmpty)
      for plane in planes {
        #expect(
          points.contains { $0[plane.coordinate] == plane.value }, "\(name): \(condition.name), \(plane)")
      }
      #expect(
        points.allSatisfy { p in planes.contains { p[$0.coordinate] == $0.value } },
        "\(name): \(condition.name)")
    }
    // No point that a training has seen.
    var random = SplitMix64("any")
    let seen = try PointSampler(problem, problem.training).groups(for: problem, using: &random)[0].points
    #expect(Set(seen.map(\.values)).isDisjoint(with: heldOut.points.map(\.values)))
  }

  /// Slopes of a solution known by its values: inside, and one-sided at both ends.
  @Test(arguments: [-1.0, -0.999_999, 0.3, 0.999_999, 1]) func slopesByDifferences(x: Double) throws {
    let candidate = Candidate(in: Domain(x: -1...1)) { [Double.sin($0.x)] }
    let jet = try candidate.jets([Point([.x], [x])])[0][0]
    #expect(abs(jet[1] - Double.cos(x)) < 1e-8, "\(jet[1])")
  }

  /// Somebody's solution that is right but for its boundary values.
  @Test func aBoundaryMissed() throws {
    let problem = try Catalogue.problem("poisson")
    let result = try check(problem) { p in
      (try problem.reference.value(at: p).value) + (p.x == 0 ? 1e-4 : 0)
    }
    #expect(result.faults.contains { $0.contains(Metric.condition.text) }, "\(result)")
  }

  /// The bar is relative: a source a thousand times as strong has the same.
  @Test func theBarIsRelative() throws {
    let strong = try Truth(try Catalogue.problem("poisson-uniform", ["source": 1000]))
    let largest = strong.values.joined().map(\.bar).max()!
    #expect(abs(strong.bar * strong.largest - largest) <= 1e-12 * largest && strong.largest > 2)
  }

  /// Three bounds away, not one.
  @Test func controlsAreFarAway() {
    func rejected(_ score: Double) -> [Metric] {
      ControlResult(name: "a", scores: Metrics(value: score), bounds: Tolerances(value: 1)).rejectedBy
    }
    #expect(rejected(2.9) == [] && rejected(3) == [.value] && rejected(.nan) == [])
  }
}
