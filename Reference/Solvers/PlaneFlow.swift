// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import GSL
import PDE

/// A flow in the plane with the period 2π both ways by its vorticity, ω_t + u ω_x + v ω_y = ν Δω: Fourier
/// sums on a grid of n × n points, Prince and Dormand's steps of order 8 (GSL's rk8pd).
///
/// Exact in space for flows of few modes: a second opinion of formulas for such.
struct PlaneFlow: Sendable {
  let nu: Double
  /// n, at most 16: transforms are plain sums.
  let points: Int

  var method: String { "vorticity on \(points) × \(points) points, Fourier sums (GSL rk8pd)" }

  /// u, v and the pressure, of mean 0, at the grid's points (2πi/n, 2πj/n): `[i n + j]`.
  struct State: Sendable {
    var u, v, p: [Double]
  }

  /// - Parameter vorticity: ω at the start.
  func state(at time: Double, from vorticity: (_ x: Double, _ y: Double) -> Double) throws -> State {
    let n = points
    let plane = FourierPlane(n)
    var w = (0..<n * n).map { vorticity(plane.place($0 / n), plane.place($0 % n)) }
    let system = GSLSystem(count: n * n) { _, w, out in
      let hat = plane.transform(Array(UnsafeBufferPointer(start: w, count: n * n)))
      let (u, v) = plane.velocity(hat)
      let (wx, wy) = (plane.derivative(hat, 1, 0), plane.derivative(hat, 0, 1))
      let laplacian = zip(plane.derivative(hat, 2, 0), plane.derivative(hat, 0, 2)).map { $0 + $1 }
      for i in 0..<n * n { out[i] = nu * laplacian[i] - u[i] * wx[i] - v[i] * wy[i] }
      return out[0].isFinite
    }
    let driver = try GSL.require(
      gsl_odeiv2_driver_alloc_y_new(system.pointer, plumbline_rk8pd(), 1e-2, 1e-13, 1e-13),
      "setting up a flow")
    defer { gsl_odeiv2_driver_free(driver) }
    var t = 0.0
    if time > 0 { try GSL.check(gsl_odeiv2_driver_apply(driver, &t, time, &w), "a flow to t = \(time)") }
    let (u, v) = plane.velocity(plane.transform(w))
    // Δp = −u_x² − 2 u_y v_x − v_y²
    let (hu, hv) = (plane.transform(u), plane.transform(v))
    let (ux, uy) = (plane.derivative(hu, 1, 0), plane.derivative(hu, 0, 1))
    let (vx, vy) = (plane.derivative(hv, 1, 0), plane.derivative(hv, 0, 1))
    let source: [Double] = (0..<n * n).map { i -> Double in
      let (square, mixed) = (ux[i] * ux[i] + vy[i] * vy[i], uy[i] * vx[i])
      return -square - 2 * mixed
    }
    let p = plane.inverseLaplacian(plane.transform(source))
    return withExtendedLifetime(system) { State(u: u, v: v, p: plane.synthesis(p)) }
  }
}

/// Real Fourier sums in two dimensions by plain matrix products.
private struct FourierPlane {
  let n: Int
  /// Whole wave numbers −n/2 + 1 … n/2 − 1; the highest, which has no derivative on the grid, is left out.
  let waves: [Int]
  init(_ n: Int) {
    self.n = n
    waves = Array(-(n / 2) + 1...n / 2 - 1)
  }
  func place(_ i: Int) -> Double { 2 * .pi * Double(i) / Double(n) }

  struct Mode {
    let k, l: Int
    var c: ComplexPair
  }
  func transform(_ f: [Double]) -> [Mode] {
    waves.flatMap { k in
      waves.map { l in
        var c = ComplexPair(0)
        for i in 0..<n {
          for j in 0..<n {
            let phase = -place((k * i + l * j + 64 * n) % n)
            c.re += f[i * n + j] * cos(phase)
            c.im += f[i * n + j] * sin(phase)
          }
        }
        return Mode(k: k, l: l, c: ComplexPair(c.re / Double(n * n), c.im / Double(n * n)))
      }
    }
  }
  func synthesis(_ modes: [Mode]) -> [Double] {
    (0..<n * n).map { place in
      modes.reduce(0) { sum, m in
        let phase = self.place((m.k * (place / n) + m.l * (place % n) + 64 * n) % n)
        return sum + m.c.re * cos(phase) - m.c.im * sin(phase)
      }
    }
  }
  /// ∂ₓ^a ∂ᵧ^b
  func derivative(_ modes: [Mode], _ a: Int, _ b: Int) -> [Double] {
    synthesis(
      modes.map { m in
        var c = m.c
        for k in [Int](repeating: m.k, count: a) + [Int](repeating: m.l, count: b) {
          c = ComplexPair(-Double(k) * c.im, Double(k) * c.re)
        }
        return Mode(k: m.k, l: m.l, c: c)
      })
  }
  func inverseLaplacian(_ modes: [Mode]) -> [Mode] {
    modes.map { m in
      let square = -Double(m.k * m.k + m.l * m.l)
      return Mode(
        k: m.k, l: m.l, c: square == 0 ? ComplexPair(0) : ComplexPair(m.c.re / square, m.c.im / square))
    }
  }
  /// u = ψ_y, v = −ψ_x, Δψ = −ω.
  func velocity(_ vorticity: [Mode]) -> (u: [Double], v: [Double]) {
    let stream = inverseLaplacian(vorticity)
    return (derivative(stream, 0, 1).map { -$0 }, derivative(stream, 1, 0))
  }
}

extension ClosedForm {
  /// A flow u, v, p in the plane with the period 2π, checked by its vorticity.
  /// - Parameters:
  ///   - text: the formula for a reader.
  ///   - solution: the formula, in any number type.
  ///   - viscosity: ν, as in ω_t + u·∇ω = ν Δω.
  ///   - end: the last time compared.
  ///   - vorticity: ω = v_x − u_y at t = 0.
  public init(
    _ text: String, _ solution: Solution, viscosity: Double, until end: Double,
    vorticity: @escaping @Sendable (_ x: Double, _ y: Double) -> Double
  ) {
    self.init(text, solution, of: [.x, .y, .t]) { form in
      let flow = PlaneFlow(nu: viscosity, points: 8)
      var pairs: [(Measured, Measured)] = []
      for t in [0.5 * end, end] {
        let state = try flow.state(at: t, from: vorticity)
        for i in 0..<64 {
          let (x, y) = (2 * Double.pi * Double(i / 8) / 8, 2 * Double.pi * Double(i % 8) / 8)
          let exact = try form.evaluate([.value], at: Point([.x, .y, .t], [x, y, t]))
          for (a, b) in zip(exact, [state.u[i], state.v[i], state.p[i]]) {
            // The steps' tolerance, and the rounding of sums of 49 modes.
            pairs.append((a[0], Measured(b, bar: 1e-12)))
          }
        }
      }
      let period = 0...2 * Double.pi
      return try form.withDerivatives(
        Agreement(method: flow.method, pairs), over: Domain(x: period, y: period, t: 0...end), inside: 2)
    }
  }
}
