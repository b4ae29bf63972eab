// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Problems
import RealModule
import Reference
import Threads

/// Other values of the problem's parameters, and other problems of the catalogue.
struct ParameterSearch {
  let investigation: Investigation
  private var scorer: Scorer { investigation.scorer }
  private var problem: any Problem { investigation.problem }

  /// The best value of one parameter.
  struct Fit {
    let parameter: Parameter
    let given, value: Double
    let hypothesis: Hypothesis
  }

  /// One for each parameter whose best value is not the one that was set, and for two whole numbers together.
  var fits: [Fit] { type(of: problem).parameters.compactMap(fit) }

  /// The reference with other settings, beyond their ranges too where it is a formula; nil where there is
  /// none at the file's points.
  private func sampler(_ changes: [String: Double], _ readings: FieldSamples, sketch: Bool = false)
    -> FieldSampler?
  {
    let settings = scorer.settings.merging(changes) { $1 }
    let parameters = type(of: problem).parameters
    let anything = parameters.map {
      Parameter($0.name, $0.summary, standard: $0.standard, in: -1e300...1e300, isWhole: $0.isWhole)
    }
    guard let values = try? Settings(settings, for: anything) else { return nil }
    let other = type(of: problem).init(values)
    guard other.domain.coordinates == problem.domain.coordinates, other.unknowns == problem.unknowns,
      zip(readings.positions, other.domain.ranges).allSatisfy({ column, range in
        column.allSatisfy(range.contains)
      })
    else { return nil }
    let reference = other.reference
    let quick = sketch ? (reference as? any SketchableReference)?.sketch : nil
    return FieldSampler(quick ?? reference, other.unknowns)
  }

  private func fit(_ parameter: Parameter) -> Fit? {
    let given = scorer.settings[parameter.name] ?? parameter.standard
    let isComputed = !scorer.hasFormula
    let own = self
    let few = investigation.few.readings
    let correction = isComputed ? sketchErrors : nil
    let search = CurveFit(
      points: few,
      values: {
        let values = own.sampler([parameter.name: $0], few, sketch: true)?.values(at: few)
        guard let values, let correction else { return values }
        return zip(values, correction).map { zip($0, $1).map { $0 - $1 } }
      },
      range: parameter.range, share: 0.9)
    let tried =
      parameter.isWhole
      ? stride(from: parameter.range.lowerBound, through: parameter.range.upperBound, by: 1).prefix(200).map {
        $0
      }
      : CurveFit.numbers(parameter.range, about: given, coarse: isComputed)
    guard
      var value = search.best(
        tried, isWhole: parameter.isWhole, steps: isComputed ? 6 : 10, valleys: isComputed ? 1 : 3)
    else { return nil }
    if !parameter.isWhole, isEnd(value, of: parameter) {
      // A value pinned at an end of what was searched is none.
      guard let farther = beyond(parameter, search) else { return nil }
      value = farther
    }
    if isComputed {
      // What a sketch does not explain need not be solved for exactly.
      guard let sketched = search.values(value),
        RelativeError(few, sketched).error < RelativeError(few, investigation.few.truth).error / 2
      else { return nil }
      if !parameter.isWhole { value = refined(parameter, value, few) }
    }
    guard abs(value - given) > 1e-6 * max(abs(given), 1e-9) else { return nil }
    let sample = investigation.sample.readings
    guard let candidate = sampler([parameter.name: value], sample)?.values(at: sample) else { return nil }
    return made(parameter, given, value, candidate)
  }

  /// By how much a sketch with the problem's own parameters is wrong: with others near them it is as wrong.
  private var sketchErrors: [[Double]]? {
    let few = investigation.few
    guard let own = sampler([:], few.readings, sketch: true)?.values(at: few.readings) else { return nil }
    return zip(own, few.truth).map { zip($0, $1).map { $0 - $1 } }
  }

  /// A sketch gives a number to about a thousandth. By two exact solutions, one for it and one for the
  /// round number within that, it is told whether that number was meant, and the line through both gives
  /// the rest.
  private func refined(_ p: Parameter, _ value: Double, _ few: FieldSamples) -> Double {
    guard scorer.reference is any SketchableReference, value != 0 else { return value }
    let round = shortest(value, within: 0.01 * abs(value))
    let isNear = round != value && p.range.contains(round)
    let numbers = [value, isNear ? round : min(value * 1.001, p.range.upperBound)]
    let found = Parallel.map(2) { k in sampler([p.name: numbers[k]], few)?.values(at: few) }
    guard let a = found[0], let b = found[1], numbers[1] != numbers[0] else { return value }
    let (first, second) = (RelativeError(few, a).error, RelativeError(few, b).error)
    let search = CurveFit(points: few, values: { _ in nil }, range: p.range, share: 0.9)
    if second < first / 30 { return numbers[1] }
    guard let step = search.newtonStep(from: a, to: b, by: numbers[1] - numbers[0]), step.isFinite else {
      return value
    }
    let reached = min(max(numbers[1] + step, p.range.lowerBound), p.range.upperBound)
    // The line's own error is of second order; within it, the number with the fewest digits is meant.
    return shortest(reached, within: abs(reached) * max(1e-9, 4 * (step / reached) * (step / reached)))
  }

