// SPDX-License-Identifier: MIT

import Essentials

/// A lock, and a place to wait until what it guards has changed.
///
/// A class, for its address, which the system's own must keep.
final class Condition: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(mutex)
    change.deallocate()
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }
  func unlock() { pthread_mutex_unlock(mutex) }
  /// Lets go of the lock until there is a ``broadcast()`` or a ``signal()``; may return without one.
  func wait() { pthread_cond_wait(change, mutex) }
  func broadcast() { pthread_cond_broadcast(change) }
  /// Of those who wait, one wakes up.
  func signal() { pthread_cond_signal(change) }
}
