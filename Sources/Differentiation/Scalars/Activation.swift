// SPDX-License-Identifier: MIT

/// The activation functions, composed of rows of the one rule table.
public enum Activation: String, CaseIterable, Sendable, Codable {
  case tanh, sin, cos, sigmoid, softplus
  /// x Φ(x), Φ the normal distribution function (Hendrycks and Gimpel, arXiv 1606.08415); exact, not its tanh
  /// fit.
  case gelu
  /// x σ(x) (Ramachandran, Zoph and Le, arXiv 1710.05941).
  case swish

  @inlinable public func callAsFunction<S: Scalar>(_ x: S) -> S {
    switch self {
    case .tanh: S.apply(.tanh, to: x)
    case .sin: S.apply(.sin, to: x)
    case .cos: S.apply(.cos, to: x)
    case .sigmoid: S.apply(.sigmoid, to: x)
    case .softplus: S.apply(.softplus, to: x)
    // Φ(x) = erfc(−x/√2)/2 keeps its digits for x → −∞.
    case .gelu: x * S.apply(.erfc, to: x * -0.707106781186547524400844362104849039).scaled(by: 0.5)
    case .swish: x * S.apply(.sigmoid, to: x)
    }
  }
}
