// SPDX-License-Identifier: MIT

import Differentiation
import Networks
import PDE
import RealModule

/// The plainest program for a drawn set-up: point by point, every residual with its gradient.
struct PlainLoss<T: Real & BinaryFloatingPoint> {
  let problem: DrawnProblem
  let network: PlainNetwork<T>
  private let coordinates: [Coordinate]
  /// Where a derivative's terms stand in a series.
  private let places: [MultiIndex: [Int]]
  /// Values and first derivatives of as many inputs as the readings have.
  private let linear: [Int: Truncation]
  private var truncation: Truncation { network.truncation }

  init(_ problem: DrawnProblem, _ shape: Architecture) {
    self.problem = problem
    coordinates = problem.domain.coordinates
    let readings = [problem.equations] + problem.soft.map(\.reading)
    let coordinates = coordinates
    let indices = Set(readings.flatMap(\.reads).map(\.index)).union([.value])
    let truncation = Truncation(of: problem)
    network = PlainNetwork(shape: shape, truncation: truncation)
    places = Dictionary(
      uniqueKeysWithValues: indices.map { index in
        let exponents = Truncation.exponents(index, coordinates)
        return (index, exponents.map { truncation.monomials.firstIndex(of: $0)! })
      })
    let sizes = Set(readings.map { $0.reads.count + coordinates.count })
    linear = Dictionary(uniqueKeysWithValues: sizes.map { ($0, Truncation(gradientOf: $0)) })
  }

  /// The unknowns' series at one point, with what the way back needs.
  private struct Field {
    let pass: PlainNetwork<T>.Pass
    /// d of the ansatz; empty where there is none.
    let factors: [[T]]
    let u: [[T]]
  }
  private func field(_ x: [T], _ theta: [T], _ noise: inout Noise<T>) -> Field {
    let pass = network.forward(x, theta, &noise)
    if problem.hard.isEmpty { return Field(pass: pass, factors: [], u: pass.outputs) }
    let inputs = x.indices.map { truncation.variable($0, at: x[$0]) }
    var (factors, u): ([[T]], [[T]]) = ([], [])
    for (k, pair) in problem.hard.enumerated() {
      let g = pair.g.series(inputs, truncation, &noise)
      let d = pair.d.series(inputs, truncation, &noise)
      factors.append(d)
      u.append(zip(g, truncation.product(d, pass.outputs[k])).map { $0 + $1 })
    }
    return Field(pass: pass, factors: factors, u: u)
  }

  /// A derivative of an unknown, from its series.
  private func derivative(_ read: DrawnProblem.Read, _ u: [[T]]) -> T {
    places[read.index]!.reduce(0) { $0 + u[read.unknown][$1] * T(truncation.factorials[$1]) }
  }

  /// The derivatives `indices` of every unknown at a point.
  func jets(_ point: [T], _ theta: [T], _ indices: [MultiIndex], _ noise: inout Noise<T>) -> [T] {
    let u = field(point.map { noise($0) }, theta, &noise).u
    return u.indices.flatMap { k in indices.map { noise(derivative(.init(unknown: k, index: $0), u)) } }
  }

  /// Each residual of a group at one of its points, with its gradient by θ.
  func residuals(
    _ condition: Condition?, at point: Point<Double>, _ theta: [T], _ noise: inout Noise<T>
  ) -> [(value: T, row: [T])] {
    let reading = problem.reading(of: condition)
    let x = point.values.map { noise(T($0)) }
    let own = field(x, theta, &noise)
    var fields = [(own, T(1))]
    var read = reading.reads.map { noise(derivative($0, own.u)) }
    if let partner = condition?.face.partner(of: point, in: problem.domain) {
      // The jump: the other end less this one.
      let other = field(partner.values.map { noise(T($0)) }, theta, &noise)
      fields = [(own, T(-1)), (other, T(1))]
      read = zip(read, reading.reads).map { noise(derivative($1, other.u)) - $0 }
    }
    let values = x + read
    let linear = linear[values.count]!
    let inputs = values.indices.map { linear.variable($0, at: values[$0]) }
    let slots = values.indices.map { linear.place(of: $0)! }
    return reading.formulas.map { formula in
      let r = formula.series(inputs, linear, &noise)
      var row = [T](repeating: 0, count: theta.count)
      for (field, sign) in fields {
        var adjoints = field.u.map { $0.map { _ in T(0) } }
        for (i, read) in reading.reads.enumerated() {
          for place in places[read.index]! {
            adjoints[read.unknown][place] += sign * r[slots[x.count + i]] * T(truncation.factorials[place])
          }
        }
        for k in field.factors.indices {
          adjoints[k] = truncation.transposedProduct(field.factors[k], adjoints[k])
        }
        network.backward(field.pass, theta, adjoints, into: &row, &noise)
      }
      return (r[0], row)
    }
  }
}
