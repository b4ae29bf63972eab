// SPDX-License-Identifier: MIT

import Differentiation
import PDE

extension ClosedForm where Solution == PoissonUniformSolution {
  /// −Δu = `source`, constant, on the unit square, u = 0 on its sides; checked by differences.
  package static func poissonUniform(source: Double = 1) -> Self {
    Self(
      "expansion about the nearest corner of the square", PoissonUniformSolution(source: source),
      of: [.x, .y],
      solvedBy: FivePoint { _, _ in source })
  }
}

extension ClosedForm where Solution == LaplaceTopSolution {
  /// Δu = 0 on the unit square, u = `top` on y = 1 and 0 on the other sides; checked by conformal mapping.
  ///
  /// The differences of the other problems would have to resolve the jumps at the corners.
  package static func laplaceTop(top: Double = 1) -> Self {
    Self("sum of half-strip potentials", LaplaceTopSolution(top: top), of: [.x, .y]) { form in
      let map = try ConformalSquare()
      let places = (0...32).map { Double($0) / 32 } + [0.002, 0.998]
      var pairs: [(Measured, Measured)] = []
      for x in places {
        for y in places where y < 1 || (x > 0 && x < 1) {
          let mapped = try map.value(x: x, y: y)
          let bar = top.magnitude * (mapped.bar + 0x1p-52)
          pairs.append(
            (try form.value(at: Point([.x, .y], [x, y])), Measured(top * mapped.value, bar: bar)))
        }
      }
      return try form.withDerivatives(
        Agreement(method: map.method, pairs), over: Domain(x: 0...1, y: 0...1))
    }
  }
}

extension ClosedForm where Solution == HeatStepSolution {
  /// u_t = α u_xx on (0, 1), u = `start` at t = 0 and 0 at the ends.
  ///
  /// Checked by the method of lines, from the image sum at αt = 0.01 on, and, since that needs the images to
  /// start with, by the Fourier series against the image sum at times on both sides of where they change
  /// places.
  /// - Parameter end: the last time of interest.
  package static func heatStep(diffusivity: Double = 1, start: Double = 1, until end: Double = 1) -> Self {
    let solution = HeatStepSolution(diffusivity: diffusivity, start: start)
    return Self("Fourier series, before αt = 0.02 sum of images", solution, of: [.x, .t]) { form in
      guard diffusivity > 0, end > 0 else { throw SeriesError.parameter("until", end) }
      let first = 0.01 / diffusivity
      var agreements = [try form.bothSeries(until: end)]
      if end > first {
        let lines = HeatMethodOfLines(diffusivity: diffusivity, from: first) { x in
          try form.value(at: Point([.x, .t], [x, first])).value
        }
        agreements.append(try form.compared(with: lines, until: end))
      }
      return try form.withDerivatives(
        Agreement(agreements), over: Domain(x: 0...1, t: 0...end),
        scale: min(1, (diffusivity * end).squareRoot()))
    }
  }

  /// Each time by the series that ``evaluate(_:at:)`` does not take there.
  func bothSeries(until end: Double) throws -> Agreement {
    let alpha = solution.diffusivity
    let other = { switchover in
      ClosedForm(
        "the other series",
        HeatStepSolution(diffusivity: alpha, start: solution.start, switchover: switchover),
        of: [.x, .t], check: { _ in Agreement(method: "", points: 0, difference: 0, ratio: .infinity) })
    }
    let (fourier, images) = (other(0), other(.infinity))
    var pairs: [(Measured, Measured)] = []
    let times = [1e-5, 1e-4, 1e-3, 0.01, 0.019, 0.021, 0.05, 0.2, 0.5].filter { $0 < alpha * end }
    for scaled in times + [min(alpha * end, 0.5)] {
      for x in (0...20).map({ Double($0) / 20 }) + [1e-5, 1e-3, 0.999] {
        let p = Point([.x, .t], [x, scaled / alpha])
        let second = alpha * p.t >= solution.switchover ? images : fourier
        pairs.append((try value(at: p), try second.value(at: p)))
      }
    }
    return Agreement(method: "Fourier series against image sum", pairs)
  }
}
