#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""JAX's side of Benchmarks/run (exchange.py says what is spoken): each workload in several formulations.

"automatic" is what differentiation by nesting gives; "jets" are derivatives carried by hand through the layers; with
"custom VJP" their reverse sweep is written by hand too; "folx" is the package of that name. Each is tried whole, in chunks
of points, and with the points split over as many host devices as there are threads.
"""
import os

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
from jax.flatten_util import ravel_pytree
from jax.sharding import NamedSharding, PartitionSpec

from exchange import serve


def network(layers, p):
    a = p
    for W, b in layers[:-1]:
        a = jnp.tanh(W @ a + b)
    W, b = layers[-1]
    return (W @ a + b)[0]


# A whole batch's value, first derivatives and one of second order, carried by hand: (z, [z_i], z_s). Arrays of their own are
# faster than one stack of them, until they are many: then [z_i] is one array, the direction its first axis.


def square(firsts, summed):
    """The sum of squares that the second derivative takes: of one direction, or of all."""
    return firsts[summed] ** 2 if summed is not None else sum(f**2 for f in firsts) if isinstance(firsts, list) else jnp.sum(firsts**2, 0)


def each(f, firsts):
    return [f(z) for z in firsts] if isinstance(firsts, list) else f(firsts)


def activate(summed, z, firsts, second):
    y = jnp.tanh(z)
    f1 = 1 - y * y
    return y, each(lambda v: f1 * v, firsts), None if second is None else f1 * (second - 2 * y * square(firsts, summed))


def activation_with_vjp(summed):
    """The same with its reverse sweep by hand: nothing is kept but the sums and y."""

    @jax.custom_vjp
    def f(z, firsts, second):
        return activate(summed, z, firsts, second)

    def forward(z, firsts, second):
        y = activate(summed, z, firsts, second)
        return y, (y[0], firsts, second)

    def backward(kept, g):
        y, firsts, second = kept
        g0, gi, gs = g
        f1 = 1 - y * y
        f2 = -2 * y * f1
        stacked = not isinstance(firsts, list)
        products = jnp.sum(gi * firsts, 0) if stacked else sum(a * b for a, b in zip(gi, firsts))
        own, slopes = g0 * f1 + f2 * products, each(lambda v: f1 * v, gi)
        if second is None:
            return own, slopes, None
        f3 = -2 * (f1 * f1 + y * f2)
        share = 2 * gs * f2
        if stacked:
            slopes = slopes + share * firsts
        else:
            slopes = [s + share * v if summed in (None, i) else s for i, (s, v) in enumerate(zip(slopes, firsts))]
        return own + gs * (f2 * second + f3 * square(firsts, summed)), slopes, gs * f1

    f.defvjp(forward, backward)
    return f


def jets(layers, points, f, second, stacked):
    """u, its first derivatives, and one of second order where there is one."""
    n, d = points.shape
    if stacked:
        firsts = jnp.broadcast_to(jnp.eye(d, dtype=points.dtype)[:, None, :], (d, n, d))
    else:
        firsts = [jnp.zeros_like(points).at[:, i].set(1) for i in range(d)]
    a = (points, firsts, jnp.zeros_like(points) if second else None)
    for W, b in layers[:-1]:
        z, firsts, s = a
        a = f(z @ W.T + b, each(lambda v: v @ W.T, firsts), None if s is None else s @ W.T)
    W, b = layers[-1]
    z, firsts, s = a
    last = lambda v: (v @ W.T)[..., 0]
    return last(z) + b[0], each(last, firsts), None if s is None else last(s)


def residuals_of(workload):
    """{name: residuals(layers, points)} of the workload's equation."""
    kind, d = workload["kind"], workload["widths"][0]
    if kind == "burgers":
        nu, summed, second, stacked = workload["nu"], 0, True, False
        combine = lambda u, slopes, uxx, p: slopes[1] + u * slopes[0] - nu * uxx

        def at(layers, p):
            u = lambda x, t: network(layers, jnp.stack([x, t]))
            one = jnp.ones_like(p[0])
            value, ut = jax.jvp(lambda t: u(p[0], t), (p[1],), (one,))
            ux = lambda x: jax.jvp(lambda x: u(x, p[1]), (x,), (one,))[1]
            first, second = jax.jvp(ux, (p[0],), (one,))
            return ut + value * first - nu * second

    elif kind == "ode":
        summed, second, stacked = None, False, False
        combine = lambda u, slopes, none, p: u + p[:, 0] * slopes[0] - jnp.cos(p[:, 0])

        def at(layers, p):
            value, slope = jax.jvp(lambda t: t * network(layers, t[None]), (p[0],), (jnp.ones_like(p[0]),))
            return slope - jnp.cos(p[0])

    else:
        summed, second, stacked = None, True, d > 2
        combine = lambda u, slopes, laplacian, p: laplacian

        def at(layers, p):
            slope = jax.grad(lambda p: network(layers, p))
            second = lambda v: jnp.vdot(v, jax.jvp(slope, (p,), (v,))[1])
            return jnp.sum(jax.vmap(second)(jnp.eye(d, dtype=p.dtype)))

    plain = lambda *z: activate(summed, *z)
    by_hand = activation_with_vjp(summed)
    batch = lambda f: lambda layers, points: combine(*jets(layers, points, f, second, stacked), points)
    all = {
        "automatic": lambda layers, points: jax.vmap(lambda p: at(layers, p))(points),
        "jets": batch(plain), "jets, custom VJP": batch(by_hand)}
    if kind == "laplacian":
        try:
            import folx

            one = lambda layers, p: folx.forward_laplacian(lambda p: network(layers, p))(p).laplacian
            all["folx"] = lambda layers, points: jax.vmap(lambda p: one(layers, p))(points)
            zero = lambda layers, p: folx.forward_laplacian(lambda p: network(layers, p), 0)(p).laplacian
            all["folx, dense"] = lambda layers, points: jax.vmap(lambda p: zero(layers, p))(points)
        except ImportError:
            pass
    return all


