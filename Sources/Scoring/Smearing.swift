// SPDX-License-Identifier: MIT

/// Layers are smeared: the values are nearly right, the steepest slope is not.
struct Smearing {
  let diagnosis: Diagnosis?

  /// - Parameter fits: other values of the parameters: a larger diffusivity that takes most of the error away
  ///   says how much diffusion the scheme added.
  init(_ i: Investigation, _ fits: [ParameterSearch.Fit]) {
    let base = RelativeError(i.sample.readings, i.sample.truth).error
    let before = i.judge.distances(i.sample.truth, 0.9).distance
    let wider = fits.first { fit in
      fit.value > fit.given && i.judge.distances(fit.hypothesis.candidate, 0.9).distance <= before / 3
        && fit.parameter.isDiffusivity
    }
    let lost = i.slope.map { $0.trueOnGrid > 0 ? 1 - $0.largest / $0.trueOnGrid : 0 } ?? 0
    guard base < 0.2, lost > 0.03 && lost > 2 * base || wider != nil && lost > 0 else {
      diagnosis = nil
      return
    }
    let effective =
      wider.map { ", as with \($0.parameter.name) = \(estimate($0.value)) for \(estimate($0.given))" } ?? ""
    diagnosis = Diagnosis(
      .numericalDiffusion, .possible,
      "layers are smeared: the steepest slope is \(estimate((1000 * lost).rounded() / 10)) % below the true one while u is right "
        + "to \(short(base))\(effective); use a finer grid or a scheme of higher order",
      subject: wider?.parameter.name, value: wider?.value, given: wider?.given)
  }
}
