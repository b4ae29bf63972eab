# SPDX-License-Identifier: MIT
"""A program in another language that calls the library: python3 client.py LIBRARY HEADER"""
import ctypes as c
import json
import math
import os
import re
import sys
import threading
import time

lib = c.CDLL(sys.argv[1])
header = open(sys.argv[2], encoding="utf-8").read()

# Every function of the header is there, and no call is made without its types.
declared = re.findall(r"^(?:int32_t |void |plumbline_job \*)(plumbline_\w+)\(", header, re.M)
assert len(declared) == 32, declared
for name in declared:
    getattr(lib, name)
STATUSES = ["OK", "NULL", "NAME", "VALUE", "COUNT", "OUTSIDE", "UNDEFINED", "DATA", "CANCELLED"]
OK, NULL, NAME, VALUE, COUNT, OUTSIDE, UNDEFINED, DATA, CANCELLED = range(9)
for number, name in enumerate(STATUSES):
    assert re.search(rf"PLUMBLINE_{name} = {number}\b", header), name

handle, text, size, doubles = c.c_void_p, c.c_char_p, c.c_int64, c.POINTER(c.c_double)
lib.plumbline_version.argtypes = [text, size]
lib.plumbline_problem_name.argtypes = [c.c_int32, text, size]
lib.plumbline_open.argtypes = [text, c.POINTER(handle), text, size]
lib.plumbline_close.argtypes = [handle]
lib.plumbline_close.restype = None
lib.plumbline_set.argtypes = [handle, text, c.c_double, text, size]
lib.plumbline_coordinate_count.argtypes = [handle]
lib.plumbline_unknown_count.argtypes = [handle]
lib.plumbline_coordinate_name.argtypes = [handle, c.c_int32, text, size]
lib.plumbline_unknown_name.argtypes = [handle, c.c_int32, text, size]
lib.plumbline_coordinate_range.argtypes = [handle, c.c_int32, doubles, doubles]
lib.plumbline_bar_kind.argtypes = [handle]
lib.plumbline_evaluate.argtypes = [handle, c.POINTER(text), size, doubles, size, size, doubles, doubles, size, handle, text, size]


def opened(name):
    problem = handle()
    status = lib.plumbline_open(name, c.byref(problem), None, 0)
    assert status == OK and problem.value, name
    return problem


def evaluate(problem, points, d, m, derivative=None, count=None):
    """The status, the values, the bars and the error's text."""
    n = len(points) // d if count is None else count
    room = (c.c_double * max(1, len(points) * max(1, m)))
    values, bars, error = room(), room(), c.create_string_buffer(1024)
    wanted = None if derivative is None else (text * 1)(derivative)
    status = lib.plumbline_evaluate(
        problem, wanted, 1, (c.c_double * max(1, len(points)))(*points), n, d, values, bars, m, None, error, 1024)
    return status, list(values), list(bars), error.value.decode()


def name(function, *arguments):
    buffer = c.create_string_buffer(64)
    length = function(*arguments, buffer, 64)
    return buffer.value.decode() if length >= 0 else None


assert re.fullmatch(r"\d+\.\d+\.\d+", name(lib.plumbline_version))
problems = [name(lib.plumbline_problem_name, i) for i in range(lib.plumbline_problem_count())]
assert "burgers" in problems and name(lib.plumbline_problem_name, -1) is None
assert name(lib.plumbline_problem_name, len(problems)) is None

