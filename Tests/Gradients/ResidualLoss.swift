// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import RealModule

/// The loss of a network of one neuron, u = v f(w x + b), under r = u_xx + u u_x − 1/7 at x = 1/2 and u(0) =
/// 1:
///
///     L = r² + (u(0) − 1)²,    differentiated by w, b and v around the derivatives by x.
struct ResidualLoss<G: Scalar>: CustomStringConvertible {
  let description: String
  let f: Elementary
  let parameters: [G]
  let right: [G]
  /// What known faults make of the gradient.
  let wrong: [String: [Double]]

  static func u<N: Scalar>(_ f: Elementary, _ p: [N], _ x: N) -> N { p[2] * .apply(f, to: p[0] * x + p[1]) }

  static func loss<N: Scalar>(_ f: Elementary, _ p: [N], _ jet: [N]) -> N {
    let r: N = jet[2] + jet[0] * jet[1] - N(1).divided(by: 7)
    let edge: N = u(f, p, 0) - 1
    return r * r + edge * edge
  }

  /// u, u_x, u_xx by two levels.
  @inline(never) @_semantics("optimize.sil.specialize.generic.never")
  static func jet<A: Way, B: Way>(_ f: Elementary, _ p: [A.Lower], _: A.Type, _: B.Type) -> [A.Lower]
  where B.Lower == A.Number {
    let a = p.map(A.lift)
    let b = a.map(B.lift)
    return [
      u(f, p, 0.5), A.derivative(at: 0.5) { u(f, a, $0) },
      A.derivative(at: 0.5) { B.derivative(at: $0) { u(f, b, $0) } },
    ]
  }
  static func taylor<N: Scalar>(_ f: Elementary, _ p: [N]) -> [N] {
    derivatives(at: 0.5) { u(f, p.map { Taylor2($0, slope: nil) }, $0) }
  }
  static func hyperDual<N: Scalar>(_ f: Elementary, _ p: [N]) -> [N] {
    let y = u(f, p.map { HyperDual($0, nil, nil, nil) }, HyperDual(0.5, 1, 1, nil))
    return [y.value, y.e1, y.e12]
  }

  /// The gradient, one parameter at a time by `O`, for every way to take the inner derivatives.
  @inline(never) @_semantics("optimize.sil.specialize.generic.never")
  func gradients<O: Way>(_ o: O.Type) -> [(String, [O.Lower])] where O.Lower == G {
    typealias N = O.Number
    let inner: [(String, (Elementary, [N]) -> [N])] = [
      ("forward of forward", { Self.jet($0, $1, ByDual<N>.self, ByDual<Dual<N>>.self) }),
      ("forward of reverse", { Self.jet($0, $1, ByDual<N>.self, ByTape<Dual<N>>.self) }),
      ("reverse of forward", { Self.jet($0, $1, ByTape<N>.self, ByDual<ReverseNumber<N>>.self) }),
      ("reverse of reverse", { Self.jet($0, $1, ByTape<N>.self, ByTape<ReverseNumber<N>>.self) }),
      (
        "tagged",
        { f, p in Self.jet(f, p.map { Tagged($0) }, ByTagAlone<N>.self, ByTagAlone<N>.self).map(\.primal) }
      ),
      ("Taylor", { Self.taylor($0, $1) }), ("hyper-dual", { Self.hyperDual($0, $1) }),
    ]
    return inner.map { name, jet in
      let gradient = parameters.indices.map { i in
        O.derivative(at: parameters[i]) { changed in
          var p = parameters.map(O.lift)
          p[i] = changed
          return Self.loss(f, p, jet(f, p))
        }
      }
      return ("\(N.self) around \(name)", gradient)
    }
  }
  /// All parameters, in all ways; tags of one type at all three levels too.
  var everyGradient: [(String, [G])] {
    let tags = parameters.indices.map { i in
      Tagged<G>.derivative(at: Tagged(parameters[i])) { changed in
        var p = parameters.map { Tagged($0) }
        p[i] = changed
        return Self.loss(f, p, Self.jet(f, p, ByTagAlone<G>.self, ByTagAlone<G>.self))
      }.primal
    }
    let atOnce = gradient(at: parameters) { Self.loss(f, $0, Self.taylor(f, $0)) }.gradient
    return gradients(ByDual<G>.self) + gradients(ByTape<G>.self) + gradients(BySeries<G>.self)
      + gradients(ByHyperDual<G>.self) + gradients(ByTag<G>.self)
      + [("tags of one type", tags), ("one sweep", atOnce)]
  }
}
