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
  static let yardsticks = Yardsticks()

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
    .coordinatesSwapped, .singlePrecision, .adjointOverwritten,
  ]) func faults(_ fault: Fault) throws {
    let table = try GradientTable.standard()
    let entry = DifferentiatorEntry(fault.differentiator)
    let data = try Self.file { object in
      object["answers"] = try! table.questions.map { q in
        ["question": q.name, "gradient": try entry.gradient(of: q.question(), .float64)] as [String: Any]
      }
    }
    let wrong = try table.score(GradientAnswers(data, for: table), Self.yardsticks).filter {
      $0.verdict == .wrong
    }
    #expect(!wrong.isEmpty)
    let named = wrong.count { $0.faults.contains(fault.rawValue) }
    #expect(2 * named > wrong.count, "\(fault): \(wrong.map { $0.fault ?? "-" })")
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
    let text = String(decoding: try Self.file(), as: UTF8.self)
    let number = try #require(text.range(of: "-?[0-9]+\\.[0-9e-]+", options: .regularExpression))
    let nan = error(Data(text.replacingCharacters(in: number, with: "NaN").utf8))
    #expect(nan.contains("line 1") && nan.contains("no finite number"), "\(nan)")
    #expect(error(Data(repeating: 32, count: GradientAnswers.largest + 1)).contains("MB"))
    // Ten million numbers in a file that is small enough to be read.
    let many =
      "{\"schema\":1,\"precision\":\"float64\",\"answers\":[{\"question\":\"direct\",\"gradient\":["
      + String(repeating: "1,", count: 900_000) + "1]}]}"
    #expect(error(Data(many.utf8)).contains("900001 numbers"))
    #expect(error(Data(String(repeating: "[", count: 100_000).utf8)).contains("not JSON"))
  }
}
