// swift-tools-version: 6.1
// SPDX-License-Identifier: MIT
import PackageDescription

/// A package of its own, so that no user of the library pays for what only its benchmarks need. Every module
/// is named, so that a change of any builds this anew.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Plumbline", path: "..")],
  targets: [
    .executableTarget(name: "bench", dependencies: [.product(name: "Plumbline", package: "Plumbline")])
  ],
  swiftLanguageModes: [.v6]
)
