import Differentiation
import RealModule

/// Every row of the rule table and every activation on blocks, with derivatives to the third order, near zero, where they
/// bend, and far out in their tails; against Taylor coefficients in extended precision that know nothing of the table.
public enum FunctionCheck {
  public static func results() -> [GradientResult] {
    results(DoubleLanes.self, .float64) + results(FloatLanes.self, .float32)
  }

  private static let positive: [Double] = [
    1e-3, 0.1, 0.4, 0.75, 1, 1.3, 2, 2.9, 3.8, 4.2, 4.6, 5, 6, 6.5, 7.5, 9, 11,
  ]
  private static let everywhere: [Double] = [0] + positive + positive.map { -$0 }

  /// Where a row is smooth.
  private static func places(_ f: Elementary) -> [Double] {
    switch f {
    case .log, .sqrt, .realPower, .nonNegative: everywhere.filter { $0 > 0 }
    case .root(let n): everywhere.filter { $0 > 0 || $0 < 0 && n % 2 == 1 }
    case .logOnePlus: everywhere.filter { $0 > -0.9 }
    case .asin, .acos, .atanh: everywhere.filter { abs($0) < 0.9 }
    case .acosh: everywhere.filter { $0 > 1.1 }
    case .tan: everywhere.filter { abs($0) < 1.4 }
    case .reciprocal, .abs, .sign, .leakyRelu, .leakySlope, .eluDerivative, .binade:
      everywhere.filter { $0 != 0 }
    case .power(let n): everywhere.filter { n >= 0 || $0 != 0 }
    default: everywhere
    }
  }

  private static func results<L: Lanes>(_: L.Type, _ precision: GradientPrecision) -> [GradientResult] {
    typealias Number = Taylor3<Chunk<L>>
    typealias Plain = PlainSeries<Extended>
    let rows = Elementary.table.compactMap { f -> GradientResult? in
      let known = { (x: Double) in Plain.coefficients(of: f, at: Extended(x), 4) }
      return result("\(f)", places(f), precision, known) { Number.apply(f, to: $0) }
    }
    return rows
      + Activation.allCases.compactMap { f in
        let known = { (x: Double) in Plain.coefficients(of: f, at: Extended(x), 4) }
        return result("activation \(f.rawValue)", everywhere, precision, known) { (z: Number) in f(z) }
      }
  }

  /// nil for a function that is not known here.
  private static func result<L: Lanes>(
    _ name: String, _ places: [Double], _ precision: GradientPrecision, _ known: (Double) -> [Extended],
    _ f: (Taylor3<Chunk<L>>) -> Taylor3<Chunk<L>>
  ) -> GradientResult? {
    let arena = Arena(groups: (places.count + L.count - 1) / L.count)
    let at = places.map { Double(L.Element($0)) }
    let x = Chunk<L>(in: arena) { L.Element(at[min($0, at.count - 1)]) }
    let y = f(Taylor3(x, slope: x.unit))
    var worst = (units: 0.0, message: String?.none)
    let tiny = precision == .float32 ? Double(Float.leastNormalMagnitude) : .leastNormalMagnitude
    for (i, x) in at.enumerated() {
      let right = known(x).map { Double($0) }
      if !right[0].isFinite { return nil }
      for k in 0...3 {
        let found = Double(y[k][0, i])
        // An argument that is off by one unit moves a coefficient by the next; beside a zero of an even or odd function
        // a curvature is the difference of slopes.
        let below = k < 2 ? 0 : abs(right[k - 1])
        let own = abs(right[k]) + abs(x) * Double(k + 1) * abs(right[k + 1]) + below
        let units = abs(found - right[k]) / max(2 * precision.unitRoundoff * own, tiny)
        if !(units <= worst.units) {
          worst = (
            units.isFinite ? units : .infinity, "coefficient \(k) at \(x) is \(found), not \(right[k])"
          )
        }
      }
    }
    return GradientResult(
      family: "functions", strategy: "functions", nesting: "blocks", case: name, order: 3, precision,
      units: worst.units, message: worst.message)
  }
}
