// SPDX-License-Identifier: MIT

import Benchmarking
import DataFiles
import Differentiation
import PDE
import Problems
import Threads

/// Holds files against a problem's reference.
///
///     let scorer = try Scorer(problem: "burgers", settings: ["nu": 0.01])
///     let score = try scorer.score(file: "burgers_shock.mat")
public struct Scorer: Sendable {
  public let problem: any Benchmark
  let settings: [String: Double]
  let reference: any ReferenceSolution

  /// Whether the reference has a formula, so that values are cheap at any point.
  var hasFormula: Bool { reference.hasFormula(in: problem.domain) }

  /// Whether it is that formula evaluated as it stands, which holds for any value of a parameter: a
  /// quadrature may need ever more nodes.
  var isClosedForm: Bool { reference is any ClosedFormReference }

  /// - Parameters:
  ///   - problem: its name in the catalogue.
  ///   - settings: parameters by name; standard where nothing is given.
  /// - Throws: `UnknownProblem`, `SettingError`.
  public init(problem: String, settings: [String: Double] = [:]) throws {
    self.problem = try Catalogue.problem(problem, settings)
    self.settings = settings
    // Kept, since a problem may make a new one each time, and one that is computed is expensive.
    reference = self.problem.reference
  }

  /// - Parameters:
  ///   - settings: the parameters that the problem was made with.
  ///   - reference: the problem's, which may be solved already.
  package init(_ problem: any Benchmark, _ settings: [String: Double], _ reference: any ReferenceSolution) {
    self.problem = problem
    self.settings = settings
    self.reference = reference
  }

  /// The score of values at points that the caller has at hand.
  /// - Parameters:
  ///   - values: `[unknown][point]`, in the units of u; NaN where there is none.
  ///   - positions: `[coordinate][point]`, in the problem's order of coordinates.
  ///   - name: what they are called in messages.
  public func score(
    _ values: [[Double]], at positions: [[Double]], named name: String = "the field"
  ) throws(ScoringError) -> FileScore {
    do throws(Fault) {
      let samples = FieldSamples(problem.domain.coordinates, positions, values, .points)
      return try scored([samples.filled(in: problem.domain)]).score
    } catch { throw ScoringError(file: name, error) }
  }

  /// The score of a file of any format that `DataFile` reads.
  /// - Parameters:
  ///   - file: its path.
  ///   - choice: which columns or arrays are meant, where their names do not say it.
  ///   - run: which of the runs in an HDF5 file of many, from 0; the first where nothing is said.
  public func score(
    file: String, choosing choice: FieldChoice = FieldChoice(), run: Int? = nil
  ) throws(ScoringError) -> FileScore {
    try score(Self.contents(of: file, run: run), named: file, choosing: choice)
  }

  /// The score of a file's bytes.
  /// - Parameters:
  ///   - bytes: all of the file.
  ///   - name: what the file is called in messages.
  ///   - choice: as above.
  ///   - run: as above.
  public func score(
    bytes: [UInt8], named name: String, choosing choice: FieldChoice = FieldChoice(), run: Int? = nil
  ) throws(ScoringError) -> FileScore {
    try score(Self.contents(of: name, bytes: bytes, run: run), named: name, choosing: choice)
  }

  /// What a file holds.
  /// - Parameters:
  ///   - file: its path, or what its bytes are called.
  ///   - bytes: all of the file, where they are at hand.
  ///   - run: as above.
  package static func contents(
    of file: String, bytes: [UInt8]? = nil, run: Int?
  ) throws(ScoringError) -> DataFileContents {
    do throws(DataFileError) {
      if let bytes { return try DataFile.read(bytes, named: file, run: run) }
      return try DataFile.read(file, run: run)
    } catch { throw ScoringError(file: file, .unreadable(error.problem)) }
  }

  /// The score of what a file holds.
  /// - Parameters:
  ///   - file: its name, for messages.
  ///   - choice: as above.
  package func score(
    _ contents: DataFileContents, named file: String, choosing choice: FieldChoice = FieldChoice()
  ) throws(ScoringError) -> FileScore {
    do throws(Fault) {
      return try scored(readings(contents, choice)).score
    } catch { throw ScoringError(file: file, error) }
  }

  /// A score, and what it is of: readings after a correction.
  typealias Scored = (score: FileScore, readings: FieldSamples)

  func scored(_ all: [FieldSamples]) throws(Fault) -> Scored {
    let settled = try settled(all)
    let score = try settled.scoring.score(after: settled.correction)
    if Job.isCancelled { throw .cancelled }
    return (score, settled.readings)
  }

