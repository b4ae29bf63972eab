// SPDX-License-Identifier: MIT

import Differentiation

/// The shape of a multilayer perceptron: inputs → hidden layers with an activation → outputs, affine.
public struct Architecture: Sendable, Equatable {
  /// Coordinates of a point.
  public let inputs: Int
  /// Widths of the hidden layers.
  public let hidden: [Int]
  /// Unknowns.
  public let outputs: Int
  /// Of every hidden layer.
  public let activation: Activation
  /// `shared[j] = i`: layer j uses the parameters of layer i < j of the same shape.
  public let shared: [Int: Int]

  /// - Throws: ``ArchitectureError`` where a width is not positive or shared layers differ in shape.
  public init(
    inputs: Int, hidden: [Int], outputs: Int = 1, activation: Activation = .tanh,
    sharing shared: [Int: Int] = [:]
  ) throws(ArchitectureError) {
    self.inputs = inputs
    self.hidden = hidden
    self.outputs = outputs
    self.activation = activation
    self.shared = shared
    if let width = widths.first(where: { $0 < 1 }) { throw .width(width) }
    for (j, i) in shared.sorted(by: { $0.key < $1.key }) {
      guard i >= 0, i < j, j < widths.count - 1, shared[i] == nil, widths[i] == widths[j],
        widths[i + 1] == widths[j + 1]
      else { throw .sharing(j, i) }
    }
  }

  /// inputs, hidden…, outputs
  var widths: [Int] { [inputs] + hidden + [outputs] }

  /// Where each layer's parameters lie in the flat vector: weights row by row, then the biases.
  @usableFromInline package var layers: [LayerPlace] {
    var places: [LayerPlace] = []
    var next = 0
    for j in 0..<widths.count - 1 {
      if let i = shared[j] {
        places.append(places[i])
      } else {
        let place = LayerPlace(rows: widths[j + 1], columns: widths[j], offset: next)
        places.append(place)
        next = place.end
      }
    }
    return places
  }

  /// The length of the parameter vector.
  public var parameterCount: Int { layers.map(\.end).max() ?? 0 }

  /// "2-20-20-1 tanh"
  public var description: String {
    widths.map(String.init).joined(separator: "-") + " \(activation.rawValue)"
  }
}

/// The place of one layer's parameters.
@usableFromInline package struct LayerPlace: Sendable, Equatable {
  @usableFromInline package let rows: Int
  @usableFromInline package let columns: Int
  /// Of the first weight.
  @usableFromInline package let offset: Int
  /// Their places: row by row.
  @usableFromInline package var weights: Range<Int> { offset..<offset + rows * columns }
  /// Their places.
  @usableFromInline package var biases: Range<Int> { weights.upperBound..<end }
  var end: Int { offset + rows * columns + rows }
}

/// A shape that no network can have.
public enum ArchitectureError: Error, Equatable, CustomStringConvertible {
  case width(Int)
  case sharing(Int, Int)
  public var description: String {
    switch self {
    case .width(let n): "a layer of width \(n) cannot be: every width must be at least 1"
    case .sharing(let j, let i):
      "layer \(j) cannot use the parameters of layer \(i): the layer shared must come first, own its parameters and "
        + "have the same shape"
    }
  }
}
