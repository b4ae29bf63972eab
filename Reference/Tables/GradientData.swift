// SPDX-License-Identifier: MIT

/// The golden vectors of nested gradients, as they stand in `Tables/gradients.json`: part of the program, so
/// that no path can be missing.
public enum GradientData {
  /// The bytes of the file.
  public static var json: [UInt8] { PackageResources.gradients_json }
}
