// swift-tools-version: 6.1
// SPDX-License-Identifier: MIT
import Foundation
import PackageDescription

/// Numeric Swift without optimisation is 40 to 800 times slower, and plain `swift test` is the gate, so the
/// debug configuration is optimised too. SwiftPM refuses such flags in a versioned dependency: they are
/// dropped where this manifest lies in one of SwiftPM's own folders.
let isDependency = ["/checkouts/", "/registry/downloads/", "/repositories/"].contains {
  // SwiftPM's folder may have any name (--scratch-path), what lies in it not.
  (Context.packageDirectory + "/").contains($0)
}
/// What the code is made for, as compilers name it: this machine, or `PLUMBLINE_MARCH=x86-64-v3` for others.
let march = Context.environment["PLUMBLINE_MARCH"] ?? "native"
let optimised: [SwiftSetting] =
  isDependency
  ? []
  : [
    .unsafeFlags([
      "-O", "-wmo", "-num-threads", "2", "-disable-batch-mode", "-Xcc", "-march=\(march)",
    ]),
    .define("OPTIMISED"),
  ]

/// GSL's BLAS calls resolve to OpenBLAS where it is installed (far faster), to GSL's own gslcblas otherwise, or
/// with `PLUMBLINE_BLAS=gslcblas`.
let libraryFolders = [
  "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
  "/opt/homebrew/opt/openblas/lib", "/usr/local/opt/openblas/lib",
]
let openBLAS =
  Context.environment["PLUMBLINE_BLAS"] == "gslcblas"
  ? nil
  : libraryFolders.first { folder in
    ["so", "dylib"].contains { FileManager.default.fileExists(atPath: "\(folder)/libopenblas.\($0)") }
  }
let blasSettings: [SwiftSetting] = openBLAS == nil ? [] : [.define("OPENBLAS")]
let blasLinks: [LinkerSetting] = [.linkedLibrary(openBLAS == nil ? "gslcblas" : "openblas")]

let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let complex = Target.Dependency.product(name: "ComplexModule", package: "swift-numerics")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")

/// What the library is made of, the lowest first. A target lists every module that it imports, directly or
/// through inlined code, not only the next: SwiftPM compiles again only what names the module that changed.
let differentiation: [Target.Dependency] = ["Differentiation", numerics]
/// What a problem is written in.
let mathematics = differentiation + ["Essentials", "Threads", "GSL", "Sampling", "PDE", "Benchmarking"]
let references = mathematics + ["Reference"]
let problems = references + ["Problems"]
let strategies: [Target.Dependency] = ["Blocks", "Networks", "Strategies"]
let training = mathematics + strategies + ["Training"]
let library =
  problems + strategies + [
    "Training", "DataFiles", "Assessment", "Scoring", "Exporting", "Gradients", "Verification",
  ]

/// A test target depends on what it tests, and on what lies below that.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)",
    exclude: exclude, swiftSettings: optimised)
}

