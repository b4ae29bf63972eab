import DampedOscillator
import Foundation
import Plumbline

// Trains the problem with every strategy through the driver, and says what came of it.
let problem = DampedOscillator(try Settings(["delta": 0.3], for: DampedOscillator.parameters))
print(Equation(problem).ascii.joined(separator: "\n"))
let agreement = try problem.reference.check()
print(
  "reference: \(agreement.holds ? "both methods agree" : "the methods DISAGREE") to \(agreement.difference)")

let cells = try StrategyCatalogue.all.map { try Cell(problem, settings: ["delta": 0.3], strategy: $0) }
let results = try await Runner().run(cells)
for r in results {
  print(
    "\(r.id): \(r.verdict.rawValue), relative L2 \(r.relativeL2 ?? .nan), bound \(r.bound) \(r.message ?? "")"
  )
}
let passed = results.count { $0.verdict == .pass }
print("\(passed) of \(results.count) passed")
if passed < results.count { exit(1) }
