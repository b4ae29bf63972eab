// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// coefficient · Π operands, assigned or added to a channel.
struct Product: Sendable {
  let channel: Int
  let coefficient: Double
  let operands: [Int]
  private(set) var isFirst = false

  init(_ channel: Int, _ coefficient: Double, _ operands: [Int]) {
    self.channel = channel
    self.coefficient = coefficient
    self.operands = operands
  }

  /// What an activation makes of the channels of z, and of the adjoints g of its own: operands are f, f′ … up
  /// to one order more than the shape's, then the channels of z, then those of g.
  static func activation(_ shape: DerivativeSet) -> (forward: [Product], backward: [Product]) {
    let count = shape.indices.count
    func z(_ c: Int) -> Int { shape.order + 2 + c }
    func g(_ c: Int) -> Int { z(count + c) }
    var forward: [Product] = []
    var backward = [Product(0, 1, [g(0), 1])]
    for (c, terms) in shape.composition.enumerated() where c > 0 {
      for t in terms {
        let (k, factors) = (t.factors.count, t.factors.map(z))
        forward.append(Product(c, t.coefficient, [k] + factors))
        backward.append(Product(0, t.coefficient, [g(c), k + 1] + factors))
        for p in Set(t.factors).sorted() {
          var others = t.factors
          others.remove(at: others.firstIndex(of: p)!)
          let multiplicity = Double(t.factors.count { $0 == p })
          backward.append(Product(p, multiplicity * t.coefficient, [g(c), k] + others.map(z)))
        }
      }
    }
    return (ordered(forward), ordered(backward))
  }

  /// Channel after channel; the first product of each assigns.
  static func ordered(_ all: [Product]) -> [Product] {
    var seen: Set<Int> = []
    return all.enumerated().sorted { ($0.element.channel, $0.offset) < ($1.element.channel, $1.offset) }
      .map {
        var product = $0.element
        product.isFirst = seen.insert(product.channel).inserted
        return product
      }
  }
}

/// Sums of products of blocks, one loop a product.
enum GeneralKernel {
  /// - Parameter operands: a channel's memory each; every block has the rows and points of `out`.
  static func run<L: Lanes>(_ products: [Product], _ operands: [UnsafeMutablePointer<L>], into out: Block<L>)
  {
    let n = out.vectorsPerChannel
    for p in products {
      let sum = Sum(out.base! + p.channel * n, n, p)
      func x(_ i: Int) -> UnsafeMutablePointer<L> { operands[p.operands[i]] }
      switch p.operands.count {
      case 2: sum.of(x(0), x(1))
      case 3: sum.of(x(0), x(1), x(2))
      case 4: sum.of(x(0), x(1), x(2), x(3))
      case 5: sum.of(x(0), x(1), x(2), x(3), x(4))
      default: sum.of(x(0), x(1), x(2), x(3), x(4), x(5))
      }
    }
  }

  private struct Sum<L: Lanes> {
    let o: UnsafeMutablePointer<L>
    let n: Int
    let k: L
    let isFirst: Bool
    typealias P = UnsafeMutablePointer<L>

    init(_ o: P, _ n: Int, _ product: Product) {
      self.o = o
      self.n = n
      k = L(repeating: L.Element(product.coefficient))
      isFirst = product.isFirst
    }
    @inline(__always) func loop(_ term: (Int) -> L) {
      if isFirst {
        for i in 0..<n { o[i] = k * term(i) }
      } else {
        for i in 0..<n { o[i] = o[i].adding(k, times: term(i)) }
      }
    }
    @inline(never) func of(_ a: P, _ b: P) { loop { a[$0] * b[$0] } }
    @inline(never) func of(_ a: P, _ b: P, _ c: P) { loop { a[$0] * (b[$0] * c[$0]) } }
    @inline(never) func of(_ a: P, _ b: P, _ c: P, _ d: P) { loop { (a[$0] * b[$0]) * (c[$0] * d[$0]) } }
    @inline(never) func of(_ a: P, _ b: P, _ c: P, _ d: P, _ e: P) {
      loop { (a[$0] * b[$0]) * (c[$0] * d[$0] * e[$0]) }
    }
    @inline(never) func of(_ a: P, _ b: P, _ c: P, _ d: P, _ e: P, _ f: P) {
      loop { (a[$0] * b[$0] * c[$0]) * (d[$0] * e[$0] * f[$0]) }
    }
  }
}
