// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import RealModule

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

/// Waves that lose height as time goes on: right at first and, but for a factor, later.
struct Damping {
  let diagnosis: Diagnosis?

  init(_ i: Investigation) {
    diagnosis = Self.found(i)
  }

  private static func found(_ i: Investigation) -> Diagnosis? {
    guard let grid = i.grid, grid.axes.count > 1, let k = i.readings.coordinates.firstIndex(of: .t),
      grid.lengths[k] >= 8
    else { return nil }
    let heights = Heights(i, grid, along: k)
    let (first, last) = (heights.factors[0], heights.factors[heights.factors.count - 1])
    guard last < 0.97, last > 0.02, abs(first - 1) < 0.1 * (1 - last), heights.rest < heights.error / 5 else {
      return nil
    }
    let rises = zip(heights.factors, heights.factors.dropFirst()).count { $1 > $0 + 1e-3 * (1 - last) }
    guard rises * 10 <= heights.factors.count else { return nil }
    let (start, end) = (grid.axes[k][0], grid.axes[k][grid.lengths[k] - 1])
    let rate = -Double.log(last / first) / (end - start)
    return Diagnosis(
      .numericalDiffusion, .possible,
      "may be numerical diffusion: waves lose height as time goes on, about as e^(-\(estimate((1000 * rate).rounded() / 1000)) t): at t = "
        + "\(estimate(end)) they have \(estimate((1000 * last).rounded() / 10)) % of the truth's, and but for that u is right to "
        + "\(short(heights.rest)) of its size; use a scheme of higher order, or a finer grid and step (or train longer "
        + "for later times)", subject: "t", value: rate, given: 0)
  }
}

/// At each time the factor of the truth that fits a file best.
private struct Heights {
  let factors: [Double]
  /// Root mean squares in units of the unknowns' sizes: what those factors leave, and the error.
  let rest, error: Double

  init(_ i: Investigation, _ grid: TensorGrid, along k: Int) {
    let lines = grid.lines(along: k)
    var factors: [Double] = []
    var (rest, error, count) = (0.0, 0.0, 0)
    for j in 0..<grid.lengths[k] {
      var (along, size) = (0.0, 0.0)
      for (u, file) in i.readings.values.enumerated() {
        let (v, scale) = (i.truth.values[u], i.judge.scales[u] * i.judge.scales[u])
        for line in lines {
          along += file[line[j]] * v[line[j]] / scale
          size += v[line[j]] * v[line[j]] / scale
        }
      }
      let factor = size > 0 ? along / size : 1
      factors.append(factor)
      for (u, file) in i.readings.values.enumerated() {
        let (v, scale) = (i.truth.values[u], i.judge.scales[u])
        for line in lines {
          let (a, b) = ((file[line[j]] - factor * v[line[j]]) / scale, (file[line[j]] - v[line[j]]) / scale)
          rest += a * a
          error += b * b
          count += 1
        }
      }
    }
    self.factors = factors
    self.rest = (rest / Double(max(1, count))).squareRoot()
    self.error = (error / Double(max(1, count))).squareRoot()
  }
}

/// A solution that starts right and drifts away: a step or a solver's tolerance.
struct Drift {
  let diagnosis: Diagnosis?

  init(_ i: Investigation) {
    diagnosis = Self.found(i)
  }

  private static func found(_ i: Investigation) -> Diagnosis? {
    guard i.problem.domain.coordinates == [.t] else { return nil }
    let times = i.readings.positions[0]
    let order = times.indices.sorted { times[$0] < times[$1] }
    guard order.count >= 12 else { return nil }
    func size(_ part: ArraySlice<Int>) -> Double {
      let sum = i.errors.enumerated().reduce(0.0) { total, one in
        total
          + part.reduce(0) { $0 + (one.1[$1] / i.judge.scales[one.0]) * (one.1[$1] / i.judge.scales[one.0]) }
      }
      return (sum / Double(part.count * i.errors.count)).squareRoot()
    }
    let third = order.count / 3
    let (early, late, first) = (size(order.prefix(third)), size(order.suffix(third)), size(order.prefix(1)))
    guard late < 0.1, late > early, first <= late / 30 else { return nil }
    return Diagnosis(
      .discretisation, .possible,
      "may be the time integration: u starts right and drifts to an error of \(short(late)) of its size in the last third of "
        + "the time; use a smaller step, or a smaller tolerance of the solver (rtol, atol)",
      subject: "t", value: late, given: 0)
  }
}
