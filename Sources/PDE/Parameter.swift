// SPDX-License-Identifier: MIT

import Differentiation

/// A settable constant of a problem.
public struct Parameter: Sendable {
  /// Its name for `--set`, and in the printed equation.
  public let name: String
  /// What it is, in a few words.
  public let summary: String
  /// Its value where none is given.
  public let standard: Double
  /// The values that the problem and its reference can take.
  public let range: ClosedRange<Double>
  /// Whether it counts something.
  public let isWhole: Bool
  /// Whether it is how fast the unknown diffuses: what a scheme's numerical diffusion adds to.
  public let isDiffusivity: Bool

  public init(
    _ name: String, _ summary: String, standard: Double, in range: ClosedRange<Double>,
    isWhole: Bool = false, isDiffusivity: Bool = false
  ) {
    self.isWhole = isWhole
    self.isDiffusivity = isDiffusivity
    self.name = name
    self.summary = summary
    self.standard = standard
    self.range = range
  }
}
