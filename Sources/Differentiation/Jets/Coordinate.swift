// SPDX-License-Identifier: MIT

/// An independent variable by its name in the equation.
@frozen public struct Coordinate: Hashable, Sendable, Comparable, CustomStringConvertible {
  @usableFromInline let id: UInt8
  @inlinable init(id: UInt8) { self.id = id }

  @inlinable public static var x: Coordinate { Coordinate(id: 1) }
  @inlinable public static var y: Coordinate { Coordinate(id: 2) }
  @inlinable public static var z: Coordinate { Coordinate(id: 3) }
  @inlinable public static var t: Coordinate { Coordinate(id: 4) }
  /// A number that is carried along with a point and that no derivative is taken by; a point may have many.
  @inlinable public static var carried: Coordinate { Coordinate(id: 255) }
  /// x₁ … x₂₄₉, for problems of many dimensions.
  public static func x(_ i: Int) -> Coordinate {
    precondition((1...249).contains(i), "coordinates are numbered x1 … x249, there is no x\(i)")
    return Coordinate(id: UInt8(4 + i))
  }
  /// Stands in ``MultiIndex/laplacian`` for every coordinate in turn.
  static var nabla: Coordinate { Coordinate(id: 254) }
  /// Whether it is a direction in space: neither the time nor carried along.
  public var isSpatial: Bool { id != 4 && id < 254 }

  public var description: String {
    switch id {
    case 255: "carried"
    case 254: "nabla"
    case ...4: ["x", "y", "z", "t"][Int(id) - 1]
    default: "x\(id - 4)"
    }
  }
  public static func < (a: Self, b: Self) -> Bool { a.id < b.id }

  /// The coordinate of that name, if there is one.
  public init?(_ name: String) {
    let all = [Self.x, .y, .z, .t] + (1...249).map { .x($0) }
    guard let match = all.first(where: { $0.description == name }) else { return nil }
    self = match
  }
}

/// A partial derivative: the coordinates differentiated by, sorted; order at most 8. Empty: the value itself.
@frozen public struct MultiIndex: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// Eight ids of coordinates, the largest first; 0 fills up.
  @usableFromInline let packed: UInt64

  public init(_ coordinates: [Coordinate]) {
    precondition(coordinates.count <= 8, "derivatives of an order above 8 are not supported")
    packed = coordinates.sorted(by: >).reduce(0) { $0 << 8 | UInt64($1.id) }
  }
  public init(arrayLiteral elements: Coordinate...) { self.init(elements) }

  public static let value = MultiIndex([])
  /// Δu, the sum of the pure second derivatives by all coordinates of space: what a strategy may compute as
  /// one.
  public static let laplacian = MultiIndex([.nabla, .nabla])

  /// The coordinates differentiated by, in ascending order.
  public var coordinates: [Coordinate] {
    (0..<order).map { Coordinate(id: UInt8(truncatingIfNeeded: packed >> (8 * UInt64($0)))) }
  }
  public var order: Int { 8 - packed.leadingZeroBitCount / 8 }
  /// Whether u_other is a derivative of what this one gives.
  @usableFromInline package func divides(_ other: MultiIndex) -> Bool {
    var rest = other.packed
    var own = packed
    while own != 0 {
      if rest == 0 { return false }
      if own & 0xff == rest & 0xff { own >>= 8 }
      rest >>= 8
    }
    return true
  }
  /// How often by `coordinate`.
  public func order(in coordinate: Coordinate) -> Int {
    (0..<8).count { UInt8(truncatingIfNeeded: packed >> (8 * UInt64($0))) == coordinate.id }
  }
  /// Whether it only differentiates by one coordinate.
  public var isPure: Bool { Set(coordinates).count <= 1 }
  /// What is left of it without a divisor.
  package func removing(_ divisor: MultiIndex) -> MultiIndex {
    var rest = coordinates
    for c in divisor.coordinates { if let i = rest.firstIndex(of: c) { rest.remove(at: i) } }
    return MultiIndex(rest)
  }
  @usableFromInline package func appending(_ coordinate: Coordinate) -> MultiIndex {
    MultiIndex(coordinates + [coordinate])
  }

  /// "xx", "xt"; empty for the value.
  public var description: String { coordinates.map(\.description).joined() }

  /// Every multi-index that divides this one, itself and the value included.
  package var divisors: [MultiIndex] {
    var found: Set<MultiIndex> = [.value]
    for c in coordinates { for m in found { found.insert(m.appending(c)) } }
    return found.filter { $0.divides(self) }.sorted()
  }
}

extension MultiIndex: Comparable {
  /// By order, then by name: u, u_t, u_x, u_xx.
  public static func < (a: Self, b: Self) -> Bool { (a.order, a.description) < (b.order, b.description) }
}

/// n over k, the coefficients of Leibniz' rule.
package func binomial(_ n: Int, _ k: Int) -> Double {
  k == 0 ? 1 : (1...k).reduce(1.0) { $0 * Double(n - k + $1) / Double($1) }
}
