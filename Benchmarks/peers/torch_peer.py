#!/usr/bin/env python3
"""PyTorch's side of Benchmarks/run; requests and answers as in jax_peer.py."""
import json
import math
import os
import sys
import time

os.environ.pop("OPENBLAS_CORETYPE", None)
threads = int(os.environ.get("BENCH_THREADS", "2"))
import numpy as np
import torch

torch.set_num_threads(threads)


def load(path, precision):
    with open(path) as file:
        w = json.load(file)
    dtype = torch.float64 if precision == "float64" else torch.float32
    widths, flat, layers, at = w["widths"], torch.tensor(w["parameters"], dtype=dtype), [], 0
    for k, r in zip(widths, widths[1:]):
        W, b = flat[at : at + r * k].reshape(r, k).clone(), flat[at + r * k : at + r * k + r].clone()
        layers += [W.requires_grad_(), b.requires_grad_()]
        at += r * k + r
    return layers, torch.tensor(w["inside"], dtype=dtype), torch.tensor(w["start"], dtype=dtype), w["nu"]


def network(layers, p):
    a = p
    for W, b in zip(layers[:-2:2], layers[1:-2:2]):
        a = torch.tanh(torch.addmm(b, a, W.T))
    return torch.addmm(layers[-1], a, layers[-2].T)[:, 0]


def automatic(layers, points, nu):
    """torch.autograd.grad of autograd.grad, as tutorials have it."""
    x, t = points[:, 0:1].clone().requires_grad_(), points[:, 1:2].clone().requires_grad_()
    u = network(layers, torch.cat([x, t], 1))
    ux, ut = torch.autograd.grad(u.sum(), (x, t), create_graph=True)
    (uxx,) = torch.autograd.grad(ux.sum(), x, create_graph=True)
    return ut[:, 0] + u * ux[:, 0] - nu * uxx[:, 0]


def jets(layers, points, nu):
    """u, u_x, u_t, u_xx carried by hand through the layers, in one product a layer."""
    n = points.shape[0]
    ax, at = torch.zeros_like(points), torch.zeros_like(points)
    ax[:, 0], at[:, 1] = 1, 1
    stacked = torch.cat([points, ax, at, torch.zeros_like(points)])
    for W, b in zip(layers[:-2:2], layers[1:-2:2]):
        z, zx, zt, zxx = (stacked @ W.T).split(n)
        y = torch.tanh(z + b)
        f1 = 1 - y * y
        stacked = torch.cat([y, f1 * zx, f1 * zt, f1 * (zxx - 2 * y * zx * zx)])
    u, ux, ut, uxx = (stacked @ layers[-2].T)[:, 0].split(n)
    u = u + layers[-1]
    return ut + u * ux - nu * uxx


def evaluation(residuals):
    def evaluate(layers, inside, start, nu):
        begin = network(layers, start) + torch.sin(math.pi * start[:, 0])
        loss = (residuals(layers, inside, nu) ** 2).mean() + (begin**2).mean()
        return loss, torch.autograd.grad(loss, layers)

    return evaluate


def chunked(residuals, chunk):
    def evaluate(layers, inside, start, nu):
        begin = network(layers, start) + torch.sin(math.pi * start[:, 0])
        loss = (begin**2).mean()
        sums = list(torch.autograd.grad(loss, layers))
        total = loss.detach()
        for p in inside.split(chunk):
            part = (residuals(layers, p, nu) ** 2).sum() / inside.shape[0]
            sums = [s + g for s, g in zip(sums, torch.autograd.grad(part, layers))]
            total = total + part.detach()
        return total, sums

    return evaluate


def formulations():
    all = {"automatic": evaluation(automatic), "jets": evaluation(jets)}
    all["jets, chunks of 1000"] = chunked(jets, 1000)
    all["jets, chunks of 2500"] = chunked(jets, 2500)
    compiled = torch.compile(jets)
    all["jets, compiled"] = evaluation(compiled)
    return all


def main():
    state = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "prepare":
            arguments = load(request["workload"], request["precision"])
            state = {"arguments": arguments, "all": {}}
            answer, skipped = [], []
            for name, f in formulations().items():
                try:
                    loss, gradient = f(*arguments)
                except Exception as error:  # no compiler for torch.compile
                    skipped.append(f"{name}: {type(error).__name__}")
                    continue
                state["all"][name] = f
                norm = sum(float((g * g).sum()) for g in gradient) ** 0.5
                answer.append({"name": name, "loss": float(loss.detach()), "norm": norm})
            print(json.dumps({"version": f"torch {torch.__version__}", "formulations": answer, "skipped": skipped}), flush=True)
        else:
            f = state["all"][request["formulation"]]
            begin = time.perf_counter()
            for _ in range(request["count"]):
                f(*state["arguments"])
            print(json.dumps({"seconds": (time.perf_counter() - begin) / request["count"]}), flush=True)


main()
