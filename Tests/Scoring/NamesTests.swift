// SPDX-License-Identifier: MIT

import DataFiles
import Differentiation
import Problems
import Testing

@testable import Scoring

/// Which of several columns or arrays is scored: the prediction where names say so, else what stands alone.
@Suite struct NamesTests {
  private func names(_ unknowns: Int, _ choice: FieldChoice = FieldChoice()) -> Names {
    Names(coordinates: [.x, .t], unknowns: unknowns, choice: choice)
  }
  private func scored(_ found: [String], _ names: Names) throws -> (scored: [String], truths: [String]) {
    let fields = try names.fields(found.map(names.label), kind: "array", all: found)
    return (fields.places.map { found[$0] }, fields.truths)
  }

  @Test(
    arguments: [
      ("u_pred u_exact", "u_pred", "u_exact"), ("u u_pred", "u_pred", ""), ("usol U_pred", "U_pred", "usol"),
      ("u_star u_pred", "u_pred", "u_star"), ("pred exact", "pred", "exact"),
      ("y_true y_pred", "y_pred", "y_true"),
      ("y_test y_pred y_std", "y_pred", "y_test"), ("u_NN u_ref", "u_NN", "u_ref"),
      ("prediction u", "prediction", ""), ("predicted target", "predicted", "target"),
      ("u_hat u_true u_error", "u_hat", "u_true"), ("upred uexact", "upred", "uexact"),
      ("u u_exact", "u", "u_exact"), ("u_numerical u_analytical", "u_numerical", "u_analytical"),
      ("u_pred u_train u_exact", "u_pred", "u_exact"), ("u_pred u_x u_bar", "u_pred", ""),
      ("pres", "pres", ""), ("velocity_x", "velocity_x", ""), ("u", "u", ""), ("usol", "usol", ""),
      ("u_star", "u_star", ""), ("exact", "exact", ""),
      ("uu", "uu", ""),
      ("u_exact", "u_exact", ""), ("tensor", "tensor", ""), ("psi", "psi", ""), ("u v", "u", ""),
      ("u u_t u_t_bar u_bar", "u", ""), ("u [m/s]", "u [m/s]", ""), ("U(x,t)", "U(x,t)", ""),
      ("t0_fields/u t0_fields/u_error", "t0_fields/u", ""),
    ]
  ) func predictionsFirst(_ found: String, _ field: String, _ truths: String) throws {
    let all = found.contains("[") ? [found] : found.split(separator: " ").map(String.init)
    // In any order.
    for list in [all, all.reversed()] {
      let result = try scored(list, names(1))
      #expect(result.scored == [field] && result.truths.joined(separator: " ") == truths, "\(result)")
    }
  }

  /// Where they do not decide they are listed, with the cure.
  @Test(
    arguments: [
      ("u usol", "u, usol"), ("u u_star", "u, u_star"), ("u_pred u_NN u_exact", "u_pred, u_NN"),
      ("u U", "u, U"), ("u_exact u_ref", "u_exact, u_ref"), ("pred1 pred2", "no array"),
      ("v w", "no array"),
      ("u_x u_bar", "no array"), ("u_error", "no array"), ("a_pred b_pred", "a_pred, b_pred"),
    ]
  ) func undecided(_ found: String, _ message: String) throws {
    let all = found.split(separator: " ").map(String.init)
    let error = #expect(throws: ScoringError.Fault.self) { try scored(all, names(1)) }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(message) && text.contains("--field"), "\(text)")
  }

  @Test(
    arguments: [
      ("u v", "u v", ""), ("v u", "u v", ""), ("u1 u2", "u1 u2", ""),
      ("u_pred v_pred u_exact v_exact", "u_pred v_pred", "u_exact v_exact"),
      ("u v u_pred v_pred", "u_pred v_pred", ""), ("u_real u_imag", "u_real u_imag", ""),
      ("u1_pred u2_pred u1 u2", "u1_pred u2_pred", ""), ("prey predator", "prey predator", ""),
      ("velocity_y velocity_x pressure", "velocity_x velocity_y", ""),
    ]
  ) func severalUnknowns(_ found: String, _ fields: String, _ truths: String) throws {
    let result = try scored(found.split(separator: " ").map(String.init), names(2))
    #expect(result.scored.joined(separator: " ") == fields && result.truths.joined(separator: " ") == truths)
  }

  /// A truth is never taken for a prediction that is missing.
  @Test func halfAPrediction() {
    #expect(throws: ScoringError.Fault.self) { try scored(["u_pred", "u_exact", "v_exact"], names(2)) }
  }

  @Test func choices() throws {
    let (burgers, nls) = (try Catalogue.problem("burgers"), try Catalogue.problem("nls"))
    func chosen(_ found: String, _ fields: [String] = [], _ map: [String: String] = [:]) throws -> [String] {
      let choice = try FieldChoice(fields: fields, map: map, for: burgers)
      return try scored(found.split(separator: " ").map(String.init), names(1, choice)).scored
    }
    #expect(try chosen("u_pred u_exact", ["u_exact"]) == ["u_exact"])
    #expect(try chosen("u_nn u_pred", ["U_NN"]) == ["u_nn"])
    #expect(try chosen("u usol", [], ["u": "usol"]) == ["usol"])
    #expect(try chosen("a b", [], ["u1": "b"]) == ["b"])
    #expect(throws: ScoringError.Fault.fieldCount(kind: "array", fields: ["a", "b"], found: 2, unknowns: 1)) {
      try chosen("a b", ["a", "b"])
    }
    let error = #expect(throws: ScoringError.Fault.self) { try chosen("u_pred u_exact", ["u_prd"]) }
    #expect(error.map { "\($0)".contains("did you mean 'u_pred'?") } ?? false)
    let two = try FieldChoice(fields: ["b", "a"], for: nls)
    #expect(try scored(["a", "b", "c"], names(2, two)).scored == ["b", "a"])
    let half = try FieldChoice(map: ["v": "c"], for: nls)
    #expect(try scored(["u", "v", "c"], names(2, half)).scored == ["u", "c"])
    #expect(throws: FieldChoiceError.self) { try FieldChoice(map: ["uu": "a"], for: burgers) }
    #expect(throws: FieldChoiceError.twice("u1")) {
      try FieldChoice(fields: ["a"], map: ["u1": "b"], for: burgers)
    }
    #expect(throws: FieldChoiceError.twice("u2")) { try FieldChoice(map: ["u2": "b", "v": "c"], for: nls) }
  }

  @Test(arguments: [
    ["x", "t"], ["X", "T"], ["xx", "tt"], ["x [m]", "t (s)"], ["x-coordinate", "t-coordinate"],
    ["dimensions/x", "dimensions/time"], ["grid/x", "grid/t"], ["x", "time"],
  ]) func coordinates(_ found: [String]) {
    #expect(names(1).coordinatePlaces(["u"] + found) == [1, 2])
  }
}
