// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Problems
import Testing

/// A box with a box cut out: what belongs to it, and its faces.
@Suite struct CutTests {
  static let square = Domain(x: -1...1, y: -1...1)
  static let l = square.without([.x: 0...1, .y: -1...0])
  static let ring = square.without([.x: -0.5...0.5, .y: 0...0.5])
  /// An edge of a cube, along z.
  static let edge = Domain(x: 0...2, y: 0...1, z: 0...3).without([.x: 1...2, .y: 0.5...1])

  static let points: [([Double], Bool)] = [
    ([0.5, -0.5], false), ([1, -1], false), ([1, -0.5], false), ([0.5, -1], false),
    ([1e-300, -1e-300], false),
    // The cut's faces belong to the domain, and so does its inner corner.
    ([0, 0], true), ([0, -1], true), ([1, 0], true), ([0.5, 0], true), ([-0.5, -0.5], true),
    ([0.5, 0.5], true),
  ]
  @Test(arguments: points) func belongs(place: [Double], isInside: Bool) throws {
    #expect(Self.l.contains(place) == isInside && Self.l.isCut(place) == !isInside)
    if isInside {
      #expect(try Self.l.point(place).values == place)
    } else {
      let error = #expect(throws: PointError.self) { try Self.l.point(place) }
      #expect(error == .cut([.x, .y], place, [0...1, -1...0]))
      #expect("\(error!)".contains("x in [0.0, 1.0] and y in [-1.0, 0.0] is cut out"), "\(error!)")
    }
    #expect(try Self.square.point(place).values == place)
  }

  @Test func beyondTheBox() {
    #expect(!Self.l.contains([-2, 0]) && !Self.l.contains([.nan, 0]) && !Self.l.contains([0, 1.5]))
    #expect(throws: PointError.outside(.x, 3, -1...1)) { try Self.l.point([3, -0.5]) }
  }

  @Test func inside() {
    #expect(Self.ring.isCut([0, 0.25]) && !Self.ring.isCut([0.5, 0.25]) && !Self.ring.isCut([0, 0]))
    #expect(
      Self.edge.isCut([2, 1, 3]) && Self.edge.isCut([1.5, 0.75, 0]) && !Self.edge.isCut([1, 0.75, 0]))
  }

  @Test func grid() throws {
    let points = try Self.l.grid([5, 5])
    #expect(points.count == 21 && points.allSatisfy { Self.l.contains($0.values) })
    #expect(
      try Self.square.grid([5, 5]).filter { !Self.l.isCut($0.values) }.map(\.values) == points.map(\.values))
  }

  static func faces(_ domain: Domain, _ face: Condition.Face) -> [String] {
    face.planes(in: domain).map { plane in
      let extent = zip(domain.coordinates, plane.ranges).filter { $0.0 != plane.coordinate }
      return "\(plane.coordinate)=\(plane.value) "
        + extent.map { "\($0)\($1.lowerBound)...\($1.upperBound)" }.joined(separator: " ")
    }
  }

  @Test func faces() {
    #expect(Self.faces(Self.square, .cut) == [])
    #expect(Self.faces(Self.l, .cut) == ["x=0.0 y-1.0...0.0", "y=0.0 x0.0...1.0"])
    #expect(
      Self.faces(Self.l, .boundary).count == 6 && Self.faces(Self.l, .ends(.x))[1] == "x=1.0 y-1.0...1.0")
    #expect(
      Self.faces(Self.ring, .cut) == [
        "x=-0.5 y0.0...0.5", "x=0.5 y0.0...0.5", "y=0.0 x-0.5...0.5", "y=0.5 x-0.5...0.5",
      ])
    #expect(Self.faces(Self.edge, .cut) == ["x=1.0 y0.5...1.0 z0.0...3.0", "y=0.5 x1.0...2.0 z0.0...3.0"])
  }

  @Test func said() throws {
    #expect(
      Self.l.intervals == [
        "x in [-1.0, 1.0]", "y in [-1.0, 1.0]", "less x in [0.0, 1.0] and y in [-1.0, 0.0]",
      ])
    let lines = Equation(try Catalogue.problem("l-shape")).ascii
    #expect(lines.contains("u = 0 on the faces of the cut"), "\(lines)")
  }
}
