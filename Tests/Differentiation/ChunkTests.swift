import Differentiation
import RealModule
import Testing

/// Blocks of points are numbers like any other.
@Suite struct ChunkTests {
  func points<L: Lanes>(_ arena: Arena, _ type: L.Type, scale: L.Element) -> Chunk<L> {
    Chunk(in: arena) { L.Element($0 - 13) * scale }
  }

  @Test(arguments: Elementary.table) func elementwise(f: Elementary) {
    check(f, DoubleLanes.self)
    check(f, FloatLanes.self)
  }
  func check<L: Lanes>(_ f: Elementary, _ type: L.Type) {
    let arena = Arena()
    let x = points(arena, L.self, scale: 0.4)
    let y = f.value(x)
    let s = Chunk<L>.sechSquared(x, tanh: .tanh(x))
    for i in 0..<Chunk<L>.points(in: arena) {
      let right = L.Element.apply(f, to: x[0, i])
      #expect(
        right.isNaN ? y[0, i].isNaN : abs(y[0, i] - right) <= 4 * right.ulp || y[0, i] == right,
        "\(f) at \(x[0, i])")
      let sech = L.Element.sechSquared(x[0, i], tanh: .tanh(x[0, i]))
      // Where 1 − y² still serves, errors of y grow by 2y/(1 − y²) ≤ 18.
      #expect(abs(s[0, i] - sech) <= 64 * sech.ulp, "sech² at \(x[0, i]): \(s[0, i]), \(sech)")
    }
  }

  /// The layer against a plain product, for sizes that fill no tile; rows, columns and transposes are views.
  @Test(arguments: 1...9, 1...9) func affineLayer(rows: Int, columns: Int) {
    let arena = Arena()
    let weights = (0..<rows * columns).map { Double(($0 * 7) % 11) - 5 }
    let bias = (0..<rows).map { Double($0) + 0.5 }
    weights.withUnsafeBufferPointer { w in
      bias.withUnsafeBufferPointer { b in
        let layer = Layer(
          weights: w.baseAddress!, bias: b.baseAddress!, rows: rows, columns: columns, rowStride: columns,
          weightOffset: 0, biasOffset: rows * columns)
        let x = (0..<columns).map { j in Chunk<DoubleLanes>(in: arena) { Double($0 % 5) + Double(j) } }
        var y = x[0].affine(layer.column(0, bias: true), bias: true)
        for j in 1..<max(1, columns) { y = y + x[j].affine(layer.column(j, bias: false), bias: false) }
        let back = y.transposedAffine(layer)
        for i in 0..<rows {
          for p in 0..<32 {
            let right = (0..<columns).reduce(bias[i]) { $0 + weights[i * columns + $1] * x[$1][0, p] }
            #expect(y[i, p] == right)
          }
        }
        for j in 0..<columns {
          #expect(back[j, 3] == (0..<rows).reduce(0) { $0 + weights[$1 * columns + j] * y[$1, 3] })
        }
      }
    }
  }

  /// Adjoints that pass through unchanged share memory; recycling must not corrupt them.
  @Test func passThroughAdjoints() {
    let arena = Arena()
    for _ in 0..<3 {
      arena.reset()
      let tape = Tape<Chunk<DoubleLanes>>()
      let x = tape.variable(points(arena, DoubleLanes.self, scale: 0.1))
      let a = x + x
      let b = a * a
      let c = (b + a) - (b - x)
      let y = Traced.tanh(c) + b * c + (a - a)
      let g = tape.pullback(y, seed: x.value.unit, to: [x])[0]
      for i in 0..<32 {
        let v = x.value[0, i]
        let right = gradient(at: [v]) { z in
          let (a, x) = (z[0] + z[0], z[0])
          let b = a * a
          let c = (b + a) - (b - x)
          return Traced.tanh(c) + b * c + (a - a)
        }.gradient[0]
        #expect(abs(g[0, i] - right) <= 16 * 0x1p-52 * (1 + abs(right)), "at \(v): \(g[0, i]), \(right)")
      }
    }
  }

  @Test func arenaGrows() {
    let arena = Arena()
    var x = points(arena, DoubleLanes.self, scale: 1)
    for _ in 0..<10_000 { x = x + 1 }
    #expect(x[0, 0] == 9987 && arena.capacity > 1 << 20)
    arena.reset()
    #expect(points(arena, DoubleLanes.self, scale: 1)[0, 14] == 1)
  }
}
