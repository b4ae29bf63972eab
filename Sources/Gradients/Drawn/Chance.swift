// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import Networks
import Sampling

/// Choices from a seed.
struct Chance {
  private var random: SplitMix64
  init(_ words: String...) { random = SplitMix64(words.joined(separator: " ")) }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func often(_ probability: Double) -> Bool { random.uniform() < probability }
  mutating func one<T>(of all: [T]) -> T { all[int(0...all.count - 1)] }
  mutating func number(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * random.uniform()
  }
  /// A number that single precision holds exactly.
  mutating func single(_ range: ClosedRange<Double>) -> Double { Double(Float(number(range))) }
  /// Log-uniform.
  mutating func size(_ range: ClosedRange<Int>) -> Int {
    let (low, high) = (Double.log2(Double(range.lowerBound)), Double.log2(Double(range.upperBound)))
    return min(
      range.upperBound, max(range.lowerBound, Int(Double.exp2(number(low...max(low, high))).rounded())))
  }
  mutating func weights(_ shape: Architecture) -> [Double] { Initialiser.glorot(shape, using: &random) }

  /// A factor or constant, exact in every precision.
  mutating func constant() -> Double { one(of: [0.5, 0.25, -1.5, 2, 0.75, -0.125, 3, -0.625, 1.25]) }

  /// A function of the rule table where it is smooth and of moderate size.
  mutating func call(_ a: Formula) -> Formula { call(one(of: Self.rows), a) }
  /// The rows that are functions, and not tools of rules: a difference sees nothing of those.
  static let rows = Elementary.table.filter { ![.binade, .nonNegative, .detached].contains($0) }
  mutating func call(_ f: Elementary, _ a: Formula) -> Formula {
    let bounded: Formula = .scaled(.call(one(of: [.sin, .tanh, .cos]), a), 0.5)
    switch f {
    case .sin, .cos, .tanh, .atan, .asinh, .sigmoid, .softplus, .erf, .erfc, .sincDerivative,
      .expm1OverXDerivative:
      return .call(f, a)
    // On either side of a kink, and not at it.
    case .abs, .sign, .leakyRelu, .leakySlope, .eluDerivative:
      return .call(f, .sum(.constant(often(0.5) ? 1.75 : -1.5), bounded))
    case .exp, .expMinusOne, .sinh, .cosh, .tan, .asin, .acos, .atanh, .logOnePlus: return .call(f, bounded)
    case .power(let n) where n >= 0: return .call(f, .scaled(bounded, 2))
    case .root(let n) where n % 2 == 1 && often(0.5):
      return .call(f, .sum(.constant(-1.5), bounded))
    default: return .call(f, .sum(.constant(1.75), bounded))
    }
  }

  /// A smooth function of the coordinates.
  mutating func field(_ coordinates: Int) -> Formula {
    var sum: Formula =
      often(0.2) ? .constant(constant()) : .scaled(.input(int(0...coordinates - 1)), constant())
    for _ in 0..<int(0...2) {
      let x: Formula = .input(int(0...coordinates - 1))
      let own = often(0.6) ? call(.scaled(x, constant())) : x
      switch int(0...3) {
      case 0: sum = .sum(sum, own)
      case 1: sum = .added(sum, own, .input(int(0...coordinates - 1)))
      case 2: sum = .product(sum, own)
      default: sum = .difference(own, sum)
      }
    }
    return sum
  }

  /// An equation or a condition: a sum that reads every input after the coordinates, and some of them twice.
  mutating func equation(_ coordinates: Int, reads: [Int], calls: Double) -> Formula {
    var sum: Formula = often(0.3) ? call(.input(int(0...coordinates - 1))) : .constant(constant())
    func input(_ i: Int) -> Formula { .input(coordinates + i) }
    for i in reads + (often(0.6) ? [one(of: reads)] : []) {
      sum = joined(sum, linear(input(i), coordinates))
    }
    for _ in 0..<int(0...3) {
      let (a, b) = (input(one(of: reads)), input(one(of: reads)))
      let term: Formula
      if often(calls) {
        term = call(often(0.5) ? a : .sum(.scaled(a, 0.5), b))
      } else {
        switch int(0...3) {
        case 0: term = .product(a, b)
        case 1: term = .product(.product(a, b), input(one(of: reads)))
        case 2: term = .quotient(a, .added(.constant(2), b, b))
        default: term = .product(.call(.power(Int32(int(2...3))), .call(.sin, a)), b)
        }
      }
      sum = joined(sum, .scaled(term, constant()))
    }
    return sum
  }
  /// A term that is linear in a, written in one of the ways that equations are written in.
  private mutating func linear(_ a: Formula, _ coordinates: Int) -> Formula {
    switch int(0...6) {
    case 0: a
    case 1: .scaled(a, constant())
    case 2: .product(.constant(constant()), a)
    case 3: .divided(a, constant())
    case 4: .negative(a)
    case 5: .product(a, call(.input(int(0...coordinates - 1))))
    default: .product(.input(int(0...coordinates - 1)), a)
    }
  }
  private mutating func joined(_ sum: Formula, _ term: Formula) -> Formula {
    switch int(0...4) {
    case 0: .difference(sum, term)
    case 1: .difference(term, sum)
    case 2:
      if case .product(let a, let b) = term { .added(sum, a, b) } else { .sum(term, sum) }
    default: .sum(sum, term)
    }
  }
}
