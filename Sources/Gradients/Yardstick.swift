import Differentiation
import Networks
import RealModule
import Strategies

/// The number type that gradients are judged in: 64 bits of significand where the machine has them.
#if arch(x86_64) && !os(Windows) && !os(Android)
  public typealias Extended = Float80
#else
  public typealias Extended = Double
#endif

/// The true gradient of a question, and the units that errors are measured in.
///
/// No gradient can be better than its question: θ and x are rounded to the working precision. So the unit of a
/// component, κ·u, is how far the true one moves when every parameter, every coordinate and every constant of the
/// function moves by one unit in the last place, measured in extended precision over several draws of the signs. Near a minimum the residuals cancel and
/// κ is large; a fixed tolerance would then call a right gradient wrong.
public struct Yardstick: Sendable {
  public let question: Question
  /// In extended precision, at the parameters rounded to the precision.
  public let truth: [Extended]
  /// κ·u of each component.
  public let units: [Double]
  /// How far the truth moves where every inner derivative is in error as an approximate strategy's model says; nil for
  /// exact ones.
  public let modelled: [Double]?

  /// How many draws of the signs.
  static let draws = 6

  /// - Parameter stated: the right value where it is known from elsewhere; computed by nested duals under a tape if nil.
  public init(_ question: Question, _ precision: GradientPrecision, stated: [Extended]? = nil) throws {
    let theta: [Extended] = question.parameters().map { Self.rounded($0, precision) }
    let judged = try Self.judge(question, theta)
    self.init(
      question, truth: stated ?? judged, units: try Self.units(question, theta, judged, precision), modelled: nil)
  }

  init(_ question: Question, truth: [Extended], units: [Double], modelled: [Double]?) {
    self.question = question
    self.truth = truth
    self.units = units
    self.modelled = modelled
  }

  /// The same with an approximate strategy's error model: how far the truth moves where each inner derivative of the
  /// order k is in error by e_k, in units of u and its derivatives to order k + 2, with signs of their own at each point.
  func modelled(_ precision: GradientPrecision, for strategy: any Differentiator) throws -> Yardstick {
    let theta: [Extended] = question.parameters().map { Self.rounded($0, precision) }
    let judged = try Self.judge(question, theta)
    let errors = question.indices.map {
      $0.order == 0 ? 0 : strategy.expectedError(order: $0.order, unitRoundoff: precision.unitRoundoff)
    }
    var spread = [Double](repeating: 0, count: judged.count)
    for draw in 0..<Self.draws {
      let moved = try Differentiation.gradient(at: theta) { theta in
        var random = SplitMix64("model", question.name, "\(draw)")
        return try question.value(at: theta, by: Forward(), errors: errors) { random.next() & 1 == 0 }
      }
      for (i, g) in moved.gradient.enumerated() {
        spread[i] = larger(spread[i], Double((g - judged[i]).magnitude))
      }
    }
    let mean = Self.mean(spread)
    return Yardstick(question, truth: truth, units: units, modelled: spread.map { max($0, mean) })
  }

  private static func mean(_ x: [Double]) -> Double {
    x.isEmpty ? 0 : (x.reduce(0) { $0 + $1 * $1 } / Double(x.count)).squareRoot()
  }

  /// The judge: nested dual numbers under a tape, in extended precision.
  static func judge(_ question: Question, _ theta: [Extended]) throws -> [Extended] {
    try Nested(Forward()).gradient(of: question, at: theta)
  }

  static func rounded(_ x: Extended, _ precision: GradientPrecision) -> Extended {
    precision == .float32 ? Extended(Float(x)) : Extended(Double(x))
  }

  private static func units(
    _ question: Question, _ theta: [Extended], _ judged: [Extended], _ precision: GradientPrecision
  ) throws -> [Double] {
    var random = SplitMix64("kappa", question.name)
    func signed(_ x: Extended) -> Double {
      let unit = precision == .float32 ? Double(Float(x).ulp) : Double(x).ulp
      return x == 0 ? 0 : random.next() & 1 == 0 ? unit : -unit
    }
    let places = question.points(theta)
    var moved = question
    var spread = [Double](repeating: 0, count: judged.count)
    for _ in 0..<draws {
      let shifted = theta.map { $0 + Extended(signed($0)) }
      moved.moves = places.map(signed)
      moved.field = question.field.mapConstants { $0 + signed(Extended($0)) }
      moved.terms = question.terms.mapConstants { $0 + signed(Extended($0)) }
      for (i, g) in try judge(moved, shifted).enumerated() {
        spread[i] = larger(spread[i], Double((g - judged[i]).magnitude))
      }
    }
    // A component that hardly moves is still summed from numbers that do, and rounded.
    let mean = mean(spread)
    let u = precision.unitRoundoff
    let floor = max(u * u, u * question.cancelled(theta))
    return zip(spread, judged).map { max($0, mean, u * Double($1.magnitude), floor) }
  }
}

extension Question {
  /// The largest derivative along directions that a mixed one may be the difference of; 0 where all are pure.
  fileprivate func cancelled(_ theta: [Extended]) -> Double {
    var largest = 0.0
    for x in places(theta) {
      for index in indices where !index.isPure {
        let along = zip(coordinates, x).map { c, x in
          Taylor6(x, slope: index.order(in: c) > 0 ? 1 : 0)
        }
        let u = field(along + theta.map { Taylor6($0, slope: 0) })[0]
        largest = larger(largest, Double(u.derivative(index.order).magnitude))
      }
    }
    return largest
  }

  /// L(θ) where the derivatives of u are in error: that of index i by `errors[i]` of u and of each of its derivatives to
  /// two orders more, added or subtracted as `adds` says.
  fileprivate func value<S: Strategy, B: Scalar>(
    at theta: [B], by strategy: S, errors: [Double], adds: () -> Bool
  ) throws -> B {
    let places = places(theta)
    let jets = try places.map { x in
      var jet = try jet(at: x, theta, indices, by: strategy)
      for (i, index) in indices.enumerated() where errors[i] != 0 {
        let along = zip(coordinates, x).map { c, x in
          Taylor6(x, slope: index.order(in: c) > 0 ? x.unit : 0)
        }
        let u = field(along + theta.map { Taylor6($0, slope: 0) })[0]
        for k in 0...index.order + 2 {
          jet[i] = jet[i] + u.derivative(k).scaled(by: adds() ? errors[i] : -errors[i])
        }
      }
      return jet
    }
    return terms(jets, at: places, theta).total
  }
}

/// The larger of two numbers; NaN where either is, so that it is not passed over.
func larger(_ a: Double, _ b: Double) -> Double { a.isNaN ? a : b.isNaN ? b : max(a, b) }
