// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// Adam (Kingma and Ba, ICLR 2015) as a value: state in, state out.
package struct Adam<T: Real & BinaryFloatingPoint & Sendable>: Sendable {
  /// The step size α.
  package var learningRate: T
  /// Decay of the first moment.
  package var beta1: T = 0.9
  /// Decay of the second moment.
  package var beta2: T = 0.999
  /// Keeps the quotient finite.
  package var epsilon: T = 1e-8

  package init(learningRate: T = 1e-3) { self.learningRate = learningRate }

  /// The moments and the number of steps taken.
  package struct State: Sendable, Equatable {
    /// Mean of the gradients.
    package var m: [T]
    /// Mean of their squares.
    package var v: [T]
    package var step: Int

    package init(m: [T], v: [T], step: Int) {
      self.m = m
      self.v = v
      self.step = step
    }
  }

  /// Zero moments for `count` parameters.
  package func start(count: Int) -> State {
    State(m: [T](repeating: 0, count: count), v: [T](repeating: 0, count: count), step: 0)
  }

  /// One step. - Precondition: parameters, gradient and state have one length.
  package func update(_ state: State, _ parameters: [T], _ gradient: [T]) -> (state: State, parameters: [T]) {
    var (s, p) = (state, parameters)
    s.step += 1
    let c1 = 1 - T.pow(beta1, s.step)
    let c2 = 1 - T.pow(beta2, s.step)
    // Over pointers, so that the loop becomes vector instructions.
    s.m.withUnsafeMutableBufferPointer { m in
      s.v.withUnsafeMutableBufferPointer { v in
        p.withUnsafeMutableBufferPointer { p in
          gradient.withUnsafeBufferPointer { gradient in
            for i in 0..<min(gradient.count, m.count, v.count, p.count) {
              let g = gradient[i]
              m[i] = beta1 * m[i] + (1 - beta1) * g
              v[i] = beta2 * v[i] + (1 - beta2) * g * g
              p[i] -= learningRate * (m[i] / c1) / (T.sqrt(v[i] / c2) + epsilon)
            }
          }
        }
      }
    }
    return (s, p)
  }
}
