import Differentiation
import PDE
import Reference

/// Why a file is wrong: each usual mistake is undone, and what makes the error fall tenfold explains it.
struct Investigation {
  let scorer: Scorer
  let readings: Readings
  let truth: Truth
  let grid: TensorGrid?
  let slope: SlopeError?
  /// `[unknown][point]`
  let errors: [[Double]]
  /// About two thousand points for verdicts, three hundred for scans.
  let sample, scan: Readings
  let sampleTruth: [[Double]]

  init(_ scoring: Scoring, _ grid: TensorGrid?, _ slope: SlopeError?, _ errors: [[Double]]) {
    (scorer, readings, truth) = (scoring.scorer, scoring.readings, scoring.truth)
    (self.grid, self.slope, self.errors) = (grid, slope, errors)
    let indices = Sample.indices(readings, 2000)
    sample = readings.only(indices)
    sampleTruth = truth.only(indices).values
    // A Fourier sum of thousands of terms is dear.
    let few = scorer.reference is PeriodicReference ? 80 : 300
    scan = readings.only(Sample.indices(readings, few))
  }

  var problem: any Problem { scorer.problem }
  var sampler: Sampler { Sampler(scorer.reference, problem.unknowns) }

  /// An explanation, and the relative error that it leaves.
  struct Finding {
    let diagnosis: Diagnosis
    let error: Double
  }

  /// All explanations that are about as good as the best: some mistakes cannot be told apart, such as a factor in time
  /// and the speed of a wave.
  var diagnosis: [Diagnosis] {
    if values(allZero: readings.values) {
      return [Diagnosis(.scaled, "every value is 0; was a field saved before it was computed?")]
    }
    if let rounding { return [rounding] }
    let others = transposed + ranges + scaled + equations + [timeFactor].compactMap { $0 }
    // Where each value of a parameter is solved for anew, they are tried only if nothing else explains the file.
    let parameters = scorer.reference.isSolvedForEach && !others.isEmpty ? [] : parameterFits
    let all = others + parameters.filter { $0.misfit.explains() }.map { $0.finding }
    if let best = all.map(\.error).min() {
      return all.filter { $0.error <= max(3 * best, 1e-8) }.map(\.diagnosis)
    }
    return [smeared(parameters) ?? face].compactMap { $0 }
  }

  private func values(allZero columns: [[Double]]) -> Bool {
    columns.allSatisfy { $0.allSatisfy { $0 == 0 } }
  }

  /// How a candidate does on the sample.
  func misfit(_ candidate: [[Double]]) -> Misfit { Misfit(sample, candidate, truth: sampleTruth) }

  /// "the relative error falls from 1.0e+00 to 2.0e-16"
  func effect(_ misfit: Misfit) -> String {
    "the relative error falls from \(short(misfit.base)) to \(short(misfit.error))"
  }
}

extension ReferenceSolution {
  /// Whether another value of a parameter means another solution to compute.
  var isSolvedForEach: Bool { self is ValidatedReference || self is PeriodicReference }
}
