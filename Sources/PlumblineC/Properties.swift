// SPDX-License-Identifier: MIT

import Differentiation
import PDE
import Problems
import Reference

// What a problem has: names, ranges, kinds. What each function takes and gives stands in include/plumbline.h.

@c(plumbline_coordinate_count)
public func coordinateCount(_ problem: OpaquePointer?) -> Int32 {
  (try? OpenProblem.at(problem)).map { Int32(clamping: $0.state.problem.domain.coordinates.count) } ?? -1
}

@c(plumbline_unknown_count)
public func unknownCount(_ problem: OpaquePointer?) -> Int32 {
  (try? OpenProblem.at(problem)).map { Int32(clamping: $0.state.problem.unknowns) } ?? -1
}

@c(plumbline_coordinate_name)
public func coordinateName(
  _ problem: OpaquePointer?, _ number: Int32, _ text: UnsafeMutablePointer<CChar>?, _ size: Int64
) -> Int32 {
  guard let open = try? OpenProblem.at(problem) else { return -1 }
  return name(open.state.problem.domain.coordinates.map(\.description), number, TextBuffer(text, size))
}

@c(plumbline_unknown_name)
public func unknownName(
  _ problem: OpaquePointer?, _ number: Int32, _ text: UnsafeMutablePointer<CChar>?, _ size: Int64
) -> Int32 {
  guard let open = try? OpenProblem.at(problem) else { return -1 }
  return name(open.state.problem.unknownNames, number, TextBuffer(text, size))
}

@c(plumbline_coordinate_range)
public func coordinateRange(
  _ problem: OpaquePointer?, _ number: Int32, _ lower: UnsafeMutablePointer<Double>?,
  _ upper: UnsafeMutablePointer<Double>?
) -> Int32 {
  range(problem, number, lower, upper) { $0.ranges }
}

@c(plumbline_cut_range)
public func cutRange(
  _ problem: OpaquePointer?, _ number: Int32, _ lower: UnsafeMutablePointer<Double>?,
  _ upper: UnsafeMutablePointer<Double>?
) -> Int32 {
  range(problem, number, lower, upper) { $0.cut ?? [] }
}

private func range(
  _ problem: OpaquePointer?, _ number: Int32, _ lower: UnsafeMutablePointer<Double>?,
  _ upper: UnsafeMutablePointer<Double>?, _ box: (Domain) -> [ClosedRange<Double>]
) -> Int32 {
  TextBuffer(nil, 0).report {
    let ranges = box(try OpenProblem.at(problem).state.problem.domain)
    guard let lower, let upper else { throw Refusal(.null, "") }
    guard ranges.indices.contains(Int(number)) else { throw Refusal(.count, "") }
    (lower.pointee, upper.pointee) = (ranges[Int(number)].lowerBound, ranges[Int(number)].upperBound)
  }
}

@c(plumbline_bar_kind)
public func barKind(_ problem: OpaquePointer?) -> Int32 {
  guard let open = try? OpenProblem.at(problem) else { return -1 }
  return switch open.state.reference.barKind {
  case .enclosure: 0
  case .rounding: 1
  case .estimate: 2
  }
}

@c(plumbline_parameter_count)
public func parameterCount(_ problem: OpaquePointer?) -> Int32 {
  (try? OpenProblem.at(problem)).map { Int32(clamping: parameters(of: $0.state).count) } ?? -1
}

@c(plumbline_parameter_name)
public func parameterName(
  _ problem: OpaquePointer?, _ number: Int32, _ text: UnsafeMutablePointer<CChar>?, _ size: Int64
) -> Int32 {
  guard let open = try? OpenProblem.at(problem) else { return -1 }
  return name(parameters(of: open.state).map(\.name), number, TextBuffer(text, size))
}

@c(plumbline_parameter)
public func parameter(
  _ problem: OpaquePointer?, _ number: Int32, _ value: UnsafeMutablePointer<Double>?,
  _ standard: UnsafeMutablePointer<Double>?, _ lower: UnsafeMutablePointer<Double>?,
  _ upper: UnsafeMutablePointer<Double>?, _ isWhole: UnsafeMutablePointer<Int32>?
) -> Int32 {
  TextBuffer(nil, 0).report {
    let state = try OpenProblem.at(problem).state
    let all = parameters(of: state)
    guard all.indices.contains(Int(number)) else { throw Refusal(.count, "") }
    let p = all[Int(number)]
    value?.pointee = state.given[p.name] ?? p.standard
    standard?.pointee = p.standard
    lower?.pointee = p.range.lowerBound
    upper?.pointee = p.range.upperBound
    isWhole?.pointee = p.isWhole ? 1 : 0
  }
}

@c(plumbline_derivative_count)
public func derivativeCount(_ problem: OpaquePointer?) -> Int32 {
  (try? OpenProblem.at(problem)).map { Int32(clamping: $0.state.reference.indices.count) } ?? -1
}

@c(plumbline_derivative_name)
public func derivativeName(
  _ problem: OpaquePointer?, _ number: Int32, _ text: UnsafeMutablePointer<CChar>?, _ size: Int64
) -> Int32 {
  guard let open = try? OpenProblem.at(problem) else { return -1 }
  return name(open.state.reference.indices.sorted().map(\.description), number, TextBuffer(text, size))
}

private func parameters(of state: OpenProblem.State) -> [Parameter] { type(of: state.problem).parameters }
