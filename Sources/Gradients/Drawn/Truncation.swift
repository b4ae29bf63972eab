// SPDX-License-Identifier: MIT

/// Power series in several variables, cut off: the coefficients of a set of monomials that holds with each
/// one all that divide it. Sums and products of such series are those of the whole ones, cut off.
///
/// A series is a list of coefficients in the order of the monomials, the constant first; that of x^α is
/// ∂^α/α!. What this needs is one rule, the product of polynomials: no formula of Leibniz or of Faà di Bruno,
/// and no rule for any order.
struct Truncation: Sendable {
  /// Exponents, one a variable.
  let monomials: [[Int]]
  /// Every pair of monomials whose product is kept.
  let products: [(a: Int, b: Int, product: Int)]
  let order: Int
  /// α! of each monomial.
  let factorials: [Double]
  var count: Int { monomials.count }

  /// All monomials that divide one of those given.
  init(variables: Int, dividing given: [[Int]]) {
    var all: Set<[Int]> = [[Int](repeating: 0, count: variables)]
    var next = given
    while let monomial = next.popLast() {
      if !all.insert(monomial).inserted { continue }
      for i in monomial.indices where monomial[i] > 0 {
        var divisor = monomial
        divisor[i] -= 1
        next.append(divisor)
      }
    }
    func degree(_ m: [Int]) -> Int { m.reduce(0, +) }
    let monomials = all.sorted { (degree($0), $0.description) < (degree($1), $1.description) }
    let places = Dictionary(uniqueKeysWithValues: monomials.enumerated().map { ($1, $0) })
    self.monomials = monomials
    products = monomials.indices.flatMap { a in
      monomials.indices.compactMap { b in
        places[zip(monomials[a], monomials[b]).map { $0 + $1 }].map { (a, b, $0) }
      }
    }
    order = monomials.map(degree).max() ?? 0
    factorials = monomials.map { $0.reduce(1) { $0 * (1...max(1, $1)).reduce(1.0) { $0 * Double($1) } } }
  }

  /// A value and first derivatives.
  init(gradientOf variables: Int) {
    self.init(variables: variables, dividing: (0..<variables).map { Self.unit($0, variables) })
  }
  private static func unit(_ i: Int, _ n: Int) -> [Int] { (0..<n).map { $0 == i ? 1 : 0 } }

  /// Where the derivative by variable i alone stands; nil where it is cut off.
  func place(of i: Int) -> Int? { monomials.firstIndex(of: Self.unit(i, monomials[0].count)) }

  /// The variable i at a value.
  func variable<T: BinaryFloatingPoint>(_ i: Int, at value: T) -> [T] {
    var series = constant(value)
    if let place = place(of: i) { series[place] = 1 }
    return series
  }
  func constant<T: BinaryFloatingPoint>(_ value: T) -> [T] {
    var series = [T](repeating: 0, count: count)
    series[0] = value
    return series
  }

  func product<T: BinaryFloatingPoint>(_ a: [T], _ b: [T]) -> [T] {
    var series = [T](repeating: 0, count: count)
    sums(a, b, &series) { ($0.a, $0.b, $0.product) }
    return series
  }
  /// What multiplication by `a` is transposed to: the adjoint of b from that of a·b.
  func transposedProduct<T: BinaryFloatingPoint>(_ a: [T], _ adjoint: [T]) -> [T] {
    var series = [T](repeating: 0, count: count)
    sums(a, adjoint, &series) { ($0.a, $0.product, $0.b) }
    return series
  }
  /// Σ a·b into places that `triple` chooses for each product that is kept.
  @inline(__always) private func sums<T: BinaryFloatingPoint>(
    _ a: [T], _ b: [T], _ out: inout [T],
    _ triple: ((a: Int, b: Int, product: Int)) -> (Int, Int, Int)
  ) {
    precondition(a.count == count && b.count == count)
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        out.withUnsafeMutableBufferPointer { out in
          products.withUnsafeBufferPointer { products in
            for p in products {
              let (i, j, k) = triple(p)
              out[k] += a[i] * b[j]
            }
          }
        }
      }
    }
  }
  /// f(z) from f's Taylor coefficients at z's constant, by Horner's scheme.
  func composition<T: BinaryFloatingPoint>(_ f: some Collection<T>, _ z: [T]) -> [T] {
    var step = z
    step[0] = 0
    var sum = constant(T(0))
    for (k, coefficient) in f.prefix(order + 1).reversed().enumerated() {
      if k > 0 { sum = product(sum, step) }
      sum[0] += coefficient
    }
    return sum
  }
}
