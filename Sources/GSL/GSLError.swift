// SPDX-License-Identifier: MIT

@_exported import CGSL

/// What GSL reported: it never aborts the process here, every status is checked.
package struct GSLError: Error, CustomStringConvertible, Equatable {
  /// GSL's status code.
  package let status: Int32
  /// What was being computed, where.
  package let task: String
  package init(_ status: Int32, _ task: String) {
    self.status = status
    self.task = task
  }
  package var description: String {
    "\(task): \(String(cString: gsl_strerror(status))) (GSL status \(status))"
  }
}

/// The library as a whole.
package enum GSL {
  /// GSL's default error handler aborts; this turns it off, once, before the first call.
  package static let ready: Void = plumbline_gsl_quiet()

  /// Throws unless the status says success.
  package static func check(_ status: Int32, _ task: @autoclosure () -> String) throws(GSLError) {
    if status != Int32(GSL_SUCCESS) { throw GSLError(status, task()) }
  }

  /// A GSL allocation: nil means that memory ran out.
  package static func require<T>(_ pointer: T?, _ task: @autoclosure () -> String) throws(GSLError) -> T {
    _ = ready
    guard let pointer else { throw GSLError(Int32(GSL_ENOMEM), task()) }
    return pointer
  }

  /// One thread a call: cells run side by side, and sums keep their order.
  package static let singleThreaded: Void = {
    #if OPENBLAS
      openblas_set_num_threads(1)
    #endif
  }()

  /// GSL's version, as its header says.
  package static var version: String { GSL_VERSION }
}
