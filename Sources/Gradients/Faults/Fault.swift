// SPDX-License-Identifier: MIT

import Differentiation
import Strategies

/// A way in which a nested gradient goes wrong, each seen in a real tool or near to one.
public enum Fault: String, Sendable, CaseIterable, Codable {
  // Levels and closures.
  case sharedInfinitesimal = "shared-infinitesimal"
  case levelsSwapped = "levels-swapped"
  case closureDropped = "closure-dropped"
  case innerDetached = "inner-detached"
  case channelDetached = "channel-detached"
  case lastPointDetached = "boundary-detached"
  case leafAliased = "leaf-aliased"
  // Rules.
  case productTermDropped = "product-term-dropped"
  case quotientSignLost = "quotient-sign-lost"
  case quotientNotDivided = "quotient-not-divided"
  case tanhSecondOrderDropped = "tanh-second-order-dropped"
  case tanhSecondOrderSign = "tanh-second-order-sign"
  case ruleNotDifferentiated = "rule-not-differentiated"
  case tailCancellation = "tail-cancellation"
  case powerDividesByArgument = "power-divides-by-argument"
  case powerExponentKept = "power-exponent-kept"
  case crossTermDropped = "cross-term-dropped"
  case recurrenceShort = "recurrence-short"
  // Scales and slots.
  case factorialMissing = "factorial-missing"
  case factorialOff = "factorial-off-by-one"
  case differenceScale = "difference-scale"
  case mixedCountedTwice = "mixed-counted-twice"
  case coordinatesSwapped = "coordinates-swapped"
  case residualFactorMissing = "factor-two-missing"
  case parametersReversed = "parameters-reversed"
  case lastParameterDropped = "last-parameter-dropped"
  // Steps and precision.
  case stepTooSmall = "step-too-small"
  case cubeRootStep = "cube-root-step"
  case singlePrecision = "single-precision-inside"
  // Sweeps and state.
  case adjointOverwritten = "adjoint-overwritten"
  case differenceSign = "difference-sign"
  case ownOperand = "own-operand"
  case denominatorDropped = "denominator-dropped"
  case staleTape = "stale-tape"
  case adjointsKept = "adjoints-kept"
  // What the numbers alone show, whatever gave them.
  case zeroGradient = "zero-gradient"
  case meanForSum = "mean-for-sum"
  case constantFactor = "constant-factor"
  case componentsLeaked = "components-leaked"
  case singleNamedDouble = "single-precision-named-double"

  public var summary: String {
    switch self {
    case .sharedInfinitesimal: "one infinitesimal serves both levels"
    case .levelsSwapped: "the inner derivative is taken along the outer level"
    case .closureDropped: "parameters that a closure captures are constants inside derivatives"
    case .innerDetached: "every inner derivative is a constant of the outer level"
    case .channelDetached: "the highest inner derivative is a constant of the outer level"
    case .lastPointDetached: "the last point (the boundary) does not reach the gradient"
    case .leafAliased: "a coordinate and the parameter it was copied from are one leaf"
    case .productTermDropped: "a product of two variables keeps one term of its rule"
    case .quotientSignLost: "(a/b)' adds where it subtracts"
    case .quotientNotDivided: "(a/b)' divides its second term once too little"
    case .tanhSecondOrderDropped: "tanh'' is zero"
    case .tanhSecondOrderSign: "tanh'' has the wrong sign"
    case .ruleNotDifferentiated: "f' is a number without a history: f'' is zero"
    case .tailCancellation: "tanh' is 1 - y*y, which cancels in the tails"
    case .powerDividesByArgument: "(x^n)' is n x^n/x: not a number at 0"
    case .powerExponentKept: "(x^n)' is n x^n"
    case .crossTermDropped: "the hyper-dual product lacks a1 b2 + a2 b1"
    case .recurrenceShort: "the Taylor product stops one term short from order 3 on"
    case .factorialMissing: "a Taylor coefficient is taken for the derivative: k! is missing"
    case .factorialOff: "k! is (k-1)!"
    case .differenceScale: "differences are divided by h, not 2h, once for each order"
    case .mixedCountedTwice: "a mixed derivative is counted once for each of its orders"
    case .coordinatesSwapped: "the derivatives along the first and the last coordinate change places"
    case .residualFactorMissing: "the gradient of r^2 is r grad r"
    case .parametersReversed: "the gradient is laid out in the opposite order"
    case .lastParameterDropped: "the last parameter has no gradient"
    case .stepTooSmall: "central differences with the step 1e-6 in every precision"
    case .cubeRootStep: "central differences with the cube root of eps for every order"
    case .singlePrecision: "single precision inside"
    case .adjointOverwritten: "an adjoint replaces what came before instead of being added"
    case .differenceSign: "the adjoint of a difference has one sign for both operands"
    case .ownOperand: "a product's operands get their own value for the other's"
    case .denominatorDropped: "a quotient's denominator gets no adjoint"
    case .staleTape: "the first answer to a question is given again at other parameters"
    case .adjointsKept: "adjoints are not cleared between two questions"
    case .zeroGradient: "every component is zero"
    case .meanForSum:
      "a sum over points stands for a mean, or a mean for a sum: parts of the loss have other weights"
    case .constantFactor: "a constant times the right gradient"
    case .componentsLeaked: "components carry others' values: exchanged, shifted, or added to their own"
    case .singleNamedDouble: "answers of single precision under the name of double"
    }
  }

