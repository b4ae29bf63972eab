// swift-tools-version: 6.1
// SPDX-License-Identifier: MIT
import PackageDescription

/// A project that brings its own problem and holds its own solver to Plumbline's. Elsewhere the dependency
/// reads `.package(url: "https://github.com/plumbline/plumbline", branch: "main")`.
let plumbline = [Target.Dependency.product(name: "Plumbline", package: "Plumbline")]

let package = Package(
  name: "OwnProblem",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Plumbline", path: "../..")],
  targets: [
    .target(name: "DampedOscillator", dependencies: plumbline),
    .executableTarget(name: "OwnProblem", dependencies: ["DampedOscillator"] + plumbline),
    // Another package's differentiation, put through the gradient suite.
    .executableTarget(name: "OwnDifferentiator", dependencies: plumbline),
    .testTarget(name: "OwnProblemTests", dependencies: ["DampedOscillator"] + plumbline),
  ],
  swiftLanguageModes: [.v6]
)
