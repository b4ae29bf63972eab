# SPDX-License-Identifier: MIT
"""Which library is loaded, and what is said where none can be."""

import _ctypes
from types import SimpleNamespace

import pytest

from plumbline import _library

FILE = getattr(_ctypes, "__file__", "")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with code for some levels, on a processor of another."""

    def make(*levels, processor=4, machine="x86_64", asked=None):
        for level in levels:
            (tmp_path / level).mkdir()
            (tmp_path / level / _library.FILE).write_bytes(b"")
        monkeypatch.setattr(_library, "FOLDER", str(tmp_path))
        monkeypatch.setattr(_library, "processor", lambda: processor)
        monkeypatch.setattr(_library.platform, "machine", lambda: machine)
        monkeypatch.delenv("PLUMBLINE_LIBRARY", raising=False)
        monkeypatch.delenv("PLUMBLINE_LEVEL", raising=False)
        if asked:
            monkeypatch.setenv("PLUMBLINE_LEVEL", asked)
        return tmp_path

    return make


V2, V3, V4 = "x86-64-v2", "x86-64-v3", "x86-64-v4"


@pytest.mark.parametrize(
    ("present", "processor", "chosen"),
    [
        ((V2, V3, V4), 4, V4),
        ((V2, V3, V4), 3, V3),
        ((V2, V3, V4), 2, V2),
        ((V2, V3), 4, V3),
        ((V2, V4), 3, V2),
        ((V3,), 4, V3),
    ],
)
def test_the_best_level_of_the_processor_is_taken(package, present, processor, chosen):
    folder = package(*present, processor=processor)
    assert _library.path() == str(folder / chosen / _library.FILE)


@pytest.mark.parametrize("asked", [V2, V3])
def test_the_environment_takes_another_level(package, asked):
    folder = package(V2, V3, V4, asked=asked)
    assert _library.path() == str(folder / asked / _library.FILE)


@pytest.mark.parametrize(("machine", "asked"), [("aarch64", None), ("arm64", "arm64")])
def test_other_machines_take_the_only_level(package, machine, asked):
    folder = package("arm64", machine=machine, asked=asked)
    assert _library.path() == str(folder / "arm64" / _library.FILE)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (dict(levels=(V2, V3), asked="x86-64-v1"), "PLUMBLINE_LEVEL is x86-64-v1; did you mean x86-64-v2?"),
        (dict(levels=(V2, V3), asked="v33333333333333"), "This package has x86-64-v2, x86-64-v3"),
        (dict(levels=(V2, V4), asked=V4, processor=3), "this processor has x86-64-v3 only: unset it"),
        (dict(levels=(V2, V3), processor=1), "this processor has x86-64-v1, and this package needs one of x86-64-v2"),
        (dict(levels=(V4,), processor=3), "this processor has x86-64-v3, and this package needs one of x86-64-v4"),
        (dict(levels=()), "there is no */libplumbline.so.1 in"),
    ],
)
def test_what_cannot_run_is_an_import_error_with_the_cure(package, made, text):
    package(*made.pop("levels"), **made)
    with pytest.raises(ImportError, match="plumbline: ") as caught:
        _library.path()
    assert text in str(caught.value)


def test_a_missing_folder_says_how_to_install(package, monkeypatch, tmp_path):
    package()
    monkeypatch.setattr(_library, "FOLDER", str(tmp_path / "none"))
    with pytest.raises(ImportError, match="pip install --force-reinstall"):
        _library.path()


def test_the_processor_needs_its_probe(monkeypatch, tmp_path):
    monkeypatch.setattr(_library, "FOLDER", str(tmp_path))
    with pytest.raises(ImportError, match="_level.so cannot be loaded"):
        _library.processor()


@pytest.fixture
def load(monkeypatch):
    """Loads a file as the library."""

    def load(file):
        monkeypatch.setenv("PLUMBLINE_LIBRARY", str(file))
        return _library.library.__wrapped__()

    return load


@pytest.mark.skipif(not FILE, reason="Python has no shared library of its own")
def test_a_library_that_was_cut_is_not_loaded(load, tmp_path):
    with open(FILE, "rb") as file:
        whole = file.read()
    for size in (0, 10, 70, len(whole) // 2, len(whole) - 1):
        short = tmp_path / f"short{size}.so"
        short.write_bytes(whole[:size])
        with pytest.raises(ImportError, match="lacks|cannot be loaded"):
            load(short)


def test_a_text_is_no_library(load, tmp_path):
    file = tmp_path / "text.so"
    file.write_text("This is not a library. " * 100)
    with pytest.raises(ImportError, match="cannot be loaded .*install its wheel again"):
        load(file)


@pytest.mark.skipif(not FILE, reason="Python has no shared library of its own")
def test_another_library_is_not_taken(load):
    with pytest.raises(ImportError, match="is another library, or an old one .*plumbline_abi"):
        load(FILE)


def test_another_abi_is_not_taken(load, monkeypatch, tmp_path):
    (tmp_path / "two.so").touch()
    monkeypatch.setattr(_library, "opened", lambda file: SimpleNamespace(plumbline_abi=lambda: 2))
    with pytest.raises(ImportError, match="has ABI 2, and this package needs 1"):
        load(tmp_path / "two.so")


def test_an_abi_without_a_function_is_not_taken(load, monkeypatch, tmp_path):
    (tmp_path / "one.so").touch()
    monkeypatch.setattr(_library, "opened", lambda file: SimpleNamespace(plumbline_abi=lambda: 1))
    with pytest.raises(ImportError, match="plumbline_version"):
        load(tmp_path / "one.so")
