// SPDX-License-Identifier: MIT

import Campaigns
import Plumbline

/// How far cells in training are, by the work that is expected of them.
package struct RunningWork: Sendable {
  private struct Training {
    let name, shortName: String
    let warmUp, rest: Double
    let start: Double
    var isWarm: Bool
    var step = -1
    var share = 0.0
    var loss: Double?
    var left: TimeLeft
  }
  private let expected: [String: Double]
  private let total: Double
  /// Finished here, and read from files: that took no time, and says nothing of the rest.
  private var (trained, stored) = (0.0, 0.0)
  /// In the order in which they began.
  private var running: [String] = []
  private var trainings: [String: Training] = [:]
  private var left = TimeLeft(at: 0)

  package init(_ cells: [Cell]) {
    expected = Dictionary(cells.map { ($0.id, ExpectedCost.work($0)) }) { first, _ in first }
    total = expected.values.reduce(0, +)
  }

  /// - Parameter now: seconds since this was made, as below.
  package mutating func started(_ cell: Cell, at now: Double) {
    let parts = ExpectedCost.parts(cell)
    if trainings[cell.id] == nil { running.append(cell.id) }
    trainings[cell.id] = Training(
      name: cell.id, shortName: "\(cell.problemID)/\(cell.run.strategy.name)/seed\(cell.run.seed)",
      warmUp: parts.warmUp, rest: parts.rest, start: now, isWarm: parts.warmUp == 0, left: TimeLeft(at: now))
  }

  /// - Parameters:
  ///   - id: of the cell.
  ///   - step: done, from 0; those after the warm-up are counted from 0 again.
  ///   - steps: how many there will be.
  ///   - loss: shown as it is.
  ///   - now: seconds.
  package mutating func trained(_ id: String, step: Int, of steps: Int, loss: Double, at now: Double) {
    guard var training = trainings[id] else { return }
    if step <= training.step { training.isWarm = true }
    let part = min(1, Double(step + 1) / Double(max(1, steps)))
    let done = training.isWarm ? training.warmUp + part * training.rest : part * training.warmUp
    let whole = training.warmUp + training.rest
    (training.step, training.loss, training.share) = (step, loss, done / whole)
    training.left.update(done: done, remaining: whole - done, at: now)
    trainings[id] = training
  }

  /// - Parameters:
  ///   - id: of the cell.
  ///   - isStored: whether its result was read from its file.
  ///   - now: seconds.
  package mutating func finished(_ id: String, isStored: Bool, at now: Double) {
    if trainings.removeValue(forKey: id) != nil { running.removeAll { $0 == id } }
    let work = expected[id] ?? 0
    if isStored { stored += work } else { trained += work }
  }

  /// Its words for the whole are the caller's.
  package mutating func picture(at now: Double) -> ProgressPicture {
    let under = running.reduce(0) { $0 + (trainings[$1]?.share ?? 0) * (expected[$1] ?? 0) }
    let done = trained + under
    left.update(done: done, remaining: total - stored - done, at: now)
    let parts = running.compactMap { trainings[$0] }.map { training in
      ProgressPicture.Part(
        name: training.name, shortName: training.shortName, share: training.share, loss: training.loss,
        left: training.share >= 1 ? "judging" : training.left.text(at: now))
    }
    return ProgressPicture(
      whole: "", share: total > 0 ? (stored + done) / total : nil, left: left.text(at: now), parts: parts)
  }
}
