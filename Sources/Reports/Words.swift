// SPDX-License-Identifier: MIT

import Essentials
import PDE
import Pages

/// How numbers and names are written on pages.
enum Words {
  /// "1.23e-05"; what is no number by a dash.
  static func short(_ x: Double?) -> String {
    guard let x, !x.isNaN else { return "–" }
    return x.isFinite ? String(printf: "%.2e", x) : "∞"
  }

  /// "1.20 s"
  static func seconds(_ x: Double) -> String { x.isNaN ? "–" : String(printf: "%.2f s", x) }

  /// "3 cells", "1 cell"
  static func count(_ n: Int, _ noun: String) -> String { "\(n) \(noun)\(n == 1 ? "" : "s")" }

  /// The problems of the catalogue are stated without units.
  static func axis(_ name: String) -> String { "\(name) (dimensionless)" }

  /// "x = 0.5, t = 0.25"
  static func place(_ names: [String], _ values: [Double]) -> String {
    zip(names, values).map { "\($0) = \(String(printf: "%.4g", $1))" }.joined(separator: ", ")
  }

  /// "a, b and c"
  static func list(_ names: [String]) -> String {
    names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }

  /// A verdict, marked by its class.
  static func verdict(_ name: String) -> HTML { .element("span", ["class": name], HTML(name)) }
}
