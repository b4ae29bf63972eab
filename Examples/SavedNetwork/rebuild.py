# SPDX-License-Identifier: MIT
"""A saved network rebuilt in PyTorch and in JAX, its derivatives held against `verify export --network`.

    verify run --problem burgers --strategy fused --save burgers.npz
    verify export --network burgers.npz --grid 33x17 --derivatives --output exported.npz
    python3 rebuild.py burgers.npz exported.npz

It needs NumPy and at least one of both, and nothing of Plumbline: only what the page SavedNetworks says of the file.
"""

import json
import math
import re
import sys

import numpy as np


def read(path):
    """Layers as (weights, biases), and what the file says of itself."""
    arrays = np.load(path)
    meta = json.loads(str(arrays["meta"]))
    assert (meta["format"], meta["format_version"]) == ("plumbline-network", 1), "another format"
    count = len(meta["network"]["layers"]) - 1
    return [(arrays[f"weights_{i}"].astype(float), arrays[f"biases_{i}"].astype(float)) for i in range(count)], meta


def expression(text, functions):
    """A function of names for an expression of the file: ^ is a power, and the rest is as in Python."""
    called = set(re.findall(r"[A-Za-z_]\w*(?=\()", text))
    assert re.fullmatch(r"[\w .+\-*/^()]*", text) and called <= set(functions), f"not an expression: {text}"
    code = compile(text.replace("^", "**"), text, "eval")
    return lambda names: eval(code, {"__builtins__": {}}, {**functions, "pi": math.pi, **names})


def solution(layers, meta, functions, stack, matrix):
    """u as a function of one point, a vector of coordinates, in the words of one framework."""
    activation = {
        "swish": lambda x: x * functions["sigmoid"](x),
        "gelu": lambda x: x * functions["erfc"](-math.sqrt(0.5) * x) / 2,
        **functions,
    }[meta["network"]["activation"]]
    layers = [(matrix(w), matrix(b)) for w, b in layers]
    problem, hard = meta["problem"], meta["hard_constraint"]
    pairs = hard and [(expression(g, functions), expression(d, functions)) for g, d in zip(hard["g"], hard["d"])]

    def u(point):
        a = point
        for i, (w, b) in enumerate(layers):
            a = w @ (activation(a) if i else a) + b
        if not pairs:
            return a
        names = {**problem["parameters"], **{c: point[i] for i, c in enumerate(problem["coordinates"])}}
        return stack([g(names) + d(names) * a[i] for i, (g, d) in enumerate(pairs)])

    return u


def in_jax(layers, meta, points, columns):
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    names = "exp expm1 log log1p sin cos tan sinh cosh tanh sqrt abs".split()
    functions = {name: getattr(jnp, name) for name in names}
    functions |= {"a" + f: getattr(jnp, "arc" + f) for f in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}
    functions |= {"erf": jax.scipy.special.erf, "erfc": jax.scipy.special.erfc}
    functions |= {"sigmoid": jax.nn.sigmoid, "softplus": jax.nn.softplus}
    u = solution(layers, meta, functions, jnp.stack, jnp.asarray)
    for unknown, directions in columns:
        f = lambda p, k=unknown: u(p)[k]
        for i in directions:
            f = lambda p, f=f, i=i: jax.grad(f)(p)[i]
        yield np.asarray(jax.jit(jax.vmap(f))(jnp.asarray(points)))


def in_torch(layers, meta, points, columns):
    import torch

    names = "exp expm1 log log1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sqrt erf erfc abs".split()
    # A number is no tensor there.
    lifted = lambda f: lambda x: f(torch.as_tensor(x, dtype=torch.float64))
    functions = {name: lifted(getattr(torch, name)) for name in names}
    functions |= {"sigmoid": torch.sigmoid, "softplus": lambda x: torch.logaddexp(torch.zeros_like(x), x)}
    stack = lambda parts: torch.stack([torch.as_tensor(p, dtype=torch.float64) for p in parts])
    u = solution(layers, meta, functions, stack, torch.from_numpy)
    for unknown, directions in columns:
        f = lambda p, k=unknown: u(p)[k]
        for i in directions:
            f = lambda p, f=f, i=i: torch.func.grad(f)(p)[i]
        yield torch.func.vmap(f)(torch.from_numpy(points)).numpy()


def main(network, exported):
    layers, meta = read(network)
    table = np.load(exported)
    coordinates, unknowns = meta["problem"]["coordinates"], meta["problem"]["unknowns"]
    axes = [table[c] for c in coordinates]
    if table[unknowns[0]].shape == tuple(map(len, axes)):
        axes = [axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")]
    points = np.stack(axes, axis=-1)
    fields = [name for name in table.files if name != "meta" and name not in coordinates]
    columns = []
    for name in fields:
        unknown, _, letters = name.partition("_")
        columns.append((unknowns.index(unknown), [coordinates.index(c) for c in re.findall(r"[a-z]\d*", letters)]))
    worst = 0.0
    for framework in (in_torch, in_jax):
        try:
            found = list(framework(layers, meta, points, columns))
        except ImportError as e:
            print(f"{framework.__name__[3:]}: not installed ({e})")
            continue
        for name, values in zip(fields, found):
            right = table[name].ravel()
            scale = np.abs(right).max() or 1.0
            difference = np.abs(values - right).max() / scale
            worst = max(worst, difference)
            print(f"{framework.__name__[3:]:6} {name:6} differs by {difference:.1e} of the largest value, {scale:.3g}")
    return 0 if worst < 1e-10 else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
