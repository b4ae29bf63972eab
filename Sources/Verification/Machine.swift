// SPDX-License-Identifier: MIT

import Foundation
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
  /// Whether the numeric kernels were compiled with optimisation for this machine.
  public let optimised: Bool

  /// This process, here.
  public static var current: Machine {
    Machine(
      system: ProcessInfo.processInfo.operatingSystemVersionString,
      cores: ProcessInfo.processInfo.activeProcessorCount, instructionSet: instructionSet, compiler: compiler,
      blas: GSL.blas, gsl: GSL.version, optimised: isOptimised)
  }

  /// The processor architecture that the code was compiled for.
  public static var instructionSet: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "other"
    #endif
  }
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
    #if NATIVE
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
