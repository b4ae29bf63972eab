// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A network laid out for the block engine: its parameters in fixed memory, its layers as views of it.
///
/// It is a ``Field`` over every number type built on blocks of its precision: each coordinate enters as one
/// row, each output leaves as one row.
@usableFromInline package final class BlockNetwork<T: Scalar & Real & BinaryFloatingPoint & Sendable>: Field
where T.Weight == T {
  @usableFromInline package typealias Weight = T
  @usableFromInline package let architecture: Architecture
  @usableFromInline let memory: UnsafeMutablePointer<T>
  @usableFromInline let count: Int
  @usableFromInline package let layers: [Layer<T>]

  @usableFromInline package init(_ network: Network<T>) {
    architecture = network.architecture
    let memory = UnsafeMutablePointer<T>.allocate(capacity: max(1, network.parameters.count))
    self.memory = memory
    count = network.parameters.count
    layers = network.architecture.layers.map {
      Layer(
        weights: UnsafePointer(memory + $0.offset), bias: UnsafePointer(memory + $0.biases.lowerBound),
        rows: $0.rows, columns: $0.columns, rowStride: $0.columns, weightOffset: $0.offset,
        biasOffset: $0.biases.lowerBound)
    }
    load(network.parameters)
  }
  deinit { memory.deallocate() }

  /// Replaces the parameters. - Precondition: as many as the architecture counts.
  @inlinable package func load(_ parameters: [T]) {
    precondition(parameters.count == count)
    parameters.withUnsafeBufferPointer { memory.update(from: $0.baseAddress!, count: $0.count) }
  }

  @inlinable package func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == T {
    let first = layers[0]
    guard layers.count > 1 else { return (0..<first.rows).map { sums(first.row($0), p.values) } }
    var a = sums(first, p.values)
    for layer in layers.dropFirst().dropLast() { a = architecture.activation(a).affine(layer, bias: true) }
    a = architecture.activation(a)
    let last = layers[layers.count - 1]
    return (0..<last.rows).map { a.affine(last.row($0), bias: true) }
  }

  /// W·x + b column by column: each coordinate keeps its own structural zeros.
  @inlinable func sums<S: Scalar>(_ layer: Layer<T>, _ x: [S]) -> S where S.Weight == T {
    var a = x[0].affine(layer.column(0, bias: true), bias: true)
    for j in 1..<max(1, x.count) { a = a + x[j].affine(layer.column(j, bias: false), bias: false) }
    return a
  }
}
