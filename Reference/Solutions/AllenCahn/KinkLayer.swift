// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// u_t = D u_xx + 5u − 5u³ on [−1, 1] with a period, from x² cos πx, whose slope jumps from −2 to 2 at x =
/// ±1: the solution while the kink is being rounded, which no Fourier sum resolves.
///
/// With y = 1 − |x|, the distance from the kink, u = U + c. U knows nothing of the mirror image beyond y = 0:
/// a Taylor series in t (``KinkLayer/Outer``). c makes u_y zero at y = 0,
///
///     c = Σ t^(n/2) c_n(η),   η = y/√(Dt),   c_n″ + η c_n′/2 − n c_n/2 = −sₙ₋₂,   c_n → 0 far away
///
/// where Σ t^(n/2) s_n are the powers of the reaction's difference, 5c − 5(U + c)³ + 5U³. Both series
/// converge like those of a function that is analytic within |t| < π/10, where U has its first poles.
struct KinkLayer: EarlyPhase {
  struct Resolution: Sendable {
    /// Of the polynomials in y for U, and in η for c.
    var degree = 56, innerDegree = 56
    /// The last powers, of t in U and of √t in c.
    var times = 26, terms = 52
    /// The largest η at which c counts: e^(−η²/4) is 4e-19 there.
    static let reach = 13.0
  }
  let diffusivity: Double
  /// How late it is asked for.
  let end: Double
  private let outer: Outer
  private let inner: Inner
  /// A solution of lower degrees and fewer terms.
  private let other: (outer: Outer, inner: Inner)
  /// Three times the largest differences from the other solution, and some units of rounding: of U,
  /// U_y …; and of c, √(Dt) c_y …, in units of √(Dt).
  private let outerBars, innerBars: [Double]

  /// - Parameter isSketch: whether a thousandth is enough; the bars are then as large as the solution.
  init(diffusivity: Double, until end: Double, isSketch: Bool = false) throws {
    self.diffusivity = diffusivity
    self.end = end
    if isSketch {
      let rough = Resolution(degree: 24, innerDegree: 28, times: 12, terms: 24)
      (outer, inner) = (Outer(diffusivity, rough), try Inner(diffusivity, rough))
      other = (outer, inner)
      (outerBars, innerBars) = ([1, 1, 1, 1], [1, 1, 1, 1])
      return
    }
    let (fine, coarse) = (Resolution(), Resolution(degree: 50, innerDegree: 50, times: 23, terms: 47))
    outer = Outer(diffusivity, fine)
    inner = try Inner(diffusivity, fine)
    other = (Outer(diffusivity, coarse), try Inner(diffusivity, coarse))
    var (outerWorst, outerSize) = ([0.0, 0, 0, 0], [0.0, 0, 0, 0])
    var (innerWorst, innerSize) = (outerWorst, outerSize)
    for i in 0...8 {
      let t = end * Double(i * i) / 64
      for j in 0...200 {
        let s = 0.5 - 0.5 * Double.cos(.pi * Double(j) / 200)
        let pairs = [
          (outer.derivatives(y: s, t: t), other.outer.derivatives(y: s, t: t)),
          (
            inner.derivatives(eta: Resolution.reach * s, t: t),
            other.inner.derivatives(eta: Resolution.reach * s, t: t)
          ),
        ]
        for k in 0...3 {
          outerWorst[k] = larger(outerWorst[k], abs(pairs[0].0[k] - pairs[0].1[k]))
          outerSize[k] = larger(outerSize[k], abs(pairs[0].0[k]))
          innerWorst[k] = larger(innerWorst[k], abs(pairs[1].0[k] - pairs[1].1[k]))
          innerSize[k] = larger(innerSize[k], abs(pairs[1].0[k]))
        }
      }
    }
    outerBars = zip(outerWorst, outerSize).map { 3 * $0 + 16 * RunningError.unit * $1 }
    innerBars = zip(innerWorst, innerSize).map { 3 * $0 + 16 * RunningError.unit * $1 }
  }

  var sketch: any EarlyPhase { self }
  var method: String { "Taylor series about the kink's layer until t = \(end)" }

  /// u, u_x, u_xx; y and t known to half a unit of x and t.
  func derivatives(x: Double, t: Double, upTo order: Int) throws -> [[RunningError]] {
    let y = 1 - abs(x)
    let width = (diffusivity * t).squareRoot()
    var u = outer.derivatives(y: y, t: t)
    var bars = outerBars
    if y < KinkLayer.Resolution.reach * width {
      let c = inner.derivatives(eta: y / width, t: t)
      var scale = width
      for k in 0...3 {
        u[k] += scale * c[k]
        bars[k] += scale * innerBars[k]
        scale /= width
      }
    }
    // What x stands for moves each by the next; the slopes of the last are no larger nearby than the layer's.
    let place = RunningError.rounding(x) + RunningError.unit * y
    return [
      (0...order).map { k in
        RunningError(k == 1 && x > 0 ? -u[k] : u[k], error: bars[k] + place * (abs(u[k + 1]) + bars[k + 1]))
      }
    ]
  }

  /// u at the points 2i/count of a period that begins at x = 0.
  /// - Parameter isOther: whether as the solution of lower degrees has it.
  func field(at t: Double, count: Int, isOther: Bool) -> [Double] {
    let width = (diffusivity * t).squareRoot()
    return (0..<count).map { i in
      let y = 1 - 2 * Double(i <= count / 2 ? i : count - i) / Double(count)
      let u = (isOther ? other.outer : outer).derivatives(y: y, t: t)[0]
      guard y < Resolution.reach * width else { return u }
      return u + width * (isOther ? other.inner : inner).derivatives(eta: y / width, t: t)[0]
    }
  }
}

/// x² cos πx with the period 2: at x = ±1 its slope jumps.
struct KinkedCosine: ExactSeries {
  struct Formula: ExactSolution {
    func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [p.x * p.x * S.cos(p.x.scaled(by: .pi))] }
  }
  func partial(near p: Point<Double>, order: Int) throws -> Formula {
    if abs(p.x) >= 1, order > 0 { throw SeriesError.kink(order: order, p.values) }
    return Formula()
  }
}
