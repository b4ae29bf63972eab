// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// Mistakes in the values: for each unknown, what stands in its place, by the fewest free numbers.
///
/// Unknowns exchanged, a sign, a factor, a constant, both; a derivative or a function of the unknowns.
struct SlotSearch {
  let investigation: Investigation
  private var judge: HypothesisTest { investigation.judge }

  /// What one place holds.
  struct Content {
    let mistake: Mistake
    /// The unknown that is there, with its sign; nil where it is no plain unknown.
    var plain: (unknown: Int, sign: Double)?
    let text: String
    let freedom: Int
    let values: [Double]
    var value: Double?
    var given: Double?
  }

  var hypotheses: [Hypothesis] {
    let part = investigation.sample
    let columns = columns
    var candidate = part.truth
    var changed: [(place: Int, content: Content)] = []
    for u in part.truth.indices {
      guard let content = content(of: u, columns), content.plain.map({ $0 != (u, 1) }) ?? true else {
        continue
      }
      candidate[u] = content.values
      changed.append((u, content))
    }
    guard let first = changed.first else { return [] }
    let (mistake, text) = SlotWording(changed).sentence
    return [
      Hypothesis(
        mistake: mistake, text: text, candidate: candidate,
        freedom: changed.map(\.content.freedom).max() ?? 0,
        subject: changed.map { Names.unknown($0.place) }.joined(separator: ", "), value: first.content.value,
        given: first.content.given)
    ]
  }

  /// Functions and derivatives are dear: only those that do well in some place at few points are computed
  /// at all.
  private var columns: [SlotColumn] {
    let scan = investigation.inner
    let few = SlotColumns(scorer: investigation.scorer, part: scan)
    func doWell(_ columns: [SlotColumn]) -> [SlotColumn] {
      columns.filter { column in
        scan.readings.values.contains { file in
          factors(of: column).contains { factor, _ in isNear(column.values, factor, file) }
        }
      }
    }
    let functions = doWell(few.functions).map(\.name)
    let derivatives = doWell(few.derivatives(few.held))
    let whole = SlotColumns(scorer: investigation.scorer, part: investigation.sample)
    let asked = Set(derivatives.flatMap(\.reads))
    let names = Set(functions + derivatives.map(\.name))
    let all =
      (functions.isEmpty ? [] : whole.functions)
      + (asked.isEmpty ? [] : whole.derivatives(asked.sorted()))
    return all.filter { names.contains($0.name) }
  }

  /// The best of the simplest: nil where nothing fits much better than the unknown itself.
  private func content(of u: Int, _ columns: [SlotColumn]) -> Content? {
    let part = investigation.sample
    let own = Content(mistake: .scaled, plain: (u, 1), text: "", freedom: 0, values: part.truth[u])
    let before = distance(own.values, u)
    if before <= 1e-12 { return own }
    let all = [own] + plain(u) + columns.flatMap { derived($0, u) } + staggered(u)
    let rated = all.map { ($0, distance($0.values, u)) }
    guard let least = rated.map(\.1).min(), least < before / 3 else { return own }
    let enough = max(3 * least, judge.bars[u] / judge.scales[u], judge.rounding, HypothesisTest.searched)
    return rated.filter { $0.1 <= enough }.min { $0.0.freedom < $1.0.freedom }?.0
  }

  /// The unknown at points half a cell away, as on staggered grids, where each unknown has points of its own.
  private func staggered(_ u: Int) -> [Content] {
    let part = investigation.sample
    guard part.truth.count > 1, let grid = investigation.grid else { return [] }
    let ranges = investigation.problem.domain.ranges
    return part.coordinates.indices.filter { part.coordinates[$0].isSpatial && grid.lengths[$0] > 2 }.flatMap
    { k in
      let axis = grid.axes[k]
      let half = (axis[axis.count - 1] - axis[0]) / Double(axis.count - 1) / 2
      return [half, -half].compactMap { by -> Content? in
        var positions = part.readings.positions
        positions[k] = positions[k].map { ranges[k].contains($0 + by) ? $0 + by : .nan }
        let values = investigation.sampler.values(part.coordinates, positions)[u]
        let c = part.coordinates[k]
        return Content(
          mistake: .cellCentres,
          text:
            "stands half a cell (\(estimate(half))) \(by > 0 ? "after" : "before") its \(c), as on a staggered grid: "
            + "interpolate it to the other unknowns' points", freedom: 0, values: values, value: by, given: 0)
      }
    }
  }

  private func distance(_ candidate: [Double], _ u: Int) -> Double {
    let file = investigation.sample.readings.values[u]
    var (sum, known) = (0.0, 0)
    for i in candidate.indices where candidate[i].isFinite {
      let d = (file[i] - candidate[i]) / judge.scales[u]
      sum += d * d
      known += 1
    }
    return known * 10 >= 9 * file.count && known > 0 ? (sum / Double(known)).squareRoot() : .infinity
  }

