// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A function as straight-line code, recorded once and run on numbers of any type.
///
/// It is what every differentiator is given: numbers that carry derivatives run through it, and a tool that
/// has no such numbers can read it operation by operation.
package struct Program: Sendable {
  /// An operation on earlier results, named by their places.
  package struct Step: Sendable, Equatable {
    package let instruction: Instruction
    /// The places of its operands; `b` of an operation of one operand is the same as `a`.
    package let a: Int
    package let b: Int
  }
  package enum Instruction: Sendable, Equatable {
    /// The input of that number.
    case input(Int)
    /// A number and, where its literal has more digits than double precision, the rest of it.
    case constant(Double, rest: Double)
    case add, subtract, multiply, divide
    /// k·a
    case scale(Double)
    /// a/k, exact in exact arithmetic.
    case divideBy(Double)
    /// f(a), a row of the rule table.
    case call(Elementary)
  }

  /// How many numbers go in.
  package let inputCount: Int
  /// One result each, at its own place.
  package private(set) var steps: [Step]
  /// The places of the results.
  package let outputs: [Int]

  /// Records what `body` does.
  /// - Parameter sharing: whether an operation that repeats on the same operands is kept once.
  init(inputs count: Int, sharing: Bool = false, _ body: ([Recorded]) -> [Recorded]) {
    inputCount = count
    let results = body((0..<count).map { Recorded(.input($0)) })
    var steps: [Step] = []
    var places: [ObjectIdentifier: Int] = [:]
    func place(_ operation: Recorded.Operation) -> Int {
      if let known = places[ObjectIdentifier(operation)] { return known }
      let operands = operation.operands.map(place)
      let step = Step(
        instruction: operation.instruction, a: operands.first ?? 0, b: operands.last ?? 0)
      let repeated = sharing ? steps.firstIndex(of: step) : nil
      let here = repeated ?? steps.count
      if repeated == nil { steps.append(step) }
      places[ObjectIdentifier(operation)] = here
      return here
    }
    outputs = results.map { place($0.operation) }
    self.steps = steps
  }

  /// The same with its constants changed.
  func mapConstants(_ change: (Double) -> Double) -> Program {
    var changed = self
    changed.steps = steps.map {
      if case .constant(let c, let rest) = $0.instruction {
        return Step(instruction: .constant(change(c), rest: rest), a: $0.a, b: $0.b)
      }
      return $0
    }
    return changed
  }

  /// The function's values at x.
  /// - Precondition: as many numbers as `inputCount`.
  // Differentiators are known as "some differentiator" and their numbers by witnesses; those that run through
  // most programs have code of their own.
  @_specialize(where S == Dual<Float>)
  @_specialize(where S == Dual<Double>)
  @_specialize(where S == Tagged<Float>)
  @_specialize(where S == Tagged<Double>)
  @_specialize(where S == ReverseNumber<Float>)
  @_specialize(where S == ReverseNumber<Double>)
  @_specialize(where S == TaylorPolynomial<Dual<Float>>)
  @_specialize(where S == TaylorPolynomial<Dual<Double>>)
  @_specialize(where S == Taylor6<ReverseNumber<Extended>>)
  @inline(never) package func callAsFunction<S: Scalar>(_ x: [S]) -> [S] {
    precondition(x.count == inputCount, "\(x.count) numbers were given to a function of \(inputCount)")
    var values: [S] = []
    values.reserveCapacity(steps.count)
    for step in steps {
      switch step.instruction {
      case .input(let i): values.append(x[i])
      case .constant(let c, let rest): values.append(rest == 0 ? S(c) : S(c) + S(rest))
      case .add: values.append(values[step.a] + values[step.b])
      case .subtract: values.append(values[step.a] - values[step.b])
      case .multiply: values.append(values[step.a] * values[step.b])
      case .divide: values.append(values[step.a] / values[step.b])
      case .scale(let k): values.append(values[step.a].scaled(by: k))
      case .divideBy(let k): values.append(values[step.a].divided(by: k))
      case .call(let f): values.append(S.apply(f, to: values[step.a]))
      }
    }
    return outputs.map { values[$0] }
  }
}
