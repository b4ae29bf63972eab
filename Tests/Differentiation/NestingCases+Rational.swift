// Nesting cases whose values are rational: they hold with equality.

import RealModule

struct A02: NestingCase {
  let name = "d/dy of d/dx x(y + 2) at (1/2, 3)"
  let right = "1"
  let wrong: [String: String] = ["the closure is dropped": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 3) { y in I.derivative(at: 0.5) { x in x * (I.lift(y) + 2) } }
  }
}
struct A04: NestingCase {
  let name = "D(x → x D(y → x y, 1), 4)"
  let right = "8"
  let wrong: [String: String] = ["levels swapped": "1", "one ε for both": "5", "the closure is dropped": "4"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 4) { x in x * I.derivative(at: 1) { y in I.lift(x) * y } }
  }
}
struct A05: NestingCase {
  let name = "D(x → x D(y → x + y, 1), 1)"
  let right = "1"
  let wrong: [String: String] = ["one ε for both": "2"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in x * I.derivative(at: 1) { y in I.lift(x) + y } }
  }
}
struct A13: NestingCase {
  let name = "∂u ∂p of u² 3² p² at u = 2, p = 4"
  let right = "288"
  let wrong: [String: String] = ["the closure is dropped": "0", "a factor 2 is lost": "144"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 2) { u in
      I.derivative(at: 4) { p in I.Number.pow(I.lift(u) * p, 2).scaled(by: 9) }
    }
  }
}
struct A33: NestingCase {
  let name = "(t⁴)″ at 3/2"
  let right = "27"
  let wrong: [String: String] = ["the inner derivative is detached": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1.5) { t in I.derivative(at: t) { .pow($0, 4) } }
  }
}
struct A34: NestingCase {
  let name = "(x⁴ + 0·x³)″ at 1"
  let right = "12"
  let wrong: [String: String] = ["vectorised between the levels": "15"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in I.derivative(at: x) { .pow($0, 4) + I.Number.pow($0, 3).scaled(by: 0) } }
  }
}
struct A36: NestingCase {
  let name = "(2x⁴)″ at 2"
  let right = "96"
  let wrong: [String: String] = ["first derivative": "64", "detached": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 2) { x in I.derivative(at: x) { .pow($0, 4) * 2 } }
  }
}
struct A43: NestingCase {
  let name = "D(x → D(y → y (x − y), x), 1)"
  let right = "-1"
  let wrong: [String: String] = ["one leaf, or one ε, for both": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in I.derivative(at: x) { y in y * (I.lift(x) - y) } }
  }
}
struct A55: NestingCase {
  let name = "(1 − 96/25 x² + 112/25 x⁴)″ at 1/2"
  let right = "144/25"
  let wrong: [String: String] = ["a hyper-dual cross term": "528/25"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 0.5) { x in
      I.derivative(at: x) { x in
        let square: I.Number = x * x
        let bracket: I.Number = square.scaled(by: 112) - 96
        return 1 + square * bracket.divided(by: 25)
      }
    }
  }
}
struct A59: NestingCase {
  let name = "D(x → x D(y → y², x), 1)"
  let right = "4"
  let wrong: [String: String] = ["the inner point is detached": "2"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in x * I.derivative(at: x) { .pow($0, 2) } }
  }
}
struct A59b: NestingCase {
  let name = "d/dx d/dy of x y at (2, 3)"
  let right = "1"
  let wrong: [String: String] = ["the closure is dropped": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 2) { x in I.derivative(at: 3) { y in I.lift(x) * y } }
  }
}
struct B01: NestingCase {
  let name = "D(x → x D(y → x y, 2), 1)"
  let right = "2"
  let wrong: [String: String] = ["one ε for both": "3", "the closure is dropped": "1"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in x * I.derivative(at: 2) { y in I.lift(x) * y } }
  }
}
struct B12: NestingCase {
  let name = "D(one, 5), one(x) = D(y → x + y, 3)"
  let right = "0"
  let wrong: [String: String] = ["one ε for both": "1"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 5) { x in I.derivative(at: 3) { y in I.lift(x) + y } }
  }
}
struct B13: NestingCase {
  let name = "D(x → x one(2x), 1), one(x) = D(y → x + y, 3)"
  let right = "1"
  let wrong: [String: String] = ["one ε for both": "3", "levels swapped": "2"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in x * I.derivative(at: 3) { y in I.lift(2 * x) + y } }
  }
}
struct B14: NestingCase {
  let name = "D_y of D(x → x x y, 3y) at 5"
  let right = "60"
  let wrong: [String: String] = ["one ε for both, or dropped": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 5) { y in I.derivative(at: 3 * y) { x in x * x * I.lift(y) } }
  }
}
struct B16: NestingCase {
  let name = "D(x → D(y → x, x), 1)"
  let right = "0"
  let wrong: [String: String] = ["one ε for both": "1"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in I.derivative(at: x) { _ in I.lift(x) } }
  }
}
struct B18: NestingCase {
  let name = "2 D(x → D(y → x y, 3), 1)"
  let right = "2"
  let wrong: [String: String] = ["the closure is dropped": "0", "the seed is lost": "1"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 1) { x in I.derivative(at: 3) { y in I.lift(x) * y } }.scaled(by: 2)
  }
}
struct B29: NestingCase {
  let name = "∂x ∂y of x² y² at (3, 5)"
  let right = "60"
  let wrong: [String: String] = ["the closure is dropped": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 3) { x in I.derivative(at: 5) { y in .pow(I.lift(x) * y, 2) } }
  }
}
struct Quotient: NestingCase {
  let name = "∂x ∂y of (x + y)/(x y) + x/y at (2, 3)"
  let right = "-1/9"
  let wrong: [String: String] = ["the quotient drops its denominator": "0"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 2) { (x: O.Number) -> O.Number in
      I.derivative(at: 3) { (y: I.Number) -> I.Number in
        let z: I.Number = I.lift(x)
        let whole: I.Number = (z + y) / (z * y)
        return whole + z / y
      }
    }
  }
}
struct Shared: NestingCase {
  let name = "D(x → s² + s, 2), s = D(y → x y² / (x + y), x)"
  let right = "3"
  let wrong: [String: String] = ["the inner point is detached": "2"]
  func value<O: Way, I: Way>(_: O.Type, _: I.Type) -> O.Lower where I.Lower == O.Number {
    O.derivative(at: 2) { (x: O.Number) -> O.Number in
      let s = I.derivative(at: x) { (y: I.Number) -> I.Number in
        let z: I.Number = I.lift(x)
        return z * y * y / (z + y)
      }
      return s * s + s
    }
  }
}

let rationalCases: [any NestingCase] = [
  A02(), A04(), A05(), A13(), A33(), A34(), A36(), A43(), A55(), A59(), A59b(), B01(), B12(), B13(), B14(),
  B16(),
  B18(), B29(), Quotient(), Shared(),
]
