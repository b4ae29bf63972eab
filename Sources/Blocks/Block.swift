// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// The base number of training: a block of rows (neurons) × points that stays in the first caches, or one
/// constant.
///
/// It is a ``Scalar``, element by element, so that every derivative strategy runs over it at array speed; a
/// constant needs no memory, and structural zeros and ones cost nothing. A constant that comes of blocks
/// keeps their shape and can enter a layer. Values are immutable once made. Memory comes from the ``Arena``
/// of an operand.
@frozen @usableFromInline package struct Block<L: Lanes>: DerivedFunctions {
  @usableFromInline package typealias Weight = L.Element
  /// channels × groups × rows vectors, `[channel][group][row]`; nil for a constant.
  @usableFromInline package let base: UnsafeMutablePointer<L>?
  @usableFromInline let arena: UnsafeMutablePointer<ArenaStore>?
  /// 0 for a constant without a shape.
  @usableFromInline package let rows: Int
  /// Blocks that lie one after another in the same memory: a value and its derivatives. Elsewhere 1.
  @usableFromInline package let channels: Int
  @usableFromInline let constant: Double

  @inlinable package init(_ value: Double) { self.init(value, rows: 0, in: nil) }
  /// One value everywhere, in the shape of blocks of `rows` rows from the arena.
  @inlinable init(_ value: Double, rows: Int, in arena: UnsafeMutablePointer<ArenaStore>?) {
    base = nil
    self.arena = arena
    self.rows = rows
    channels = 1
    constant = value
  }
  @inlinable init(_ value: Double, like other: Self) { self.init(value, rows: other.rows, in: other.arena) }
  @inlinable package init(floatLiteral value: Double) { self.init(value) }
  /// Memory that is not yet written.
  @inlinable init(rows: Int, channels: Int = 1, in arena: UnsafeMutablePointer<ArenaStore>) {
    let bytes = channels * rows * arena.pointee.groups * MemoryLayout<L>.stride
    let base = arena.pointee.allocate(bytes).assumingMemoryBound(to: L.self)
    self.init(base, rows: rows, channels: channels, in: arena)
  }
  @inlinable init(
    _ base: UnsafeMutablePointer<L>, rows: Int, channels: Int, in arena: UnsafeMutablePointer<ArenaStore>?
  ) {
    self.base = base
    self.arena = arena
    self.rows = rows
    self.channels = channels
    constant = 0
  }
  /// A block of several channels beside `other`, not yet written.
  @inlinable package init(rows: Int, channels: Int, beside other: Self) {
    self.init(rows: rows, channels: channels, in: other.arena!)
  }
  /// One channel, or several that follow one another: the same memory.
  @inlinable package func channel(_ first: Int, count: Int = 1) -> Self {
    Self(base! + first * vectorsPerChannel, rows: rows, channels: count, in: arena)
  }
  /// Vectors in each row.
  @inlinable package var groups: Int { arena?.pointee.groups ?? 0 }
  @inlinable package var vectorsPerChannel: Int { rows * groups }
  /// One row, filled with `value(point)`.
  @inlinable package init(in arena: Arena, _ value: (_ point: Int) -> L.Element) {
    self.init(rows: 1, in: arena.store)
    for group in 0..<arena.groups {
      var lanes = L(repeating: 0)
      for i in 0..<L.count { lanes[i] = value(group * L.count + i) }
      base![group] = lanes
    }
  }

  /// The number of points in each row of a block from this arena.
  @inlinable package static func points(in arena: Arena) -> Int { arena.groups * L.count }

  /// The value at one point of one row.
  @inlinable package subscript(row: Int, point: Int) -> L.Element {
    base.map { $0[point / L.count * rows + row][point % L.count] } ?? L.Element(constant)
  }

  @inlinable var count: Int { base == nil ? 0 : channels * vectorsPerChannel }
  /// A constant is one by structure: what depends on a point is a block, whatever its values.
  @inlinable package var isStructuralZero: Bool { base == nil && constant == 0 }
  @inlinable package var fixedValue: Double? { base == nil ? constant : nil }
  @inlinable package var unit: Self { Self(1, like: self) }
  @inlinable package var valueNumber: ValueNumber? {
    base.map { ValueNumber(UInt(bitPattern: $0), 0) } ?? ValueNumber(UInt(rows), constant.bitPattern)
  }
  /// The same numbers in memory of their own where they are one constant in the shape of a block.
  @inlinable package var filled: Self {
    guard base == nil, let arena else { return self }
    let result = Self(rows: rows, in: arena)
    for i in 0..<result.count { result.base![i] = L(repeating: L.Element(constant)) }
    return result
  }
  @inlinable package var magnitude: L.Element.Magnitude {
    guard let base else { return L.Element(constant).magnitude }
    var largest = L.Element.zero.magnitude
    for i in 0..<count { for j in 0..<L.count { largest = larger(largest, base[i][j].magnitude) } }
    return largest
  }
  /// Equal at every point of every row; a constant equals a block of its value.
  @inlinable package static func == (a: Self, b: Self) -> Bool {
    let rows = max(a.rows, b.rows, 1)
    guard a.base == nil || b.base == nil || a.rows == b.rows else { return false }
    let points = ((a.arena ?? b.arena)?.pointee.groups ?? 1) * L.count
    return (0..<rows).allSatisfy { row in (0..<points).allSatisfy { a[row, $0] == b[row, $0] } }
  }

  @inlinable @inline(__always) func map(_ f: (L) -> L) -> Self {
    let result = Self(rows: rows, channels: channels, in: arena!)
    let o = result.base!
    let p = base!
    for i in 0..<count { o[i] = f(p[i]) }
    return result
  }
  @inlinable @inline(__always) static func map(_ a: Self, _ b: Self, _ f: (L, L) -> L) -> Self {
    precondition(a.rows == b.rows, "blocks of \(a.rows) and \(b.rows) rows cannot be combined")
    let result = Self(rows: a.rows, channels: a.channels, in: a.arena!)
    let o = result.base!
    let p = a.base!
    let q = b.base!
    for i in 0..<a.count { o[i] = f(p[i], q[i]) }
    return result
  }
}

// Blocks that are written in place while they are made: for kernels, not for numbers.
extension Block {
  /// Blocks of one row, one under another.
  @inlinable package init(stacking rows: [Self]) {
    self.init(rows: rows.count, channels: 1, in: rows[0].arena!)
    for (i, row) in rows.enumerated() {
      for g in 0..<groups { base![g * rows.count + i] = row.base![g] }
    }
  }
  /// Copies a block of the same shape, or a constant.
  @inlinable package func assign(_ other: Self) {
    guard let q = other.base else { return fill { _ in L.Element(other.constant) } }
    base!.update(from: q, count: count)
  }
  /// One value for all points of a row.
  @inlinable package func fill(_ value: (_ row: Int) -> L.Element) {
    for i in 0..<rows {
      let lanes = L(repeating: value(i))
      for g in 0..<channels * groups { base![g * rows + i] = lanes }
    }
  }
  /// One row that is the same value everywhere, in the shape of the arena's blocks.
  @inlinable package func row(of value: Double) -> Self { Self(value, rows: 1, in: arena) }
}

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
