// SPDX-License-Identifier: MIT

import Differentiation
import Strategies

/// The nested-gradient suite: what is asked, and of whom.
public struct GradientSuite: Sendable {
  /// How much is asked.
  public struct Extent: Sendable {
    /// Seeds of each law, and random networks.
    public var seeds = 1
    public var networks = 12
    /// Gradients by dual numbers, one parameter at a time, are put to every nth network.
    public var forwardEvery = 6
    public init() {}
  }

  public let entries: [DifferentiatorEntry]
  /// Derivatives inside of no higher order.
  public let maximumOrder: Int
  public let precisions: [GradientPrecision]

  public init(
    _ entries: [DifferentiatorEntry] = DifferentiatorCatalogue.all, maximumOrder: Int = 4,
    precisions: [GradientPrecision] = GradientPrecision.allCases
  ) {
    self.entries = entries
    self.maximumOrder = maximumOrder
    self.precisions = precisions
  }

  /// The cases, one result a case, differentiator and precision.
  public func cases() throws -> [GradientResult] {
    try results(of: CaseCatalogue.all.map { Posed($0) })
  }

  /// The golden vectors: what is right was computed once, and not by the code at hand.
  package func golden(_ table: GradientTable) throws -> [GradientResult] {
    try results(
      of: table.questions.map {
        Posed(family: "golden", try $0.question(), right: $0.gradient.map(\.number))
      })
  }

  /// Random networks, seeds 1 to n.
  public func networks(_ extent: Extent) throws -> [GradientResult] {
    try (0..<max(0, extent.networks)).flatMap { i in
      let posed = try RandomNetwork.posed(i + 1)
      let asked = entries.filter { i % extent.forwardEvery == 0 || !$0.isForward }
      return try GradientSuite(asked, maximumOrder: maximumOrder, precisions: precisions).results(of: [posed])
    }
  }

  /// The identities.
  public func laws(_ extent: Extent) throws -> [LawResult] {
    try LawCatalogue.all.flatMap {
      try $0.results(of: entries, seeds: extent.seeds, orders: maximumOrder).filter {
        precisions.contains($0.precision)
      }
    } + StateLaws.results(of: entries).filter { precisions.contains($0.precision) }
  }

  /// Each question put to each differentiator; faults are named by what explains most.
  package func results(of questions: [Posed]) throws -> [GradientResult] {
    let conditionedTruths = ConditionedTruths()
    return try questions.filter { $0.question.order <= maximumOrder }.flatMap { posed in
      try precisions.flatMap { precision in
        try entries.map { try posed.result(of: $0, precision, conditionedTruths) }
      }
    }.diagnosed
  }
}

extension DifferentiatorEntry {
  /// Whether its gradient costs an evaluation for each parameter.
  var isForward: Bool { differentiator.mode == .forward }
}

/// What came of the whole suite.
public struct SuiteOutcome: Sendable {
  /// Of every question, differentiator and precision; faults are named by what explains most.
  public let results: [GradientResult]
  /// Of the identities.
  public let laws: [LawResult]
}

extension GradientSuite {
  /// The whole suite: cases, golden vectors, random networks and laws for those who are asked.
  /// - Parameters:
  ///   - extent: how much is asked.
  ///   - engine: whether the block engine that trains is judged too, with its kernels, and the laws of
  ///     difference quotients. They do not depend on who is asked.
  ///   - progress: told of each part before it begins.
  /// - Throws: what a set-up cannot be.
  public func outcome(
    _ extent: Extent = Extent(), engine: Bool = true, progress: (String) -> Void = { _ in }
  ) throws -> SuiteOutcome {
    progress("cases")
    var results = try cases()
    progress("golden vectors")
    results += try golden(.standard())
    progress("random networks")
    results += try networks(extent)
    if engine {
      progress("block engine")
      results += try Self.engine()
    }
    progress("laws")
    return SuiteOutcome(
      results: results.diagnosed, laws: try laws(extent) + (engine ? DifferenceLaws.results() : []))
  }

  /// The engine that trains, and what it is made of: kernels, functions, repeats, optimiser steps, blocks,
  /// closures, and set-ups drawn by chance.
  /// - Throws: what a set-up cannot be.
  public static func engine() throws -> [GradientResult] {
    var results = KernelCheck.results() + FunctionCheck.results() + RepeatCheck.results()
    results += try StepCheck.results() + BlockCheck.results() + ClosureCase.results()
    return results + (try DrawnCheck.results(seeds: DrawnCheck.standard))
  }
}
