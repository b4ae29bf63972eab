// SPDX-License-Identifier: MIT

import Benchmarking
import PDE

/// Every problem, one row each.
public enum Catalogue {
  public static let all: [any Benchmark.Type] = [
    CosineODE.self,
    HarmonicOscillator.self,
    Poisson.self,
    PoissonUniform.self,
    PoissonND.self,
    Heat.self,
    HeatStep.self,
    Laplace.self,
    LaplaceTop.self,
    LShape.self,
    Biharmonic.self,
    Burgers.self,
    BurgersWave.self,
    Helmholtz.self,
    Wave.self,
    Convection.self,
    Reaction.self,
    FisherKPP.self,
    AllenCahnWave.self,
    AllenCahn.self,
    KdVSoliton.self,
    KdV.self,
    NLS.self,
    NLSPeriodic.self,
    KuramotoSivashinsky.self,
    SineGordon.self,
    KleinGordon.self,
    FokkerPlanck.self,
    ConvectionDiffusion.self,
    Kovasznay.self,
    TaylorGreen.self,
    BlackScholes.self,
    Pendulum.self,
    VanDerPol.self,
    LotkaVolterra.self,
  ]
  public static func named(_ name: String) -> (any Benchmark.Type)? { all.first { $0.name == name } }

  /// The problem under its name with parameters set.
  ///
  /// Those who ask for standard parameters get one value, so that a reference that is computed is computed once.
  /// - Throws: ``UnknownProblem``, ``SettingError``.
  public static func problem(_ name: String, _ given: [String: Double] = [:]) throws -> any Benchmark {
    if given.isEmpty, let problem = standard[name] { return problem }
    guard let type = named(name) else { throw UnknownProblem(name: name) }
    return try type.init(given: given)
  }

  private static let standard: [String: any Benchmark] = all.reduce(into: [:]) {
    $0[$1.name] = try? $1.init(given: [:])
  }
}

public struct UnknownProblem: Error, CustomStringConvertible {
  public let name: String
  public init(name: String) { self.name = name }
  public var description: String { Suggestion.message("problem", name, Catalogue.all.map { $0.name }) }
}

extension Catalogue {
  /// Of Plumbline. A reference value that moves beyond its bar is a new major version.
  public static let version = "0.1.0"
}
