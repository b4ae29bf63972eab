// SPDX-License-Identifier: MIT

import Foundation
import Plumbline
import Testing

/// Names of cells as ids and as file names.
@Suite struct CellNameTests {
  static let ids = [
    "burgers/taylor/levenberg-marquardt/float64/seed1", "burgers[nu=0.02]/forward/adam-250/float32/seed12",
    "cosine-ode[length=2.0,omega=1e-05]/hyper-dual/l-bfgs-7/float64/seed0",
    "heat[alpha=-1.5]/fused/adam/float64/seed3", "my problem/fused/adam/float64/seed1",
    "my_problem/fused/adam/float64/seed1", "größe/fused/adam/float64/seed1",
    "p[a=11.0]/fused/adam/float64/seed1", "p[a1=1.0]/fused/adam/float64/seed1",
    "p[a=1.0,b=2.0]/fused/adam/float64/seed1",
    "p[a=1.0]/fused/adam/float64/seed1",
  ]

  @Test(arguments: ids) func roundTrip(id: String) throws { #expect(try CellName(id: id).id == id) }

  @Test(arguments: ids) func plainLetters(id: String) {
    let allowed = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    #expect(CellName.fileName(id).unicodeScalars.allSatisfy(allowed.contains), "\(CellName.fileName(id))")
  }

  /// Different cells have different files, also where letters of their names have to be replaced.
  @Test func different() throws {
    var ids = Self.ids
    for problem in Catalogue.all {
      for value in ["1.0", "-1.0", "10.0", "1e-05", "1e+16"] {
        let set = problem.parameters.map { "\($0.name)=\(value)" }
        for some in [[], Array(set.prefix(1)), set] where some.isEmpty || !set.isEmpty {
          let name = problem.name + (some.isEmpty ? "" : "[\(some.joined(separator: ","))]")
          ids += ["adam", "adam-1", "l-bfgs"].flatMap { o in
            ["seed1", "seed11"].map { "\(name)/fused/\(o)/float64/\($0)" }
          }
        }
      }
    }
    #expect(Set(ids.map(CellName.fileName)).count == Set(ids).count)
  }

  @Test(arguments: [
    "", "heat", "heat/fused/adam/float64/seed", "heat/fused/adam/float64/1", "heat/fused/sgd/float64/seed1",
    "heat/fused/adam-x/float64/seed1", "heat/fused/adam/float16/seed1", "heat[a]/fused/adam/float64/seed1",
    "heat[a=1,a=2]/fused/adam/float64/seed1", "heat/fused/adam/float64/seed1/x",
  ]) func malformed(id: String) { #expect(throws: CellError.self) { try CellName(id: id) } }
}
