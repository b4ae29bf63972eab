import RealModule

/// Sixteen points in single precision.
@frozen public struct FloatLanes: Lanes {
  public typealias Vector = SIMD16<Float>
  public var v: Vector
  @inlinable @inline(__always) public init(_ v: Vector) { self.v = v }
  @inlinable @inline(__always) public init(repeating value: Float) { v = Vector(repeating: value) }
  @inlinable public static var count: Int { 16 }
  @inlinable public subscript(i: Int) -> Float {
    get { v[i] }
    set { v[i] = newValue }
  }
  @inlinable @inline(__always) public static func + (a: Self, b: Self) -> Self { Self(a.v + b.v) }
  @inlinable @inline(__always) public static func - (a: Self, b: Self) -> Self { Self(a.v - b.v) }
  @inlinable @inline(__always) public static func * (a: Self, b: Self) -> Self { Self(a.v * b.v) }
  @inlinable @inline(__always) public static func / (a: Self, b: Self) -> Self { Self(a.v / b.v) }
  @inlinable @inline(__always) public func adding(_ a: Self, times b: Self) -> Self {
    Self(Self.fma(a.v, b.v, v))
  }
  @inlinable public func sum() -> Float { v.sum() }

  @inlinable @inline(__always) static func fma(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
    #if NATIVE
      c.addingProduct(a, b)
    #else
      c + a * b
    #endif
  }

  /// eʸ = 2ᵏ(1 + expm1 r), |r| ≤ ½ log 2: returns 2ᵏ and expm1 r. Needs |y| < 87.
  @inlinable @inline(__always) static func exponential(_ y: Vector) -> (scale: Vector, expm1: Vector) {
    // Adding 1.5·2²³ rounds to an integer and leaves it in the low bits.
    let magic = Vector(repeating: 0x1.8p23)
    let shifted = fma(Vector(repeating: 1.44269504), y, magic)
    let k = shifted - magic
    let bits = unsafeBitCast(shifted, to: SIMD16<Int32>.self)
    let scale = unsafeBitCast((bits &+ 127) &<< 23, to: Vector.self)
    // log 2 in two parts, the first with trailing zeros.
    var r = fma(Vector(repeating: -0x1.62e4p-1), k, y)
    r = fma(Vector(repeating: -0x1.7f7d1cp-20), k, r)
    var p = Vector(repeating: 1 / 40320.0)
    p = fma(p, r, Vector(repeating: 1 / 5040.0))
    p = fma(p, r, Vector(repeating: 1 / 720.0))
    p = fma(p, r, Vector(repeating: 1 / 120.0))
    p = fma(p, r, Vector(repeating: 1 / 24.0))
    p = fma(p, r, Vector(repeating: 1 / 6.0))
    p = fma(p, r, Vector(repeating: 0.5))
    return (scale, fma(r * r, p, r))
  }

  /// tanh x = e/(e + 2), e = expm1(2x).
  @inlinable @inline(__always) public static func tanh(_ x: Self) -> Self {
    let limit = Vector(repeating: 10)  // tanh 10 rounds to 1
    var z = x.v.replacing(with: limit, where: x.v .> limit)
    z.replace(with: -limit, where: z .< -limit)
    let (scale, p) = exponential(z + z)
    let e = fma(scale, p, scale - 1)
    let y = e / (e + 2)
    return Self(y.replacing(with: x.v, where: x.v .!= x.v))  // NaN stays NaN
  }

  @inlinable @inline(__always) public static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    let plain = fma(-y.v, y.v, Vector(repeating: 1))
    let limit = Vector(repeating: 0.1)
    return any(plain .< limit) ? tail(x, plain: plain, where: plain .< limit) : Self(plain)
  }

  /// sech² x = 4q/(1 + q)², q = e^(−2|x|), where the mask holds.
  @inlinable @inline(never) static func tail(
    _ x: Self, plain: Vector, where mask: SIMDMask<SIMD16<Int32>>
  ) -> Self {
    let limit = Vector(repeating: -86)
    var z = -2 * x.v.replacing(with: -x.v, where: x.v .< 0)
    z.replace(with: limit, where: z .< limit)
    let (scale, p) = exponential(z)
    var q = fma(scale, p, scale)
    let far = x.v .> -0.5 * limit .| x.v .< 0.5 * limit
    if any(far) {
      // Beyond the exponents of a scale factor: the square of e^(−|x|), which underflows to 0 by itself.
      var half = x.v.replacing(with: -x.v, where: x.v .> 0)
      half.replace(with: limit, where: half .< limit)
      let (scale, p) = exponential(half)
      let root = fma(scale, p, scale)
      q.replace(with: root * root, where: far)
    }
    return Self(plain.replacing(with: 4 * q / ((1 + q) * (1 + q)), where: mask))
  }
}
