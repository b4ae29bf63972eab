// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

/// Holds answers to a set-up against the plainest program, point by point, so that no Jacobian need be kept.
struct PlainJudge<T: Real & BinaryFloatingPoint> {
  let setup: DrawnSetup
  private let truth: PlainLoss<T>
  private let moved: PlainLoss<Double>
  /// One unit in the last place is this, and the draws' errors are larger by `scale`, which double precision
  /// resolves.
  private let unit: Double
  private let scale: Double
  private static var draws: Int { 3 }
  /// Points of a group at which units are measured, at most.
  private static var measured: Int { 24 }

  init(_ setup: DrawnSetup) {
    self.setup = setup
    truth = PlainLoss(setup.problem, setup.shape)
    moved = PlainLoss(setup.problem, setup.shape)
    unit = setup.precision == .float32 ? 0x1p-23 : 0x1p-52
    scale = setup.precision == .float32 ? 1 : 0x1p22
  }

  /// One error an answer.
  func errors(of answers: [DrawnAnswer]) -> [JudgedError] {
    var errors = answers.map { answer in
      answer.isTheSameByOneThread
        ? JudgedError() : JudgedError(units: .infinity, message: "another number of threads gives other bits")
    }
    guard answers.allSatisfy({ $0.residuals.count == setup.residuals }) else {
      return errors.map { _ in JudgedError(units: .infinity, message: "the count of residuals is not right") }
    }
    let theta = setup.parameters.map { T($0) }
    var sums = Sums<T>(parameters: theta.count, draws: Self.draws)
    var noises = (0..<Self.draws).map { Noise<Double>(size: unit * scale, seed: UInt64(setup.seed * 8 + $0)) }
    let thetas = noises.indices.map { d in setup.parameters.map { noises[d]($0) } }
    var start = 0
    for group in setup.groups {
      let equations = group.condition == nil ? setup.problem.equations.formulas.count : 1
      let (all, root) = (group.points.indices, group.weight.squareRoot())
      // Units are measured at some of the points; elsewhere the largest of them serve.
      let measured = all.filter { $0 * Self.measured / all.count != ($0 - 1) * Self.measured / all.count }
      let share = Double(all.count) / Double(measured.count)
      var rowUnits = [[Double]](repeating: theta.map { _ in 0 }, count: equations)
      var units = [Double](repeating: 0, count: equations)
      var values = [[Double]](repeating: all.map { _ in 0 }, count: equations)

      func judge(_ i: Int, _ e: Int, _ right: (value: T, row: [T]), _ units: [Double]) {
        let number = start + e * all.count + i
        for (k, answer) in answers.enumerated() {
          for p in theta.indices {
            errors[k].take(answer.jacobian(number, p), root * Double(right.row[p]), units[p]) {
              "the Jacobian's row \(number), parameter \(p),"
            }
          }
        }
        values[e][i] = root * Double(right.value)
        sums.add(right, weight: group.weight)
      }
      for i in measured {
        let point = group.points[i]
        let right = truth.residuals(group.condition, at: point, theta, &sums.quiet)
        let base =
          T.self == Double.self
          ? right.map { (value: Double($0.value), row: $0.row.map { Double($0) }) }
          : moved.residuals(group.condition, at: point, setup.parameters, &sums.still)
        let draws = noises.indices.map { d in
          moved.residuals(group.condition, at: point, thetas[d], &noises[d])
        }
        for e in 0..<equations {
          let own = draws.map { $0[e] }
          sums.add(own, base[e], weight: share * group.weight)
          let r = Double(right[e].value)
          units[e] = max(units[e], root * spread(r, own.map { $0.value - base[e].value }))
          let unitsHere = Self.floored(
            theta.indices.map { p in
              root * spread(Double(right[e].row[p]), own.map { $0.row[p] - base[e].row[p] })
            })
          for p in theta.indices { rowUnits[e][p] = max(rowUnits[e][p], unitsHere[p]) }
          judge(i, e, right[e], unitsHere)
        }
      }
      if measured.count < all.count {
        let known = Set(measured)
        for i in all where !known.contains(i) {
          let right = truth.residuals(group.condition, at: group.points[i], theta, &sums.quiet)
          for e in 0..<equations { judge(i, e, right[e], rowUnits[e]) }
        }
      }
      for e in 0..<equations {
        for i in all {
          let number = start + e * all.count + i
          let limit = max(units[e], unit * abs(values[e][i]))
          for (k, answer) in answers.enumerated() {
            errors[k].take(answer.residuals[number], values[e][i], limit) { "residual \(number)" }
          }
        }
      }
      start += equations * all.count
    }
    let lossUnit = spread(Double(sums.loss), sums.losses)
    let units = Self.floored(
      theta.indices.map { p in
        spread(Double(sums.gradient[p]), sums.gradients.map { $0[p] })
      })
    for (k, answer) in answers.enumerated() {
      errors[k].take(answer.loss, Double(sums.loss), lossUnit) { "the loss" }
      for p in theta.indices {
        errors[k].take(answer.gradient[p], Double(sums.gradient[p]), units[p]) {
          "the gradient by parameter \(p)"
        }
      }
    }
    judgeJets(answers, &errors, theta, thetas, &noises)
    return errors
  }

