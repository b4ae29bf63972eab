// SPDX-License-Identifier: MIT

extension Study {
  /// Whether nested differentiation can be done elegantly for physics-informed networks: what a forum thread
  /// claimed, measured.
  static let thread = Study(
    "thread", "Nested differentiation: a thread's claims, measured",
    """
    A thread of the Julia forum (the source of `cosine-ode`) asked whether a network that solves a \
    differential equation can be trained by nested automatic differentiation. Its answers disagreed: that \
    forward inside reverse gives slightly wrong gradients, that Taylor series are slower than differences, \
    that differences need a step of their own for each precision, that differences as wide as the points' \
    spacing train better, that hyper-dual numbers do for the Laplacian. Each claim is a question here, \
    answered by this library's own counterparts of the tools named.
    """,
    [
      .acceptedAnswer, .closures, .taylorOrDifferences, .differenceStep, .spacing, .stiff, .laplacian,
      .nestedReverse, .rebuilding, .container,
    ])
}