  private func shortest(_ value: Double, within bar: Double) -> Double {
    for digits in 0..<9 {
      let unit = Double.pow(10, Double.log10(abs(value)).rounded(.down) - Double(digits))
      let round = (value / unit).rounded() * unit
      if abs(round - value) <= bar { return round }
    }
    return value
  }

  private func isEnd(_ value: Double, of p: Parameter) -> Bool {
    let width = p.range.upperBound - p.range.lowerBound
    return [p.range.lowerBound, p.range.upperBound].contains { abs(value - $0) <= 1e-6 * width }
  }

  /// Of a formula the best value outside the range, from 0 to twice its upper end; nil where that is an end
  /// again and does not explain the file.
  private func beyond(_ p: Parameter, _ search: CurveFit) -> Double? {
    guard scorer.isClosedForm else { return nil }
    let (low, high) = (min(0, p.range.lowerBound), 2 * p.range.upperBound)
    let tried =
      (0...8).map { low + (p.range.lowerBound - low) * Double($0) / 8 }
      + (0...24).map { p.range.upperBound * (1 + Double($0) / 24) }
    let wider = CurveFit(points: search.points, values: search.values, range: low...high, share: search.share)
    guard let value = wider.best(Array(Set(tried)).sorted(), isWhole: false, steps: 10) else { return nil }
    if abs(value - low) > 1e-6 * high, abs(value - high) > 1e-6 * high { return value }
    let sample = investigation.sample.readings
    let candidate = sampler([p.name: value], sample)?.values(at: sample)
    return candidate.map { investigation.judge.distances($0, 0.9).isExact } ?? false ? value : nil
  }

  private func made(_ p: Parameter, _ given: Double, _ value: Double, _ candidate: [[Double]]) -> Fit {
    let (found, asked) = (estimate(p.range.lowerBound <= 0 && abs(value) < 1e-9 ? 0 : value), estimate(given))
    let cure =
      p.range.contains(value)
      ? "solve with the right one, or score with --set \(p.name)=\(found)"
      : "that is outside the range allowed here, [\(p.range.lowerBound), \(p.range.upperBound)]: solve with the right one"
    return Fit(
      parameter: p, given: given, value: value,
      hypothesis: Hypothesis(
        mistake: .parameter,
        text: "\(p.name) is \(found) in the file, \(asked) in the problem (\(p.summary)): \(cure)",
        candidate: candidate, freedom: 1, subject: p.name, value: value, given: given))
  }

  /// Two whole numbers at once.
  var pairs: [Hypothesis] {
    let whole = type(of: problem).parameters.filter(\.isWhole)
    guard whole.count == 2 else { return [] }
    let (few, sample) = (investigation.scan, investigation.sample)
    var best: (Double, Double, Double)?
    for a in stride(from: whole[0].range.lowerBound, through: whole[0].range.upperBound, by: 1) {
      for b in stride(from: whole[1].range.lowerBound, through: whole[1].range.upperBound, by: 1) {
        let changes = [whole[0].name: a, whole[1].name: b]
        guard let values = sampler(changes, few.readings)?.values(at: few.readings) else { continue }
        let error = RelativeError(few.readings, values).error
        if error < best?.2 ?? .infinity { best = (a, b, error) }
      }
    }
    guard let (a, b, error) = best, error < 0.3 else { return [] }
    let given = whole.map { scorer.settings[$0.name] ?? $0.standard }
    guard a != given[0], b != given[1],
      let candidate = sampler([whole[0].name: a, whole[1].name: b], sample.readings)?.values(
        at: sample.readings)
    else { return [] }
    let isExchanged = a == given[1] && b == given[0]
    let names = "\(whole[0].name) and \(whole[1].name)"
    return [
      Hypothesis(
        mistake: .parameter,
        text: "\(names) are \(estimate(a)) and \(estimate(b)) in the file, \(estimate(given[0])) and "
          + "\(estimate(given[1])) in the problem\(isExchanged ? ": they are exchanged" : ""): solve with the right ones, "
          + "or score with --set \(whole[0].name)=\(estimate(a)) --set \(whole[1].name)=\(estimate(b))",
        candidate: candidate, subject: names, value: a, given: given[0])
    ]
  }

  /// Other problems of the catalogue on the same domain.
  var equations: [Hypothesis] {
    Catalogue.all.compactMap { type in
      guard type.name != problem.name else { return nil }
      let known = scorer.settings.filter { name, _ in type.parameters.contains { $0.name == name } }
      guard let other = (try? Catalogue.problem(type.name, known)) ?? (try? Catalogue.problem(type.name)),
        other.domain.coordinates == problem.domain.coordinates, other.domain.ranges == problem.domain.ranges,
        other.domain.cut == problem.domain.cut, other.unknowns == problem.unknowns
      else { return nil }
      let reference = other.reference
      if !reference.hasFormula(in: other.domain) { return nil }
      let sampler = FieldSampler(reference, other.unknowns)
      guard let candidate = investigation.values({ $0.readings.positions }, by: sampler) else { return nil }
      return Hypothesis(
        mistake: .equation,
        text:
          "the file holds the solution of \(type.name), \(type.summary): score it with --problem \(type.name)",
        candidate: candidate, subject: type.name)
    }
  }
}
