// SPDX-License-Identifier: MIT

extension DataFile {
  /// Writes one array as `.npy`, in its own type; the file appears whole or not at all.
  /// - Throws: `directory`, `unwritable`, `notFinite`, `notRepresentable`, `complex`.
  package static func write(_ array: NumericArray, npy path: String) throws(DataFileError) {
    try array.refuseImaginary()
    var writer = try NPYWriter(to: path, shape: array.shape, as: array.elementType)
    try writer.append(array.values)
    try writer.finish()
  }

  /// Writes arrays and texts as `.npz`, each array in its own type, the texts in the order of their names;
  /// the file appears whole or not at all.
  /// - Throws: `name`, `duplicate`, `directory`, `unwritable`, `notFinite`, `notRepresentable`,
  ///   `complex`.
  package static func write(
    _ arrays: [NumericArray], texts: [String: String] = [:], npz path: String,
    compression: NPZWriter.Compression = .deflate(level: 6)
  ) throws(DataFileError) {
    for array in arrays { try array.refuseImaginary() }
    var writer = try NPZWriter(to: path, compression: compression)
    for array in arrays { try writer.add(array) }
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) { try writer.add(text: text, named: name) }
    try writer.finish()
  }
}