  /// The derivatives that an engine hands out at the first group's points.
  private func judgeJets(
    _ answers: [DrawnAnswer], _ errors: inout [JudgedError], _ theta: [T], _ thetas: [[Double]],
    _ noises: inout [Noise<Double>]
  ) {
    guard let indices = answers.first?.indices else { return }
    var (quiet, still) = (Noise<T>(size: 0, seed: 0), Noise<Double>(size: 0, seed: 0))
    for i in setup.judgedJets {
      let point = setup.jetPoints[i]
      let right = truth.jets(point.values.map { T($0) }, theta, indices, &quiet)
      let base = moved.jets(point.values, setup.parameters, indices, &still)
      let draws = noises.indices.map { d in moved.jets(point.values, thetas[d], indices, &noises[d]) }
      let units = Self.floored(
        right.indices.map { j in spread(Double(right[j]), draws.map { $0[j] - base[j] }) })
      for (k, answer) in answers.enumerated() {
        for (j, value) in answer.jets[i].joined().enumerated() {
          errors[k].take(value, Double(right[j]), units[j]) {
            "u\(j / indices.count)_\(indices[j % indices.count]) at point \(i)"
          }
        }
      }
    }
  }

  /// How far the draws are off, in one unit's terms.
  private func spread(_ right: Double, _ differences: [Double]) -> Double {
    differences.reduce(unit * abs(right)) { larger($0, abs($1) / scale) }
  }

  /// No unit smaller than their root mean square.
  private static func floored(_ units: [Double]) -> [Double] {
    let finite = units.filter(\.isFinite)
    let mean = (finite.reduce(0) { $0 + $1 * $1 } / Double(max(1, finite.count))).squareRoot()
    return units.map { max($0, mean, .leastNormalMagnitude) }
  }
}

/// Loss and gradient, and how far the draws are from them.
private struct Sums<T: Real & BinaryFloatingPoint> {
  var quiet = Noise<T>(size: 0, seed: 0)
  var still = Noise<Double>(size: 0, seed: 0)
  var loss = T(0)
  var gradient: [T]
  var losses: [Double]
  var gradients: [[Double]]

  init(parameters: Int, draws: Int) {
    gradient = [T](repeating: 0, count: parameters)
    losses = [Double](repeating: 0, count: draws)
    gradients = losses.map { _ in [Double](repeating: 0, count: parameters) }
  }

  mutating func add(_ right: (value: T, row: [T]), weight: Double) {
    loss += T(weight) * right.value * right.value
    let factor = T(2 * weight) * right.value
    for p in gradient.indices { gradient[p] += factor * right.row[p] }
  }

  mutating func add(
    _ draws: [(value: Double, row: [Double])], _ base: (value: Double, row: [Double]), weight: Double
  ) {
    for (d, own) in draws.enumerated() {
      losses[d] += weight * (own.value * own.value - base.value * base.value)
      for p in gradient.indices {
        gradients[d][p] += 2 * weight * (own.value * own.row[p] - base.value * base.row[p])
      }
    }
  }
}

/// The largest error of an answer, in units of κ·u, and where it is.
struct JudgedError {
  var units = 0.0
  var message: String?

  mutating func take(_ found: Double, _ right: Double, _ unit: Double, _ place: () -> String) {
    let error = abs(found - right)
    let own = found.isFinite ? (error == 0 ? 0 : error / unit) : .infinity
    if !(own <= units) {
      (units, message) = (own, "\(place()) is \(found), not \(right)")
    }
  }
}
