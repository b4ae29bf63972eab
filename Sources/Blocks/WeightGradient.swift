// SPDX-License-Identifier: MIT

import Differentiation

/// An adjoint or an input with its memory; nil where it is zero. A constant without a shape cannot be summed
/// over.
@inlinable func block<L: Lanes>(_ x: Block<L>) -> UnsafeMutablePointer<L>? {
  if x.isStructuralZero { return nil }
  precondition(x.arena != nil, "a layer's adjoint and input must be blocks: seed a sweep with `unit`")
  return x.filled.base
}

/// The gradient of a scalar loss over the weights, summed over blocks.
@usableFromInline package final class WeightGradient<L: Lanes> {
  /// A vector of lanes a parameter, and what was summed over the lanes before it came.
  @usableFromInline let sums: UnsafeMutablePointer<L>
  @usableFromInline let whole: UnsafeMutablePointer<L.Element>
  @usableFromInline package let count: Int
  @usableFromInline var scratch: UnsafeMutablePointer<L>?
  @usableFromInline var scratchSize = 0

  @inlinable package init(count: Int) {
    self.count = count
    sums = .allocate(capacity: max(count, 1))
    sums.initialize(repeating: L(repeating: 0), count: count)
    whole = .allocate(capacity: max(count, 1))
    whole.initialize(repeating: 0, count: count)
  }
  @inlinable deinit {
    sums.deallocate()
    whole.deallocate()
    scratch?.deallocate()
  }
  @inlinable func scratch(_ vectors: Int) -> UnsafeMutablePointer<L> {
    if vectors > scratchSize {
      scratch?.deallocate()
      scratch = .allocate(capacity: vectors)
      scratchSize = vectors
    }
    return scratch!
  }

  /// What a reverse sweep hands to its `weights` argument: adds z⊗a, summed over channels; a bias has one.
  @inlinable package func add(_ layer: Layer<L.Element>, adjoint z: Block<L>, input a: Block<L>, bias: Bool) {
    guard layer.weightOffset >= 0, let zp = block(z) else { return }
    let groups = z.channels * z.groups
    if let ap = block(a) {
      let (r, k) = (layer.rows, layer.columns)
      if layer.columnStride == 1, OuterProducts.isTransposable(r, k, L.self) {
        OuterProducts.addTransposed(
          r, k, groups: groups, zp, ap, into: whole + layer.weightOffset, layer.rowStride,
          scratch: scratch(OuterProducts.scratchTransposed(L.self)))
      } else {
        OuterProducts.add(
          r, k, groups: groups, zp, ap, into: sums + layer.weightOffset, layer.rowStride, layer.columnStride,
          scratch: scratch(OuterProducts.scratch(r, k)))
      }
    }
    guard bias, layer.biasOffset >= 0 else { return }
    Gemm.rowSums(layer.rows, groups: z.groups, zp, into: sums + layer.biasOffset)
  }

  @inlinable package func clear() {
    sums.update(repeating: L(repeating: 0), count: count)
    whole.update(repeating: 0, count: count)
  }

  /// The gradient: lanes summed, in a fixed order. Then it is clear again, in the same pass over its memory.
  @inlinable package func take() -> [L.Element] {
    let zero = L(repeating: 0)
    return [L.Element](unsafeUninitializedCapacity: count) { out, filled in
      for i in 0..<count {
        (out.baseAddress! + i).initialize(to: whole[i] + sums[i].sum())
        sums[i] = zero
        whole[i] = 0
      }
      filled = count
    }
  }
}

/// One row of the Jacobian a point, of residuals over the weights: the per-point outer products z⊗a.
///
/// Stored parameter by parameter with the points contiguous, `leadingDimension` apart: no power of two, which
/// would put every parameter of a point into the same cache set.
@usableFromInline package final class WeightJacobian<L: Lanes> {
  @usableFromInline package let rows: Int
  @usableFromInline package let parameters: Int
  @usableFromInline package let leadingDimension: Int
  @usableFromInline package let storage: UnsafeMutablePointer<L.Element>

  /// - Parameter rows: residuals.
  @inlinable package init(rows: Int, parameters: Int) {
    self.rows = rows
    self.parameters = parameters
    leadingDimension = (rows + 127) / 128 * 128 + 8
    storage = .allocate(capacity: max(1, leadingDimension * parameters))
    clear()
  }
  @inlinable deinit { storage.deallocate() }

  @inlinable func clear() { storage.initialize(repeating: 0, count: leadingDimension * parameters) }
  /// Some rows, no other: that may be another thread's.
  @inlinable package func clear(rows: Range<Int>) {
    for p in 0..<parameters {
      (storage + (p * leadingDimension + rows.lowerBound)).update(repeating: 0, count: rows.count)
    }
  }

  /// Adds the first `count` lanes, and touches no other row: that may be another thread's.
  @inlinable func add(_ parameter: Int, _ row: Int, _ value: L, count: Int) {
    let first = storage + (parameter * leadingDimension + row)
    guard count >= L.count else {
      for i in 0..<count { first[i] += value[i] }
      return
    }
    let place = UnsafeMutableRawPointer(first)
    let old = place.loadUnaligned(as: L.self)
    place.storeBytes(of: old + value, as: L.self)
  }

  /// Adds the outer products of a block whose first point is the residual `row`.
  /// - Parameter count: how many of its points are real.
  @inlinable package func add(
    _ layer: Layer<L.Element>, adjoint z: Block<L>, input a: Block<L>, bias: Bool, row: Int, count: Int
  ) {
    guard layer.weightOffset >= 0, let zp = block(z) else { return }
    let ap = block(a)
    let (groups, channels) = (z.groups, z.channels)
    for g in 0..<groups {
      let first = row + g * L.count
      let lanes = count - g * L.count
      if lanes <= 0 { break }
      for i in 0..<layer.rows {
        let zi = zp + g * layer.rows + i
        if let ap {
          let a = ap + g * layer.columns
          for j in 0..<layer.columns {
            var sum = zi[0] * a[j]
            for c in 1..<max(1, channels) {
              sum = sum.adding(zi[c * groups * layer.rows], times: a[c * groups * layer.columns + j])
            }
            add(
              layer.weightOffset + i * layer.rowStride + j * layer.columnStride, first, sum,
              count: lanes)
          }
        }
        if bias, layer.biasOffset >= 0 { add(layer.biasOffset + i, first, zi[0], count: lanes) }
      }
    }
  }
}
