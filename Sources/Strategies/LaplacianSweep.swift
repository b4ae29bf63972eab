import Differentiation

/// An activation on the channels u, u_i, Δu of any number of coordinates, and its adjoint: tile by tile, so that each
/// channel is read and written once and in order, with f′, f″, f‴ of the tile at hand.
struct LaplacianSweep: ActivationSweep {
  /// Channels of first order, each with whether the Laplacian sums over its coordinate.
  private let slopes: [(channel: Int, isSummed: Bool)]
  private let laplacian: Int
  /// Vectors in a tile.
  private static let tile = 8

  /// nil where there is another derivative of second order, or none.
  init?(_ shape: JetShape) {
    guard shape.order == 2, let place = shape.indices.firstIndex(of: .laplacian),
      shape.indices.count(where: { $0.order == 2 }) == 1
    else { return nil }
    laplacian = place
    slopes = shape.indices.enumerated().filter { $1.order == 1 }.map { ($0, $1.coordinates[0].isSpatial) }
  }

  func compose<F: SlopeSource>(_ f: F, _ z: Chunk<F.L>, _ y: Chunk<F.L>) {
    tiles(z) { (start: Int, count: Int, kept: Kept<F.L>) in
      let (zp, yp, n) = (z.base! + start, y.base! + start, z.vectorsPerChannel)
      for t in 0..<count {
        let f = f.forward(start + t)
        yp[t] = f.0
        (kept.f1[t], kept.f2[t], kept.squares[t]) = (f.1, f.2, F.L(repeating: 0))
      }
      for (c, isSummed) in slopes {
        let (zc, yc) = (zp + c * n, yp + c * n)
        if isSummed { for t in 0..<count { kept.squares[t] = kept.squares[t].adding(zc[t], times: zc[t]) } }
        for t in 0..<count { yc[t] = kept.f1[t] * zc[t] }
      }
      let (zc, yc) = (zp + laplacian * n, yp + laplacian * n)
      for t in 0..<count { yc[t] = (kept.f1[t] * zc[t]).adding(kept.f2[t], times: kept.squares[t]) }
    }
  }

  func pullback<F: SlopeSource>(_ f: F, _ g: Chunk<F.L>, _ z: Chunk<F.L>, _ adjoint: Chunk<F.L>) {
    tiles(z) { (start: Int, count: Int, kept: Kept<F.L>) in
      let n = z.vectorsPerChannel
      let (gp, zp, op) = (g.base! + start, z.base! + start, adjoint.base! + start)
      let (gl, zl, ol) = (gp + laplacian * n, zp + laplacian * n, op + laplacian * n)
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
      for (c, isSummed) in slopes {
        let (gc, zc, oc) = (gp + c * n, zp + c * n, op + c * n)
        for t in 0..<count {
          oc[t] = gc[t] * kept.f1[t]
          kept.products[t] = kept.products[t].adding(gc[t], times: zc[t])
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
    _ z: Chunk<L>, _ body: (_ start: Int, _ count: Int, Kept<L>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: L.self, capacity: 6 * Self.tile) { memory in
      let kept = Kept(memory.baseAddress!, Self.tile)
      for start in stride(from: 0, to: z.vectorsPerChannel, by: Self.tile) {
        body(start, min(Self.tile, z.vectorsPerChannel - start), kept)
      }
    }
  }
}
