// SPDX-License-Identifier: MIT

#if canImport(_Differentiation)
  import _Differentiation
  import Differentiation
  import RealModule

  /// A jet whose derivatives by parameters the compiler takes: Swift's own differentiation around the inner
  /// numbers.
  ///
  /// An adjoint is held as the ring's element that pairs with it, ⟨g, x⟩ = last(g·x), so that the transpose
  /// of multiplication by b is again multiplication by b: the rules below are those of a field, for every
  /// ring.
  struct CompilerNumber<R: JetRing>: Differentiable {
    typealias TangentVector = CompilerAdjoint<R>
    var number: R
    init(_ number: R) { self.number = number }
    mutating func move(by offset: CompilerAdjoint<R>) { if let step = offset.number { number += step } }
  }

  /// An adjoint, nil where nothing depends on the number: the compiler makes many of those, and they cost
  /// nothing.
  struct CompilerAdjoint<R: JetRing>: Differentiable, AdditiveArithmetic {
    typealias TangentVector = Self
    var number: R?
    init(_ number: R?) { self.number = number }
    static var zero: Self { Self(nil) }
    static func + (a: Self, b: Self) -> Self {
      guard let x = a.number, let y = b.number else { return a.number == nil ? b : a }
      return Self(x + y)
    }
    static func - (a: Self, b: Self) -> Self { a + b.map { -$0 } }
    mutating func move(by offset: Self) { self = self + offset }
    func map(_ f: (R) -> R) -> Self { Self(number.map(f)) }
  }

  private func sum<R: JetRing>(_ a: CompilerNumber<R>, _ b: CompilerNumber<R>) -> CompilerNumber<R> {
    CompilerNumber(a.number + b.number)
  }
  @derivative(of: sum)
  private func sumPullback<R: JetRing>(_ a: CompilerNumber<R>, _ b: CompilerNumber<R>) -> (
    value: CompilerNumber<R>, pullback: (CompilerAdjoint<R>) -> (CompilerAdjoint<R>, CompilerAdjoint<R>)
  ) { (sum(a, b), { g in (g, g) }) }

  private func difference<R: JetRing>(_ a: CompilerNumber<R>, _ b: CompilerNumber<R>) -> CompilerNumber<R> {
    CompilerNumber(a.number - b.number)
  }
  @derivative(of: difference)
  private func differencePullback<R: JetRing>(_ a: CompilerNumber<R>, _ b: CompilerNumber<R>) -> (
    value: CompilerNumber<R>, pullback: (CompilerAdjoint<R>) -> (CompilerAdjoint<R>, CompilerAdjoint<R>)
  ) { (difference(a, b), { g in (g, g.map { -$0 }) }) }

  private func product<R: JetRing>(_ a: CompilerNumber<R>, _ b: CompilerNumber<R>) -> CompilerNumber<R> {
    CompilerNumber(a.number * b.number)
  }
  @derivative(of: product)
  private func productPullback<R: JetRing>(_ a: CompilerNumber<R>, _ b: CompilerNumber<R>) -> (
    value: CompilerNumber<R>, pullback: (CompilerAdjoint<R>) -> (CompilerAdjoint<R>, CompilerAdjoint<R>)
  ) {
    (
      product(a, b),
      { g in (g.map { $0 * b.number }, g.map { $0 * a.number }) }
    )
  }

  private func quotient<R: JetRing>(_ a: CompilerNumber<R>, _ b: CompilerNumber<R>) -> CompilerNumber<R> {
    CompilerNumber(a.number / b.number)
  }
  @derivative(of: quotient)
  private func quotientPullback<R: JetRing>(_ a: CompilerNumber<R>, _ b: CompilerNumber<R>) -> (
    value: CompilerNumber<R>, pullback: (CompilerAdjoint<R>) -> (CompilerAdjoint<R>, CompilerAdjoint<R>)
  ) {
    let q = a.number / b.number
    return (
      CompilerNumber(q),
      { g in
        let share = g.map { $0 / b.number }
        return (share, share.map { -($0 * q) })
      }
    )
  }

  /// k·a, or a/k.
  private func scaled<R: JetRing>(_ a: CompilerNumber<R>, _ k: Double, divides: Bool) -> CompilerNumber<R> {
    CompilerNumber(divides ? a.number.divided(by: k) : a.number.scaled(by: k))
  }
  @derivative(of: scaled, wrt: a)
  private func scaledPullback<R: JetRing>(_ a: CompilerNumber<R>, _ k: Double, divides: Bool) -> (
    value: CompilerNumber<R>, pullback: (CompilerAdjoint<R>) -> CompilerAdjoint<R>
  ) { (scaled(a, k, divides: divides), { g in g.map { divides ? $0.divided(by: k) : $0.scaled(by: k) } }) }

  private func call<R: JetRing>(_ f: Elementary, _ a: CompilerNumber<R>) -> CompilerNumber<R> {
    CompilerNumber(R.apply(f, to: a.number))
  }
  @derivative(of: call, wrt: a)
  private func callPullback<R: JetRing>(_ f: Elementary, _ a: CompilerNumber<R>) -> (
    value: CompilerNumber<R>, pullback: (CompilerAdjoint<R>) -> CompilerAdjoint<R>
  ) {
    let y = R.apply(f, to: a.number)
    // What is constant in pieces hands nothing on, whatever comes to it.
    if f.isFlat { return (CompilerNumber(y), { _ in .zero }) }
    return (CompilerNumber(y), { g in g.map { $0 * f.derivative(a.number, value: y) } })
  }

  /// Results by their places. (The array of the standard library stops where an adjoint that it never met is
  /// asked for.)
  struct CompilerNumbers<R: JetRing>: Differentiable {
    typealias TangentVector = Adjoints<R>
    private(set) var all: [CompilerNumber<R>]
    init(_ numbers: [R] = []) { all = numbers.map { CompilerNumber($0) } }
    mutating func move(by offset: Adjoints<R>) { for (i, g) in offset.all { all[i].number += g } }

    func at(_ i: Int) -> CompilerNumber<R> { all[i] }
    @derivative(of: at, wrt: self)
    func atPullback(_ i: Int) -> (value: CompilerNumber<R>, pullback: (CompilerAdjoint<R>) -> Adjoints<R>) {
      (all[i], { g in Adjoints(g.number.map { [i: $0] } ?? [:]) })
    }
    mutating func append(_ x: CompilerNumber<R>) { all.append(x) }
    @derivative(of: append)
    mutating func appendPullback(_ x: CompilerNumber<R>) -> (
      value: (), pullback: (inout Adjoints<R>) -> CompilerAdjoint<R>
    ) {
      let place = all.count
      all.append(x)
      return ((), { adjoints in CompilerAdjoint(adjoints.all.removeValue(forKey: place)) })
    }
  }

  /// Adjoints of those results that have one.
  struct Adjoints<R: JetRing>: Differentiable, AdditiveArithmetic {
    typealias TangentVector = Self
    var all: [Int: R]
    init(_ all: [Int: R] = [:]) { self.all = all }
    static var zero: Self { Self() }
    static func + (a: Self, b: Self) -> Self { Self(a.all.merging(b.all, uniquingKeysWith: +)) }
    static func - (a: Self, b: Self) -> Self { a + Self(b.all.mapValues { -$0 }) }
    static func += (a: inout Self, b: Self) { a.all.merge(b.all, uniquingKeysWith: +) }
    mutating func move(by offset: Self) { self += offset }
  }

  /// All results of a program, step by step: what the compiler differentiates, its loop and its branches.
  @differentiable(reverse,wrt: x)
  func results<R: JetRing>(of program: Program, at x: CompilerNumbers<R>) -> CompilerNumbers<R> {
    var values = CompilerNumbers<R>()
    for i in withoutDerivative(at: program.steps.indices) {
      let step = withoutDerivative(at: program.steps[i])
      let (a, b) = withoutDerivative(at: (step.a, step.b))
      switch withoutDerivative(at: step.instruction) {
      case .input(let j): values.append(x.at(j))
      case .constant(let c, let rest):
        values.append(withoutDerivative(at: CompilerNumber(rest == 0 ? R(c) : R(c) + R(rest))))
      case .add: values.append(sum(values.at(a), values.at(b)))
      case .subtract: values.append(difference(values.at(a), values.at(b)))
      case .multiply: values.append(product(values.at(a), values.at(b)))
      case .divide: values.append(quotient(values.at(a), values.at(b)))
      case .scale(let k): values.append(scaled(values.at(a), k, divides: false))
      case .divideBy(let k): values.append(scaled(values.at(a), k, divides: true))
      case .call(let f): values.append(call(f, values.at(a)))
      }
    }
    return values
  }

  /// u at a question's point, which moves along `directions`, as a function of θ.
  @differentiable(reverse,wrt: theta)
  func field<R: JetRing>(
    of question: Question, point: Int, along directions: [R], at theta: CompilerNumbers<R>
  ) -> CompilerNumber<R> {
    let places = results(of: question.points, at: theta)
    var inputs = CompilerNumbers<R>()
    for c in withoutDerivative(at: directions.indices) {
      let place = withoutDerivative(at: question.points.outputs[point * directions.count + c])
      inputs.append(sum(places.at(place), withoutDerivative(at: CompilerNumber(directions[c]))))
    }
    for i in withoutDerivative(at: 0..<question.parameterCount) { inputs.append(theta.at(i)) }
    return results(of: question.field, at: inputs).at(withoutDerivative(at: question.field.outputs[0]))
  }

  /// L as a function of the jets and of θ, in numbers without infinitesimals.
  @differentiable(reverse,wrt: (jets, theta))
  func loss<R: JetRing>(
    of question: Question, _ jets: CompilerNumbers<R>, _ theta: CompilerNumbers<R>
  ) -> CompilerNumber<R> {
    let places = results(of: question.points, at: theta)
    var inputs = CompilerNumbers<R>()
    for i in withoutDerivative(at: 0..<question.pointCount * question.indices.count) {
      inputs.append(jets.at(i))
    }
    for place in withoutDerivative(at: question.points.outputs) { inputs.append(places.at(place)) }
    for i in withoutDerivative(at: 0..<question.parameterCount) { inputs.append(theta.at(i)) }
    let all = results(of: question.terms, at: inputs)
    var total = withoutDerivative(at: CompilerNumber(R(0.0)))
    for term in withoutDerivative(at: question.terms.outputs) { total = sum(total, all.at(term)) }
    return total
  }
#endif
