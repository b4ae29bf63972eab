// SPDX-License-Identifier: MIT

import GSL

/// Sobol's low-discrepancy sequence by GSL, shifted modulo 1 by random numbers (Cranley and Patterson 1976).
package struct Sobol {
  /// GSL's table of direction numbers ends here.
  package static let maximumDimension = 40

  /// `count` points of the unit cube.
  /// - Throws: ``GSLError`` where the dimension is not within 1…40.
  package static func points<G: RandomNumberGenerator>(
    _ count: Int, dimension: Int, using generator: inout G
  ) throws -> [[Double]] {
    try points(count, dimension: dimension, using: &generator) { $0 }
  }

  /// The sequence as far as `count` of its points are taken.
  /// - Parameter take: makes something of a point; nil passes it over.
  package static func points<G: RandomNumberGenerator, T>(
    _ count: Int, dimension: Int, using generator: inout G, take: ([Double]) -> T?
  ) throws -> [T] {
    let task = "Sobol points in \(dimension) dimensions"
    guard (1...maximumDimension).contains(dimension) else { throw GSLError(Int32(GSL_EDOM), task) }
    let sequence = try GSL.require(gsl_qrng_alloc(plumbline_sobol(), UInt32(dimension)), task)
    defer { gsl_qrng_free(sequence) }
    let shift = (0..<dimension).map { _ in Double.random(in: 0..<1, using: &generator) }
    var point = [Double](repeating: 0, count: dimension)
    var taken: [T] = []
    while taken.count < count {
      try GSL.check(gsl_qrng_get(sequence, &point), task)
      let shifted = zip(point, shift).map { ($0 + $1).truncatingRemainder(dividingBy: 1) }
      if let next = take(shifted) { taken.append(next) }
    }
    return taken
  }
}
