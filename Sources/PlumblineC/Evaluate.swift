import Differentiation
import PDE

@c(plumbline_evaluate)
public func evaluate(
  _ problem: OpaquePointer?, _ derivative: UnsafePointer<CChar>?, _ points: UnsafePointer<Double>?,
  _ n: Int64,
  _ d: Int64, _ values: UnsafeMutablePointer<Double>?, _ bars: UnsafeMutablePointer<Double>?, _ m: Int64,
  _ error: UnsafeMutablePointer<CChar>?, _ errorSize: Int64
) -> Int32 {
  TextBuffer(error, errorSize).report {
    let state = try OpenProblem.at(problem).state
    let index = try derivative.map { try state.index(text($0, "the derivative's name")) } ?? .value
    let (domain, unknowns) = (state.problem.domain, state.problem.unknowns)
    // The counts as the caller has them, so that a parameter set meanwhile cannot lead outside the caller's memory.
    guard d == domain.coordinates.count else {
      throw PointError.count(Int(clamping: d), expected: domain.coordinates)
    }
    guard m == unknowns else {
      throw Refusal(.count, "there are \(unknowns) unknowns here, not \(m): make room for that many a point")
    }
    guard n >= 0, n <= Int64.max / 8 / max(d, m) else {
      throw Refusal(.count, "there cannot be \(n) points: give how many rows there are")
    }
    if n == 0 { return }
    guard let points, let values else {
      throw Refusal(.null, "\(points == nil ? "points" : "values") is NULL: give room for \(n) rows")
    }
    for i in 0..<Int(n) {
      let row = (0..<Int(d)).map { points[i * Int(d) + $0] }
      do {
        let measured = try state.reference.measure([index], at: domain.point(row))
        for (k, unknown) in measured.prefix(unknowns).enumerated() {
          guard unknown[0].value.isFinite, unknown[0].bar.isFinite else {
            throw Refusal(.undefined, "the value is not finite: leave the point out")
          }
          values[i * unknowns + k] = unknown[0].value
          bars?[i * unknowns + k] = unknown[0].bar
        }
      } catch {
        let refusal = Refusal(error)
        throw Refusal(refusal.status, "point \(i): \(refusal.text)")
      }
    }
  }
}