def start_loss(layers, start):
    if start.shape[0] == 0:
        return jnp.zeros((), start.dtype)
    u = jax.vmap(lambda p: network(layers, p))(start)
    return jnp.mean((u + jnp.sin(jnp.pi * start[:, 0])) ** 2)


def whole(residuals):
    return jax.value_and_grad(lambda l, inside, start: jnp.mean(residuals(l, inside) ** 2) + start_loss(l, start))


def chunked(residuals, chunk):
    """The sum over chunks of points, value and gradient a chunk at a time."""

    def evaluate(layers, inside, start):
        n, d = inside.shape
        part = jax.value_and_grad(lambda l, p: jnp.sum(residuals(l, p) ** 2) / n)

        def body(sums, p):
            return jax.tree.map(jnp.add, sums, part(layers, p)), None

        zero = (jnp.zeros((), inside.dtype), jax.tree.map(jnp.zeros_like, layers))
        sums, _ = lax.scan(body, zero, inside.reshape(-1, chunk, d))
        return jax.tree.map(jnp.add, sums, jax.value_and_grad(start_loss)(layers, start))

    return evaluate


mesh = jax.make_mesh((threads,), ("d",))


def sharded(inner):
    """An equal part of the points on each host device."""

    def evaluate(layers, inside, start):
        value, gradient = inner(layers, inside, start)
        mean = lambda a: lax.pmean(a, "d")
        return mean(value), jax.tree.map(mean, gradient)

    none, split = PartitionSpec(), PartitionSpec("d")
    return jax.jit(jax.shard_map(evaluate, mesh=mesh, in_specs=(none, split, split), out_specs=(none, none), check_vma=False))


def placed(layers, *points):
    """Arguments that lie where a sharded evaluation wants them, so that no call moves them."""
    at = lambda spec: NamedSharding(mesh, spec)
    return jax.device_put(layers, at(PartitionSpec())), *[jax.device_put(p, at(PartitionSpec("d"))) for p in points]


def gradients(workload, layers, inside, start):
    """{name: run} of loss and gradient."""
    points, all = inside.shape[0], {}
    for name, residuals in residuals_of(workload).items():
        all[name] = (whole(residuals), False)
        for chunk in (25, 125, 500):
            if points // threads > chunk and points % (chunk * threads) == 0:
                all[f"{name}, chunks of {chunk}"] = (chunked(residuals, chunk), False)
    if threads > 1 and points % threads == 0:
        all |= {f"{name}, sharded": (f, True) for name, (f, _) in all.items()}

    def run_of(evaluate, is_sharded):
        compiled = sharded(evaluate) if is_sharded else jax.jit(evaluate)
        arguments = placed(layers, inside, start) if is_sharded else (layers, inside, start)
        return (
            lambda: jax.block_until_ready(compiled(*arguments)),
            lambda result: (result[0], np.linalg.norm(ravel_pytree(result[1])[0])))

    return {name: run_of(*f) for name, f in all.items()}


