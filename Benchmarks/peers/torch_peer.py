#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""PyTorch's side of Benchmarks/run (exchange.py says what is spoken): each workload in several formulations."""
import math
import os

os.environ.pop("OPENBLAS_CORETYPE", None)
threads = int(os.environ.get("BENCH_THREADS", "2"))
import torch

torch.set_num_threads(threads)

from exchange import serve


def network(layers, points):
    a = points
    for W, b in zip(layers[:-2:2], layers[1:-2:2]):
        a = torch.tanh(a @ W.T + b)
    return (a @ layers[-2].T + layers[-1])[:, 0]


def jets(layers, points, pairs):
    """u, its first derivatives, and for each of `pairs` the sum of those second ones: carried by hand, batches at once."""
    n, d = points.shape
    eye = torch.eye(d, dtype=points.dtype)
    a = torch.cat([points[None], eye[:, None, :].expand(d, n, d), torch.zeros(len(pairs), n, d, dtype=points.dtype)])
    for W, b in zip(layers[:-2:2], layers[1:-2:2]):
        z = a @ W.T
        y = torch.tanh(z[0] + b)
        f1 = 1 - y * y
        firsts = z[1 : d + 1]
        seconds = [f1 * (z[d + 1 + k] - 2 * y * (firsts[squares] ** 2).sum(0)) for k, squares in enumerate(pairs)]
        a = torch.cat([y[None], f1 * firsts, *[s[None] for s in seconds]])
    u = (a @ layers[-2].T)[..., 0]
    return torch.cat([u[:1] + layers[-1], u[1:]])


def residuals_of(workload):
    kind, d = workload["kind"], workload["widths"][0]
    grad = lambda u, p: torch.autograd.grad(u.sum(), p, create_graph=True)[0]
    if kind == "burgers":
        nu = workload["nu"]

        def automatic(layers, points):
            p = points.clone().requires_grad_(True)
            u = network(layers, p)
            slope = grad(u, p)
            return slope[:, 1] + u * slope[:, 0] - nu * grad(slope[:, 0], p)[:, 0]

        def by_hand(layers, points):
            u = jets(layers, points, [[0]])
            return u[2] + u[0] * u[1] - nu * u[3]

    elif kind == "ode":

        def automatic(layers, points):
            p = points.clone().requires_grad_(True)
            return grad(p[:, 0] * network(layers, p), p)[:, 0] - torch.cos(points[:, 0])

        def by_hand(layers, points):
            u = jets(layers, points, [])
            return u[0] + points[:, 0] * u[1] - torch.cos(points[:, 0])

    else:

        def automatic(layers, points):
            p = points.clone().requires_grad_(True)
            slope = grad(network(layers, p), p)
            return sum(grad(slope[:, i], p)[:, i] for i in range(d))

        def by_hand(layers, points):
            return jets(layers, points, [list(range(d))])[-1]

    return {"automatic": automatic, "jets": by_hand}


def start_loss(layers, start):
    return ((network(layers, start) + torch.sin(math.pi * start[:, 0])) ** 2).mean()


def loss_of(residuals, layers, inside, start):
    loss = (residuals(layers, inside) ** 2).mean()
    return loss + start_loss(layers, start) if start.shape[0] else loss


def norm(tensors):
    return sum(float((x * x).sum()) for x in tensors) ** 0.5


def gradient_of(loss, layers):
    """Zero where the loss does not depend on a tensor: no derivative reads the last bias."""
    found = torch.autograd.grad(loss, layers, allow_unused=True)
    return [torch.zeros_like(x) if g is None else g for x, g in zip(layers, found)]


def gradients(workload, layers, inside, start):
    """{name: (run, describe)} of loss and gradient."""

    def whole(residuals):
        def run():
            loss = loss_of(residuals, layers, inside, start)
            return loss.detach(), gradient_of(loss, layers)

        return run

    def chunked(residuals, chunk):
        def run():
            sums, total = [torch.zeros_like(x) for x in layers], 0
            for p in inside.split(chunk):
                pieces = [(residuals(layers, p) ** 2).sum() / inside.shape[0]]
                if p.data_ptr() == inside.data_ptr() and start.shape[0]:
                    pieces.append(start_loss(layers, start))
                for part in pieces:
                    sums = [s + g for s, g in zip(sums, gradient_of(part, layers))]
                    total = total + part.detach()
            return total, sums

        return run

    all = {}
    for name, residuals in residuals_of(workload).items():
        all[name] = whole(residuals)
        if name == "jets":
            all |= {f"jets, chunks of {c}": chunked(residuals, c) for c in (100, 1000, 2500) if c < inside.shape[0]}
            all["jets, compiled"] = whole(torch.compile(residuals))
    return {name: (run, lambda result: (result[0], norm(result[1]))) for name, run in all.items()}


def adam(workload, layers, inside, start):
    """{name: (run, describe)} of Adam steps."""

    def train(residuals):
        def run():
            own = [x.detach().clone().requires_grad_(True) for x in layers]
            optimizer = torch.optim.Adam(own, lr=workload["rate"], foreach=True)
            for _ in range(workload["steps"]):
                optimizer.zero_grad()
                loss_of(residuals, own, inside, start).backward()
                optimizer.step()
            return own

        return run, lambda own: (loss_of(residuals, own, inside, start).detach(), norm([x.detach() for x in own]))

    return {name: train(residuals) for name, residuals in residuals_of(workload).items()}


def formulations(workload, precision):
    dtype = torch.float64 if precision == "float64" else torch.float32
    widths, flat, layers, at = workload["widths"], torch.tensor(workload["parameters"], dtype=dtype), [], 0
    for k, r in zip(widths, widths[1:]):
        layers += [flat[at : at + r * k].reshape(r, k).clone(), flat[at + r * k : at + r * k + r].clone()]
        at += r * k + r
    layers = [x.requires_grad_(True) for x in layers]
    points = [torch.tensor(workload[name], dtype=dtype).reshape(-1, widths[0]) for name in ("inside", "start")]
    task = {"gradient": gradients, "adam": adam}.get(workload["task"])
    return task(workload, layers, *points) if task else {}


serve(f"torch {torch.__version__}", formulations)
