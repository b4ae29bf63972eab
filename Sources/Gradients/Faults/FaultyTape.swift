// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// What a tape can do wrong in its sweep.
enum SweepFault: Sendable {
  /// An adjoint replaces what came before instead of being added.
  case overwrites
  /// The second operand of a difference gets the first one's sign.
  case differenceSign
  /// A product's operands get each their own value for the other's.
  case ownOperand
  /// A quotient's denominator gets no adjoint.
  case denominatorDropped
}

/// A number on a plain tape, recorded to be swept wrongly.
struct FaultyTraced<S: Scalar>: DerivedFunctions {
  typealias Weight = S.Weight
  /// A result: what it came from, and the slope along each operand.
  final class Node {
    let value: S
    let operands: [(Node, slope: S)]
    let isDifference: Bool
    var adjoint: S = 0
    init(_ value: S, _ operands: [(Node, slope: S)] = [], isDifference: Bool = false) {
      self.value = value
      self.operands = operands
      self.isDifference = isDifference
    }
  }
  let node: Node
  let fault: SweepFault
  init(_ value: S, _ fault: SweepFault) { (node, self.fault) = (Node(value), fault) }
  private init(_ node: Node, _ fault: SweepFault) { (self.node, self.fault) = (node, fault) }
  init(_ value: Double) { self.init(S(value), .overwrites) }
  init(floatLiteral value: S.FloatLiteralType) { self.init(S(floatLiteral: value), .overwrites) }
  var isStructuralZero: Bool { false }
  var magnitude: S.Magnitude { node.value.magnitude }
  static func == (a: Self, b: Self) -> Bool { a.node === b.node }

  /// A constant does not know the fault: the operand that does decides.
  private static func fault(_ a: Self, _ b: Self) -> SweepFault {
    if case .overwrites = a.fault { b.fault } else { a.fault }
  }
  static func + (a: Self, b: Self) -> Self {
    Self(Node(a.node.value + b.node.value, [(a.node, 1), (b.node, 1)]), fault(a, b))
  }
  static func - (a: Self, b: Self) -> Self {
    let fault = fault(a, b)
    var sign: S = -1
    if case .differenceSign = fault { sign = 1 }
    return Self(Node(a.node.value - b.node.value, [(a.node, 1), (b.node, sign)]), fault)
  }
  static func * (a: Self, b: Self) -> Self {
    let fault = fault(a, b)
    var slopes = (b.node.value, a.node.value)
    if case .ownOperand = fault { slopes = (slopes.1, slopes.0) }
    return Self(Node(a.node.value * b.node.value, [(a.node, slopes.0), (b.node, slopes.1)]), fault)
  }
  static func / (a: Self, b: Self) -> Self {
    let fault = fault(a, b)
    let q = a.node.value / b.node.value
    var slope = -(q / b.node.value)
    if case .denominatorDropped = fault { slope = 0 }
    return Self(Node(q, [(a.node, 1 / b.node.value), (b.node, slope)]), fault)
  }
  func scaled(by k: Double) -> Self { Self(Node(node.value.scaled(by: k), [(node, S(k))]), fault) }
  func divided(by k: Double) -> Self {
    Self(Node(node.value.divided(by: k), [(node, S(1).divided(by: k))]), fault)
  }
  static func apply(_ f: Elementary, to x: Self) -> Self {
    let y = S.apply(f, to: x.node.value)
    return Self(Node(y, [(x.node, f.derivative(x.node.value, value: y))]), x.fault)
  }
  static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    let s = S.sechSquared(x.node.value, tanh: y.node.value)
    return Self(Node(s, [(y.node, y.node.value.scaled(by: -2))]), y.fault)
  }
  func affine(_ layer: Layer<Weight>, bias: Bool) -> Self { self }
  func transposedAffine(_ layer: Layer<Weight>) -> Self { self }

  /// Adjoints of `variables`, by a sweep in reverse order of recording.
  func pullback(to variables: [Self]) -> [S] {
    var order: [Node] = []
    var seen: Set<ObjectIdentifier> = []
    func visit(_ node: Node) {
      if !seen.insert(ObjectIdentifier(node)).inserted { return }
      for (operand, _) in node.operands { visit(operand) }
      order.append(node)
    }
    visit(node)
    node.adjoint = 1
    for node in order.reversed() {
      for (operand, slope) in node.operands {
        let part = node.adjoint * slope
        if case .overwrites = fault { operand.adjoint = part } else { operand.adjoint += part }
      }
    }
    return variables.map(\.node.adjoint)
  }
}
