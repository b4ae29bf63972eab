// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import TestSupport

@testable import Blocks

/// A network 2 → n → n → 1 whose hidden layer is used twice, on whole layers and written out number by
/// number.
struct TinyNetwork {
  let width: Int
  var count: Int { 3 * width + width * (width + 1) + width + 1 }
  /// Places: first layer's weights and biases, hidden, last.
  private var places: [Int] {
    let n = width
    return [0, 2 * n, 3 * n, 3 * n + n * n, 4 * n + n * n, 5 * n + n * n]
  }

  func weights<E: BinaryFloatingPoint>(_: E.Type, seed: Int) -> [E] {
    var random = Random(seed)
    return (0..<count).map { _ in E(random.number()) }
  }

  func layers<E>(_ w: UnsafePointer<E>) -> [Layer<E>] {
    let (n, p) = (width, places)
    return [(n, 2, p[0], p[1]), (n, n, p[2], p[3]), (1, n, p[4], p[5])].map { rows, columns, at, bias in
      Layer(
        weights: w + at, bias: w + bias, rows: rows, columns: columns, rowStride: columns, weightOffset: at,
        biasOffset: bias)
    }
  }

  func callAsFunction<S: Scalar>(_ x: S, _ t: S, _ layers: [Layer<S.Weight>]) -> S {
    var h = S.tanh(
      x.affine(layers[0].column(0, bias: true), bias: true)
        + t.affine(layers[0].column(1, bias: false), bias: false))
    for _ in 0..<2 { h = S.tanh(h.affine(layers[1], bias: true)) }
    return h.affine(layers[2], bias: true)
  }

  func callAsFunction<S: Scalar>(_ x: S, _ t: S, weights w: [S]) -> S {
    let p = places
    var h = (0..<width).map { i -> S in
      let sum: S = w[2 * i] * x + w[2 * i + 1] * t
      return S.tanh(sum + w[p[1] + i])
    }
    for _ in 0..<2 {
      h = (0..<width).map { i in
        S.tanh(h.indices.reduce(w[p[3] + i]) { $0 + w[p[2] + i * width + $1] * h[$1] })
      }
    }
    return h.indices.reduce(w[p[5]]) { $0 + w[p[4] + $1] * h[$1] }
  }

  /// u_t + u u_x − u_xx/10 from a number that carries x-derivatives in two levels and the t-derivative in a
  /// third.
  static func residual<S>(_ y: Dual<Dual<Dual<S>>>) -> S {
    let u = y.value.value
    let convection: S = u.value * y.value.tangent.value
    return u.tangent + convection - y.tangent.tangent.value.scaled(by: 0.1)
  }
  static func arguments<S: Scalar>(_ x: S, _ t: S) -> (Dual<Dual<Dual<S>>>, Dual<Dual<Dual<S>>>) {
    typealias D = Dual<S>
    return (
      Dual(Dual(D(x, nil), D(x.unit, nil)), Dual(D(x.unit, nil), nil)), Dual(Dual(D(t, t.unit), nil), nil)
    )
  }
}
