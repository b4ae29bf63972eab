// SPDX-License-Identifier: MIT

import Synchronization

/// A value that is computed when it is first asked for, and then kept: what is expensive is not done for a
/// listing.
final class Lazy<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)

  /// The value; others that ask meanwhile wait. What `make` throws is not kept.
  func value(_ make: () throws -> Value) throws -> Value {
    try known.withLock { known in
      if let known { return known }
      let made = try make()
      known = made
      return made
    }
  }
}
