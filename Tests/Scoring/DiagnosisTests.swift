import Scoring
import Testing

@Suite struct DiagnosisTests {
  @Test func names() { #expect(Diagnosis(code: "a", message: "b").code == "a") }
}
