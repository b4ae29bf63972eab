# SPDX-License-Identifier: MIT
# PLUMBLINE_LIBRARY=$PWD/.build/release/libplumbline.so julia --project=Packaging/julia -e 'using Pkg; Pkg.test()'

using Plumbline
using Test

const DATA = joinpath(@__DIR__, "..", "..", "..", "Reference", "Tables", "data")

# The columns of a frozen table.
function table(name)
    lines = filter(line -> !startswith(line, "#"), readlines(joinpath(DATA, "$name.csv")))
    rows = [parse.(Float64, split(line, ",")) for line in lines[2:end]]
    return Dict(column => [row[k] for row in rows] for (k, column) in enumerate(split(lines[1], ",")))
end

# Whether the call ends by that kind of error, its text holding the words.
function refused(call, kind, words)
    try
        call()
    catch error
        error isa PlumblineError || rethrow()
        return error.kind == kind && occursin(words, error.message)
    end
    return false
end

@testset "the catalogue" begin
    @test "burgers" in problems() && length(problems()) >= 35
    @test repr(Problem("burgers"; nu = 0.02)) == "Problem(\"burgers\"; nu = 0.02)"
    @test refused(() -> Problem("burgrs"), :name, "did you mean 'burgers'")
    @test refused(() -> Problem("burgers"; mu = 0.1), :name, "did you mean 'nu'")
    @test refused(() -> Problem("burgers"; nu = -1), :value, "nu")
    flow = Problem("kovasznay")
    @test coordinates(flow) == ["x", "y"] && unknowns(flow) == ["u1", "u2", "u3"]
    @test first(derivatives(flow)) == "" && "xx" in derivatives(flow)
    @test describe(Problem("burgers"; nu = 0.02))["equations"]["ascii"] == ["u_t + u*u_x - nu*u_xx = 0"]
end

@testset "the table of $name" for name in ["burgers", "kovasznay", "taylor-green", "l-shape", "pendulum"]
    columns, problem = table(name), Problem(name)
    places, names = [columns[c] for c in coordinates(problem)], unknowns(problem)
    compared = 0
    for derivative in derivatives(problem)
        ending = isempty(derivative) ? "" : "_" * derivative
        haskey(columns, first(names) * ending) || continue
        value, bar = reference(problem, places...; derivative = derivative)
        for (k, u) in enumerate(names)
            own = length(names) == 1 ? (value, bar) : (value[:, k], bar[:, k])
            @test all(abs.(own[1] .- columns[u * ending]) .<= own[2] .+ columns[u * ending * "_bar"])
            compared += 1
        end
    end
    @test compared > length(names)
end

@testset "coordinates broadcast" begin
    heat, ode, flow = Problem("heat"), Problem("cosine-ode"; omega = 2), Problem("kovasznay")
    x, t = range(0, 1; length = 5), range(0, 1; length = 3)
    u, bar = reference(heat, x, t')
    @test size(u) == size(bar) == (5, 3)
    @test all(u[i, j] == reference(heat, x[i], t[j])[1] for i in 1:5, j in 1:3)
    @test reference(heat, 0.5, t)[1] == vec(reference(heat, [0.5], t')[1])
    @test reference(ode, 0.5)[1] isa Float64 && abs(reference(ode, 0.5)[1] - sin(1) / 2) < 1e-15
    @test all(abs.(reference(ode, t; derivative = "t")[1] .- cos.(2 .* t)) .< 1e-14)
    @test size(reference(ode, Float64[])[1]) == (0,)
    @test size(reference(flow, 0.5, 0.25)[1]) == (3,) && size(reference(flow, x, t')[1]) == (5, 3, 3)
    @test reference(flow, x, t')[1][2, 3, :] == reference(flow, x[2], t[3])[1]
    @test_throws DimensionMismatch reference(heat, [0.1, 0.2], [0.1, 0.2, 0.3])
    @test refused(() -> reference(heat, x), :count, "x, t")
    @test refused(() -> reference(ode, [0.5, 7]), :outside, "point 1")
    @test refused(() -> reference(ode, 0.5; derivative = "x"), :name, "Known")
    @test refused(() -> reference(Problem("laplace-top"), 0, 1), :undefined, "jumps")
end

@testset "verdicts" begin
    ode, flow = Problem("cosine-ode"), Problem("kovasznay")
    t = range(0, 1; length = 51)
    @test score(ode, sin.(t), t)["verdict"] == "indistinguishable"
    wrong = score(ode, sin.(1.1 .* t) ./ 1.1, t)
    @test wrong["verdict"] == "scored" && occursin("omega is 1.1", wrong["diagnosis"][1]["message"])
    x, y = range(0, 1; length = 9), range(0, 1; length = 7)
    @test score(flow, reference(flow, x, y')[1], x, y')["relative_l2"] == 0
    @test refused(() -> score(ode, [NaN; sin.(t[2:end])], t), :value, "NaN")
    @test refused(() -> score(ode, sin.(t[2:end]), t), :count, "give one for each point")
    @test refused(() -> score(flow, zeros(9, 7), x, y'), :count, "(9, 7, 3)")
end

@testset "threads and the end" begin
    pendulum, times = Problem("pendulum"), range(0, 8; length = 41)
    turns = [Threads.@spawn reference(pendulum, times) for _ in 1:6]
    @test all(==(reference(pendulum, times)), fetch.(turns))
    close(pendulum)
    close(pendulum)
    @test repr(pendulum) == "Problem(\"pendulum\"), closed"
    @test refused(() -> reference(pendulum, 1.0), :null, "open it anew")
    foreach(_ -> Problem("cosine-ode"), 1:1000)
    GC.gc()
    @test reference(Problem("cosine-ode"), 0)[1] == 0
end
