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
    for f in Fault.allCases {
      let e = DifferentiatorEntry(f.differentiator)
      let all = try CaseCatalogue.all.flatMap { c in try GradientPrecision.allCases.map { try Posed(c).result(of: e, $0, y) } }
      let caught = all.filter { $0.verdict == .wrong }.diagnosed.map { $0.fault ?? "?" }
      print(f, caught.count, Dictionary(grouping: caught, by: { $0 }).mapValues(\.count))
    }
    print(Date().timeIntervalSince(t))
  }
}
