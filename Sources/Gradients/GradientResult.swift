// SPDX-License-Identifier: MIT

import Differentiation

/// What came of one question, put to one differentiator in one precision.
public struct GradientResult: Sendable, Encodable {
  /// Which kind of question.
  public let family: String
  /// The strategy.
  public let strategy: String
  /// How it is nested, outermost first.
  public let nesting: String
  /// The question's name.
  public let `case`: String
  /// Of the derivatives inside; the gradient is one more.
  public let order: Int
  public let precision: GradientPrecision
  public let verdict: GradientVerdict
  /// Whether it counts as wrong: a wrong number, or none where there is one.
  public let isWrong: Bool
  /// The largest error of a component, in units of `kappa_u`; null where there is no number.
  public let error: Double?
  /// κ·u of that component.
  public let kappaU: Double?
  /// The fault whose gradient this is; where several give it, the one that explains most of the strategy's
  /// answers.
  public internal(set) var fault: String?
  /// All that give it and explain as much: what these questions cannot tell apart.
  public internal(set) var faults: [String] = []
  /// All that give it.
  let candidates: [String]
  /// Why it is unsupported, or what is wrong.
  public let message: String?

  /// A verdict on the answer `found`; an error that is no number has no size.
  /// - Parameter faults: the names of those that give it.
  init(
    family: String, strategy: String, nesting: String, case: String, order: Int,
    _ precision: GradientPrecision, _ conditionedTruth: ConditionedTruth, _ found: [Double],
    faults: [String] = []
  ) {
    let (units, component) = conditionedTruth.distance(found)
    verdict = conditionedTruth.verdict(found)
    isWrong = conditionedTruth.isWrong(found)
    error = units.isFinite ? units : nil
    kappaU = conditionedTruth.units.indices.contains(component) ? conditionedTruth.units[component] : nil
    func part(_ x: [Double]) -> Double { x.indices.contains(component) ? x[component] : .nan }
    message =
      isWrong
      ? "component \(component) of \(found.count) is \(part(found)), not \(part(conditionedTruth.truth.map { Double($0) }))"
      : nil
    self.family = family
    self.strategy = strategy
    self.nesting = nesting
    self.case = `case`
    self.order = order
    self.precision = precision
    fault = faults.first
    candidates = faults
  }

  /// A verdict on an error that is known in units of κ·u; infinite where there is no number.
  init(
    family: String, strategy: String, nesting: String, case: String, order: Int,
    _ precision: GradientPrecision, units: Double, message: String?
  ) {
    verdict =
      units <= ConditionedTruth.right
      ? .right : units <= ConditionedTruth.rounding ? .rounding : units.isFinite ? .wrong : .notANumber
    isWrong = !(units <= ConditionedTruth.rounding)
    error = units.isFinite ? units : nil
    (kappaU, fault, candidates) = (nil, nil, [])
    self.message = isWrong ? message : nil
    self.family = family
    self.strategy = strategy
    self.nesting = nesting
    self.case = `case`
    self.order = order
    self.precision = precision
  }

  /// No answer, and why.
  init(
    _ verdict: GradientVerdict = .unsupported, unsupported reason: String, family: String, strategy: String,
    nesting: String, case: String, order: Int,
    _ precision: GradientPrecision
  ) {
    self.family = family
    self.strategy = strategy
    self.nesting = nesting
    self.case = `case`
    self.order = order
    self.precision = precision
    self.verdict = verdict
    isWrong = verdict == .unanswered
    (error, kappaU, fault) = (nil, nil, nil)
    candidates = []
    message = reason
  }

