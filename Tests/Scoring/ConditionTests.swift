// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Scoring

/// Files that fulfil the equation with other conditions, or another equation with the problem's: the
/// condition, the term and the diffusion are named, on grids that reach the faces and on others.
@Suite struct ConditionTests {
  private func score(
    _ planted: Planted, as name: String? = nil, _ u: ([Double]) -> Double
  ) throws -> FileScore {
    var planted = planted
    planted.values = [planted.nodes.map(u)]
    return try Scorer(problem: name ?? planted.problem.name).score(planted)
  }
  private func expect(_ score: FileScore, _ code: Mistake, subject: String, at places: Set<String> = []) {
    let found = score.diagnosis.first
    #expect(score.diagnosis.count == 1 && found?.code == code.rawValue, "\(score.diagnosis)")
    #expect(found?.subject == subject, "\(score.diagnosis)")
    #expect(Set(found?.places.map(\.name) ?? []) == places, "\(score.diagnosis)")
  }

  /// Sides without a flux in place of cold ones: the cosines of sin πx at the top. The corners have a kink.
  @Test func insulatedSides() throws {
    let score = try score(Planted("laplace", [33, 29])) { place in
      stride(from: 2.0, to: 200, by: 2).reduce(2 / .pi * place[1]) { sum, n in
        let (k, y) = (n * .pi, place[1])
        let rise = exp(k * (y - 1)) * (1 - exp(-2 * k * y)) / (1 - exp(-2 * k))
        return sum + 4 / .pi / (1 - n * n) * cos(k * place[0]) * rise
      }
    }
    let found = try #require(score.diagnosis.first)
    let insulated = found.places.filter { $0.isFlat == true }
    expect(score, .boundaryCondition, subject: found.places.first?.name ?? "", at: ["x = 0", "x = 1"])
    #expect(insulated.count == 2 && insulated.allSatisfy { $0.unknown == "u" }, "\(found)")
  }

  /// One end insulated, on cell centres: no node lies on the face.
  @Test func insulatedEnd() throws {
    var planted = try Planted("heat", [3, 2])
    planted.axes = [(0..<32).map { (Double($0) + 0.5) / 32 }, (1...24).map { 0.2 * Double($0) / 24 }]
    let score = try score(planted, as: "heat-step") { place in
      (0..<60).reduce(0) { sum, n in
        let k = (Double(n) + 0.5) * .pi
        return sum + 2 / k * sin(k * place[0]) * exp(-k * k * place[1])
      }
    }
    expect(score, .boundaryCondition, subject: "x = 1", at: ["x = 1"])
    #expect(score.diagnosis.first?.places.first?.isFlat == true, "\(score.diagnosis)")
    let json = String(decoding: try JSONEncoder().encode(score.diagnosis), as: UTF8.self)
    #expect(json.contains("\"is_flat\":true"), "\(json)")
  }

  /// A start that is wrong because an end is: both are said.
  @Test func warmEnd() throws {
    let score = try score(Planted("heat", [33, 21])) {
      sin(.pi * $0[0]) * exp(-0.4 * .pi * .pi * $0[1]) + 0.1 * $0[0]
    }
    expect(score, .initialState, subject: "t", at: ["x = 1"])
    let end = try #require(score.diagnosis.first?.places.first)
    #expect(abs(end.error - 0.1) < 1e-9 && end.isFlat == false, "\(score.diagnosis)")
  }

  /// u_tt = u_xx − x cos t + x² cos² t by the leapfrog with dt = dx, which is exact for waves: without the
  /// square the ends' data do not match the equation at the corners, and kinks run through the whole field.
  @Test func aTermDroppedUnderKinks() throws {
    let (n, ratio) = (161, 4)
    let h = 2 / Double(n - 1)
    let steps = Int((5 / h).rounded())
    let x = (0..<n).map { -1 + h * Double($0) }
    func source(_ i: Int, _ t: Double) -> Double { -x[i] * cos(t) + pow(x[i] * cos(t), 2) }
    var (before, now) = (x, x)
    var levels = [x]
    for step in 1...steps {
      let t = h * Double(step - 1)
      var next = x.map { $0 * cos(h * Double(step)) }
      for i in 1..<n - 1 {
        let sum = now[i - 1] + now[i + 1] + h * h * source(i, t)
        next[i] = step == 1 ? sum / 2 : sum - before[i]
      }
      (before, now) = (now, next)
      levels.append(next)
    }
    var planted = try Planted("klein-gordon", [3, 2])
    let times = stride(from: 0, through: steps, by: 8).map { $0 }
    let places = stride(from: 0, to: n, by: ratio).map { $0 }
    planted.axes = [places.map { x[$0] }, times.map { h * Double($0) }]
    planted.values = [places.flatMap { i in times.map { levels[$0][i] } }]
    let score = try Scorer(problem: "klein-gordon").score(planted)
    expect(score, .droppedTerm, subject: "u*u")
  }

  /// What a scheme of first order, upwind, makes of one wave: exact in time.
  @Test func upwind() throws {
    let h = 2 * Double.pi / 400
    let (damping, speed) = (30 * (1 - cos(h)) / h, 30 * sin(h) / h)
    let score = try score(Planted("convection", [65, 61])) {
      exp(-damping * $0[1]) * sin($0[0] - speed * $0[1])
    }
    expect(score, .numericalDiffusion, subject: "t")
    #expect(abs((score.diagnosis.first?.value ?? 0) / damping - 1) < 0.02, "\(score.diagnosis)")
  }

  /// Diffusion in place of the reaction: a widening bump and its images a period away.
  @Test func aTermReplaced() throws {
    let score = try score(Planted("reaction", [65, 41])) { place in
      let (start, width) = (pow(.pi / 4, 2.0), pow(.pi / 4, 2.0) + place[1])
      return (-3...3).reduce(0) { sum, k in
        let x = place[0] - .pi + 2 * .pi * Double(k)
        return sum + (start / width).squareRoot() * exp(-x * x / 2 / width)
      }
    }
    expect(score, .equation, subject: "u_t - 0.5*u_xx = 0")
  }

  /// The cosine is the sine's slope, and another start of the same wave: the file does not tell.
  @Test func aDerivativeThatIsASolution() throws {
    let score = try score(Planted("convection", [65, 61])) { cos($0[0] - 30 * $0[1]) }
    #expect(score.diagnosis.map(\.code) == ["derivative", "initial-state"], "\(score.diagnosis)")
    #expect(score.diagnosis.allSatisfy { $0.certainty == .possible }, "\(score.diagnosis)")
  }
}
