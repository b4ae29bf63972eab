// SPDX-License-Identifier: MIT

import Differentiation

/// Memory for blocks of points: it is handed out by moving a pointer, recycled by size, and
/// taken back as a whole.
///
/// Blocks carry a bare pointer to their arena, so that they are trivial values and there is no global state.
/// They are valid until the next ``reset()`` and as long as the arena lives.
@usableFromInline package final class Arena {
  @usableFromInline let store: UnsafeMutablePointer<ArenaStore>
  /// Vectors of points in each row of a block; a multiple of 4, which the matrix kernel's tile takes.
  @usableFromInline package let groups: Int

  /// - Parameter groups: rounded up to a multiple of 4.
  @usableFromInline package init(groups: Int = 4) {
    self.groups = max(4, (groups + 3) / 4 * 4)
    store = .allocate(capacity: 1)
    store.initialize(to: ArenaStore(groups: self.groups))
  }
  deinit {
    for slab in store.pointee.slabs { slab.deallocate() }
    store.deinitialize(count: 1)
    store.deallocate()
  }
  /// Takes everything back. Blocks made before are no longer valid.
  @usableFromInline package func reset() { store.pointee.reset() }
  /// Bytes reserved from the system.
  @usableFromInline package var capacity: Int { store.pointee.slabs.reduce(0) { $0 + $1.count } }
}

@usableFromInline struct ArenaStore {
  @usableFromInline let groups: Int
  @usableFromInline var slabs: [UnsafeMutableRawBufferPointer] = []
  @usableFromInline var slab = -1
  @usableFromInline var used = 0
  /// Free blocks by size: each holds the address of the next.
  @usableFromInline var free: [(bytes: Int, head: UnsafeMutableRawPointer?)] = []

  init(groups: Int) { self.groups = groups }

  mutating func reset() {
    slab = slabs.isEmpty ? -1 : 0
    used = 0
    for i in free.indices { free[i].head = nil }
  }

  @usableFromInline mutating func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    for i in free.indices where free[i].bytes == bytes {
      guard let head = free[i].head else { break }
      free[i].head = head.load(as: UnsafeMutableRawPointer?.self)
      return head
    }
    while slab < 0 || used + bytes > slabs[slab].count {
      slab += 1
      used = 0
      if slab == slabs.count {
        slabs.append(.allocate(byteCount: max(1 << 20, bytes), alignment: 4096))
      }
    }
    used += bytes
    return slabs[slab].baseAddress! + (used - bytes)
  }

  @usableFromInline mutating func recycle(_ block: UnsafeMutableRawPointer, _ bytes: Int) {
    if let i = free.firstIndex(where: { $0.bytes == bytes }) {
      block.storeBytes(of: free[i].head, as: UnsafeMutableRawPointer?.self)
      free[i].head = block
    } else {
      block.storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
      free.append((bytes, block))
    }
  }
}
