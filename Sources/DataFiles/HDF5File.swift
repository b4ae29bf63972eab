// SPDX-License-Identifier: MIT

/// Reads HDF5 through libhdf5: datasets of numbers, each under its path, as h5py, PyTables, Julia and
/// MATLAB's v7.3 write them.
struct HDF5File {
  let library: HDF5Library
  private let file: HDF5Handle
  /// More than files of results have; groups may hold one another in a circle.
  private static let most = (depth: 8, objects: 10_000)

  /// - Parameter path: of a file, which may be larger than memory: what is read is what is asked for.
  static func read(
    path: String, run: Int?, _ allowance: Allowance
  ) throws(Problem) -> NamedArrays {
    let size = FileBytes.size(path)
    return try inChild(size) { (library) throws(Problem) in
      try read(library, HDF5Handle(library.openFile(path, 0, 0), library.closeFile), run, allowance)
    }
  }

  /// - Parameter bytes: all of the file.
  static func read(_ bytes: Bytes, run: Int?, _ allowance: Allowance) throws(Problem) -> NamedArrays {
    try inChild(bytes.count) { (library) throws(Problem) in
      let list = HDF5Handle(library.createList(library.fileAccess), library.closeList)
      guard let list, library.setCore(list.id, 1 << 16, false) >= 0,
        bytes.withRaw({
          // The library copies the image; its header is older than const.
          library.setImage(list.id, UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count)
        }) >= 0
      else { throw .malformed(part: "the file", reason: "libhdf5 has no memory for it") }
      defer { withExtendedLifetime(list) {} }
      return try read(
        library, HDF5Handle(library.openFile("image", 0, list.id), library.closeFile), run, allowance)
    }
  }

  private static func inChild(
    _ size: Int, _ body: (HDF5Library) throws(Problem) -> NamedArrays
  ) throws(Problem) -> NamedArrays {
    let result = HDF5Library.shared.withLock { library -> Result<NamedArrays, Problem> in
      do throws(Problem) {
        return .success(try inChild(library, size, body))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// What the body reads of a file of that size, in a process of its own.
  static func inChild(
    _ library: HDF5Library?, _ size: Int, _ body: (HDF5Library) throws(Problem) -> NamedArrays
  ) throws(Problem) -> NamedArrays {
    guard let library else { throw .hdf5 }
    // Types that are made ready here need no lock there, which a thread may hold that is not in the child.
    for sample in [.success(ArraysMessage.sample), .failure(.hdf5)] as [Result<NamedArrays, Problem>] {
      _ = try? ArraysMessage.decoded(ArraysMessage.encoded(sample))
    }
    let outcome = ChildProcess.run(seconds: 3 + size / (20 << 20)) {
      do throws(Problem) {
        return ArraysMessage.encoded(.success(try body(library)))
      } catch { return ArraysMessage.encoded(.failure(error)) }
    }
    switch outcome {
    case .bytes(let message): return try ArraysMessage.decoded(message)
    case .failed: throw .malformed(part: "the file", reason: "libhdf5 breaks down on it: it is damaged")
    case .none: throw .unreadable("the system gives no process to read HDF5 in")
    }
  }

  private static func read(
    _ library: HDF5Library, _ file: HDF5Handle?, _ run: Int?, _ allowance: Allowance
  ) throws(Problem) -> NamedArrays {
    guard let file else {
      throw .malformed(part: "the file", reason: "libhdf5 cannot open it: it was cut off or damaged")
    }
    var allowance = allowance
    return try HDF5File(library: library, file: file).arrays(run, &allowance)
  }

  private func arrays(_ run: Int?, _ allowance: inout Allowance) throws(Problem) -> NamedArrays {
    var result = NamedArrays()
    var objects = 0
    let links = try names(in: file.id)
    var prefix = ""
    var parts: [(HDF5Dataset, HDF5Handle)] = []
    if let group = try HDF5Runs.group(links, run) {
      // A group for each run.
      guard let handle = HDF5Handle(library.openObject(file.id, links[group], 0), library.closeObject) else {
        throw .malformed(part: "the group \(links[group])", reason: "libhdf5 cannot open it")
      }
      prefix = links[group] + "/"
      result.notes.append(HDF5Runs.note(group, of: links.count, links[group]))
      try walk(handle.id, prefix, 1, &objects, &parts, &result)
    } else {
      try walk(file.id, "", 0, &objects, &parts, &result)
    }
    let runs = HDF5Runs(parts.map(\.0))
    if prefix.isEmpty, run != nil, runs.count == nil { throw .noRuns }
    let chosen = try runs.chosen(run: prefix.isEmpty ? run : nil)
    if let chosen, let count = runs.count { result.notes.append(HDF5Runs.note(chosen, of: count)) }
    for (dataset, _) in parts {
      let index = runs.holds(dataset) ? chosen : nil
      result.arrays.append(try dataset.array(library, index, dropping: prefix, &allowance))
    }
    return try result.unlessEmpty()
  }

  /// The names in a group, in their order.
  private func names(in group: HDF5Library.ID) throws(Problem) -> [String] {
    // Storage kind, number of links, and more; 64 bytes are enough for every version's.
    let info = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)
    defer { info.deallocate() }
    let part = "a group"
    guard library.groupInfo(group, info) >= 0 else {
      throw .malformed(part: part, reason: "libhdf5 cannot list it")
    }
    let count = min(info.load(fromByteOffset: 8, as: UInt64.self), UInt64(Self.most.objects))
    var names: [String] = []
    for k in 0..<count {
      let length = library.linkName(group, ".", 0, 0, k, nil, 0, 0)
      guard length > 0, length < 1 << 16 else {
        throw .malformed(part: part, reason: "libhdf5 cannot tell the name of its member \(k)")
      }
      var name = [CChar](repeating: 0, count: length + 1)
      guard library.linkName(group, ".", 0, 0, k, &name, length + 1, 0) == length else {
        throw .malformed(part: part, reason: "libhdf5 cannot tell the name of its member \(k)")
      }
      names.append(String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    return names
  }

  private func walk(
    _ group: HDF5Library.ID, _ prefix: String, _ depth: Int, _ objects: inout Int,
    _ parts: inout [(HDF5Dataset, HDF5Handle)], _ result: inout NamedArrays
  ) throws(Problem) {
    for name in try names(in: group) where !name.hasPrefix("#") {
      objects += 1
      guard depth <= Self.most.depth, objects <= Self.most.objects else {
        throw .malformed(
          part: "the group \(prefix)", reason: "there are more objects than a file of results has")
      }
      guard let handle = HDF5Handle(library.openObject(group, name, 0), library.closeObject) else {
        result.skipped.append("\(prefix + name) (a link that leads nowhere)")
        continue
      }
      switch library.kindOfObject(handle.id) {
      // A structure of MATLAB's is a group with a class.
      case 2 where library.hasAttribute(handle.id, "MATLAB_class") > 0:
        result.skipped.append("\(prefix + name) (struct)")
      case 2: try walk(handle.id, prefix + name + "/", depth + 1, &objects, &parts, &result)
      case 5:
        let dataset = try HDF5Dataset(library, handle, prefix + name)
        if let kind = dataset.otherKind {
          result.skipped.append("\(prefix + name) (\(kind))")
        } else {
          parts.append((dataset, handle))
        }
      default: result.skipped.append("\(prefix + name) (no dataset)")
      }
    }
  }
}
