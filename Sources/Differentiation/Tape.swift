// SPDX-License-Identifier: MIT

import RealModule

/// What one recorded operation did, and to which operands.
@frozen @usableFromInline enum Operation: UInt8 {
  case leaf, add, subtract, multiply, multiplyAdd, scale, unary, sechSquared, affine, transposedAffine
  /// One of the results of a kernel.
  case output
}

/// A recorded operation: operand places (negative: a constant), their values, the result.
@frozen @usableFromInline struct Node<S: Scalar> {
  @usableFromInline var operation: Operation
  @usableFromInline var function: Elementary
  @usableFromInline var bias: Bool
  @usableFromInline var a: Int32
  @usableFromInline var b: Int32
  @usableFromInline var c: Int32
  @usableFromInline var factor: Double
  @usableFromInline var valueA: S
  @usableFromInline var valueB: S
  @usableFromInline var value: S
  @usableFromInline var layer: Layer<S.Weight>?

  @inlinable init(
    _ operation: Operation, _ value: S, _ a: ReverseNumber<S>, _ b: ReverseNumber<S>, _ c: Int32 = -1,
    factor: Double = 1, function: Elementary = .exp, layer: Layer<S.Weight>? = nil, bias: Bool = false
  ) {
    self.operation = operation
    self.function = function
    self.bias = bias
    self.a = a.index
    self.b = b.index
    self.c = c
    self.factor = factor
    valueA = a.value
    valueB = b.value
    self.value = value
    self.layer = layer
  }
}

/// What receives the parts of a gradient by weights; see ``Tape/pullback(_:seed:to:weights:)``.
public typealias WeightSink<S: Scalar> = (_ layer: Layer<S.Weight>, _ adjoint: S, _ input: S, _ bias: Bool) ->
  Void
/// The reverse of a computation that is no composition of recorded operations: given the adjoints of its
/// results, it hands the weights' parts on.
public typealias Kernel<S: Scalar> = (_ adjoints: [S], _ weights: WeightSink<S>) -> Void

/// The memory behind a tape: numbers carry a bare pointer to it, so that they stay trivial values.
@frozen @usableFromInline package struct TapeStore<S: Scalar> {
  @usableFromInline var nodes: UnsafeMutablePointer<Node<S>>
  @usableFromInline var count = 0
  @usableFromInline var capacity: Int
  @usableFromInline let tracksWeights: Bool
  @usableFromInline let sharesRepeats: Bool
  @usableFromInline var repeats = ValueNumbering<S.Weight>()
  /// What pulls the adjoints of kernels' results back to the weights.
  @usableFromInline var kernels: [Kernel<S>] = []

  @inlinable init(capacity: Int, tracksWeights: Bool, sharesRepeats: Bool) {
    nodes = .allocate(capacity: capacity)
    self.capacity = capacity
    self.tracksWeights = tracksWeights
    self.sharesRepeats = sharesRepeats
  }

  @inlinable mutating func append(_ node: Node<S>) -> Int32 {
    if count == capacity { grow() }
    (nodes + count).initialize(to: node)
    count += 1
    return Int32(count - 1)
  }

  @inlinable @inline(never) mutating func grow() {
    let larger = UnsafeMutablePointer<Node<S>>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: nodes, count: count)
    nodes.deallocate()
    nodes = larger
    capacity *= 2
  }
}

/// A reverse-mode tape over numbers of type S: it records operations on ``ReverseNumber`` numbers and pulls adjoints
/// back.
///
/// The numbers of a tape are valid until its next ``reset()`` and as long as the tape lives. Tapes nest by
/// type: a sweep over a tape of `ReverseNumber<S>` computes with traced numbers and so is itself recorded on the
/// tape below.
public final class Tape<S: Scalar> {
  @usableFromInline let store: UnsafeMutablePointer<TapeStore<S>>

  /// - Parameter tracksWeights: whether the weights of affine layers count as variables. They belong to the
  ///   lowest tape; on any other they are constants.
  /// - Parameter sharesRepeats: whether an operation that repeats, on the same operands, is recorded once
  ///   (value numbering). The gradient is the same to rounding. Strategies that compute a channel twice then
  ///   share the work, so leave it off where they judge one another.
  @inlinable public init(tracksWeights: Bool = false, sharesRepeats: Bool = false, capacity: Int = 256) {
    store = .allocate(capacity: 1)
    store.initialize(
      to: TapeStore(
        capacity: max(capacity, 1), tracksWeights: tracksWeights, sharesRepeats: sharesRepeats))
  }

  @inlinable deinit {
    store.pointee.nodes.deinitialize(count: store.pointee.count)
    store.pointee.nodes.deallocate()
    store.pointee.repeats.deallocate()
    store.deinitialize(count: 1)
    store.deallocate()
  }

  /// Forgets everything recorded; the memory is kept.
  @inlinable public func reset() {
    store.pointee.nodes.deinitialize(count: store.pointee.count)
    store.pointee.count = 0
    store.pointee.repeats.clear()
    store.pointee.kernels.removeAll(keepingCapacity: true)
  }

  /// How many operations are recorded.
  @inlinable public var count: Int { store.pointee.count }

  /// A new independent variable.
  @inlinable public func variable(_ value: S) -> ReverseNumber<S> {
    let constant = ReverseNumber(value, -1, store)
    return ReverseNumber(value, store.pointee.append(Node(.leaf, value, constant, constant)), store)
  }

  /// A constant that knows the tape, as the inputs of layers with tracked weights must.
  @inlinable public func constant(_ value: S) -> ReverseNumber<S> { ReverseNumber(value, -1, store) }
}

extension ReverseNumber {
  /// Results of one computation that depend on weights alone, recorded where this number is at home: as
  /// variables, whose adjoints a sweep hands to the kernel, all at once.
  /// - Precondition: the number knows a tape.
  @inlinable package func outputs(_ values: [S], kernel: @escaping Kernel<S>) -> [Self] {
    let tape = tape!
    tape.pointee.kernels.append(kernel)
    return values.enumerated().map { i, value in
      let constant = Self(value, -1, tape)
      var node = Node(.output, value, constant, constant, Int32(values.count))
      node.a = Int32(tape.pointee.kernels.count - 1)
      node.b = Int32(i)
      return Self.append(node, to: tape)
    }
  }
}
