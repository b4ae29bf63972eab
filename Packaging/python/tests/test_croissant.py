# SPDX-License-Identifier: MIT
"""The Croissant description of the tables, held against the files themselves."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "Reference" / "Tables" / "data"
DOCUMENT = json.loads((DATA / "croissant.json").read_text(encoding="utf-8"))
CATALOGUE = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
SETS = {record_set["@id"]: record_set for record_set in DOCUMENT["recordSet"]}


def test_what_it_says_of_all():
    assert DOCUMENT["@type"] == "sc:Dataset" and DOCUMENT["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert "CC0-1.0" in DOCUMENT["license"] and DOCUMENT["citeAs"].startswith("@software{plumbline,")
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert DOCUMENT["version"] == package["version"]


def test_every_file_is_listed_as_it_is():
    listed = {file["contentUrl"]: file for file in DOCUMENT["distribution"]}
    there = {path.name for path in DATA.iterdir()} - {"croissant.json", "datapackage.json"}
    assert set(listed) == there and len(DOCUMENT["distribution"]) == len(there)
    for name, file in listed.items():
        content = (DATA / name).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest(), "run verify tables"
        assert file["contentSize"] == f"{len(content)} B" and file["@id"] == name


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry["name"])
def test_every_column_is_a_field(entry):
    name = entry["name"]
    record_set = SETS[name]
    lines = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    comments = next(i for i, line in enumerate(lines) if line[0] != "#")
    header = lines[comments].split(",")
    assert [field["source"]["extract"]["column"] for field in record_set["field"]] == header
    assert [field["@id"] for field in record_set["field"]] == [f"{name}/{column}" for column in header]
    assert all(field["source"]["fileObject"] == {"@id": f"{name}.csv"} for field in record_set["field"])
    assert record_set["key"] == [{"@id": f"{name}/{c}"} for c in entry["coordinates"]]
    (file,) = (file for file in DOCUMENT["distribution"] if file["@id"] == f"{name}.csv")
    assert file["description"].endswith(f"after {comments} lines that begin with #")
    assert entry["equation"]["ascii"][0] in record_set["description"]


def test_there_is_nothing_else():
    assert list(SETS) == ["catalogue", *(entry["name"] for entry in CATALOGUE)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_mlcommons_reads_it():
    mlcroissant = pytest.importorskip("mlcroissant")
    data = mlcroissant.Dataset(str(DATA / "croissant.json"))
    assert not data.metadata.ctx.issues.errors and not data.metadata.ctx.issues.warnings
    records = list(data.records("catalogue"))
    assert [record["catalogue/name"].decode() for record in records] == [entry["name"] for entry in CATALOGUE]
    assert [record["catalogue/bar"] for record in records] == [entry["bar"]["relative"] for entry in CATALOGUE]
