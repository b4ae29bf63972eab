// SPDX-License-Identifier: MIT

import Benchmarking
import Essentials
import PDE

/// A folder of results: one JSON file a cell, written beside and renamed, so that none is ever half there.
/// Any number of processes may work on one folder, on a disk of this machine or of a network.
public struct ResultStore: Sendable {
  /// Seconds after which a claim that its process does not touch is dead.
  public static let lease = 120.0
  package let folder: URL
  /// What is in training.
  package let claims: Claims
  /// When it was opened, by the clock of the disk: an error from before is tried again.
  private let opened: Double
  /// Of files that are being written.
  var drafts: String { folder.path + "/.claims" }

  /// - Parameters:
  ///   - path: of the folder; it is made where it is missing.
  ///   - lease: seconds; a process that holds the same folder must have the same.
  /// - Throws: ``StoreError`` where the folder cannot be made or written to.
  public init(_ path: String, lease: Double = lease) throws {
    folder = URL(fileURLWithPath: path, isDirectory: true)
    claims = Claims(folder.path + "/.claims", lease: lease)
    do throws(SystemError) {
      try SharedFolder.makeFolders(folder.path)
      opened = try SharedFolder.now(trial: folder.path + "/.clock-\(UUID().uuidString)")
      claims.tidy(now: opened)
    } catch { throw StoreError.notWritable(path: path, reason: error) }
  }

  /// The same; a disk that is full or gone for a while is tried again for ten minutes.
  /// - Throws: ``StoreError``, after that, or where no time will help.
  package static func opened(
    _ path: String, lease: Double = lease, _ observer: any RunObserver
  ) throws -> ResultStore {
    let start = ContinuousClock.now
    while true {
      do {
        return try ResultStore(path, lease: lease)
      } catch let error as StoreError {
        guard error.mayPass, start.duration(to: .now) < patience else { throw error }
        observer.cannotWrite(error)
        usleep(2_000_000)
      }
    }
  }

  /// The file of a cell, by its id.
  public func file(_ id: String) -> URL {
    folder.appendingPathComponent(CellName.fileName(id) + ".json")
  }

  /// The file of a cell's field, by the cell's id.
  package func fieldFile(_ id: String) -> String { Self.fieldFile(id, in: folder.path) }

  /// The same, in any folder of results.
  package static func fieldFile(_ id: String, in folder: String) -> String {
    "\(folder)/\(CellName.fileName(id))\(fieldSuffix)"
  }
  package static let fieldSuffix = ".fields.npz"

  /// Whether the field of the very same training is there and whole.
  func hasField(_ cell: Cell) -> Bool {
    (try? SolutionField(file: fieldFile(cell.id)))?.fingerprint == cell.fingerprint
  }

