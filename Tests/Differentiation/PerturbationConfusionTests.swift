import Differentiation
import RealModule
import Testing

/// Nested derivatives of closures that capture an outer variable: each case has a right value and the values that known
/// faults give. In rational arithmetic, with equality.
@Suite struct PerturbationConfusionTests {
  typealias Q = Rational
  typealias T = Tagged<Rational>

  /// D(x → x·D(y → x·y, 1), 4) = 8; shared ε 5, closure dropped 4, levels swapped 1.
  @Test func a04ByEveryNesting() {
    let right: Q = 8
    let tagged = T.derivative(at: 4) { x in x * T.derivative(at: 1) { y in x * y } }.primal
    let forward = derivative(at: Q(4)) { x in x * derivative(at: Dual(1, 0)) { y in Dual(x, 0) * y } }
    let reverse = gradient(at: [Q(4)]) { x in
      x[0] * gradient(at: [1]) { y in lift(x[0]) * y[0] }.gradient[0]
    }.gradient[0]
    let mixed = derivative(at: Q(4)) { x in x * gradient(at: [1]) { y in lift(x) * y[0] }.gradient[0] }
    let other = gradient(at: [Q(4)]) { x in x[0] * derivative(at: 1) { y in Dual(x[0], 0) * y } }.gradient[0]
    let taylor = gradient(at: [Q(4)]) { x in
      x[0] * derivatives(at: 1, as: Taylor2<Traced<Q>>.self) { y in Taylor2(x[0], slope: 0) * y }[1]
    }.gradient[0]
    for (name, value) in [
      ("tagged", tagged), ("forward", forward), ("reverse", reverse), ("forward over reverse", mixed),
      ("reverse over forward", other), ("reverse over Taylor", taylor),
    ] {
      #expect(value == right, "\(name): \(value)")
      #expect(![5, 4, 1].contains(value))
    }
  }
  func lift<S: Scalar>(_ x: S) -> Traced<S> { Traced(constant: x) }

  /// D(x → x·D(y → x + y, 1), 1) = 1; shared ε 2.
  @Test func a05() {
    #expect(T.derivative(at: 1) { x in x * T.derivative(at: 1) { y in x + y } }.primal == 1)
    #expect(derivative(at: Q(1)) { x in x * derivative(at: 1) { y in Dual(x, 0) + y } } == 1)
  }

  /// f(x, y) = x·Σy: ∇_y ∂_x f = (1, …, 1); a dropped closure gives nothing.
  @Test func a02() {
    let y: [Q] = [3, 5, 7]
    let inner = gradient(at: y) { y in
      derivative(at: Traced<Q>(0.5)) { x in y.reduce(x * 0) { $0 + x * Dual($1, 0) } }
    }
    #expect(inner.gradient == [1, 1, 1])
  }

