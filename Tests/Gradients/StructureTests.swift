// SPDX-License-Identifier: MIT

import TestSupport
import Blocks
import Differentiation
import RealModule
import Testing
@testable import Gradients

/// What is absent by structure is dropped and what happens to be zero is not, by every number type in the
/// same way: the answer is right, or no number.
@Suite struct StructureTests {
  @Test(arguments: Singular.allCases) func towers(_ f: Singular) {
    // Recorded, so that the functions are not compiled anew for every tower.
    let program = Program(inputs: 1) { [f($0[0])] }
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func ground<G: DerivativeTower & BinaryFloatingPoint>(_: G.Type) where G.Ground == G {
      @inline(never) @_semantics("optimize.sil.specialize.generic.never")
      func check<P: DerivativeTower>(_: P.Type) where P.Ground == G {
        expect(
          f, P.derivatives(at: G(f.point)) { program([$0])[0] }.map { Double($0) }, "\(P.self)", G.ulpOfOne)
      }
      check(Dual<Dual<Dual<G>>>.self)
      check(Taylor3<G>.self)
      check(HyperDual<G>.self)
      check(HyperDual<HyperDual<G>>.self)
      check(ReverseNumber<G>.self)
      check(ReverseNumber<ReverseNumber<ReverseNumber<G>>>.self)
      check(Dual<Dual<ReverseNumber<G>>>.self)
      check(ReverseNumber<Dual<Dual<G>>>.self)
      check(Taylor2<ReverseNumber<G>>.self)
      check(ReverseNumber<Taylor2<G>>.self)
      check(ReverseNumber<HyperDual<G>>.self)
      check(HyperDual<Taylor2<G>>.self)
      let tagged = (0...3).map { Self.tagged($0, program, Tagged(G(f.point))).primal }
      expect(f, tagged.map { Double($0) }, "\(Tagged<G>.self)", G.ulpOfOne)
      let shape = DerivativeSet([[.x, .x, .x]], at: [.x])
      let jet = program([TaylorPolynomial(G(f.point), coordinate: .x, shape: shape)])[0]
      expect(f, (0...3).map { Double(jet[$0]) }, "\(TaylorPolynomial<G>.self)", G.ulpOfOne)
    }
    ground(Double.self)
    ground(Float.self)
  }

  static func tagged<G: Scalar>(_ k: Int, _ f: Program, _ x: Tagged<G>) -> Tagged<G> {
    k == 0 ? f([x])[0] : .derivative(at: x) { tagged(k - 1, f, $0) }
  }

  /// In blocks, where the neighbours of the point are other points.
  @Test(arguments: Singular.allCases) func blocks(_ f: Singular) {
    let program = Program(inputs: 1) { [f($0[0])] }
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<L: Lanes>(_: L.Type) {
      typealias B = Block<L>
      let arena = Arena()
      let x = B(in: arena) { $0 == 3 ? L.Element(f.point) : 1.5 }
      func at(_ y: B) -> Double { Double(y[0, 3]) }
      let u = L.Element.ulpOfOne
      let series = program([Taylor3(x, slope: x.unit)])[0]
      expect(f, (0...3).map { at(series.derivative($0)) }, "Taylor of \(L.self)", u)
      let nested = program([Dual(Dual(x, x.unit), Dual(x.unit, nil))])[0]
      expect(
        f, [nested.value.value, nested.tangent.value, nested.tangent.tangent].map(at), "duals of \(L.self)", u
      )
      let hyper = program([HyperDual(x, x.unit, x.unit, nil)])[0]
      expect(f, [hyper.value, hyper.e1, hyper.e12].map(at), "hyper-dual of \(L.self)", u)
      let jet = program([TaylorPolynomial(x, coordinate: .x, shape: DerivativeSet([[.x, .x, .x]], at: [.x]))]
      )[0]
      expect(f, (0...3).map { at(jet[$0]) }, "multijet of \(L.self)", u)
      let tape = Tape<Dual<B>>()
      let variable = tape.variable(Dual(x, x.unit))
      let y = program([variable])[0]
      let slope = tape.pullback(y, seed: y.value.unit, to: [variable])[0]
      expect(f, [y.value.value, slope.value, slope.tangent].map(at), "a tape over \(L.self)", u)
    }
    check(DoubleLanes.self)
    check(FloatLanes.self)
  }

