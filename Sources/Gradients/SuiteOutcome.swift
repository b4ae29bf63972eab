// SPDX-License-Identifier: MIT

/// What came of the whole suite.
public struct SuiteOutcome: Sendable {
  /// Of every question, differentiator and precision; faults are named by what explains most.
  public let results: [GradientResult]
  /// Of the identities.
  public let laws: [LawResult]
}

extension GradientSuite {
  /// The whole suite: cases, golden vectors, random networks and laws for those who are asked.
  /// - Parameter engine: whether the block engine that trains is judged too, with its kernels, and the laws of
  ///   difference quotients. They do not depend on who is asked.
  /// - Throws: what a set-up cannot be.
  public func outcome(_ extent: Extent = Extent(), engine: Bool = true) throws -> SuiteOutcome {
    let asked = try cases() + golden(.standard()) + networks(extent)
    return SuiteOutcome(
      results: (asked + (engine ? try Self.engine() : [])).diagnosed,
      laws: try laws(extent) + (engine ? DifferenceLaws.results() : []))
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
