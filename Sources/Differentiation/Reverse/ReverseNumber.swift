// SPDX-License-Identifier: MIT

import RealModule

/// A number recorded on a reverse tape; a negative index marks a constant there.
@frozen public struct ReverseNumber<S: Scalar>: DerivedFunctions {
  public typealias Weight = S.Weight
  public let value: S
  @usableFromInline let index: Int32
  @usableFromInline let tape: UnsafeMutablePointer<TapeStore<S>>?

  @inlinable init(_ value: S, _ index: Int32, _ tape: UnsafeMutablePointer<TapeStore<S>>?) {
    self.value = value
    self.index = index
    self.tape = tape
  }
  /// A number of the level below, constant on every tape of this one.
  @inlinable public init(constant value: S) { self.init(value, -1, nil) }
  @inlinable public init(_ value: Double) { self.init(S(value), -1, nil) }
  @inlinable public init(_ constant: NamedConstant) { self.init(S(constant), -1, nil) }
  @inlinable public init(floatLiteral value: S.FloatLiteralType) {
    self.init(S(floatLiteral: value), -1, nil)
  }

  @inlinable var isConstant: Bool { index < 0 }
  /// Whether both are the same variable or result of one tape.
  @inlinable public func isSame(as other: Self) -> Bool {
    !isConstant && index == other.index && tape == other.tape
  }
  @inlinable public var valueNumber: ValueNumber? {
    isConstant ? value.valueNumber : ValueNumber(UInt(bitPattern: tape), UInt64(index))
  }
  @inlinable public var isStructuralZero: Bool { isConstant && value.isStructuralZero }
  @inlinable public var fixedValue: Double? { isConstant ? value.fixedValue : nil }
  @inlinable public var unit: Self { Self(value.unit, -1, tape) }
  @inlinable public var magnitude: S.Magnitude { value.magnitude }
  /// Equal in value and in what they are on the tape.
  @inlinable public static func == (a: Self, b: Self) -> Bool {
    a.index == b.index && a.value == b.value && (a.isConstant || a.tape == b.tape)
  }

  /// The tape that an operation of these goes to, that of the operand which is recorded.
  @inlinable static func commonTape(_ a: Self, _ b: Self) -> UnsafeMutablePointer<TapeStore<S>>? {
    if a.isConstant { return b.isConstant ? a.tape ?? b.tape : b.tape }
    precondition(
      b.isConstant || a.tape == b.tape,
      "numbers of two tapes of one type meet: make the outer one a constant of a tape over its own type")
    return a.tape
  }
  /// This number, aware of the other's tape if it is a constant that has none.
  @inlinable func known(to other: Self) -> Self { tape == nil ? Self(value, -1, other.tape) : self }

