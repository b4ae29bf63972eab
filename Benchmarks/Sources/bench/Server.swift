// SPDX-License-Identifier: MIT

import Foundation
import Plumbline

/// Plumbline's side of Benchmarks/run: requests and answers as peers/exchange.py has them, a line each.
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
  private var runs: [String: () throws -> Void] = [:]

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
    let shape = try Architecture(
      inputs: workload.widths[0], hidden: Array(workload.widths.dropFirst().dropLast()))
    runs = [:]
    var all: [Formulation] = []
    for strategy in StrategyCatalogue.all where workload.strategies?.contains(strategy.name) ?? true {
      let objective = try Objective(
        workload.problem, strategy, precision, shape, at: workload.groups, threads: threads)
      let theta = workload.parameters
      func norm(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }
      let figures: (loss: Double, norm: Double)
      switch workload.task {
      case .gradient:
        runs[strategy.name] = { _ = try objective.lossAndGradient(theta) }
        let (loss, gradient) = try objective.lossAndGradient(theta)
        figures = (loss, norm(gradient))
      case .adam(let steps, let rate):
        runs[strategy.name] = { _ = try objective.adam(theta, steps, rate) }
        let trained = try objective.adam(theta, steps, rate)
        figures = (try objective.lossAndGradient(trained).loss, norm(trained))
      case .levenbergMarquardt(let damping):
        runs[strategy.name] = { _ = try objective.dampedStep(theta, damping) }
        let step = try objective.dampedStep(theta, damping) ?? [.nan]
        figures = (try objective.lossAndGradient(theta).loss, norm(step))
      }
      all.append(Formulation(name: strategy.name, loss: figures.loss, norm: figures.norm))
    }
    return Prepared(version: "Plumbline, \(Machine.current.compiler)", formulations: all)
  }

  private func time(_ name: String, count: Int) throws -> Double {
    guard let run = runs[name] else { return .nan }
    let clock = ContinuousClock()
    let start = clock.now
    for _ in 0..<count { try run() }
    return (clock.now - start) / .seconds(1) / Double(count)
  }
}
