// SPDX-License-Identifier: MIT

import Assessment

/// The coefficients with which a file's data fulfil an equation, by least squares: which term was dropped,
/// has another coefficient, or came in addition.
///
/// A change is to leave out a term, or all that share a parameter, or to give them a free factor; one further
/// term may come in. The fewest changes that leave as little as differences can tell win.
struct EquationFit {
  let own, others: [EquationTerms.Term]
  /// The term that keeps its factor: the highest derivative by time, or the first.
  let lead: Int
  private let gram: [[Double]]
  /// ‖terms‖₂
  let size: Double

  init?(_ own: [EquationTerms.Term], _ others: [EquationTerms.Term]) {
    self.own = own
    self.others = others.filter { other in
      !own.contains {
        $0.name == other.name || other.name == "Laplacian(\($0.name.prefix(1)))" && $0.name.hasSuffix("_xx")
      }
    }
    let names = own.map { $0.hasUnknown ? $0.name : "" }
    guard
      let lead = names.firstIndex(where: { $0.hasSuffix("_tt") }) ?? names.firstIndex(where: {
        $0.hasSuffix("_t")
      })
        ?? names.firstIndex(where: { !$0.isEmpty })
    else { return nil }
    self.lead = lead
    let all = own + self.others
    let gram = all.map { a in all.map { b in zip(a.values, b.values).reduce(0) { $0 + $1.0 * $1.1 } } }
    self.gram = gram
    size = own.indices.reduce(0) { $0 + gram[$1][$1] }.squareRoot()
    guard size > 0, size.isFinite else { return nil }
  }

  /// What is done to terms that change together.
  struct Change {
    let terms: [Int]
    /// The parameter that they share, where they are all that do.
    let parameter: String?
    /// 0 where they are left out.
    var factor: Double
    let isFitted: Bool
  }
  struct Altered {
    var changes: [Change]
    /// A term that comes in, and its coefficient.
    var added: (term: Int, factor: Double)?
    /// ‖residual‖₂/‖terms‖₂
    var leaves: Double
    var count: Int { changes.count + (added == nil ? 0 : 1) }
    /// To leave out is simpler than another factor, and that than another term.
    var effort: Int {
      changes.reduce(0) { $0 + ($1.isFitted ? 11 : 10) } + (added == nil ? 0 : 12)
    }
  }

  /// What the equation as it is leaves.
  var leaves: Double { residual(own.indices.map { ($0, 1.0) }) }

  /// ‖the sum of some terms‖₂/‖terms‖₂
  func size(of terms: [Int]) -> Double { residual(terms.map { ($0, 1.0) }) }

  private func residual(_ sum: [(Int, Double)]) -> Double {
    let square = sum.reduce(0) { total, a in
      total + sum.reduce(0) { $0 + a.1 * $1.1 * gram[a.0][$1.0] }
    }
    return max(0, square).squareRoot() / size
  }

  /// What an altered equation, or the one as it is, leaves at the nodes that fulfil it best, in units of
  /// its terms at all nodes.
  /// - Parameter share: of the nodes.
  func leaves(of altered: Altered?, best share: Double) -> Double {
    let nodes = own.first?.values.indices ?? 0..<0
    var sums = [Double](repeating: 0, count: nodes.count)
    for (k, term) in own.enumerated() {
      let change = altered?.changes.first { $0.terms.contains(k) }
      let factor = change.map { $0.isFitted ? $0.factor : 0 } ?? 1
      for i in nodes { sums[i] += factor * term.values[i] }
    }
    if let (term, factor) = altered?.added { for i in nodes { sums[i] += factor * others[term].values[i] } }
    let best = sums.map { abs($0) }.sorted().prefix(max(1, Int(share * Double(nodes.count))))
    let mean = norm([Array(best)]) / Double(best.count).squareRoot()
    return mean / (size / Double(max(1, nodes.count)).squareRoot())
  }

