// SPDX-License-Identifier: MIT

import Differentiation

import RealModule

extension Block {
  /// W·a + b for every point. A constant without a shape must be zero; ``Scalar/unit`` has one.
  @inlinable package func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    product(
      layer.rows, layer.columns, layer.weights, layer.rowStride, layer.columnStride,
      bias: bias ? layer.bias : nil)
  }
  @inlinable package func transposedAffine(_ layer: Layer<Weight>) -> Self {
    product(layer.columns, layer.rows, layer.weights, layer.columnStride, layer.rowStride, bias: nil)
  }
  @inlinable func product(
    _ r: Int, _ k: Int, _ w: UnsafePointer<Weight>, _ rs: Int, _ cs: Int, bias: UnsafePointer<Weight>?
  ) -> Self {
    guard let arena else {
      precondition(
        isStructuralZero && bias == nil, "a layer's input must be a block, not the constant \(constant)")
      return self
    }
    precondition(rows == k, "a layer of \(k) columns was given a block of \(rows) rows")
    guard let base else {
      return isStructuralZero && bias == nil
        ? Self(0, rows: r, in: arena) : filled.product(r, k, w, rs, cs, bias: bias)
    }
    let result = Self(rows: r, channels: channels, in: arena)
    // A bias belongs to the value; derivatives have none.
    let first = bias == nil ? channels * groups : groups
    Gemm.affine(r, k, groups: first, w, rs, cs, base, into: result.base!, bias: bias, accumulating: false)
    if channels > 1, bias != nil {
      Gemm.affine(
        r, k, groups: (channels - 1) * groups, w, rs, cs, base + k * groups,
        into: result.base! + r * groups, bias: nil, accumulating: false)
    }
    return result
  }
}
