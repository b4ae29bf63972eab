// SPDX-License-Identifier: MIT

import Essentials

extension Study.Outcome {
  /// The page for the documentation: each question with its sentences and its numbers.
  /// - Parameter command: what made it.
  public func page(madeBy command: String) -> String {
    var lines = ["# \(title)", "", summary, "", "## Overview", ""]
    lines += [
      "Every sentence below is made from the numbers of this run: an interval of \(Self.percent) % over the "
        + "seeds, by bootstrap, chooses its direction. \(origin(command))", "",
    ]
    for question in questions { lines += Self.section(question) }
    for failure in failures { lines += ["**\(failure.question)** has no answer: \(failure.reason)", ""] }
    return lines.joined(separator: "\n")
  }

  private static var percent: Int { Int((100 * Bootstrap.confidence).rounded()) }

  private func origin(_ command: String) -> String {
    let processor = machine.processor.isEmpty ? "an unnamed processor" : machine.processor
    let seconds = questions.reduce(0) { $0 + $1.seconds }
    return "Made by `\(command)` in \(Int((seconds / 60).rounded(.up))) minutes on \(machine.cores) cores of "
      + "\(processor) (\(machine.instructionSet), \(machine.compiler), \(machine.system), Plumbline "
      + "\(version)), "
      + "\(date.formatted(.iso8601.year().month().day()))"
      + (extent == .short ? "; this is the short form, which answers nothing." : ".")
  }

  private static func section(_ question: Study.QuestionOutcome) -> [String] {
    var lines = ["## \(question.text)", ""]
    lines += question.answers.map { "- \($0.sentence)" }
    lines += ["", question.method + " \(question.seeds.count) seeds.", ""]
    lines += question.quantities.map { "- *\($0.name)*, \(unit($0)): \($0.meaning)." }
    return lines + ["", "Medians over the seeds, and the least and largest of them:", ""] + table(question)
      + [""]
  }

  private static func unit(_ quantity: Study.Quantity) -> String {
    quantity.unit == "1" ? "a plain number" : "in \(quantity.unit)"
  }

  /// One row per cell, one column per quantity.
  private static func table(_ question: Study.QuestionOutcome) -> [String] {
    let names = question.factors.map(\.name)
    let head = names + question.quantities.map(\.name)
    var cells: [Study.Cell] = []
    var numbers: [Study.Cell: [String: [Double]]] = [:]
    for row in question.rows {
      if numbers[row.factors] == nil { cells.append(row.factors) }
      numbers[row.factors, default: [:]][row.quantity, default: []] += row.value.map { [$0] } ?? []
    }
    let rows = cells.map { cell in
      names.map { cell[$0] ?? "" }
        + question.quantities.map { spread(numbers[cell]?[$0.name] ?? []) }
    }
    return ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
  }

  /// "1.2 (1.1 … 1.4)"
  private static func spread(_ x: [Double]) -> String {
    let sorted = x.sorted()
    guard let low = sorted.first, let high = sorted.last else { return "–" }
    func text(_ x: Double) -> String {
      x == x.rounded() && x.magnitude < 1e6 ? "\(Int(x))" : String(printf: "%.3g", x)
    }
    let middle = text(Estimator.middle(sorted))
    return low == high ? middle : "\(middle) (\(text(low)) … \(text(high)))"
  }
}
