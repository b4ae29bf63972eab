// SPDX-License-Identifier: MIT

import Differentiation
import GSL
import PDE
import RealModule

extension PeriodicReference {
  /// Zabusky and Kruskal's problem: u_t + u u_x + δ u_xxx = 0 on [−1, 1] with a period, u(x, 0) = cos πx.
  /// - Parameter problem: evaluated for the second opinion alone.
  package static func kdv(
    dispersion: Double, on problem: @autoclosure @escaping @Sendable () -> any Problem
  ) -> PeriodicReference {
    let lines = FourierMethodOfLines(
      range: -1...1, isComplex: false, linear: { k in ComplexPair(0, dispersion * k * k * k) },
      factor: { k in ComplexPair(0, -k / 2) }, nonlinear: { u in ComplexPair(u.re * u.re) },
      initial: { resolution in (0...resolution.used).map { ComplexPair($0 == 1 ? 0.5 : 0) } },
      times: FourierMethodOfLines.equal(64, until: 1))
    let equation = PeriodicEquation(
      order: 3, rate: { u in [(u[0][0] * u[0][1] + RunningError(dispersion) * u[0][3]).scaled(by: -1)] },
      initial: CosineWave())
    // Solitons are √δ wide: |û| falls like e^(−0.49 j) where δ = 0.0025.
    let used = max(42, Int((85 * (0.0025 / dispersion).squareRoot()).rounded(.up)))
    var modes = 128
    while modes < 3 * used, modes < 2048 { modes *= 2 }
    return PeriodicReference(
      lines, equation, FourierResolution(modes: modes, used: min(used, modes / 3), step: 1.5e-4, degree: 16)
    ) { own in
      let (problem, invariants) = (problem(), try own.invariantsOfKdV(dispersion))
      let differences = DispersiveMethodOfLines(dispersion: dispersion, range: -1...1) {
        Double.cos(.pi * $0)
      }
      let opinions = Agreement([
        try own.secondOpinion(on: problem, until: 0.1),
        try differences.agreement(with: own, at: [0, 0.1, 0.25, 0.5, 0.75, 1]),
      ])
      return try own.withDerivatives(
        opinions.including(derivatives: invariants, "mass, momentum and energy, which are invariant"),
        over: problem.domain, scale: problem.lengthScale)
    }
  }

  /// ∫u = 0, ∫u² = 1 and ∫(u³/3 − δ u_x²) = −δπ² at all times: of sums of fewer than 256 waves the mean over
  /// 1024 points is the integral.
  private func invariantsOfKdV(_ dispersion: Double) throws -> [(Measured, Measured)] {
    var pairs: [(Measured, Measured)] = []
    let count = 1024
    for t in [0.1, 0.25, 0.5, 0.75, 1] {
      let points = (0..<count).flatMap { [-1 + 2 * Double($0) / Double(count), t] }
      let u = try evaluate([.value, [.x]], at: Points([.x, .t], points))
      var sums = [RunningError](repeating: 0, count: 3)
      for i in 0..<count {
        let (u, slope) = (
          RunningError(u[2 * i].value, error: u[2 * i].bar),
          RunningError(u[2 * i + 1].value, error: u[2 * i + 1].bar)
        )
        sums[0] = sums[0] + u
        sums[1] = sums[1] + u * u
        sums[2] = sums[2] + (u * u * u).divided(by: 3) - RunningError(dispersion) * slope * slope
      }
      let exact = [0, RunningError(1), RunningError(-dispersion) * RunningError(.pi) * RunningError(.pi)]
      for (sum, exact) in zip(sums, exact) {
        let mean = sum.scaled(by: 2 / Double(count))
        pairs.append((Measured(mean.value, bar: mean.error), Measured(exact.value, bar: exact.error)))
      }
    }
    return pairs
  }

  /// Raissi's Allen–Cahn problem: u_t = D u_xx + 5u − 5u³ on [−1, 1] with a period, u(x, 0) = x² cos πx.
  package static func allenCahn(diffusivity: Double) -> PeriodicReference {
    // Until then a kink at x = ±1 is in the way; e^(−Dk²t) leaves the sooner less of it the larger D is.
    let first = min(0.05, 1e-4 / diffusivity)
    let (layer, sketch) = (Lazy<KinkLayer>(), Lazy<KinkLayer>())
    let early = KinkPhase(first: first) { isSketch in
      try (isSketch ? sketch : layer).value {
        try KinkLayer(diffusivity: diffusivity, until: first, isSketch: isSketch)
      }
    }
    let lines = FourierMethodOfLines(
      range: -1...1, isComplex: false, linear: { k in ComplexPair(5 - diffusivity * k * k) },
      factor: { _ in ComplexPair(1) }, nonlinear: { u in ComplexPair(-5 * u.re * u.re * u.re) },
      initial: { resolution in try early.spectrum(resolution) },
      // The kink's traces fade quickly at first.
      times: (0..<40).map { first * Double.pow(1.5, $0) }.filter { $0 < 0.28 }
        + [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    let equation = PeriodicEquation(
      order: 2,
      rate: { u in
        let reaction = u[0][0] * (RunningError(1) - u[0][0] * u[0][0])
        return [RunningError(diffusivity) * u[0][2] + reaction.scaled(by: 5)]
      }, initial: KinkedCosine())
    let used = Int((37 / (diffusivity * first)).squareRoot() / .pi) + 8
    var modes = 512
    while modes < 5 * used / 2, modes < 4096 { modes *= 2 }
    return PeriodicReference(
      lines, equation, early: early,
      FourierResolution(modes: modes, used: min(used, 2 * modes / 5), step: 4e-3, degree: 16)
    ) { try $0.comparedWithDifferences(diffusivity) }
  }
}

/// cos πx.
private struct CosineWave: ExactSolution {
  func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] { [S.cos(p.x.scaled(by: .pi))] }
}

/// A ``KinkLayer`` that is solved when it is asked for.
private struct KinkPhase: EarlyPhase {
  let first: Double
  let layer: @Sendable (_ isSketch: Bool) throws -> KinkLayer
  var isSketch = false
  var sketch: any EarlyPhase { KinkPhase(first: first, layer: layer, isSketch: true) }
  var method: String { "Taylor series about the kink until t = \(first)" }
  func derivatives(x: Double, t: Double, upTo order: Int) throws -> [[RunningError]] {
    try layer(isSketch).derivatives(x: x, t: t, upTo: order)
  }
  /// At the time where sums begin; for the second of two solutions, the layer's second.
  func spectrum(_ resolution: FourierResolution) throws -> [ComplexPair] {
    let modes = max(resolution.modes, 2048)
    var field = try layer(resolution.isSketch).field(
      at: first, count: modes, isOther: resolution.shift != 0)
    try GSL.check(
      gsl_fft_real_radix2_transform(&field, 1, modes), "the transform of the kink at t = \(first)")
    return (0...resolution.used).map { ComplexPair(field[$0] / Double(modes)) }
  }
}
