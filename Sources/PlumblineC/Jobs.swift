// SPDX-License-Identifier: MIT

import Threads

// What each function takes and gives stands in include/plumbline.h.

@c(plumbline_job_create)
public func createJob() -> OpaquePointer? { OpaquePointer(Unmanaged.passRetained(Job()).toOpaque()) }

@c(plumbline_job_set_threads)
public func setThreads(_ job: OpaquePointer?, _ threads: Int32) { Job.at(job)?.limit(threads: Int(threads)) }

@c(plumbline_job_cancel)
public func cancel(_ job: OpaquePointer?) { Job.at(job)?.cancel() }

@c(plumbline_job_free)
public func freeJob(_ job: OpaquePointer?) {
  if let job { Unmanaged<Job>.fromOpaque(UnsafeRawPointer(job)).release() }
}

extension Job {
  static func at(_ handle: OpaquePointer?) -> Job? {
    handle.map { Unmanaged<Job>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }

  /// Runs the body for the job of a caller; on all cores, to the end, where there is none.
  static func run<T>(_ handle: OpaquePointer?, _ body: () throws -> T) throws -> T {
    guard let job = at(handle) else { return try body() }
    return try job.run {
      try Job.goOn()
      return try body()
    }
  }
}
