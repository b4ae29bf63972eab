// SPDX-License-Identifier: MIT

import RealModule

/// The weights of one affine map W·a + b, seen in place: `rows × columns` numbers with strides, and a bias of
/// `rows` numbers or none.
///
/// The memory belongs to whoever made the view (a network's parameters), and must outlive it.
@frozen public struct Layer<Weight>: Equatable {
  public let weights: UnsafePointer<Weight>
  public let bias: UnsafePointer<Weight>?
  public let rows: Int
  public let columns: Int
  public let rowStride: Int
  public let columnStride: Int
  /// Places of the first weight and the first bias in the parameter vector; negative where they are no
  /// parameters. A layer without a bias has no place for one.
  public let weightOffset: Int
  public let biasOffset: Int

  @inlinable public init(
    weights: UnsafePointer<Weight>, bias: UnsafePointer<Weight>?, rows: Int, columns: Int,
    rowStride: Int, columnStride: Int = 1, weightOffset: Int = -1, biasOffset: Int = -1
  ) {
    self.weights = weights
    self.bias = bias
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride
    self.columnStride = columnStride
    self.weightOffset = weightOffset
    self.biasOffset = bias == nil ? -1 : biasOffset
  }

  /// One column of the map, with or without the bias: W·a is the sum over columns of W_j·a_j.
  @inlinable public func column(_ j: Int, bias keepsBias: Bool) -> Layer {
    Layer(
      weights: weights + j * columnStride, bias: keepsBias ? bias : nil, rows: rows, columns: 1,
      rowStride: rowStride, columnStride: columnStride,
      weightOffset: weightOffset < 0 ? -1 : weightOffset + j * columnStride, biasOffset: biasOffset)
  }

  /// One row of the map: the layer of a single output.
  @inlinable public func row(_ i: Int) -> Layer {
    Layer(
      weights: weights + i * rowStride, bias: bias.map { $0 + i }, rows: 1, columns: columns,
      rowStride: rowStride, columnStride: columnStride,
      weightOffset: weightOffset < 0 ? -1 : weightOffset + i * rowStride,
      biasOffset: biasOffset < 0 ? -1 : biasOffset + i)
  }
}

extension Scalar {
  /// A layer on a single number: one row, one column.
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self where Weight == Self {
    precondition(
      layer.rows == 1 && layer.columns == 1, "a number is one row: give it the rows and columns one by one")
    let product = layer.weights[0] * self
    return bias ? product + (layer.bias?[0] ?? 0) : product
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self where Weight == Self {
    precondition(
      layer.rows == 1 && layer.columns == 1, "a number is one row: give it the rows and columns one by one")
    return layer.weights[0] * self
  }
}

/// An adjoint being summed during a reverse sweep.
///
/// The operations below are pure by default. A number type that owns memory (`Block`) overrides them to add
/// in place, which `owned` permits: memory that another slot may share must be marked as shared.
@frozen public struct Adjoint<S> {
  @frozen public enum State: UInt8 { case empty, shared, owned }
  public var value: S
  public var state: State
  @inlinable public init(_ value: S, _ state: State) {
    self.value = value
    self.state = state
  }
}

extension Scalar {
  /// slot += g
  @inlinable public static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self) {
    slot = Adjoint(slot.state == .empty ? g : slot.value + g, .shared)
  }
  /// slot += k·g
  @inlinable public static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self, scaledBy k: Double) {
    accumulate(&slot, g.scaled(by: k))
  }
  /// slot += d·g
  @inlinable public static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self, times d: Self) {
    slot = Adjoint(slot.state == .empty ? d * g : slot.value.adding(d, times: g), .shared)
  }
  /// slot += f′(x)·g, y = f(x)
  @inlinable public static func accumulate(
    _ slot: inout Adjoint<Self>, _ g: Self, through f: Elementary, at x: Self, value y: Self
  ) {
    accumulate(&slot, g, times: f.derivative(x, value: y))
  }
  /// slot += Wᵀ·g
  @inlinable public static func accumulateTransposed(
    _ slot: inout Adjoint<Self>, _ g: Self, _ layer: Layer<Weight>
  ) {
    accumulate(&slot, g.transposedAffine(layer))
  }
  /// The slot is done with; memory it owns may be used again.
  @inlinable public static func release(_ slot: inout Adjoint<Self>) { slot.state = .empty }
}
