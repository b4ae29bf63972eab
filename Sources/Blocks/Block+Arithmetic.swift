// SPDX-License-Identifier: MIT

import Differentiation

import RealModule

extension Block {
  @inlinable package static func + (a: Self, b: Self) -> Self {
    guard a.base != nil else { return b.shaped(by: a).adding(constant: a.constant) }
    guard b.base != nil else { return a.adding(constant: b.constant) }
    return map(a, b) { $0 + $1 }
  }
  /// A constant without a shape takes the other's.
  @inlinable func shaped(by other: Self) -> Self { arena == nil ? Self(constant, like: other) : self }
  @inlinable func adding(constant k: Double) -> Self {
    guard base != nil else { return Self(constant + k, like: self) }
    if k == 0 { return self }
    let lanes = L(repeating: L.Element(k))
    return map { $0 + lanes }
  }
  @inlinable package static func - (a: Self, b: Self) -> Self {
    guard b.base != nil else { return a.shaped(by: b).adding(constant: -b.constant) }
    guard a.base != nil else {
      let lanes = L(repeating: L.Element(a.constant))
      return b.map { lanes - $0 }
    }
    return map(a, b) { $0 - $1 }
  }
  @inlinable package static func * (a: Self, b: Self) -> Self {
    guard a.base != nil else { return b.shaped(by: a).scaled(by: a.constant) }
    guard b.base != nil else { return a.scaled(by: b.constant) }
    return map(a, b) { $0 * $1 }
  }
  @inlinable package static func / (a: Self, b: Self) -> Self {
    guard b.base != nil else { return a.shaped(by: b).divided(by: b.constant) }
    guard a.base != nil else {
      let lanes = L(repeating: L.Element(a.constant))
      return b.map { lanes / $0 }
    }
    return map(a, b) { $0 / $1 }
  }
  @inlinable package func adding(_ a: Self, times b: Self) -> Self {
    guard base != nil, a.base != nil, b.base != nil else { return self + a * b }
    let result = Self(rows: rows, channels: channels, in: arena!)
    let o = result.base!
    let s = base!
    let p = a.base!
    let q = b.base!
    for i in 0..<count { o[i] = s[i].adding(p[i], times: q[i]) }
    return result
  }
  @inlinable package func scaled(by k: Double) -> Self {
    guard base != nil else { return Self(constant * k, like: self) }
    if k == 1 { return self }
    if k == 0 { return Self(0, like: self) }
    let lanes = L(repeating: L.Element(k))
    return map { $0 * lanes }
  }
  @inlinable package func divided(by k: Double) -> Self {
    guard base != nil else { return Self(constant / k, like: self) }
    let lanes = L(repeating: L.Element(k))
    return map { $0 / lanes }
  }

  /// A row of the table over the block. Selecting the row outside the loop leaves a kernel inside it.
  @inlinable package static func apply(_ f: Elementary, to x: Self) -> Self {
    guard x.base != nil else { return Self(Double.apply(f, to: x.constant), like: x) }
    switch f {
    case .tanh:
      let result = Self(rows: x.rows, channels: x.channels, in: x.arena!)
      LanesKernel.tanh(x.base!, into: result.base!, x.count)
      return result
    case .sin, .cos:
      let result = Self(rows: x.rows, channels: x.channels, in: x.arena!)
      LanesKernel.sine(x.base!, quarters: f == .sin ? 0 : 1, into: result.base!, x.count)
      return result
    case .reciprocal:
      let one = L(repeating: 1)
      return x.map { one / $0 }
    default: return x.map { L.applySlowly(f, to: $0) }
    }
  }
  @inlinable package static func sechSquared(_ x: Self, tanh y: Self) -> Self {
    guard x.base != nil, y.base != nil else {
      return Self(Double.sechSquared(x.constant, tanh: y.constant), like: x)
    }
    assert(x.rows == y.rows, "tanh of \(x.rows) rows cannot have \(y.rows)")
    let result = Self(rows: x.rows, channels: x.channels, in: x.arena!)
    LanesKernel.sechSquared(x.base!, tanh: y.base!, into: result.base!, x.count)
    return result
  }
}
