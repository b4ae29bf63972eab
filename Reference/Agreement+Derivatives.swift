import Differentiation
import PDE

extension Agreement {
  /// Several comparisons as one.
  init(_ all: [Agreement]) {
    self.init(
      method: all.map(\.method).joined(separator: "; "), points: all.reduce(0) { $0 + $1.points },
      difference: all.map(\.difference).reduce(0, larger), ratio: all.map(\.ratio).reduce(0, larger))
  }

  /// The same with pairs of derivatives: the difference stays that of values, the ratio is the largest of all.
  /// - Parameter name: how they were compared, where that is another method.
  func including(derivatives pairs: [(Measured, Measured)], _ name: String? = nil) -> Agreement {
    let derivatives = Agreement(method: "", pairs)
    return Agreement(
      method: method + (name.map { "; " + $0 } ?? ""), points: points + derivatives.points,
      difference: difference, ratio: larger(ratio, derivatives.ratio))
  }
}
