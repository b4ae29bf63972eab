// swift-tools-version: 6.1
// SPDX-License-Identifier: MIT
import Foundation
import PackageDescription

/// Numeric Swift without optimisation is 40 to 800 times slower, and plain `swift test` is the gate, so the
/// debug configuration is optimised too. SwiftPM refuses such flags in a versioned dependency: they are
/// dropped where this manifest lies in one of SwiftPM's own folders.
let isDependency = [
  "/.build/checkouts/", "/SourcePackages/checkouts/", "/registry/downloads/", "/.build/repositories/",
]
.contains { (Context.packageDirectory + "/").contains($0) }
/// Which matrix kernels suit this processor: the code is made for it alone.
let hasWideRegisters =
  (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.contains(" avx512f ") ?? false
let optimised: [SwiftSetting] =
  isDependency
  ? []
  : [
    .unsafeFlags([
      "-O", "-wmo", "-num-threads", "2", "-disable-batch-mode", "-Xcc", "-march=native",
    ]),
    .define("NATIVE"),
  ] + (hasWideRegisters ? [.define("AVX512")] : [])

/// GSL's BLAS calls resolve to OpenBLAS where it is installed (far faster), to GSL's own gslcblas otherwise.
let libraryFolders = [
  "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
  "/opt/homebrew/opt/openblas/lib", "/usr/local/opt/openblas/lib",
]
let openBLAS = libraryFolders.first { folder in
  ["so", "dylib"].contains { FileManager.default.fileExists(atPath: "\(folder)/libopenblas.\($0)") }
}
let blasSettings: [SwiftSetting] = openBLAS == nil ? [] : [.define("OPENBLAS")]
let blasLinks: [LinkerSetting] = [.linkedLibrary(openBLAS == nil ? "gslcblas" : "openblas")]

let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let complex = Target.Dependency.product(name: "ComplexModule", package: "swift-numerics")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")

/// A target lists every module below it, not only the next: optimised code is inlined across modules, and
/// SwiftPM compiles again only what names the module that changed.
let library: [Target.Dependency] = [
  "Threads", "Differentiation", "PDE", "GSL", "Reference", "Problems", "DataFiles", "Scoring", "Exporting",
  "Networks", "Strategies", "Training", "Gradients", "Verification",
]

func tests(_ name: String, _ others: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: ["Plumbline"] + library + [numerics] + others, path: "Tests/\(name)",
    exclude: exclude, swiftSettings: optimised)
}

