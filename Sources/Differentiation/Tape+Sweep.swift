// SPDX-License-Identifier: MIT

import RealModule

extension Tape {
  /// The reverse sweep: adjoints of `variables` for the seed `seed` at `root`, that is seed·∂root/∂variable.
  ///
  /// - Parameter weights: receives, for every affine node, the layer, the adjoint z of its output, its input
  ///   a, and whether the bias was added: the gradient of the weights is z⊗a, that of the bias is z.
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
