// SPDX-License-Identifier: MIT

/// What is said of places that hold something else than their unknown.
struct SlotWording {
  let changed: [(place: Int, content: SlotSearch.Content)]
  init(_ changed: [(place: Int, content: SlotSearch.Content)]) { self.changed = changed }

  var sentence: (Mistake, String) {
    let each = changed.map { "\(Names.unknown($0.place)) \($0.content.text)" }.joined(separator: "; ")
    let places = changed.map(\.place)
    let plain = changed.compactMap(\.content.plain)
    if plain.count == changed.count,
      plain.contains(where: { p in !zip(plain, places).contains { $0 == p && $1 == p.unknown } }),
      Set(plain.map(\.unknown)) == Set(places), zip(plain, places).contains(where: { $0.unknown != $1 })
    {
      let names = places.map(Names.unknown)
      let list = names.count == 2 ? names.joined(separator: " and ") : names.joined(separator: ", ")
      return (.exchangedUnknowns, "\(list) are exchanged: \(each); name or order them as the problem does")
    }
    if changed.allSatisfy({ $0.content.mistake == .sign && $0.content.plain?.unknown == $0.place }) {
      let who =
        places.count > 1
        ? places.map(Names.unknown).joined(separator: ", ") + " have" : "\(Names.unknown(places[0])) has"
      return (.sign, "\(who) the wrong sign: a term, a condition or a convention is flipped")
    }
    let first = changed[0].content.mistake
    let cure =
      switch first {
      case .scaled: ": divide by that, or check the source and the units"
      case .offset: ": subtract that constant, or check what fixes the level"
      case .normalised: ": undo the scaling before saving"
      case .exchangedUnknowns: ": name or order the unknowns as the problem does"
      default: ""
      }
    return (first, each + cure)
  }
}

/// A column that was normalised: its range, or its mean and deviation, say how.
struct Normalisation {
  let text: String

  /// nil where neither is anything usual.
  init?(_ values: [Double]) {
    guard let low = values.min(), let high = values.max(), high > low else { return nil }
    func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    if near(low, 0), near(high, 1) {
      text = "to [0, 1]"
    } else if near(low, -1), near(high, 1) {
      text = "to [-1, 1]"
    } else if near(mean, 0), near(deviation, 1) || near(deviation * (n / max(1, n - 1)).squareRoot(), 1) {
      text = "to mean 0 and deviation 1 (z-scores)"
    } else {
      return nil
    }
  }
}

/// file ≈ slope·column + constant, by least squares.
struct LineFit {
  let slope, constant: Double
  /// ‖file − fit‖₂/‖file‖₂, about the mean where there is a constant.
  let leaves: Double

  /// nil where the column says nothing at a tenth of the points, or is constant.
  init?(_ column: [Double], _ file: [Double], hasConstant: Bool) {
    let known = column.indices.filter { column[$0].isFinite }
    guard known.count * 10 >= 9 * column.count, known.count > 2 else { return nil }
    let n = Double(known.count)
    let a = hasConstant ? known.reduce(0) { $0 + column[$1] } / n : 0
    let b = hasConstant ? known.reduce(0) { $0 + file[$1] } / n : 0
    var (along, size, whole) = (0.0, 0.0, 0.0)
    for i in known {
      along += (column[i] - a) * (file[i] - b)
      size += (column[i] - a) * (column[i] - a)
      whole += (file[i] - b) * (file[i] - b)
    }
    guard size > 0, whole > 0, (along / size).isFinite else { return nil }
    slope = along / size
    constant = b - slope * a
    leaves = max(0, 1 - along / size * along / whole).squareRoot()
  }
}
