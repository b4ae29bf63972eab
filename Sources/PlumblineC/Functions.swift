// SPDX-License-Identifier: MIT

import PDE
import Problems

// What each function takes and gives stands in include/plumbline.h.

@c(plumbline_version)
public func version(_ text: UnsafeMutablePointer<CChar>?, _ size: Int64) -> Int32 {
  TextBuffer(text, size).put(Catalogue.version)
}

@c(plumbline_problem_count)
public func problemCount() -> Int32 { Int32(clamping: Catalogue.all.count) }

@c(plumbline_problem_name)
public func problemName(_ number: Int32, _ text: UnsafeMutablePointer<CChar>?, _ size: Int64) -> Int32 {
  name(Catalogue.all.map { $0.name }, number, TextBuffer(text, size))
}

@c(plumbline_open)
public func open(
  _ name: UnsafePointer<CChar>?, _ problem: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<CChar>?, _ errorSize: Int64
) -> Int32 {
  TextBuffer(error, errorSize).report {
    guard let problem else { throw Refusal(.null, "there is no place for the problem: give its address") }
    problem.pointee = nil
    problem.pointee = try OpenProblem(text(name, "the problem's name")).handle
  }
}

@c(plumbline_close)
public func close(_ problem: OpaquePointer?) { OpenProblem.close(problem) }

@c(plumbline_set)
public func set(
  _ problem: OpaquePointer?, _ parameter: UnsafePointer<CChar>?, _ value: Double,
  _ error: UnsafeMutablePointer<CChar>?, _ errorSize: Int64
) -> Int32 {
  TextBuffer(error, errorSize).report {
    try OpenProblem.at(problem).set(text(parameter, "the parameter's name"), value)
  }
}

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
  TextBuffer(nil, 0).report {
    let ranges = try OpenProblem.at(problem).state.problem.domain.ranges
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

/// Writes a name out of a list, and returns its length; -1 where there is no such number.
private func name(_ names: [String], _ number: Int32, _ buffer: TextBuffer) -> Int32 {
  names.indices.contains(Int(number)) ? buffer.put(names[Int(number)]) : -1
}
