// SPDX-License-Identifier: MIT

import CProcessor

/// What the code may use, known where it is compiled: a module that inlines these asks for itself.
@usableFromInline package enum Processor {
  /// Whether a·b + c is one instruction; without it, it is a library call.
  @inlinable @inline(__always) package static var hasFusedProduct: Bool { plumbline_has_fused_product() }
  /// Whether there are 32 registers of 512 bits.
  @inlinable @inline(__always) package static var hasWideRegisters: Bool { plumbline_has_wide_registers() }
  /// The instruction set by the name that compilers know it by, such as `x86-64-v3`.
  package static var instructionSet: String { String(cString: plumbline_instruction_set()) }
}
