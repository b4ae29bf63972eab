// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation

/// The axes of a solver's archive, such as PDEBench's (`x-coordinate`, or `grid/x`) and The Well's
/// (`dimensions/x`): there a field is indexed [t, x, y].
struct SolverAxes {
  /// The order of a field's indices; nil in other files.
  let order: [Int]?
  let axes: [NumericArray]
  private(set) var notes: [String] = []

  /// - Parameter fields: whose shapes tell whether the time axis has the end of the last step, which no field
  ///   has.
  init(_ coordinates: [Coordinate], _ axes: [NumericArray], _ fields: [NumericArray]) {
    let isArchive = axes.contains { axis in
      axis.name.hasSuffix("-coordinate") || axis.name.hasPrefix("dimensions/") || axis.name.hasPrefix("grid/")
    }
    guard isArchive, let t = coordinates.firstIndex(of: .t) else {
      (order, self.axes) = (isArchive ? Array(coordinates.indices) : nil, axes)
      return
    }
    order = [t] + coordinates.indices.filter { $0 != t }
    let steps = axes[t].values.count - 1
    let whole = axes.map(\.values.count).reduce(1, *)
    let isLonger =
      fields.contains { $0.shape.first == steps } && !fields.contains { $0.values.count == whole }
    guard isLonger, steps > 0,
      let shorter = try? NumericArray(axes[t].name, shape: [steps], values: Array(axes[t].values.dropLast()))
    else {
      self.axes = axes
      return
    }
    var axes = axes
    axes[t] = shorter
    self.axes = axes
    notes = ["\(axes[t].name) has one value more than the fields have times; its last was left out"]
  }
}
