// SPDX-License-Identifier: MIT

/// Writes a ZIP archive member by member.
///
/// Sizes and checksum are written into a member's local header when its data are there, not behind them:
/// readers that look at local headers alone then find them.
final class ZipWriter {
  private let file: AtomicFile
  private let compression: NPZWriter.Compression
  private var records: [ZipRecord] = []
  private var isOpen = false
  private var deflater: Deflater?
  private var dataStart = 0

  init(_ path: String, _ compression: NPZWriter.Compression) throws(Problem) {
    self.compression = compression
    file = try AtomicFile(path)
  }

  /// - Parameter size: the bytes that follow.
  func begin(_ name: String, size: Int) throws(Problem) {
    try endMember()
    var method = ZipMember.stored
    if case .deflate(let level) = compression {
      method = ZipMember.deflated
      deflater = try Deflater(level: level)
    }
    // Deflate may lengthen what it cannot shorten, by far less than a thousandth.
    let isWide = size >= 0xFFFF_FFFF - 0xFFFF_FFFF / 1000
    records.append(ZipRecord(name: name, method: method, offset: file.offset, isWide: isWide))
    isOpen = true
    try file.write(records[records.count - 1].local)
    dataStart = file.offset
  }

  func write(_ bytes: [UInt8]) throws(Problem) {
    let last = records.count - 1
    records[last].crc = bytes.withUnsafeBytes { Checksum.crc32($0, after: records[last].crc) }
    records[last].size += bytes.count
    try put(bytes, isLast: false)
  }

  private func put(_ bytes: [UInt8], isLast: Bool) throws(Problem) {
    guard let deflater else { return try file.write(bytes) }
    let file = file
    try deflater.write(bytes, isLast: isLast) { (block) throws(Problem) in try file.write(block) }
  }

  private func endMember() throws(Problem) {
    guard isOpen else { return }
    isOpen = false
    try put([], isLast: true)
    deflater = nil
    let last = records.count - 1
    records[last].compressed = file.offset - dataStart
    try file.put(records[last].local, at: records[last].offset)
  }

  func finish() throws(Problem) {
    try endMember()
    let start = file.offset
    for record in records { try file.write(record.central) }
    try file.write(ZipRecord.end(count: records.count, size: file.offset - start, start: start))
    try file.commit()
  }

  func abandon() { file.abandon() }
}
