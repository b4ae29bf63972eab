// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// The terms of a problem's equations for a field on a grid, its derivatives by finite differences.
struct EquationTerms {
  /// One term of one equation.
  struct Term {
    /// "nu*u_xx", without its number.
    let name: String
    let number: Double
    let constants: Set<String>
    let hasUnknown: Bool
    /// By node.
    let values: [Double]
  }
  /// `[equation][term]`
  let equations: [[Term]]
  /// Candidates for terms that the equations lack, `[unknown][…]`, by name.
  let others: [[Term]]

  /// - Parameters:
  ///   - fields: `[unknown][node]`, the first coordinate slowest.
  ///   - picked: the nodes that are looked at.
  /// - Returns: nil where the grid is too small for the equation's derivatives.
  init?(_ problem: any Problem, _ grid: TensorGrid, _ fields: [[Double]], at picked: [Int], extra: Int) {
    let coordinates = problem.domain.coordinates
    let difference = GridDerivatives(grid: grid, coordinates: coordinates, extra: extra)
    var asked: Set<MultiIndex> = [.value]
    let record = Record()
    let probe = Point(coordinates, coordinates.map { Summands("\($0)", 0.5, isUnknown: false) })
    _ = problem.residuals(
      Jet<Summands> { unknown, index in
        record.asked.insert(index)
        return Summands("u\(unknown)\(index)", 0.5, isUnknown: true)
      }, at: probe)
    asked.formUnion(record.asked)
    let space = coordinates.filter(\.isSpatial)
    let extras: [MultiIndex] =
      coordinates.map { [$0] } + space.map { [$0, $0] } + (space.count > 1 ? [.laplacian] : [])
    guard asked.allSatisfy(difference.has), extras.allSatisfy(difference.has) else { return nil }
    asked.formUnion(extras)
    let indices = asked.sorted()
    let columns = fields.map { field in
      indices.map { index -> [Double] in
        let all = index == .value ? field : difference(index, of: field)
        return picked.map { all[$0] }
      }
    }
    var shapes: [[Summands.Term]] = []
    var values: [[[Double]]] = []
    for (number, node) in picked.enumerated() {
      let place = grid.place(of: node)
      let point = Point(
        coordinates, zip(coordinates, place).map { Summands("\($0)", $1, isUnknown: false) })
      func derivative(_ unknown: Int, _ index: MultiIndex) -> Summands {
        let column = indices.firstIndex(of: index).map { columns[unknown][$0][number] }
        return Summands(Self.name(unknown, index), column ?? .nan, isUnknown: true)
      }
      // A Laplacian by its summands: where they cancel, each of them says how large that is.
      let jet = Jet<Summands> { unknown, index in
        index == .laplacian
          ? space.reduce(Summands(0)) { $0 + derivative(unknown, [$1, $1]) } : derivative(unknown, index)
      }
      let residuals = problem.residuals(jet, at: point)
      if number == 0 {
        shapes = residuals.map(\.terms)
        values = shapes.map { $0.map { _ in [] } }
      }
      for (e, residual) in residuals.enumerated() {
        guard residual.terms.count == shapes[e].count else { return nil }
        for (k, term) in residual.terms.enumerated() { values[e][k].append(term.value) }
      }
    }
    equations = zip(shapes, values).map { terms, columns in
      zip(terms, columns).map {
        Term(name: $0.name, number: $0.number, constants: $0.constants, hasUnknown: $0.hasUnknown, values: $1)
      }
    }
    others = fields.indices.map { u in Self.others(u, extras, indices, columns[u], coordinates) }
  }

  /// The same terms at some of the nodes, by their places among those picked.
  func only(_ rows: [Int]) -> EquationTerms {
    func part(_ terms: [Term]) -> [Term] {
      terms.map { term in
        Term(
          name: term.name, number: term.number, constants: term.constants, hasUnknown: term.hasUnknown,
          values: rows.map { term.values[$0] })
      }
    }
    return EquationTerms(equations: equations.map(part), others: others.map(part))
  }
  private init(equations: [[Term]], others: [[Term]]) { (self.equations, self.others) = (equations, others) }

  private final class Record { var asked: Set<MultiIndex> = [] }

  private static func name(_ unknown: Int, _ index: MultiIndex) -> String {
    let letter = Names.unknown(unknown)
    return index == .value ? letter : index == .laplacian ? "Laplacian(\(letter))" : "\(letter)_\(index)"
  }

  private static func others(
    _ u: Int, _ extras: [MultiIndex], _ indices: [MultiIndex], _ columns: [[Double]], _ c: [Coordinate]
  ) -> [Term] {
    let letter = Names.unknown(u)
    let value = indices.firstIndex(of: .value).map { columns[$0] } ?? []
    func term(_ factors: [String], _ values: [Double]) -> Term {
      Term(
        name: factors.isEmpty ? "1" : factors.sorted().joined(separator: "*"), number: 1, constants: [],
        hasUnknown: !factors.isEmpty, values: values)
    }
    var all = [
      term([letter], value), term([letter, letter], value.map { $0 * $0 }),
      term([letter, letter, letter], value.map { $0 * $0 * $0 }), term([], value.map { _ in 1 }),
    ]
    for index in extras {
      guard let k = indices.firstIndex(of: index) else { continue }
      all.append(term([name(u, index)], columns[k]))
      if index.order == 1, index.coordinates[0].isSpatial {
        all.append(term([letter, name(u, index)], zip(value, columns[k]).map { $0 * $1 }))
      }
    }
    return all
  }
}
