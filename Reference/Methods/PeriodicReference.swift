// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Threads

/// The reference of a periodic evolution that has no formula: ``FourierLines``, twice.
///
/// Its derivatives by x have bars of their own, slab of time by slab:
///
/// * The two solutions differ in everything: waves, steps, polynomials in t, rounded wave numbers. The bar is
///   three times Σ |k|^m |Δû_k|, at whichever of 33 times of the slab, its edges among them, that is largest:
///   at no x do the m-th derivatives differ by more. True errors are at most half of it (`Scripts/judge
///   --problem kdv`).
/// * Summation and interpolation round by some units of Σ |k|^m |û_k|, and x and t are known to half a unit.
///
/// The derivative by t follows from the equation, its bar from those of what the equation reads
/// (``RunningError``). At t = 0 the initial data enter as a formula. A start that is not smooth has a solution of
/// its own for early times (``EarlyPhase``).
package struct PeriodicReference: ReferenceSolution, SketchableReference {
  package let indices: [MultiIndex]
  let lines: FourierMethodOfLines
  let equation: PeriodicEquation
  let early: (any EarlyPhase)?
  let resolution: FourierResolution
  private let second: @Sendable (Self) throws -> Agreement
  private var hasBars = true
  private let solved = Lazy<(solution: FourierSolution, bars: [[Double]])>()

  init(
    _ lines: FourierMethodOfLines, _ equation: PeriodicEquation, early: (any EarlyPhase)? = nil,
    _ resolution: FourierResolution, check second: @escaping @Sendable (Self) throws -> Agreement
  ) {
    self.lines = lines
    self.equation = equation
    self.early = early
    self.resolution = resolution
    indices = ([[.t]] + (0...equation.order).map { MultiIndex(Array(repeating: .x, count: $0)) }).sorted()
    self.second = second
  }

  var end: Double { lines.times[lines.times.count - 1] }

  package var method: String {
    (early.map { $0.method + ", then " } ?? "")
      + "Fourier method of lines, \(resolution.used) waves, GSL fft and rk8pd"
  }

  package var barKind: BarKind { .estimate }

  package func evaluate(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    let all = try evaluate(indices, at: Points(p.coordinates, p.values))
    let count = indices.count
    return (0..<(lines.isComplex ? 2 : 1)).map { Array(all[$0 * count..<($0 + 1) * count]) }
  }

  /// Points of one time, wherever they stand in the list, share their coefficients.
  package func evaluate(_ indices: [MultiIndex], at points: Points) throws -> [Measured] {
    let orders = try indices.map { index in
      guard self.indices.contains(index) else { throw UnmeasuredDerivative(index, held: self.indices) }
      return index == [.t] ? equation.order : index.order
    }
    let order = orders.max() ?? 0
    let places = try (0..<points.count).map { try points[$0].values(.x, .t, in: (lines.range, 0...end)) }
    var rows = [[Measured]](repeating: [], count: points.count)
    var (time, spectrum): (Double?, [ComplexPair]) = (nil, [])
    // On a grid every x comes again with every time.
    var waves: [Double: [ComplexPair]] = [:]
    for i in places.indices.sorted(by: { places[$0].1 < places[$1].1 }) {
      let (x, t) = places[i]
      var u: [[RunningError]]
      if t == 0 {
        u = try equation.start(at: x, upTo: order)
      } else if let early, t < lines.times[0] {
        u = try early.derivatives(x: x, t: t, upTo: order)
      } else {
        let (solution, bars) = try solved.value(solve)
        if time != t { (time, spectrum) = (t, solution.spectrum(at: t)) }
        if waves[x] == nil {
          if waves.count >= 1024 { waves.removeAll() }
          waves[x] = solution.waves(at: x)
        }
        let sums = solution.derivatives(waves[x] ?? [], of: spectrum, upTo: order)
        u = (lines.isComplex ? [\.re, \.im] : [\ComplexPair.re]).map { part in
          zip(sums, bars[solution.slab(at: t)]).map { RunningError($0[keyPath: part], error: $1) }
        }
      }
      let rate = indices.contains([.t]) ? equation.rate(u) : []
      for k in u.indices {
        for index in indices {
          let entry = index == [.t] ? rate[k] : u[k][index.order]
          guard entry.value.isFinite, entry.error.isFinite else { throw Undefined(method, index, points[i]) }
          rows[i].append(Measured(entry.value, bar: entry.error))
        }
      }
    }
    return rows.flatMap { $0 }
  }

  package func check() throws -> Agreement { try second(self) }

  /// The same solution with a quarter of the waves and long steps, for searches that solve it many times:
  /// right to about a thousandth. Nothing is compared with it: its bars are as large as the solution itself.
  package var sketch: PeriodicReference {
    var sketch = PeriodicReference(lines, equation, early: early?.sketch, resolution.sketch, check: second)
    sketch.hasBars = false
    return sketch
  }

  private func solve() throws -> (FourierSolution, [[Double]]) {
    guard hasBars else {
      let solution = try lines.solution(resolution)
      let ends = solution.slabs.map { $0.start + $0.times.range.upperBound }
      return (
        solution,
        ends.map { solution.sizes(of: solution.spectrum(at: $0), upTo: equation.order).map { 2 * $0 } }
      )
    }
    let both = Parallel.map(2) { number in
      Result { try lines.solution(number == 0 ? resolution : resolution.other) }
    }
    let (solution, other) = (try both[0].get(), try both[1].get())
    let bars = Parallel.map(solution.slabs.count) { self.bars(of: solution, other, in: $0) }
    return (solution, bars)
  }

  /// Of u, u_x, u_xx … in a slab.
  private func bars(of solution: FourierSolution, _ other: FourierSolution, in number: Int) -> [Double] {
    let (slab, order) = (solution.slabs[number], equation.order)
    var difference = [Double](repeating: 0, count: order + 1)
    var size = [Double](repeating: 0, count: order + 2)
    for i in 0...32 {
      let t = slab.start + slab.times.range.upperBound * (0.5 - 0.5 * .cos(.pi * Double(i) / 32))
      let differences = solution.sizes(of: solution.difference(from: other, at: t), upTo: order)
      difference = zip(difference, differences).map { larger($0, $1) }
      size = zip(size, solution.sizes(of: solution.spectrum(at: t), upTo: order + 1)).map { larger($0, $1) }
    }
    var slope = [Double](repeating: 0, count: order + 1)
    for node in slab.times.nodes.indices {
      let rates = solution.slope(in: number, node: node)
      slope = zip(slope, solution.sizes(of: rates, upTo: order)).map { larger($0, $1) }
    }
    let unit = RunningError.unit
    let (far, late) = (
      max(abs(lines.range.lowerBound), lines.range.upperBound), slab.start + slab.times.range.upperBound
    )
    return (0...order).map { m in
      let place = unit * (far * size[m + 1] + late * slope[m])
      return 3 * difference[m] + 8 * unit * size[m] + place
    }
  }
}

