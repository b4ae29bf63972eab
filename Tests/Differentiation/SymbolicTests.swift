import Differentiation
import RealModule
import Testing

@Suite struct SymbolicTests {
  let u = Symbolic(symbol: "u")
  let x = Symbolic(symbol: "x")

  @Test func burgers() {
    let jet = Jet<Symbolic> { Symbolic(unknown: $0, $1) }
    let r = jet.t + jet.value * jet.x - Symbolic(NamedConstant("nu", 0.1)) * jet.xx
    #expect(r.ascii == "u_t + u*u_x - nu*u_xx")
    #expect(r.latex == "u_{t} + u\\,u_{x} - \\nu\\,u_{xx}")
  }

  @Test func brackets() {
    #expect(((x + 1) * (x - u)).ascii == "(x + 1)*(x - u)")
    #expect((x - (u - 1)).ascii == "x - (u - 1)")
    #expect((x / (u * x)).ascii == "x/(u*x)")
    #expect((-(x + u)).ascii == "-(x + u)")
    #expect(Symbolic.pow(x + 1, 2).ascii == "(x + 1)^2")
    #expect(Symbolic.sin(Symbolic(.pi) * x).latex == "\\sin\\left(\\pi\\,x\\right)")
    #expect((x * 0).isZero && (x * 1).ascii == "x" && (x + 0).ascii == "x")
  }

  /// The printed expression is the computed one, differentiated too.
  @Test func valuesAndDerivatives() {
    func f<S: Scalar>(_ x: S) -> S { S.sin(x * x) / (1 + S.exp(-x)) - S.pow(x, 3).scaled(by: 2) }
    let d = f(Dual(x, 1))
    let right = derivative(at: 0.7) { f($0) }
    #expect(abs(d.tangent.value(["x": 0.7]) - right) < 8 * right.ulp)
    #expect(d.value.value([:]).isNaN)
  }
}
