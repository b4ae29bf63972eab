// SPDX-License-Identifier: MIT

import RealModule

/// Points of the unit cube that are always the same: multiples of the inverse powers of φ, modulo 1, where
/// φ^(d+1) = φ + 1, fill it evenly (Roberts 2018).
package enum R2Sequence {
  /// The point number i, as many numbers of 0 ..< 1 as there are dimensions.
  package static func fractions(_ i: Int, dimensions d: Int = 2) -> [Double] {
    var root = 1.5
    for _ in 0..<60 { root = Double.pow(1 + root, 1 / Double(d + 1)) }
    return (1...d).map { (Double.pow(root, -Double($0)) * Double(i)).truncatingRemainder(dividingBy: 1) }
  }
}
