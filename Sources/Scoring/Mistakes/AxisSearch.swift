// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// Mistakes in where the values are said to be along an axis: backwards, centres for nodes, an end left out,
/// shifted by a step.
struct AxisSearch {
  let investigation: Investigation
  private var domain: Domain { investigation.problem.domain }

  var hypotheses: [Hypothesis] {
    let axes = investigation.readings.positions.map(Self.labels)
    guard axes.count <= 4 else { return [] }
    let options = axes.indices.map { k in
      axes[k].count <= 20_000 ? AxisLabels.usual(axes[k], domain.ranges[k]) : []
    }
    var all: [Hypothesis] = []
    for k in axes.indices {
      for option in options[k] {
        all += [hypothesis([k], [option], axes)].compactMap { $0 }
      }
    }
    // The same along every direction of space, and along every coordinate.
    let space = axes.indices.filter { domain.coordinates[$0].isSpatial }
    let whole = Array(axes.indices)
    for group in space == whole ? [space] : [space, whole] where group.count > 1 {
      for option in options[group[0]] where option.shift == nil || option.mistake == .cellCentres {
        // The same name and number stand for the same change of another axis.
        let same = group.compactMap { k in
          options[k].first { $0.kind == option.kind }
        }
        if same.count == group.count { all += [hypothesis(group, same, axes)].compactMap { $0 } }
      }
    }
    return all
  }

  /// Ascending, each once.
  private static func labels(_ column: [Double]) -> [Double] {
    var nodes: [Double] = []
    for value in column.sorted() where nodes.last != value { nodes.append(value) }
    return nodes
  }

  private func hypothesis(_ changed: [Int], _ options: [AxisLabels], _ axes: [[Double]]) -> Hypothesis? {
    let places = zip(changed, options).map { k, option in
      Dictionary(uniqueKeysWithValues: zip(axes[k], option.places.map { within($0, k) }))
    }
    func moved(_ part: FieldSubset) -> [[Double]] {
      var positions = part.readings.positions
      for (k, places) in zip(changed, places) { positions[k] = positions[k].map { places[$0] ?? .nan } }
      return positions
    }
    guard let candidate = investigation.values(moved) else { return nil }
    let text = zip(changed, options).map { k, option in
      let name = domain.coordinates[k].description
      return "\(name) " + option.text.replacing("#", with: name)
    }
    let names = changed.map { domain.coordinates[$0].description }
    return Hypothesis(
      mistake: options[0].mistake, text: text.joined(separator: "; "), candidate: candidate,
      changes: changed.count, share: 0.6, subject: names.joined(separator: ", "), value: options[0].shift,
      given: options[0].shift == nil ? nil : 0)
  }

  /// A place, a whole period away where the problem has one; NaN outside the domain.
  private func within(_ place: Double, _ k: Int) -> Double {
    let range = domain.ranges[k]
    let width = range.upperBound - range.lowerBound
    let edge = min(max(place, range.lowerBound), range.upperBound)
    if abs(edge - place) <= 1e-9 * width { return edge }
    guard investigation.isPeriodic(domain.coordinates[k]) else { return .nan }
    let turned = place - width * ((place - range.lowerBound) / width).rounded(.down)
    return range.contains(turned) ? turned : .nan
  }
}
