// SPDX-License-Identifier: MIT

import Differentiation
import Essentials
import GSL

/// What the figures were made on.
public struct Machine: Codable, Sendable, Equatable {
  public let system: String
  public let cores: Int
  /// Its name, as it says itself; empty where it says none.
  public let processor: String
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
      system: system, cores: ProcessInfo.processInfo.activeProcessorCount, processor: processorName,
      instructionSet: instructionSet, compiler: compiler,
      blas: GSL.blas, gsl: GSL.version, kernels: Processor.hasWideRegisters ? "wide" : "narrow",
      optimised: isOptimised)
  }

  private static let system = ProcessInfo.processInfo.operatingSystemVersionString
  private static let processorName: String = {
    #if os(Linux)
      let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      let line = text.split(separator: "\n").first { $0.hasPrefix("model name") || $0.hasPrefix("CPU part") }
      return line?.split(separator: ":").last?.trimmed ?? ""
    #else
      var name = [CChar](repeating: 0, count: 256)
      var count = name.count - 1
      guard sysctlbyname("machdep.cpu.brand_string", &name, &count, nil, 0) == 0 else { return "" }
      return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #endif
  }()

  /// The name of this machine in its network.
  public static var host: String { ProcessIdentity.hostName }

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
