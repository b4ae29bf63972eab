// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import PDE
import Sampling
import Testing
import Training

/// Points in domains and on their faces.
@Suite struct ScatterTests {
  static let square = Domain(x: -1...1, y: -1...1)
  static let l = square.without([.x: 0...1, .y: -1...0])

  /// How many of the points lie in each fourth of an interval.
  func fourths(_ values: [Double], of range: ClosedRange<Double>) -> [Int] {
    let width = (range.upperBound - range.lowerBound) / 4
    return (0..<4).map { k in
      values.count { Int(($0 - range.lowerBound) / width) == k }
    }
  }

  @Test func nothingInTheCut() throws {
    var (one, other) = (SplitMix64("a"), SplitMix64("a"))
    let points = try Self.l.scattered(600, using: &one)
    #expect(points.count == 600 && points.allSatisfy { Self.l.contains($0.values) })
    #expect(try Self.l.scattered(600, using: &other).map(\.values) == points.map(\.values))
    // A third in each of the squares, as evenly as the sequence is.
    for (right, upper) in [(false, false), (false, true), (true, true)] {
      let count = points.count { ($0.x > 0) == right && ($0.y > 0) == upper }
      #expect(abs(count - 200) < 12, "\(count)")
    }
  }

  /// More dimensions than the sequence has.
  @Test func manyDimensions() throws {
    var random = SplitMix64("a")
    let cube = Domain(cube: 0...1, dimensions: 41).without([.x(1): 0.5...1, .x(7): 0...0.5])
    let points = try cube.scattered(200, using: &random)
    #expect(points.count == 200 && points.allSatisfy { cube.contains($0.values) })
  }

  /// Every plane has its share, spread over all of it.
  @Test(arguments: [Condition.Face.ends(.x), .ends(.y), .boundary, .cut], [square, l])
  func allOfEachPlane(face: Condition.Face, domain: Domain) throws {
    var random = SplitMix64("faces", "\(face)")
    let planes = face.planes(in: domain)
    let points = try domain.scattered(48 * planes.count, on: planes, using: &random)
    #expect(points.count == 48 * planes.count && points.allSatisfy { domain.contains($0.values) })
    for (k, plane) in planes.enumerated() {
      let own = points[48 * k..<48 * (k + 1)]
      #expect(own.allSatisfy { $0[plane.coordinate] == plane.value })
      let along = plane.coordinate == .x ? Coordinate.y : .x
      var range = plane.ranges[along == .x ? 0 : 1]
      // Half of the outer sides at the cut is gone.
      if domain.cut != nil, plane.value == (along == .x ? -1 : 1) { range = along == .x ? -1...0 : 0...1 }
      let counts = fourths(own.map { $0[along] }, of: range)
      #expect(counts.allSatisfy { abs($0 - 12) <= 3 }, "\(plane): \(counts)")
    }
  }

  /// Points that no plane's share comes to.
  @Test func shares() throws {
    var random = SplitMix64("a")
    for count in 0...13 {
      let planes = Condition.Face.boundary.planes(in: Self.l)
      #expect(try Self.l.scattered(count, on: planes, using: &random).count == count)
      #expect(try Self.l.scattered(count, on: [], using: &random).isEmpty)
    }
  }
}