  func expect<U: BinaryFloatingPoint>(_ f: Singular, _ found: [Double], _ way: String, _ u: U) {
    for (k, (y, right)) in zip(found, f.right).enumerated() {
      let isRight = right.isFinite ? abs(y - right) <= 2 * Double(u) * abs(right) : !y.isFinite
      #expect(isRight, "\(f), order \(k) by \(way): \(y), not \(right)")
    }
  }

  /// Another coordinate stays absent at a branch point, whatever is done to it before.
  @Test func anotherCoordinate() {
    let shape = DerivativeSet([[.x, .y], [.x, .x]], at: [.x, .y])
    let (x, y) = (
      TaylorPolynomial(0.5, coordinate: .x, shape: shape), TaylorPolynomial(0.0, coordinate: .y, shape: shape)
    )
    let u = x * x + .sqrt(TaylorPolynomial.pow(y, 2).scaled(by: 3) * y)
    #expect(u[shape.indices.firstIndex(of: [.x])!] == 1 && u[shape.indices.firstIndex(of: [.x, .x])!] == 2)
    #expect(u[shape.indices.firstIndex(of: [.x, .y])!] == 0)
    let flat = HyperDual(0.5, 1, nil, nil) + .sqrt(HyperDual(0.0, nil, 1, nil))
    #expect(flat.e1 == 1 && flat.e12 == 0 && flat.e2 == .infinity)
  }

  /// Two and 2.0 are one exponent, in every order and to the bit.
  @Test(arguments: [-2, -1, 0, 1, 2, 3, 4]) func integersByEitherName(_ n: Int) {
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<P: DerivativeTower>(_: P.Type) where P.Ground == Double {
      for x in [-1.5, 0, 0.75] {
        let integer = P.derivatives(at: x) { .pow($0, n) }
        let literal = P.derivatives(at: x) { .pow($0, P(Double(n))) }
        #expect(
          zip(integer, literal).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "\(x)^\(n) by \(P.self)")
      }
    }
    check(Dual<Dual<Double>>.self)
    check(Taylor4<Double>.self)
    check(HyperDual<Double>.self)
    check(ReverseNumber<Dual<Double>>.self)
  }

  /// Intermediate results overflow no sooner than the derivative: a/(k x) with k beside the largest number.
  @Test func noProductOverflowsFirst() {
    @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    func check<P: DerivativeTower>(_: P.Type) where P.Ground == Float {
      let found = P.derivatives(at: 1) { x in .log(x.scaled(by: 1e25)) }
      for (y, right) in zip(found.dropFirst(), [1, -1, 2, -6] as [Float]) {
        #expect(abs(y - right) <= 8 * .ulpOfOne * abs(right), "\(P.self): \(y), not \(right)")
      }
    }
    check(Dual<Dual<Float>>.self)
    check(Taylor4<Float>.self)
    check(HyperDual<Float>.self)
    check(HyperDual<HyperDual<Float>>.self)
    check(ReverseNumber<Dual<Float>>.self)
    let x = TaylorPolynomial<Float>(1, coordinate: .x, shape: DerivativeSet([[.x, .x]], at: [.x]))
    #expect(abs(TaylorPolynomial.log(x.scaled(by: 1e25))[2] + 1) <= 8 * .ulpOfOne)
    // Softplus keeps what log(1 + eˣ) has lost before any derivative is taken.
    let soft = HyperDual<Float>.apply(.softplus, to: HyperDual(50, 1, 1, nil))
    #expect(abs(soft.e12 - 1.9287498479639e-22) <= 4 * .ulpOfOne * 1.93e-22)
  }
}
