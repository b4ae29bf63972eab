import Differentiation
import Testing

/// The known cases of nested differentiation in every pair of levels: 5 × 5 by type, and tags of one type.
@Suite struct PerturbationConfusionTests {
  @Test(arguments: rationalCases) func rational(_ example: any NestingCase) throws {
    let right = try Self.rational(example.right)
    for (fault, value) in example.wrong {
      #expect(try Self.rational(value) != right, "\(example.name) cannot tell right from: \(fault)")
    }
    for nesting in Nesting<Rational>.all {
      let found = nesting.value(example)
      #expect(found == right, "\(example.name) by \(nesting): \(Self.name(found, example)), not \(right)")
    }
  }

  @Test(arguments: realCases) func real(_ example: any NestingCase) throws {
    let right = try #require(Double(example.right))
    let unit = right.magnitude * example.condition * Double.ulpOfOne / 2
    for (fault, value) in example.wrong {
      let wrong = try #require(Double(value))
      #expect((wrong - right).magnitude > 1e6 * unit, "\(example.name) cannot tell right from: \(fault)")
    }
    for nesting in Nesting<Double>.all {
      let found = nesting.value(example)
      let units = (found - right).magnitude / unit
      #expect(units <= 4, "\(example.name) by \(nesting): \(found), \(units) units from \(right)")
    }
  }

  static func rational(_ text: String) throws -> Rational {
    let parts = try text.split(separator: "/").map { try #require(Double($0)) }
    return parts.count == 1 ? Rational(parts[0]) : Rational(parts[0]) / Rational(parts[1])
  }
  /// A wrong value by the fault that gives it.
  static func name(_ found: Rational, _ example: any NestingCase) -> String {
    let fault = example.wrong.first { (try? rational($0.value)) == found }?.key
    return "\(found)" + (fault.map { " (\($0))" } ?? "")
  }
}
