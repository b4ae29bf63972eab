// SPDX-License-Identifier: MIT

import Foundation
import GSL

/// What the figures were made on.
package struct Machine: Codable, Sendable, Equatable {
  package let system: String
  package let cores: Int
  package let instructionSet: String
  package let compiler: String
  /// The BLAS that GSL's calls resolve to.
  package let blas: String
  package let gsl: String
  /// Whether the numeric kernels were compiled with optimisation for this machine.
  package let optimised: Bool

  /// This process, here.
  package static var current: Machine {
    Machine(
      system: ProcessInfo.processInfo.operatingSystemVersionString,
      cores: ProcessInfo.processInfo.activeProcessorCount, instructionSet: instructionSet, compiler: compiler,
      blas: GSL.blas, gsl: GSL.version, optimised: isOptimised)
  }

  /// The processor architecture that the code was compiled for.
  package static var instructionSet: String {
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
