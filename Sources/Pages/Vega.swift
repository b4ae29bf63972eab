// SPDX-License-Identifier: MIT

import CVega

/// Vega and Vega-Lite, which draw the charts of a page, as the package `panel` 1.9.4 on PyPI ships them.
enum Vega {
  static let version = "6.1.2"
  static let liteVersion = "6.3.0"

  static var script: String { text(plumbline_vega_bytes(), plumbline_vega_size()) }
  static var liteScript: String { text(plumbline_vega_lite_bytes(), plumbline_vega_lite_size()) }
  /// Of both.
  static var licence: String { text(plumbline_vega_licence_bytes(), plumbline_vega_licence_size()) }

  private static func text(_ start: UnsafePointer<UInt8>?, _ size: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: size), as: UTF8.self)
  }
}
