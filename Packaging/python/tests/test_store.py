# SPDX-License-Identifier: MIT
"""Where the files of the tables come from: whatever the way, complete and with their checksum, or refused."""

from __future__ import annotations

import functools
import hashlib
import http.server
import io
import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from plumbline import _store, datasets

DATA = Path(__file__).resolve().parents[3] / "Reference" / "Tables" / "data"


@pytest.fixture(autouse=True)
def local(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA", str(DATA))


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
    with np.load(DATA / "heat.npz") as loaded:
        assert np.array_equal(first["u"], loaded["u"])
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
