// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// Points of a file that hold no value.
extension FieldSamples {
  /// These without the points whose values are NaN: in what is cut out of the domain that is as it should be,
  /// elsewhere the file is not whole, which ``gap`` says.
  /// - Throws: `missingCoordinate`; `unfilled` where no point has a value.
  func filled(in domain: Domain) throws(Fault) -> FieldSamples {
    for (c, column) in zip(coordinates, positions) {
      if let place = column.firstIndex(where: \.isNaN) {
        throw .missingCoordinate(place: self.place(place), c)
      }
    }
    let empty = (0..<count).filter { i in values.contains { $0[i].isNaN } }
    if empty.isEmpty { return self }
    let missing = empty.filter { !isCutAway(point($0), in: domain) }
    var rest = only((0..<count).filter { i in values.allSatisfy { !$0[i].isNaN } })
    if let first = missing.first {
      let fault = Fault.unfilled(
        count: missing.count, of: count, first: place(first),
        point: FieldSamples.text(coordinates, point(first)))
      guard rest.count > 0 else { throw fault }
      rest.gap = fault
      rest.empty = positions.map { column in missing.map { column[$0] } }
    }
    guard rest.count > 0 else {
      throw .noTruth(reason: "every value is NaN; was the field saved before it was computed?")
    }
    if missing.count < empty.count {
      rest.notes.append(
        "\(empty.count - missing.count) points hold NaN where the domain is cut out, and were left out")
    }
    return rest
  }

  /// Whether a point lies in what is cut out, or on its edge, which masks often take with it.
  private func isCutAway(_ point: [Double], in domain: Domain) -> Bool {
    guard let cut = domain.cut else { return false }
    return cut.indices.allSatisfy { k in
      let width = domain.ranges[k].upperBound - domain.ranges[k].lowerBound
      let slack = Placement.slack * width
      return point[k] >= cut[k].lowerBound - slack && point[k] <= cut[k].upperBound + slack
    }
  }
}
