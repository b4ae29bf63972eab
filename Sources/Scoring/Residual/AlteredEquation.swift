// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// What is said of an equation that a file fulfils in place of the problem's.
struct AlteredEquation {
  let fit: EquationFit
  let found: EquationFit.Altered
  let before, allowed: Double
  let investigation: Investigation

  init(
    _ fit: EquationFit, _ found: EquationFit.Altered, _ before: Double, _ allowed: Double,
    _ investigation: Investigation
  ) {
    self.fit = fit
    self.found = found
    self.before = before
    self.allowed = allowed
    self.investigation = investigation
  }

  /// nil where it is what a scheme's own error does, or chance.
  var diagnosis: Diagnosis? {
    if isNear || isByChance { return nil }
    let certainty: Diagnosis.Certainty = found.leaves <= max(3 * allowed, 1e-3) ? .stated : .possible
    let effect =
      "by differences on the file's grid this leaves \(short(found.leaves)) of its terms, the problem's equation "
      + short(before)
    let start = certainty == .possible ? "may be: " : ""
    let (mistake, text, subject, value) = wording
    return Diagnosis(
      mistake, certainty, "\(start)\(text); \(effect)", subject: subject, value: value,
      given: mistake == .coefficient || mistake == .droppedTerm ? 1 : nil, leaves: found.leaves)
  }

  /// Factors within 3 % of 1 and nothing else: an error of the scheme looks like that.
  private var isNear: Bool {
    found.added == nil && found.changes.allSatisfy { $0.isFitted && abs($0.factor - 1) < 0.03 }
  }

  /// Changes that are far larger than what the file leaves of the problem's equation undo one another,
  /// which is chance: each term of a separable solution may stand in for another one. Another term beside
  /// other changes fits much by chance too, but for u itself in place of one term, as of its sine.
  private var isByChance: Bool {
    let effects = farChanges.map { abs(($0.isFitted ? $0.factor : 0) - 1) * fit.size(of: $0.terms) }
    let largest = effects.max() ?? 0
    guard let added = found.added, !farChanges.isEmpty else { return before < 0.1 * largest }
    if farChanges.count > 1 || farChanges[0].isFitted { return true }
    return fit.others[added.term].name != "u" && before < 0.5 * largest
  }

  /// A factor that is nearly 1 beside another change is the scheme's.
  private var farChanges: [EquationFit.Change] {
    found.changes.filter { !$0.isFitted || abs($0.factor - 1) >= 0.03 }
  }

  private var wording: (Mistake, String, String?, Double?) {
    let equation = fit.text(found)
    let changes = farChanges
    if changes.count == 1, found.added == nil, let change = changes.first { return changed(change, equation) }
    if changes.isEmpty, let (term, factor) = found.added {
      let name = fit.others[term].name
      let isDiffusion = name == "Laplacian(u)" || name.hasSuffix("_xx") || name.hasSuffix("_yy")
      let isFirst = fit.own[fit.lead].name.hasSuffix("_t")
      if isDiffusion, isFirst, factor * fit.own[fit.lead].number < 0 {
        return (
          .numericalDiffusion,
          "the file fulfils \(equation): diffusion was added, by the scheme or on purpose; use a scheme of higher order",
          name, factor
        )
      }
      return (.equation, "a term was added: not this equation, \(equation) fits", name, factor)
    }
    return (.equation, "not this equation: \(equation) fits", equation, nil)
  }

  /// One term, or all that share a parameter.
  private func changed(_ change: EquationFit.Change, _ equation: String) -> (
    Mistake, String, String?, Double?
  ) {
    let terms = change.terms.map { fit.own[$0] }
    let names = terms.map(\.name).joined(separator: ", ")
    let parameter = type(of: investigation.problem).parameters.first { $0.name == change.parameter }
    if !change.isFitted || abs(change.factor) < 0.01 {
      let zero =
        parameter.map { $0.range.contains(0) ? "" : " (as with \($0.name) = 0, outside its range)" } ?? ""
      return (.droppedTerm, "the term \(names) is missing\(zero): \(equation) fits; solve with it", names, 0)
    }
    let isLinear = terms.allSatisfy { term in
      term.name.split(separator: "*").count { $0 == change.parameter ?? "" } == 1
    }
    if let p = parameter, isLinear {
      let given = investigation.scorer.settings[p.name] ?? p.standard
      let value = given * change.factor
      let place =
        p.range.contains(value)
        ? "" : ", outside the range allowed here, [\(p.range.lowerBound), \(p.range.upperBound)]"
      return (
        .parameter,
        "\(p.name) is about \(estimate(value)) in the file\(place), \(estimate(given)) in the problem (\(p.summary)): "
          + "solve with the right one", p.name, value
      )
    }
    return (
      .coefficient,
      "the coefficient of \(names) is \(estimate(change.factor)) times the problem's: \(equation) fits",
      names,
      change.factor
    )
  }
}
