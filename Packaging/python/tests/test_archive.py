# SPDX-License-Identifier: MIT
"""NPZ files that are no tables: what is wrong with each is named."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from plumbline import datasets

DATA = Path(__file__).resolve().parents[3] / "Reference" / "Tables" / "data"


@pytest.fixture(autouse=True)
def local(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA", str(DATA))


def archive(path, change=lambda arrays: None):
    with np.load(DATA / "heat.npz") as loaded:
        arrays = dict(loaded)
    change(arrays)
    np.savez(path, **arrays)
    return path


def meta(**changes):
    def change(arrays):
        told = {**json.loads(str(arrays["meta"])), **changes}
        arrays["meta"] = np.array(json.dumps({key: value for key, value in told.items() if value is not None}))
    return change


def test_an_exported_table_is_read(tmp_path):
    assert datasets.read(archive(tmp_path / "mine.npz")) == datasets.load("heat")


@pytest.mark.parametrize("change, fault", [
    (lambda a: a.pop("meta"), "no array 'meta' that holds JSON"),
    (lambda a: a.update(meta=np.array("[1]")), "no array 'meta' that holds JSON"),
    (lambda a: a.update(meta=np.array("{")), "no array 'meta' that holds JSON"),
    (meta(coordinates=None), "lacks 'coordinates'"),
    (meta(problem=3), "lacks 'problem'"),
    (meta(network="heat/fused/adam/float64/seed1", licence=None), "a network's values, which have no error bars"),
    (meta(coordinates=[]), "no coordinates"),
    (meta(coordinates=["x", "y"]), "no array 'y'"),
    (lambda a: a.pop("u_bar"), "no array 'u_bar'"),
    (lambda a: a.pop("u_xx_bar"), "no array 'u_xx_bar'"),
    (lambda a: a.update(v_bar=a["u_bar"]), "'v_bar' belongs to no unknown"),
    (lambda a: a["u_x"].__setitem__((3, 4), np.nan), "'u_x' holds something other than finite"),
    (lambda a: a.update(u=a["u"].astype(complex)), "'u' holds something other than finite"),
    (lambda a: a.update(u=a["u"].astype(str)), "'u' holds something other than finite"),
    (lambda a: a["u_bar"].__setitem__((3, 4), -1e-300), "'u_bar' holds negative bars"),
    (lambda a: a.update(u_x=a["u_x"].T), r"'u_x' has the shape \(21, 41\), 'u' \(41, 21\)"),
    (lambda a: a.update(x=a["x"][1:]), r"'u' has the shape \(41, 21\), the coordinates \(40,\), \(21,\)"),
    (lambda a: a.update(x=a["x"][:, None]), r"the coordinates \(41, 1\), \(21,\)"),
    (lambda a: a.update(x=a["u"], t=a["u"]), r"the coordinates \(41, 21\), \(41, 21\)"),
])
def test_a_fault_of_an_archive_is_named(tmp_path, change, fault):
    path = archive(tmp_path / "mine.npz", change)
    with pytest.raises(datasets.TableError, match=fault) as error:
        datasets.read(path)
    assert str(path) in str(error.value) and "verify export" in str(error.value)


def test_other_files_are_refused(tmp_path):
    np.save(tmp_path / "one.npy", np.arange(3.0))
    np.save(tmp_path / "objects.npy", np.array([{}]), allow_pickle=True)
    np.savez(tmp_path / "objects.npz", u=np.array([{}]))
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_text("u,x\n1,2\n")
    whole = (DATA / "heat.npz").read_bytes()
    (tmp_path / "short.npz").write_bytes(whole[:5000])
    (tmp_path / "flipped.npz").write_bytes(whole[:1000] + bytes(9) + whole[1009:])
    for name in ["one.npy", "objects.npy", "objects.npz", "empty", "text", "short.npz", "flipped.npz", "missing", "."]:
        with pytest.raises(datasets.TableError, match="verify export"):
            datasets.read(tmp_path / name)
