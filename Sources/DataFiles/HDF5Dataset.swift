// SPDX-License-Identifier: MIT

/// A dataset of an HDF5 file: its shape, the type of its elements, and on demand its numbers.
struct HDF5Dataset {
  let name: String
  /// As the file has it: the last index runs fastest.
  let shape: [Int]
  /// What it is where it is no array of numbers.
  let otherKind: String?
  /// MATLAB's v7.3 writes column by column, so the order of its indices is turned.
  private let isTurned: Bool
  private let handle: HDF5Handle
  private let type: ElementType
  /// The names of a complex number's parts.
  private let parts: [String]

  init(_ library: HDF5Library, _ handle: HDF5Handle, _ name: String) throws(Problem) {
    self.handle = handle
    self.name = name
    let part = "the dataset \(name)"
    guard let space = HDF5Handle(library.spaceOf(handle.id), library.closeSpace),
      let type = HDF5Handle(library.typeOf(handle.id), library.closeType)
    else { throw .malformed(part: part, reason: "libhdf5 cannot tell its shape or type") }
    defer { withExtendedLifetime((space, type)) {} }
    let rank = Int(library.rank(space.id))
    guard (0...32).contains(rank) else { throw .malformed(part: part, reason: "it has no shape") }
    var lengths = [UInt64](repeating: 0, count: max(rank, 1))
    guard library.lengths(space.id, &lengths, nil) == rank else {
      throw .malformed(part: part, reason: "libhdf5 cannot tell its shape")
    }
    var shape: [Int] = []
    for length in lengths.prefix(rank) {
      guard let length = Int(exactly: length) else { throw .shape(array: name, reason: "length \(length)") }
      shape.append(length)
    }
    self.shape = shape
    let matlab = Self.text(library, handle, "MATLAB_class")
    isTurned = matlab != nil
    let isEmpty = matlab != nil && library.hasAttribute(handle.id, "MATLAB_empty") > 0
    let element = Self.element(library, type.id)
    parts = element.parts
    self.type = matlab == "logical" ? .bool : element.type ?? .float64
    otherKind = matlab == "char" ? "char" : isEmpty ? "empty" : element.type == nil ? element.kind : nil
  }

  /// What an element is; nil for what is no number.
  private static func element(
    _ library: HDF5Library, _ type: HDF5Library.ID
  ) -> (type: ElementType?, parts: [String], kind: String) {
    let size = library.sizeOf(type)
    switch library.classOf(type) {
    case 0:
      let sign = library.signOf(type) == 0 ? "u" : "i"
      return (ElementType(code: sign + "\(size)"), [], "integers of \(size) bytes")
    case 1:
      // Of other widths, such as x87's, the numbers are converted too.
      return (ElementType(code: "f\(size)") ?? .float64, [], "")
    // h5py writes truth values as an enumeration.
    case 8: return (size == 1 ? .bool : .int64, [], "")
    case 6:
      guard library.memberCount(type) == 2 else { return (nil, [], "compound") }
      var names: [String] = []
      for k in 0..<UInt32(2) {
        guard let member = HDF5Handle(library.memberType(type, k), library.closeType),
          library.classOf(member.id) == 1, let name = library.memberName(type, k)
        else { return (nil, [], "compound") }
        names.append(String(cString: name))
        _ = library.freeMemory(name)
      }
      let known = [["r", "i"], ["real", "imag"], ["re", "im"], ["real", "imaginary"]]
      guard known.contains(names.map { $0.lowercased() }) else { return (nil, [], "compound") }
      return (size == 8 ? .complex64 : .complex128, names, "")
    case 3: return (nil, [], "text")
    case 7: return (nil, [], "references")
    default: return (nil, [], "no numbers")
    }
  }

  /// The numbers, or those of one run where the first index counts runs.
  func array(
    _ library: HDF5Library, _ run: Int?, dropping prefix: String, _ allowance: inout Allowance
  ) throws(Problem) -> NumericArray {
    let part = "the dataset \(name)"
    let own = run == nil ? shape : Array(shape.dropFirst())
    let count = try Shape.count(own, of: name)
    let bytes = try Shape.bytes(count, width: parts.isEmpty ? 8 : 16, of: name)
    try allowance.take(bytes, for: "array \(name)")
    let label = String(name.dropFirst(prefix.count))
    let turned = isTurned ? own.reversed() : own
    var (real, imaginary): ([Double], [Double]?) = ([], nil)
    if count > 0 {
      let spaces = try selection(library, run)
      func read(_ type: HDF5Library.ID) throws(Problem) -> [Double] {
        var status: Int32 = 0
        let values = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
          buffer.initialize(repeating: 0)
          guard let base = buffer.baseAddress else { return }
          status = withExtendedLifetime(spaces) {
            library.read(handle.id, type, spaces?.memory.id ?? 0, spaces?.file.id ?? 0, 0, base)
          }
          filled = count
        }
        guard status >= 0 else {
          throw .malformed(
            part: part,
            reason: "libhdf5 cannot read its values: they are damaged, or packed by a filter that is "
              + "not installed")
        }
        return values
      }
      if parts.isEmpty {
        real = try read(library.double)
      } else {
        let members = (try memberType(library, parts[0]), try memberType(library, parts[1]))
        defer { withExtendedLifetime(members) {} }
        real = try read(members.0.id)
        imaginary = try read(members.1.id)
      }
    }
    return try NumericArray(label, Array(turned), columnMajor: isTurned, real, imaginary, type)
  }

  /// A compound in memory that has one of the file's members alone.
  private func memberType(_ library: HDF5Library, _ member: String) throws(Problem) -> HDF5Handle {
    guard let type = HDF5Handle(library.createType(6, 8), library.closeType),
      library.insertMember(type.id, member, 0, library.double) >= 0
    else {
      throw .malformed(part: "the dataset \(name)", reason: "libhdf5 cannot take complex numbers apart")
    }
    return type
  }

  /// One run of the file; nil for all of it.
  private func selection(
    _ library: HDF5Library, _ run: Int?
  ) throws(Problem) -> (memory: HDF5Handle, file: HDF5Handle)? {
    guard let run else { return nil }
    var (start, count) = ([UInt64](repeating: 0, count: shape.count), shape.map(UInt64.init))
    start[0] = UInt64(run)
    count[0] = 1
    guard let file = HDF5Handle(library.spaceOf(handle.id), library.closeSpace),
      library.select(file.id, 0, start, nil, count, nil) >= 0,
      let memory = HDF5Handle(library.createSpace(Int32(shape.count), count, nil), library.closeSpace)
    else { throw .malformed(part: "the dataset \(name)", reason: "libhdf5 cannot take one run of it") }
    return (memory, file)
  }

  /// An attribute of text of fixed length; "" where it is something else.
  private static func text(_ library: HDF5Library, _ handle: HDF5Handle, _ name: String) -> String? {
    guard library.hasAttribute(handle.id, name) > 0 else { return nil }
    guard let attribute = HDF5Handle(library.openAttribute(handle.id, name, 0), library.closeAttribute),
      let type = HDF5Handle(library.attributeType(attribute.id), library.closeType),
      library.classOf(type.id) == 3
    else { return "" }
    defer { withExtendedLifetime((attribute, type)) {} }
    let size = library.sizeOf(type.id)
    // Text of variable length is a pointer.
    guard size > 0, size < 256, library.isVariable(type.id) == 0 else { return "" }
    var bytes = [UInt8](repeating: 0, count: size + 1)
    guard library.readAttribute(attribute.id, type.id, &bytes) >= 0 else { return "" }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