  /// Whether a column times a factor is nearly the file.
  private func isNear(_ column: [Double], _ factor: Double, _ file: [Double]) -> Bool {
    var (far, size, known) = (0.0, 0.0, 0)
    for (a, b) in zip(column, file) where a.isFinite {
      far += (factor * a - b) * (factor * a - b)
      size += b * b
      known += 1
    }
    return known * 10 >= 9 * file.count && far < 0.04 * size
  }

  /// Each unknown, with its sign, a factor, a constant, both.
  private func plain(_ u: Int) -> [Content] {
    let part = investigation.sample
    let file = part.readings.values[u]
    var all: [Content] = []
    for (k, v) in part.truth.enumerated() {
      let name = Names.unknown(k)
      if k != u {
        all.append(
          Content(mistake: .exchangedUnknowns, plain: (k, 1), text: "holds \(name)", freedom: 0, values: v))
      }
      all.append(
        Content(
          mistake: .sign, plain: (k, -1), text: "holds -\(name)", freedom: 0, values: v.map { -$0 },
          value: -1,
          given: 1))
      if let line = LineFit(v, file, hasConstant: false) {
        let scale = Normalisation(investigation.readings.values[u])?.text
        all.append(
          Content(
            mistake: scale == nil ? .scaled : .normalised,
            text: (scale.map { "is normalised \($0), " } ?? "is ")
              + "\(estimate(line.slope)) times \(truth(name, k == u))", freedom: 1,
            values: v.map { line.slope * $0 }, value: line.slope, given: 1))
      }
      let shift = mean(file, where: v) - mean(v, where: v)
      all.append(offset(u, k, shift, v))
      if let line = LineFit(v, file, hasConstant: true), abs(line.slope) > 1e-9 {
        all.append(affine(u, k, line, v))
      }
    }
    return all
  }

  private func truth(_ name: String, _ isOwn: Bool) -> String { isOwn ? "the truth" : name }

  private func mean(_ column: [Double], where known: [Double]) -> Double {
    let places = column.indices.filter { known[$0].isFinite }
    return places.reduce(0) { $0 + column[$1] } / Double(max(1, places.count))
  }

  private func offset(_ u: Int, _ k: Int, _ shift: Double, _ v: [Double]) -> Content {
    let name = Names.unknown(k)
    let whole = investigation.readings.values[u]
    let mean = whole.reduce(0, +) / Double(whole.count)
    let isCentred = abs(mean) <= 1e-9 * (whole.map { abs($0) }.max() ?? 0)
    let kelvin = abs(shift - 273.15) < 1e-6 ? " (degrees Celsius and kelvin)" : ""
    let free =
      investigation.isFixedByConditionsAlone(k)
      ? "; the equations hold with any constant, only a condition fixes \(name)" : ""
    let what =
      u == k
      ? "is off by the constant \(estimate(shift))"
      : "is \(name) \(shift < 0 ? "-" : "+") \(estimate(abs(shift)))"
    let centred = isCentred ? ", which makes its mean 0" : ""
    return Content(
      mistake: .offset, text: what + kelvin + centred + free, freedom: 1, values: v.map { $0 + shift },
      value: shift,
      given: 0)
  }

  private func affine(_ u: Int, _ k: Int, _ line: LineFit, _ v: [Double]) -> Content {
    let name = Names.unknown(k)
    let text =
      "\(estimate(line.slope)) \(name) \(line.constant < 0 ? "-" : "+") \(estimate(abs(line.constant)))"
    let scale = Normalisation(investigation.readings.values[u])?.text
    return Content(
      mistake: .normalised, text: scale.map { "is normalised \($0): it holds \(text)" } ?? "holds \(text)",
      freedom: 2, values: v.map { line.slope * $0 + line.constant }, value: line.slope, given: 1)
  }

  /// What a column may be multiplied by: its sign; a derivative times a parameter is a flux.
  private func factors(of column: SlotColumn) -> [(Double, String)] {
    var factors: [(Double, String)] = [(1, ""), (-1, "minus ")]
    guard column.mistake == .derivative else { return factors }
    for parameter in type(of: investigation.problem).parameters where !parameter.isWhole {
      let value = investigation.scorer.settings[parameter.name] ?? parameter.standard
      if abs(value) != 1 {
        factors += [(value, "\(parameter.name) times "), (-value, "-\(parameter.name) times ")]
      }
    }
    return factors
  }

  private func derived(_ column: SlotColumn, _ u: Int) -> [Content] {
    factors(of: column).map { factor, name in
      Content(
        mistake: column.mistake, text: "holds \(name)\(column.name): \(column.cure)", freedom: 0,
        values: column.values.map { factor * $0 })
    }
  }
}
