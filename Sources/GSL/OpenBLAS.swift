// SPDX-License-Identifier: MIT

/// What OpenBLAS says of itself. It has kernels for each processor that its version knows, and takes those of
/// an old one, without a word, where it does not know the one at hand: they do a third of what that can.
package struct OpenBLAS: Sendable {
  /// As `OpenBLAS 0.3.21`.
  package let version: String
  /// The processor that the kernels in use were made for.
  package let core: String
  /// Whether the code beside it may use registers of 256 bits and fused products.
  let isBesideAVX2: Bool

  package init(version: String, core: String, isBesideAVX2: Bool) {
    self.version = version
    self.core = core
    self.isBesideAVX2 = isBesideAVX2
  }

  /// Processors without registers of 256 bits, and no processor in particular.
  private static let old: Set<String> = [
    "unknown", "generic", "katmai", "coppermine", "northwood", "banias", "prescott", "core2", "penryn",
    "dunnington",
    "nehalem", "atom", "nano", "athlon", "opteron", "opteron_sse3", "barcelona", "bobcat",
  ]

  /// Whether the package's own kernels are the faster ones.
  package var isFallback: Bool { isBesideAVX2 && Self.old.contains(core.lowercased()) }

  /// What computes, in words.
  package var description: String {
    isFallback
      ? "own kernels (\(version) has only \(core) kernels for this processor)" : "\(version), \(core) kernels"
  }
}

extension GSL {
  /// nil where the manifest has not linked it.
  static let openBLAS: OpenBLAS? = {
    #if OPENBLAS
      let words = String(cString: openblas_get_config()).split(separator: " ").prefix(2)
      return OpenBLAS(
        version: words.joined(separator: " "), core: String(cString: openblas_get_corename()),
        isBesideAVX2: plumbline_has_avx2())
    #else
      return nil
    #endif
  }()

  /// What multiplies matrices: OpenBLAS by name, with the processor its kernels were made for, or the
  /// package's own kernels, with the reason.
  package static var blas: String {
    openBLAS?.description ?? "own kernels (no OpenBLAS was there when this was built)"
  }

  /// Whether OpenBLAS multiplies matrices: GSL's own BLAS is a plain triple loop, and a fallback's kernels
  /// are slow.
  package static let hasOptimisedBLAS = openBLAS.map { !$0.isFallback } ?? false
}
