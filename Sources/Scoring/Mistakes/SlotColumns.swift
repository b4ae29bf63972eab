// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Threads
import PDE
import RealModule

/// What may stand in an unknown's place: the unknowns, and functions of them.
struct SlotColumn {
  let mistake: Mistake
  /// "the derivative u_x"
  let name: String
  let cure: String
  /// One value per point; NaN where there is none.
  let values: [Double]
  /// The derivatives that it is made of.
  var reads: [MultiIndex] = []
}

/// The columns at some of the points.
struct SlotColumns {
  let scorer: Scorer
  let part: FieldSubset
  private var names: [String] { part.truth.indices.map(Names.unknown) }

  /// Functions of the unknowns' values.
  var functions: [SlotColumn] {
    var all: [SlotColumn] = []
    func add(_ name: String, _ inverse: String, _ values: [Double]) {
      all.append(
        SlotColumn(
          mistake: .transformed, name: name, cure: "save the unknown itself\(inverse)", values: values))
    }
    for (name, v) in zip(names, part.truth) {
      add("the square of \(name)", ", its root and sign", v.map { $0 * $0 })
      add("the magnitude |\(name)|", "", v.map { abs($0) })
      add("log \(name)", ", or exponentiate", v.map { $0 > 0 ? Double.log($0) : .nan })
      add("log |\(name)|", "", v.map { $0 != 0 ? Double.log(abs($0)) : .nan })
      add("log10 \(name)", ", or raise 10 to it", v.map { $0 > 0 ? Double.log10($0) : .nan })
      add("log (1 + \(name))", "", v.map { $0 > -1 ? Double.log(onePlus: $0) : .nan })
      add("exp \(name)", ", or take the logarithm", v.map { Double.exp($0) })
      add("the root of \(name)", ", or square it", v.map { $0 >= 0 ? $0.squareRoot() : .nan })
      add("the root of |\(name)|", "", v.map { abs($0).squareRoot() })
      add("1/\(name)", "", v.map { $0 != 0 ? 1 / $0 : .nan })
      add("the cube of \(name)", "", v.map { $0 * $0 * $0 })
      add("sin \(name)", "", v.map { Double.sin($0) })
      add("tanh \(name)", "", v.map { Double.tanh($0) })
    }
    guard part.truth.count > 1 else { return all }
    let (u, v) = (part.truth[0], part.truth[1])
    let size = zip(u, v).map { Double.hypot($0, $1) }
    add("the magnitude \\sqrt(u^2 + v^2)".replacing("\\", with: ""), "", size)
    add("u^2 + v^2", "", size.map { $0 * $0 })
    add("the phase of u + iv", "", zip(u, v).map { Double.atan2(y: $1, x: $0) })
    add("(u^2 + v^2)/2", "", size.map { $0 * $0 / 2 })
    return all
  }

  /// First and second derivatives that the reference holds.
  var held: [MultiIndex] {
    guard part.coordinates.count <= 4 else { return [] }
    return scorer.reference.indices.filter {
      (1...2).contains($0.order) && $0.coordinates.allSatisfy(part.coordinates.contains)
    }
  }

  /// Some of those, and what is made of first ones among them.
  func derivatives(_ asked: [MultiIndex]) -> [SlotColumn] {
    guard let all = measured(asked) else { return [] }
    let (m, n) = (part.truth.count, asked.count)
    var columns: [SlotColumn] = []
    var first: [String: [Double]] = [:]
    for u in 0..<m {
      for (k, index) in asked.enumerated() {
        let values = part.indices.indices.map { all[($0 * m + u) * n + k] }
        let name = "\(names[u])_\(index)"
        first[name] = values
        columns.append(column("the derivative \(name)", values, [index]))
      }
    }
    let space = part.coordinates.filter { $0.isSpatial }
    for u in 0..<m where space.count > 1 {
      let slopes = space.compactMap { first["\(names[u])_\($0)"] }
      guard slopes.count == space.count else { continue }
      let size = part.indices.indices.map { i in slopes.reduce(0) { $0 + $1[i] * $1[i] }.squareRoot() }
      columns.append(column("the slope's magnitude |grad \(names[u])|", size, space.map { [$0] }))
    }
    if m > 1, let a = first["v_x"], let b = first["u_y"] {
      columns.append(column("the vorticity v_x - u_y", zip(a, b).map { $0 - $1 }, [[.x], [.y]]))
    }
    return columns
  }

  /// `[point][unknown][index]` in one piece, on all cores; nil where there are none.
  private func measured(_ asked: [MultiIndex]) -> [Double]? {
    guard !asked.isEmpty else { return nil }
    let (count, readings, reference) = (part.readings.count, part.readings, scorer.reference)
    let pieces = stride(from: 0, to: count, by: 128).map { $0..<min(count, $0 + 128) }
    let parts = Parallel.map(pieces.count) { piece in
      try? reference.evaluate(asked, at: readings.points(pieces[piece])).map(\.value)
    }
    let known = parts.compactMap { $0 }
    return known.count == parts.count ? known.flatMap { $0 } : nil
  }

  private func column(_ name: String, _ values: [Double], _ reads: [MultiIndex]) -> SlotColumn {
    SlotColumn(
      mistake: .derivative, name: name, cure: "save the unknown itself", values: values, reads: reads)
  }
}
