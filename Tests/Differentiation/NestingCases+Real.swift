// Nesting cases with elementary functions: they hold to rounding.

import RealModule

struct A06: NestingCase {
  let name = "D(v → v D(y → y |v|, 1), 1)"
  let right = "2"
  let wrong: [String: String] = ["the closure is dropped": "1"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { v in v * I.derivative(at: 1) { y in y * .sqrt(I.lift(v * v)) } }
  }
}
struct B05: NestingCase {
  let name = "(D̂ (D̂ exp))(5), D̂ f x = D(u → f(x + u), 3)"
  let condition = 16.0
  let right = "59874.141715197818455"
  let wrong: [String: String] = ["the amazing bug": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 3) { u in I.derivative(at: 3) { w in .exp(I.lift(5 + u) + w) } }
  }
}
struct B24: NestingCase {
  let name = "D_x of D(y → eʸ tanh x, 0.3) at 0.2"
  let right = "1.29727233501592721868"
  let wrong: [String: String] = ["the closure is dropped": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 0.2) { x in I.derivative(at: 0.3) { y in .exp(y) * .tanh(I.lift(x)) } }
  }
}
struct B33: NestingCase {
  let name = "∂x ∂y of xʸ at (1, 2)"
  let right = "1"
  let wrong: [String: String] = ["the closure is dropped": "0", "one factor of y": "2"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in I.derivative(at: 2) { y in .pow(I.lift(x), y) } }
  }
}
struct B45: NestingCase {
  let name = "d/dw (∂x tanh(w x) − cos x)² at w = 1.2, x = 0.5"
  let condition = 64.0
  let right = "-0.0119865090679837530"
  let wrong: [String: String] = ["levels swapped": "-0.264"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1.2) { w in
      let r = I.derivative(at: 0.5) { x in .tanh(I.lift(w) * x) } - .cos(0.5)
      return r * r
    }
  }
}

let realCases: [any NestingCase] = [A06(), B05(), B24(), B33(), B45()]
