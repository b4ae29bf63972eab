import Plumbline

/// Burgers, 2-20x8-1 tanh, 10,000 + 100 points, Float64: loss and gradient by each strategy, one thread, in turn, so that
/// a drift of the machine meets all alike. Prints the median and the spread in milliseconds.
let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 21
let only = Array(CommandLine.arguments.dropFirst(2))
let problem = try Catalogue.problem("burgers")
var recipe = problem.recipe
recipe.hidden = Array(repeating: 20, count: 8)
recipe.points = 10_000
recipe.conditionPoints = 100
let clock = ContinuousClock()

let entries = StrategyCatalogue.all.filter { only.isEmpty || only.contains($0.name) }
let objectives = try entries.map { try TrainingRun(problem, $0, recipe: recipe).objective() }
var times = [[Double]](repeating: [], count: entries.count)
var norms = [Double](repeating: 0, count: entries.count)
for round in -2..<rounds {
  for (i, objective) in objectives.enumerated() {
    let start = clock.now
    let (_, gradient) = try objective.lossAndGradient(objective.initialParameters)
    if round >= 0 { times[i].append((clock.now - start) / .milliseconds(1)) }
    norms[i] = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
print("strategy            median ms   min   max   |gradient|")
for (i, entry) in entries.enumerated() {
  let sorted = times[i].sorted()
  let cells = [sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1]].map { ($0 * 10).rounded() / 10 }
  print(entry.name.padded(20), cells.map { "\($0)".padded(6) }.joined(), norms[i])
}

extension String {
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
