# SPDX-License-Identifier: MIT
"""What a peer of Benchmarks/run says and hears: one JSON request a line on standard input, one answer on standard output.

  {"do": "prepare", "workload": FILE, "precision": "float64"}  ->  {"formulations": [{"name", "loss", "norm"}], ...}
  {"do": "time", "formulation": NAME, "count": N}               ->  {"seconds": of one run}

A workload is a network with its parameters, points, an equation and a task: loss and gradient, a number of Adam steps, or
one Levenberg-Marquardt step. `loss` and `norm` say what a formulation computes: the loss and the norm of its gradient, or
of the parameters after the steps, or of the step.
"""
import json
import sys
import time


def serve(version, formulations):
    """`formulations(workload, precision)` gives {name: (run, describe)}: run() computes, describe(its result) gives loss
    and norm."""
    runs = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "prepare":
            with open(request["workload"]) as file:
                workload = json.load(file)
            answers, skipped, runs = [], [], {}
            for name, (run, describe) in formulations(workload, request["precision"]).items():
                try:
                    loss, norm = describe(run())
                except Exception as error:  # what this version of the system, or this machine, cannot do
                    skipped.append(f"{name}: {type(error).__name__}: {str(error)[:100]}")
                    continue
                runs[name] = run
                answers.append({"name": name, "loss": float(loss), "norm": float(norm)})
            answer = {"version": version, "formulations": answers, "skipped": skipped}
        else:
            run = runs[request["formulation"]]
            begin = time.perf_counter()
            for _ in range(request["count"]):
                run()
            answer = {"seconds": (time.perf_counter() - begin) / request["count"]}
        print(json.dumps(answer), flush=True)
