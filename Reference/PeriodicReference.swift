import Differentiation
import PDE

/// The reference of a periodic evolution that has no formula: ``FourierLines``, twice.
///
/// The bar of each derivative is 1.25 times its largest difference, slab of time by slab, between the solution and the one
/// with half the modes and half the steps, which is worse by orders of magnitude, and so is the difference than the error.
public struct PeriodicReference: ReferenceSolution {
  public let indices: [MultiIndex]
  let lines: FourierLines
  let end: Double
  let modes, steps: Int
  /// Whether u is complex: its real and imaginary parts are the two unknowns.
  let isComplex: Bool
  private let second: @Sendable (Self) throws -> Agreement
  private let solved = Lazy<(solution: FourierSolution, bars: [[MultiIndex: Double]])>()

  init(
    _ lines: FourierLines, until end: Double, modes: Int, steps: Int, isComplex: Bool = false,
    indices: [MultiIndex], check second: @escaping @Sendable (Self) throws -> Agreement
  ) {
    self.lines = lines
    self.end = end
    self.modes = modes
    self.steps = steps
    self.isComplex = isComplex
    self.indices = indices.sorted()
    self.second = second
  }

  public var method: String { "Fourier method of lines, \(modes) modes, GSL fft and rk8pd" }

  public func measure(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    let (x, t) = try p.values(.x, .t, in: (lines.range, 0...end))
    let (solution, bars) = try solved.value(solve)
    let slab = bars[solution.slab(at: t)]
    let columns = try indices.map { index in
      guard let bar = slab[index] else { throw UnmeasuredDerivative(index, held: self.indices) }
      let u = solution.value(x: x, t: t, dx: index.order(in: .x), dt: index.order(in: .t))
      return (isComplex ? [u.re, u.im] : [u.re]).map { Measured($0, bar: bar) }
    }
    return (0..<(isComplex ? 2 : 1)).map { k in columns.map { $0[k] } }
  }

  public func check() throws -> Agreement { try second(self) }

  /// The same solution by a quarter of the modes and steps, for searches that solve it many times: a fifteenth of the work, and
  /// right to about a thousandth.
  public var sketch: PeriodicReference {
    PeriodicReference(
      lines, until: end, modes: max(64, modes / 4), steps: max(1, steps / 4), isComplex: isComplex,
      indices: indices, check: second)
  }

  private func solve() throws -> (FourierSolution, [[MultiIndex: Double]]) {
    let fine = try lines.solution(until: end, modes: modes, steps: steps)
    let coarse = try lines.solution(until: end, modes: modes / 2, steps: max(1, steps / 2))
    let bars = fine.slabs.map { slab in
      Dictionary(
        uniqueKeysWithValues: indices.map { ($0, bar(of: $0, fine, coarse, within: slab.times.range)) })
    }
    return (fine, bars)
  }

  /// Over a slab, at evenly scattered points and at the ends of the period, where the data may have a kink.
  private func bar(
    of index: MultiIndex, _ fine: FourierSolution, _ coarse: FourierSolution,
    within times: ClosedRange<Double>
  ) -> Double {
    var (worst, largest) = (0.0, 0.0)
    let (m, n) = (index.order(in: .x), index.order(in: .t))
    for i in 0..<64 {
      let fractions = EvenlyScattered.fractions(i)
      let place = i % 4 == 0 ? 0 : fractions[0]
      let x = lines.range.lowerBound + (lines.range.upperBound - lines.range.lowerBound) * place
      let t = times.lowerBound + (times.upperBound - times.lowerBound) * fractions[1]
      let (a, b) = (fine.value(x: x, t: t, dx: m, dt: n), coarse.value(x: x, t: t, dx: m, dt: n))
      worst = larger(worst, larger(abs(a.re - b.re), abs(a.im - b.im)))
      largest = max(largest, abs(a.re), abs(a.im))
    }
    return 1.25 * worst + 64 * 0x1p-53 * largest
  }
}

extension PeriodicReference {
  /// Raissi's Allen–Cahn problem: u_t = D u_xx + 5u − 5u³ on [−1, 1] with a period, u(x, 0) = x² cos πx.
  ///
  /// The coefficients are exact: as a periodic function x² cos πx has a kink, and a transform of its values would be wrong
  /// by 1e-5 with 512 modes.
  public static func allenCahn(diffusivity: Double) -> PeriodicReference {
    // Walls are √D thin.
    var modes = 512
    while Double(modes) < 40 / diffusivity.squareRoot(), modes < 4096 { modes *= 2 }
    let lines = FourierLines(
      range: -1...1, linear: { k in ComplexPair(5 - diffusivity * k * k) }, factor: { _ in ComplexPair(1) },
      nonlinear: { u in ComplexPair(-5 * u.re * u.re * u.re) },
      initial: { j in
        let k = Double(abs(j))
        let c =
          j == 0
          ? -4 / (Double.pi * .pi)
          : abs(j) == 1
            ? 1 / (2 * Double.pi * .pi) + 1.0 / 3
            : (abs(j) % 2 == 0 ? -2 : 2) / (Double.pi * .pi)
              * (1 / ((k + 1) * (k + 1)) + 1 / ((k - 1) * (k - 1)))
        return ComplexPair((j % 2 == 0 ? 0.5 : -0.5) * c)
      },  // A kink is smoothed as √(Dt) grows: short slabs first, each with a bar of its own.
      slabs: [0, 1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.06] + FourierLines.equal(10).dropFirst())
    return PeriodicReference(
      lines, until: 1, modes: modes, steps: 4, indices: [.value, [.x], [.t], [.x, .x]]
    ) { try $0.comparedWithDifferences(diffusivity) }
  }

  /// Zabusky and Kruskal's problem: u_t + u u_x + δ u_xxx = 0 on [−1, 1] with a period, u(x, 0) = cos πx.
  /// - Parameter problem: evaluated for the second opinion alone.
  public static func kdv(
    dispersion: Double, on problem: @autoclosure @escaping @Sendable () -> any Problem
  ) -> PeriodicReference {
    let lines = FourierLines(
      range: -1...1, linear: { k in ComplexPair(0, dispersion * k * k * k) },
      factor: { k in ComplexPair(0, -k / 2) }, nonlinear: { u in ComplexPair(u.re * u.re) },
      initial: { j in ComplexPair(abs(j) == 1 ? -0.5 : 0) }, slabs: FourierLines.equal(32))
    return PeriodicReference(
      lines, until: 1, modes: 512, steps: 32,
      indices: [.value, [.x], [.t], [.x, .x], [.x, .x, .x]]
    ) { try $0.secondOpinion(on: problem(), until: 0.1) }
  }
}
