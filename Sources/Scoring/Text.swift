// SPDX-License-Identifier: MIT

import Essentials

/// The number, or the largest there is where a sum went beyond: JSON has no infinity.
func bounded(_ x: Double) -> Double { x.isNaN ? .greatestFiniteMagnitude : min(x, .greatestFiniteMagnitude) }

/// "1.2e-03"
func short(_ x: Double) -> String { String(printf: "%.1e", x) }

/// Six digits: as many as an estimate is good for.
func estimate(_ x: Double) -> String { String(printf: "%.6g", x) }
