// SPDX-License-Identifier: MIT

import Benchmarking
import DataFiles
import Networks
import PDE
import Problems
import Training

/// A trained network as a file keeps it: its weights, what u is made of them, how they came about, and what a
/// training needs to go on.
///
///     let network = try SavedNetwork(contentsOf: "heat.npz")
///     let u = try network.solution()
///     try u.values(at: [0.5, 0.1])
public struct SavedNetwork: Sendable, Equatable {
  /// Of the file's form.
  public static let formatVersion = NetworkDocument.formatVersion
  /// Where it was read from; nil of one that was not.
  package let file: String?
  let document: NetworkDocument
  public let architecture: Architecture
  /// Layer after layer: weights row by row, then biases; Doubles whatever the precision.
  public let parameters: [Double]
  /// What a training goes on from; nil where it cannot.
  public let checkpoint: TrainingCheckpoint?

  /// The cell that trained it.
  public var cell: String { document.cell }
  /// What came of it; nil of a training that is under way.
  public var result: CellResult? { document.result }
  /// The problem's name.
  public var problem: String { document.problem.name }
  /// The parameters of the problem that were given.
  public var settings: [String: Double] { document.problem.settings }
  /// In which the network was trained.
  public var precision: Precision { document.network.precision }
  /// Of the Plumbline that trained it.
  public var version: String { document.version }
  /// Wall time of the training.
  public var seconds: Double { document.training.seconds }
  package var fingerprint: String { document.fingerprint }

  init(
    file: String?, _ document: NetworkDocument, _ architecture: Architecture, _ parameters: [Double],
    _ checkpoint: TrainingCheckpoint?
  ) {
    self.file = file
    self.document = document
    self.architecture = architecture
    self.parameters = parameters
    self.checkpoint = checkpoint
  }

  /// A training that is under way.
  package init(_ cell: Cell, at checkpoint: TrainingCheckpoint, seconds: Double) throws {
    try self.init(
      cell, checkpoint.latest.parameters, checkpoint, done: checkpoint.done, steps: checkpoint.steps,
      seconds: seconds, result: nil)
  }

  /// What came of a training.
  public init(_ cell: Cell, _ solution: TrainedSolution, _ result: CellResult) throws {
    let steps = cell.run.total
    try self.init(
      cell, solution.parameters, solution.checkpoint, done: solution.checkpoint?.done ?? steps, steps: steps,
      seconds: result.seconds, result: result)
  }

  private init(
    _ cell: Cell, _ parameters: [Double], _ checkpoint: TrainingCheckpoint?, done: Int, steps: Int,
    seconds: Double,
    result: CellResult?
  ) throws {
    let architecture = try cell.run.architecture()
    let layers = [architecture.inputs] + architecture.hidden + [architecture.outputs]
    self.init(
      file: nil,
      try NetworkDocument(cell, layers, done: done, steps: steps, seconds: seconds, result: result),
      architecture,
      parameters, checkpoint)
  }
}

extension SavedNetwork {
  /// The network's u, of a problem of the catalogue.
  /// - Throws: ``SavedNetworkError`` where the problem is none of the catalogue, or another one by now.
  public func solution() throws -> NetworkSolution { try solution(of: catalogued()) }

  /// The network's u, of any problem.
  /// - Parameter problem: that it was trained on.
  /// - Throws: ``SavedNetworkError`` where it was trained on another.
  public func solution(of problem: any Problem) throws -> NetworkSolution {
    func differs(_ what: String, _ found: String, _ here: String) -> SavedNetworkError {
      .differs(file: file ?? cell, what: what, found: found, here: here)
    }
    if problem.name != self.problem { throw differs("the problem", self.problem, problem.name) }
    let (inputs, coordinates) = (document.problem.coordinates, problem.domain.coordinates.map(\.description))
    if inputs != coordinates {
      throw differs("the coordinates", inputs.joined(separator: ", "), coordinates.joined(separator: ", "))
    }
    if architecture.outputs != problem.unknowns {
      throw differs("the number of unknowns", "\(architecture.outputs)", "\(problem.unknowns)")
    }
    let now = HardConstraintText(problem)
    if document.hardConstraint != now {
      throw differs("the hard constraint", text(document.hardConstraint), text(now))
    }
    // What no text can say may have changed with any version.
    if now?.reason != nil, version != Runner.version {
      throw differs("the version of Plumbline", version, Runner.version)
    }
    return NetworkSolution(problem, architecture, parameters: parameters)
  }

  /// The problem, from the catalogue.
  /// - Throws: ``SavedNetworkError``.
  package func catalogued() throws -> any Benchmark {
    do {
      return try Catalogue.problem(problem, settings)
    } catch {
      throw SavedNetworkError.damaged(
        file: file ?? cell, reason: "\(error); a problem of your own is given to solution(of:)")
    }
  }

  private func text(_ constraint: HardConstraintText?) -> String {
    guard let constraint else { return "none" }
    guard let g = constraint.g, let d = constraint.d else { return "one that no text says" }
    return zip(g, d).map { "(\($0)) + (\($1))*N" }.joined(separator: "; ")
  }
}
