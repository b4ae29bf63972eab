// SPDX-License-Identifier: MIT

import RealModule

/// An adjoint being summed during a reverse sweep.
///
/// The operations below are pure by default. A number type that owns memory (``Block``) overrides them to add
/// in place, which `owned` permits: memory that another slot may share must be marked as shared.
@frozen public struct Adjoint<S> {
  @frozen public enum State: UInt8 { case empty, shared, owned }
  public var value: S
  public var state: State
  @inlinable public init(_ value: S, _ state: State) {
    self.value = value
    self.state = state
  }
}

extension Scalar {
  /// slot += g
  @inlinable public static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self) {
    slot = Adjoint(slot.state == .empty ? g : slot.value + g, .shared)
  }
  /// slot += k·g
  @inlinable public static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self, scaledBy k: Double) {
    accumulate(&slot, g.scaled(by: k))
  }
  /// slot += d·g
  @inlinable public static func accumulate(_ slot: inout Adjoint<Self>, _ g: Self, times d: Self) {
    slot = Adjoint(slot.state == .empty ? d * g : slot.value.adding(d, times: g), .shared)
  }
  /// slot += f′(x)·g, y = f(x)
  @inlinable public static func accumulate(
    _ slot: inout Adjoint<Self>, _ g: Self, through f: Elementary, at x: Self, value y: Self
  ) {
    accumulate(&slot, g, times: f.derivative(x, value: y))
  }
  /// slot += Wᵀ·g
  @inlinable public static func accumulateTransposed(
    _ slot: inout Adjoint<Self>, _ g: Self, _ layer: Layer<Weight>
  ) {
    accumulate(&slot, g.transposedAffine(layer))
  }
  /// The slot is done with; memory it owns may be used again.
  @inlinable public static func release(_ slot: inout Adjoint<Self>) { slot.state = .empty }
}
