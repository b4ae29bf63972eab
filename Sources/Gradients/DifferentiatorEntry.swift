// SPDX-License-Identifier: MIT

import Differentiation
import Strategies

/// A differentiator in the precisions that are judged.
public struct DifferentiatorEntry: Sendable {
  public let name: String
  public let nesting: String
  public let isApproximate: Bool
  public let differentiator: any Differentiator
  public let float32: @Sendable (Question, [Float]) throws -> [Float]
  public let float64: @Sendable (Question, [Double]) throws -> [Double]

  public init(_ d: any Differentiator) {
    name = d.name
    nesting = d.nesting
    isApproximate = d.isApproximate
    differentiator = d
    float32 = { try d.gradient(of: $0, at: $1) }
    float64 = { try d.gradient(of: $0, at: $1) }
  }

  /// The gradient at the question's own parameters, rounded to the precision.
  public func gradient(of question: Question, _ precision: GradientPrecision) throws -> [Double] {
    switch precision {
    case .float32: try float32(question, question.parameters()).map { Double($0) }
    case .float64: try float64(question, question.parameters())
    }
  }
}

/// A working precision that gradients are judged in.
public enum GradientPrecision: String, Sendable, CaseIterable, Codable {
  case float32, float64
  /// u
  public var unitRoundoff: Double { self == .float32 ? 0x1p-24 : 0x1p-53 }
  /// A number rounded to the precision.
  public func rounded(_ x: Double) -> Double { self == .float32 ? Double(Float(x)) : x }
}

/// Nested dual numbers under a tape, and Taylor series over one: the plainest way and an independent one.
/// Known only as "some differentiator", their code is compiled once for all number types, not for each; it is
/// fast enough.
enum Plain {
  static let forward: any Differentiator = Nested(Forward())
  static let taylor: any Differentiator = TaylorOverGradient()
  static let entry = DifferentiatorEntry(forward)
}

/// Every strategy in every nesting, one row each.
public enum DifferentiatorCatalogue {
  /// In the order in which they are listed.
  public static let all: [DifferentiatorEntry] =
    GradientMode.allCases.flatMap { mode in
      [
        DifferentiatorEntry(Nested(Fused(), mode)),
        DifferentiatorEntry(Nested(TaylorMode(), mode)), DifferentiatorEntry(Nested(Forward(), mode)),
        DifferentiatorEntry(Nested(HyperDuals(), mode)), DifferentiatorEntry(Nested(Reverse(), mode)),
        DifferentiatorEntry(Nested(ForwardOverReverse(), mode)),
        DifferentiatorEntry(TaylorOverGradient(mode)), DifferentiatorEntry(HyperDualOverGradient(mode)),
        DifferentiatorEntry(Nested(CentralDifference(), mode)),
        DifferentiatorEntry(Nested(OneSidedDifference(), mode)),
        DifferentiatorEntry(Nested(AdaptiveDifference(), mode)),
      ]
    }
    + CompilerGradient.Inner.allCases.map { DifferentiatorEntry(CompilerGradient(over: $0)) }
    + [
      DifferentiatorEntry(CompilerGradient(over: .forward, .forward)), DifferentiatorEntry(TaggedLevels()),
    ]
  /// The strategies' names, each once.
  public static var names: [String] {
    all.reduce(into: []) { if !$0.contains($1.name) { $0.append($1.name) } }
  }
}