  /// Every key is written, null where there is nothing.
  public func encode(to encoder: any Encoder) throws {
    var c = encoder.container(keyedBy: CodingKeys.self)
    try c.encode(family, forKey: .family)
    try c.encode(strategy, forKey: .strategy)
    try c.encode(nesting, forKey: .nesting)
    try c.encode(self.case, forKey: .case)
    try c.encode(order, forKey: .order)
    try c.encode(precision, forKey: .precision)
    try c.encode(verdict, forKey: .verdict)
    try c.encode(isWrong, forKey: .isWrong)
    try c.encode(error, forKey: .error)
    try c.encode(kappaU, forKey: .kappaU)
    try c.encode(fault, forKey: .fault)
    try c.encode(faults, forKey: .faults)
    try c.encode(message, forKey: .message)
  }

  enum CodingKeys: String, CodingKey {
    case family, strategy, nesting, `case`, order, precision, verdict, error, fault, faults, message
    case isWrong = "wrong"
    case kappaU = "kappa_u"
  }
}

/// A question in a family, with what is known of its answer.
package struct Posed: Sendable {
  package let family: String
  package let question: Question
  /// Right, where it is known from elsewhere.
  let right: [Extended]?
  let wrong: [KnownWrong]
  /// Whether the chain rule has no answer.
  let isSingular: Bool
  /// Whether the function ends at the point.
  let isAtEdge: Bool

  package init(family: String, _ question: Question, right: [Extended]? = nil) {
    self.family = family
    self.question = question
    self.right = right
    wrong = []
    (isSingular, isAtEdge) = (false, false)
  }
  package init(_ example: any NestingCase) {
    family = "cases"
    question = Question(example)
    right = example.right.map(stated)
    wrong = example.wrong
    (isSingular, isAtEdge) = (example.isSingular, example.isAtEdge)
  }

  /// What is said where there is no answer.
  func result(
    without verdict: GradientVerdict, because reason: String, of strategy: String,
    _ precision: GradientPrecision
  ) -> GradientResult {
    GradientResult(
      verdict, unsupported: reason, family: family, strategy: strategy, nesting: strategy,
      case: question.name,
      order: question.order, precision)
  }

  /// The verdict on one differentiator.
  /// - Parameter conditionedTruths: keeps κ·u, so that it is measured once a question.
  package func result(
    of entry: DifferentiatorEntry, _ precision: GradientPrecision, _ conditionedTruths: ConditionedTruths
  ) throws -> GradientResult {
    let conditionedTruth = try conditionedTruths.conditionedTruth(self, precision, entry.differentiator)
    let gradient: [Double]
    do {
      gradient = try entry.gradient(of: question, precision)
    } catch {
      return GradientResult(
        unsupported: "\(error)", family: family, strategy: entry.name, nesting: entry.nesting,
        case: question.name, order: question.order, precision)
    }
    let faults =
      conditionedTruth.isWrong(gradient)
      ? Fingerprint(question, conditionedTruth, known: wrong, precision, conditionedTruths).faults(
        of: gradient) : []
    return GradientResult(
      family: family, strategy: entry.name, nesting: entry.nesting, case: question.name,
      order: question.order, precision, conditionedTruth, gradient, faults: faults)
  }
}

extension [GradientResult] {
  /// Each strategy's wrong answers under the name of the fault that explains most of them.
  package var diagnosed: [GradientResult] {
    var counts: [String: [String: Int]] = [:]
    for r in self {
      for f in r.candidates { counts[r.strategy + r.nesting, default: [:]][f, default: 0] += 1 }
    }
    // Of two that explain as much, the first listed: it is the more special one.
    let order = Dictionary(uniqueKeysWithValues: Fault.allCases.enumerated().map { ($1.rawValue, -$0) })
    return map { r in
      let known = counts[r.strategy + r.nesting] ?? [:]
      var r = r
      r.fault = r.candidates.max {
        (known[$0] ?? 0, order[$0] ?? -99, $1) < (known[$1] ?? 0, order[$1] ?? -99, $0)
      }
      let most = r.fault.map { known[$0] ?? 0 } ?? 0
      r.faults = r.candidates.filter { known[$0] ?? 0 == most }
      return r
    }
  }
}
