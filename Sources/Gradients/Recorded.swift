// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// A number that remembers how it was computed: what runs on it becomes a ``Program``.
struct Recorded: DerivedFunctions {
  typealias Weight = Recorded
  typealias Magnitude = Double

  /// One operation and what it reads.
  final class Operation: Sendable {
    let instruction: Program.Instruction
    let operands: [Operation]
    init(_ instruction: Program.Instruction, _ operands: [Operation] = []) {
      self.instruction = instruction
      self.operands = operands
    }
  }
  let operation: Operation

  init(_ instruction: Program.Instruction, _ operands: Recorded...) {
    operation = Operation(instruction, operands.map(\.operation))
  }
  init(_ value: Double) { self.init(.constant(value, rest: 0)) }
  init(floatLiteral value: Extended) {
    self.init(.constant(Double(value), rest: Double(value - Extended(Double(value)))))
  }

  /// Only what is written as zero is known to be zero.
  var isStructuralZero: Bool { if case .constant(0, 0) = operation.instruction { true } else { false } }
  var fixedValue: Double? { if case .constant(let c, 0) = operation.instruction { c } else { nil } }
  /// |c| of a constant; infinite for anything that has no value yet.
  var magnitude: Double { if case .constant(let c, _) = operation.instruction { abs(c) } else { .infinity } }
  static func == (a: Self, b: Self) -> Bool { a.operation === b.operation }

  static func + (a: Self, b: Self) -> Self { Self(.add, a, b) }
  static func - (a: Self, b: Self) -> Self { Self(.subtract, a, b) }
  static func * (a: Self, b: Self) -> Self { Self(.multiply, a, b) }
  static func / (a: Self, b: Self) -> Self { Self(.divide, a, b) }
  func scaled(by k: Double) -> Self { Self(.scale(k), self) }
  func divided(by k: Double) -> Self { Self(.divideBy(k), self) }
  static func apply(_ f: Elementary, to x: Self) -> Self { Self(.call(f), x) }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self { 1 - y * y }
}
