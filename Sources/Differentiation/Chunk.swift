import RealModule

/// The base number of training: a block of rows (neurons) × points that stays in the first caches, or one constant.
///
/// It is a ``Scalar``, element by element, so that every derivative strategy runs over it at array speed; a
/// constant needs no memory, and structural zeros and ones cost nothing. A constant that comes of blocks keeps their
/// shape and can enter a layer. Values are immutable once made. Memory comes from the ``Arena`` of an operand.
@frozen public struct Chunk<L: Lanes>: Lifting {
  public typealias Weight = L.Element
  /// rows × groups vectors, `[group][row]`; nil for a constant.
  @usableFromInline let base: UnsafeMutablePointer<L>?
  @usableFromInline let arena: UnsafeMutablePointer<ArenaStore>?
  /// 0 for a constant without a shape.
  public let rows: Int
  @usableFromInline let constant: Double

  @inlinable public init(_ value: Double) {
    base = nil
    arena = nil
    rows = 0
    constant = value
  }
  /// One value everywhere, in the shape of blocks of `rows` rows from the arena.
  @inlinable init(_ value: Double, rows: Int, in arena: UnsafeMutablePointer<ArenaStore>?) {
    base = nil
    self.arena = arena
    self.rows = rows
    constant = value
  }
  @inlinable init(_ value: Double, like other: Self) { self.init(value, rows: other.rows, in: other.arena) }
  @inlinable public init(floatLiteral value: Double) { self.init(value) }
  @inlinable init(rows: Int, in arena: UnsafeMutablePointer<ArenaStore>) {
    self.arena = arena
    self.rows = rows
    constant = 0
    base = arena.pointee.allocate(rows * arena.pointee.groups * MemoryLayout<L>.stride)
      .assumingMemoryBound(to: L.self)
  }
  /// One row, filled with `value(point)`.
  @inlinable public init(in arena: Arena, _ value: (_ point: Int) -> L.Element) {
    self.init(rows: 1, in: arena.store)
    for group in 0..<arena.groups {
      var lanes = L(repeating: 0)
      for i in 0..<L.count { lanes[i] = value(group * L.count + i) }
      base![group] = lanes
    }
  }

  /// The number of points in each row of a block from this arena.
  @inlinable public static func points(in arena: Arena) -> Int { arena.groups * L.count }

  /// The value at one point of one row.
  @inlinable public subscript(row: Int, point: Int) -> L.Element {
    base.map { $0[point / L.count * rows + row][point % L.count] } ?? L.Element(constant)
  }

  @inlinable var count: Int { base == nil ? 0 : rows * arena!.pointee.groups }
  @inlinable public var isZero: Bool { base == nil && constant == 0 }
  @inlinable public var unit: Self { Self(1, like: self) }
  @inlinable public var identity: Identity? {
    base.map { Identity(UInt(bitPattern: $0), 0) } ?? Identity(UInt(rows), constant.bitPattern)
  }
  /// The same numbers in memory of their own where they are one constant in the shape of a block.
  @inlinable var filled: Self {
    guard base == nil, let arena else { return self }
    let result = Self(rows: rows, in: arena)
    for i in 0..<result.count { result.base![i] = L(repeating: L.Element(constant)) }
    return result
  }
  @inlinable public var magnitude: L.Element.Magnitude {
    guard let base else { return L.Element(constant).magnitude }
    var largest = L.Element.zero.magnitude
    for i in 0..<count { for j in 0..<L.count { largest = larger(largest, base[i][j].magnitude) } }
    return largest
  }
  /// Equal at every point of every row; a constant equals a block of its value.
  @inlinable public static func == (a: Self, b: Self) -> Bool {
    let rows = max(a.rows, b.rows, 1)
    guard a.base == nil || b.base == nil || a.rows == b.rows else { return false }
    let points = ((a.arena ?? b.arena)?.pointee.groups ?? 1) * L.count
    return (0..<rows).allSatisfy { row in (0..<points).allSatisfy { a[row, $0] == b[row, $0] } }
  }

  @inlinable @inline(__always) func map(_ f: (L) -> L) -> Self {
    let result = Self(rows: rows, in: arena!)
    let o = result.base!
    let p = base!
    for i in 0..<count { o[i] = f(p[i]) }
    return result
  }
  @inlinable @inline(__always) static func map(_ a: Self, _ b: Self, _ f: (L, L) -> L) -> Self {
    precondition(a.rows == b.rows, "blocks of \(a.rows) and \(b.rows) rows cannot be combined")
    let result = Self(rows: a.rows, in: a.arena!)
    let o = result.base!
    let p = a.base!
    let q = b.base!
    for i in 0..<a.count { o[i] = f(p[i], q[i]) }
    return result
  }
}
