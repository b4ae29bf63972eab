# SPDX-License-Identifier: MIT
"""The frozen tables: what is loaded is what the repository holds, from wherever it comes, or it is refused."""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from plumbline import _store, datasets

DATA = Path(__file__).resolve().parents[3] / "Reference" / "Tables" / "data"
CATALOGUE = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def local(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA", str(DATA))


@functools.cache
def csv(name):
    """The columns of the CSV file, whose numbers are the same."""
    lines = [line for line in (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    rows = np.array([[float(cell) for cell in line.split(",")] for line in lines[1:]])
    return dict(zip(lines[0].split(","), rows.T))


def test_names_are_those_of_the_catalogue():
    assert datasets.names() == [entry["name"] for entry in CATALOGUE]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry["name"])
def test_a_table_is_what_the_csv_file_says(entry):
    table, columns = datasets.load(entry["name"]), csv(entry["name"])
    assert list(table) == list(columns)
    assert table.coordinates == tuple(entry["coordinates"]) and table.unknowns == tuple(entry["unknowns"])
    assert table.is_grid == ("grid" in entry) and table.shape == tuple(entry.get("grid", [entry["rows"]]))
    assert np.array_equal(table.points, np.stack([columns[c] for c in table.coordinates], axis=-1))
    for name in set(columns) - set(table.coordinates):
        assert np.array_equal(table[name].reshape(-1), columns[name])
    assert table.metadata["parameters"] == {p["name"]: p["standard"] for p in entry["parameters"]}
    assert table.sources == entry["sources"] and table.licence == "CC0-1.0"


def test_one_unknown():
    table = datasets.load("burgers")
    assert table.u is table["u"] and table.bar is table["u_bar"]
    assert list(table.derivatives) == list(table.derivative_bars) == ["t", "x", "xx"]
    assert table.derivatives["xx"] is table["u_xx"] and table.derivative_bars["xx"] is table["u_xx_bar"]
    assert table.axes["x"] is table["x"] and "u_xx" in table and "u_xxx" not in table
    assert repr(table).startswith("Table('burgers', 41 x 21 grid: x, t, u, u_bar")


def test_several_unknowns_are_the_last_axis():
    table = datasets.load("kovasznay")
    assert table.u.shape == table.bar.shape == (29, 29, 3)
    for k in range(3):
        assert np.array_equal(table.u[..., k], table[f"u{k + 1}"])
        assert np.array_equal(table.derivative_bars["x"][..., k], table[f"u{k + 1}_x_bar"])


def test_tables_are_equal_where_all_of_them_is():
    one, other = datasets.load("heat"), datasets.load("heat")
    assert one == other and one != datasets.load("heat-step") and one != "heat"
    other["u"][3, 4] = np.nextafter(other["u"][3, 4], 1)
    assert one != other


@pytest.mark.parametrize("call, hint", [
    (lambda: datasets.load("burgrs"), "did you mean 'burgers'"),
    (lambda: datasets.load(None), "Known: cosine-ode"),
    (lambda: datasets.load("heat", format="xaray"), "did you mean 'xarray'"),
    (lambda: datasets.load("heat")["u_xxx"], "did you mean 'u_xx'"),
    (lambda: datasets.fetch("heat.cvs"), "did you mean 'heat.csv'"),
    (lambda: datasets.fetch("../data/heat.csv"), "there is no file"),
])
def test_an_unknown_name_is_refused_with_the_nearest(call, hint):
    with pytest.raises(datasets.UnknownTableError, match=hint) as error:
        call()
    assert isinstance(error.value, ValueError) and isinstance(error.value, LookupError)


def test_the_registry_is_that_of_the_data_package():
    resources = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert datasets.registry() == {r["path"]: r["hash"] for r in resources}, "run Packaging/registry"
    for file, checksum in datasets.registry().items():
        assert "sha256:" + hashlib.sha256((DATA / file).read_bytes()).hexdigest() == checksum, file


def test_pooch_takes_the_registry(tmp_path):
    pooch = pytest.importorskip("pooch")
    store = pooch.create(path=tmp_path, base_url="https://example.org/", registry=None)
    store.load_registry(_store._HERE / "registry.txt")
    assert store.registry == datasets.registry()


def test_nothing_but_numpy_is_imported_and_no_library_is_loaded():
    program = """if True:
        import sys
        from plumbline import datasets
        datasets.load("heat")
        maps = open("/proc/self/maps").read() if sys.platform == "linux" else ""
        print([name for name in ("xarray", "pooch", "netCDF4") if name in sys.modules], "libplumbline" in maps)
    """
    path = os.pathsep.join(sys.path)
    environment = {**os.environ, "PYTHONPATH": path, "PLUMBLINE_LIBRARY": "/nowhere/libplumbline.so"}
    result = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert result.stdout == "[] False\n", result.stderr


# Where files come from.


class Server(http.server.SimpleHTTPRequestHandler):
    """The folder of the tables on this machine."""

    def do_GET(self):
        self.server.asked.append(self.path)
        super().do_GET()

    def send_head(self):
        if self.path in self.server.damaged:
            body = self.server.damaged[self.path]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return io.BytesIO(body)
        return super().send_head()

    def log_message(self, *_):
        pass


@pytest.fixture(params=["pooch", "urllib"])
def server(request, monkeypatch, tmp_path):
    if request.param == "pooch":
        pytest.importorskip("pooch")
    else:
        monkeypatch.setitem(sys.modules, "pooch", None)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=str(DATA))) as web:
        web.asked, web.damaged = [], {}
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("PLUMBLINE_DATA_URL", f"http://127.0.0.1:{web.server_port}")
        monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path / "own" / "tables"))
        yield web
        web.shutdown()
        thread.join()


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_missing_file_is_fetched_once(server, tmp_path):
    first = datasets.load("heat")
    assert np.array_equal(first["u"].reshape(-1), csv("heat")["u"])
    assert datasets.load("heat") == first and server.asked == ["/heat.npz"]
    assert datasets.fetch("heat.csv").read_bytes() == (DATA / "heat.csv").read_bytes()
    assert files(tmp_path) == ["heat.csv", "heat.npz"]


