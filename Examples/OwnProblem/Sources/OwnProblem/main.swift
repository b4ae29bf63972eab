// SPDX-License-Identifier: MIT

import DampedOscillator
import Foundation
import Plumbline

// Looks for what is wrong with the problem as it is stated, then trains it with every strategy through the
// driver.
let problem = try DampedOscillator(given: ["delta": 0.3])
print(Equation(problem).ascii.joined(separator: "\n"))
let found = audit(problem, ["delta": 0.3])
print(found)
if !found.passes { exit(1) }

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
