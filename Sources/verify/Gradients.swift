import ArgumentParser
import Foundation
import Plumbline

struct Gradients: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Judge gradients.")
  func run() async throws {
    let y = Yardsticks()
    let t = Date()
    var n = 0
    for c in CaseCatalogue.all {
      let posed = Posed(c)
      for p in GradientPrecision.allCases {
        for e in DifferentiatorCatalogue.all {
          let r = try posed.result(of: e, p, y)
          n += 1
          if r.verdict == .wrong || r.verdict == .unsupported || (!e.isApproximate && r.error ?? 0 > 8) { print(r.case, "|", r.nesting, p, r.verdict, r.error ?? -1, r.kappaU ?? -1, r.fault ?? "", r.message ?? "") }
        }
      }
    }
    print(n, Date().timeIntervalSince(t))
    let seeds = Int(ProcessInfo.processInfo.environment["SEEDS"] ?? "2")!
    for law in LawCatalogue.all {
      let t = Date()
      let all = try law.results(of: DifferentiatorCatalogue.all, seeds: seeds)
      print(law.name, all.count, all.map(\.samples).reduce(0, +), Date().timeIntervalSince(t))
      for r in all where !r.holds { print("  ", r.nesting, r.precision, r.message ?? "") }
    }
    var worst: [String: (Double, String)] = [:]
    let tn = Date()
    for seed in 1...Int(ProcessInfo.processInfo.environment["NETS"] ?? "20")! {
      let q = try RandomNetwork.posed(seed)
      for p in GradientPrecision.allCases { for e in DifferentiatorCatalogue.all {
        let r = try q.result(of: e, p, y)
        let k = "\(r.nesting) \(p) \(r.verdict == .wrong ? "WRONG" : "")"
        if (r.error ?? 1e99) > worst[k]?.0 ?? -1 { worst[k] = (r.error ?? 1e99, r.case + " " + (r.message ?? "")) }
      } }
    }
    print("nets", Date().timeIntervalSince(tn))
    for (k, v) in worst.sorted(by: { $0.key < $1.key }) { print(k, v) }
  }
}
