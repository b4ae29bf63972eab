// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// The error on the domain's faces.
struct Faces {
  let readings: FieldSamples
  /// `[unknown][point]`
  let errors: [[Double]]
  init(_ readings: FieldSamples, _ errors: [[Double]]) {
    self.readings = readings
    self.errors = errors
  }

  /// At the ends of every direction of space, and where something is cut out.
  func boundary(_ domain: Domain) -> PartError? {
    let planes = Condition.Face.boundary.planes(in: domain).filter(\.coordinate.isSpatial)
    return part { i in planes.contains { isOn($0, i, domain) } }
  }

  /// At the first time.
  func initial(_ domain: Domain) -> PartError? {
    guard let k = domain.coordinates.firstIndex(of: .t) else { return nil }
    return part { isAt(k, $0, domain.ranges[k].lowerBound, domain) }
  }

  /// On one plane.
  func face(_ plane: BoundaryFace, _ domain: Domain) -> PartError? { part { isOn(plane, $0, domain) } }

  /// Over the points that `holds` picks; nil where it picks none.
  func part(_ holds: (Int) -> Bool) -> PartError? {
    var (count, sum, largest) = (0, 0.0, 0.0)
    for i in 0..<readings.count where holds(i) {
      count += 1
      for column in errors {
        sum += column[i] * column[i]
        largest = max(largest, abs(column[i]))
      }
    }
    guard count > 0 else { return nil }
    return PartError(
      points: count, rmse: bounded((sum / Double(count * errors.count)).squareRoot()),
      maxError: bounded(largest))
  }

  private func isOn(_ plane: BoundaryFace, _ i: Int, _ domain: Domain) -> Bool {
    domain.coordinates.indices.allSatisfy { k in
      plane.ranges[k] == domain.ranges[k] || plane.ranges[k].contains(readings.positions[k][i])
        || isAt(k, i, plane.ranges[k].lowerBound, domain) || isAt(k, i, plane.ranges[k].upperBound, domain)
    }
  }

  /// Within single precision of a plane: linspace does not always end on the end.
  private func isAt(_ k: Int, _ i: Int, _ end: Double, _ domain: Domain) -> Bool {
    abs(readings.positions[k][i] - end) <= 1e-7 * (domain.ranges[k].upperBound - domain.ranges[k].lowerBound)
  }
}

/// The error is largest on a face of the domain and fades away from it.
struct FaceErrors {
  let diagnosis: Diagnosis?

  init(_ i: Investigation) {
    let domain = i.problem.domain
    let faces = Faces(i.readings, i.errors)
    let largest = i.errors.joined().reduce(0) { max($0, abs($1)) }
    var worst: (place: Diagnosis.Place, text: String, ratio: Double)?
    for plane in Condition.Face.boundary.planes(in: domain) {
      guard let k = domain.coordinates.firstIndex(of: plane.coordinate) else { continue }
      let range = domain.ranges[k]
      // Time has no condition at its end.
      if plane.coordinate == .t, plane.value == range.upperBound { continue }
      let far = 0.2 * (range.upperBound - range.lowerBound)
      let inside = faces.part { abs(i.readings.positions[k][$0] - plane.value) > far }
      guard let face = faces.face(plane, domain), let inside, face.maxError >= 0.7 * largest else { continue }
      let ratio = face.rmse / max(inside.rmse, .leastNormalMagnitude)
      if ratio > worst?.ratio ?? 3 {
        let name = "\(plane.coordinate) = \(estimate(plane.value))"
        let sizes = i.errors.map { Faces(i.readings, [$0]).face(plane, domain)?.rmse ?? 0 }
        let u = sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0
        worst = (
          .init(name: name, unknown: Names.unknown(u), error: sizes[u]),
          "\(name): \(short(face.rmse)) there, \(short(inside.rmse)) inside", ratio
        )
      }
    }
    diagnosis = worst.map {
      Diagnosis(
        .boundaryCondition, .possible,
        "may be: the error comes from the face \($0.text); check the condition that was imposed there",
        subject: $0.place.name, places: [$0.place])
    }
  }
}
