import Differentiation

/// An activation on the channels u, u_i, u_ij, and its adjoint, in one loop each: every number is read and written once,
/// and f′, f″, f‴ stay in registers. Derivatives of higher order go by ``Products``.
struct SecondOrderSweep: Sendable {
  /// Channels of first order: 1…m.
  private let firsts: Int
  /// The factors of ∂ᵢ∂ⱼ, for the channels from m + 1 on.
  private let pairs: [(a: Int, b: Int)]

  /// nil where a derivative is of higher order, or where so many channels lie a power of two apart that they drive one
  /// another out of the cache.
  init?(_ shape: JetShape) {
    guard shape.order <= 2, shape.indices.count <= 8 else { return nil }
    firsts = shape.indices.count { $0.order == 1 }
    pairs = shape.indices.filter { $0.order == 2 }.map { index in
      let places = index.coordinates.map { c in shape.indices.firstIndex(of: [c])! }
      return (places[0], places[1])
    }
  }

  /// The channels of y = f(z).
  func compose<L: Lanes>(_ f: Slopes<L>, _ z: Chunk<L>, into y: Chunk<L>) {
    switch f {
    case .tanh: compose(TanhSlopes(z: z.base!, y: y.base!), z, y)
    case .known(let f): compose(KnownSlopes(f), z, y)
    }
  }
  /// The adjoints of z's channels from those of y's.
  func pullback<L: Lanes>(
    _ f: Slopes<L>, _ g: Chunk<L>, _ z: Chunk<L>, _ y: Chunk<L>, into adjoint: Chunk<L>
  ) {
    switch f {
    case .tanh: pullback(TanhSlopes(z: z.base!, y: y.base!), g, z, adjoint)
    case .known(let f): pullback(KnownSlopes(f), g, z, adjoint)
    }
  }

  private func compose<F: SlopeSource>(_ f: F, _ z: Chunk<F.L>, _ y: Chunk<F.L>) {
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

  private func pullback<F: SlopeSource>(_ f: F, _ g: Chunk<F.L>, _ z: Chunk<F.L>, _ adjoint: Chunk<F.L>) {
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

/// What is known of f and its derivatives at a block of sums.
enum Slopes<L: Lanes> {
  /// f = tanh: all follow from its value, and are cheaper to compute than to keep.
  case tanh
  /// f, f′, f″ …
  case known([Chunk<L>])
}

/// f, f′, f″ and f′, f″, f‴ at the vector v. A type, not a closure, so that the loop holds no call.
private protocol SlopeSource {
  associatedtype L: Lanes
  func forward(_ v: Int) -> (L, L, L)
  func backward(_ v: Int) -> (L, L, L)
}

private struct TanhSlopes<L: Lanes>: SlopeSource {
  let z: UnsafeMutablePointer<L>
  let y: UnsafeMutablePointer<L>
  @inline(__always) func forward(_ v: Int) -> (L, L, L) {
    let y0 = L.tanh(z[v])
    let f1 = L.sechSquared(z[v], tanh: y0)
    return (y0, f1, L(repeating: -2) * y0 * f1)
  }
  @inline(__always) func backward(_ v: Int) -> (L, L, L) {
    let f1 = L.sechSquared(z[v], tanh: y[v])
    let minusTwo = L(repeating: -2)
    let f2 = minusTwo * y[v] * f1
    return (f1, f2, minusTwo * (f1 * f1).adding(y[v], times: f2))
  }
}

private struct KnownSlopes<L: Lanes>: SlopeSource {
  let f: (UnsafeMutablePointer<L>, UnsafeMutablePointer<L>, UnsafeMutablePointer<L>, UnsafeMutablePointer<L>)
  /// Where the jet has no derivatives, f″ and f‴ are not there, and not needed.
  init(_ all: [Chunk<L>]) {
    let p = all.map { $0.base! }
    f = (p[0], p[1], p[min(2, p.count - 1)], p[min(3, p.count - 1)])
  }
  @inline(__always) func forward(_ v: Int) -> (L, L, L) { (f.0[v], f.1[v], f.2[v]) }
  @inline(__always) func backward(_ v: Int) -> (L, L, L) { (f.1[v], f.2[v], f.3[v]) }
}
