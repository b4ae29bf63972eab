// SPDX-License-Identifier: MIT

import Benchmarking
import Differentiation
import PDE
import Problems
import Scoring
import Synchronization

/// What a handle points to: a problem and its reference, replaced as a whole when a parameter is set.
///
/// A class, for its address; calls take what is there and go on without holding the lock.
final class OpenProblem: Sendable {
  struct State: Sendable {
    let given: [String: Double]
    let problem: any Benchmark
    /// Once a problem: a computed solution is kept in it.
    let reference: any ReferenceSolution
    var scorer: Scorer { Scorer(problem, given, reference) }

    init(_ name: String, _ given: [String: Double]) throws {
      self.given = given
      problem = try Catalogue.problem(name, given)
      reference = problem.reference
    }
  }
  private let current: Mutex<State>

  init(_ name: String) throws { current = Mutex(try State(name, [:])) }

  var state: State { current.withLock { $0 } }

  func set(_ name: String, _ value: Double) throws {
    // Two threads that set two parameters must not lose one of them.
    try current.withLock { state in
      state = try State(state.problem.name, state.given.merging([name: value]) { $1 })
    }
  }

  /// A handle for C, which owns the problem until ``close(_:)``.
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passRetained(self).toOpaque()) }

  static func at(_ handle: OpaquePointer?) throws -> OpenProblem {
    guard let handle else { throw Refusal(.null, "the problem is NULL: open one by plumbline_open") }
    return Unmanaged<OpenProblem>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
  }

  static func close(_ handle: OpaquePointer?) {
    if let handle { Unmanaged<OpenProblem>.fromOpaque(UnsafeRawPointer(handle)).release() }
  }
}

extension OpenProblem.State {
  /// The derivative of that name, as in "xx"; the order of the coordinates is free.
  func index(_ name: String) throws -> MultiIndex {
    var coordinates: [Coordinate] = []
    var rest = name[...]
    while let letter = rest.first {
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard let c = Coordinate("\(letter)\(digits)") else { break }
      coordinates.append(c)
      rest = rest.dropFirst(1 + digits.count)
    }
    // More than eight would be no derivative at all.
    if rest.isEmpty, coordinates.count <= 8, reference.indices.contains(MultiIndex(coordinates)) {
      return MultiIndex(coordinates)
    }
    let known = reference.indices.sorted().filter { $0 != .value }.map(\.description)
    throw Refusal(.name, Suggestion.message("derivative", name, known))
  }
}
