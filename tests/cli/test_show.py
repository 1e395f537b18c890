"""`papers show`: papers by their ids, with their sightings."""

from __future__ import annotations

import io

import pytest

from papercli.output.rows import PAPER_FIELDS
from tests.command import Papers


def test_show_has_every_sighting_and_why(filled: Papers) -> None:
    number = filled("search", "kelp", "--format", "tsv", "--fields", "id").out.strip()
    [shown] = filled("show", number, "--json").json
    assert tuple(shown)[: len(PAPER_FIELDS)] == PAPER_FIELDS
    assert [seen["line"] for seen in shown["seen"]] == [
        digest["line"] for digest in shown["digests"]
    ]
    assert shown["merges"]
    assert tuple(shown)[len(PAPER_FIELDS) :] == ("from", "seen", "merges")
    named = {name for name, number in shown["from"].items() if number}
    assert named == {name for name in shown["from"] if shown[name] is not None}
    numbers = {seen["number"] for seen in shown["seen"]}
    assert numbers.issuperset(number for number in shown["from"].values() if number)
    lines = filled("show", number).out.splitlines()
    assert f"id\t{number}" in lines
    assert f"from\ttitle\t{shown['from']['title']}" in lines
    assert sum(line.startswith("seen\t") for line in lines) == 2


def test_show_reads_ids_from_a_pipe(filled: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    found = filled("search", "kelp OR diffusion").out
    monkeypatch.setattr("sys.stdin", io.StringIO(found))
    assert len(filled("show", "-", "--json").json) == 2


def test_bytes_that_are_no_text_are_no_ids(filled: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    for command, code, told in (
        (("show", "-"), 2, "is not the id of a paper"),
        (("show", "-", "-"), 2, "is not the id of a paper"),
    ):
        stdin = io.TextIOWrapper(io.BytesIO(b"caf\xe9\n"), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", stdin)
        result = filled(*command)
        assert (result.code, result.out) == (code, "")
        assert told in result.err.splitlines()[0]


def test_ids_from_a_pipe_may_begin_with_a_byte_order_mark(
    filled: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf2\n4\n"), encoding="cp1252")
    monkeypatch.setattr("sys.stdin", stdin)
    assert [paper["id"] for paper in filled("show", "-", "-", "--json").json] == [2, 4]


def test_show_of_no_such_paper(filled: Papers) -> None:
    told = filled("show", "999")
    assert (told.code, told.out) == (1, "")
    assert "999" in told.err
