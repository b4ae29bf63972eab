import Differentiation
import PDE
import Problems
import Reference

/// Mistakes in what was solved.
extension Investigation {
  /// The best value of one parameter.
  struct ParameterFit {
    let parameter: Parameter
    let given, value: Double
    let misfit: Misfit
    let finding: Finding
  }

  /// One for each parameter whose best value is not the one that was set.
  var parameterFits: [ParameterFit] { type(of: problem).parameters.compactMap(fit) }

  private func fit(_ parameter: Parameter) -> ParameterFit? {
    let (name, settings) = (problem.name, scorer.settings)
    let (domain, unknowns) = (problem.domain, problem.unknowns)
    @Sendable func values(_ readings: Readings, _ value: Double, isSketch: Bool = false) -> [[Double]]? {
      guard let other = try? Catalogue.problem(name, settings.merging([parameter.name: value]) { $1 }),
        other.domain.coordinates == domain.coordinates, other.unknowns == unknowns,
        zip(readings.positions, other.domain.ranges).allSatisfy({ column, range in
          column.allSatisfy(range.contains)
        })
      else { return nil }
      let reference = other.reference
      let sketch = isSketch ? (reference as? PeriodicReference)?.sketch : nil
      return Sampler(sketch ?? reference, unknowns).values(at: readings)
    }
    let given = settings[parameter.name] ?? parameter.standard
    let (scan, range) = (scan, parameter.range)
    let isComputed = scorer.reference.isSolvedForEach
    let search = CurveFit(
      points: scan, values: { values(scan, $0, isSketch: true) }, range: range, share: 0.9)
    let tried =
      parameter.isWhole
      ? stride(from: range.lowerBound, through: range.upperBound, by: 1).prefix(200).map { $0 }
      : CurveFit.numbers(range, about: given, coarse: isComputed)
    guard
      let value = search.best(
        tried, isWhole: parameter.isWhole, steps: isComputed ? 6 : 10, valleys: isComputed ? 1 : 3),
      abs(value - given) > 1e-6 * max(abs(given), 1e-9), let all = values(sample, value)
    else { return nil }
    let misfit = misfit(all)
    let diagnosis = Diagnosis(
      .parameter,
      "\(parameter.name) is \(estimate(value)) in the file, \(estimate(given)) in the problem (\(parameter.summary)): "
        + "solve with the right one, or score with --set \(parameter.name)=\(estimate(value)); \(effect(misfit))"
    )
    return ParameterFit(
      parameter: parameter, given: given, value: value, misfit: misfit,
      finding: Finding(diagnosis: diagnosis, error: misfit.error))
  }

  /// Other problems of the catalogue on the same domain.
  var equations: [Finding] {
    Catalogue.all.compactMap { type in
      guard type.name != problem.name else { return nil }
      let known = scorer.settings.filter { name, _ in type.parameters.contains { $0.name == name } }
      guard let other = (try? Catalogue.problem(type.name, known)) ?? (try? Catalogue.problem(type.name)),
        other.domain.coordinates == problem.domain.coordinates, other.domain.ranges == problem.domain.ranges,
        other.domain.cut == problem.domain.cut,
        other.unknowns == problem.unknowns
      else { return nil }
      let reference = other.reference
      if reference is PeriodicReference { return nil }
      let misfit = misfit(Sampler(reference, other.unknowns).values(at: sample))
      guard misfit.explains() else { return nil }
      return Finding(
        diagnosis: Diagnosis(
          .equation,
          "the file holds the solution of \(type.name), \(type.summary): score it with --problem \(type.name); "
            + effect(misfit)), error: misfit.error)
    }
  }

  /// A constant factor on u; −1 is a flipped sign.
  var scaled: [Finding] {
    var (along, size) = (0.0, 0.0)
    for (u, v) in zip(sample.values, sampleTruth) {
      for (a, b) in zip(u, v) {
        along += a * b
        size += b * b
      }
    }
    let factor = along / size
    guard size > 0, factor.isFinite else { return [] }
    let misfit = misfit(sampleTruth.map { $0.map { factor * $0 } })
    guard misfit.explains() else { return [] }
    let diagnosis =
      abs(factor + 1) < 1e-3
      ? Diagnosis(.equation, "u has the wrong sign: a term or a condition is flipped; \(effect(misfit))")
      : Diagnosis(
        .scaled,
        "u is \(estimate(factor)) times the truth: divide by that, or check the source and the units; "
          + effect(misfit))
    return [Finding(diagnosis: diagnosis, error: misfit.error)]
  }
}
