// SPDX-License-Identifier: MIT

import TestSupport
import Differentiation
import Testing

/// Every row of the rule table, in every way to nest numbers, against derivatives known from elsewhere.
@Suite struct RuleTableTests {
  /// Errors are counted in `RuleTruth.unit`: what a rounding of the function itself must do to a derivative.
  static let tolerance: RuleTruth.Number = 2

  @Test func rowsAndTruthAreTheSame() {
    let rows = Set(Elementary.table.map { "\($0)" })
    let known = Set(RuleTruth.all.map(\.row))
    #expect(rows.subtracting(known).isEmpty, "rows without truth: add them to rule-table.py")
    #expect(known.subtracting(rows).isEmpty, "truth without a row in Elementary.table")
    #expect(rows.count == Elementary.table.count, "a row stands twice in the table")
  }

  @Test(arguments: RuleTruth.all) func double(_ truth: RuleTruth) { check(truth, Towers<Double>.all) }
  @Test(arguments: RuleTruth.all) func float(_ truth: RuleTruth) { check(truth, Towers<Float>.all) }
  #if arch(x86_64)
    @Test(arguments: RuleTruth.all) func float80(_ truth: RuleTruth) { check(truth, Towers<Float80>.all) }
  #endif

  func check<G: DerivativeTower & BinaryFloatingPoint>(_ truth: RuleTruth, _ towers: [Tower<G>]) {
    let f = Elementary.table.first { "\($0)" == truth.row }!
    for tower in towers {
      let found = tower.derivatives(f, G(truth.point))
      #expect(found.count == tower.order + 1, "\(tower.name)")
      for (k, y) in found.enumerated() {
        let units =
          (RuleTruth.Number(y) - truth.derivatives[k]).magnitude / truth.unit(k, .init(G.ulpOfOne / 2))
        #expect(
          units <= Self.tolerance,
          "\(truth), derivative \(k) by \(tower.name) of \(G.self): \(y), \(units) units from \(truth.derivatives[k])"
        )
      }
    }
  }
}

/// A way to differentiate a row of the table, without its type.
struct Tower<G> {
  let name: String
  let order: Int
  let derivatives: (Elementary, G) -> [G]
}

enum Towers<G: DerivativeTower & BinaryFloatingPoint> where G.Ground == G {
  static var all: [Tower<G>] {
    [
      tower("nested duals", 6, Dual<Dual<Dual<Dual<Dual<Dual<G>>>>>>.self),
      tower("Taylor", 6, Taylor6<G>.self),
      tower("hyper-dual", 2, HyperDual<G>.self),
      tower("hyper-dual of hyper-dual", 4, HyperDual<HyperDual<G>>.self),
      tower("nested reverse", 3, ReverseNumber<ReverseNumber<ReverseNumber<G>>>.self),
      tower("forward over reverse", 3, Dual<Dual<ReverseNumber<G>>>.self),
      tower("reverse over forward", 3, ReverseNumber<Dual<Dual<G>>>.self),
      tower("Taylor over reverse", 3, Taylor2<ReverseNumber<G>>.self),
      tower("reverse over Taylor", 4, ReverseNumber<Taylor3<G>>.self),
      tower("Taylor over dual over Taylor", 5, Taylor2<Dual<Taylor2<G>>>.self),
      tower("hyper-dual over reverse", 3, HyperDual<ReverseNumber<G>>.self),
      Tower(name: "tagged", order: 4) { f, x in (0...4).map { tagged($0, f, Tagged(x)).primal } },
    ]
  }
  @inline(never) @_semantics("optimize.sil.specialize.generic.never")
  static func tower<P: DerivativeTower>(_ name: String, _ order: Int, _: P.Type) -> Tower<G>
  where P.Ground == G {
    Tower(name: name, order: order) { f, x in P.derivatives(at: x) { P.apply(f, to: $0) } }
  }
  /// The kth derivative by k activations of one type.
  static func tagged(_ k: Int, _ f: Elementary, _ x: Tagged<G>) -> Tagged<G> {
    k == 0 ? .apply(f, to: x) : .derivative(at: x) { tagged(k - 1, f, $0) }
  }
}