# Known values: sin(pi x) sin(pi y), sin(2t)/2 and its derivatives.
ode = opened(b"cosine-ode")
assert lib.plumbline_set(ode, b"omega", 2.0, None, 0) == OK
assert [name(lib.plumbline_coordinate_name, ode, i) for i in (-1, 0, 1)] == [None, "t", None]
assert [name(lib.plumbline_unknown_name, ode, i) for i in (0, 1)] == ["u", None]
low, high = c.c_double(), c.c_double()
assert lib.plumbline_coordinate_range(ode, 0, low, high) == OK and (low.value, high.value) == (0, 1)
for derivative, truth in [(None, lambda t: math.sin(2 * t) / 2), (b"", lambda t: math.sin(2 * t) / 2),
                          (b"t", lambda t: math.cos(2 * t)), (b"tt", lambda t: -2 * math.sin(2 * t))]:
    times = [0.1 * k for k in range(11)]
    status, values, bars, error = evaluate(ode, times, 1, 1, derivative)
    assert status == OK and error == "", error
    for t, value, bar in zip(times, values, bars):
        assert abs(value - truth(t)) <= bar + 1e-15 and bar < 1e-14, (derivative, t, value)

# What stands behind the bars; Cole and Hopf's formula is a quadrature, whose cut-off is told by its last step.
kinds = dict(zip(["ENCLOSURE", "ROUNDING", "ESTIMATE"], range(3)))
for kind, number in kinds.items():
    assert re.search(rf"PLUMBLINE_{kind} = {number}\b", header), kind
for problem, kind in [(b"pendulum", "ENCLOSURE"), (b"poisson", "ROUNDING"), (b"burgers", "ESTIMATE"), (b"kdv", "ESTIMATE")]:
    one = opened(problem)
    assert lib.plumbline_bar_kind(one) == kinds[kind], problem
    lib.plumbline_close(one)
assert lib.plumbline_bar_kind(None) == -1

# Several unknowns, in rows.
flow = opened(b"kovasznay")
assert lib.plumbline_coordinate_count(flow) == 2 and lib.plumbline_unknown_count(flow) == 3
assert name(lib.plumbline_unknown_name, flow, 2) == "u3"
rate = 20 - math.sqrt(400 + 4 * math.pi**2)
status, values, bars, _ = evaluate(flow, [0, 0, 0.5, 0.25], 2, 3)
assert status == OK
for i, (x, y) in enumerate([(0, 0), (0.5, 0.25)]):
    e = math.exp(rate * x)
    truth = [1 - e * math.cos(2 * math.pi * y), rate / (2 * math.pi) * e * math.sin(2 * math.pi * y), (1 - e * e) / 2]
    assert all(abs(a - b) < 1e-13 for a, b in zip(values[3 * i:3 * i + 3], truth)), values
assert evaluate(flow, [0, 0.25], 2, 3, b"yx")[1] == evaluate(flow, [0, 0.25], 2, 3, b"xy")[1]


def refused(result, status, *words):
    got, message = result
    assert got == status and all(w in message for w in words), (got, status, message)


def fails(function, *arguments):
    error = c.create_string_buffer(1024)
    return function(*arguments, error, 1024), error.value.decode()


def last(result):
    return result[0], result[3]


# Wrong names.
place = handle(1)
refused(fails(lib.plumbline_open, b"burgrs", c.byref(place)), NAME, "did you mean 'burgers'")
assert place.value is None
refused(fails(lib.plumbline_open, b"\xff\xfe", c.byref(place)), NAME, "UTF-8")
refused(fails(lib.plumbline_set, ode, b"omga", 1.0), NAME, "did you mean 'omega'")
refused(last(evaluate(ode, [0.5], 1, 1, b"x")), NAME, "derivative", "Known")
for text_ in [b"ttttttttttttttttttttt", b"u_t", b"t1", b"x999999999999999999999999", b"\xff", "é".encode()]:
    refused(last(evaluate(ode, [0.5], 1, 1, text_)), NAME)
# Wrong values; what was set stays.
for bad in [1e9, math.nan, -math.inf]:
    refused(fails(lib.plumbline_set, ode, b"omega", bad), VALUE, "omega")
