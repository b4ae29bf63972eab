// SPDX-License-Identifier: MIT

/// How weights are drawn; biases start at zero.
@usableFromInline package enum Initialiser: String, Sendable, CaseIterable {
  /// Uniform on ±√(6/(fan in + fan out)) (Glorot and Bengio, AISTATS 2010).
  case glorot
  /// Uniform on ±√(6/fan in) (He et al., ICCV 2015).
  case he

  /// A parameter vector for the architecture, the same for the same generator state.
  /// - Parameter frequency: what the first layer's weights are multiplied by.
  @usableFromInline package func callAsFunction<G: RandomNumberGenerator>(
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
