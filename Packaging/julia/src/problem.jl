# SPDX-License-Identifier: MIT
# Problems of the catalogue.

"""
    problems()

The names of all problems.
"""
function problems()
    count = ccall(symbol(:plumbline_problem_count), Int32, ())
    return texts(count) do i, room, size
        ccall(symbol(:plumbline_problem_name), Int32, (Int32, Ptr{UInt8}, Int64), i, room, size)
    end
end

"""
    Problem(name; parameters...)

A problem of the catalogue, as in `Problem("burgers"; nu = 0.02)`. It is ended by `close`, or with the garbage.
"""
mutable struct Problem
    name::String
    handle::Ptr{Cvoid}

    function Problem(name::AbstractString; parameters...)
        handle = Ref{Ptr{Cvoid}}(C_NULL)
        demand() do error, size
            ccall(symbol(:plumbline_open), Int32, (Cstring, Ref{Ptr{Cvoid}}, Ptr{UInt8}, Int64),
                  name, handle, error, size)
        end
        problem = finalizer(close, new(name, handle[]))
        for (parameter, value) in parameters
            demand() do error, size
                ccall(symbol(:plumbline_set), Int32, (Ptr{Cvoid}, Cstring, Float64, Ptr{UInt8}, Int64),
                      problem, String(parameter), value, error, size)
            end
        end
        return problem
    end
end

function Base.close(problem::Problem)
    handle, problem.handle = problem.handle, C_NULL
    handle == C_NULL || ccall(symbol(:plumbline_close), Cvoid, (Ptr{Cvoid},), handle)
    return nothing
end

# A call keeps the problem, not only its handle, from the garbage.
Base.cconvert(::Type{Ptr{Cvoid}}, problem::Problem) = problem

function Base.unsafe_convert(::Type{Ptr{Cvoid}}, problem::Problem)
    problem.handle == C_NULL && throw(PlumblineError(:null, "$(problem.name) is closed: open it anew by Problem"))
    return problem.handle
end

function Base.show(io::IO, problem::Problem)
    problem.handle == C_NULL && return print(io, "Problem(", repr(problem.name), "), closed")
    given = ["$name = $value" for (name, value) in parameters(problem)]
    print(io, "Problem(", repr(problem.name), isempty(given) ? "" : "; ", join(given, ", "), ")")
end

# Names with values, in their order.
function parameters(problem::Problem)
    count = ccall(symbol(:plumbline_parameter_count), Int32, (Ptr{Cvoid},), problem)
    names = named(problem, :plumbline_parameter_name, count)
    return map(enumerate(names)) do (i, name)
        value = Ref(NaN)
        ccall(symbol(:plumbline_parameter), Int32,
              (Ptr{Cvoid}, Int32, Ref{Float64}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}),
              problem, i - 1, value, C_NULL, C_NULL, C_NULL, C_NULL)
        name => value[]
    end
end

"""
    coordinates(problem)

The names of the coordinates, in the order in which `reference` and `score` take them.
"""
coordinates(problem::Problem) = named(problem, :plumbline_coordinate_name, coordinate_count(problem))

"""
    unknowns(problem)

The names of the unknowns; several are the last dimension of values.
"""
unknowns(problem::Problem) = named(problem, :plumbline_unknown_name, unknown_count(problem))

"""
    derivatives(problem)

The derivatives that come with error bars, as in `"xx"`; the solution itself is `""`.
"""
function derivatives(problem::Problem)
    count = ccall(symbol(:plumbline_derivative_count), Int32, (Ptr{Cvoid},), problem)
    return named(problem, :plumbline_derivative_name, count)
end

"""
    describe(problem)

All that is known before the problem is solved: equations and conditions, coordinates, domain, unknowns, parameters,
reference, sources.
"""
function describe(problem::Problem)
    return document() do json, error, size
        ccall(symbol(:plumbline_describe), Int32, (Ptr{Cvoid}, Ref{Ptr{UInt8}}, Ptr{UInt8}, Int64),
              problem, json, error, size)
    end
end

coordinate_count(problem) = Int(ccall(symbol(:plumbline_coordinate_count), Int32, (Ptr{Cvoid},), problem))
unknown_count(problem) = Int(ccall(symbol(:plumbline_unknown_count), Int32, (Ptr{Cvoid},), problem))

function named(problem::Problem, name::Symbol, count)
    return texts(count) do i, room, size
        ccall(symbol(name), Int32, (Ptr{Cvoid}, Int32, Ptr{UInt8}, Int64), problem, i, room, size)
    end
end
