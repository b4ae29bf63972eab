import Differentiation
import PDE
import Training

/// Anything that can be judged: values and some derivatives at any points.
struct Candidate {
  /// What ``jets`` gives for each unknown.
  let indices: [MultiIndex]
  /// `[point][unknown][index]`
  let jets: ([Point<Double>]) throws -> [[[Double]]]

  init(indices: [MultiIndex], jets: @escaping ([Point<Double>]) throws -> [[[Double]]]) {
    self.indices = indices
    self.jets = jets
  }

  init(_ solution: TrainedSolution) { self.init(indices: solution.indices, jets: solution.jets) }

  /// A solution of which only values are known: its slopes follow by central differences with a step of 10⁻⁵ of the
  /// domain, shortened at its ends. Their error is 10⁻¹¹ of the value in double precision.
  init(in domain: Domain, _ u: @escaping (Point<Double>) throws -> [Double]) {
    indices = [.value] + domain.coordinates.map { [$0] }
    jets = { points in
      try points.map { p in
        let slopes = try domain.coordinates.indices.map { i in
          let range = domain.ranges[i]
          let h = 1e-5 * (range.upperBound - range.lowerBound)
          var (up, down) = (p, p)
          up.values[i] = min(range.upperBound, p.values[i] + h)
          down.values[i] = max(range.lowerBound, p.values[i] - h)
          return try zip(u(up), u(down)).map { ($0 - $1) / (up.values[i] - down.values[i]) }
        }
        return try u(p).enumerated().map { k, value in
          [value] + slopes.map { $0.indices.contains(k) ? $0[k] : .nan }
        }
      }
    }
  }

  /// `[point][unknown]`
  func values(at points: [Point<Double>]) throws -> [[Double]] {
    guard let i = indices.firstIndex(of: .value) else { return points.map { _ in [] } }
    return try jets(points).map { $0.map { $0[i] } }
  }
}
