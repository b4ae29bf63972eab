// SPDX-License-Identifier: MIT

/// What makes two recorded operations the same: the operation and the identity of everything it reads.
@usableFromInline struct ValueNumberingKey<Weight>: Equatable {
  @usableFromInline let operation: Operation
  @usableFromInline let function: Elementary
  @usableFromInline let bias: Bool
  @usableFromInline let a: ValueNumber
  @usableFromInline let b: ValueNumber
  @usableFromInline let c: ValueNumber
  @usableFromInline let factor: Double
  @usableFromInline let layer: Layer<Weight>?

  @inlinable init(
    operation: Operation, function: Elementary, bias: Bool, a: ValueNumber, b: ValueNumber, c: ValueNumber,
    factor: Double,
    layer: Layer<Weight>?
  ) {
    self.operation = operation
    self.function = function
    self.bias = bias
    // A sum or a product is the same either way round.
    let swaps =
      (operation == .add || operation == .multiply || operation == .multiplyAdd)
      && (b.place, b.bits) < (a.place, a.bits)
    self.a = swaps ? b : a
    self.b = swaps ? a : b
    self.c = c
    self.factor = factor
    self.layer = layer
  }

  /// Multiplicative hashing of the words that differ most; the key itself decides.
  @inlinable var hash: UInt {
    var h = UInt64(operation.rawValue)
    func mix(_ word: UInt64) { h = (h ^ word) &* 0x9e37_79b9_7f4a_7c15; h ^= h >> 29 }
    mix(UInt64(a.place) ^ a.bits)
    mix(UInt64(b.place) ^ b.bits)
    mix(UInt64(c.place) ^ c.bits)
    if let layer { mix(UInt64(UInt(bitPattern: layer.weights))) }
    mix(factor.bitPattern)
    return UInt(h)
  }
}

/// The operations recorded so far, by key: open addressing, at most half full.
@usableFromInline struct ValueNumbering<Weight> {
  @usableFromInline typealias Entry = (key: ValueNumberingKey<Weight>, node: Int32)
  @usableFromInline var entries: UnsafeMutablePointer<Entry>?
  /// Index of an entry, or −1.
  @usableFromInline var table: UnsafeMutablePointer<Int32>?
  @usableFromInline var count = 0
  @usableFromInline var capacity = 0

  @inlinable init() {}

  @inlinable func deallocate() {
    entries?.deallocate()
    table?.deallocate()
  }

  @inlinable mutating func clear() {
    if count > 0 { table!.update(repeating: -1, count: 2 * capacity) }
    count = 0
  }

  /// Where the key is, or the free place for it.
  @inlinable func place(_ key: ValueNumberingKey<Weight>) -> Int {
    let mask = UInt(2 * capacity - 1)
    var i = key.hash & mask
    while table![Int(i)] >= 0, entries![Int(table![Int(i)])].key != key { i = (i + 1) & mask }
    return Int(i)
  }

  @inlinable func find(_ key: ValueNumberingKey<Weight>) -> Int32? {
    if count == 0 { return nil }
    let i = table![place(key)]
    return i < 0 ? nil : entries![Int(i)].node
  }

  @inlinable mutating func insert(_ key: ValueNumberingKey<Weight>, _ node: Int32) {
    if count == capacity { grow() }
    let i = place(key)
    (entries! + count).initialize(to: (key, node))
    table![i] = Int32(count)
    count += 1
  }

  @inlinable @inline(never) mutating func grow() {
    let (old, n) = (entries, count)
    table?.deallocate()
    capacity = max(256, 2 * capacity)
    entries = .allocate(capacity: capacity)
    table = .allocate(capacity: 2 * capacity)
    table!.initialize(repeating: -1, count: 2 * capacity)
    count = 0
    for i in 0..<n { insert(old![i].key, old![i].node) }
    old?.deallocate()
  }
}
