// SPDX-License-Identifier: MIT

import Blocks
import Differentiation

/// An activation on the channels u, u_i, u_ij, and its adjoint, in one loop each: every number is read and
/// written once, and f′, f″, f‴ stay in registers. Derivatives of higher order go by ``Products``.
struct SecondOrderKernel: ActivationKernel {
  /// Channels of first order: 1…m.
  private let firsts: Int
  /// The factors of ∂ᵢ∂ⱼ, for the channels from m + 1 on.
  private let pairs: [(a: Int, b: Int)]

  /// nil where a derivative is of higher order or a sum, or where so many channels lie a power of two apart
  /// that they drive one another out of the cache.
  init?(_ shape: DerivativeSet) {
    guard shape.order <= 2, shape.indices.count <= 8, !shape.indices.contains(.laplacian) else { return nil }
    firsts = shape.indices.count { $0.order == 1 }
    pairs = shape.indices.filter { $0.order == 2 }.map { index in
      let places = index.coordinates.map { c in shape.indices.firstIndex(of: [c])! }
      return (places[0], places[1])
    }
  }

  func compose<F: SlopeSource>(_ f: F, _ z: Block<F.L>, _ y: Block<F.L>) {
    let n = z.vectorsPerChannel
    let (zp, yp) = (z.base!, y.base!)
    pairs.withUnsafeBufferPointer { pairs in
      for v in 0..<n {
        let (zv, yv) = (zp + v, yp + v)
        let (f0, f1, f2) = f.forward(v)
        yv[0] = f0
        var c = n
        for _ in 0..<firsts {
          yv[c] = f1 * zv[c]
          c += n
        }
        for (a, b) in pairs {
          yv[c] = (f1 * zv[c]).adding(f2, times: zv[a * n] * zv[b * n])
          c += n
        }
      }
    }
  }

  func pullback<F: SlopeSource>(_ f: F, _ g: Block<F.L>, _ z: Block<F.L>, _ adjoint: Block<F.L>) {
    let n = z.vectorsPerChannel
    let (gp, zp, op) = (g.base!, z.base!, adjoint.base!)
    pairs.withUnsafeBufferPointer { pairs in
      for v in 0..<n {
        let (gv, zv, ov) = (gp + v, zp + v, op + v)
        let (f1, f2, f3) = f.backward(v)
        var sum = gv[0] * f1
        var c = n
        for _ in 0..<firsts {
          ov[c] = gv[c] * f1
          sum = sum.adding(gv[c] * f2, times: zv[c])
          c += n
        }
        for (a, b) in pairs {
          let (za, zb) = (zv[a * n], zv[b * n])
          let own = gv[c]
          ov[c] = own * f1
          sum = sum.adding(own, times: (f2 * zv[c]).adding(f3, times: za * zb))
          let ownSlope = own * f2
          if a == b {
            ov[a * n] = ov[a * n].adding(ownSlope + ownSlope, times: za)
          } else {
            ov[a * n] = ov[a * n].adding(ownSlope, times: zb)
            ov[b * n] = ov[b * n].adding(ownSlope, times: za)
          }
          c += n
        }
        ov[0] = sum
      }
    }
  }
}
