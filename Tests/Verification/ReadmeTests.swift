import Plumbline
import Testing

/// The README's example, as it stands there.
@Suite struct ReadmeTests {
  @Test func libraryExample() throws {
    let burgers = try Catalogue.problem("burgers", ["nu": 0.02])
    let u = try burgers.reference.value(at: burgers.domain.point([0.5, 0.5]))
    #expect(u.bar < 1e-13 && abs(u.value) > 0.1)

    let slope = derivative(at: 2.0) { x in x * derivative(at: Dual(1, 0)) { y in Dual(x, 0) * y } }
    #expect(slope == 4)
  }
}
