// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Strategies

/// Right numbers, put together wrongly: faults of what is a constant for whom, of factors and of slots.
struct FaultyAssembly: Differentiator {
  let fault: Fault
  /// The factorials of each coordinate's order instead of the whole order's; r² alone instead of all terms.
  let variant: Bool
  init(_ fault: Fault, variant: Bool = false) {
    self.fault = fault
    self.variant = variant
  }
  var name: String { fault.rawValue }
  var nesting: String {
    fault == .sharedInfinitesimal || fault == .levelsSwapped ? "forward over forward" : "reverse over forward"
  }

  func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    switch fault {
    case .sharedInfinitesimal, .levelsSwapped:
      return try theta.indices.map { i in
        try confused(question, theta.enumerated().map { Dual($1, $0 == i ? $1.unit : nil) }).tangent
      }
    case .singlePrecision:
      func single<N: BinaryFloatingPoint>(_ x: N) -> Float { Float(x) }
      let inside = theta.map { x in (x as? any BinaryFloatingPoint).map { single($0) } ?? .nan }
      return try Plain.forward.gradient(of: question, at: inside).map { T(Double($0)) }
    case .parametersReversed:
      return try Plain.forward.gradient(of: question, at: theta).reversed()
    case .lastParameterDropped:
      return try Plain.forward.gradient(of: question, at: theta).dropLast() + [0]
    case .zeroGradient: return theta.map { _ in 0 }
    case .constantFactor:
      return try Plain.forward.gradient(of: question, at: theta).map { $0.scaled(by: 2) }
    case .componentsLeaked:
      let right = try Plain.forward.gradient(of: question, at: theta)
      return right.indices.map { right[($0 + 1) % right.count] }
    case .singleNamedDouble:
      func single<N: BinaryFloatingPoint>(_ x: N) -> Float { Float(x) }
      let inside = theta.map { x in (x as? any BinaryFloatingPoint).map { single($0) } ?? .nan }
      return try Plain.taylor.gradient(of: question, at: inside).map { T(Double($0)) }
    case .meanForSum:
      let whole = try Plain.forward.gradient(of: question, at: theta)
      let rest = try FaultyAssembly(.lastPointDetached).gradient(of: question, at: theta)
      let n = Double(max(1, question.places(theta).count - 1))
      return zip(whole, rest).map { $0 + $1.scaled(by: variant ? 1 / n - 1 : n - 1) }
    case .residualFactorMissing where variant:
      let whole = try Plain.forward.gradient(of: question, at: theta)
      // What does not come by the last point is halved.
      let rest = try FaultyAssembly(.lastPointDetached).gradient(of: question, at: theta)
      return zip(whole, rest).map { $0 - $1.scaled(by: 0.5) }
    case .residualFactorMissing:
      return try Plain.forward.gradient(of: question, at: theta).map { $0.scaled(by: 0.5) }
    default:
      return try Differentiation.gradient(at: theta) { try misled(question, $0) }.gradient
    }
  }

  /// L on a tape, with the fault in the jets.
  private func misled<T: Scalar>(_ question: Question, _ theta: [ReverseNumber<T>]) throws -> ReverseNumber<T>
  {
    func detached(_ x: ReverseNumber<T>) -> ReverseNumber<T> { ReverseNumber(constant: x.value) }
    let places = question.places(theta)
    let captured = fault == .closureDropped ? theta.map(detached) : theta
    let jets = try places.enumerated().map { p, x in
      let value = question.field(x + theta)[0]
      var jet = try derivatives(question, x, captured, question.indices)
      jet[0] = value
      for (k, index) in question.indices.enumerated() where index.order > 0 {
        switch fault {
        case .innerDetached: jet[k] = detached(jet[k])
        case .channelDetached where index.order == question.order: jet[k] = detached(jet[k])
        case .factorialMissing:
          jet[k] = jet[k].divided(by: orders(index).reduce(1) { $0 * factorial($1) })
        case .factorialOff: jet[k] = jet[k].divided(by: orders(index).reduce(1) { $0 * Double($1) })
        case .differenceScale: jet[k] = jet[k].scaled(by: Double(1 << index.order))
        case .mixedCountedTwice where !index.isPure: jet[k] = jet[k].scaled(by: Double(index.order))
        default: break
        }
      }
      return fault == .lastPointDetached && p > 0 && p == places.count - 1 ? jet.map(detached) : jet
    }
    return question.terms(jets, at: places, theta).total
  }

  /// The orders whose factorials an extraction needs.
  private func orders(_ index: MultiIndex) -> [Int] {
    variant ? Set(index.coordinates).map { index.order(in: $0) } : [index.order]
  }
  private func factorial(_ k: Int) -> Double { (1...max(1, k)).reduce(1) { $0 * Double($1) } }

  private func derivatives<T: Scalar>(
    _ question: Question, _ x: [ReverseNumber<T>], _ theta: [ReverseNumber<T>], _ indices: [MultiIndex]
  ) throws -> [ReverseNumber<T>] {
    let coordinates = question.coordinates
    var asked = indices
    if fault == .coordinatesSwapped, let first = coordinates.first, let last = coordinates.last {
      asked = indices.map { MultiIndex($0.coordinates.map { $0 == first ? last : $0 == last ? first : $0 }) }
    }
    var aliases: [Coordinate: [Int]] = [:]
    if fault == .leafAliased {
      for (i, c) in coordinates.enumerated() {
        aliases[c] = theta.indices.filter { theta[$0].isSame(as: x[i]) }
      }
    }
    return asked.map { derivative(question, x, theta, $0.coordinates[...], aliases) }
  }
  private func derivative<N: Scalar>(
    _ question: Question, _ x: [N], _ theta: [N], _ by: ArraySlice<Coordinate>, _ aliases: [Coordinate: [Int]]
  ) -> N {
    guard let c = by.last else { return question.field(x + theta)[0] }
    let y = x.enumerated().map { Dual($1, question.coordinates[$0] == c ? $1.unit : nil) }
    let phi = theta.enumerated().map { Dual($1, aliases[c]?.contains($0) == true ? $1.unit : nil) }
    return derivative(question, y, phi, by.dropLast(), aliases).tangent
  }

  /// L where one level of dual numbers has to do for two.
  private func confused<T: Scalar>(_ question: Question, _ theta: [Dual<T>]) throws -> Dual<T> {
    let places = question.places(theta)
    let jets = try places.map { x in
      try question.indices.map { index in
        guard let c = index.coordinates.last else { return question.field(x + theta)[0] }
        let below = MultiIndex(index.coordinates.dropLast())
        if fault == .levelsSwapped {
          let u = try question.jet(at: x, theta, [below], by: Forward())[0]
          return Dual(u.tangent, nil)
        }
        // The inner result comes out as a plain number, so that a second inner level finds nothing.
        guard below == .value else { return Dual(T(0.0), nil) }
        var y = x
        y[question.coordinates.firstIndex(of: c)!].tangent += 1
        return Dual(question.field(y + theta)[0].tangent, nil)
      }
    }
    return question.terms(jets, at: places, theta).total
  }
}
