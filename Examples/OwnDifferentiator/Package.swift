// swift-tools-version: 6.1
import PackageDescription

/// A project that puts its own differentiation through Plumbline's gradient suite. Elsewhere the dependency reads
/// `.package(url: "https://github.com/plumbline/plumbline", from: "0.1.0")`, and the product "Plumbline" is enough; as a
/// neighbour whose sources may change, every module is named, so that a change builds this anew.
let modules = [
  "Plumbline", "Differentiation", "PDE", "Reference", "Problems", "Networks", "Strategies", "Training",
  "Gradients",
  "Verification",
]
let plumbline = modules.map { Target.Dependency.product(name: $0, package: "Plumbline") }

let package = Package(
  name: "OwnDifferentiator",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Plumbline", path: "../..")],
  targets: [.executableTarget(name: "OwnDifferentiator", dependencies: plumbline)],
  swiftLanguageModes: [.v6]
)
