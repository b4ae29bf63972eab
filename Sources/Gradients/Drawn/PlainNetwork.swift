// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import RealModule
import Sampling

/// A network as a program of power series in the coordinates, neuron by neuron, and the same way back.
struct PlainNetwork<T: Real & BinaryFloatingPoint> {
  let shape: Architecture
  let truncation: Truncation
  private let layers: [LayerPlace]

  init(shape: Architecture, truncation: Truncation) {
    self.shape = shape
    self.truncation = truncation
    layers = shape.layers
  }

  /// What the way back needs of one point: each layer's input, and f′ of each hidden neuron, series side by
  /// side.
  struct Pass {
    var inputs: [[T]] = []
    var slopes: [[T]] = []
    /// `[unknown][coefficient]`
    var outputs: [[T]] = []
  }

  /// The outputs' series at a point.
  /// - Parameter noise: a relative error of every number that is kept.
  func forward(_ x: [T], _ theta: [T], _ noise: inout Noise<T>) -> Pass {
    let (n, f) = (truncation.count, shape.activation)
    var pass = Pass()
    var a = x.indices.flatMap { truncation.variable($0, at: x[$0]) }
    for (number, layer) in layers.enumerated() {
      pass.inputs.append(a)
      var z = [T](repeating: 0, count: layer.rows * n)
      z.withUnsafeMutableBufferPointer { z in
        a.withUnsafeBufferPointer { a in
          for i in 0..<layer.rows {
            z[i * n] = theta[layer.biases.lowerBound + i]
            for j in 0..<layer.columns {
              let w = theta[layer.offset + i * layer.columns + j]
              for c in 0..<n { z[i * n + c] += w * a[j * n + c] }
            }
            for c in 0..<n { z[i * n + c] = noise(z[i * n + c]) }
          }
        }
      }
      if number == layers.count - 1 {
        pass.outputs = (0..<layer.rows).map { Array(z[$0 * n..<($0 + 1) * n]) }
        return pass
      }
      var slopes: [T] = []
      a = []
      for i in 0..<layer.rows {
        let own = Array(z[i * n..<(i + 1) * n])
        let y = PlainSeries.coefficients(of: f, at: own[0], truncation.order + 1)
        let slope = y.indices.dropFirst().map { T($0) * y[$0] }
        a += noise.of(truncation.composition(y, own))
        slopes += noise.of(truncation.composition(slope, own))
      }
      pass.slopes.append(slopes)
    }
    return pass
  }

  /// Adds to `row` the gradient by θ, from the adjoints of the outputs' series.
  func backward(
    _ pass: Pass, _ theta: [T], _ adjoints: [[T]], into row: inout [T], _ noise: inout Noise<T>
  ) {
    let n = truncation.count
    var z = adjoints.flatMap { $0 }
    for (number, layer) in layers.enumerated().reversed() {
      let a = pass.inputs[number]
      var next = [T](repeating: 0, count: layer.columns * n)
      z.withUnsafeBufferPointer { z in
        a.withUnsafeBufferPointer { a in
          next.withUnsafeMutableBufferPointer { next in
            for i in 0..<layer.rows {
              row[layer.biases.lowerBound + i] += noise(z[i * n])
              for j in 0..<layer.columns {
                let place = layer.offset + i * layer.columns + j
                let w = theta[place]
                var sum = T(0)
                for c in 0..<n {
                  sum += z[i * n + c] * a[j * n + c]
                  next[j * n + c] += w * z[i * n + c]
                }
                row[place] += noise(sum)
              }
            }
          }
        }
      }
      if number == 0 { return }
      let slopes = pass.slopes[number - 1]
      z = (0..<layer.columns).flatMap { j in
        let own = j * n..<(j + 1) * n
        return truncation.transposedProduct(Array(slopes[own]), Array(next[own]))
      }
    }
  }
}

/// Relative errors of one size and random sign: what rounding does to a program.
struct Noise<T: BinaryFloatingPoint> {
  let size: T
  private var random: SplitMix64
  private var bits: UInt64 = 0
  private var left = 0

  /// - Parameter size: zero for none.
  init(size: T, seed: UInt64) {
    self.size = size
    random = SplitMix64(seed: seed)
  }
  mutating func of(_ series: [T]) -> [T] {
    if size == 0 { return series }
    var series = series
    for i in series.indices { series[i] = self(series[i]) }
    return series
  }
  mutating func callAsFunction(_ x: T) -> T {
    if size == 0 { return x }
    if left == 0 { (bits, left) = (random.next(), 64) }
    defer { (bits, left) = (bits >> 1, left - 1) }
    return bits & 1 == 0 ? x + size * x : x - size * x
  }
}
