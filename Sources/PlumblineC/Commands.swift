// SPDX-License-Identifier: MIT

import CommandLineTool

// What each function takes and gives stands in include/plumbline.h.

@c(plumbline_main)
public func runCommandLine(
  _ argc: Int32, _ argv: UnsafePointer<UnsafePointer<CChar>?>?
) -> Int32 {
  let words = (0..<max(0, Int(argc))).compactMap { i in argv?[i].map { String(cString: $0) } }
  CallersThread().run { await CommandLineTool.run(words) }
  return 0
}
