// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Sampling

extension Audit {
  /// Parameters: listed once, read, in their ranges, with an effect, and shown in the printed equation.
  mutating func judgeSettings<P: Benchmark>(of problem: P, _ given: [String: Double]) {
    let names = P.parameters.map(\.name)
    for (k, p) in P.parameters.enumerated() {
      expect(
        !names[..<k].contains(p.name), .settings, "the parameter \(p.name) is listed twice: keep one of them")
      expect(
        p.range.contains(p.standard), .settings,
        "\(p.name) = \(p.standard), its standard value, is not in [\(p.range.lowerBound), \(p.range.upperBound)]"
      )
    }
    do {
      let settings = try Settings(given, for: P.parameters)
      _ = P(settings)
      try settings.checkNames()
      for name in settings.unread {
        expect(
          false, .settings,
          "\(name) is listed as a parameter, but init(_:) never reads settings[\"\(name)\"]: read it, or take it "
            + "off the list")
      }
      for p in P.parameters where !settings.unread.contains(p.name) {
        judgeEffect(of: p, on: problem, given)
      }
    } catch { expect(false, .settings, "\(error)") }
  }

  private mutating func judgeEffect<P: Benchmark>(
    of p: Parameter, on problem: P, _ given: [String: Double]
  ) {
    let ends = [p.range.lowerBound, p.range.upperBound].filter { $0 != given[p.name] ?? p.standard }
    guard let value = ends.first, let other = try? P(given: given.merging([p.name: value]) { $1 }) else {
      return
    }
    let isShown = Equation(problem).ascii.contains { $0.containsWord(p.name) }
    let (before, after) = (Fingerprint(problem), Fingerprint(other))
    if before.domain != after.domain { return expect(true, .settings, "") }
    let (equation, reference) = (before.equation != after.equation, before.reference != after.reference)
    expect(
      equation || !reference, .settings,
      "\(p.name) moves the reference and nothing else: let the equation or a condition read it too")
    expect(equation || reference, .settings, "\(p.name) has no effect: use it, or take it off the list")
    if equation, !isShown {
      note(
        .settings,
        "\(p.name) is not in the printed equation: use the constant as settings[\"\(p.name)\"] gives it, not its value"
      )
    }
  }
}

/// What a parameter can move.
private struct Fingerprint<P: Benchmark> {
  let domain: [Double]
  let equation: [Double]
  let reference: [Double]

  init(_ problem: P) {
    let all = problem.domain
    domain =
      [Double(problem.unknowns), Double(all.coordinates.count)]
      + all.ranges.flatMap { [$0.lowerBound, $0.upperBound] }
    var (equation, reference) = ([Double](), [Double]())
    for k in 1...5 {
      let fraction = (0.618_033_988_749_895 * Double(k)).truncatingRemainder(dividingBy: 1)
      let values = all.ranges.map { $0.lowerBound * (1 - fraction) + $0.upperBound * fraction }
      let p = Point(all.coordinates, values)
      // Numbers of no meaning, another for each derivative.
      let jet = Jet<Double>(asking: { unknown, index in
        var random = SplitMix64("jet", "\(unknown)", "\(index)", "\(k)")
        return 0.5 + random.uniform()
      })
      equation += problem.residuals(jet, at: p)
      equation += problem.conditions.map { problem.mismatch($0, jet, at: p) }
      reference += (try? problem.reference.values(at: p).map(\.value)) ?? []
    }
    self.equation = equation
    self.reference = reference
  }
}

extension String {
  /// Whether it stands there, and not as a part of a longer name.
  fileprivate func containsWord(_ word: String) -> Bool {
    split { !($0.isLetter || $0.isNumber) }.contains { $0 == word }
  }
}
