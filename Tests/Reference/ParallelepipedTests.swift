// SPDX-License-Identifier: MIT

import RealModule
import Testing

@testable import Reference

@Suite struct ParallelepipedTests {
  /// A set of some size about (1, 2).
  static func start(_ radii: [Double]) -> Parallelepiped {
    let point = Parallelepiped([1, 2])
    let identity: [[Ball]] = [[1, 0], [0, 1]]
    return point.mapped(to: zip(point.centre, radii).map { $0.widened(by: $1) }, jacobian: identity)!
  }

  /// A box around the image would grow by 1.4 with each eighth of a turn.
  @Test func turnsDoNotWiden() throws {
    var set = Self.start([1e-10, 1e-12])
    let (c, s) = (Ball(Double.cos(0.7)), Ball(Double.sin(0.7)))
    for _ in 0..<1000 {
      let v = set.centre
      let image: [Ball] = [c * v[0] - s * v[1], s * v[0] + c * v[1]]
      set = try #require(set.mapped(to: image, jacobian: [[c, -s], [s, c]]))
    }
    #expect(set.spread.allSatisfy { $0 < 1.1e-10 } && set.spread.max()! > 0.6e-10, "\(set.spread)")
  }

  /// Corners go where the map takes them, whatever it is.
  @Test(arguments: [
    [[2, 1], [0, 0.5]], [[0, 1], [-1, 0]], [[1, 150], [-0.1, -14]], [[1e-3, 0], [3, 1e-3]],
  ])
  func cornersStay(_ map: [[Double]]) throws {
    let radii = [1e-3, 1e-5]
    var set = Self.start(radii)
    var corners = [(-1.0, -1.0), (-1, 1), (1, -1), (1, 1)].map { [1 + radii[0] * $0.0, 2 + radii[1] * $0.1] }
    for _ in 0..<3 {
      let jacobian = map.map { $0.map { Ball($0) } }
      let image = jacobian.map { row in zip(row, set.centre).reduce(Ball(0)) { $0 + $1.0 * $1.1 } }
      set = try #require(set.mapped(to: image, jacobian: jacobian))
      corners = corners.map { v in map.map { $0[0] * v[0] + $0[1] * v[1] } }
      for corner in corners {
        for (x, ball) in zip(corner, set.box) {
          #expect(abs(x - ball.high) <= ball.radius + 1e-13 * abs(x), "\(corner) left \(set.box)")
        }
      }
    }
    // No axis is far longer than the image.
    for i in 0..<2 {
      let reach = corners.map { abs($0[i] - set.centre[i].high) }.max()!
      #expect(set.box[i].radius <= 3 * reach + 1e-12)
    }
  }

  @Test func aPointStaysOne() throws {
    let set = try #require(Parallelepiped([1, 2]).mapped(to: [3, 4], jacobian: [[1, 2], [3, 4]]))
    #expect(set.box == [3, 4] && set.spread == [0, 0])
    #expect(Parallelepiped([1, 2]).mapped(to: [3, 4], jacobian: [[.undefined, 2], [3, 4]]) == nil)
  }
}
