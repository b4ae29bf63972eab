// SPDX-License-Identifier: MIT

import CommandLineTool
import Essentials
import PDE
import Problems

// What each function takes and gives stands in include/plumbline.h.

@c(plumbline_version)
public func version(_ text: UnsafeMutablePointer<CChar>?, _ size: Int64) -> Int32 {
  TextBuffer(text, size).put(Catalogue.version)
}

@c(plumbline_abi)
public func abi() -> Int32 { 1 }

@c(plumbline_build)
public func build(_ text: UnsafeMutablePointer<CChar>?, _ size: Int64) -> Int32 {
  TextBuffer(text, size).put(VersionText.text)
}

@c(plumbline_free)
public func release(_ text: UnsafeMutablePointer<CChar>?) { free(text) }

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

/// Writes a name out of a list, and returns its length; -1 where there is no such number.
func name(_ names: [String], _ number: Int32, _ buffer: TextBuffer) -> Int32 {
  names.indices.contains(Int(number)) ? buffer.put(names[Int(number)]) : -1
}
