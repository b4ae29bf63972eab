// SPDX-License-Identifier: MIT

import GSL
import Testing

/// Which kernels multiply matrices, by the processor that OpenBLAS says they were made for.
@Suite struct OpenBLASTests {
  private func openBLAS(_ core: String, _ isBesideAVX2: Bool = true) -> OpenBLAS {
    OpenBLAS(version: "OpenBLAS 0.3.21", core: core, isBesideAVX2: isBesideAVX2)
  }

  @Test(arguments: [
    "Prescott", "Core2", "Nehalem", "Opteron_SSE3", "Barcelona", "Bobcat", "generic", "Unknown",
  ])
  func fallbacks(core: String) {
    #expect(openBLAS(core).isFallback)
    #expect(
      openBLAS(core).description
        == "own kernels (OpenBLAS 0.3.21 has only \(core) kernels for this processor)")
    // Where the own kernels are no faster it is used as it is.
    #expect(!openBLAS(core, false).isFallback)
  }

  /// A name that is not known yet is of a newer processor.
  @Test(arguments: ["Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids", "Sandybridge", "Tomorrow"])
  func madeForIt(core: String) {
    #expect(!openBLAS(core).isFallback)
    #expect(openBLAS(core).description == "OpenBLAS 0.3.21, \(core) kernels")
  }
}
