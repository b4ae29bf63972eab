// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

extension ColeHopf {
  /// The integral in any number type, for any derivative strategy to differentiate.
  ///
  /// The nodes and the subtracted exponent are constants chosen for `near`, so that the sum is one analytic
  /// function in its neighbourhood. Nil at t = 0, where √t has no derivative, and where ``evaluate(_:at:)``
  /// would refuse.
  package func formula<S: Scalar>(_ p: Point<S>, near: Point<Double>) -> [S]? {
    guard p.coordinates.contains(.x), p.coordinates.contains(.t), near.coordinates == p.coordinates,
      near.x.isFinite, near.t > 0, let nodes = try? HeatNodes(nu: nu, t: near.t)
    else { return nil }
    let angle = Double.sineAndCosine(ofPiTimes: near.x)
    let exponents = nodes.octets.map { octet in
      nodes.strength * ((angle.sine * octet.sine).magnitudes - angle.cosine * octet.cosine) - octet.square
    }
    let largest = exponents.map { $0.max() }.max() ?? 0
    // By whole periods, so that u(±1, t) = 0.
    let period = near.x.rounded()
    let x = (p.x - S(period)).scaled(by: .pi)
    let sign: Double = period.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
    let (sine, cosine) = (S.sin(x).scaled(by: sign), S.cos(x).scaled(by: sign))
    let width = S.sqrt(p.t.scaled(by: 4 * nu))
    let a = nodes.strength
    var (sum, moment): (S, S) = (0, 0)
    for k in stride(from: 0, to: 8 * exponents.count, by: 2) {
      let (octet, lane) = (nodes.octets[k / 8], k % 8)
      guard exponents[k / 8][lane] > largest - 60 else { continue }
      let angle = width.scaled(by: .pi * octet.z[lane])
      let (s, c) = (S.sin(angle), S.cos(angle))
      let (s0, s1) = (sine * c, cosine * s)
      let (c0, c1) = ((cosine * c).scaled(by: -a), (sine * s).scaled(by: a))
      let still = c0 - S(octet.square[lane] + largest)
      let (before, after) = (S.exp(still - c1), S.exp(still + c1))
      let weight = k == 0 ? 0.5 : 1.0
      sum += (before + after).scaled(by: weight)
      moment += (before * (s0 - s1) + after * (s0 + s1)).scaled(by: weight)
    }
    return [-(moment / sum)]
  }
}
