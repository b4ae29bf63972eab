# SPDX-License-Identifier: MIT
"""
Reference solutions of differential equations with error bars, and what is wrong with yours.

    using Plumbline
    burgers = Problem("burgers"; nu = 0.02)
    x, t = range(-1, 1; length = 201), range(0, 1; length = 101)
    u, bar = reference(burgers, x, t')                  # 201×101; the truth lies within u ± bar
    slope, _ = reference(burgers, 0.0, t; derivative = "x")
    verdict = score(burgers, mine, x, t')
    verdict["relative_l2"], verdict["verdict"]

The library is `ENV["PLUMBLINE_LIBRARY"]`, or `libplumbline` where the system finds it.
"""
module Plumbline

import JSON
import Libdl

export Problem, PlumblineError, coordinates, derivatives, describe, problems, reference, score, unknowns

include("library.jl")
include("problem.jl")
include("truth.jl")

end
