// SPDX-License-Identifier: MIT

import DataFiles

/// Numbers beside the fields that bear a parameter's name, as jaxpi's files have `nu`: what they say of the
/// problem.
struct StatedParameters {
  /// The arrays that are none.
  let others: [NumericArray]
  let notes: [String]

  /// - Parameter parameters: the problem's, by name.
  init(_ arrays: [NumericArray], _ parameters: [String: Double]) {
    var (others, notes): ([NumericArray], [String]) = ([], [])
    for array in arrays {
      guard array.values.count == 1, let stated = array.values.first,
        let name = parameters.keys.first(where: {
          $0.lowercased() == FieldName.plain(array.name).lowercased()
        }),
        let value = parameters[name]
      else {
        others.append(array)
        continue
      }
      // Single precision, or six digits, still say the same.
      if abs(stated - value) <= 1e-5 * max(abs(stated), abs(value)) {
        notes.append("the file states \(name) = \(stated), as the problem has it")
      } else {
        notes.append(
          "the file states \(name) = \(stated), the problem has \(name) = \(value): if the file is right, score it "
            + "with --set \(name)=\(stated)")
      }
    }
    (self.others, self.notes) = (others, notes)
  }
}
