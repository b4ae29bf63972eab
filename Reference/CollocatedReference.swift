import Differentiation
import PDE

/// The reference of a smooth problem that has no formula: ``Collocation``, held against another method.
///
/// The bar of each derivative is the convergence estimate of the collocation, 1.25 times its largest difference between
/// the two finest grids, the finer of which is far better than that.
public struct CollocatedReference: ReferenceSolution {
  public let indices: [MultiIndex]
  private let problem: @Sendable () -> any Problem
  private let second: @Sendable (Self) throws -> Agreement
  private let solved = Lazy<(domain: Domain, unknowns: Int, solution: CollocationSolution)>()

  /// - Parameters:
  ///   - problem: evaluated when the first value is asked for, since a problem may hold its own reference.
  ///   - indices: what it shall measure, the value among them.
  ///   - second: the independent second method.
  public init(
    _ problem: @autoclosure @escaping @Sendable () -> any Problem, indices: [MultiIndex],
    check second: @escaping @Sendable (Self) throws -> Agreement
  ) {
    self.problem = problem
    self.indices = indices.sorted()
    self.second = second
  }

  public var method: String { "collocation at Chebyshev nodes (GSL QR)" }

  public func measure(_ indices: [MultiIndex], at p: Point<Double>) throws -> [[Measured]] {
    let (domain, unknowns, solution) = try solved.value {
      let problem = problem()
      let solution = try Collocation(problem).solution(to: 1e-11, measuring: self.indices)
      return (problem.domain, problem.unknowns, solution)
    }
    for (c, range) in zip(domain.coordinates, domain.ranges) where !range.contains(p[c]) {
      throw PointError.outside(c, p[c], range)
    }
    let columns = try indices.map { index in
      guard let bar = index == .value ? solution.bar : solution.bars[index] else {
        throw UnmeasuredDerivative(index, held: self.indices)
      }
      return solution.derivative(index, at: p).map { Measured($0, bar: bar) }
    }
    return (0..<unknowns).map { k in columns.map { $0[k] } }
  }

  public func check() throws -> Agreement { try second(self) }
}

extension CollocatedReference {
  /// Of ordinary differential equations in t, held against Runge and Kutta's method.
  /// - Parameters:
  ///   - order: of the highest derivative that the equations read.
  ///   - range: the times compared.
  ///   - system: the equations of first order; its first components are the problem's unknowns.
  public init(
    _ problem: @autoclosure @escaping @Sendable () -> any Problem, order: Int, at range: ClosedRange<Double>,
    integrated system: InitialValue
  ) {
    self.init(problem(), indices: (0...order).map { MultiIndex(Array(repeating: .t, count: $0)) }) { own in
      let times = (0...100).map { i in
        range.lowerBound * (1 - Double(i) / 100) + range.upperBound * (Double(i) / 100)
      }
      var pairs: [(Measured, Measured)] = []
      for (time, row) in zip(times, try system.values(at: times)) {
        for (a, b) in zip(try own.measure([.value], at: Point([.t], [time])), row) { pairs.append((a[0], b)) }
      }
      return Agreement(method: system.method, pairs)
    }
  }
}