  /// u = v(wx + b)³, r = u_xx + u u_x − 1/7 at x = ½, L = r² + (u(0) − 1)²: the gradient in (w, b, v) by every inner
  /// mode, with both derivative channels and the boundary term.
  @Test func a03() {
    let right = [
      Rational(48_460_329_454, over: 5_537_109_375), Rational(24_428_261_399, over: 5_315_625_000),
      Rational(897_506_578_259, over: 299_003_906_250),
    ]
    let theta = [Q(2, over: 3), Q(1, over: 5), Q(3, over: 4)]
    func loss<S: Scalar>(_ p: [S], _ u: (S, S, S)) -> S {
      let r = u.2 + u.0 * u.1 - 1 / S(7.0)
      let boundary = p[2] * p[1] * p[1] * p[1] - 1
      return r * r + boundary * boundary
    }
    func u<S: Scalar>(_ x: S, _ w: S, _ b: S, _ v: S) -> S { v * S.pow(w * x + b, 3) }
    typealias R = Traced<Q>
    let half = R(0.5)
    let taylor = gradient(at: theta) { p in
      func c(_ k: Int) -> Taylor2<R> { Taylor2(p[k], slope: 0) }
      let d = derivatives(at: half, as: Taylor2<R>.self) { u($0, c(0), c(1), c(2)) }
      return loss(p, (d[0], d[1], d[2]))
    }
    let dual = gradient(at: theta) { p in
      func c(_ k: Int) -> Dual<Dual<R>> { Dual(Dual(p[k], 0), 0) }
      let d = u(Dual(Dual(half, 1), Dual(1, 0)), c(0), c(1), c(2))
      return loss(p, (d.value.value, d.tangent.value, d.tangent.tangent))
    }
    let hyper = gradient(at: theta) { p in
      func c(_ k: Int) -> HyperDual<R> { HyperDual(p[k], 0, 0, 0) }
      let d = u(HyperDual(half, 1, 1, 0), c(0), c(1), c(2))
      return loss(p, (d.value, d.e1, d.e12))
    }
    let reverse = gradient(at: theta) { p in
      func slope<S: Scalar>(_ x: S, _ c: [S]) -> S {
        gradient(at: [x]) { y in u(y[0], lift(c[0]), lift(c[1]), lift(c[2])) }.gradient[0]
      }
      let second = gradient(at: [half]) { y in slope(y[0], p.map { lift($0) }) }.gradient[0]
      return loss(p, (u(half, p[0], p[1], p[2]), slope(half, p), second))
    }
    for (name, g) in [("taylor", taylor), ("dual", dual), ("hyper-dual", hyper), ("reverse", reverse)] {
      #expect(
        g.value == Rational(574_297, over: 590_625) * Rational(574_297, over: 590_625) + boundaryTerm,
        "\(name)")
      #expect(g.gradient == right, "\(name): \(g.gradient)")
    }
  }
  var boundaryTerm: Q {
    let u0 = Rational(3, over: 500) - 1
    return u0 * u0
  }

  /// ∇_v [Σ v·D(y → y‖v‖, 1)] at v = 1 is ∇ v‖v‖ = 2.
  @Test func a06() {
    let g = gradient(at: [1.0]) { v in
      v[0] * derivative(at: Traced<Double>(1)) { y in y * Dual(Traced.sqrt(v[0] * v[0]), 0) }
    }
    #expect(g.gradient == [2])
  }

  /// One function that recurses into itself: tags keyed by its type would give 2.
  @Test func a08() {
    func g(_ outer: Bool, _ x: T, _ s: T) -> T {
      outer ? s * T.derivative(at: s * 1) { y in g(false, x, y) * 1 + (s - s) } : x + s
    }
    #expect(T.derivative(at: 1) { x in x * T.derivative(at: 1) { s in g(false, x, s) } }.primal == 1)
    #expect(T.derivative(at: 1) { t in g(true, t, t) }.primal == 1)
  }

  /// D(x → D(y → y(x − y), x), 1) = −1: both levels start from one leaf.
  @Test func a43() {
    #expect(T.derivative(at: 1) { x in T.derivative(at: x) { y in y * (x - y) } }.primal == -1)
    #expect(derivative(at: Q(1)) { x in derivative(at: x) { y in y * (Dual(x, 0) - y) } } == -1)
    let reverse = gradient(at: [Q(1)]) { x in
      gradient(at: [x[0]]) { y in y[0] * (lift(x[0]) - y[0]) }.gradient[0]
    }
    #expect(reverse.gradient == [-1])
  }

  /// d/dp ∂²_x (p x²) = 2, not 0: the inner derivative is no constant.
  @Test func a58() {
    let g = gradient(at: [Q(5)]) { p in
      derivatives(at: Traced<Q>(3), as: Taylor2<Traced<Q>>.self) { x in Taylor2(p[0], slope: 0) * x * x }[2]
    }
    #expect(g.gradient == [2])
  }

  /// D(x → x·D(y → x·y, 2), 1) = 2; shared ε 3, dropped 1.
  @Test func b01() {
    #expect(T.derivative(at: 1) { x in x * T.derivative(at: 2) { y in x * y } }.primal == 2)
  }

  /// The amazing bug: s u f x = f(x + u), D̂ = D s at 3: (D̂(D̂ exp))(5) = e¹¹; a shared tag gives 0.
  @Test func b05() {
    typealias F = (Tagged<Double>) -> Tagged<Double>
    func shifted(_ f: @escaping F) -> F { { x in Tagged.derivative(at: 3) { u in f(x + u) } } }
    let twice = shifted(shifted { Tagged.exp($0) })(5).primal
    #expect(abs(twice - 59874.141715197818455) <= 4 * twice.ulp)
    let once = shifted { Tagged.exp($0) }(5).primal
    #expect(abs(once - 2980.9579870417282747) <= 4 * once.ulp)
  }

  /// one(x) = D(y → x + y, 3): D(x → x·one(2x), 1) = 1; shared 3, swapped 2.
  @Test func b13() {
    func one(_ x: T) -> T { T.derivative(at: 3) { y in x + y } }
    #expect(T.derivative(at: 1) { x in x * one(2 * x) }.primal == 1)
    #expect(T.derivative(at: 5) { x in one(x) }.primal == 0)
  }

  /// jvp(x → jvp(y → xy, 3; 1), 1; 2) = (1, 2).
  @Test func b18() {
    let r = { (x: Dual<Q>) in (Dual(x, 0) * Dual(Dual(3, 0), 1)).tangent }(Dual(1, 2))
    #expect(r == Dual(1, 2))
  }

  /// Powers at zero, exactly.
  @Test(arguments: 0...6) func powersAtZero(n: Int) {
    let d = derivatives(at: Q(0), as: Taylor6<Q>.self) { Taylor6<Q>.pow($0, n) }
    let factorial = (1...max(1, n)).reduce(1, *)
    #expect(d == (0...6).map { $0 == n ? Q(factorial) : 0 })
  }
}
