# SPDX-License-Identifier: MIT
"""The files of the frozen tables: in a folder of the user's, in the package, or in a cache that the web fills."""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import urllib.request
import uuid
from difflib import get_close_matches
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from ._errors import PlumblineError

_HERE = Path(__file__).parent


class TableError(PlumblineError):
    """A file of the tables is missing or damaged, or what was given is no table."""


class UnknownTableError(TableError, LookupError):
    """There is no table, file or column of that name."""


def unknown(kind: str, name: object, known: list[str]) -> UnknownTableError:
    """Says which names there are, and which may have been meant."""
    near = get_close_matches(name, known, 1) if isinstance(name, str) else []
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return UnknownTableError(f"there is no {kind} {name!r}{hint} Known: {', '.join(known)}")


def registry() -> dict[str, str]:
    """The files of the tables with their checksums, as in ``{"burgers.npz": "sha256:..."}``: what pooch takes."""
    lines = (_HERE / "registry.txt").read_text(encoding="ascii").splitlines()
    pairs = (line.split() for line in lines if line)
    return {file: checksum for file, checksum in pairs}


def base_url() -> str:
    """Where files are fetched from: ``PLUMBLINE_DATA_URL``, or the repository at the package's version."""
    url = os.environ.get("PLUMBLINE_DATA_URL")
    if url:
        return url if url.endswith("/") else url + "/"
    try:
        version = metadata.version("plumbline")
    except metadata.PackageNotFoundError:
        version = "dev"
    tag = "main" if "dev" in version or "+" in version else f"v{version}"
    return f"https://raw.githubusercontent.com/plumbline/plumbline/{tag}/Reference/Tables/data/"


def fetch(file: str) -> Path:
    """The path of a file of the tables, which is downloaded where it is not at hand, its checksum verified.

    It is looked for in the folder ``PLUMBLINE_DATA``; where that is not set in the package, and then in
    ``$XDG_CACHE_HOME/plumbline`` (``~/.cache/plumbline``).

    Parameters
    ----------
    file : str
        As in ``burgers.npz``, ``burgers.csv`` or ``catalogue.json``.

    Raises
    ------
    UnknownTableError
        There is no such file.
    TableError
        It is damaged, or can be neither found nor downloaded.
    """
    known = registry()
    if file not in known:
        raise unknown("file", file, list(known))
    own = os.environ.get("PLUMBLINE_DATA")
    folders = [Path(own).expanduser()] if own else [_HERE / "tables", _cache()]
    for folder in folders:
        path = folder / file
        if path.is_file():
            _check(path, known[file], str(path), "delete it, and it is fetched anew")
            return path
    return _download(file, known[file], folders[-1])


def _cache() -> Path:
    """A folder of this set of files: another version has its own."""
    home = os.environ.get("XDG_CACHE_HOME")
    files = hashlib.sha256((_HERE / "registry.txt").read_bytes()).hexdigest()
    return (Path(home) if home else Path.home() / ".cache") / "plumbline" / files[:16]


def _check(path: Path, checksum: str, what: str, cure: str) -> None:
    try:
        found = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as e:
        raise TableError(f"{what} cannot be read: {e.strerror}: make it readable, or {cure}") from e
    if found != checksum:
        raise TableError(f"{what} is damaged or of another version: it has {found}, not {checksum}: {cure}")


def _download(file: str, checksum: str, folder: Path) -> Path:
    """Under its name complete or not at all, whoever downloads it at the same time."""
    url, part = base_url() + file, folder / f".{file}.{uuid.uuid4().hex}"
    elsewhere = "set PLUMBLINE_DATA to a folder that has the tables, as Reference/Tables/data of the repository"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.touch()
    except OSError as e:
        raise TableError(f"{folder} cannot take {file}: {e.strerror}: make it writable, or {elsewhere}") from e
    try:
        try:
            _transfer(url, part)
        except (OSError, ValueError, http.client.HTTPException) as e:
            raise TableError(
                f"{file} is not in {folder}, and {url} cannot be read ({e}): connect to the network, or {elsewhere}"
            ) from e
        _check(part, checksum, url, f"set PLUMBLINE_DATA_URL to where the files of this version are, or {elsewhere}")
        os.replace(part, folder / file)
    finally:
        part.unlink(missing_ok=True)
    return folder / file


def _transfer(url: str, target: Path) -> None:
    """By pooch where it is installed, which brings certificates where Python has none."""
    try:
        pooch: Any = import_module("pooch")
    except ImportError:
        pooch = None
    if pooch is not None and url.startswith(("http:", "https:")):
        pooch.HTTPDownloader()(url, str(target), None)
        return
    with urllib.request.urlopen(url, timeout=60) as response, target.open("wb") as file:
        shutil.copyfileobj(response, file)