  /// The simplest change that leaves at most three times what the best does, or what differences can tell, or
  /// a hundredth of what the equation as it is leaves.
  func simplest(_ allowed: Double) -> Altered? {
    let atoms = atoms
    var sets: [[Change]] = [[]] + atoms.map { [$0] }
    for (i, a) in atoms.enumerated() {
      for b in atoms[(i + 1)...] where Set(a.terms).isDisjoint(with: b.terms) { sets.append([a, b]) }
    }
    let all = sets.flatMap { changes in
      ([nil] + others.indices.map { Optional($0) }).compactMap { solved(changes, $0) }.filter { $0.count > 0 }
    }
    guard let least = all.map(\.leaves).min() else { return nil }
    let enough = max(3 * allowed, 3 * least, leaves / 100)
    return all.filter { $0.leaves <= enough }.min { ($0.effort, $0.leaves) < ($1.effort, $1.leaves) }
  }

  /// Each term but the leading one, and the groups that share a parameter; left out, and with a free factor.
  private var atoms: [Change] {
    var groups = own.indices.filter { $0 != lead }.map { (terms: [$0], parameter: String?.none) }
    for name in Set(own.flatMap(\.constants)).sorted() {
      let terms = own.indices.filter { $0 != lead && own[$0].constants.contains(name) }
      if terms.isEmpty || own[lead].constants.contains(name) { continue }
      if let k = groups.firstIndex(where: { $0.terms == terms }) {
        groups[k].parameter = name
      } else {
        groups.append((terms, name))
      }
    }
    return groups.flatMap { group in
      [false, true].map {
        Change(terms: group.terms, parameter: group.parameter, factor: 0, isFitted: $0)
      }
    }
  }

  private func solved(_ changes: [Change], _ added: Int?) -> Altered? {
    let changed = Set(changes.flatMap(\.terms))
    let fixed = own.indices.filter { !changed.contains($0) }
    // Groups of terms with one factor each.
    var free = changes.filter(\.isFitted).map(\.terms)
    if let added { free.append([own.count + added]) }
    func product(_ a: [Int], _ b: [Int]) -> Double {
      a.reduce(0) { total, i in total + b.reduce(0) { $0 + gram[i][$1] } }
    }
    let n = free.count
    var matrix = free.map { a in free.map { product(a, $0) } }
    var right = free.map { -product($0, fixed) }
    for i in 0..<n {
      // Terms that are the same but for a factor on this file cannot be told apart.
      let scale = product(free[i], free[i])
      guard scale > 0, matrix[i][i] > 1e-10 * scale else { return nil }
      for j in (i + 1)..<max(n, i + 1) {
        let ratio = matrix[j][i] / matrix[i][i]
        for k in i..<n { matrix[j][k] -= ratio * matrix[i][k] }
        right[j] -= ratio * right[i]
      }
    }
    var factors = [Double](repeating: 0, count: n)
    for i in (0..<n).reversed() {
      let rest = (i + 1..<max(n, i + 1)).reduce(right[i]) { $0 - matrix[i][$1] * factors[$1] }
      factors[i] = rest / matrix[i][i]
    }
    var sum = fixed.map { ($0, 1.0) }
    for (terms, factor) in zip(free, factors) { sum += terms.map { ($0, factor) } }
    var next = 0
    let done = changes.map { change -> Change in
      var change = change
      if change.isFitted {
        change.factor = factors[next]
        next += 1
      }
      return change
    }
    return Altered(
      changes: done, added: added.map { ($0, factors[n - 1]) }, leaves: residual(sum))
  }

  /// "u_t - 0.5*u_xx = 0"
  func text(_ altered: Altered) -> String {
    var parts: [(Double, String)] = []
    for (k, term) in own.enumerated() {
      let change = altered.changes.first { $0.terms.contains(k) }
      let factor = change.map { $0.isFitted ? $0.factor : 0 } ?? 1
      if factor == 0 { continue }
      parts.append((term.number * factor, term.name))
    }
    if let (term, factor) = altered.added { parts.append((factor, others[term].name)) }
    let sum = parts.enumerated().map { i, part in
      let size = estimate(abs(part.0))
      let text = part.1 == "1" ? size : size == "1" ? part.1 : "\(size)*\(part.1)"
      return (i == 0 ? (part.0 < 0 ? "-" : "") : part.0 < 0 ? " - " : " + ") + text
    }
    return sum.joined() + " = 0"
  }
}
