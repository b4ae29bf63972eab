// SPDX-License-Identifier: MIT

import Foundation
import Plumbline

// Loss and gradient of three equations by every strategy, in turn.
//
//     swift run --package-path Benchmarks bench [--rounds 21] [--threads 1] [--article FILE]
//
//     bench serve [--threads 1]         answers Benchmarks/run
//     bench accuracy --problem NAME [--seed 1] [--steps N] [--points N] ...     one training, its error and time
//
// With --article the answer to "which strategy should I use?" in that file is written anew.
let arguments = CommandLine.arguments
func option(_ name: String) -> String? {
  arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
}
let threads = max(1, option("--threads").flatMap { Int($0) } ?? 1)
let rounds = max(1, option("--rounds").flatMap { Int($0) } ?? 21)

if arguments.contains("serve") {
  var server = Server(threads: threads)
  try server.run()
  exit(0)
}

if arguments.contains("accuracy") {
  print(try Accuracy(option).report())
  exit(0)
}

let only = option("--only")
let second = try Workload("u_t + u u_x = nu u_xx", try Catalogue.problem("burgers"))
  .evaluate(rounds: rounds, threads: threads, only: only)
if arguments.contains("--second") {
  print(second.table)
  exit(0)
}
let fourth = try Workload("u_t = u_xxxx", FourthOrder())
  .evaluate(rounds: rounds, threads: threads, only: only)
let laplacian = try Workload(
  "Laplacian(u) in ten dimensions", WholeLaplacian(dimensions: 10), hidden: [64, 64], points: 1000
).evaluate(rounds: rounds, threads: threads, only: only)
for timing in [second, fourth, laplacian] { print(timing.table) }

if let path = option("--article") {
  let url = URL(fileURLWithPath: path)
  let text = try String(contentsOf: url, encoding: .utf8)
  try Advice(second, fourth, laplacian).written(into: text).write(to: url, atomically: true, encoding: .utf8)
}
