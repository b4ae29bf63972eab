// SPDX-License-Identifier: MIT

import Benchmarking
import Foundation
import Problems
import Sampling
import Testing

@testable import Scoring

/// A usual mistake, made in a right file.
struct PlantedMistake: Sendable, CustomTestStringConvertible {
  let name: String
  /// What it must be called.
  let codes: Set<Mistake>
  /// Makes it; false where the problem cannot have it, or the file is as right with it.
  let plant: @Sendable (inout Planted) throws -> Bool
  var testDescription: String { name }

  static let values: [PlantedMistake] = [
    .init(name: "sign", codes: [.sign]) { p in
      p.values[p.values.count - 1] = p.values[p.values.count - 1].map { -$0 }
      return true
    },
    .init(name: "factor", codes: [.scaled]) { p in
      p.values[0] = p.values[0].map { 1.37 * $0 }
      return true
    },
    .init(name: "offset", codes: [.offset]) { p in
      p.values[p.values.count - 1] = p.values[p.values.count - 1].map { $0 + 0.7 }
      return true
    },
    .init(name: "kelvin", codes: [.offset]) { p in
      p.values[0] = p.values[0].map { $0 + 273.15 }
      return true
    },
    .init(name: "to [0, 1]", codes: [.normalised, .scaled, .offset]) { p in
      for u in p.values.indices {
        let (a, b) = (p.values[u].min()!, p.values[u].max()!)
        if abs(a) < 1e-12, abs(b - 1) < 1e-12 { return false }
        p.values[u] = p.values[u].map { ($0 - a) / (b - a) }
      }
      return true
    },
    .init(name: "z-scores", codes: [.normalised, .scaled]) { p in
      for u in p.values.indices {
        let n = Double(p.values[u].count)
        let mean = p.values[u].reduce(0, +) / n
        let deviation = (p.values[u].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
        p.values[u] = p.values[u].map { ($0 - mean) / deviation }
      }
      return true
    },
    .init(name: "exchanged", codes: [.exchangedUnknowns]) { p in
      guard p.values.count > 1 else { return false }
      p.values.swapAt(p.values.count - 2, p.values.count - 1)
      return true
    },
    .init(name: "magnitude", codes: [.transformed]) { p in
      if p.values.count > 1 {
        p.values[0] = zip(p.values[0], p.values[1]).map { hypot($0, $1) }
        return true
      }
      guard p.values[0].contains(where: { $0 < -1e-6 }), p.values[0].contains(where: { $0 > 1e-6 }) else {
        return false
      }
      p.values[0] = p.values[0].map { abs($0) }
      return true
    },
    .init(name: "square", codes: [.transformed]) { p in
      p.values[0] = p.values[0].map { $0 * $0 }
      return true
    },
    .init(name: "logarithm", codes: [.transformed]) { p in
      guard p.values[0].allSatisfy({ $0 > 1e-12 }) else { return false }
      p.values[0] = p.values[0].map { log($0) }
      return true
    },
    .init(name: "derivative", codes: [.derivative]) { p in
      let reference = p.problem.reference
      let c = p.problem.domain.coordinates[0]
      guard reference.indices.contains([c]) else { return false }
      let nodes = p.nodes
      let slopes = nodes.map { try? reference.evaluate([[c]], at: p.problem.domain.point($0))[0][0].value }
      guard slopes.allSatisfy({ $0?.isFinite ?? false }) else { return false }
      p.values[0] = slopes.map { $0! }
      return true
    },
    .init(name: "noise", codes: [.noise]) { p in
      var state: UInt64 = 7
      for u in p.values.indices {
        let size = (p.values[u].reduce(0) { $0 + $1 * $1 } / Double(p.values[u].count)).squareRoot()
        for i in p.values[u].indices { p.values[u][i] += 0.01 * size * gaussian(&state) }
      }
      return true
    },
    .init(name: "single", codes: [.float32]) { p in
      p.values = p.values.map { $0.map { Double(Float($0)) } }
      return true
    },
    .init(name: "half", codes: [.float16]) { p in
      p.values = p.values.map {
        $0.map { x in
          guard x != 0 else { return 0 }
          let unit = scalbn(1.0, max(Int(ilogb(x)), -14) - 10)
          return (x / unit).rounded() * unit
        }
      }
      return true
    },
    .init(name: "four decimals", codes: [.fewDigits]) { p in
      p.values = p.values.map { $0.map { ($0 * 1e4).rounded() / 1e4 } }
      return p.values.joined().contains { $0 != $0.rounded() }
    },
    .init(name: "unfilled", codes: [.unfilled]) { p in
      let n = p.values[0].count
      let end = n - n / 5
      guard p.values[0][end...].contains(where: { abs($0) > 0.05 }) else { return false }
      for u in p.values.indices { for i in end..<n { p.values[u][i] = 0 } }
      return true
    },
    .init(name: "stopped", codes: [.unfilled]) { p in
      guard p.problem.domain.coordinates.last == .t, p.axes.count > 1 else { return false }
      let n = p.axes.last!.count
      let stop = n / 2
      for u in p.values.indices {
        for i in p.values[u].indices where i % n > stop { p.values[u][i] = p.values[u][i - i % n + stop] }
      }
      return true
    },
  ]

  static let places: [PlantedMistake] = [
    .init(name: "first axis backwards", codes: [.reversedAxis]) { p in
      let (first, last) = (p.axes[0].first!, p.axes[0].last!)
      try p.solve { [first + last - $0[0]] + $0.dropFirst() }
      return true
    },
    .init(name: "last axis backwards", codes: [.reversedAxis]) { p in
      guard p.axes.count > 1 else { return false }
      let (first, last) = (p.axes.last!.first!, p.axes.last!.last!)
      try p.solve { $0.dropLast() + [first + last - $0.last!] }
      return true
    },
    .init(name: "centres", codes: [.cellCentres]) { p in try relabel(&p) { ($0 + 0.5) / $1 } },
    .init(name: "end left out", codes: [.periodEnd]) { p in try relabel(&p) { $0 / $1 } },
    .init(name: "Chebyshev", codes: [.shiftedRange]) { p in
      try relabel(&p) { 0.5 - 0.5 * cos(.pi * $0 / ($1 - 1)) }
    },
    .init(name: "a step late", codes: [.shiftedAxis]) { p in
      let axis = p.axes[p.axes.count - 1]
      guard axis.count > 4 else { return false }
      let step = axis[1] - axis[0]
      let range = p.problem.domain.ranges.last!
      p.axes[p.axes.count - 1] = axis.filter { $0 + step <= range.upperBound }
      try p.solve { $0.dropLast() + [$0.last! + step] }
      return true
    },
    .init(name: "time factor", codes: [.timeFactor, .parameter]) { p in
      guard let k = p.problem.domain.coordinates.firstIndex(of: .t),
        p.problem.domain.ranges[k].lowerBound == 0
      else {
        return false
      }
      try p.solve { place in place.enumerated().map { $0 == k ? 0.8 * $1 : $1 } }
      return true
    },
  ]

  /// The first axis keeps its labels from end to end, the values stand elsewhere.
  private static func relabel(_ p: inout Planted, _ place: @escaping (Double, Double) -> Double) throws
    -> Bool
  {
    let range = p.problem.domain.ranges[0]
    let labels = p.axes[0]
    let n = Double(labels.count)
    let places = labels.indices.map {
      range.lowerBound + (range.upperBound - range.lowerBound) * place(Double($0), n)
    }
    let map = Dictionary(uniqueKeysWithValues: zip(labels, places))
    try p.solve { [map[$0[0]]!] + $0.dropFirst() }
    return true
  }

  /// Box and Muller's transform of a linear congruential generator.
  static func gaussian(_ state: inout UInt64) -> Double {
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(state >> 11) + 0.5) * 0x1p-53
    }
    return (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
  }
}
