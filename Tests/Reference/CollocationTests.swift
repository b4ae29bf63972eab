// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule
import Testing

@testable import Reference

/// A stage for equations that no catalogue lists: what a new problem gets for free.
private struct Sketch: ScalarProblem {
  static let (name, summary) = ("sketch", "")
  static let parameters: [Parameter] = []
  enum Kind: CaseIterable { case boundaryLayer, decay, oscillator, heat, wave, harmonic, ring, cubic }
  var kind = Kind.decay
  /// Multiplies one coefficient.
  var factor = 1.0
  init(_ settings: Settings) {}
  init(_ kind: Kind, factor: Double = 1) { (self.kind, self.factor) = (kind, factor) }

  var domain: Domain {
    switch kind {
    case .boundaryLayer: Domain(x: 0...1)
    case .decay: Domain(t: 0.5...2)
    case .oscillator: Domain(t: 0...20)
    case .harmonic: Domain(x: 0...1, y: 0...2)
    case .ring: Domain(x: 0...2 * .pi, t: 0...3)
    case .heat, .wave, .cubic: Domain(x: -1...1, t: 0...1)
    }
  }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S {
    let k = S(factor)
    return switch kind {
    case .boundaryLayer: u.xx - 100 * k * u.value
    case .decay: u.t + k * u.value
    case .oscillator: u.tt + k * u.value
    case .heat: u.t - k * u.xx
    case .wave: u.tt - k * u.xx
    case .harmonic: u.laplacian + (k - 1) * u.value
    case .ring: u.t + k * u.x
    case .cubic:
      u.xx + u.tt.scaled(by: 0) - u.t - k * (u.value * u.value * u.value - truth(p) * truth(p) * truth(p))
    }
  }
  var conditions: [Condition] {
    let start = Condition("start", on: .lower(.t), hard: true)
    let rest = Condition("slope", on: .lower(.t), hard: true)
    let ends = Condition("ends", on: .ends(.x), hard: true)
    return switch kind {
    case .boundaryLayer: [ends]
    case .decay: [start]
    case .oscillator: [start, rest]
    case .heat, .cubic: [start, ends]
    case .wave: [start, rest, ends]
    case .harmonic: [Condition("boundary", on: .boundary, hard: false)]
    case .ring: [start, Condition("around", on: .periodic(.x), hard: false)]
    }
  }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    switch condition.name {
    case "around": u.value
    case "slope": u.t - (kind == .oscillator ? 1 : 0)
    default: u.value - truth(p)
    }
  }
  func truth<S: Scalar>(_ p: Point<S>) -> S {
    switch kind {
    case .boundaryLayer: S.exp(-p.x.scaled(by: 10))
    case .decay: S.exp(-p.t)
    case .oscillator: S.sin(p.t)
    case .heat, .cubic: S.exp(-p.t.scaled(by: .pi * .pi)) * S.sin(p.x.scaled(by: .pi))
    case .wave: S.cos(p.t.scaled(by: .pi)) * S.sin(p.x.scaled(by: .pi))
    case .harmonic: S.sin(p.x) * S.cosh(p.y)
    case .ring: S.exp(S.sin(p.x - p.t))
    }
  }
  var reference: any ReferenceSolution { ClosedForm("its truth", SketchTruth(of: self), solving: self) }
}

private struct SketchTruth: ExactSolution {
  let of: Sketch
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [of.truth(p)] }
}

@Suite struct CollocationTests {
  @Test(arguments: Sketch.Kind.allCases) fileprivate func findsTheSolution(kind: Sketch.Kind) throws {
    let problem = Sketch(kind)
    let solution = try Collocation(problem).solution()
    let agreement = try problem.secondOpinion()
    #expect(agreement.holds && agreement.points > 200, "\(kind): \(agreement)")
    #expect(agreement.difference < 1e-6 * solution.scale, "\(kind): \(agreement)")
  }

  /// An equation that is wrong by a thousandth has another solution.
  @Test(arguments: Sketch.Kind.allCases.filter { $0 != .cubic })
  fileprivate func aWrongCoefficientDisagrees(kind: Sketch.Kind) throws {
    let truth = Sketch(kind).reference
    #expect(try truth.secondOpinion(on: Sketch(kind, factor: 1.001)).ratio > 100, "\(kind)")
  }

  @Test func whatItCannotTake() throws {
    // A layer a ten-thousandth wide: refused, or given a bar that says so.
    let layer = try? Collocation(Sketch(.boundaryLayer, factor: 1e6)).solution()
    #expect(layer?.bar ?? .infinity > 1e-3)
    struct Cube: ScalarEquation {
      let name = "cube"
      var domain: Domain { Domain(cube: 0...1, dimensions: 3) }
      func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.laplacian }
    }
    #expect(throws: CollocationError.dimensions("cube", 3)) {
      try Collocation(Cube()).solution()
    }
  }

  @Test(arguments: [8, 16, 24]) func derivativesOfPolynomialsAreExact(degree: Int) {
    let grid = ChebyshevGrid(-1...3, degree: degree)
    let all = grid.derivatives(upTo: 4)
    // x⁵ and its derivatives.
    let factors: [Double] = [1, 5, 20, 60, 120]
    for k in 0...4 {
      for (i, x) in grid.nodes.enumerated() {
        let found = zip(all[k][i], grid.nodes).reduce(0) { $0 + $1.0 * Double.pow($1.1, 5) }
        let truth = factors[k] * Double.pow(x, 5 - k)
        #expect(
          abs(found - truth) <= 0x1p-53 * 243 * 16 * Double.pow(Double(degree), 2 * k), "order \(k) at \(x)")
      }
    }
    let row = grid.interpolation(at: 0.3)
    #expect(abs(zip(row, grid.nodes).reduce(0) { $0 + $1.0 * Double.pow($1.1, 5) } - 0.00243) < 1e-12)
    #expect(grid.interpolation(at: grid.nodes[2])[2] == 1)
  }

  @Test func leastSquares() throws {
    // A line through (0, 1), (1, 2), (2, 4): 5/6 + 3/2 x.
    let x = try LeastSquares.solve([1, 0, 1, 1, 1, 2], columns: 2, [1, 2, 4])
    #expect(abs(x[0] - 5.0 / 6) < 1e-14 && abs(x[1] - 1.5) < 1e-14)
  }
}
