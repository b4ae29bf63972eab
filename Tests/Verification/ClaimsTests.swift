// SPDX-License-Identifier: MIT

import Essentials
import Foundation
import Testing

@testable import Verification

/// One process trains a cell, whoever asks when.
@Suite struct ClaimsTests {
  /// A folder that is gone afterwards.
  struct Folder: ~Copyable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("claims-\(UUID())").path
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func put(_ name: String, _ owner: ProcessIdentity?, age: Double = 0) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let file = path + "/" + name
      try (try owner.map { try JSONEncoder().encode($0) } ?? Data()).write(to: URL(fileURLWithPath: file))
      try FileManager.default.setAttributes([.modificationDate: Date() - age], ofItemAtPath: file)
    }
  }

  static func identity(
    host: String = Machine.host, boot: String? = nil, process: Int32 = getpid(), start: String? = nil
  ) -> ProcessIdentity {
    let here = ProcessIdentity.current
    return ProcessIdentity(
      host: host, boot: boot ?? here.boot, space: here.space, process: process, start: start ?? here.start)
  }

  /// A process that has ended, its number known.
  static func ended() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exit 0"]
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }

  func generation(_ answer: Claims.Answer) -> Int? {
    if case .mine(let claim) = answer { claim.generation } else { nil }
  }

  /// Of many that ask at once, one.
  @Test func oneOfMany() async throws {
    let folder = Folder()
    let path = folder.path
    let all = (0..<16).map { _ in Claims(path, lease: 60) }
    let mine = try await withThrowingTaskGroup(of: Int?.self) { group in
      for claims in all { group.addTask { self.generation(try claims.ask("a")) } }
      return try await group.reduce(into: [Int]()) { all, g in if let g { all.append(g) } }
    }
    #expect(mine == [1])
  }

  /// Whose process is gone is followed at once.
  @Test func takenOver() throws {
    let folder = Folder()
    let claims = Claims(folder.path, lease: 60)
    let gone = try Self.ended()
    try folder.put("gone.1", Self.identity(process: gone))
    #expect(generation(try claims.ask("gone")) == 2)
    // The number belongs to another process by now.
    try folder.put("again.1", Self.identity(start: "1"))
    #expect(generation(try claims.ask("again")) == 2)
    try folder.put("here.1", Self.identity())
    #expect(generation(try claims.ask("here")) == nil)
    // Who took over is asked, not who was followed.
    try folder.put("chain.1", Self.identity(process: gone))
    try folder.put("chain.2", Self.identity())
    #expect(generation(try claims.ask("chain")) == nil)
    try folder.put("dead.1", Self.identity(process: gone))
    try folder.put("dead.2", Self.identity(process: gone))
    #expect(generation(try claims.ask("dead")) == 3)
  }

  /// What is not touched for a lease is dead, but not at first sight: when nobody could write for a while,
  /// owners come first.
  @Test(arguments: [false, true]) func older(isTouched: Bool) throws {
    let folder = Folder()
    let claims = Claims(folder.path, lease: 3)
    let owners = [
      "still": Self.identity(), "far": Self.identity(host: "far", boot: "other", process: try Self.ended()),
      "empty": nil,
    ]
    for (name, owner) in owners {
      try folder.put(name + ".1", owner, age: 2)
      #expect(generation(try claims.ask(name)) == nil, "\(name)")
      try folder.put(name + ".1", owner, age: 4)
      #expect(generation(try claims.ask(name)) == nil, "\(name)")
    }
    usleep(500_000)
    for name in owners.keys { #expect(generation(try claims.ask(name)) == nil, "\(name)") }
    if isTouched { for name in owners.keys { SharedFolder.refresh("\(folder.path)/\(name).1") } }
    usleep(600_000)
    for name in owners.keys {
      #expect(generation(try claims.ask(name)) == (isTouched ? nil : 2), "\(name)")
    }
  }

  /// A claim is touched while it is held, and leaves nothing behind.
  @Test func touchedAndEnded() throws {
    let folder = Folder()
    let claims = Claims(folder.path, lease: 0.6)
    guard case .mine(let claim) = try claims.ask("a") else { throw CocoaError(.featureUnsupported) }
    let first = try #require(SharedFolder.time(of: folder.path + "/a.1"))
    usleep(1_500_000)
    let later = try #require(SharedFolder.time(of: folder.path + "/a.1"))
    #expect(later - first > 0.3)
    #expect(generation(try Claims(folder.path, lease: 0.6).ask("a")) == nil)
    claims.end(claim)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(generation(try claims.ask("a")) == 1)
  }

  /// A claim that is no file is not asked for without end: it dies by its age as others do.
  @Test func danglingLink() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/a.1", withDestinationPath: "/nowhere/at/all")
    #expect(generation(try Claims(folder.path, lease: 60).ask("a")) == nil)
  }

  /// What a killed process has half written goes, what another is writing stays.
  @Test func tidied() throws {
    let folder = Folder()
    try folder.put(".draft-1", nil, age: 100)
    try folder.put(".draft-2", nil, age: 1)
    try folder.put("far.1", Self.identity(host: "far", boot: "other"), age: 100)
    Claims(folder.path, lease: 60).tidy(now: Date().timeIntervalSince1970)
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == [".draft-2", "far.1"])
  }
}
