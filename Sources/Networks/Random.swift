// SPDX-License-Identifier: MIT

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): small, seeded, the same on every platform.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  var state: UInt64
  public init(seed: UInt64) { state = seed }

  /// A generator for what the words name: a stable hash (FNV-1a), never `Hasher`, which differs per process.
  public init(_ words: String...) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in words.joined(separator: "\u{1f}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = hash
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

}

extension RandomNumberGenerator {
  /// Uniform on [0, 1), 53 bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// How weights are drawn; biases start at zero.
public enum Initialiser: String, Sendable, CaseIterable {
  /// Uniform on ±√(6/(fan in + fan out)) (Glorot and Bengio, AISTATS 2010).
  case glorot
  /// Uniform on ±√(6/fan in) (He et al., ICCV 2015).
  case he

  /// A parameter vector for the architecture, the same for the same generator state.
  /// - Parameter frequency: what the first layer's weights are multiplied by.
  public func callAsFunction<G: RandomNumberGenerator>(
    _ architecture: Architecture, frequency: Double = 1, using generator: inout G
  ) -> [Double] {
    var parameters = [Double](repeating: 0, count: architecture.parameterCount)
    var drawn: Set<Int> = []
    for layer in architecture.layers where drawn.insert(layer.offset).inserted {
      let fan = self == .glorot ? layer.columns + layer.rows : layer.columns
      let limit = (6 / Double(fan)).squareRoot()
      let scale = drawn.count == 1 ? frequency : 1
      for i in layer.weights { parameters[i] = scale * Double.random(in: -limit...limit, using: &generator) }
    }
    return parameters
  }
}
