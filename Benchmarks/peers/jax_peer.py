#!/usr/bin/env python3
"""JAX's side of Benchmarks/run: answers one JSON request a line on standard input with one on standard output.

  {"do": "prepare", "workload": FILE, "precision": "float64"}  ->  {"formulations": [{"name", "loss", "norm"}]}
  {"do": "time", "formulation": NAME, "count": N}               ->  {"seconds": of one evaluation}

A loss and its gradient, the same in every formulation: Burgers' residual u_t + u u_x - nu u_xx of a tanh network at the
points inside, and the initial wave at the others.
"""
import json
import os
import sys
import time

os.environ.pop("OPENBLAS_CORETYPE", None)
threads = int(os.environ.get("BENCH_THREADS", "2"))
# XLA splits nothing by itself on a CPU; as many host devices as threads share a batch.
flags = f"--xla_force_host_platform_device_count={threads} --xla_cpu_multi_thread_eigen={'true' if threads > 1 else 'false'}"
os.environ["XLA_FLAGS"] = flags
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np
from jax import lax


def load(path, precision):
    with open(path) as file:
        w = json.load(file)
    dtype = np.float64 if precision == "float64" else np.float32
    widths, flat, layers, at = w["widths"], np.array(w["parameters"], dtype), [], 0
    for k, r in zip(widths, widths[1:]):
        layers.append((jnp.array(flat[at : at + r * k].reshape(r, k)), jnp.array(flat[at + r * k : at + r * k + r])))
        at += r * k + r
    return layers, jnp.array(w["inside"], dtype), jnp.array(w["start"], dtype), w["nu"]


def network(layers, p):
    a = p
    for W, b in layers[:-1]:
        a = jnp.tanh(W @ a + b)
    W, b = layers[-1]
    return (W @ a + b)[0]


def automatic(layers, points, nu):
    """Nested forward mode, a point at a time, vectorised."""

    def residual(p):
        u = lambda x, t: network(layers, jnp.stack([x, t]))
        x, t = p[0], p[1]
        one = jnp.ones_like(x)
        value, ut = jax.jvp(lambda t: u(x, t), (t,), (one,))
        ux = lambda x: jax.jvp(lambda x: u(x, t), (x,), (one,))[1]
        first, second = jax.jvp(ux, (x,), (one,))
        return ut + value * first - nu * second

    return jax.vmap(residual)(points)


def jets(layers, points, nu):
    """u, u_x, u_t, u_xx carried by hand through the layers, whole batches at once."""
    n = points.shape[0]
    zero, one = jnp.zeros(n, points.dtype), jnp.ones(n, points.dtype)
    a, ax, at = points, jnp.stack([one, zero], 1), jnp.stack([zero, one], 1)
    axx = jnp.zeros_like(a)
    for W, b in layers[:-1]:
        z, zx, zt, zxx = a @ W.T + b, ax @ W.T, at @ W.T, axx @ W.T
        y = jnp.tanh(z)
        f1 = 1 - y * y
        a, ax, at, axx = y, f1 * zx, f1 * zt, f1 * (zxx - 2 * y * zx * zx)
    W, b = layers[-1]
    u, ux, ut, uxx = [(v @ W.T)[:, 0] for v in (a, ax, at, axx)]
    u = u + b[0]
    return ut + u * ux - nu * uxx


def start_loss(layers, start):
    u = jax.vmap(lambda p: network(layers, p))(start)
    return jnp.mean((u + jnp.sin(jnp.pi * start[:, 0])) ** 2)


def whole(residuals):
    def loss(layers, inside, start, nu):
        return jnp.mean(residuals(layers, inside, nu) ** 2) + start_loss(layers, start)

    return jax.jit(jax.value_and_grad(loss))


def chunked(residuals, chunk):
    """The sum over chunks of points, value and gradient a chunk at a time."""

    def evaluate(layers, inside, start, nu):
        n = inside.shape[0]
        part = jax.value_and_grad(lambda l, p: jnp.sum(residuals(l, p, nu) ** 2) / n)

        def body(sums, p):
            return jax.tree.map(jnp.add, sums, part(layers, p)), None

        zero = (jnp.zeros((), inside.dtype), jax.tree.map(jnp.zeros_like, layers))
        pieces = inside.reshape(-1, chunk, 2)
        sums, _ = lax.scan(body, zero, pieces)
        return jax.tree.map(jnp.add, sums, jax.value_and_grad(start_loss)(layers, start))

    return jax.jit(evaluate)


def sharded(inner):
    """Half of the points on each host device."""

    def evaluate(layers, inside, start, nu):
        value, gradient = inner(layers, inside, start, nu)
        mean = lambda a: lax.pmean(a, "d")
        return mean(value), jax.tree.map(mean, gradient)

    mapped = jax.pmap(evaluate, axis_name="d", in_axes=(None, 0, 0, None))

    def run(layers, inside, start, nu):
        split = lambda p: p.reshape(threads, -1, 2)
        value, gradient = mapped(layers, split(inside), split(start), nu)
        return value[0], jax.tree.map(lambda g: g[0], gradient)

    return run


def formulations(points):
    all = {}
    for name, residuals in (("automatic", automatic), ("jets", jets)):
        all[name] = whole(residuals)
        for chunk in (125, 500):
            if points % (chunk * threads) == 0:
                all[f"{name}, chunks of {chunk}"] = chunked(residuals, chunk)
    if threads > 1:
        all.update({f"{name}, sharded": sharded(f) for name, f in list(all.items())})
    return all


def main():
    state = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "prepare":
            layers, inside, start, nu = load(request["workload"], request["precision"])
            state = {"arguments": (layers, inside, start, nu), "all": formulations(inside.shape[0])}
            answer = []
            for name, f in state["all"].items():
                loss, gradient = jax.block_until_ready(f(*state["arguments"]))
                norm = sum(float(jnp.sum(g * g)) for g in jax.tree.leaves(gradient)) ** 0.5
                answer.append({"name": name, "loss": float(loss), "norm": norm})
            print(json.dumps({"version": f"jax {jax.__version__}", "formulations": answer}), flush=True)
        else:
            f, arguments = state["all"][request["formulation"]], state["arguments"]
            begin = time.perf_counter()
            for _ in range(request["count"]):
                jax.block_until_ready(f(*arguments))
            print(json.dumps({"seconds": (time.perf_counter() - begin) / request["count"]}), flush=True)


main()