assert abs(evaluate(ode, [0.5], 1, 1)[1][0] - math.sin(1) / 2) < 1e-14
# Wrong counts.
refused(last(evaluate(ode, [0.5, 0.5], 2, 1)), COUNT, "1 coordinates")
refused(last(evaluate(flow, [0.5, 0.5], 2, 1)), COUNT, "3 unknowns")
for count in [-1, -2**63, 2**63 - 1, 2**61]:
    refused(last(evaluate(ode, [0.5], 1, 1, count=count)), COUNT, str(count))
refused(last(evaluate(ode, [0.5], -2**63, 1, count=1)), COUNT)
refused(last(evaluate(ode, [0.5], 1, 2**63 - 1 >> 60, count=1)), COUNT)
assert evaluate(ode, [], 1, 1, count=0)[0] == OK
assert lib.plumbline_coordinate_range(ode, 1, low, high) == COUNT
# Outside, and where the solution jumps.
for bad in [7.0, math.nan, math.inf]:
    refused(last(evaluate(ode, [0.5, bad], 1, 1)), OUTSIDE, "point 1", "t = ")
plate = opened(b"laplace-top")
refused(last(evaluate(plate, [0.5, 0.5, 0, 1], 2, 1)), UNDEFINED, "point 1", "jumps")
# Null pointers.
refused(fails(lib.plumbline_open, None, c.byref(place)), NULL)
refused(fails(lib.plumbline_open, b"burgers", None), NULL)
refused(fails(lib.plumbline_set, None, b"nu", 1.0), NULL)
refused(fails(lib.plumbline_set, ode, None, 1.0), NULL)
one = (c.c_double * 1)(0.5)
refused(fails(lib.plumbline_evaluate, None, None, 1, one, 1, 1, one, one, 1, None), NULL, "plumbline_open")
refused(fails(lib.plumbline_evaluate, ode, None, 1, None, 1, 1, one, one, 1, None), NULL, "points")
refused(fails(lib.plumbline_evaluate, ode, None, 1, one, 1, 1, None, one, 1, None), NULL, "values")
assert lib.plumbline_evaluate(ode, None, 1, one, 1, 1, one, None, 1, None, None, 0) == OK
assert lib.plumbline_coordinate_count(None) == lib.plumbline_unknown_count(None) == -1
assert lib.plumbline_coordinate_name(None, 0, None, 0) == lib.plumbline_unknown_name(None, 0, None, 0) == -1
assert lib.plumbline_coordinate_range(None, 0, low, high) == NULL
assert lib.plumbline_coordinate_range(ode, 0, None, high) == NULL
assert lib.plumbline_version(None, 0) > 0
lib.plumbline_close(None)
# Short buffers are ended by a zero, and nothing behind them is touched.
for short in range(6):
    buffer = c.create_string_buffer(b"#" * 8, 8)
    assert lib.plumbline_open(b"nothing", c.byref(place), buffer, short) == NAME
    assert buffer.raw[short:] == b"#" * (8 - short) and (short == 0 or buffer.raw[short - 1] == 0)
assert lib.plumbline_open(b"nothing", c.byref(place), c.create_string_buffer(8), -5) == NAME

# A table for each derivative, in the order asked, also where one is asked for twice.
wanted = (text * 4)(b"x", b"", b"yx", b"x")
places = (c.c_double * 4)(0, 0.25, 0.5, 0.75)
tables, table_bars = (c.c_double * 24)(), (c.c_double * 24)()
assert lib.plumbline_evaluate(flow, wanted, 4, places, 2, 2, tables, table_bars, 3, None, None, 0) == OK
for k, name_ in enumerate(wanted):
    alone = evaluate(flow, list(places), 2, 3, name_)
    assert list(tables[6 * k:6 * k + 6]) == alone[1][:6] and list(table_bars[6 * k:6 * k + 6]) == alone[2][:6]
for count in [0, -1, 2**62]:
    refused(fails(lib.plumbline_evaluate, flow, wanted, count, places, 2, 2, tables, None, 3, None), COUNT, "derivatives")
