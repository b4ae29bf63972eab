// SPDX-License-Identifier: MIT

import DataFiles
import Essentials
import Networks
import Training

extension SavedNetwork {
  /// The name of the text among the arrays.
  private static let meta = "meta"
  private static func weights(_ layer: Int) -> String { "weights_\(layer)" }
  private static func biases(_ layer: Int) -> String { "biases_\(layer)" }

  /// Writes the file, which appears under its name complete or not at all.
  ///
  /// A state with a number that is not finite is left out, since no training could go on from it.
  /// - Parameter path: the file, replaced if it is there.
  /// - Throws: `DataFileError`.
  public func write(to path: String) throws {
    var arrays: [NumericArray] = []
    let type: ElementType = precision == .float32 ? .float32 : .float64
    for (i, place) in architecture.layers.enumerated() {
      arrays.append(
        try NumericArray(
          Self.weights(i), shape: [place.rows, place.columns], values: Array(parameters[place.weights]),
          elementType: type))
      arrays.append(
        try NumericArray(
          Self.biases(i), shape: [place.rows], values: Array(parameters[place.biases]), elementType: type))
    }
    var document = document
    (document.state, document.fork) = (nil, nil)
    if let checkpoint {
      let (text, own) = try StateText.split(checkpoint.latest, "state_")
      let fork = try checkpoint.fork.map { try StateText.split($0, "fork_") }
      let all = own + (fork?.1 ?? [])
      if all.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) {
        (document.state, document.fork) = (text, fork?.0)
        arrays += all
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(document), as: UTF8.self)
    // Weights have no digits that repeat.
    try DataFile.write(arrays, texts: [Self.meta: text], npz: path, compression: .deflate(level: 1))
  }

  /// Reads a file that ``write(to:)`` has written.
  /// - Throws: ``SavedNetworkError``.
  public init(contentsOf path: String) throws(SavedNetworkError) {
    let contents: DataFileContents
    do throws(DataFileError) {
      contents = try DataFile.read(path)
    } catch { throw .file(error) }
    guard case .arrays(let arrays) = contents, let text = arrays.texts[Self.meta] else {
      throw .noNetwork(file: path)
    }
    let document = try Self.document(text, path)
    let architecture = try Self.architecture(document, path)
    let parameters = try Self.parameters(architecture, document, arrays, path)
    self.init(
      file: path, document, architecture, parameters,
      try Self.checkpoint(document, arrays, parameters.count, path))
  }

  /// What tells files of networks apart.
  private struct Form: Decodable {
    let format: String
    let formatVersion: Int
    enum CodingKeys: String, CodingKey {
      case format
      case formatVersion = "format_version"
    }
  }

  private static func document(_ text: String, _ path: String) throws(SavedNetworkError) -> NetworkDocument {
    let data = Data(text.utf8)
    guard let form = try? JSONDecoder().decode(Form.self, from: data), form.format == NetworkDocument.format
    else {
      throw .noNetwork(file: path)
    }
    guard form.formatVersion == formatVersion else { throw .format(file: path, found: form.formatVersion) }
    do {
      return try JSONDecoder().decode(NetworkDocument.self, from: data)
    } catch { throw .damaged(file: path, reason: "its text lacks something: \(brief(error))") }
  }

  private static func brief(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "there is no \(key.stringValue)"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      context.codingPath.map(\.stringValue).joined(separator: ".") + " is not what it should be"
    default: "\(error)"
    }
  }

  private static func architecture(_ document: NetworkDocument, _ path: String) throws(SavedNetworkError)
    -> Architecture
  {
    let layers = document.network.layers
    guard layers.count >= 2, layers.allSatisfy({ (1...1_000_000).contains($0) }),
      let architecture = try? Architecture(
        inputs: layers[0], hidden: Array(layers.dropFirst().dropLast()), outputs: layers[layers.count - 1],
        activation: document.network.activation)
    else { throw .damaged(file: path, reason: "no network has the layers \(layers)") }
    return architecture
  }

  private static func parameters(
    _ architecture: Architecture, _ document: NetworkDocument, _ arrays: NamedArrays, _ path: String
  ) throws(SavedNetworkError) -> [Double] {
    var parameters: [Double] = []
    for (i, place) in architecture.layers.enumerated() {
      for (name, shape) in [(weights(i), [place.rows, place.columns]), (biases(i), [place.rows])] {
        guard let array = arrays[name] else {
          throw .damaged(file: path, reason: "the array \(name) is missing")
        }
        guard array.shape == shape, array.values.allSatisfy(\.isFinite) else {
          throw .damaged(
            file: path, reason: "the array \(name) is \(array.shape), not \(shape), or not finite")
        }
        parameters += array.values
      }
    }
    return parameters
  }

  private static func checkpoint(
    _ document: NetworkDocument, _ arrays: NamedArrays, _ count: Int, _ path: String
  ) throws(SavedNetworkError) -> TrainingCheckpoint? {
    let training = document.training
    func state(_ text: StateText?, _ prefix: String) throws(SavedNetworkError) -> TrainingState? {
      guard let text else { return nil }
      guard let state = text.state(arrays, prefix, by: training.optimizer), state.parameters.count == count
      else {
        throw .damaged(file: path, reason: "an array \(prefix)… is missing, or of another length")
      }
      return state
    }
    guard let latest = try state(document.state, "state_") else { return nil }
    return TrainingCheckpoint(
      steps: training.steps, latest: latest, fork: try state(document.fork, "fork_"))
  }
}
