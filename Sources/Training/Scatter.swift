import Differentiation
import Networks
import PDE

extension Domain {
  /// Points spread evenly over the domain: Sobol's where GSL has them, independent ones in more dimensions.
  public func scattered<G: RandomNumberGenerator>(
    _ count: Int, using generator: inout G
  ) throws -> [Point<Double>] {
    let d = coordinates.count
    let unit =
      d <= Sobol.maximumDimension
      ? try Sobol.points(count, dimension: d, using: &generator)
      : (0..<count).map { _ in (0..<d).map { _ in Double.random(in: 0..<1, using: &generator) } }
    return unit.map(point(atFractions:))
  }

  /// The same on planes, which share the count.
  public func scattered<G: RandomNumberGenerator>(
    _ count: Int, on planes: [(coordinate: Coordinate, value: Double)], using generator: inout G
  ) throws -> [Point<Double>] {
    if planes.isEmpty { return [] }
    return try scattered(count, using: &generator).enumerated().map { number, point in
      var p = point
      let (coordinate, value) = planes[number % planes.count]
      p.values[coordinates.firstIndex(of: coordinate)!] = value
      return p
    }
  }

  /// - Parameter unit: a number of 0…1 for each coordinate.
  func point(atFractions unit: [Double]) -> Point<Double> {
    Point(coordinates, zip(ranges, unit).map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * $1 })
  }
}
