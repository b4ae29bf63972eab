// SPDX-License-Identifier: MIT

/// Files with many runs of a solver, of which one is read: PDEBench's (a field is indexed [run, t, x, …], or
/// each run is a group with a number for its name) and The Well's (fields of the groups `t0_fields`,
/// `t1_fields`, axes in `dimensions`).
struct HDF5Runs {
  /// The number of runs; nil where no dataset has an index for them.
  let count: Int?
  private let holders: Set<String>

  init(_ datasets: [HDF5Dataset]) {
    func axis(_ names: [String]) -> Int? {
      datasets.first { names.contains($0.name) && $0.shape.count == 1 }?.shape[0]
    }
    let time = axis(["t-coordinate", "dimensions/time", "dimensions/t"])
    let space = ["x", "y", "z"].compactMap { axis(["\($0)-coordinate", "dimensions/\($0)"]) }
    var holders: [String: Int] = [:]
    for dataset in datasets where !space.isEmpty || time != nil {
      if Self.hasRuns(dataset, time, space) { holders[dataset.name] = dataset.shape[0] }
    }
    self.holders = Set(holders.keys)
    count = holders.values.min()
  }

  /// Whether the first index counts runs: time and space follow it, and do not begin with it. A time axis may
  /// have one value more than the field, which is the end of its last step.
  private static func hasRuns(_ dataset: HDF5Dataset, _ time: Int?, _ space: [Int]) -> Bool {
    guard !dataset.name.contains("-coordinate"), !dataset.name.hasPrefix("dimensions/") else { return false }
    func fits(_ shape: ArraySlice<Int>) -> Bool {
      guard let time else { return shape.starts(with: space) || shape.starts(with: [1] + space) }
      guard let first = shape.first, first == time || first == time - 1 else { return false }
      return shape.dropFirst().starts(with: space)
    }
    let shape = dataset.shape
    guard shape.count > space.count + (time == nil ? 0 : 1), fits(shape[1...]) else { return false }
    // Both fit where the numbers are the same: then the rank decides, with components in the last index.
    let isVector = dataset.name.hasPrefix("t1_fields/")
    return !fits(shape[...]) || shape.count > space.count + (time == nil ? 0 : 1) + (isVector ? 1 : 0)
  }

  func holds(_ dataset: HDF5Dataset) -> Bool { holders.contains(dataset.name) }

  /// The run to read; nil where there is none to choose.
  func chosen(run: Int?) throws(Problem) -> Int? {
    guard let count else { return nil }
    guard (0..<count).contains(run ?? 0) else { throw .run(asked: run ?? 0, count: count) }
    return run ?? 0
  }

  /// Which of a file's groups to read, where each of them is a run.
  static func group(_ names: [String], _ run: Int?) throws(Problem) -> Int? {
    let isNumbered = names.allSatisfy { $0.count >= 3 && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
    guard isNumbered, !names.isEmpty else { return nil }
    guard names.indices.contains(run ?? 0) else { throw .run(asked: run ?? 0, count: names.count) }
    return run ?? 0
  }

  static func note(_ run: Int, of count: Int, _ group: String? = nil) -> String {
    "run \(run) of \(count), counted from 0, was read" + (group.map { ": the group \($0)" } ?? "")
      + (count > 1 ? "; --sample takes another" : "")
  }
}
