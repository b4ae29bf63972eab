// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Problems
import Strategies
import Synchronization
import Testing

@testable import Training

/// A training that goes on is the training that was never interrupted, to the last bit.
@Suite struct ResumeTests {
  /// Keeps the checkpoint of every step.
  final class Keeper: TrainingObserver {
    private let all = Mutex<[TrainingCheckpoint]>([])
    var checkpoints: [TrainingCheckpoint] { all.withLock { $0 } }
    func trained(step: Int, of steps: Int, loss: Double) {}
    func reached(_ checkpoint: () -> TrainingCheckpoint) {
      let made = checkpoint()
      all.withLock { $0.append(made) }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let optimizer: OptimizerKind
    let precision: Precision
    /// Steps between two choices of points.
    let interval: Int
    var testDescription: String { "\(optimizer.rawValue) \(precision.rawValue), points every \(interval)" }
    static let all = [
      Case(optimizer: .adam, precision: .float64, interval: 0),
      Case(optimizer: .adam, precision: .float32, interval: 0),
      Case(optimizer: .lbfgs, precision: .float64, interval: 0),
      Case(optimizer: .lbfgs, precision: .float32, interval: 10),
      Case(optimizer: .lbfgs, precision: .float64, interval: 10),
      Case(optimizer: .levenbergMarquardt, precision: .float64, interval: 3),
      Case(optimizer: .levenbergMarquardt, precision: .float32, interval: 3),
      Case(optimizer: .levenbergMarquardt, precision: .float64, interval: 0),
    ]

    func run(steps: Int, threads: Int = 2) throws -> TrainingRun {
      let problem = try Catalogue.problem("burgers", ["nu": 0.1])
      var c = problem.training
      (c.hidden, c.points, c.conditionPoints, c.warmUp) = ([4, 4], 40, 5, 3)
      c.resampling = optimizer == .lbfgs ? interval / 10 : interval
      var run = TrainingRun(
        problem, StrategyCatalogue.fastest, optimizer, precision, seed: 2, steps: steps, configuration: c)
      run.threads = threads
      return run
    }
  }

  func equal(_ a: TrainedSolution, _ b: TrainedSolution) -> Bool {
    a.parameters == b.parameters && a.losses == b.losses && a.dampings == b.dampings
      && a.checkpoint == b.checkpoint
  }

  /// From the state after every step, of the warm-up too, on another number of threads.
  @Test(arguments: Case.all) func anyStep(of test: Case) throws {
    let steps = test.optimizer == .lbfgs ? 34 : 14
    let keeper = Keeper()
    let whole = try test.run(steps: steps).train(keeper)
    let count = steps + (test.optimizer == .adam ? 0 : 3)
    #expect(keeper.checkpoints.count == count && whole.checkpoint?.done == steps)
    for checkpoint in keeper.checkpoints {
      var rest = try test.run(steps: steps, threads: 1)
      rest.checkpoint = checkpoint
      #expect(try equal(rest.train(), whole), "after \(checkpoint.latest.phase) \(checkpoint.latest.step)")
    }
  }

  /// From the end of a shorter training, whose last points a longer one would have replaced.
  @Test(arguments: Case.all) func moreSteps(than test: Case) throws {
    let steps = test.optimizer == .lbfgs ? 34 : 14
    let whole = try test.run(steps: steps).train()
    for shorter in test.optimizer == .lbfgs ? [5, 10, 11, 20, 21, 30, 33] : Array(1..<steps) {
      let first = try test.run(steps: shorter).train()
      var rest = try test.run(steps: steps)
      rest.checkpoint = first.checkpoint
      #expect(try equal(rest.train(), whole), "\(shorter) steps first")
      // The ways part where points are kept that would have been replaced.
      let parts = test.interval > 0 && shorter > test.interval
      #expect((first.checkpoint?.fork != nil) == parts, "\(shorter) of \(steps)")
    }
  }

  /// In the middle of a run that itself went on, to more steps than it was begun with.
  @Test func twice() throws {
    let test = Case(optimizer: .levenbergMarquardt, precision: .float64, interval: 3)
    let whole = try test.run(steps: 20).train()
    var second = try test.run(steps: 13)
    second.checkpoint = try test.run(steps: 8).train().checkpoint
    let keeper = Keeper()
    _ = try second.train(keeper)
    for checkpoint in keeper.checkpoints {
      var third = try test.run(steps: 20)
      third.checkpoint = checkpoint
      #expect(try equal(third.train(), whole), "after step \(checkpoint.done)")
    }
  }

