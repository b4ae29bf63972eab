// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import Strategies
import Threads

/// Another program's answers to the golden vectors, read from a file.
///
///     {"schema": 1, "precision": "float64", "answers": [
///       {"question": "direct", "gradient": [0.1, NaN, …]}, {"question": "shared", "unsupported": "why"}, …]}
///
/// A component may be `null`, and NaN or an infinity as JSON's writers in other languages spell them, with
/// quotes or without: each is an answer that is not a number. So is `"gradient": null`.
package struct GradientAnswers: Sendable {
  package let precision: GradientPrecision
  /// By question.
  package let answers: [(question: String, answer: Answer)]

  package enum Answer: Sendable {
    case gradient([Double])
    /// The program says that it cannot answer, and why.
    case unsupported(String)
  }

  /// The largest file that is read, in bytes: some hundred times the table's own answers.
  package static let largest = 2_000_000

  private struct File: Decodable {
    struct Answer: Decodable {
      let question: String
      /// nil where it is left out; one nil where it is null.
      let gradient: [Double?]??
      let unsupported: String?

      enum CodingKeys: CodingKey { case question, gradient, unsupported }
      init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        question = try c.decode(String.self, forKey: .question)
        unsupported = try c.decodeIfPresent(String.self, forKey: .unsupported)
        gradient =
          c.contains(.gradient) ? .some(try c.decodeIfPresent([Double?].self, forKey: .gradient)) : nil
        if gradient == nil, unsupported == nil {
          _ = try c.decode([Double?].self, forKey: .gradient)
        }
      }
    }
    let schema: Int
    let precision: GradientPrecision
    let answers: [Answer]
  }

  /// - Throws: ``GradientAnswersError``: what is wrong with the file, where, and the cure.
  package init(_ data: Data, for table: GradientTable) throws(GradientAnswersError) {
    if data.count > Self.largest { throw .tooLarge(data.count) }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let file: File
    do {
      file = try decoder.decode(File.self, from: NotANumberTokens.quoted(data))
    } catch let error as DecodingError {
      throw Self.error(error)
    } catch {
      throw .notJSON("\(error)")
    }
    if file.schema != GradientTable.schema { throw .schema(file.schema) }
    if file.answers.isEmpty { throw .empty }
    var seen: Set<String> = []
    var found: [(String, Answer)] = []
    for (i, answer) in file.answers.enumerated() {
      guard let question = table.questions.first(where: { $0.name == answer.question }) else {
        throw .question(answer.question, place: "answers[\(i)].question", known: table.questions.map(\.name))
      }
      if !seen.insert(answer.question).inserted { throw .twice(answer.question, place: "answers[\(i)]") }
      guard let given = answer.gradient else {
        found.append((answer.question, .unsupported(answer.unsupported ?? "")))
        continue
      }
      if answer.unsupported != nil { throw .both(place: "answers[\(i)]") }
      let expected = question.gradient.count
      let gradient = given?.map { $0 ?? .nan } ?? [Double](repeating: .nan, count: expected)
      if gradient.count != expected {
        throw .length(
          gradient.count, expected: expected, question: answer.question, place: "answers[\(i)].gradient")
      }
      found.append((answer.question, .gradient(gradient)))
    }
    precision = file.precision
    answers = found
  }

  private static func error(_ error: DecodingError) -> GradientAnswersError {
    func place(_ path: [any CodingKey]) -> String {
      let text = path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
      return text.isEmpty ? "the top level" : String(text.drop { $0 == "." })
    }
    switch error {
    case .keyNotFound(let key, let context):
      return .missing(key.stringValue, place: place(context.codingPath))
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return .type(place: place(context.codingPath), context.debugDescription)
    case .dataCorrupted(let context):
      if !context.codingPath.isEmpty {
        return .type(place: place(context.codingPath), context.debugDescription)
      }
      return .notJSON(
        context.underlyingError.map { String(reflecting: $0) } ?? context.debugDescription)
    @unknown default: return .notJSON("\(error)")
    }
  }
}

extension GradientTable {
  /// The verdicts on another program's answers, faults by name: one result a question of the table, whether
  /// it is answered or not.
  /// - Parameter strategy: what the program is called.
  /// - Parameter conditionedTruths: keeps what is measured, for more than one set of answers.
  package func score(
    _ answers: GradientAnswers, as strategy: String = "answers",
    _ conditionedTruths: ConditionedTruths = ConditionedTruths()
  ) throws -> [GradientResult] {
    let given = Dictionary(uniqueKeysWithValues: answers.answers.map { ($0.question, $0.answer) })
    return try questions.map { entry in
      try Job.goOn()
      let posed = Posed(family: "golden", try entry.question(), right: entry.gradient.map(\.number))
      switch given[entry.name] {
      case .gradient(let gradient):
        return try posed.result(
          of: DifferentiatorEntry(Given(name: strategy, gradient: gradient)), answers.precision,
          conditionedTruths)
      case .unsupported(let reason):
        return posed.result(without: .unsupported, because: reason, of: strategy, answers.precision)
      case nil:
        return posed.result(
          without: .unanswered, because: "no answer: give one, or say \"unsupported\" and why", of: strategy,
          answers.precision)
      }
    }.diagnosed
  }

  /// What a file says.
  private struct Given: Differentiator {
    let name: String
    let gradient: [Double]
    func gradient<T: Scalar>(of question: Question, at theta: [T]) throws -> [T] { gradient.map { T($0) } }
  }
}

/// What is wrong with a file of answers.
package enum GradientAnswersError: Error, Equatable, CustomStringConvertible {
  case tooLarge(Int)
  case notJSON(String)
  case missing(String, place: String)
  case type(place: String, String)
  case schema(Int)
  case empty
  case question(String, place: String, known: [String])
  case twice(String, place: String)
  case length(Int, expected: Int, question: String, place: String)
  case both(place: String)

  package var description: String {
    switch self {
    case .tooLarge(let bytes):
      "it has \(bytes / 1_000_000) MB, and at most \(GradientAnswers.largest / 1_000_000) MB are read: write one "
        + "gradient a question"
    case .notJSON(let why): "it is not JSON: \(why)"
    case .missing(let key, let place): "\(place) lacks \"\(key)\": write \(GradientAnswersError.form)"
    case .type(let place, let why): "\(place): \(why) Write \(GradientAnswersError.form)"
    case .schema(let version):
      "\"schema\" is \(version), and this version reads \(GradientTable.schema): answer the table that it exports"
    case .empty: "\"answers\" is empty: answer at least one question"
    case .question(let name, let place, let known):
      "\(place): there is no question \"\(name)\"; there are \(known.joined(separator: ", "))"
    case .twice(let name, let place): "\(place): \"\(name)\" is answered a second time: leave one"
    case .length(let count, let expected, let question, let place):
      "\(place) has \(count) numbers, and \(question) has \(expected) parameters: give each its derivative, in the "
        + "table's order"
    case .both(let place): "\(place) has a \"gradient\" and is \"unsupported\": leave one"
    }
  }
  private static let form =
    "{\"schema\": 1, \"precision\": \"float64\" or \"float32\", \"answers\": [{\"question\": NAME, \"gradient\": "
    + "[NUMBERS]} or {\"question\": NAME, \"unsupported\": WHY}]}"
}
