// SPDX-License-Identifier: MIT

import Training

extension SavedNetwork {
  /// The cell that goes on where this one stands, with the result of a training of so many steps that was
  /// never interrupted.
  /// - Parameter steps: all of them, those that are done among them; those that there were to be where nil.
  /// - Throws: ``SavedNetworkError`` where other code has written it, or there is nothing to go on with;
  ///   `TrainingError` for fewer steps than there were to be.
  public func continued(steps: Int? = nil) throws -> Cell {
    let file = file ?? cell
    func check(_ what: String, _ found: String, _ here: String) throws {
      if found != here { throw SavedNetworkError.differs(file: file, what: what, found: found, here: here) }
    }
    try check("the version of Plumbline", version, Runner.version)
    try check("the build of Plumbline (a hash of its code)", document.code, CodeIdentity.current)
    guard let checkpoint else { throw SavedNetworkError.noState(file: file) }
    var name = try CellName(id: cell)
    try check("the problem's name", problem, name.kind.problem)
    if let steps { name.kind.steps = steps }
    var cell = try Cell(name)
    try check("the precision", precision.rawValue, cell.run.precision.rawValue)
    try check("the optimizer", document.training.optimizer.rawValue, cell.run.optimizer.rawValue)
    try check("the strategy", document.training.strategy, cell.run.strategy.name)
    try check("the seed", "\(document.training.seed)", "\(cell.run.seed)")
    if document.training.configuration != cell.run.configuration {
      try check("the configuration", "\(document.training.configuration)", "\(cell.run.configuration)")
    }
    let total = cell.run.total
    guard total >= checkpoint.steps else {
      throw TrainingError.fewerSteps(asked: total, begun: checkpoint.steps)
    }
    guard checkpoint.done < total else { throw SavedNetworkError.complete(file: file, steps: total) }
    cell.goOn(from: checkpoint, after: seconds)
    return cell
  }
}

extension TrainingRun {
  /// Steps of the optimiser that it takes in all, those of the warm-up not among them.
  var total: Int { steps ?? configuration.steps(of: optimizer) }
}

extension Cell {
  /// - Parameter seconds: that the training took so far.
  mutating func goOn(from checkpoint: TrainingCheckpoint, after seconds: Double) {
    run.checkpoint = checkpoint
    secondsBefore = seconds
  }
}