  /// The score of what a file holds, and its errors for a picture.
  /// - Parameters:
  ///   - contents: of the file.
  ///   - file: its name, for messages.
  ///   - choice: as above.
  package func scoreAndErrors(
    _ contents: DataFileContents, named file: String, choosing choice: FieldChoice
  ) throws(ScoringError) -> (score: FileScore, errors: ErrorField) {
    do throws(Fault) {
      let settled = try settled(readings(contents, choice))
      return (try settled.scoring.score(after: settled.correction), ErrorField(settled.scoring))
    } catch { throw ScoringError(file: file, error) }
  }

  /// What is scored: the order of indices that fits, in the range that fits.
  private typealias Settled = (
    scoring: Scoring, correction: Scoring.Correction?, readings: FieldSamples
  )

  private func settled(_ all: [FieldSamples]) throws(Fault) -> Settled {
    let placement = Placement(domain: problem.domain)
    var placed: [FieldSamples] = []
    var fault: Fault?
    for one in all {
      do throws(Fault) {
        placed.append(try placement.placed(one))
      } catch { fault = fault ?? error }
    }
    if let best = bestFitting(placed) { return try settled(best, of: placed) }
    guard let fault else { throw .noTruth(reason: "the file holds no points") }
    switch fault {
    case .outside, .cut: break
    default: throw fault
    }
    // Coordinates in another range: with the right ones the score shows what else is wrong.
    for one in all {
      if let (moved, diagnosis) = RangeSearch(self).moved(one), let whole = try? placement.placed(moved) {
        return (try Scoring(self, whole), .init(diagnosis: diagnosis, before: nil), whole)
      }
    }
    throw fault
  }

  /// Where another order of indices was taken than the problem's, the file as it stands is in that one.
  private func settled(_ best: FieldSamples, of all: [FieldSamples]) throws(Fault) -> Settled {
    let scoring = try Scoring(self, best)
    guard let order = best.turned, let plain = all.first(where: { $0.turned == nil }) else {
      return (scoring, nil, best)
    }
    let before = try Scoring(self, plain).relative
    let names = best.coordinates.map(\.description).joined(separator: ", ")
    let diagnosis = Diagnosis(
      .transposedGrid, .stated,
      "the shape does not tell the order of the field's indices; indexed [\(names)] its relative error is "
        + "\(short(before ?? 0)), indexed [\(order)] it is \(short(scoring.relative ?? 0)), and it was scored so: "
        + "index it [\(names)], or, if it is, \(names) are exchanged in the problem that was solved",
      leaves: scoring.relative)
    return (scoring, .init(diagnosis: diagnosis, before: before), best)
  }

  func readings(_ contents: DataFileContents, _ choice: FieldChoice) throws(Fault) -> [FieldSamples] {
    let parameters = type(of: problem).parameters.map { ($0.name, settings[$0.name] ?? $0.standard) }
    let names = Names(
      coordinates: problem.domain.coordinates, unknowns: problem.unknowns, choice: choice,
      parameters: Dictionary(parameters) { first, _ in first })
    return switch contents {
    case .table(let table): [try TableReader(names: names, domain: problem.domain).readings(table)]
    case .arrays(let arrays): try ArrayReader(names: names, domain: problem.domain).readings(arrays)
    }
  }

  /// Of several orders of indices that the shapes allow, the one that fits the reference best.
  private func bestFitting(_ all: [FieldSamples]) -> FieldSamples? {
    guard all.count > 1 else { return all.first }
    let misfits = all.map { one in
      let sample = one.only(Sample.indices(one, 2000))
      return RelativeError(sample, FieldSampler(reference, problem.unknowns).values(at: sample)).error
    }
    // Another order than the problem's own must fit far better, or a symmetric field would be turned by its
    // rounding, and a wrong one by chance.
    let best = misfits.indices.min { misfits[$0] < misfits[$1] } ?? 0
    return misfits[best] < misfits[0] / 10 && misfits[0] > 1e-9 ? all[best] : all[0]
  }
}

extension ReferenceSolution {
  /// Whether there is a formula; where there is none, each value of a parameter means another solution to
  /// compute.
  func hasFormula(in domain: Domain) -> Bool {
    let middle = domain.ranges.map { ($0.lowerBound + $0.upperBound) / 2.1 }
    let point = Point(domain.coordinates, middle)
    return formula(point, near: point) != nil
  }
}