let package = Package(
  name: "Plumbline",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Plumbline", targets: ["Plumbline"]),
    .library(name: "Differentiation", targets: ["Differentiation"]),
    .executable(name: "verify", targets: ["verify"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-numerics", from: "1.0.3"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
  ],
  targets: [
    // What the system offers, without the parts of Foundation that make a library large.
    .target(name: "Essentials", swiftSettings: optimised),
    // Work shared among cores.
    .target(name: "Threads", dependencies: ["Essentials"], swiftSettings: optimised),
    .systemLibrary(name: "CGSL", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .target(
      name: "GSL", dependencies: ["CGSL"], swiftSettings: optimised + blasSettings, linkerSettings: blasLinks),
    // Random numbers and evenly spread points.
    .target(name: "Sampling", dependencies: ["GSL", numerics], swiftSettings: optimised),
    // Which instructions the code may use.
    .systemLibrary(name: "CProcessor"),
    // The heart: numbers that carry derivatives, tape, jets, operators.
    .target(name: "Differentiation", dependencies: ["CProcessor", numerics], swiftSettings: optimised),
    // Blocks of points in vector registers, and their matrix kernels.
    .target(name: "Blocks", dependencies: differentiation, swiftSettings: optimised),
    // The mathematics of a problem, and what a reference solution is.
    .target(
      name: "PDE", dependencies: differentiation + ["Essentials", "Sampling", "GSL"], swiftSettings: optimised
    ),
    // How a problem is trained and judged, as data.
    .target(name: "Benchmarking", dependencies: differentiation + ["PDE"], swiftSettings: optimised),
    .target(
      name: "Reference", dependencies: differentiation + ["Essentials", "Threads", "Sampling", "PDE", "GSL"],
      path: "Reference", exclude: ["Tables"], swiftSettings: optimised),
    // Frozen data, a module of its own: it depends on nothing and is compiled once.
    .target(
      name: "ReferenceTables", path: "Reference/Tables", exclude: ["gradients-mpmath.py", "data"],
      resources: [.embedInCode("gradients.json")]),
    .target(
      name: "Problems", dependencies: references, path: "Problems", swiftSettings: optimised),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "DataFiles", dependencies: ["Essentials", "CZlib"], swiftSettings: optimised),
    // A solution held against the truth; it trains nothing.
    .target(
      name: "Assessment",
      dependencies: differentiation + ["Essentials", "Threads", "Sampling", "GSL", "PDE", "Benchmarking"],
      swiftSettings: optimised),
    // Files held against the references.
    .target(
      name: "Scoring", dependencies: problems + ["DataFiles", "Assessment"], swiftSettings: optimised),
    // One function of the C library, which needs no package.
    .systemLibrary(name: "CText"),
    // Tables of reference values as files.
    .target(
      name: "Exporting", dependencies: problems + ["CText", "DataFiles"], swiftSettings: optimised),
    .target(
      name: "Networks", dependencies: differentiation + ["Blocks", "Sampling", "GSL"],
      swiftSettings: optimised),
    .target(
      name: "Strategies", dependencies: differentiation + ["Blocks", "Networks"], swiftSettings: optimised),
    .target(name: "Training", dependencies: mathematics + strategies, swiftSettings: optimised),
    .target(
      name: "Gradients",
      dependencies: training + ["Reference", "ReferenceTables", "Problems", complex],
      swiftSettings: optimised),
    .target(
      name: "Verification",
      dependencies: training + ["Reference", "Problems", "DataFiles", "Assessment"],
      swiftSettings: optimised),
    .target(name: "Plumbline", dependencies: library, swiftSettings: optimised),
    // The library that draws the charts of pages.
    .target(
      name: "CVega", exclude: ["LICENSE.txt", "SHA256SUMS", "vega-6.1.2.min.js", "vega-lite-6.3.0.min.js"],
      cSettings: [.headerSearchPath(".")]),
    // Pages that need nothing but themselves.
    .target(
      name: "Pages", dependencies: ["CVega", "Essentials", "DataFiles"],
      resources: [.embedInCode("page.css"), .embedInCode("page.js")], swiftSettings: optimised),
    // Many cells on many machines: which, by whom, and what came of them.
    .target(
      name: "Campaigns", dependencies: training + ["Reference", "Problems", "Assessment", "Verification"],
      swiftSettings: optimised),
    // One function of the C library, which needs no package.
    .systemLibrary(name: "CHeap"),
    // Questions that are answered by measuring, each sentence of the answer made from the numbers.
    .target(
      name: "Studies",
      dependencies: training + [
        "CHeap", "Reference", "Problems", "Assessment", "Gradients", "Verification",
      ],
      path: "Studies", swiftSettings: optimised),
    // What has come of it, as pages.
    .target(
      name: "Reports", dependencies: ["Plumbline", "Campaigns", "Pages"] + library, swiftSettings: optimised),
    // The command line, for whatever starts it: a program, or another language.
    .target(
      name: "CommandLineTool",
      dependencies: ["Plumbline", "Campaigns", "Studies", "Pages", "Reports"] + library + [arguments],
      swiftSettings: optimised),
    .executableTarget(name: "verify", dependencies: ["CommandLineTool"], swiftSettings: optimised),
    .target(
      name: "TestSupport", dependencies: differentiation + [bigInt], path: "Tests/Support",
      swiftSettings: optimised),
    tests("Threads", ["Essentials", "Threads"]),
    tests(
      "Differentiation", differentiation,
      exclude: ["rule-table.py", "activations.py", "expm1-minimax.py"]),
    tests("Blocks", differentiation + ["Blocks"]),
    tests("PDE", differentiation + ["GSL", "Sampling", "PDE"]),
    tests("Reference", problems + [bigInt], exclude: ["square-and-step.py", "evolution-truth.py"]),
    tests("Problems", problems + [bigInt], exclude: ["oscillators.py"]),
    tests("DataFiles", ["DataFiles"], exclude: ["Fixtures"]),
    tests("Scoring", problems + ["DataFiles", "Assessment", "Scoring"], exclude: ["Fixtures"]),
    tests("Exporting", problems + ["DataFiles", "Exporting"]),
    tests("Strategies", training + ["Reference", "Problems"]),
    tests("Training", training + ["Reference", "Problems"]),
    tests("Gradients", training + ["Reference", "Problems", "Gradients"], exclude: ["answers.py"]),
    tests("Verification", library + ["Plumbline"]),
    tests("Campaigns", library + ["Plumbline", "Campaigns"]),
    tests("Studies", library + ["Plumbline", "Studies"]),
    tests("Pages", ["CVega", "Essentials", "DataFiles", "Pages"]),
    tests("Reports", library + ["Plumbline", "Campaigns", "Pages", "Reports"]),
    tests("Gate", library + ["Plumbline"]),
    tests(
      "CommandLine", library + ["Plumbline", "Campaigns", "Studies", "CommandLineTool", "verify"],
      exclude: ["terminal.py", "screen.py"]),
  ],
  swiftLanguageModes: [.v6]
)

// `@c` came with Swift 6.3.
#if compiler(>=6.3)
  package.products.append(.library(name: "plumbline", type: .dynamic, targets: ["PlumblineC"]))
  package.targets += [
    .target(
      name: "PlumblineC",
      dependencies: library + ["Plumbline", "CommandLineTool", arguments], exclude: ["include"],
      swiftSettings: optimised),
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
