// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// Another set of labels for the nodes of an axis: where the values may really stand.
struct AxisLabels: Sendable {
  let mistake: Mistake
  /// What change it is, the same for every axis.
  let kind: String
  /// What is wrong and the cure; "x" stands for the coordinate's name.
  let text: String
  /// The place of each node, in the order of the file's ascending labels.
  let places: [Double]
  /// The first place less the first label, where the change is a shift.
  var shift: Double?

  /// The usual ones that differ from the file's.
  /// - Parameters:
  ///   - labels: ascending.
  ///   - range: the coordinate's interval.
  static func usual(_ labels: [Double], _ range: ClosedRange<Double>) -> [AxisLabels] {
    let n = labels.count
    let (a, b) = (range.lowerBound, range.upperBound)
    let width = b - a
    guard n > 2, width > 0 else { return [] }
    func nodes(_ place: (Double) -> Double) -> [Double] {
      (0..<n).map { a + width * place(Double($0)) }
    }
    let m = Double(n)
    let step = (labels[n - 1] - labels[0]) / (m - 1)
    let (p, q) = (labels[0], labels[n - 1])
    var all: [AxisLabels] = []
    func add(_ kind: String, _ mistake: Mistake, _ text: String, _ places: [Double], shift: Double? = nil) {
      let isKnown = ([labels] + all.map(\.places)).contains { known in
        zip(places, known).allSatisfy { abs($0 - $1) <= 1e-9 * width }
      }
      if !isKnown {
        all.append(
          AxisLabels(
            mistake: mistake, kind: kind, text: text, places: places, shift: shift))
      }
    }
    add(
      "own ends", .reversedAxis, "runs backwards: flip the axis, or write \(estimate(p + q)) - # for #",
      labels.reversed())
    if abs(p + q - a - b) > 1e-9 * width {
      add(
        "domain ends", .reversedAxis, "runs backwards: write \(estimate(a + b)) - # for #",
        labels.map { a + b - $0 })
    }
    for (part, name) in [(0.5, "half a cell"), (-0.5, "half a cell"), (1.0, "a step"), (-1.0, "a step")] {
      let by = part * step
      let note =
        abs(part) == 0.5 ? ", as where cell centres are labelled by edges" : ", as where an end is left out"
      add(
        "shift \(part)", abs(part) == 0.5 ? .cellCentres : .shiftedAxis,
        "is \(name) (\(estimate(abs(by)))) too \(by > 0 ? "small" : "large")\(note): write # "
          + "\(by < 0 ? "-" : "+") \(estimate(abs(by)))", labels.map { $0 + by }, shift: by)
    }
    let centres = nodes { ($0 + 0.5) / m }
    add(
      "centres", .cellCentres,
      "labels are not where the values stand, which are those of cell centres, \(interval(centres)): write "
        + map(labels, centres), centres)
    add(
      "end out", .periodEnd,
      "labels are wrong: the values leave out the end \(estimate(b)), \(interval(nodes { $0 / m }))"
        + ": write " + map(labels, nodes { $0 / m }), nodes { $0 / m })
    add(
      "start out", .periodEnd,
      "labels are wrong: the values leave out the start \(estimate(a)), \(interval(nodes { ($0 + 1) / m })): write "
        + map(labels, nodes { ($0 + 1) / m }), nodes { ($0 + 1) / m })
    add(
      "both out", .periodEnd,
      "labels are wrong: the values leave out both ends: write "
        + map(labels, nodes { ($0 + 1) / (m + 1) }), nodes { ($0 + 1) / (m + 1) })
    // Labels that miss an end by more than two steps run over another range.
    let isNear = abs(p - a) <= 2 * width / (m - 1) && abs(q - b) <= 2 * width / (m - 1)
    if isNear {
      add(
        "nodes", p > a + 1e-9 * width && q < b - 1e-9 * width ? .cellCentres : .periodEnd,
        "labels are wrong: the values run from end to end, \(interval(nodes { $0 / (m - 1) })): write "
          + map(labels, nodes { $0 / (m - 1) }), nodes { $0 / (m - 1) })
    }
    for k in [n / 2, (n + 1) / 2] {
      add(
        "roll \(k == n / 2)", .shiftedAxis,
        "is rolled by \(k) of \(n) nodes (as by fftshift): roll the field back",
        labels.indices.map { labels[($0 + k) % n] })
    }
    let lobatto = nodes { 0.5 - 0.5 * Double.cos(.pi * $0 / (m - 1)) }
    let gauss = nodes { 0.5 - 0.5 * Double.cos(.pi * ($0 + 0.5) / m) }
    for (places, name) in [(lobatto, "Chebyshev nodes"), (gauss, "Chebyshev nodes within the ends")] {
      add(name, .shiftedRange, "labels are even, but the values stand at \(name): save those", places)
      add(
        name + " backwards", .shiftedRange,
        "labels are even, but the values stand at \(name), backwards: save those", places.reversed())
    }
    return all
  }

  private static func interval(_ places: [Double]) -> String {
    "\(estimate(places[0])) to \(estimate(places[places.count - 1]))"
  }

  /// "0.0078125 + 0.984375 x", where the labels are even.
  private static func map(_ labels: [Double], _ places: [Double]) -> String {
    let n = labels.count - 1
    let scale = (places[n] - places[0]) / (labels[n] - labels[0])
    let offset = places[0] - scale * labels[0]
    let start = abs(offset) < 1e-12 ? "" : "\(estimate(offset)) + "
    return abs(scale - 1) < 1e-12 ? start + "#" : start + "\(estimate(scale)) #"
  }
}