  /// Nothing in a state is for nothing: without any one part the training goes another way.
  @Test(arguments: Case.all.filter { $0.interval > 0 || $0.optimizer == .adam }) func everyPart(of test: Case)
    throws
  {
    let steps = test.optimizer == .lbfgs ? 34 : 14
    let keeper = Keeper()
    let whole = try test.run(steps: steps).train(keeper)
    // After the first choice of points, before the last.
    let checkpoint = try #require(keeper.checkpoints.first { $0.done == (test.optimizer == .lbfgs ? 15 : 5) })
    func rest(_ change: (inout TrainingState) -> Void) throws -> [Double] {
      var state = checkpoint.latest
      change(&state)
      var run = try test.run(steps: steps)
      run.checkpoint = TrainingCheckpoint(steps: steps, latest: state, fork: nil)
      return try run.train().parameters
    }
    #expect(try rest { _ in } == whole.parameters)
    if test.interval > 0 {
      #expect(try rest { $0.points.generator += 1 } != whole.parameters)
      #expect(try rest { $0.points.values.reverse() } != whole.parameters)
      #expect(try rest { $0.points.values = [] } != whole.parameters)
    }
    switch checkpoint.latest.optimizer {
    case .adam(let adam):
      let zero = [Double](repeating: 0, count: adam.m.count)
      #expect(
        try rest { $0.optimizer = .adam(.init(m: zero, v: adam.v, step: adam.step)) } != whole.parameters)
      #expect(
        try rest { $0.optimizer = .adam(.init(m: adam.m, v: adam.m.map { $0 * $0 }, step: adam.step)) }
          != whole.parameters)
      #expect(try rest { $0.optimizer = .adam(.init(m: adam.m, v: adam.v, step: 0)) } != whole.parameters)
      #expect(try rest { $0.step += 1 } != whole.parameters)
    case .lbfgs(let own, let place):
      let short = LBFGS.State(
        pairs: Array(own.pairs.dropFirst()), loss: own.loss, gradient: own.gradient, isStalled: false)
      #expect(try rest { $0.optimizer = .lbfgs(short, parameters: place) } != whole.parameters)
      if test.precision == .float32 {
        let rounded = place.map { Double(Float($0)) }
        #expect(rounded == checkpoint.latest.parameters && rounded != place)
        #expect(try rest { $0.optimizer = .lbfgs(own, parameters: rounded) } != whole.parameters)
      }
    case .levenbergMarquardt(var own):
      own.damping = own.damping.map { 2 * $0 }
      #expect(try rest { $0.optimizer = .levenbergMarquardt(own) } != whole.parameters)
    case .fresh: Issue.record("nothing is known of the optimiser")
    }
  }

  /// An iteration that has stalled at points that stay is over, whoever goes on with it.
  @Test(arguments: [OptimizerKind.lbfgs, .levenbergMarquardt]) func stalled(by optimizer: OptimizerKind)
    throws
  {
    func run(_ steps: Int) throws -> TrainingRun {
      let problem = try Catalogue.problem("cosine-ode")
      var c = problem.training
      (c.hidden, c.points, c.warmUp, c.resampling) = ([2], 4, 0, 0)
      return TrainingRun(problem, StrategyCatalogue.fastest, optimizer, steps: steps, configuration: c)
    }
    let whole = try run(3000).train()
    #expect(whole.losses.count < 3000, "it does not stall")
    var rest = try run(3500)
    rest.checkpoint = whole.checkpoint
    let more = try rest.train()
    #expect(more.parameters == whole.parameters && more.losses == whole.losses)
  }

  /// A checkpoint of something else is refused, and says what is wrong with it.
  @Test func refusals() throws {
    let test = Case(optimizer: .levenbergMarquardt, precision: .float64, interval: 3)
    let checkpoint = try #require(try test.run(steps: 8).train().checkpoint)
    func error(_ run: TrainingRun) -> TrainingError? {
      var run = run
      run.checkpoint = checkpoint
      do { _ = try run.train() } catch { return error as? TrainingError }
      return nil
    }
    #expect(error(try test.run(steps: 7)) == .fewerSteps(asked: 7, begun: 8))
    #expect(error(try test.run(steps: 8)) == nil)
    let other = Case(optimizer: .lbfgs, precision: .float64, interval: 0)
    guard case .checkpoint(let reason)? = error(try other.run(steps: 9)) else { return #expect(Bool(false)) }
    #expect(reason.contains("another optimiser"))
    var c = try test.run(steps: 9).configuration
    c.hidden = [5, 4]
    let wider = TrainingRun(
      try Catalogue.problem("burgers"), StrategyCatalogue.fastest, steps: 9, configuration: c)
    guard case .checkpoint(let reason)? = error(wider) else { return #expect(Bool(false)) }
    #expect(reason.contains("37 parameters") && reason.contains("44"), "\(reason)")
    c.hidden = [4, 4]
    c.points = 41
    let more = TrainingRun(
      try Catalogue.problem("burgers"), StrategyCatalogue.fastest, steps: 9, configuration: c)
    guard case .checkpoint(let reason)? = error(more) else { return #expect(Bool(false)) }
    #expect(reason.contains("80 coordinates") && reason.contains("82"), "\(reason)")
  }
}
