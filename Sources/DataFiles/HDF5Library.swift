// SPDX-License-Identifier: MIT

import Essentials
import Synchronization

/// libhdf5, if it is installed: looked for when the first HDF5 file is read, so that nothing else needs it.
///
/// The functions are those whose binary interface has been the same since version 1.10.
struct HDF5Library: Sendable {
  typealias ID = Int64
  typealias Lengths = UnsafePointer<UInt64>

  let openFile: @convention(c) @Sendable (UnsafePointer<CChar>, UInt32, ID) -> ID
  let closeFile, closeObject, closeSpace, closeType, closeAttribute,
    closeList: @convention(c) @Sendable (ID) -> Int32
  let createList: @convention(c) @Sendable (ID) -> ID
  let setCore: @convention(c) @Sendable (ID, Int, Bool) -> Int32
  let setImage: @convention(c) @Sendable (ID, UnsafeMutableRawPointer?, Int) -> Int32
  let groupInfo: @convention(c) @Sendable (ID, UnsafeMutableRawPointer) -> Int32
  let linkName:
    @convention(c) @Sendable (
      ID, UnsafePointer<CChar>, Int32, Int32, UInt64, UnsafeMutablePointer<CChar>?, Int, ID
    ) -> Int
  let openObject: @convention(c) @Sendable (ID, UnsafePointer<CChar>, ID) -> ID
  let kindOfObject: @convention(c) @Sendable (ID) -> Int32
  let spaceOf, typeOf, attributeType: @convention(c) @Sendable (ID) -> ID
  let rank: @convention(c) @Sendable (ID) -> Int32
  let lengths:
    @convention(c) @Sendable (ID, UnsafeMutablePointer<UInt64>?, UnsafeMutablePointer<UInt64>?) -> Int32
  let select: @convention(c) @Sendable (ID, Int32, Lengths, Lengths?, Lengths, Lengths?) -> Int32
  let createSpace: @convention(c) @Sendable (Int32, Lengths, Lengths?) -> ID
  let classOf, signOf, memberCount, isVariable: @convention(c) @Sendable (ID) -> Int32
  let sizeOf: @convention(c) @Sendable (ID) -> Int
  let memberName: @convention(c) @Sendable (ID, UInt32) -> UnsafeMutablePointer<CChar>?
  let memberType: @convention(c) @Sendable (ID, UInt32) -> ID
  let freeMemory: @convention(c) @Sendable (UnsafeMutableRawPointer?) -> Int32
  let createType: @convention(c) @Sendable (Int32, Int) -> ID
  let insertMember: @convention(c) @Sendable (ID, UnsafePointer<CChar>, Int, ID) -> Int32
  let read: @convention(c) @Sendable (ID, ID, ID, ID, ID, UnsafeMutableRawPointer) -> Int32
  let hasAttribute: @convention(c) @Sendable (ID, UnsafePointer<CChar>) -> Int32
  let openAttribute: @convention(c) @Sendable (ID, UnsafePointer<CChar>, ID) -> ID
  let readAttribute: @convention(c) @Sendable (ID, ID, UnsafeMutableRawPointer) -> Int32
  /// The identifiers of double precision in memory, and of a list of how a file is accessed.
  let double, fileAccess: ID

  /// One thread at a time: the library is built without locks in most distributions.
  static let shared = Mutex(HDF5Library(names))

  static let names = [
    "libhdf5.so", "libhdf5_serial.so", "libhdf5.so.310", "libhdf5.so.200", "libhdf5.so.103",
    "libhdf5_serial.so.310", "libhdf5_serial.so.103", "libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib",
    "/usr/local/lib/libhdf5.dylib",
  ]

  /// - Parameter names: of the library, tried one after the other.
  /// - Returns: nil where there is none, or it lacks what is needed.
  init?(_ names: [String]) {
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else { return nil }
    func find<T>(_ name: String, _ type: T.Type = T.self) throws(Missing) -> T {
      guard let address = dlsym(library, name) else { throw Missing() }
      return unsafeBitCast(address, to: type)
    }
    func number(_ name: String) throws(Missing) -> ID {
      guard let address = dlsym(library, name) else { throw Missing() }
      return address.load(as: ID.self)
    }
    do throws(Missing) {
      let version:
        @convention(c) (
          UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>
        ) -> Int32 = try find("H5get_libversion")
      var (major, minor, release) = (UInt32(0), UInt32(0), UInt32(0))
      // Before 1.10 identifiers had 32 bits.
      guard version(&major, &minor, &release) >= 0, (major, minor) >= (1, 10) else { return nil }
      let start: @convention(c) () -> Int32 = try find("H5open")
      let silence: @convention(c) (ID, OpaquePointer?, OpaquePointer?) -> Int32 = try find("H5Eset_auto2")
      guard start() >= 0, silence(0, nil, nil) >= 0 else { return nil }
      openFile = try find("H5Fopen")
      closeFile = try find("H5Fclose")
      closeObject = try find("H5Oclose")
      closeSpace = try find("H5Sclose")
      closeType = try find("H5Tclose")
      closeAttribute = try find("H5Aclose")
      closeList = try find("H5Pclose")
      createList = try find("H5Pcreate")
      setCore = try find("H5Pset_fapl_core")
      setImage = try find("H5Pset_file_image")
      groupInfo = try find("H5Gget_info")
      linkName = try find("H5Lget_name_by_idx")
      openObject = try find("H5Oopen")
      kindOfObject = try find("H5Iget_type")
      spaceOf = try find("H5Dget_space")
      typeOf = try find("H5Dget_type")
      attributeType = try find("H5Aget_type")
      rank = try find("H5Sget_simple_extent_ndims")
      lengths = try find("H5Sget_simple_extent_dims")
      select = try find("H5Sselect_hyperslab")
      createSpace = try find("H5Screate_simple")
      classOf = try find("H5Tget_class")
      signOf = try find("H5Tget_sign")
      isVariable = try find("H5Tis_variable_str")
      memberCount = try find("H5Tget_nmembers")
      sizeOf = try find("H5Tget_size")
      memberName = try find("H5Tget_member_name")
      memberType = try find("H5Tget_member_type")
      freeMemory = try find("H5free_memory")
      createType = try find("H5Tcreate")
      insertMember = try find("H5Tinsert")
      read = try find("H5Dread")
      hasAttribute = try find("H5Aexists")
      openAttribute = try find("H5Aopen")
      readAttribute = try find("H5Aread")
      double = try number("H5T_NATIVE_DOUBLE_g")
      fileAccess = try number("H5P_CLS_FILE_ACCESS_ID_g")
    } catch { return nil }
  }

  private struct Missing: Error {}
}

/// An identifier that libhdf5 has given out; closed when nobody holds it any more.
final class HDF5Handle {
  let id: HDF5Library.ID
  private let close: @convention(c) @Sendable (HDF5Library.ID) -> Int32

  /// - Returns: nil where the library has refused.
  init?(_ id: HDF5Library.ID, _ close: @convention(c) @Sendable (HDF5Library.ID) -> Int32) {
    guard id >= 0 else { return nil }
    self.id = id
    self.close = close
  }
  deinit { _ = close(id) }
}
