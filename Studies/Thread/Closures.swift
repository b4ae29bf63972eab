// SPDX-License-Identifier: MIT

import Differentiation
import Gradients
import Sampling
import Strategies

extension Study.Question {
  static let closures = Study.Question(
    "closures", "Is a derivative right where its function captures the outer variable?",
    method: """
      D(x -> x D(y -> x y, a), b) = 2 b, D(x -> x D(y -> x + y, a), b) = 1 and D(y -> D(x -> x x y, c y), b) \
      = 4 c b at a, b and c that the seed draws, in double precision. The fault models are what other tools \
      do: one infinitesimal for both levels, and captured variables taken for constants.
      """,
    factors: [
      Study.Factor("function", Captured.Form.allCases.map(\.rawValue)), Study.Factor("way", ways.map(\.0)),
    ],
    quantities: [Study.Quantity("error", "1", "the relative error of the outer derivative")],
    findings: [
      finding("accepted", "Forward inside reverse", ["reverse over forward"]),
      finding(
        "run-time", "Forward inside forward with levels told apart at run time", ["tagged over tagged"]),
      finding(
        "exact", "Of all \(exact.count) exact nestings, the worst", exact.map(\.nesting)),
    ]
      + faults.map { fault in
        finding(
          "fault-\(fault.rawValue)", "`\(fault.rawValue)` (\(fault.summary))", ["fault: \(fault.rawValue)"])
      }
  ) { seed, cells, _ in
    var random = SplitMix64("closures", "\(seed)")
    func drawn() -> Double { Double(Int(1 + 4096 * random.uniform())) / 1024 }
    let (a, b, c) = (drawn(), drawn(), drawn())
    return try cells.map { cell in
      guard let form = Captured.Form(rawValue: cell["function"] ?? ""),
        let way = ways.first(where: { $0.0 == cell["way"] })
      else { throw UnknownStudy(description: "there is no cell \(cell)") }
      let captured = Captured(form: form, a: a, b: b, c: c)
      let found = try way.1.gradient(of: Question(captured), .float64)
      return ["error": abs(found[0] - captured.right) / abs(captured.right)]
    }
  }

  private static func finding(_ id: String, _ subject: String, _ names: [String]) -> Study.Finding {
    Study.Finding(
      id,
      .largest(
        "error",
        of: names.flatMap { way in Captured.Form.allCases.map { ["function": $0.rawValue, "way": way] } }),
      .median, against: 0x1p-50,
      says: Study.Wording(
        subject, above: "is wrong: on the worst of the three functions off by {} of the value",
        below: "is right on all three functions: off by {} at most",
        undecided: "is off by {} on the worst of the three functions, about what rounding explains"))
  }

  private static let exact = DifferentiatorCatalogue.all.filter {
    !$0.isApproximate && !($0.name == "compiler" && $0.differentiator.mode == .forward)
  }
  private static let faults: [Fault] = [.sharedInfinitesimal, .closureDropped]
  private static let ways =
    exact.map { ($0.nesting, $0) }
    + faults.map { ("fault: \($0.rawValue)", DifferentiatorEntry($0.differentiator)) }
}

/// A derivative by the outer variable of a derivative whose function captures it.
private struct Captured: NestedFunction {
  enum Form: String, CaseIterable {
    case product = "x D(y -> x y)"
    case sum = "x D(y -> x + y)"
    case point = "D(x -> x x y, c y)"
  }
  let form: Form
  let a, b, c: Double
  var name: String { form.rawValue }
  var right: Double {
    switch form {
    case .product: 2 * b
    case .sum: 1
    case .point: 4 * c * b
    }
  }
  func parameters<S: Scalar>(_: S.Type) -> [S] { [S(b)] }
  func points<S: Scalar>(_ theta: [S]) -> [[S]] { [[form == .point ? theta[0].scaled(by: c) : S(a)]] }
  func field<S: Scalar>(_ x: [S], _ theta: [S]) -> S {
    switch form {
    case .product: theta[0] * x[0]
    case .sum: theta[0] + x[0]
    case .point: x[0] * x[0] * theta[0]
    }
  }
  func terms<S: Scalar>(_ u: [Jet<S>], at points: [[S]], _ theta: [S]) -> [S] {
    [form == .point ? u[0].x : theta[0] * u[0].x]
  }
}