let package = Package(
  name: "Plumbline",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Plumbline", targets: ["Plumbline"]),
    .library(name: "Differentiation", targets: ["Differentiation"]),
    .library(name: "PDE", targets: ["PDE"]),
    .library(name: "Reference", targets: ["Reference"]),
    .library(name: "Problems", targets: ["Problems"]),
    .library(name: "DataFiles", targets: ["DataFiles"]),
    .library(name: "Scoring", targets: ["Scoring"]),
    .library(name: "Exporting", targets: ["Exporting"]),
    .library(name: "Networks", targets: ["Networks"]),
    .library(name: "Strategies", targets: ["Strategies"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Gradients", targets: ["Gradients"]),
    .library(name: "Verification", targets: ["Verification"]),
    .executable(name: "verify", targets: ["verify"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-numerics", from: "1.0.3"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
  ],
  targets: [
    // Work shared among cores, for the package alone.
    .target(name: "Threads", swiftSettings: optimised),
    .systemLibrary(name: "CGSL", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(
      name: "GSL", dependencies: ["CGSL"], swiftSettings: optimised + blasSettings, linkerSettings: blasLinks),
    .target(name: "Differentiation", dependencies: [numerics], swiftSettings: optimised),
    .target(name: "PDE", dependencies: ["Differentiation", numerics], swiftSettings: optimised),
    .target(
      name: "Reference", dependencies: ["Threads", "Differentiation", "PDE", "GSL", numerics],
      path: "Reference",
      exclude: ["Tables"], swiftSettings: optimised),
    // Frozen data, a module of its own: it depends on nothing and is compiled once.
    .target(
      name: "ReferenceTables", path: "Reference/Tables", exclude: ["gradients-mpmath.py", "data"],
      resources: [.embedInCode("gradients.json")]),
    .target(
      name: "Problems", dependencies: ["Differentiation", "PDE", "Reference", "GSL", numerics],
      path: "Problems",
      swiftSettings: optimised),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "DataFiles", dependencies: ["CZlib"], swiftSettings: optimised),
    // Files held against the references; it trains nothing.
    .target(
      name: "Scoring",
      dependencies: [
        "Threads", "Differentiation", "PDE", "GSL", "Reference", "Problems", "DataFiles", numerics,
      ],
      swiftSettings: optimised),
    // One function of the C library, which needs no package.
    .systemLibrary(name: "CText"),
    // Tables of reference values as files.
    .target(
      name: "Exporting",
      dependencies: [
        "CText", "Threads", "Differentiation", "PDE", "GSL", "Reference", "Problems", "DataFiles", numerics,
      ],
      swiftSettings: optimised),
    .target(name: "Networks", dependencies: ["Differentiation", numerics], swiftSettings: optimised),
    .target(
      name: "Strategies", dependencies: ["Differentiation", "Networks", numerics], swiftSettings: optimised),
    .target(
      name: "Training",
      dependencies: ["Threads", "Differentiation", "PDE", "Networks", "Strategies", "GSL", numerics],
      swiftSettings: optimised),
    .target(
      name: "Gradients",
      dependencies: [
        "Threads", "Differentiation", "PDE", "GSL", "Reference", "ReferenceTables", "Problems", "Networks",
        "Strategies", "Training", numerics, complex,
      ],
      swiftSettings: optimised),
    .target(name: "Verification", dependencies: library.dropLast() + [numerics], swiftSettings: optimised),
    .target(name: "Plumbline", dependencies: library + [numerics], swiftSettings: optimised),
    .executableTarget(
      name: "verify", dependencies: ["Plumbline"] + library + [numerics, arguments],
      swiftSettings: optimised),
    .target(
      name: "TestSupport", dependencies: ["Differentiation", numerics, bigInt], path: "Tests/Support",
      swiftSettings: optimised),
    tests(
      "Differentiation", ["TestSupport"],
      exclude: ["rule-table.py", "activations.py", "expm1-minimax.py"]),
    tests("Reference", ["TestSupport", bigInt], exclude: ["square-and-step.py", "evolution-truth.py"]),
    tests("Problems", ["TestSupport", bigInt], exclude: ["oscillators.py"]),
    tests("DataFiles", ["TestSupport"], exclude: ["Fixtures"]),
    tests("Scoring", ["TestSupport"], exclude: ["Fixtures"]),
    tests("Exporting", ["TestSupport"]),
    tests("Strategies"),
    tests("Training"),
    tests("Gradients", ["TestSupport"], exclude: ["answers.py"]),
    tests("Verification"),
    tests("Gate"),
    tests("CommandLine", ["verify", "TestSupport"], exclude: ["terminal.py"]),
  ],
  swiftLanguageModes: [.v6]
)

// `@c` came with Swift 6.3.
#if compiler(>=6.3)
  package.products.append(.library(name: "plumbline", type: .dynamic, targets: ["PlumblineC"]))
  package.targets += [
    .target(
      name: "PlumblineC",
      dependencies: ["Threads", "Differentiation", "PDE", "GSL", "Reference", "Problems", numerics],
      exclude: ["include"], swiftSettings: optimised),
    // It loads the library that is built beside it.
    .testTarget(
      name: "CLibraryTests", dependencies: ["PlumblineC", "TestSupport"], path: "Tests/CLibrary",
      exclude: ["client.py"],
      swiftSettings: optimised),
  ]
#endif

// The documentation's builder, which no user of the package has to fetch.
if Context.environment["PLUMBLINE_DOCUMENTATION"] != nil {
  package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}
