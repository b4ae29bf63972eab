// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Pages

/// What the page's script reads of a field, read by other code.
@Suite struct FieldDataTests {
  private struct Stored: Decodable {
    let shape: [Int]
    let x, y: [Double]
    let linear, least, most: String
    let levels: String

    var values: [Double] {
      let bytes = Data(base64Encoded: levels) ?? Data()
      return stride(from: 0, to: bytes.count, by: 2).map { i in
        let level = Int(bytes[i]) + 256 * Int(bytes[i + 1])
        if level == 65535 { return .nan }
        let (c, low, high) = (Double(linear) ?? .nan, Double(least) ?? .nan, Double(most) ?? .nan)
        if c > 0 {
          let s = 2 * Double(level) / 65534 - 1
          return (s < 0 ? -1 : 1) * c * expm1(abs(s) * log1p(high / c))
        }
        return low * (1 - Double(level) / 65534) + high * (Double(level) / 65534)
      }
    }
  }

  private func stored(_ values: [Double], _ shape: [Int], isSigned: Bool) throws -> Stored {
    let source = FieldData(
      "f", values, shape: shape, axes: shape.map { 0...Double($0) }, isSigned: isSigned
    ).html.source
    let start = try #require(source.firstIndex(of: ">")), end = try #require(source.lastIndex(of: "<"))
    let text = source[source.index(after: start)..<end]
    return try JSONDecoder().decode(Stored.self, from: Data(text.utf8))
  }

  @Test("Values keep four digits of their range; gaps stay gaps")
  func plain() throws {
    let values = (0..<12).map { $0 == 5 ? .nan : sin(Double($0)) * 1e-7 + 3 }
    let back = try stored(values, [3, 4], isSigned: false)
    #expect(back.shape == [3, 4])
    for (a, b) in zip(values, back.values) {
      #expect(a.isNaN ? b.isNaN : abs(a - b) <= 2e-7 / 65534)
    }
  }

  @Test("Errors keep their sign and three digits, however small beside the largest")
  func signed() throws {
    let values =
      (-11...0).flatMap { k in [1.0, -1].map { $0 * 3 * pow(10, Double(k)) } } + [0, .nan, .infinity]
    let back = try stored(values, [values.count], isSigned: true)
    for (a, b) in zip(values, back.values) {
      if !a.isFinite { #expect(b.isNaN) } else { #expect(abs(a - b) <= 2e-3 * abs(a) + 1e-14) }
    }
  }

  @Test("A field of one value, of zeros, or without any has one", arguments: [[2.5], [0], [Double.nan]])
  func degenerate(values: [Double]) throws {
    for isSigned in [false, true] {
      let back = try stored(values, [1], isSigned: isSigned).values
      #expect(back.count == 1)
      #expect(values[0].isNaN ? back[0].isNaN : abs(back[0] - values[0]) < 1e-12)
    }
  }

  @Test("The largest numbers there are do not overflow")
  func extremes() throws {
    let most = Double.greatestFiniteMagnitude
    for isSigned in [false, true] {
      let back = try stored([-most, 0, most], [3], isSigned: isSigned).values
      #expect(back.count { $0.isNaN } == 0)
    }
  }
}
