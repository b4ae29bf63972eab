// SPDX-License-Identifier: MIT

/// A benchmark that would judge nothing.
public enum BenchmarkError: Error, Equatable, CustomStringConvertible {
  /// Nothing shows that its tolerances reject anything.
  case noNegativeControls(problem: String)

  public var description: String {
    switch self {
    case .noNegativeControls(let problem):
      "\(problem) has tolerances and no negative controls: nothing shows that they reject a wrong solution; let "
        + "negativeControls list some, .zero() among them"
    }
  }
}

extension Benchmark {
  /// - Throws: ``BenchmarkError`` where a tolerance stands without a wrong solution that it must reject.
  package func checkControls() throws(BenchmarkError) {
    if negativeControls.isEmpty { throw .noNegativeControls(problem: name) }
  }
}
