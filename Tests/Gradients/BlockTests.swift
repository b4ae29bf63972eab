import Strategies
import Testing

@testable import Gradients

/// The engine that trains, in the same units: blocks full and half full, layers shared, saturated, several unknowns.
@Suite struct BlockTests {
  @Test(arguments: StrategyCatalogue.all.filter { !$0.isApproximate }.map(\.name)) func engine(_ name: String)
    throws
  {
    let strategy = try #require(StrategyCatalogue.named(name))
    let results = try BlockCheck.results(strategies: [strategy])
    #expect(results.count == 72)
    for r in results {
      #expect(
        r.verdict == .right, "\(r.case), \(r.nesting), \(r.precision): \(r.error ?? .nan) \(r.message ?? "")")
    }
  }
}
