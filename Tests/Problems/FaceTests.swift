// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Testing

/// Where conditions hold.
@Suite struct FaceTests {
  static let domain = Domain(x: -1...1, t: 0...2)

  static let planes: [(Condition.Face, [String])] = [
    (.lower(.x), ["x=-1.0"]), (.upper(.t), ["t=2.0"]), (.ends(.x), ["x=-1.0", "x=1.0"]),
    (.plane(.x, 0.25), ["x=0.25"]), (.boundary, ["x=-1.0", "x=1.0", "t=0.0", "t=2.0"]),
    // The domain has no y.
    (.ends(.y), []), (.lower(.y), []), (.plane(.y, 0), []),
  ]
  @Test(arguments: planes) func madeOfPlanes(face: Condition.Face, planes: [String]) {
    #expect(face.planes(in: Self.domain).map { "\($0.coordinate)=\($0.value)" } == planes)
  }

  @Test func cubes() {
    let cube = Domain(cube: -1...3, dimensions: 7)
    #expect(cube.coordinates.map(\.description) == (1...7).map { "x\($0)" })
    #expect(cube.ranges.allSatisfy { $0 == -1...3 } && cube.intervals == ["x1 … x7 in [-1.0, 3.0]"])
    #expect(Self.domain.intervals == ["x in [-1.0, 1.0]", "t in [0.0, 2.0]"])
    #expect(Condition.Face.boundary.planes(in: cube).count == 14)
  }
}