  /// A differentiator that has it.
  public var differentiator: any Differentiator {
    switch self {
    case .stepTooSmall: Named(Nested(FaultyDifference(step: .fixed(1e-6))), self)
    case .cubeRootStep: Named(Nested(FaultyDifference(step: .cubeRoot)), self)
    case .productTermDropped: Named(Nested(FaultyForward<ProductTermDropped>(name: "forward")), self)
    case .quotientSignLost: Named(Nested(FaultyForward<QuotientSignLost>(name: "forward")), self)
    case .quotientNotDivided: Named(Nested(FaultyForward<QuotientNotDivided>(name: "forward")), self)
    case .tanhSecondOrderDropped: Named(Nested(FaultyForward<TanhSecondOrderDropped>(name: "forward")), self)
    case .tanhSecondOrderSign: Named(Nested(FaultyForward<TanhSecondOrderSign>(name: "forward")), self)
    case .ruleNotDifferentiated: Named(Nested(FaultyForward<RuleNotDifferentiated>(name: "forward")), self)
    case .tailCancellation: Named(Nested(FaultyForward<TailCancellation>(name: "forward")), self)
    case .powerDividesByArgument: Named(Nested(FaultyForward<PowerDividesByArgument>(name: "forward")), self)
    case .powerExponentKept: Named(Nested(FaultyForward<PowerExponentKept>(name: "forward")), self)
    case .crossTermDropped: Named(Nested(FaultyHyperDuals()), self)
    case .recurrenceShort: Named(Nested(FaultySeries()), self)
    case .adjointOverwritten: Named(Swept(fault: .overwrites), self)
    case .differenceSign: Named(Swept(fault: .differenceSign), self)
    case .ownOperand: Named(Swept(fault: .ownOperand), self)
    case .denominatorDropped: Named(Swept(fault: .denominatorDropped), self)
    case .staleTape, .adjointsKept: Stateful(self)
    default: FaultyAssembly(self)
    }
  }
}

extension Fault {
  /// Other forms of the fault, which its name covers too: to recognise, not to seed.
  var variants: [any Differentiator] {
    switch self {
    case .factorialMissing: [FaultyAssembly(self, variant: true)]
    case .factorialOff: [FaultyAssembly(self, variant: true)]
    case .residualFactorMissing, .meanForSum: [FaultyAssembly(self, variant: true)]
    case .productTermDropped: [FaultyLevels<ProductTermDropped>()]
    case .quotientSignLost: [FaultyLevels<QuotientSignLost>()]
    case .quotientNotDivided: [FaultyLevels<QuotientNotDivided>()]
    case .tanhSecondOrderDropped: [FaultyLevels<TanhSecondOrderDropped>()]
    case .tanhSecondOrderSign: [FaultyLevels<TanhSecondOrderSign>()]
    case .ruleNotDifferentiated: [FaultyLevels<RuleNotDifferentiated>()]
    case .powerExponentKept: [FaultyLevels<PowerExponentKept>()]
    default: []
    }
  }
}

/// Wrong rules at every level, that of the parameters included.
struct FaultyLevels<R: DualRules>: Differentiator {
  let name = "forward"
  func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    try theta.indices.map { i in
      let moved = theta.enumerated().map { FaultyDual<T, R>($1, $0 == i ? Part($1.unit) : .absent) }
      return try question.value(at: moved, by: FaultyForward<R>(name: name)).tangent
    }
  }
}

/// A differentiator under the name of the fault that it has.
struct Named<D: Differentiator>: Differentiator {
  let base: D
  let fault: Fault
  init(_ base: D, _ fault: Fault) {
    self.base = base
    self.fault = fault
  }
  var name: String { fault.rawValue }
  var nesting: String { base.nesting }
  var isApproximate: Bool { base.isApproximate }
  func expectedError(order k: Int, unitRoundoff u: Double) -> Double {
    base.expectedError(order: k, unitRoundoff: u)
  }
  func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    try base.gradient(of: question, at: theta)
  }
}

/// Nested duals under a tape that is swept wrongly.
struct Swept: Differentiator {
  let fault: SweepFault
  let name = "reverse"
  let nesting = "reverse over forward"
  func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] {
    let variables = theta.map { FaultyTraced($0, fault) }
    return try question.value(at: variables, by: Forward()).pullback(to: variables)
  }
}
