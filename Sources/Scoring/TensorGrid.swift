// SPDX-License-Identifier: MIT

/// Points that fill a tensor grid, each node once.
struct TensorGrid: Sendable {
  /// Ascending, one a coordinate.
  let axes: [[Double]]
  /// The point at each node, the first coordinate slowest.
  let points: [Int]

  /// - Parameter positions: `[coordinate][point]`, in any order.
  init?(_ positions: [[Double]]) {
    guard let count = positions.first?.count, count > 1, positions.count <= 4 else { return nil }
    var axes: [[Double]] = []
    var nodes = 1
    for column in positions {
      var axis: [Double] = []
      for value in column.sorted() where axis.last != value { axis.append(value) }
      axes.append(axis)
      // Stops before the product can overflow.
      guard axis.count <= count / nodes else { return nil }
      nodes *= axis.count
    }
    guard nodes == count else { return nil }
    var points = [Int](repeating: -1, count: count)
    for i in 0..<count {
      let node = zip(axes, positions).reduce(0) { $0 * $1.0.count + Self.place(of: $1.1[i], in: $1.0) }
      guard points[node] < 0 else { return nil }
      points[node] = i
    }
    self.axes = axes
    self.points = points
  }

  /// Nodes along each axis.
  var lengths: [Int] { axes.map(\.count) }

  /// The coordinates of a node.
  func place(of node: Int) -> [Double] {
    var rest = node
    var place = [Double](repeating: 0, count: axes.count)
    for k in axes.indices.reversed() {
      place[k] = axes[k][rest % axes[k].count]
      rest /= axes[k].count
    }
    return place
  }

  /// The distance in `points` between neighbours along a coordinate.
  func stride(along k: Int) -> Int { axes[(k + 1)...].reduce(1) { $0 * $1.count } }

  /// The lines of nodes along a coordinate: the points on each, in ascending order.
  func lines(along k: Int) -> [[Int]] {
    let (stride, n) = (stride(along: k), axes[k].count)
    return (0..<points.count / n).map { line in
      let first = line / stride * stride * n + line % stride
      return (0..<n).map { points[first + $0 * stride] }
    }
  }

  private static func place(of value: Double, in axis: [Double]) -> Int {
    var (low, high) = (0, axis.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if axis[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