  @inlinable public static func + (a: Self, b: Self) -> Self {
    if a.isStructuralZero { return b.known(to: a) }
    if b.isStructuralZero { return a.known(to: b) }
    guard let tape = a.isConstant && b.isConstant ? nil : commonTape(a, b) else {
      return Self(a.value + b.value, -1, a.tape ?? b.tape)
    }
    return record(.add, a, b, on: tape) { a.value + b.value }
  }
  @inlinable public static func - (a: Self, b: Self) -> Self {
    if b.isStructuralZero { return a.known(to: b) }
    if a.isStructuralZero { return b.known(to: a).scaled(by: -1) }
    guard let tape = a.isConstant && b.isConstant ? nil : commonTape(a, b) else {
      return Self(a.value - b.value, -1, a.tape ?? b.tape)
    }
    return record(.subtract, a, b, on: tape) { a.value - b.value }
  }
  @inlinable public static func * (a: Self, b: Self) -> Self {
    if a.isStructuralZero { return a.known(to: b) }
    if b.isStructuralZero { return b.known(to: a) }
    guard let tape = a.isConstant && b.isConstant ? nil : commonTape(a, b) else {
      return Self(a.value * b.value, -1, a.tape ?? b.tape)
    }
    return record(.multiply, a, b, on: tape) { a.value * b.value }
  }
  @inlinable public func adding(_ a: Self, times b: Self) -> Self {
    if a.isStructuralZero || b.isStructuralZero { return known(to: a).known(to: b) }
    if isStructuralZero { return (a * b).known(to: self) }
    let product = Self.commonTape(a, b)
    let factor = a.isConstant ? b : a
    let common = Self.commonTape(self, factor) ?? product
    guard let common, !(isConstant && factor.isConstant) else {
      return Self(value.adding(a.value, times: b.value), -1, common)
    }
    return Self.record(.multiplyAdd, a, b, self, on: common) { value.adding(a.value, times: b.value) }
  }
  @inlinable public func scaled(by k: Double) -> Self {
    if k == 1 { return self }
    guard !isConstant, let tape else { return Self(value.scaled(by: k), -1, tape) }
    return Self.record(.scale, self, self, factor: k, on: tape) { value.scaled(by: k) }
  }
  @inlinable public func divided(by k: Double) -> Self {
    guard !isConstant, let tape else { return Self(value.divided(by: k), -1, tape) }
    let inverse = Self(S(1).divided(by: k), -1, tape)
    return Self.record(.multiply, self, inverse, on: tape) { value.divided(by: k) }
  }
  @inlinable public static func / (a: Self, b: Self) -> Self {
    if a.isStructuralZero { return a.known(to: b) }
    let q = a.value / b.value
    guard let tape = commonTape(a, b), !(a.isConstant && b.isConstant) else {
      return Self(q, -1, a.tape ?? b.tape)
    }
    // dq = da/b − q db/b: a product's adjoints, with these factors.
    var node = Node(.multiply, q, a, b)
    node.valueB = S.apply(.reciprocal, to: b.value)
    if !b.isConstant { node.valueA = -(q * node.valueB) }
    return append(node, to: tape)
  }
  @inlinable public static func apply(_ f: Elementary, to x: Self) -> Self {
    guard !x.isConstant, !f.isFlat, let tape = x.tape else {
      return Self(S.apply(f, to: x.value), -1, x.tape)
    }
    return record(.unary, x, x, function: f, on: tape) { S.apply(f, to: x.value) }
  }
  @inlinable public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    guard !y.isConstant, let tape = y.tape else {
      return Self(S.sechSquared(x.value, tanh: y.value), -1, y.tape)
    }
    return record(.sechSquared, y, y, on: tape) { S.sechSquared(x.value, tanh: y.value) }
  }
  @inlinable public func affine(_ layer: Layer<Weight>, bias: Bool) -> Self {
    if isStructuralZero && !bias { return self }
    guard let tape, !isConstant || tape.pointee.tracksWeights && layer.weightOffset >= 0 else {
      return Self(value.affine(layer, bias: bias), -1, tape)
    }
    return Self.record(.affine, self, self, layer: layer, bias: bias, on: tape) {
      value.affine(layer, bias: bias)
    }
  }
  @inlinable public func transposedAffine(_ layer: Layer<Weight>) -> Self {
    if isStructuralZero { return self }
    guard let tape, !isConstant || tape.pointee.tracksWeights && layer.weightOffset >= 0 else {
      return Self(value.transposedAffine(layer), -1, tape)
    }
    return Self.record(.transposedAffine, self, self, layer: layer, on: tape) {
      value.transposedAffine(layer)
    }
  }

  @inlinable static func append(_ node: Node<S>, to tape: UnsafeMutablePointer<TapeStore<S>>) -> Self {
    Self(node.value, tape.pointee.append(node), tape)
  }

  /// Records an operation, or finds it recorded where the tape shares repeats; only a new one is computed.
  @inlinable @inline(__always) static func record(
    _ operation: Operation, _ a: Self, _ b: Self, _ c: Self? = nil, factor: Double = 1,
    function: Elementary = .exp, layer: Layer<S.Weight>? = nil, bias: Bool = false,
    on tape: UnsafeMutablePointer<TapeStore<S>>, computing value: () -> S
  ) -> Self {
    func new() -> Self {
      append(
        Node(
          operation, value(), a, b, c?.index ?? -1, factor: factor, function: function, layer: layer,
          bias: bias),
        to: tape)
    }
    guard tape.pointee.sharesRepeats, let i = a.valueNumber, let j = b.valueNumber,
      let k = c.map({ $0.valueNumber }) ?? ValueNumber(0, 0)
    else { return new() }
    let key = ValueNumberingKey(
      operation: operation, function: function, bias: bias, a: i, b: j, c: k, factor: factor, layer: layer)
    if let known = tape.pointee.repeats.find(key) {
      return Self(tape.pointee.nodes[Int(known)].value, known, tape)
    }
    let number = new()
    tape.pointee.repeats.insert(key, number.index)
    return number
  }
}
