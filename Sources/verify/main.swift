import Foundation
import Differentiation
import PDE
import Problems
import Reference
import Strategies
import Training
let problem = try Catalogue.problem(CommandLine.arguments[1])
let clock = ContinuousClock()
print(Equation(problem).ascii)
print(clock.measure { print(try! problem.reference.check()) })
for s in StrategyCatalogue.all {
  var sol: TrainedSolution!
  let d = try clock.measure { sol = try TrainingRun(problem, s, seed: Int(CommandLine.arguments[2])!).train() }
  let grid = try problem.domain.grid(problem.testGrid)
  let v = try sol.jets(grid)
  let i = sol.indices.firstIndex(of: .value)!
  var e = 0.0, n = 0.0
  for (p, j) in zip(grid, v) { let r = try problem.reference.value(at: p).value; e += (j[0][i]-r)*(j[0][i]-r); n += r*r }
  print(s.name, (e/n).squareRoot(), sol.losses.last!, sol.losses.count, d)
  if problem.name == "burgers" { print(try sol.jets([problem.domain.point([0, 0.51046975928684147])])[0][0], sol.indices) }
}
