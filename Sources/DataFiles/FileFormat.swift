// SPDX-License-Identifier: MIT

/// The formats that are told apart, by their first bytes.
public enum FileFormat: String, Sendable, CaseIterable, Codable {
  case npy, npz, matlab, hdf5, gzip, json, text

  /// For messages.
  public var name: String {
    switch self {
    case .npy: "a NumPy array (.npy)"
    case .npz: "a NumPy archive (.npz)"
    case .matlab: "a MATLAB file (.mat)"
    case .hdf5: "an HDF5 file"
    case .gzip: "a file packed by gzip"
    case .json: "JSON"
    case .text: "text"
    }
  }

  /// What a path's extension promises; nil where it promises nothing.
  public init?(extensionOf path: String) {
    let file = path.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return nil }
    switch file[file.index(after: dot)...].lowercased() {
    case "npy": self = .npy
    case "npz": self = .npz
    case "mat": self = .matlab
    case "h5", "hdf5": self = .hdf5
    case "gz": self = .gzip
    case "json": self = .json
    case "csv", "tsv", "txt", "dat": self = .text
    default: return nil
    }
  }

  /// What the contents are; whatever has no signature is taken for text.
  init(of bytes: Bytes) {
    if bytes.has(NPYHeader.magic, at: 0) {
      self = .npy
    } else if bytes.has([0x50, 0x4B, 3, 4], at: 0) || bytes.has([0x50, 0x4B, 5, 6], at: 0) {
      self = .npz
    } else if Self.isHDF5(bytes) {
      self = .hdf5
    } else if bytes.has(GzipFile.magic, at: 0) {
      self = .gzip
    } else if bytes.has(Array("MATLAB 5.0".utf8), at: 0) || MATFile.isLittleEndian(bytes) != nil
      || MAT4File.isFirst(bytes)
    {
      self = .matlab
    } else {
      self = JSONFile.isFirst(bytes) ? .json : .text
    }
  }

  /// HDF5's signature stands at the start, or behind a block of the writer's own of 512 bytes, or of twice as
  /// many …
  private static func isHDF5(_ bytes: Bytes) -> Bool {
    let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46]
    return bytes.has(Array("MATLAB 7.3".utf8), at: 0)
      || [0, 512, 1024, 2048].contains { bytes.has(signature, at: $0) }
  }
}