def test_the_cache_is_that_of_xdg(server, tmp_path, monkeypatch):
    monkeypatch.delenv("PLUMBLINE_DATA")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(_store, "_HERE", tmp_path)
    (tmp_path / "registry.txt").write_bytes(Path(datasets.__file__).with_name("registry.txt").read_bytes())
    assert datasets.fetch("heat.npz").is_relative_to(tmp_path / "cache" / "plumbline")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "wave.npz").write_bytes((DATA / "wave.npz").read_bytes())
    assert datasets.fetch("wave.npz") == tmp_path / "tables" / "wave.npz"
    assert server.asked == ["/heat.npz"]


def test_many_at_once_find_it_complete(server, tmp_path):
    with ThreadPoolExecutor(8) as pool:
        tables = list(pool.map(datasets.load, ["kdv"] * 8))
    assert all(table == tables[0] for table in tables) and files(tmp_path) == ["kdv.npz"]


@pytest.mark.parametrize("body", [b"", b"not found, try later", (DATA / "heat.npz").read_bytes()[:-1]])
def test_a_damaged_download_is_refused_and_not_kept(server, tmp_path, body):
    server.damaged["/heat.npz"] = body
    with pytest.raises(datasets.TableError, match="heat.npz is damaged.*sha256:.*PLUMBLINE_DATA_URL"):
        datasets.load("heat")
    assert files(tmp_path) == []


def test_no_file_there_and_no_network(server, tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA_URL", f"http://127.0.0.1:{server.server_port}/elsewhere/")
    with pytest.raises(datasets.TableError, match="heat.npz is not in .*tables, and http.*404.*PLUMBLINE_DATA"):
        datasets.load("heat")
    monkeypatch.setenv("PLUMBLINE_DATA_URL", "http://127.0.0.1:1/")
    with pytest.raises(datasets.TableError, match="connect to the network"):
        datasets.load("heat")
    monkeypatch.setenv("PLUMBLINE_DATA_URL", "gopher://example.org/")
    with pytest.raises(datasets.TableError, match="gopher"):
        datasets.load("heat")
    assert files(tmp_path) == []


def test_a_folder_that_takes_no_file(server, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path / "file" / "tables"))
    with pytest.raises(datasets.TableError, match="cannot take heat.npz.*make it writable"):
        datasets.load("heat")


def test_a_damaged_file_at_hand_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path))
    data = bytearray((DATA / "heat.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "heat.npz").write_bytes(data)
    found = hashlib.sha256(data).hexdigest()
    with pytest.raises(datasets.TableError, match=f"heat.npz is damaged.*{found}.*delete it"):
        datasets.load("heat")


def test_where_files_are_fetched_from(monkeypatch):
    monkeypatch.delenv("PLUMBLINE_DATA_URL", raising=False)
    for version, tag in [("1.2.0", "v1.2.0"), ("1.2.0.dev3", "main"), ("1.2.0+local", "main")]:
        monkeypatch.setattr(metadata, "version", lambda _, version=version: version)
        home = "https://raw.githubusercontent.com/plumbline/plumbline"
        assert _store.base_url() == f"{home}/{tag}/Reference/Tables/data/"


# What is no table.


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
