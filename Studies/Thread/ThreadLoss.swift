// SPDX-License-Identifier: MIT

import Differentiation
import Networks

/// The thread's loss by the accepted answer as a reader of the thread writes it: a dual number in t inside a
/// tape over the parameters, neuron by neuron, point by point.
struct ThreadLoss<T: Scalar & FloatingPoint> where T.Weight == T {
  typealias Number = ReverseNumber<T>
  let shape: Architecture
  let points: [T]

  /// mean (u′ − cos t)²
  /// - Parameter read: the parameter of that place in the flat vector.
  func value(_ read: (Int) -> Number) -> Number {
    var loss = Number(0.0)
    for point in points {
      let t = Dual(Number(constant: point), 1)
      let u = t * network(t, read)
      let miss: Number = u.tangent - Number(constant: T.cos(point))
      loss += miss * miss
    }
    return loss.divided(by: Double(points.count))
  }

  /// ∇L at the parameters.
  func gradient(_ parameters: [T]) -> [T] {
    let tape = Tape<T>()
    let all = parameters.map { tape.variable($0) }
    return withExtendedLifetime(tape) { tape.pullback(value { all[$0] }, seed: 1, to: all) }
  }

  private func network(_ t: Dual<Number>, _ read: (Int) -> Number) -> Dual<Number> {
    var a = [t]
    let layers = shape.layers
    for (number, layer) in layers.enumerated() {
      a = (0..<layer.rows).map { i in
        var sum = Dual(read(layer.biases.lowerBound + i), nil)
        for j in 0..<layer.columns {
          sum += Dual(read(layer.offset + i * layer.columns + j), nil) * a[j]
        }
        return number == layers.count - 1 ? sum : Dual<Number>.tanh(sum)
      }
    }
    return a[0]
  }
}
