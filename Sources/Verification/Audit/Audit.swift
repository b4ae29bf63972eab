// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Foundation
import PDE

/// What is wrong with a problem as it is stated: with its parameters, reference, ansatz, equation, controls.
///
///     let found = audit(try DampedOscillator(given: ["delta": 0.3]), ["delta": 0.3])
///     #expect(found.passes, "\(found)")
public struct Audit: Sendable, Codable, CustomStringConvertible {
  /// One sentence: what, where, how far off, and the cure.
  public struct Finding: Sendable, Codable, Equatable {
    /// Whether results are wrong for it, or it is only to be known.
    public enum Kind: String, Sendable, Codable { case fault, note }
    /// What it is about.
    public enum Subject: String, Sendable, Codable, CaseIterable {
      case settings, statement, reference, condition, ansatz, residual, bounds, control, probe
    }
    public let kind: Kind
    public let subject: Subject
    public let text: String
  }
  public let problem: String
  public private(set) var findings: [Finding] = []
  /// How many judgements were made: an audit that looked at nothing has shown nothing.
  public private(set) var judgements = 0

  init(_ problem: String) { self.problem = problem }

  /// Whether no finding is a fault.
  public var passes: Bool { judgements > 0 && !findings.contains { $0.kind == .fault } }
  public var faults: [Finding] { findings.filter { $0.kind == .fault } }
  public var description: String {
    let verdict = passes ? "pass" : "FAIL"
    return
      (["\(problem): \(verdict), \(judgements) judgements"]
      + findings.map { "  \($0.kind.rawValue), \($0.subject.rawValue): \($0.text)" }).joined(separator: "\n")
  }

  /// Counts a judgement; where it does not hold, that is a fault.
  mutating func expect(_ holds: Bool, _ subject: Finding.Subject, _ text: @autoclosure () -> String) {
    judgements += 1
    if !holds { findings.append(Finding(kind: .fault, subject: subject, text: text())) }
  }
  mutating func note(_ subject: Finding.Subject, _ text: String) {
    findings.append(Finding(kind: .note, subject: subject, text: text))
  }
  /// Runs what may throw; an error is a fault.
  mutating func attempt(_ subject: Finding.Subject, _ what: String, _ body: (inout Audit) throws -> Void) {
    do {
      try body(&self)
    } catch {
      findings.append(Finding(kind: .fault, subject: subject, text: "\(what) cannot be had: \(error)"))
    }
  }
}

/// Looks for everything that is known to go wrong where a problem is stated, and says each in a sentence:
/// parameters that are not listed, not read or have no effect; counts that are zero; a reference that its
/// second method does not confirm; an ansatz that misses its conditions or forbids the truth; an equation
/// that the reference does not solve, by any strategy; bounds that reject no wrong solution.
/// - Parameters:
///   - problem: of any origin.
///   - given: the parameters that it was made with; the others have their standard values.
public func audit(_ problem: any Benchmark, _ given: [String: Double] = [:]) -> Audit {
  func opened<P: Benchmark>(_ problem: P) -> Audit {
    var audit = Audit(problem.name)
    audit.judgeSettings(of: problem, given)
    // Where counts do not fit, nothing else can be measured.
    guard audit.judgeStatement(of: problem) else { return audit }
    audit.judgeReference(of: problem)
    audit.judgeConditions(of: problem)
    audit.judgeAnsatz(of: problem)
    audit.judgeResidual(of: problem)
    audit.judgeBounds(of: problem)
    return audit
  }
  return opened(problem)
}
