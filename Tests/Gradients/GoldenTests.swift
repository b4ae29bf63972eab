// SPDX-License-Identifier: MIT

import Foundation
import ReferenceTables
import Testing

@testable import Gradients

/// The golden vectors, and what is said of answers to them.
@Suite struct GoldenTests {
  /// The file is what the code computes anew, within both bars.
  @Test func theFileIsReproduced() throws {
    let (file, made) = (try GradientTable.standard(), try GradientTable.made())
    #expect(file.questions.map(\.name) == made.questions.map(\.name) && file.schema == GradientTable.schema)
    #expect(file.description == made.description)
    for (a, b) in zip(file.questions, made.questions) {
      #expect(a.parameters == b.parameters && a.collocation == b.collocation)
      #expect(a.gradient.count == a.parameters.count)
      for (x, y) in zip(a.gradient + [a.loss], b.gradient + [b.loss]) {
        #expect(Double((x.number - y.number).magnitude) <= x.bar + y.bar, "\(a.name)")
        #expect(x.bar > 0 && x.bar < 1e-14 * max(1, abs(Double(a.loss.number))), "\(a.name): \(x.bar)")
      }
      for (x, y) in zip(a.derivatives, b.derivatives) {
        #expect(x.index == y.index && Double((stated(x.value) - stated(y.value)).magnitude) <= x.bar + y.bar)
      }
    }
    let residuals = Set(file.questions.map(\.residual))
    #expect(residuals == Set(ResidualKind.allCases.map(\.rawValue)))
    #expect(
      Set(file.questions.map(\.activation)).count == 7 && file.questions.contains { !$0.shared.isEmpty })
  }

  /// What faults give is computed once for all tests.
  static let conditionedTruths = ConditionedTruths()

  static func file(_ change: (inout [String: Any]) -> Void = { _ in }) throws -> Data {
    let table = try GradientTable.standard()
    var object: [String: Any] = [
      "schema": 1, "precision": "float64",
      "answers": table.questions.map { q in
        ["question": q.name, "gradient": q.gradient.map { Double($0.number) }] as [String: Any]
      },
    ]
    change(&object)
    return try JSONSerialization.data(withJSONObject: object)
  }
  static func change(_ object: inout [String: Any], answer i: Int, _ change: (inout [String: Any]) -> Void) {
    var answers = object["answers"] as! [[String: Any]]
    change(&answers[i])
    object["answers"] = answers
  }

  @Test func rightAnswers() throws {
    let table = try GradientTable.standard()
    let results = try table.score(GradientAnswers(Self.file(), for: table))
    #expect(results.count == table.questions.count && results.allSatisfy { $0.verdict == .right })
  }

  /// Each deterministic fault's answers are wrong somewhere, and named.
  @Test(arguments: [
    Fault.closureDropped, .innerDetached, .channelDetached, .lastPointDetached, .tanhSecondOrderSign,
    .tanhSecondOrderDropped, .factorialMissing, .residualFactorMissing, .parametersReversed,
    .mixedCountedTwice,
    .coordinatesSwapped, .singlePrecision, .adjointOverwritten, .meanForSum, .constantFactor, .zeroGradient,
    .componentsLeaked, .singleNamedDouble,
  ]) func faults(_ fault: Fault) throws {
    let table = try GradientTable.standard()
    let entry = DifferentiatorEntry(fault.differentiator)
    let data = try Self.file { object in
      object["answers"] = try! table.questions.map { q in
        ["question": q.name, "gradient": try entry.gradient(of: q.question(), .float64)] as [String: Any]
      }
    }
    let wrong = try table.score(GradientAnswers(data, for: table), Self.conditionedTruths).filter {
      $0.verdict == .wrong
    }
    #expect(!wrong.isEmpty)
    let named = wrong.count { $0.faults.contains(fault.rawValue) }
    #expect(2 * named > wrong.count, "\(fault): \(wrong.map { $0.fault ?? "-" })")
  }

  /// One question's answers as text, in a file that answers the others right.
  static func file(_ name: String, _ answer: String) throws -> Data {
    let table = try GradientTable.standard()
    let answers = table.questions.map { q in
      let numbers = q.gradient.map { "\(Double($0.number))" }.joined(separator: ", ")
      return q.name == name
        ? "{\"question\": \"\(name)\"\(answer)}" : "{\"question\": \"\(q.name)\", \"gradient\": [\(numbers)]}"
    }
    return Data(
      "{\"schema\": 1, \"precision\": \"float64\", \"answers\": [\(answers.joined(separator: ", "))]}".utf8)
  }

  /// What is no number is an answer with a verdict, however it is written, and the others keep theirs.
  @Test(arguments: ["NaN", "null", "Infinity", "-Infinity", "nan", "-inf", "\"NaN\""])
  func notANumber(_ token: String) throws {
    let table = try GradientTable.standard()
    let entry = try #require(table.questions.first { $0.name == "third-order" })
    let numbers = entry.gradient.enumerated().map { $0 == 2 ? token : "\(Double($1.number))" }
    let data = try Self.file(entry.name, ", \"gradient\": [\(numbers.joined(separator: ", "))]")
    for r in try table.score(GradientAnswers(data, for: table)) {
      #expect(r.verdict == (r.case == entry.name ? .notANumber : .right))
      #expect(r.isWrong == (r.case == entry.name))
    }
    let all = try Self.file(entry.name, ", \"gradient\": null, \"note\": \"NaN, \\\"inf\"")
    let r = try table.score(GradientAnswers(all, for: table)).first { $0.case == entry.name }
    #expect(r?.verdict == .notANumber)
  }

  /// A question passed over fails; one that is declared does not.
  @Test func unanswered() throws {
    let table = try GradientTable.standard()
    let five = try Self.file { $0["answers"] = ($0["answers"] as! [[String: Any]]).prefix(5).map { $0 } }
    let results = try table.score(GradientAnswers(five, for: table))
    #expect(results.count == 14 && results.count { $0.verdict == .unanswered && $0.isWrong } == 9)
    #expect(results.count { $0.verdict == .right } == 5)
    let declared = try Self.file("third-order", ", \"unsupported\": \"no third order\"")
    for r in try table.score(GradientAnswers(declared, for: table)) {
      #expect(r.verdict == (r.case == "third-order" ? .unsupported : .right) && !r.isWrong)
      #expect(r.case != "third-order" || r.message == "no third order")
    }
  }

  /// What numbers show without a model of what gave them: any factor, any exchange, single precision of any
  /// program.
  @Test func described() throws {
    let table = try GradientTable.standard()
    func named(_ change: ([Double]) -> [Double]) throws -> [String: Int] {
      let data = try Self.file { object in
        object["answers"] = table.questions.map { q in
          ["question": q.name, "gradient": change(q.gradient.map { Double($0.number) })] as [String: Any]
        }
      }
      let results = try table.score(GradientAnswers(data, for: table), Self.conditionedTruths)
      return Dictionary(grouping: results.filter(\.isWrong), by: { $0.fault ?? "-" }).mapValues(\.count)
    }
    #expect(try named { $0.map { _ in 0 } } == ["zero-gradient": 14])
    #expect(try named { $0.map { $0 / 3 } } == ["constant-factor": 14])
    #expect(try named { $0.map { $0 * 2 } } == ["constant-factor": 14])
    #expect(try named { $0.map { $0 / 2 } } == ["factor-two-missing": 14])
    #expect(try named { g in Array(g.dropFirst() + g.prefix(1)) } == ["components-leaked": 14])
    #expect(try named { g in g.enumerated().map { $0 == 1 ? $1 + g[2] : $1 } } == ["components-leaked": 14])
    // Rounded once: what a program in single precision can at best give.
    #expect(try named { $0.map { Double(Float($0)) } } == ["single-precision-named-double": 14])
    // No name for what is merely wrong.
    let other = try named { g in g.enumerated().map { $1 * (1 + 0.01 * Double($0 + 1)) + 0.37 } }
    #expect(other == ["-": 14], "\(other)")
  }

  @Test func whatIsWrongWithAFile() throws {
    let table = try GradientTable.standard()
    func error(_ data: Data) -> String {
      do {
        _ = try GradientAnswers(data, for: table)
        return "accepted"
      } catch { return "\(error)" }
    }
    func changed(_ change: (inout [String: Any]) -> Void) throws -> String { error(try Self.file(change)) }
    #expect(error(Data("{\"schema\": 1,".utf8)).contains("not JSON"))
    #expect(error(Data("".utf8)).contains("not JSON"))
    #expect(error(Data("[]".utf8)).contains("top level"))
    #expect(try changed { $0["schema"] = nil }.contains("lacks \"schema\""))
    #expect(try changed { $0["schema"] = 2 }.contains("is 2"))
    #expect(try changed { $0["precision"] = "float16" }.contains("precision"))
    #expect(try changed { $0["answers"] = [Any]() }.contains("empty"))
    let missing = try changed { Self.change(&$0, answer: 1) { $0["gradient"] = nil } }
    #expect(missing.contains("answers[1]") && missing.contains("lacks \"gradient\""))
    let type = try changed { Self.change(&$0, answer: 0) { $0["gradient"] = [1.0, "x"] as [Any] } }
    #expect(type.contains("answers[0].gradient[1]"), "\(type)")
    let length = try changed { Self.change(&$0, answer: 2) { $0["gradient"] = [1.0] } }
    #expect(length.contains("answers[2].gradient") && length.contains("has 1 numbers"))
    let name = try changed { Self.change(&$0, answer: 0) { $0["question"] = "dirct" } }
    #expect(name.contains("dirct") && name.contains("direct"))
    let twice = try changed { Self.change(&$0, answer: 1) { $0["question"] = "direct" } }
    #expect(twice.contains("second time"))
    let both = try changed { Self.change(&$0, answer: 3) { $0["unsupported"] = "no" } }
    #expect(both.contains("answers[3]") && both.contains("leave one"))
    #expect(error(Data(repeating: 32, count: GradientAnswers.largest + 1)).contains("MB"))
    // Ten million numbers in a file that is small enough to be read.
    let many =
      "{\"schema\":1,\"precision\":\"float64\",\"answers\":[{\"question\":\"direct\",\"gradient\":["
      + String(repeating: "1,", count: 900_000) + "1]}]}"
    #expect(error(Data(many.utf8)).contains("900001 numbers"))
    #expect(error(Data(String(repeating: "[", count: 100_000).utf8)).contains("not JSON"))
  }
}
