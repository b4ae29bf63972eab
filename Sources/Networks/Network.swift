// SPDX-License-Identifier: MIT

import Blocks
import Differentiation
import RealModule

/// A network as a value: its shape, and its parameters as one flat vector with named views.
///
///     network.layers[2].weights[3]      network.layers[0].bias = [0, 0, 1]
@usableFromInline package struct Network<T: Scalar & Real & BinaryFloatingPoint & Sendable>: Sendable
where T.Weight == T {
  @usableFromInline package let architecture: Architecture
  /// Layer after layer: weights row by row, then biases. Shared layers have one place.
  @usableFromInline package var parameters: [T]

  /// - Precondition: as many parameters as the architecture counts.
  @usableFromInline package init(_ architecture: Architecture, parameters: [T]) {
    precondition(
      parameters.count == architecture.parameterCount,
      "\(parameters.count) parameters were given, the network has \(architecture.parameterCount)")
    self.architecture = architecture
    self.parameters = parameters
  }

  /// Named views of the flat vector, to read and to assign.
  @usableFromInline package var layers: LayerViews {
    get { LayerViews(places: architecture.layers, parameters: parameters) }
    set { parameters = newValue.parameters }
  }

  /// The layers by number, each a view of the flat vector.
  @usableFromInline package struct LayerViews {
    let places: [LayerPlace]
    var parameters: [T]
    @usableFromInline package var count: Int { places.count }
    @usableFromInline package subscript(i: Int) -> LayerView {
      get { LayerView(place: places[i], parameters: parameters) }
      set { parameters = newValue.parameters }
    }
  }

  /// One layer's weights (row by row) and biases.
  @usableFromInline package struct LayerView {
    @usableFromInline package let place: LayerPlace
    var parameters: [T]
    /// - Precondition: what is assigned has the layer's size.
    @usableFromInline package var weights: [T] {
      get { Array(parameters[place.weights]) }
      set { assign(newValue, to: place.weights) }
    }
    @usableFromInline package var bias: [T] {
      get { Array(parameters[place.biases]) }
      set { assign(newValue, to: place.biases) }
    }
    private mutating func assign(_ values: [T], to range: Range<Int>) {
      precondition(values.count == range.count, "\(values.count) values for \(range.count) parameters")
      parameters.replaceSubrange(range, with: values)
    }
  }

  /// The outputs at `x` with the parameters given as numbers of any type: neuron by neuron, sums in order.
  /// Slow and plain, it is the judge of the block engine.
  @inlinable package static func evaluate<S: Scalar>(_ architecture: Architecture, _ x: [S], parameters: [S])
    -> [S]
  {
    var a = x
    let layers = architecture.layers
    for (number, layer) in layers.enumerated() {
      a = (0..<layer.rows).map { i in
        var sum = parameters[layer.biases.lowerBound + i]
        for j in 0..<layer.columns { sum += parameters[layer.offset + i * layer.columns + j] * a[j] }
        return number == layers.count - 1 ? sum : architecture.activation(sum)
      }
    }
    return a
  }
}

/// A network as a field of single numbers, its parameters constants: any strategy can differentiate it by
/// itself.
@usableFromInline package struct PointwiseNetwork<Weight>: Field {
  @usableFromInline package let architecture: Architecture
  @usableFromInline package let parameters: [Double]
  @usableFromInline package init(_ architecture: Architecture, parameters: [Double]) {
    self.architecture = architecture
    self.parameters = parameters
  }
  @usableFromInline package func callAsFunction<S: Scalar>(_ p: Point<S>) -> [S] where S.Weight == Weight {
    Network<Double>.evaluate(architecture, p.values, parameters: parameters.map { S($0) })
  }
}
