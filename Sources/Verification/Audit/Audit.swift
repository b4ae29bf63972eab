// SPDX-License-Identifier: MIT

import Assessment
import Benchmarking
import Differentiation
import Essentials
import PDE
import Training

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

extension Audit {
  /// Counts that must fit together, and may not be zero.
  /// - Returns: whether the problem can be measured at all.
  mutating func judgeStatement<P: Benchmark>(of problem: P) -> Bool {
    let (domain, unknowns) = (problem.domain, problem.unknowns)
    let before = faults.count
    expect(
      !domain.coordinates.isEmpty, .statement,
      "the domain has no coordinate: give it an interval, as in Domain(t: 0...1)")
    expect(unknowns > 0, .statement, "there are \(unknowns) unknowns: give at least one")
    for (c, range) in zip(domain.coordinates, domain.ranges) {
      expect(
        range.lowerBound < range.upperBound && (range.upperBound - range.lowerBound).isFinite, .statement,
        "\(c) in [\(range.lowerBound), \(range.upperBound)] has no length: give it two ends")
    }
    guard faults.count == before else { return false }
    let corner = Point(domain.coordinates, domain.ranges.map(\.lowerBound))
    let residuals = problem.residuals(Jet<Double>(asking: { _, _ in 1 }), at: corner)
    expect(!residuals.isEmpty, .statement, "there is no equation: residuals(_:at:) gives none")
    if let ansatz: Ansatz<Double> = problem.ansatz(at: corner) {
      expect(
        ansatz.g.count == unknowns && ansatz.d.count == unknowns, .ansatz,
        "the ansatz has \(ansatz.g.count) g and \(ansatz.d.count) d for \(unknowns) unknowns: give one pair for each"
      )
    }
    for condition in problem.conditions {
      let error = problem.error(of: condition)
      expect(error == nil, .condition, error.map { "\($0)" } ?? "")
    }
    judgeCounts(of: problem)
    return faults.count == before
  }

  /// Points of grids and trainings.
  private mutating func judgeCounts<P: Benchmark>(of problem: P) {
    let (configuration, grid) = (problem.training, problem.testGrid)
    expect(
      grid.isEmpty || grid.count == problem.domain.coordinates.count, .statement,
      "testGrid has \(grid.count) counts for \(problem.domain.coordinates.count) coordinates: give one for each"
    )
    expect(
      grid.allSatisfy { $0 >= 2 }, .statement,
      "testGrid \(grid) leaves a coordinate without an extent: give at least 2 points along each")
    expect(
      configuration.points > 0, .statement,
      "the training configuration has \(configuration.points) points: give at least 1")
    expect(
      !configuration.hidden.isEmpty && configuration.hidden.allSatisfy { $0 > 0 }, .statement,
      "the training's hidden layers \(configuration.hidden) hold no neurons: give widths, as in [20, 20]")
    let soft = problem.conditions.filter { !($0.isHard && problem.hasAnsatz) }
    if problem.domain.coordinates.count > 1 {
      expect(
        soft.isEmpty || configuration.conditionPoints > 0, .statement,
        "'\(soft.first?.name ?? "")' is trained, but its training's conditionPoints are \(configuration.conditionPoints): "
          + "give some, as in 64")
    }
    if !problem.hasAnsatz {
      for condition in problem.conditions where condition.isHard {
        note(
          .condition,
          "'\(condition.name)' is called hard, but there is no ansatz: it is trained as soft; say hard: false, or give one"
        )
      }
    }
    let measured = problem.reference.indices
    let unread = Equation(problem).indices.filter { index in
      !(measured.contains(index)
        || index == .laplacian && problem.laplacianParts.allSatisfy(measured.contains))
    }
    if !unread.isEmpty {
      let names = unread.map { "u_\($0)" }.joined(separator: ", ")
      note(.residual, "the reference measures no \(names), which the equation or a condition reads")
    }
  }
}

extension Benchmark {
  /// What the Laplacian sums.
  var laplacianParts: [MultiIndex] { domain.coordinates.filter(\.isSpatial).map { [$0, $0] } }
}

extension Audit {
  /// Bounds: the truth passes them, every control is three of them away, and every probe can be asked.
  mutating func judgeBounds<P: Benchmark>(of problem: P) {
    let bounds = problem.tolerances(for: RunKind(.levenbergMarquardt, .float64, isApproximate: false))
    expect(
      bounds[.value].map { $0 > 0 && $0.isFinite } ?? false, .bounds,
      "there is no bound on the value: every solution passes; give one, as in Tolerances(value: 1e-6)")
    judgeProbes(of: problem)
    attempt(.bounds, "the verdict on the reference") { audit in
      let result = try check(problem) { p in try problem.reference.values(at: p).map(\.value) }
      audit.expect(
        result.passes, .bounds, "the reference itself does not pass: \(result.faults.joined(separator: "; "))"
      )
    }
    do throws(BenchmarkError) {
      try problem.checkControls()
      expect(true, .control, "")
    } catch { expect(false, .control, "\(error)") }
    attempt(.control, "the controls' verdicts") { audit in
      let scale = problem.domain.ranges.map { 0.4 * $0.lowerBound + 0.6 * $0.upperBound }
      let inside = Point(problem.domain.coordinates, scale)
      for control in problem.negativeControls {
        let values = try control.solution(inside)
        audit.expect(
          values.count == problem.unknowns && values.allSatisfy(\.isFinite), .control,
          "'\(control.name)' gives \(values) at \(inside.text), where there are \(problem.unknowns) unknowns: what is no "
            + "solution is rejected by any bound")
      }
      for control in try ControlResult.evaluate(problem) {
        let scores = Metric.allCases.compactMap { m -> String? in
          guard let score = control.scores[m], let bound = control.bounds[m] else { return nil }
          return m.rawValue + String(printf: " %.2e, bound %.2e", score, bound)
        }
        audit.expect(
          !control.rejectedBy.isEmpty, .control,
          "'\(control.name)' is not three bounds away (\(scores.joined(separator: "; "))): tighten the bounds, or the "
            + "problem cannot tell it from the truth")
      }
    }
  }

  private mutating func judgeProbes<P: Benchmark>(of problem: P) {
    for probe in problem.pointChecks {
      expect(
        problem.unknownNames.indices.contains(probe.unknown) && problem.domain.contains(probe.values)
          && probe.values.count == problem.domain.coordinates.count
          && problem.reference.indices.contains(probe.index), .probe,
        "u_\(probe.index) at \(probe.values) cannot be asked: the reference has it not, or the point is none of the domain"
      )
    }
  }
}