  /// The stored result of the very same cell; nil where there is none, one of other code, or a damaged file.
  /// An error stands for the runs that were under way when it was written; later ones try again.
  /// - Throws: ``StoreError`` where the file cannot be read, or another version of Plumbline has written it:
  ///   then it is kept.
  public func load(_ cell: Cell) throws -> CellResult? {
    let file = file(cell.id)
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try SharedFolder.read(file.path)
    } catch { throw StoreError.notReadable(file: file.path, reason: error) }
    guard let bytes, var result = try CellResult.read(Data(bytes), from: file.path), result.id == cell.id
    else {
      return nil
    }
    guard result.version == Runner.version else {
      throw StoreError.version(file: file.path, found: result.version)
    }
    guard result.fingerprint == cell.fingerprint else { return nil }
    if result.verdict == .error {
      guard let written = SharedFolder.time(of: file.path), written >= opened else { return nil }
    }
    result.isStored = true
    return result
  }

  /// Leaves what is in training to other processes.
  package func leave() { claims.endAll() }

  /// Writes the file of a result.
  /// - Throws: ``StoreError``.
  public func save(_ result: CellResult) throws {
    do throws(SystemError) {
      try write(result)
    } catch { throw StoreError.notWritable(path: folder.path, reason: error) }
  }

  func write(_ result: CellResult) throws(SystemError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Only numbers that are not finite have no text, and a result has none.
    guard let text = try? encoder.encode(result) else { throw SystemError(code: EINVAL) }
    try write(text, to: file(result.id).path)
  }

  /// Writes a file of the folder, whole or not at all.
  func write(_ bytes: Data, to path: String) throws(SystemError) {
    try SharedFolder.makeFolder(drafts, isForAll: true)
    try SharedFolder.replace(path, draft: "\(drafts)/.draft-\(UUID().uuidString)", bytes)
  }

  /// Does what the folder may refuse, again and again for ten minutes: a disk that is full or gone for a
  /// while costs time, and nothing that is finished.
  /// - Parameter path: what is written, for messages.
  /// - Throws: ``StoreError``, after that, or at once where no time will help.
  func patiently<T>(
    at path: String, _ observer: any RunObserver, _ body: () throws(SystemError) -> T
  ) throws(StoreError) -> T {
    let start = ContinuousClock.now
    var pause: UInt32 = 10_000
    while true {
      do throws(SystemError) {
        return try body()
      } catch {
        let failure = StoreError.notWritable(path: path, reason: error)
        // A folder that is not there may be made anew, and rights be given.
        guard failure.mayPass || [ENOENT, EACCES, EPERM].contains(error.code),
          start.duration(to: .now) < Self.patience
        else { throw failure }
        // It was removed, where what it lies in is still there; a disk that is gone has neither.
        if error.code == ENOENT, (try? SharedFolder.makeFolder(folder.path)) != nil, pause < 1_000_000 {
          pause *= 2
          continue
        }
        if pause > 100_000 { observer.cannotWrite(failure) }
        usleep(pause)
        pause = min(2 * pause, 5_000_000)
      }
    }
  }
  private static let patience: Duration = .seconds(600)
}

/// A folder or a file that results cannot go to.
public enum StoreError: Error, CustomStringConvertible {
  case notWritable(path: String, reason: any Error)
  /// It may hold a result, which must not be written over.
  case notReadable(file: String, reason: any Error)
  /// Of another version of Plumbline.
  case version(file: String, found: String)
  /// Its form is unknown here.
  case schema(file: String, found: Int)
  /// Networks of several cells cannot go into one file.
  case oneFile(file: String, cells: Int)
  case noNetworks(path: String, reason: any Error)
  case noCheckpoint(file: String, reason: any Error)

  /// Whether it is a state that disks get into and out of, such as being full.
  package var mayPass: Bool {
    guard case .notWritable(_, let reason as SystemError) = self else { return false }
    return [ENOSPC, EDQUOT, EROFS, EIO, ESTALE].contains(reason.code)
  }

  public var description: String {
    switch self {
    case .notWritable(let path, let reason):
      "cannot write results to '\(path)' (\(reason)): give --output a folder that exists or can "
        + "be made, with room and permission"
    case .notReadable(let file, let reason):
      "'\(file)' cannot be read (\(reason)), and may hold a result: give it the rights to be read, or move it away"
    case .version(let file, let found):
      "'\(file)' is a result of Plumbline \(found), this is \(Runner.version): results of two versions are not mixed; "
        + "give --output another folder, or move the file away"
    case .schema(let file, let found):
      "'\(file)' is a result of schema \(found), and this Plumbline reads schema \(CellResult.schema): use the version "
        + "that wrote it, or train the cell again into another folder"
    case .oneFile(let file, let cells):
      "'\(file)' can hold one network, and there are \(cells) cells: give --save a folder, in which each has its own file"
    case .noNetworks(let path, let reason):
      "cannot write networks to '\(path)' (\(reason)): give --save a file NAME.npz in a folder that exists, or a folder, "
        + "with room and permission"
    case .noCheckpoint(let file, let reason):
      "cannot write the checkpoint '\(file)' (\(reason)); the training goes on without it"
    }
  }
}

extension Cell {
  /// Names everything that the result depends on: the cell, its configuration and bounds, and the code with its
  /// libraries. The processor is not among it: code that is the same differs by rounding there, where
  /// libraries choose their kernels, and a result says which it was made on.
  public var fingerprint: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let configuration =
      (try? encoder.encode(run.configuration)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return digest(
      id, configuration, "\(Metric.allCases.map { bounds[$0] ?? 0 })", CodeIdentity.current)
  }
}
