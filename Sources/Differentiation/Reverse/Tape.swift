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

  /// - Parameters:
  ///   - tracksWeights: whether the weights of affine layers count as variables. They belong to the lowest
  ///     tape; on any other they are constants.
  ///   - sharesRepeats: whether an operation that repeats, on the same operands, is recorded once (value
  ///     numbering). The gradient is the same to rounding. Strategies that compute a channel twice then share
  ///     the work, so leave it off where they judge one another.
  ///   - capacity: for how many operations there is room before memory is taken anew.
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

extension Tape {
  /// The reverse sweep: adjoints of `variables` for the seed `seed` at `root`, that is seed·∂root/∂variable.
  ///
  /// - Parameters:
  ///   - root: the result that is differentiated.
  ///   - seed: the adjoint of `root`.
  ///   - variables: those whose adjoints are wanted.
  ///   - weights: receives, for every affine node, the layer, the adjoint z of its output, its input a, and
  ///     whether the bias was added: the gradient of the weights is z⊗a, that of the bias is z.
  @inlinable public func pullback(
    _ root: ReverseNumber<S>, seed: S, to variables: [ReverseNumber<S>] = [],
    weights: WeightSink<S> = { _, _, _, _ in }
  ) -> [S] {
    for number in variables where number.index >= 0 {
      precondition(
        number.tape == store && store.pointee.nodes[Int(number.index)].operation == .leaf,
        "only a variable of this tape has an adjoint after the sweep")
    }
    let last = Int(root.index)
    precondition(last < 0 || root.tape == store, "the root of a sweep must be recorded on its tape")
    guard last >= 0 else { return variables.map { _ in 0 } }
    let nodes = store.pointee.nodes
    let slots = UnsafeMutablePointer<Adjoint<S>>.allocate(capacity: last + 1)
    slots.initialize(repeating: Adjoint(0, .empty), count: last + 1)
    defer {
      slots.deinitialize(count: last + 1)
      slots.deallocate()
    }
    S.accumulate(&slots[last], seed)

    for i in stride(from: last, through: 0, by: -1) {
      let node = nodes + i
      if node.pointee.operation == .output {
        // The first result comes last: then the adjoints of all are complete.
        guard node.pointee.b == 0 else { continue }
        let adjoints = (i..<i + Int(node.pointee.c)).map { j -> S in
          j > last || slots[j].state == .empty ? 0 : slots[j].value
        }
        if !adjoints.allSatisfy({ $0.isStructuralZero }) {
          store.pointee.kernels[Int(node.pointee.a)](adjoints, weights)
        }
        for j in i..<min(last + 1, i + Int(node.pointee.c)) { S.release(&slots[j]) }
        continue
      }
      if slots[i].state == .empty { continue }
      let g = slots[i].value
      if node.pointee.operation == .leaf || g.isStructuralZero { continue }
      let a = Int(node.pointee.a)
      let b = Int(node.pointee.b)
      // The adjoint handed on is the slot's own memory: from here on it is shared.
      func passOn(to j: Int) {
        guard j >= 0 else { return }
        S.accumulate(&slots[j], g)
        if slots[i].state == .owned { slots[i].state = .shared }
      }
      switch node.pointee.operation {
      case .leaf, .output: break
      case .add:
        passOn(to: a)
        passOn(to: b)
      case .subtract:
        passOn(to: a)
        if b >= 0 { S.accumulate(&slots[b], g, scaledBy: -1) }
      case .multiply, .multiplyAdd:
        if a >= 0 { S.accumulate(&slots[a], g, times: node.pointee.valueB) }
        if b >= 0 { S.accumulate(&slots[b], g, times: node.pointee.valueA) }
        passOn(to: Int(node.pointee.c))
      case .scale: S.accumulate(&slots[a], g, scaledBy: node.pointee.factor)
      case .unary:
        S.accumulate(
          &slots[a], g, through: node.pointee.function, at: node.pointee.valueA, value: node.pointee.value)
      case .sechSquared: S.accumulate(&slots[a], g.scaled(by: -2), times: node.pointee.valueA)
      case .affine:
        weights(node.pointee.layer!, g, node.pointee.valueA, node.pointee.bias)
        if a >= 0 { S.accumulateTransposed(&slots[a], g, node.pointee.layer!) }
      case .transposedAffine:
        weights(node.pointee.layer!, node.pointee.valueA, g, false)
        if a >= 0 { S.accumulate(&slots[a], g.affine(node.pointee.layer!, bias: false)) }
      }
      S.release(&slots[i])
    }
    return variables.map { variable in
      let i = Int(variable.index)
      return i < 0 || i > last || slots[i].state == .empty ? 0 : slots[i].value
    }
  }
}
