# SPDX-License-Identifier: MIT
# The true solution at points, and values held against it.

"""
    reference(problem, coordinates...; derivative = "")

The solution, or a derivative of it as in `"xx"`, and its absolute error bar: the truth lies within `u - bar` and
`u + bar`. Coordinates are numbers and arrays, one for each, which broadcast: `reference(heat, x, t')` is a grid.
Several unknowns are the last dimension.

The first call for a computed reference solves the problem, which may take seconds.
"""
function reference(problem::Problem, coordinates...; derivative::AbstractString = "")
    places, shape = points(problem, coordinates)
    (d, n), m = size(places), unknown_count(problem)
    values, bars = zeros(m, n), zeros(m, n)
    demand() do error, size
        ccall(symbol(:plumbline_evaluate), Int32,
              (Ptr{Cvoid}, Ptr{Cstring}, Int64, Ptr{Float64}, Int64, Int64, Ptr{Float64}, Ptr{Float64}, Int64,
               Ptr{Cvoid}, Ptr{UInt8}, Int64),
              problem, [String(derivative)], 1, places, n, d, values, bars, m, C_NULL, error, size)
    end
    return shaped(values, shape), shaped(bars, shape)
end

"""
    score(problem, values, coordinates...)

How far values are from the truth, where, and why. They have the shape that the coordinates have together, as those of
`reference`; several unknowns are the last dimension.
"""
function score(problem::Problem, values, coordinates...)
    places, shape = points(problem, coordinates)
    (d, n), m = size(places), unknown_count(problem)
    wanted = m == 1 ? shape : (shape..., m)
    size(values) == wanted || throw(PlumblineError(:count,
        "the values have the size $(size(values)), the points ask for $wanted: give one for each point and unknown"))
    rows = Matrix{Float64}(permutedims(reshape(collect(values), n, m)))
    return document() do json, error, size
        ccall(symbol(:plumbline_score), Int32,
              (Ptr{Cvoid}, Ptr{Float64}, Int64, Int64, Ptr{Float64}, Int64, Ptr{Cvoid}, Ref{Ptr{UInt8}}, Ptr{UInt8},
               Int64),
              problem, places, n, d, rows, m, C_NULL, json, error, size)
    end
end

# A column for each point, as C has them row by row, and the shape of all of them.
function points(problem::Problem, given)
    names = coordinates(problem)
    length(given) == length(names) || throw(PlumblineError(:count,
        "$(problem.name) has the coordinates $(join(names, ", ")), and there are $(length(given)): " *
        "give a number or an array for each"))
    # The same as a broadcast of all of them, one after the other.
    arrays = map(c -> c isa Number ? fill(c) : collect(c), given)
    shape = map(length, Broadcast.combine_axes(arrays...))
    grid = Array{Float64}(undef, shape)
    places = zeros(length(arrays), length(grid))
    for (k, array) in enumerate(arrays)
        grid .= array
        places[k, :] = vec(grid)
    end
    return places, shape
end

# From a row for each unknown.
function shaped(rows, shape)
    size(rows, 1) > 1 && return reshape(permutedims(rows), shape..., size(rows, 1))
    return isempty(shape) ? only(rows) : reshape(rows, shape)
end