/// What the sums stand for: the equation and its start.
struct PeriodicEquation: Sendable {
  /// The highest derivative by x that the equation reads.
  let order: Int
  /// u_t of each part of u from its derivatives by x: `[part][order]`.
  let rate: @Sendable (_ u: [[RunningError]]) -> [RunningError]
  /// The initial data; where they have no derivative, an error says so.
  let initial: any ExactSeries

  /// u, u_x, u_xx … at t = 0, the place known to half a unit.
  func start(at x: Double, upTo order: Int) throws -> [[RunningError]] {
    func start<Start: ExactSeries>(_ initial: Start) throws -> [[RunningError]] {
      let formula = try initial.partial(near: Point([.x], [x]), order: order)
      let p = Point([.x], [RunningError(x, error: RunningError.rounding(x))])
      let indices = (0...order).map { MultiIndex(Array(repeating: .x, count: $0)) }
      let columns = formula.derivatives(AskedShape(indices, at: [.x]), at: p)
      return columns[0].indices.map { part in columns.map { $0[part] } }
    }
    return try start(initial)
  }
}

/// A solution for the time before Fourier sums converge.
protocol EarlyPhase: Sendable {
  var method: String { get }
  /// The same for searches, right to about a thousandth.
  var sketch: any EarlyPhase { get }
  /// u, u_x, u_xx … at 0 < t, of each part of u.
  func derivatives(x: Double, t: Double, upTo order: Int) throws -> [[RunningError]]
}
