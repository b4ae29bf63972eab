import Foundation
import Differentiation
import PDE
import Problems
import Reference
import Strategies
import Training
let a = CommandLine.arguments
let problem = try Catalogue.problem(a[1])
let clock = ContinuousClock()
let grid = try problem.domain.grid(problem.testGrid)
let truth = try grid.map { try problem.reference.value(at: $0).value }
var r = problem.recipe
if a.count > 4 { r.hidden = a[4].split(separator: ",").map { Int($0)! }; r.points = Int(a[5])!; r.warmUp = Int(a[6])!; r.learningRate = Double(a[7])!; r.steps = Int(a[8])!; r.resampling = Int(a[9])! }
for s in StrategyCatalogue.all where a[3] == "all" || s.name == a[3] {
  for seed in a[2].split(separator: ",") {
  var sol: TrainedSolution!
  let d = try clock.measure { sol = try TrainingRun(problem, s, seed: Int(seed)!, recipe: r).train() }
  let v = try sol.jets(grid)
  let i = sol.indices.firstIndex(of: .value)!
  var e = 0.0, n = 0.0
  for (r, j) in zip(truth, v) { e += (j[0][i]-r)*(j[0][i]-r); n += r*r }
  print(s.name, seed, (e/n).squareRoot(), sol.losses.last!, sol.losses.count, d)
  if problem.name == "burgers" { print(try sol.jets([problem.domain.point([0, 0.51046975928684147])])[0][0], sol.indices) }
}
}
