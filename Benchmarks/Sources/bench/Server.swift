import Foundation
import Plumbline

/// Plumbline's side of Benchmarks/run: requests and answers as peers/jax_peer.py has them, a line each.
struct Server {
  struct Request: Decodable {
    let `do`: String
    let workload: String?
    let precision: String?
    let formulation: String?
    let count: Int?
  }
  struct Formulation: Encodable {
    let name: String
    let loss: Double
    let norm: Double
  }
  struct Prepared: Encodable {
    let version: String
    let formulations: [Formulation]
  }

  let threads: Int
  private var objectives: [String: Objective] = [:]
  private var parameters: [Double] = []

  init(threads: Int) { self.threads = threads }

  mutating func run() throws {
    while let line = readLine() {
      let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
      let answer =
        request.do == "prepare"
        ? try JSONEncoder().encode(
          prepare(request.workload ?? "", request.precision == "float32" ? .float32 : .float64))
        : try JSONEncoder().encode([
          "seconds": time(request.formulation ?? "fused", count: request.count ?? 1)
        ])
      // Not by print, which a pipe would hold back.
      try FileHandle.standardOutput.write(contentsOf: answer + Data("\n".utf8))
    }
  }

  private mutating func prepare(_ path: String, _ precision: Precision) throws -> Prepared {
    let workload = try JSONDecoder().decode(
      SharedWorkload.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    let shape = try Architecture(inputs: 2, hidden: Array(workload.widths.dropFirst().dropLast()))
    let problem = WholeBurgers(nu: workload.nu)
    parameters = workload.parameters
    objectives = [:]
    var all: [Formulation] = []
    for strategy in StrategyCatalogue.all {
      let objective = try Objective(
        problem, strategy, precision, shape, at: workload.groups, threads: threads)
      objectives[strategy.name] = objective
      let (loss, gradient) = try objective.lossAndGradient(parameters)
      all.append(
        Formulation(
          name: strategy.name, loss: loss, norm: gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()))
    }
    return Prepared(version: "Plumbline, \(Machine.current.compiler)", formulations: all)
  }

  private func time(_ name: String, count: Int) throws -> Double {
    guard let objective = objectives[name] else { return .nan }
    let clock = ContinuousClock()
    let start = clock.now
    for _ in 0..<count { _ = try objective.lossAndGradient(parameters) }
    return (clock.now - start) / .seconds(1) / Double(count)
  }
}

/// Numbers that every side is given alike.
struct SharedWorkload: Decodable {
  let widths: [Int]
  let nu: Double
  /// Layer after layer: weights row by row, then biases.
  let parameters: [Double]
  let inside: [[Double]]
  let start: [[Double]]

  var groups: [PointGroup] {
    func group(_ condition: Condition?, _ points: [[Double]]) -> PointGroup {
      PointGroup(
        condition: condition, points: points.map { Point([.x, .t], $0) }, weight: 1 / Double(points.count))
    }
    return [group(nil, inside), group(WholeBurgers.start, start)]
  }
}

/// Burgers' equation for the bare network, its initial wave a term of the loss: what other systems' examples have.
struct WholeBurgers: ScalarProblem {
  static let name = "whole-burgers"
  static let summary = "u_t + u u_x = nu u_xx"
  static let parameters: [Parameter] = []
  static let start = Condition("initial wave", on: .lower(.t), hard: false)
  let nu: Double
  init(_ settings: Settings) { nu = 0.01 / .pi }
  init(nu: Double) { self.nu = nu }
  var domain: Domain { Domain(x: -1...1, t: 0...1) }
  func residual<S: Scalar>(_ u: Jet<S>, at p: Point<S>) -> S { u.t + u.value * u.x - u.xx.scaled(by: nu) }
  var conditions: [Condition] { [Self.start] }
  func mismatch<S: Scalar>(_ condition: Condition, _ u: Jet<S>, at p: Point<S>) -> S {
    u.value + S.sin(S(.pi) * p.x)
  }
  var reference: any ReferenceSolution { ColeHopf(nu: nu) }
  var recipe: Recipe { Recipe(hidden: [20], points: 100, adamSteps: 1, steps: 1) }
  func bounds(_ run: RunKind) -> Scores { Scores() }
  var worstOfSeeds: Scores { Scores() }
  var controls: [Control] { [] }
  var testGrid: [Int] { [2, 2] }
}
