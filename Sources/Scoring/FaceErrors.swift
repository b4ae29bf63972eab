// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// The error is largest on a face of the domain and fades away from it.
struct FaceErrors {
  let diagnosis: Diagnosis?

  init(_ i: Investigation) {
    let domain = i.problem.domain
    let faces = Faces(i.readings, i.errors)
    let largest = i.errors.joined().reduce(0) { max($0, abs($1)) }
    var worst: (name: String, text: String, ratio: Double)?
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
        worst = (name, "\(name): \(short(face.rmse)) there, \(short(inside.rmse)) inside", ratio)
      }
    }
    diagnosis = worst.map {
      Diagnosis(
        .boundaryCondition, .possible,
        "may be: the error comes from the face \($0.text); check the condition that was imposed there",
        subject: $0.name)
    }
  }
}
