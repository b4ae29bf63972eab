// SPDX-License-Identifier: MIT

import PDE

/// The extrapolation of second-order results on three grids, each with half the step of the one before, with
/// a bar from their convergence (Roache 1998; ASME V&V 20-2009).
///
/// The value is extrapolated twice, the bar estimates the error of what was extrapolated once on the two
/// finer grids, |R − R₂|, times 1.25 where the observed order is within 10 % of 2, else times 3. Both are the
/// largest over the neighbourhood of a point, since a difference that changes its sign vanishes somewhere by
/// accident.
struct Richardson {
  private let coarse, medium, fine: [Double]

  private let rounding: Double

  /// - Parameter rounding: what solving rounds.
  init(_ grids: [[Double]], rounding: Double) {
    (coarse, medium, fine) = (grids[0], grids[1], grids[2])
    self.rounding = rounding
  }

  /// A square grid of `side` points each way.
  func measured(side: Int) -> [Measured] {
    (0..<fine.count).map { at in
      let (row, column) = (at / side, at % side)
      var near: [Int] = []
      for r in max(0, row - 4)...min(side - 1, row + 4) {
        for c in max(0, column - 4)...min(side - 1, column + 4) { near.append(r * side + c) }
      }
      return measured(at, near)
    }
  }

  /// A line.
  func measured() -> [Measured] {
    fine.indices.map { measured($0, Array(max(0, $0 - 4)...min(fine.count - 1, $0 + 4))) }
  }

  private func measured(_ at: Int, _ near: [Int]) -> Measured {
    var (first, second, estimate) = (0.0, 0.0, 0.0)
    for i in near {
      first = max(first, abs(medium[i] - coarse[i]))
      second = max(second, abs(fine[i] - medium[i]))
      let (low, high) = extrapolated(i)
      estimate = max(estimate, abs(high - low))
    }
    // |A_n − A_2n| is 2² |A_2n − A_4n| at the order 2, within 2^1.8 … 2^2.2.
    let isFormal = first > 3.482 * second && first < 4.595 * second
    return Measured(extrapolated(at).high, bar: (isFormal ? 1.25 : 3) * estimate + rounding)
  }

  /// R₂ and R.
  private func extrapolated(_ i: Int) -> (low: Double, high: Double) {
    let (rough, low) = (medium[i] + (medium[i] - coarse[i]) / 3, fine[i] + (fine[i] - medium[i]) / 3)
    return (low, low + (low - rough) / 15)
  }
}
