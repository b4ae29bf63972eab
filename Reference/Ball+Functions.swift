// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

extension Ball {
  /// Powers, quotients, sines and cosines; of any other function nothing is known (NaN).
  package static func apply(_ f: Elementary, to x: Self) -> Self {
    switch f {
    case .sin: sineAndCosine(x).sine
    case .cos: sineAndCosine(x).cosine
    case .reciprocal: 1 / x
    case .power(let n): power(x, Int(n))
    case .root(1): x
    default: undefined
    }
  }
  package static func sechSquared(_ x: Self, tanh y: Self) -> Self { 1 - y * y }

  fileprivate static func power(_ x: Self, _ n: Int) -> Self {
    if n < 0 { return 1 / power(x, -n) }
    if n == 0 { return 1 }
    let half = power(x, n / 2)
    return n % 2 == 0 ? half * half : half * half * x
  }

  /// π/2 by its first 106 bits; the next are −1.497e-33.
  private static let quarterTurn = Ball(
    high: 0x1.921fb54442d18p+0, low: 0x1.1a62633145c07p-54, radius: 1.5e-33)

  /// Taylor's series at the centre, of which quarter turns are taken off first. Neither function is steeper
  /// than 1, so that the radius stays.
  static func sineAndCosine(_ x: Self) -> (sine: Self, cosine: Self) {
    guard x.high.isFinite, x.radius.isFinite else { return (undefined, undefined) }
    guard x.high.magnitude < 0x1p30, x.radius < 1 else { return (Self(0, radius: 1), Self(0, radius: 1)) }
    let turns = (x.high / quarterTurn.high).rounded()
    let rest = x.centre - quarterTurn * Self(turns)
    var (sine, cosine, term) = (Self(0), Self(1), Self(1))
    for k in 1..<30 {
      term = (term * rest).divided(by: Double(k))
      switch k % 4 {
      case 0: cosine += term
      case 1: sine += term
      case 2: cosine -= term
      default: sine -= term
      }
    }
    // What is left of either series is below the next term.
    let tail = (term * rest).divided(by: 30).magnitude + x.radius
    (sine, cosine) = (sine.widened(by: tail), cosine.widened(by: tail))
    switch Int(turns) & 3 {
    case 0: return (sine, cosine)
    case 1: return (cosine, -sine)
    case 2: return (-sine, -cosine)
    default: return (-cosine, sine)
    }
  }
}
