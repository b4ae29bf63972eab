// SPDX-License-Identifier: MIT

import CommandLineTool
import Essentials
import Gradients
import PDE
import Problems
import Reference
import Scoring
import Threads

/// The numbers of `plumbline_status`.
enum Status: Int32 {
  case ok, null, name, value, count, outside, undefined, data, cancelled
}

/// What a function of the C interface throws: a status and its text.
struct Refusal: Error {
  let status: Status
  let text: String

  init(_ status: Status, _ text: String) {
    self.status = status
    self.text = text
  }

  init(_ error: any Error) {
    let status: Status =
      switch error {
      case is UnknownProblem, SettingError.unknown: .name
      case is SettingError: .value
      case PointError.outside, PointError.cut: .outside
      case is PointError: .count
      case is UnmeasuredDerivative: .name
      case is Cancelled: .cancelled
      case let scoring as ScoringError: scoring.fault == .cancelled ? .cancelled : .data
      case is GradientAnswersError: .data
      default: .undefined
      }
    self = error as? Refusal ?? Refusal(status, (error as? Failure)?.message ?? "\(error)")
  }
}

/// Memory that a caller lends for text.
struct TextBuffer {
  let start: UnsafeMutablePointer<CChar>?
  let size: Int64

  init(_ start: UnsafeMutablePointer<CChar>?, _ size: Int64) {
    self.start = start
    self.size = size
  }

  /// Writes as much of the text as there is room for, whole characters and a zero.
  /// - Returns: the length of all of it.
  @discardableResult func put(_ text: String) -> Int32 {
    let bytes = text.utf8
    if let start, size > 0 {
      var count = min(bytes.count, Int(clamping: size - 1))
      let all = Array(bytes)
      while count > 0, count < all.count, all[count] & 0xC0 == 0x80 { count -= 1 }
      for i in 0..<count { start[i] = CChar(bitPattern: all[i]) }
      start[count] = 0
    }
    return Int32(clamping: bytes.count)
  }

  /// Runs the body; its error becomes the status, and the text that is written here.
  func report(_ body: () throws -> Void) -> Int32 {
    do {
      try body()
      return Status.ok.rawValue
    } catch {
      let refusal = Refusal(error)
      put(refusal.text)
      return refusal.status.rawValue
    }
  }
}

/// Runs the body, and gives what it makes to the caller, who ends it by `plumbline_free`.
func give(
  _ place: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ error: TextBuffer,
  _ body: () throws -> String
) -> Int32 {
  error.report {
    guard let place else { throw Refusal(.null, "there is no place for the text: give its address") }
    place.pointee = nil
    let text = try body()
    guard let copy = strdup(text) else { throw Refusal(.undefined, "there is no memory for the text") }
    place.pointee = copy
  }
}

/// The text of a C string.
/// - Throws: a ``Refusal`` that calls it `what`.
func text(_ pointer: UnsafePointer<CChar>?, _ what: String) throws -> String {
  guard let pointer else { throw Refusal(.null, "\(what) is NULL: give one") }
  guard let text = String(validatingCString: pointer) else {
    throw Refusal(.name, "\(what) is not UTF-8: write it in letters")
  }
  return text
}
