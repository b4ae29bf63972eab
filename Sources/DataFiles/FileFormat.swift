/// The formats that are told apart, by their first bytes.
public enum FileFormat: String, Sendable, CaseIterable, Codable {
  case npy, npz, matlab, hdf5, text

  /// For messages.
  public var name: String {
    switch self {
    case .npy: "a NumPy array (.npy)"
    case .npz: "a NumPy archive (.npz)"
    case .matlab: "a MATLAB file (.mat)"
    case .hdf5: "an HDF5 file"
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
    case "csv", "tsv", "txt", "dat": self = .text
    default: return nil
    }
  }

  /// What the contents are; whatever has no signature is taken for text.
  init(of bytes: Bytes) {
    let hdf: [UInt8] = [0x89, 0x48, 0x44, 0x46]
    if bytes.has(NPYHeader.magic, at: 0) {
      self = .npy
    } else if bytes.has([0x50, 0x4B, 3, 4], at: 0) || bytes.has([0x50, 0x4B, 5, 6], at: 0) {
      self = .npz
    } else if bytes.has(hdf, at: 0) || bytes.has(Array("MATLAB 7.3".utf8), at: 0) || bytes.has(hdf, at: 512) {
      self = .hdf5
    } else if bytes.has(Array("MATLAB 5.0".utf8), at: 0) || MATFile.isLittleEndian(bytes) != nil
      || MATFile.isVersion4(bytes)
    {
      self = .matlab
    } else {
      self = .text
    }
  }
}
