import Differentiation
import Foundation
import Strategies

/// Another program's answers to the golden vectors, read from a file.
///
///     {"schema": 1, "precision": "float64", "answers": [{"question": "direct", "gradient": [0.1, …]}, …]}
public struct GradientAnswers: Sendable {
  public let precision: GradientPrecision
  /// By question.
  public let gradients: [(question: String, gradient: [Double])]

  /// The largest file that is read, in bytes: some hundred times the table's own answers.
  public static let largest = 2_000_000

  private struct File: Decodable {
    struct Answer: Decodable {
      let question: String
      let gradient: [Double]
    }
    let schema: Int
    let precision: GradientPrecision
    let answers: [Answer]
  }

  /// - Throws: ``GradientAnswersError``: what is wrong with the file, where, and the cure.
  public init(_ data: Data, for table: GradientTable) throws(GradientAnswersError) {
    if data.count > Self.largest { throw .tooLarge(data.count) }
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: data)
    } catch let error as DecodingError {
      throw Self.error(error, data)
    } catch {
      throw .notJSON("\(error)")
    }
    if file.schema != GradientTable.schema { throw .schema(file.schema) }
    if file.answers.isEmpty { throw .empty }
    var seen: Set<String> = []
    for (i, answer) in file.answers.enumerated() {
      guard let question = table.questions.first(where: { $0.name == answer.question }) else {
        throw .question(answer.question, place: "answers[\(i)].question", known: table.questions.map(\.name))
      }
      if !seen.insert(answer.question).inserted { throw .twice(answer.question, place: "answers[\(i)]") }
      if answer.gradient.count != question.gradient.count {
        throw .length(
          answer.gradient.count, expected: question.gradient.count, question: answer.question,
          place: "answers[\(i)].gradient")
      }
      if let j = answer.gradient.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(place: "answers[\(i)].gradient[\(j)]")
      }
    }
    precision = file.precision
    gradients = file.answers.map { ($0.question, $0.gradient) }
  }

  private static func error(_ error: DecodingError, _ data: Data) -> GradientAnswersError {
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
      let lines = String(decoding: data, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      if let i = lines.firstIndex(where: { $0.contains("NaN") || $0.contains("Infinity") }) {
        return .notFinite(place: "line \(i + 1)")
      }
      return .notJSON(
        (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
          ?? context.debugDescription)
    @unknown default: return .notJSON("\(error)")
    }
  }
}

extension GradientTable {
  /// The verdicts on another program's answers, faults by name.
  /// - Parameter strategy: what the program is called.
  /// - Parameter yardsticks: keeps what is measured, for more than one set of answers.
  public func score(
    _ answers: GradientAnswers, as strategy: String = "answers", _ yardsticks: Yardsticks = Yardsticks()
  ) throws -> [GradientResult] {
    return try answers.gradients.flatMap { name, gradient -> [GradientResult] in
      guard let entry = questions.first(where: { $0.name == name }) else { return [] }
      let posed = Posed(family: "golden", try entry.question(), right: entry.gradient.map(\.number))
      return [
        try posed.result(
          of: DifferentiatorEntry(Given(name: strategy, gradient: gradient)), answers.precision, yardsticks)
      ]
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
public enum GradientAnswersError: Error, Equatable, CustomStringConvertible {
  case tooLarge(Int)
  case notJSON(String)
  case missing(String, place: String)
  case type(place: String, String)
  case schema(Int)
  case empty
  case question(String, place: String, known: [String])
  case twice(String, place: String)
  case length(Int, expected: Int, question: String, place: String)
  case notFinite(place: String)

  public var description: String {
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
    case .notFinite(let place):
      "\(place) is no finite number: leave the question out, and the others are scored"
    }
  }
  private static let form =
    "{\"schema\": 1, \"precision\": \"float64\" or \"float32\", \"answers\": [{\"question\": NAME, \"gradient\": "
    + "[NUMBERS]}]}"
}
