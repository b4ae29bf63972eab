// SPDX-License-Identifier: MIT

// One import for all of it.
@_exported import Assessment
@_exported import Benchmarking
@_exported import DataFiles
@_exported import Differentiation
@_exported import Exporting
@_exported import Gradients
@_exported import Networks
@_exported import PDE
@_exported import Problems
@_exported import Reference
@_exported import Scoring
@_exported import Strategies
@_exported import Training
@_exported import Verification