refused(fails(lib.plumbline_evaluate, flow, None, 2, places, 2, 2, tables, None, 3, None), COUNT, "NULL")
refused(fails(lib.plumbline_evaluate, flow, (text * 2)(b"x", None), 2, places, 2, 2, tables, None, 3, None), NULL)

# What a problem has.
number, whole = c.c_int32, c.c_int32(-1)
value, standard, lower, upper = (c.c_double() for _ in range(4))
lib.plumbline_parameter.argtypes = [handle, number, doubles, doubles, doubles, doubles, c.POINTER(number)]
lib.plumbline_parameter_name.argtypes = lib.plumbline_derivative_name.argtypes = [handle, number, text, size]
lib.plumbline_parameter_count.argtypes = lib.plumbline_derivative_count.argtypes = [handle]
lib.plumbline_cut_range.argtypes = [handle, number, doubles, doubles]
assert lib.plumbline_parameter_count(ode) == 2 and name(lib.plumbline_parameter_name, ode, 0) == "omega"
assert lib.plumbline_parameter(ode, 0, value, standard, lower, upper, whole) == OK
assert value.value == 2 and standard.value != 2 and lower.value <= 2 <= upper.value and whole.value == 0
assert lib.plumbline_parameter(ode, 0, None, None, None, None, None) == OK
assert lib.plumbline_parameter(ode, 2, value, None, None, None, None) == COUNT
assert lib.plumbline_parameter(None, 0, value, None, None, None, None) == NULL
assert lib.plumbline_parameter_count(None) == lib.plumbline_derivative_count(None) == -1
names = [name(lib.plumbline_derivative_name, ode, i) for i in range(lib.plumbline_derivative_count(ode))]
assert names[0] == "" and {"t", "tt"} <= set(names) and name(lib.plumbline_derivative_name, ode, len(names)) is None
shape = opened(b"l-shape")
assert lib.plumbline_cut_range(shape, 0, low, high) == OK and low.value < high.value
assert lib.plumbline_cut_range(ode, 0, low, high) == COUNT
lib.plumbline_close(shape)
assert lib.plumbline_abi() == int(re.search(r"#define PLUMBLINE_ABI (\d+)", header)[1])
made = c.create_string_buffer(1024)
assert lib.plumbline_build(made, 1024) == len(made.value) and b"instruction set: " in made.value

# Texts that the library gives out.
given, free = c.c_void_p, lib.plumbline_free
free.argtypes, free.restype = [given], None


def document(function, *arguments):
    place, error = given(), c.create_string_buffer(1024)
    status = function(*arguments, c.byref(place), error, 1024)
    if status != OK:
        assert place.value is None
        return status, error.value.decode()
    out = json.loads(c.string_at(place))
    free(place)
    return status, out


lib.plumbline_describe.argtypes = [handle, c.POINTER(given), text, size]
status, sheet = document(lib.plumbline_describe, ode)
assert status == OK and sheet["name"] == "cosine-ode" and sheet["parameters"][0]["value"] == 2
assert sheet["coordinates"] == ["t"] and "" in sheet["reference"]["derivatives"] and "bibtex" in sheet and "grid" in sheet
refused(document(lib.plumbline_describe, None), NULL)
refused(fails(lib.plumbline_describe, ode, None), NULL)

# Scores: the truth itself, a scaled truth, and what cannot be scored.
lib.plumbline_score.argtypes = [handle, doubles, size, size, doubles, size, handle, c.POINTER(given), text, size]
lib.plumbline_score_file.argtypes = [handle, text, text, text, size, handle, c.POINTER(given), text, size]


def array(numbers):
    return (c.c_double * len(numbers))(*numbers)


