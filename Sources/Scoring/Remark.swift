// SPDX-License-Identifier: MIT

import Differentiation

/// A header that stands in a remark: behind `#`, as numpy.savetxt writes it, or behind `%`, as COMSOL does.
struct Remark {
  let names: Names
  let columns: Int

  /// The names of all columns; nil where no remark holds them. The last that does counts.
  func header(_ remarks: [String]) -> [String]? {
    remarks.reversed().lazy.compactMap { remark in inputsOnce(remark) ?? header(remark) }.first
  }

  private func header(_ remark: String) -> [String]? {
    let splits = [split(remark, ","), split(remark, ";"), split(remark, "\t"), words(remark)]
    return splits.first { header in
      guard header.count == columns else { return false }
      let places = names.coordinatePlaces(header)
      return zip(names.coordinates, places).allSatisfy { c, place in
        place != nil || c == .t && WideTable.hasTimes(header)
      }
    }
  }

  /// DeepXDE names its inputs once, however many there are, and each group of outputs: `x, y_true, y_pred`.
  private func inputsOnce(_ remark: String) -> [String]? {
    let groups = split(remark, ",")
    guard groups.count > 1, groups[0] == "x", groups.dropFirst().allSatisfy({ $0.hasPrefix("y_") }) else {
      return nil
    }
    let n = names.unknowns
    guard columns == names.coordinates.count + (groups.count - 1) * n else { return nil }
    let outputs = groups.dropFirst().flatMap { group in
      n == 1 ? [group] : (1...n).map { "u\($0)_" + group.dropFirst(2) }
    }
    return names.coordinates.map(\.description) + outputs
  }

  private func split(_ text: String, _ separator: Character) -> [String] {
    text.split(separator: separator, omittingEmptySubsequences: false).map {
      $0.drop { $0 == " " }.description.trimmed
    }
  }

  /// Between blanks, units and times with the name before them: "u (1) @ t=0.1" is one.
  private func words(_ text: String) -> [String] {
    var joined: [String] = []
    var isOpen = false
    for word in text.split(whereSeparator: { ", ;\t".contains($0) }).map(String.init) {
      let follows = isOpen || "[(@".contains(word.first ?? " ")
      if follows, let last = joined.popLast() {
        joined.append(last + " " + word)
      } else {
        joined.append(word)
      }
      // What is behind @ goes on until something is said to equal something.
      isOpen = word.hasPrefix("@") ? !word.contains("=") : isOpen && !word.contains("=")
    }
    return joined
  }
}
