// SPDX-License-Identifier: MIT

extension Catalogue {
  /// Of Plumbline. A reference value that moves beyond its bar is a new major version.
  public static let version = "0.1.0"
}
