// SPDX-License-Identifier: MIT

import Foundation
import GSL
import Plumbline
import TestSupport
import Testing

/// Which kernels the command line says that it computes with.
@Suite struct KernelTests {
  private func verify(_ core: String, _ arguments: [String]) throws -> (code: Int32, out: String) {
    try OutsideProgram.run(
      [CommandLineTests.binary.path] + arguments,
      environment: CommandLineTests.environment.merging(["OPENBLAS_CORETYPE": core]) { $1 })
  }

  /// OpenBLAS takes an old processor's kernels: the package's own are used, and both `--version` and a result
  /// say so.
  @Test(.enabled(if: GSL.blas.contains("OpenBLAS 0") && Self.hasAVX2)) func oldKernels() throws {
    let version = try verify("Prescott", ["--version"])
    #expect(version.code == 0 && version.out.contains("BLAS: own kernels (OpenBLAS "), "\(version)")
    #expect(version.out.contains("has only Prescott kernels for this processor)"), "\(version)")
    let r = try verify("Prescott", ["--problem", "heat", "--strategy", "fused", "--steps", "3", "--json"])
    let document = try JSONSerialization.jsonObject(with: Data(r.out.utf8)) as? [String: Any]
    let blas = try #require((document?["machine"] as? [String: Any])?["blas"] as? String, "\(r)")
    #expect(blas.hasPrefix("own kernels (OpenBLAS"), "\(blas)")
  }

  static var hasAVX2: Bool {
    Machine.instructionSet == "x86-64-v3" || Machine.instructionSet == "x86-64-v4"
  }
}
