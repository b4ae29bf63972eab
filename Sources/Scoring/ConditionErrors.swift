// SPDX-License-Identifier: MIT

import Assessment
import Differentiation
import PDE

/// Where the equation holds and the solution is another one: the initial state or a condition at a face is
/// not the problem's.
struct ConditionErrors {
  let diagnosis: Diagnosis?

  init(_ i: Investigation, _ residual: FileResidual) {
    // The equation must hold far better than the solution is wrong.
    guard residual.leaves <= 0.02 else {
      diagnosis = nil
      return
    }
    let least = max(10 * residual.leaves, 1e-3)
    let holds =
      "the equation holds (by differences on the file's grid, to \(short(residual.leaves)) of its terms)"
    let certainty: Diagnosis.Certainty = residual.holds ? .stated : .possible
    let start = certainty == .stated ? "" : "may be: "
    if let (what, size) = Self.initial(i, residual.grid), size > least {
      let off = Self.faces(i, residual.grid).filter { $0.size > least }.sorted { $0.size > $1.size }.prefix(4)
      let also = off.isEmpty ? "" : "; and " + off.map(\.text).joined(separator: "; ")
      diagnosis = Diagnosis(
        .initialState, certainty,
        "\(start)another initial state: \(what) differs from the problem's by \(short(size)) of its size, and \(holds); "
          + "start from the problem's state\(also)", subject: "t", leaves: residual.leaves,
        places: off.map(\.place))
      return
    }
    let carried = max(10 * residual.effect, 1e-3)
    let faces = Self.faces(i, residual.grid).filter { $0.size > carried }
      .sorted { $0.size > $1.size }
    guard let worst = faces.first else {
      diagnosis = nil
      return
    }
    let off = faces.filter { $0.size > worst.size / 100 }.prefix(4)
    let list = off.map(\.text).joined(separator: "; ")
    diagnosis = Diagnosis(
      .boundaryCondition, certainty,
      "\(start)another condition on the boundary: \(list); inside, \(holds); impose the problem's condition there",
      subject: worst.place.name, value: worst.size, given: 0, leaves: residual.leaves,
      places: off.map(\.place))
  }

  /// The error at the first time relative to the size of the truth; of the velocity, where the equation is of
  /// second order in time.
  private static func initial(_ i: Investigation, _ grid: TensorGrid) -> (String, Double)? {
    guard let k = i.readings.coordinates.firstIndex(of: .t),
      abs(grid.axes[k][0] - i.problem.domain.ranges[k].lowerBound) <= 1e-6
    else { return nil }
    let first = grid.lines(along: k).map { $0[0] }
    var (far, size) = (0.0, 0.0)
    for (u, column) in i.errors.enumerated() {
      far += first.reduce(0) { $0 + column[$1] * column[$1] / (i.judge.scales[u] * i.judge.scales[u]) }
      size += first.reduce(0) {
        let v = i.truth.values[u][$1] / i.judge.scales[u]
        return $0 + v * v
      }
    }
    let n = Double(first.count * i.errors.count)
    let state = (far / n).squareRoot() / max((size / n).squareRoot(), 1)
    if state > 1e-3 { return ("u at the first time", state) }
    let second = Equation(i.problem).indices.contains { $0.order(in: .t) == 2 }
    let difference = GridDerivatives(grid: grid, coordinates: i.readings.coordinates, extra: 4)
    guard second, difference.has([.t]) else { return ("u at the first time", state) }
    let velocities = [i.readings.values, i.truth.values].map { columns in
      columns.map { c in difference([.t], of: grid.points.map { c[$0] }) }
    }
    let stride = grid.stride(along: k)
    let nodes = grid.points.indices.filter { $0 / stride % grid.lengths[k] == 0 }
    let miss = zip(velocities[0], velocities[1]).map { a, b in nodes.map { a[$0] - b[$0] } }
    let typical =
      norm(velocities[1]) / Double(velocities[1][0].count * velocities[1].count).squareRoot()
    let speed = norm(miss) / Double(nodes.count * miss.count).squareRoot()
    return typical > 0 ? ("u_t at the first time", speed / typical) : nil
  }

  /// Whether the values at the faces of space are the problem's.
  static func areFacesRight(_ i: Investigation, _ grid: TensorGrid) -> Bool {
    faces(i, grid).allSatisfy { $0.size <= 1e-3 }
  }

  struct Face {
    let place: Diagnosis.Place
    let text: String
    /// In units of the unknown's size.
    let size: Double
  }

  /// The error on each face of space, and whether the file's slope vanishes there. Where the grid ends
  /// beside a face, as one of cell centres does, its last five nodes are carried on to it.
  private static func faces(_ i: Investigation, _ grid: TensorGrid) -> [Face] {
    let domain = i.problem.domain
    // Where a condition is prescribed; a period prescribes no value.
    let prescribed = i.problem.conditions.flatMap { condition -> [BoundaryFace] in
      if case .periodic = condition.face { return [] }
      return condition.face.planes(in: domain)
    }
    return Condition.Face.boundary.planes(in: domain).compactMap { plane in
      guard prescribed.contains(plane), plane.coordinate.isSpatial,
        let k = domain.coordinates.firstIndex(of: plane.coordinate),
        let end = FaceValues(
          i, grid, along: k, at: plane.value, isUpper: plane.value == domain.ranges[k].upperBound)
      else { return nil }
      let name = "\(plane.coordinate) = \(estimate(plane.value))"
      let flat =
        end.isFlat
        ? ", where the slope \(end.unknown)_\(plane.coordinate) of the file is 0 (Neumann's condition in place of a value)"
        : ""
      return Face(
        place: .init(name: name, unknown: end.unknown, error: end.error, isFlat: end.isFlat),
        text: "\(end.unknown) is off by \(short(end.error)) at \(name)\(flat)", size: end.relative)
    }
  }
}
