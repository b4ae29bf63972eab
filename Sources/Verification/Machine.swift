// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import GSL

/// What the figures were made on.
public struct Machine: Codable, Sendable, Equatable {
  public let system: String
  public let cores: Int
  public let instructionSet: String
  public let compiler: String
  /// The BLAS that GSL's calls resolve to.
  public let blas: String
  public let gsl: String
  /// Which matrix kernels there are: `wide`, for 32 registers of 512 bits, or `narrow`.
  public let kernels: String
  /// Whether the numeric kernels were compiled with optimisation.
  public let optimised: Bool

  /// This process, here.
  public static var current: Machine {
    Machine(
      system: ProcessInfo.processInfo.operatingSystemVersionString,
      cores: ProcessInfo.processInfo.activeProcessorCount, instructionSet: instructionSet, compiler: compiler,
      blas: GSL.blas, gsl: GSL.version, kernels: Processor.hasWideRegisters ? "wide" : "narrow",
      optimised: isOptimised)
  }

  /// What the code was compiled for, as compilers name it: `x86-64-v3`. A native build has the highest level that
  /// its processor has whole.
  public static var instructionSet: String { Processor.instructionSet }
  static var compiler: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #elseif compiler(>=6.2)
      "Swift 6.2"
    #else
      "Swift 6"
    #endif
  }
  static var isOptimised: Bool {
    #if OPTIMISED
      true
    #else
      // `assert` runs its condition only without optimisation.
      var debug = false
      assert(
        {
          debug = true; return true
        }())
      return !debug
    #endif
  }
}