def adam(workload, layers, inside, start):
    """{name: run} of Adam steps: in one scan, or a step a call."""
    flat, unflatten = ravel_pytree(layers)
    rate, steps = workload["rate"], workload["steps"]
    all = {}
    for name, residuals in residuals_of(workload).items():
        gradient = whole(residuals)

        def step(state, _, gradient=gradient):
            p, m, v, k = state
            _, g = gradient(unflatten(p), inside, start)
            g = ravel_pytree(g)[0]
            k = k + 1
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            p = p - rate * (m / (1 - 0.9**k)) / (jnp.sqrt(v / (1 - 0.999**k)) + 1e-8)
            return (p, m, v, k), None

        begin = (flat, jnp.zeros_like(flat), jnp.zeros_like(flat), jnp.zeros((), flat.dtype))
        scan = jax.jit(lambda step=step: lax.scan(step, begin, None, steps)[0][0])
        one = jax.jit(lambda state, step=step: step(state, None)[0])

        def loop(one=one):
            state = begin
            for _ in range(steps):
                state = one(state)
            return state[0]

        loss = jax.jit(lambda p, gradient=gradient: gradient(unflatten(p), inside, start)[0])
        for how, train in (("scan", scan), ("loop", loop)):
            all[f"{name}, {how}"] = after(train, loss)
    return all


def after(compute, loss):
    return lambda: jax.block_until_ready(compute()), lambda result: (loss(result), np.linalg.norm(result))


def levenberg_marquardt(workload, layers, inside, start):
    """{name: run} of one step: Jacobian, normal equations or kernel, Cholesky."""
    flat, unflatten = ravel_pytree(layers)
    mu, all = workload["damping"], {}
    weights = (1 / inside.shape[0]) ** 0.5, (1 / max(1, start.shape[0])) ** 0.5
    for name, residuals in residuals_of(workload).items():
        one = lambda p, x, residuals=residuals: weights[0] * residuals(unflatten(p), x[None])[0]
        begin = lambda p, x: weights[1] * (network(unflatten(p), x) + jnp.sin(jnp.pi * x[0]))

        def system(p, one=one):
            parts = [jax.vmap(lambda x, f=f: jax.value_and_grad(f)(p, x))(xs) for f, xs in ((one, inside), (begin, start))]
            return jnp.concatenate([r for r, _ in parts]), jnp.concatenate([j for _, j in parts])

        def normal(system=system):
            r, j = system(flat)
            return -jax.scipy.linalg.cho_solve(jax.scipy.linalg.cho_factor(j.T @ j + mu * jnp.eye(j.shape[1], dtype=j.dtype)), j.T @ r)

        def kernel(system=system):
            r, j = system(flat)
            return -j.T @ jax.scipy.linalg.cho_solve(jax.scipy.linalg.cho_factor(j @ j.T + mu * jnp.eye(j.shape[0], dtype=j.dtype)), r)

        loss = jax.jit(lambda _, system=system: jnp.sum(system(flat)[0] ** 2))
        for how, step in (("normal equations", normal), ("kernel", kernel)):
            all[f"{name}, {how}"] = after(jax.jit(step), loss)
    return all


def formulations(workload, precision):
    dtype = np.float64 if precision == "float64" else np.float32
    widths, flat, layers, at = workload["widths"], np.array(workload["parameters"], dtype), [], 0
    for k, r in zip(widths, widths[1:]):
        layers.append((jnp.array(flat[at : at + r * k].reshape(r, k)), jnp.array(flat[at + r * k : at + r * k + r])))
        at += r * k + r
    points = [jnp.array(workload[name], dtype).reshape(-1, widths[0]) for name in ("inside", "start")]
    task = {"gradient": gradients, "adam": adam, "levenberg-marquardt": levenberg_marquardt}[workload["task"]]
    return task(workload, layers, *points)


serve(f"jax {jax.__version__}", formulations)
