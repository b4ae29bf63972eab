import Differentiation
import PDE

/// Mistakes that no change of the file undoes.
extension Investigation {
  /// Every value a number of single precision, and the error what that leaves.
  var rounding: Diagnosis? {
    let base = Misfit(sample, sampleTruth).error
    // In text a single is printed by few digits, which are another double.
    let isSingle = sample.values.allSatisfy { column in
      column.allSatisfy { Double(Float($0)) == $0 || Double("\(Float($0))") == $0 }
    }
    guard base <= 2e-6, isSingle else { return nil }
    return Diagnosis(
      .float32,
      "every value is a number of single precision and the error, \(short(base)), is what that leaves: "
        + "compute and save in float64, with 17 digits in text")
  }

  /// The values are nearly right, the steepest slope is not.
  func smeared(_ parameters: [ParameterFit]) -> Diagnosis? {
    let base = Misfit(sample, sampleTruth).error
    // Another value of a diffusivity that takes most of the error away says how much diffusion the scheme added.
    let wider = parameters.first { fit in
      fit.value > fit.given && fit.misfit.error <= fit.misfit.base / 3
        && ["visc", "diffus"].contains { fit.parameter.summary.contains($0) }
    }
    let lost = slope.map { $0.trueOnGrid > 0 ? 1 - $0.largest / $0.trueOnGrid : 0 } ?? 0
    guard base < 0.2, lost > 0.03 && lost > 2 * base || wider != nil && lost > 0 else { return nil }
    let effective =
      wider.map {
        ", as with \($0.parameter.name) = \(estimate($0.value)) for \(estimate($0.given))"
      } ?? ""
    return Diagnosis(
      .numericalDiffusion,
      "layers are smeared: the steepest slope is \(estimate(100 * lost)) % below the true one while u is right to "
        + "\(short(base))\(effective); use a finer grid or a scheme of higher order")
  }

  /// The error is largest on a face of the domain and fades away from it.
  var face: Diagnosis? {
    let domain = problem.domain
    let faces = Faces(readings, errors)
    let largest = errors.joined().reduce(0) { max($0, abs($1)) }
    var worst: (text: String, ratio: Double)?
    for plane in Condition.Face.boundary.planes(in: domain) {
      guard let k = domain.coordinates.firstIndex(of: plane.coordinate) else { continue }
      let range = domain.ranges[k]
      // Time has no condition at its end.
      if plane.coordinate == .t, plane.value == range.upperBound { continue }
      let far = 0.2 * (range.upperBound - range.lowerBound)
      let inside = faces.part { abs(readings.positions[k][$0] - plane.value) > far }
      guard let face = faces.face(plane, domain), let inside, face.maxError >= 0.7 * largest else {
        continue
      }
      let ratio = face.rmse / max(inside.rmse, .leastNormalMagnitude)
      if ratio > worst?.ratio ?? 3 {
        worst = (
          "\(plane.coordinate) = \(plane.value): \(short(face.rmse)) there, \(short(inside.rmse)) inside",
          ratio
        )
      }
    }
    return worst.map {
      Diagnosis(
        .boundaryCondition,
        "the error comes from the face \($0.text); check the condition that was imposed there")
    }
  }
}
