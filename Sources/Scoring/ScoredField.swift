// SPDX-License-Identifier: MIT

import DataFiles
import PDE

/// What a file holds, for a picture of it.
package struct ScoredField: Sendable {
  /// nil of values of a derivative, which are not scored.
  package let score: FileScore?
  /// `[coordinate][point]`, in the problem's order, within the domain and after a correction.
  package let positions: [[Double]]
  /// `[unknown][point]`; NaN where the file has none though the point lies in the domain.
  package let values: [[Double]]

  init(_ score: FileScore?, _ readings: FieldSamples, _ domain: Domain) {
    self.score = score
    let gaps = (0..<(readings.empty.first?.count ?? 0)).map { i in readings.empty.map { $0[i] } }
      .filter { point in
        // A correction moves them with the others, or out of sight.
        zip(point, domain.ranges).allSatisfy { $1.contains($0) } && !domain.isCut(point)
      }
    positions = readings.positions.enumerated().map { k, column in column + gaps.map { $0[k] } }
    values = readings.values.map { $0 + [Double](repeating: .nan, count: gaps.count) }
  }
}

extension Scorer {
  /// A file's values, read and placed as ``score(file:choosing:run:)`` does, and their score.
  /// - Parameters:
  ///   - file: its path, or what the bytes are called.
  ///   - bytes: all of it; nil where it is to be read.
  ///   - choice: which columns or arrays are meant, where their names do not say it.
  ///   - run: which of the runs in an HDF5 file of many, from 0; the first where nothing is said.
  ///   - isDerivative: whether the values are of a derivative, so that there is no score.
  package func field(
    file: String, bytes: [UInt8]?, choosing choice: FieldChoice, run: Int?, isDerivative: Bool
  ) throws(ScoringError) -> ScoredField {
    let contents = try Self.contents(of: file, bytes: bytes, run: run)
    do throws(Fault) {
      let all = try readings(contents, choice)
      if isDerivative {
        guard let first = all.first else { throw .noTruth(reason: "the file holds no points") }
        return ScoredField(nil, try Placement(domain: problem.domain).placed(first), problem.domain)
      }
      let scored = try scored(all)
      return ScoredField(scored.score, scored.readings, problem.domain)
    } catch { throw ScoringError(file: file, error) }
  }
}
