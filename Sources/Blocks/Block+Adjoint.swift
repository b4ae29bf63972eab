// SPDX-License-Identifier: MIT

import Differentiation

import RealModule

// Adjoints of blocks are added in place where the slot owns its memory.
extension Block {
  @inlinable static func own(_ value: Self) -> Adjoint<Self> {
    Adjoint(value, value.base == nil ? .shared : .owned)
  }

  @inlinable package static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self) {
    if slot.state == .empty {
      slot = Adjoint(g, .shared)
    } else if slot.state == .owned, let q = g.base {
      let o = slot.value.base!
      for i in 0..<g.count { o[i] = o[i] + q[i] }
    } else {
      let sum = slot.value + g
      // Adding a constant zero returns the very same memory.
      slot = Adjoint(sum, sum.base == slot.value.base || sum.base == g.base ? .shared : .owned)
    }
  }

  @inlinable package static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self, scaledBy k: Double) {
    guard slot.state == .owned, let q = g.base else {
      let scaled = g.scaled(by: k)
      if slot.state == .empty {
        // k = 1 hands back g itself, whose slot may recycle that memory as soon as this operation is done.
        slot = own(scaled.base != nil && scaled.base == g.base ? g.map { $0 } : scaled)
      } else {
        accumulate(&slot, scaled)
      }
      return
    }
    let o = slot.value.base!
    let lanes = L(repeating: L.Element(k))
    for i in 0..<g.count { o[i] = o[i].adding(lanes, times: q[i]) }
  }

  @inlinable package static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self, times d: Self) {
    guard let p = d.base else { return accumulate(&slot, g, scaledBy: d.constant) }
    guard let q = g.base else { return accumulate(&slot, d, scaledBy: g.constant) }
    if slot.state == .owned {
      let o = slot.value.base!
      for i in 0..<g.count { o[i] = o[i].adding(p[i], times: q[i]) }
    } else {
      slot = own(slot.state == .empty ? d * g : slot.value.adding(d, times: g))
    }
  }

  @inlinable package static func accumulate(
    _ slot: inout Adjoint<Self>, _ g: Self, through f: Elementary, at x: Self, value y: Self
  ) {
    guard f == .tanh, slot.state != .shared, let p = x.base, let q = y.base, let r = g.base else {
      return accumulate(&slot, g, times: f.derivative(x, value: y))
    }
    if slot.state == .owned {
      LanesKernel.sechSquared(p, tanh: q, times: r, addingTo: slot.value.base!, x.count)
    } else {
      let product = Self(rows: x.rows, channels: x.channels, in: x.arena!)
      LanesKernel.sechSquared(p, tanh: q, times: r, into: product.base!, x.count)
      slot = Adjoint(product, .owned)
    }
  }

  @inlinable package static func accumulateTransposed(
    _ slot: inout Adjoint<Self>, _ g: Self, _ layer: Layer<Weight>
  ) {
    guard slot.state == .owned, let q = g.base else {
      let product = g.transposedAffine(layer)
      if slot.state == .empty { slot = own(product) } else { accumulate(&slot, product) }
      return
    }
    Gemm.affine(
      layer.columns, layer.rows, groups: g.channels * g.groups, layer.weights, layer.columnStride,
      layer.rowStride, q, into: slot.value.base!, bias: nil, accumulating: true)
  }

  @inlinable package static func release(_ slot: inout Adjoint<Self>) {
    if slot.state == .owned {
      let block = slot.value
      block.arena!.pointee.recycle(
        UnsafeMutableRawPointer(block.base!), block.count * MemoryLayout<L>.stride)
    }
    slot.state = .empty
  }
}
