# SPDX-License-Identifier: MIT
"""Trained networks from files: u as Plumbline computes it, and what is wrong with a file is named."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

import plumbline
from plumbline._expression import ExpressionError, parsed, value

# Written by `verify run --save` and `verify export --network`.
NETWORKS = Path(__file__).resolve().parent / "networks"


def saved(path, change=lambda arrays, meta: None, name="burgers"):
    with np.load(NETWORKS / f"{name}.npz") as loaded:
        arrays = dict(loaded)
    meta = json.loads(str(arrays["meta"]))
    change(arrays, meta)
    arrays["meta"] = np.array(json.dumps(meta))
    np.savez(path, **arrays)
    return path


@pytest.mark.parametrize("name", ["burgers", "kovasznay", "black-scholes", "lotka-volterra"])
def test_it_is_what_plumbline_computes(name):
    network = plumbline.load_network(NETWORKS / f"{name}.npz")
    with np.load(NETWORKS / f"{name}-values.npz") as table:
        points = np.meshgrid(*(table[c] for c in network.coordinates), indexing="ij")
        right = np.stack([table[u] for u in network.unknowns], axis=-1)
    found = network(*points)
    found = found.reshape(right.shape)
    assert np.abs(found - right).max() <= 4e-15 * np.abs(right).max()


def test_it_says_what_it_is():
    network = plumbline.load_network(NETWORKS / "burgers.npz")
    assert repr(network).startswith("<plumbline.Network burgers[nu=0.1]/fused/")
    assert network.problem == "burgers" and network.parameters == {"nu": 0.1}
    assert network.coordinates == ("x", "t") and network.unknowns == ("u",)
    assert network.layers[0][0].shape[1] == 2 and network.activation == "tanh"
    assert network.metadata["result"]["verdict"] in ("pass", "fail")
    assert network.layers[0][0].dtype == np.float32


def test_arrays_broadcast_and_unknowns_are_the_last_axis():
    burgers = plumbline.load_network(NETWORKS / "burgers.npz")
    x, t = np.linspace(-1, 1, 5)[:, None], np.linspace(0, 1, 3)
    assert burgers(x, t).shape == (5, 3) and burgers(0.5, 0.5).shape == ()
    assert burgers.output(x, t).shape == (5, 3, 1)
    # The hard constraint holds to rounding, whatever the network.
    assert np.abs(burgers(x, 0) + np.sin(math.pi * x)).max() < 1e-15
    kovasznay = plumbline.load_network(NETWORKS / "kovasznay.npz")
    assert kovasznay.hard_constraint is None
    assert kovasznay(0.5, [0.0, 0.5]).shape == (2, 3)


@pytest.mark.parametrize("arguments, error, text", [
    ((0.5,), plumbline.ArgumentError, "1 arrays for 2 coordinates: give x, t"),
    (("a", 0), plumbline.DTypeError, "x is an array of"),
    (([0.0, math.nan], 0), plumbline.NotFiniteError, r"x\[1\] is not finite"),
    (([0, 0], [0, 0, 0]), plumbline.ShapeError, "do not broadcast"),
])
def test_what_is_no_point_is_refused(arguments, error, text):
    with pytest.raises(error, match=text):
        plumbline.load_network(NETWORKS / "burgers.npz")(*arguments)


@pytest.mark.parametrize("change, text", [
    (lambda a, m: a.pop("weights_1"), "no array 'weights_1'"),
    (lambda a, m: a.update(biases_0=np.ones(3)), "finite numbers of the shape"),
    (lambda a, m: a.update(biases_0=a["biases_0"] * math.nan), "finite numbers of the shape"),
    (lambda a, m: m.update(format="mine"), "is no network"),
    (lambda a, m: m.update(format_version=2), "is of format 2"),
    (lambda a, m: m.pop("problem"), "'meta' lacks something"),
    (lambda a, m: m["network"].update(activation="relu6"), "activation 'relu6' is unknown"),
    (lambda a, m: m["network"].update(layers=[2, 4, 2]), "other coordinates or unknowns"),
    (lambda a, m: m["hard_constraint"].update(g=["__import__('os')"]), "nothing that the format knows"),
    (lambda a, m: m["hard_constraint"].update(g=["nobody"]), "'nobody' is nothing"),
    (lambda a, m: m["hard_constraint"].update(g=[]), "0 of g"),
    (lambda a, m: m["hard_constraint"].update(d=["t", "t"]), "2 of d, and 1 unknowns"),
])
def test_what_is_wrong_with_a_file_is_named(tmp_path, change, text):
    path = saved(tmp_path / "mine.npz", change)
    with pytest.raises(plumbline.DataError, match=text) as caught:
        plumbline.load_network(path)(0.5, 0.5)
    assert "verify" in str(caught.value) or "update" in str(caught.value)


def test_damage_is_an_error(tmp_path):
    whole = (NETWORKS / "burgers.npz").read_bytes()
    path = tmp_path / "cut.npz"
    for length in range(0, len(whole), len(whole) // 20):
        path.write_bytes(whole[:length])
        with pytest.raises(plumbline.DataError):
            plumbline.load_network(path)
    with pytest.raises(plumbline.MissingFileError, match="there is no file"):
        plumbline.load_network(tmp_path / "none.npz")
    np.save(tmp_path / "one.npy", np.ones(3))
    with pytest.raises(plumbline.DataError, match="one array"):
        plumbline.load_network(tmp_path / "one.npy")


def test_a_constraint_without_a_text_leaves_the_network(tmp_path):
    network = plumbline.load_network(saved(
        tmp_path / "own.npz", lambda a, m: m.update(hard_constraint={"g": None, "d": None, "reason": "it has relu"})))
    assert network.output(0.5, 0.5).shape == (1,)
    with pytest.raises(plumbline.DataError, match="it has relu"):
        network(0.5, 0.5)


@pytest.mark.parametrize("text, right", [
    ("-x^2", -9.0), ("2^-1*x", 1.5), ("x - 1 - 1", 1.0), ("x/2/3", 0.5), ("1e-3*x", 0.003), ("sin(pi*x)", math.sin(3 * math.pi)),
    ("erf(x) + erfc(x)", 1.0), ("softplus(x)", math.log1p(math.exp(3))), ("sigmoid(-x)", 1 / (1 + math.exp(3))),
    ("(x^2)^3", 729.0), ("acosh(x)", math.acosh(3)), ("abs(-x)", 3.0),
])
def test_expressions(text, right):
    assert value(parsed(text, {"x"}), {"x": 3.0}) == pytest.approx(right, rel=1e-15)


@pytest.mark.parametrize("text", ["x.y", "x[0]", "f(x)", "x if x else x", "'x'", "sin", "sin(x, x)", "", "x +", "1j", "True"])
def test_what_is_no_expression_is_refused(text):
    with pytest.raises(ExpressionError):
        parsed(text, {"x"})


@pytest.mark.parametrize("activation, right", [
    ("tanh", math.tanh), ("sin", math.sin), ("cos", math.cos), ("sigmoid", lambda x: 1 / (1 + math.exp(-x))),
    ("softplus", lambda x: math.log1p(math.exp(x))), ("gelu", lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2),
    ("swish", lambda x: x / (1 + math.exp(-x))),
])
def test_activations(tmp_path, activation, right):
    def change(arrays, meta):
        for name in [n for n in arrays if n.startswith(("weights", "biases"))]:
            del arrays[name]
        arrays.update(weights_0=np.array([[2.0, 0.0]]), biases_0=np.array([0.25]), weights_1=np.array([[3.0]]),
                      biases_1=np.array([-1.0]))
        meta["network"].update(layers=[2, 1, 1], activation=activation)
        meta["hard_constraint"] = None

    network = plumbline.load_network(saved(tmp_path / "one.npz", change))
    for x in (-0.75, 0.5):
        assert network(x, 0) == pytest.approx(3 * right(2 * x + 0.25) - 1, rel=1e-14)