times = [k / 50 for k in range(51)]
right = [math.sin(2 * t) / 2 for t in times]
status, score = document(lib.plumbline_score, ode, array(times), 51, 1, array(right), 1, None)
assert status == OK and score["relative_l2"] < 1e-15 and score["diagnosis"] == [], score
status, score = document(lib.plumbline_score, ode, array(times), 51, 1, array([2 * u for u in right]), 1, None)
assert status == OK and abs(score["relative_l2"] - 1) < 1e-12 and score["diagnosis"], score
# Rows of several coordinates and unknowns.
nodes = [v for i in range(12) for j in range(9) for v in (i / 12, -0.4 + j / 10)]
flows = evaluate(flow, nodes, 2, 3, count=108)[1][:324]
status, score = document(lib.plumbline_score, flow, array(nodes), 108, 2, array(flows), 3, None)
assert status == OK and score["points"] == 108 and score["relative_l2"] < 1e-15 and len(score["unknowns"]) == 3, score
refused(document(lib.plumbline_score, ode, array(times), 51, 1, array(right[:-1] + [math.nan]), 1, None), VALUE, "NaN")
refused(document(lib.plumbline_score, ode, array(times), 51, 1, array(right[:-1] + [math.inf]), 1, None), VALUE, "point 50")
refused(document(lib.plumbline_score, ode, array([9.0]), 1, 1, array([0.0]), 1, None), DATA, "point 0", "outside")
refused(document(lib.plumbline_score, ode, array(times), 0, 1, array(right), 1, None), COUNT)
refused(document(lib.plumbline_score, ode, array(times), 51, 2, array(right), 1, None), COUNT)
refused(document(lib.plumbline_score, ode, None, 51, 1, array(right), 1, None), NULL)
refused(document(lib.plumbline_score_file, ode, b"/no/such/file.csv", None, None, -1, None), DATA, "/no/such/file.csv")
refused(document(lib.plumbline_score_file, ode, b"x.csv", None, b"z=a", -1, None), NAME, "map: there is no")
refused(document(lib.plumbline_score_file, ode, b"x.csv", None, None, -2, None), COUNT)
refused(document(lib.plumbline_score_file, ode, None, None, None, -1, None), NULL)

# Answers to the golden questions: their own, and one that is wrong.
lib.plumbline_score_gradients.argtypes = [text, size, handle, c.POINTER(given), text, size]
status, questions = document(lib.plumbline_gradient_questions)
assert status == OK


def judged(change):
    answers = [{"question": q["name"], "gradient": [float(g["value"] if isinstance(g, dict) else g) for g in q["gradient"]]}
               for q in questions["questions"]]
    answers[0]["gradient"][0] *= change
    asked = json.dumps({"schema": 1, "precision": "float64", "answers": answers}).encode()
    return document(lib.plumbline_score_gradients, asked, len(asked), None)


assert judged(1)[0] == OK and judged(1)[1]["wrong"] == 0, judged(1)
assert judged(1.001)[1]["wrong"] == 1
refused(document(lib.plumbline_score_gradients, b"{", 1, None), DATA, "JSON")
refused(document(lib.plumbline_score_gradients, None, 1, None), NULL)
refused(document(lib.plumbline_score_gradients, b"{", -1, None), COUNT)

# Jobs: the same bits on any number of threads, and an end where it is cancelled.
lib.plumbline_job_create.restype = handle
lib.plumbline_job_free.argtypes = lib.plumbline_job_cancel.argtypes = [handle]
lib.plumbline_job_set_threads.argtypes = [handle, number]
for function in [lib.plumbline_job_free, lib.plumbline_job_cancel, lib.plumbline_job_set_threads]:
    function.restype = None
wave = opened(b"burgers")
many = array([v for k in range(20000) for v in (-1 + 2 * (k % 997) / 996, (k % 1009) / 1008)])
out, out_bars, message = (c.c_double * 20000)(), (c.c_double * 20000)(), c.create_string_buffer(1024)


def run(job):
    return lib.plumbline_evaluate(wave, None, 1, many, 20000, 2, out, out_bars, 1, job, message, 1024)


outcomes = []
for threads in [0, 1, 3]:
    job = lib.plumbline_job_create()
    lib.plumbline_job_set_threads(job, threads)
    assert run(job) == OK, message.value
    outcomes.append((bytes(out), bytes(out_bars)))
    lib.plumbline_job_free(job)
