"""papers resolve, and what is asked of the folder that it writes."""

from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Papers, assert_refused
from tests.invented import write_dumps
from tests.scale.needs import EXTRA

DUMPS = 7
"""Entries of the invented dumps."""


@EXTRA
def test_a_library_is_resolved_and_searched(papers: Papers, tmp_path: Path) -> None:
    write_dumps(tmp_path / "digests")
    (tmp_path / "digests" / "note.txt").write_text("nothing of the kind\n")
    told = papers("resolve", "digests", "--out", "out", "--shards", "2")
    assert (told.code, told.out) == (3, "")
    lines = told.err.splitlines()
    assert lines[0].startswith("read: 7 (")
    assert lines[-1] == "7 entries in 2 digests: 5 papers in out/papers"
    assert any(line.startswith("digests/note.txt: ") for line in lines)
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["counts"]["papers"] == 5
    assert {step["name"] for step in report["steps"]} >= {"read", "pairs", "papers", "shards"}

    found = papers("search", "--db", "out", "kelp", "--json")
    assert [row["title"] for row in found.json] == [
        "Kelp-7B: an Open Model for Under-Water Dialogue"
    ]
    assert papers("search", "--db", "out", "--count").out == "5\n"
    assert papers("stats", "--db", "out", "--json").json["sightings"] == DUMPS
    assert_refused(papers("search", "--db", "out", "kelp", "--fuzzy"), 2, "--fuzzy")
    assert_refused(papers("search", "--db", "digests", "kelp"), 4, "without indexes")

    (kelp,) = found.json
    (shown,) = papers("show", "--db", "out", str(kelp["id"]), "--json").json
    assert len(shown["seen"]) == len(kelp["digests"])
    assert_refused(papers("show", "--db", "out", "999999"), 1, "no paper 999999")
    alone = papers("similar", "--db", "out", str(kelp["id"]))
    assert_refused(alone, 4, "is a folder")
    assert alone.err.endswith("name one: --db out/shards/0000.db\n")
    for command in (["stats"], ["search"]):
        assert papers(*command, "--db", "out", "kelp", "--html", "page.html").code == 0
        assert kelp["title"] in (tmp_path / "page.html").read_text()

    again = papers("resolve", "digests", "--out", "out")
    assert_refused(again, 2, "not empty")
    resumed = papers("resolve", "digests", "--out", "out", "--resume")
    assert "papers: 5 (done before)" in resumed.err


@EXTRA
def test_nothing_to_read_is_told(papers: Papers) -> None:
    told = papers("resolve", "nowhere", "--out", "out")
    assert told.code == 1
    assert "nowhere: no such file" in told.err


def test_what_is_not_installed_is_named(
    papers: Papers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "papercli.scale.run":
            raise ImportError("none", name="pyarrow")
        return whole(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    told = papers("resolve", ".", "--out", "out")
    assert_refused(told, 1, "needs pyarrow, which is not installed")
