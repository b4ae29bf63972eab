// SPDX-License-Identifier: MIT

import Plumbline

/// Numbers that every side is given alike, and what is to be computed with them.
struct SharedWorkload: Decodable {
  enum Kind: String, Decodable { case burgers, laplacian, ode, slope }
  enum Task {
    case gradient
    case adam(steps: Int, rate: Double)
    case levenbergMarquardt(damping: Double)
  }
  let kind: Kind
  let task: Task
  let widths: [Int]
  let nu: Double
  /// Layer after layer: weights row by row, then biases.
  let parameters: [Double]
  let inside: [[Double]]
  let start: [[Double]]
  /// All where nil.
  let strategies: [String]?

  enum Key: String, CodingKey {
    case kind, task, widths, nu, parameters, inside, start, strategies, steps, rate, damping
  }
  init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: Key.self)
    kind = try c.decode(Kind.self, forKey: .kind)
    widths = try c.decode([Int].self, forKey: .widths)
    nu = try c.decode(Double.self, forKey: .nu)
    parameters = try c.decode([Double].self, forKey: .parameters)
    inside = try c.decode([[Double]].self, forKey: .inside)
    start = try c.decode([[Double]].self, forKey: .start)
    strategies = try c.decodeIfPresent([String].self, forKey: .strategies)
    switch try c.decode(String.self, forKey: .task) {
    case "adam":
      task = .adam(
        steps: try c.decode(Int.self, forKey: .steps), rate: try c.decode(Double.self, forKey: .rate))
    case "levenberg-marquardt":
      task = .levenbergMarquardt(damping: try c.decode(Double.self, forKey: .damping))
    default: task = .gradient
    }
  }

  var problem: any BoundaryValueProblem {
    switch kind {
    case .burgers: WholeBurgers(nu: nu)
    case .laplacian: WholeLaplacian(dimensions: widths[0])
    case .ode: ThreadODE()
    case .slope: Slope()
    }
  }

  var groups: [PointGroup] {
    let coordinates = problem.domain.coordinates
    func group(_ condition: Condition?, _ points: [[Double]]) -> PointGroup {
      PointGroup(
        condition: condition, points: points.map { Point(coordinates, $0) }, weight: 1 / Double(points.count))
    }
    return [group(nil, inside)] + (start.isEmpty ? [] : [group(WholeBurgers.start, start)])
  }
}
