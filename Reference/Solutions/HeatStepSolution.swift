// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// u_t = α u_xx on (0, 1) with u = 0 at the ends and a constant initial value (Carslaw & Jaeger 1959, §3.3).
///
/// Two representations, each where it converges fast: for αt ≥ 0.02 the Fourier series
///
///     u/u₀ = (4/π) Σ_(n odd) sin nπx/n e^(−n²π²αt)
///
/// and below it the image sum
///
///     u/u₀ = 1 − Σ_m (−1)^m (erfc (m + x)/w + erfc (m + 1 − x)/w),   w = √(4αt), m = 0, 1, …
///
/// At t = 0 the ends jump from u₀ to 0: the value there is a set, and asking for it throws.
package struct HeatStepSolution: ExactSeries {
  package let diffusivity: Double
  package let start: Double
  /// αt from which on the Fourier series is taken.
  let switchover: Double

  package init(diffusivity: Double, start: Double = 1) {
    self.init(diffusivity: diffusivity, start: start, switchover: 0.02)
  }
  /// 0: always the Fourier series; infinite: always the images.
  init(diffusivity: Double, start: Double, switchover: Double) {
    self.diffusivity = diffusivity
    self.start = start
    self.switchover = switchover
  }

  package func partial(near p: Point<Double>, order: Int) throws -> HeatStepSum {
    guard diffusivity.isFinite, diffusivity > 0 else {
      throw SeriesError.parameter("diffusivity", diffusivity)
    }
    guard start.isFinite else { throw SeriesError.parameter("start", start) }
    let (x, t) = try p.values(.x, .t, in: (0...1, 0...Double.greatestFiniteMagnitude))
    if t == 0, x == 0 || x == 1 { throw SeriesError.setValued([x, t]) }
    return HeatStepSum(
      diffusivity: diffusivity, start: start, right: x > 0.5,
      form: t == 0 ? .constant : diffusivity * t >= switchover ? fourier(t) : images(x, t))
  }

  /// e^(−n²π²αt) below e^(−80): the powers of nπ that derivatives bring are far from that.
  private func fourier(_ t: Double) -> HeatStepSum.Form {
    let last = (80 / (.pi * .pi * diffusivity * t)).squareRoot()
    return .fourier(Int(min(last / 2, 1e5)) + 1)
  }

  /// The images nearer than 40 w: erfc 40 is 1e-697, far below any power of 1/w.
  private func images(_ x: Double, _ t: Double) -> HeatStepSum.Form {
    // From the right end the distance is only known within the half ulp that x stands for.
    let near = x > 0.5 ? max(1 - x - 0x1p-53, 0) : x
    let reach = HeatStepSum.reach * (4 * diffusivity * t).squareRoot()
    let from = (0..<40).filter { Double($0) + near < reach }
    let mirrored = (0..<40).filter { Double($0 + 1) - near < reach }
    return .images(from.count, mirrored.count)
  }
}

/// The first terms of ``HeatStepSolution`` in one of its forms.
package struct HeatStepSum: ExactSolution {
  enum Form { case constant, fourier(Int), images(Int, Int) }
  let diffusivity, start: Double
  /// Seen from the nearer end.
  let right: Bool
  let form: Form
  static let reach = 40.0

  package func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] {
    let x = right ? 1 - p.x : p.x
    switch form {
    case .constant: return [S(start)]
    case .fourier(let terms):
      let rate = p.t.scaled(by: diffusivity).scaled(by: -.pi * .pi)
      var sum: S = 0
      for i in (0..<terms).reversed() {
        let n = Double(2 * i + 1)
        sum += (S.sin(x.scaled(by: n * .pi)) * S.exp(rate.scaled(by: n * n))).divided(by: n)
      }
      return [sum.scaled(by: 4 / .pi).scaled(by: start)]
    case .images(let own, let mirrored):
      let width = S.sqrt(p.t.scaled(by: diffusivity)).scaled(by: 2)
      var u: S = 1
      for m in 0..<max(own, mirrored) {
        let sign: Double = m % 2 == 0 ? -1 : 1
        if m < own { u += S.apply(.erfc, to: (S(Double(m)) + x) / width).scaled(by: sign) }
        if m < mirrored { u += S.apply(.erfc, to: (S(Double(m + 1)) - x) / width).scaled(by: sign) }
      }
      return [u.scaled(by: start)]
    }
  }

  /// ∂_t is α ∂_xx. What underflows may be missing as well.
  package func tail(_ index: MultiIndex, at p: Point<Double>) -> Double {
    let steps = Double(index.order(in: .t))
    let order = Double(index.order(in: .x)) + 2 * steps
    let scale = Double.log(start.magnitude) + steps * Double.log(diffusivity)
    switch form {
    case .constant: return 0
    case .fourier(let terms):
      let n = Double(2 * terms + 1)
      let rate = .pi * .pi * diffusivity * p.t
      let ratio = Double.exp(-4 * (n + 1) * rate) * Double.pow(1 + 2 / n, max(0, order - 1))
      guard ratio < 1 else { return .infinity }
      let first = Double.exp(scale + order * Double.log(n * .pi) - n * n * rate)
      return 4 / (.pi * n) * first / (1 - ratio) + Double.exp(scale - 690)
    case .images:
      // The derivatives of erfc are Hermite polynomials, |H_k(z)| ≤ (2z)^k for such z.
      let width = (4 * diffusivity * p.t).squareRoot()
      // Forty of them at the most.
      let z = min(Self.reach, 40 / width)
      let slope = order * Double.log(2 * z / width)
      return 4 * Double.exp(scale + slope - z * z) + Double.exp(scale - 690)
    }
  }
}