assert outcomes[0] == outcomes[1] == outcomes[2]
job = lib.plumbline_job_create()
lib.plumbline_job_set_threads(job, 1)
lib.plumbline_job_cancel(job)
assert run(job) == CANCELLED and b"cancelled" in message.value
refused(document(lib.plumbline_score, wave, many, 20000, 2, array(list(out)), 1, job), CANCELLED)
lib.plumbline_job_free(job)
job = lib.plumbline_job_create()
lib.plumbline_job_set_threads(job, 1)
canceller = threading.Timer(0.01, lib.plumbline_job_cancel, [job])
canceller.start()
while run(job) == OK:
    pass
assert b"cancelled" in message.value
canceller.join()
lib.plumbline_job_free(job)
lib.plumbline_job_free(None)
lib.plumbline_job_cancel(None)
free(None)
lib.plumbline_close(wave)

# Many threads: on one problem (a computed one, solved once), on problems of their own, and while a parameter is set.
shared, cube = opened(b"pendulum"), opened(b"poisson-nd")
times = [8 * k / 40 for k in range(41)]
expected = evaluate(opened(b"pendulum"), times, 1, 1)[1]
faults = []


def work(thread):
    try:
        for turn in range(20):
            status, values, _, error = evaluate(shared, times, 1, 1)
            assert status == OK and values == expected, error
            own = opened(b"burgers")
            assert lib.plumbline_set(own, b"nu", 0.01 * (1 + thread), None, 0) == OK
            status, values, bars, error = evaluate(own, [0.5, 0.5, -0.5, 0.5], 2, 1)
            assert status == OK and abs(values[0] + values[1]) <= bars[0] + bars[1], error
            lib.plumbline_close(own)
            # Another thread sets the dimensions: right, or refused, and never outside of this array.
            assert lib.plumbline_set(cube, b"d", 2.0 + (thread + turn) % 5, None, 0) == OK
            status, values, _, error = evaluate(cube, [1.0] * 4, 4, 1)
            assert (status == OK and abs(values[0] - 4) < 1e-12) or status == COUNT, (status, values, error)
    except BaseException as fault:  # noqa: BLE001
        faults.append(fault)


threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not faults, faults
for problem in [ode, flow, plate, shared, cube]:
    lib.plumbline_close(problem)



def ends(child, code, what):
    for _ in range(600):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.1)
    else:
        os.kill(child, 9)
        raise AssertionError(f"{what} does not end")
    assert os.waitstatus_to_exitcode(status) == code, (what, status)


# A process that was forked after calls on several threads has several of its own, and the same numbers.
job = lib.plumbline_job_create()
lib.plumbline_job_set_threads(job, 3)
wave = opened(b"burgers")
assert run(job) == OK, message.value
for _ in range(3):
    child = os.fork()
    if child == 0:
        before = bytes(out)
        c.memset(out, 0, c.sizeof(out))
        os._exit(0 if run(job) == OK and bytes(out) == before and len(os.listdir("/proc/self/task")) >= 3 else 1)
    ends(child, 0, "a forked process")
    assert run(job) == OK
lib.plumbline_job_free(job)
lib.plumbline_close(wave)

# The command line, also in a process that was forked after calls that used all cores.
lib.plumbline_main.argtypes = [c.c_int32, c.POINTER(text)]
for words, code in [([b"verify", b"list"], 0), ([b"verify", b"score", b"/no/such/file", b"--problem", b"heat"], 66),
                    ([b"verify", b"reference", b"heat", b"--at", b"0.5,0.5"], 0), ([b"verify", b"--nothing"], 64)]:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        null = os.open("/dev/null", os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os._exit(lib.plumbline_main(len(words), (text * (len(words) + 1))(*words, None)))
    ends(child, code, words)
print("all is well")
