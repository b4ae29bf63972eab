// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Testing
import TestSupport

@testable import Blocks

/// The layer's matrix product for every small shape, stride and view, against the sum written out.
@Suite struct BlockAffineTests {
  @Test(arguments: 1...9) func doubles(_ rows: Int) {
    for columns in 1...9 { Product<DoubleLanes>(rows: rows, columns: columns).check() }
  }
  @Test(arguments: 1...9) func floats(_ rows: Int) {
    for columns in 1...9 { Product<FloatLanes>(rows: rows, columns: columns).check() }
  }
}

struct Product<L: Lanes> {
  typealias E = L.Element
  typealias C = Block<L>
  let rows: Int
  let columns: Int

  func check() {
    var random = Random(rows * 10 + columns)
    let arena = Arena()
    for (rowStride, columnStride) in [(columns, 1), (2 * columns + 3, 2), (1, rows), (3, 3 * rows + 1)] {
      let weights = (0..<rows * rowStride + columns * columnStride).map { _ in E(random.number()) }
      let biases = (0..<rows).map { _ in E(random.number()) }
      weights.withUnsafeBufferPointer { w in
        biases.withUnsafeBufferPointer { b in
          let layer = Layer(
            weights: w.baseAddress!, bias: b.baseAddress!, rows: rows, columns: columns, rowStride: rowStride,
            columnStride: columnStride)
          check(layer, { w[$0 * rowStride + $1 * columnStride] }, { b[$0] }, arena)
        }
      }
      arena.reset()
    }
  }

  func check(_ layer: Layer<E>, _ w: (Int, Int) -> E, _ b: (Int) -> E, _ arena: Arena) {
    let x = { (row: Int, point: Int) in E((row * 37 + point * 11) % 101 - 50) / 32 }
    let a = C.block(columns, in: arena, x)
    let z = C.block(rows, in: arena, x)
    compare("W a + b", a.affine(layer, bias: true), rows) { i, p in
      [b(i)] + (0..<columns).map { w(i, $0) * x($0, p) }
    }
    compare("W a", a.affine(layer, bias: false), rows) { i, p in (0..<columns).map { w(i, $0) * x($0, p) } }
    compare("Wᵀ z", z.transposedAffine(layer), columns) { j, p in (0..<rows).map { w($0, j) * x($0, p) } }
    let last = columns - 1
    let column = C.block(1, in: arena) { x(last, $1) }
    compare("a column", column.affine(layer.column(last, bias: true), bias: true), rows) { i, p in
      [b(i), w(i, last) * x(last, p)]
    }
    compare("a column without bias", column.affine(layer.column(last, bias: false), bias: true), rows) {
      i, p in
      [w(i, last) * x(last, p)]
    }
    compare("a row", a.affine(layer.row(rows - 1), bias: true), 1) { _, p in
      [b(rows - 1)] + (0..<columns).map { w(rows - 1, $0) * x($0, p) }
    }
    compare("Wᵀ of a row", C.block(1, in: arena, x).transposedAffine(layer.row(rows - 1)), columns) { j, p in
      [w(rows - 1, j) * x(0, p)]
    }
    // An adjoint's sum in place: slot += Wᵀ z, twice.
    var slot = Adjoint<C>(0, .empty)
    C.accumulateTransposed(&slot, z, layer)
    C.accumulateTransposed(&slot, z, layer)
    compare("2 Wᵀ z in place", slot.value, columns) { j, p in (0..<rows).map { 2 * w($0, j) * x($0, p) } }
  }

  /// The rounding of a sum of n terms: n units of the sum of their magnitudes.
  func compare(_ name: String, _ block: C, _ count: Int, _ terms: (Int, Int) -> [E]) {
    #expect(block.rows == count, "\(name) of \(rows) × \(columns)")
    for i in 0..<count {
      for p in 0..<4 * L.count {
        let t = terms(i, p)
        let unit = t.reduce(0) { $0 + $1.magnitude } * E(t.count) * E.ulpOfOne / 2
        let off = (block[i, p] - t.reduce(0, +)).magnitude
        if off > 2 * unit {
          Issue.record(
            "\(name), \(rows) × \(columns) of \(L.self), row \(i), point \(p): off by \(off / unit) units")
          return
        }
      }
    }
  }
}
