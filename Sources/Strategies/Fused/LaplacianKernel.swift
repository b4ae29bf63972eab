// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// An activation on the channels u, u_i, Δu of any number of coordinates, and its adjoint: tile by tile, so
/// that each channel is read and written once and in order, with f′, f″, f‴ of the tile at hand.
struct LaplacianKernel: ActivationKernel {
  /// Channels of first order: z's, y's where it has the derivative, and whether the Laplacian sums over the
  /// coordinate.
  private let slopes: [(z: Int, y: Int?, isSummed: Bool)]
  private let laplacian: (z: Int, y: Int)
  /// Vectors in a tile.
  private static let tile = 8

  /// nil where there is another derivative of second order, or none.
  /// - Parameter read: the channels of the shape that y has, in y's order, the value first.
  init?(_ shape: DerivativeSet, read: [Int]) {
    guard shape.order == 2, let z = shape.indices.firstIndex(of: .laplacian), let y = read.firstIndex(of: z),
      shape.indices.count(where: { $0.order == 2 }) == 1
    else { return nil }
    laplacian = (z, y)
    slopes = shape.indices.enumerated().filter { $1.order == 1 }.map { channel, index in
      (channel, read.firstIndex(of: channel), index.coordinates[0].isSpatial)
    }
  }

  func compose<F: SlopeSource>(_ f: F, _ z: Block<F.L>, _ y: Block<F.L>) {
    tiles(z) { (start: Int, count: Int, kept: Kept<F.L>) in
      let (zp, yp, n) = (z.base! + start, y.base! + start, z.vectorsPerChannel)
      for t in 0..<count {
        let f = f.forward(start + t)
        yp[t] = f.0
        (kept.f1[t], kept.f2[t], kept.squares[t]) = (f.1, f.2, F.L(repeating: 0))
      }
      for (c, place, isSummed) in slopes {
        let zc = zp + c * n
        if isSummed { for t in 0..<count { kept.squares[t] = kept.squares[t].adding(zc[t], times: zc[t]) } }
        guard let place else { continue }
        let yc = yp + place * n
        for t in 0..<count { yc[t] = kept.f1[t] * zc[t] }
      }
      let (zc, yc) = (zp + laplacian.z * n, yp + laplacian.y * n)
      for t in 0..<count { yc[t] = (kept.f1[t] * zc[t]).adding(kept.f2[t], times: kept.squares[t]) }
    }
  }

  func pullback<F: SlopeSource>(_ f: F, _ g: Block<F.L>, _ z: Block<F.L>, _ adjoint: Block<F.L>) {
    tiles(z) { (start: Int, count: Int, kept: Kept<F.L>) in
      let n = z.vectorsPerChannel
      let (gp, zp, op) = (g.base! + start, z.base! + start, adjoint.base! + start)
      let (gl, zl, ol) = (gp + laplacian.y * n, zp + laplacian.z * n, op + laplacian.z * n)
      for t in 0..<count {
        let f = f.backward(start + t)
        (kept.f1[t], kept.f2[t], kept.f3[t]) = (f.0, f.1, f.2)
        let own = gl[t] * f.1
        // What each slope's adjoint gets of the Laplacian's, per slope.
        kept.share[t] = own + own
        (kept.squares[t], kept.products[t]) = (F.L(repeating: 0), F.L(repeating: 0))
        ol[t] = gl[t] * f.0
        op[t] = (gp[t] * f.0).adding(own, times: zl[t])
      }
      for (c, place, isSummed) in slopes {
        let (zc, oc) = (zp + c * n, op + c * n)
        if let place {
          let gc = gp + place * n
          for t in 0..<count {
            oc[t] = gc[t] * kept.f1[t]
            kept.products[t] = kept.products[t].adding(gc[t], times: zc[t])
          }
        } else {
          for t in 0..<count { oc[t] = F.L(repeating: 0) }
        }
        guard isSummed else { continue }
        for t in 0..<count {
          oc[t] = oc[t].adding(kept.share[t], times: zc[t])
          kept.squares[t] = kept.squares[t].adding(zc[t], times: zc[t])
        }
      }
      for t in 0..<count {
        op[t] = op[t].adding(kept.f2[t], times: kept.products[t])
          .adding(gl[t] * kept.f3[t], times: kept.squares[t])
      }
    }
  }

  /// What is at hand of a tile: one vector each.
  private struct Kept<L: Lanes> {
    let f1, f2, f3, share, squares, products: UnsafeMutablePointer<L>
    init(_ memory: UnsafeMutablePointer<L>, _ size: Int) {
      f1 = memory
      f2 = memory + size
      f3 = memory + 2 * size
      share = memory + 3 * size
      squares = memory + 4 * size
      products = memory + 5 * size
    }
  }

  @inline(__always) private func tiles<L: Lanes>(
    _ z: Block<L>, _ body: (_ start: Int, _ count: Int, Kept<L>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: L.self, capacity: 6 * Self.tile) { memory in
      let kept = Kept(memory.baseAddress!, Self.tile)
      for start in stride(from: 0, to: z.vectorsPerChannel, by: Self.tile) {
        body(start, min(Self.tile, z.vectorsPerChannel - start), kept)
      }
    }
  }
}
