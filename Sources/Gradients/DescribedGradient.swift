// SPDX-License-Identifier: MIT

import Differentiation

/// What the numbers of a wrong gradient show beside the right ones, without a model of what gave them.
struct DescribedGradient {
  let gradient: [Double]
  let truth: [Double]
  /// What rounding explains of each component.
  let limits: [Double]
  /// The right gradient of the loss without its last point.
  let rest: [Double]
  let precision: GradientPrecision

  init(
    _ gradient: [Double], _ conditionedTruth: ConditionedTruth, withoutLastPoint rest: [Extended],
    _ precision: GradientPrecision
  ) {
    self.gradient = gradient
    truth = conditionedTruth.truth.map { Double($0) }
    limits = conditionedTruth.units.map { ConditionedTruth.rounding * $0 }
    self.rest = rest.map { Double($0) }
    self.precision = precision
  }

  var faults: [Fault] {
    guard gradient.count == truth.count, (gradient + truth).allSatisfy(\.isFinite) else { return [] }
    if gradient.allSatisfy({ $0 == 0 }) { return [.zeroGradient] }
    let all: [(Fault, Bool)] = [
      (.meanForSum, hasOtherWeights), (.constantFactor, isMultiple), (.componentsLeaked, isLeaked),
      (.singleNamedDouble, isSingle),
    ]
    return all.filter(\.1).map(\.0)
  }

  /// Whether it is Σ kᵢ partsᵢ, within what rounding explains.
  private func isSum(_ k: [Double], of parts: [[Double]]) -> Bool {
    let factor = k.reduce(1) { max($0, abs($1)) }
    return gradient.indices.allSatisfy { i in
      let sum = zip(k, parts).reduce(0.0) { $0 + $1.0 * $1.1[i] }
      return abs(gradient[i] - sum) <= factor * limits[i]
    }
  }

  /// A constant times the truth. Of few components only a factor that people forget: any number is a
  /// multiple.
  private var isMultiple: Bool {
    let k = dot(gradient, truth) / dot(truth, truth)
    guard k.isFinite, k != 0 else { return false }
    let usual = [-1, 0.5, 2, 0.25, 4].contains { abs(k - $0) < 1e-4 }
    return (truth.count { $0 != 0 } >= 3 || usual) && isSum([k], of: [truth])
  }

  /// The last point's part and that of the others, each with a weight of its own.
  private var hasOtherWeights: Bool {
    guard rest.count == truth.count, truth.count >= 4 else { return false }
    let last = zip(truth, rest).map { $0 - $1 }
    let (a, b, c) = (dot(rest, rest), dot(rest, last), dot(last, last))
    let determinant = a * c - b * b
    guard determinant > 1e-6 * a * c else { return false }
    let (p, q) = (dot(gradient, rest), dot(gradient, last))
    let k = [(p * c - q * b) / determinant, (q * a - p * b) / determinant]
    // Equal weights are a constant factor, and a part that is missing has a name of its own.
    return abs(k[0] - k[1]) > 1e-3 && k.allSatisfy { abs($0) > 1e-3 } && isSum(k, of: [rest, last])
  }

  /// Every component that is wrong is another's, or its own and another's.
  private var isLeaked: Bool {
    gradient.indices.allSatisfy { i in
      let own = gradient[i] - truth[i]
      if abs(own) <= limits[i] { return true }
      return truth.indices.contains { j in
        let limit = limits[i] + limits[j]
        return j != i && abs(truth[j]) > limit
          && (abs(gradient[i] - truth[j]) <= limit || abs(own - truth[j]) <= limit)
      }
    }
  }

  /// Numbers that single precision holds, and as near as it comes.
  private var isSingle: Bool {
    precision == .float64
      && gradient.indices.allSatisfy { i in
        Double(Float(gradient[i])) == gradient[i] && abs(gradient[i] - truth[i]) <= 0x1p29 * limits[i]
      }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
