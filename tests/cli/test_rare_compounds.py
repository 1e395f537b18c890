"""What a search says of a compound so rare that its parts may stand apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import Papers

TITLES = (
    "A Tide-Proof Lighthouse",
    "Proof of a Tide beside Lighthouses",
    "Buoys in the Fog of the North Sea",
)


@pytest.fixture
def towers(papers: Papers) -> Papers:
    """Commands with an index of one paper with the compound, one with its parts, one with none."""
    rows = [
        {
            "arxiv_id": f"2401.0000{number}",
            "title": title,
            "authors": ["Ida Lind", "Bo Berg"][:number],
        }
        for number, title in enumerate(TITLES, 1)
    ]
    Path("towers.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert papers("ingest", "-q", "towers.jsonl").code == 0
    return papers


def test_how_many_hold_the_parts_apart_is_told(towers: Papers) -> None:
    found = towers("search", "tide-proof", "--json")
    assert [paper["title"] for paper in json.loads(found.out)] == list(TITLES[:2])
    hint = (
        "1 of 2 papers has the parts of tide-proof only apart; quotation marks keep them together"
    )
    assert found.err == f"hint: {hint}\n"
    assert hint in towers("search", "tide-proof OR fog", "--count").err.replace("of 3", "of 2")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("tide-proof OR north-sea", "tide-proof"),
        ("title:tide-proof", "title:tide-proof"),
        ("tide-proof OR proof-lighthouse", "tide-proof, proof-lighthouse"),
    ],
)
def test_compounds_are_named_that_bring_papers(towers: Papers, query: str, named: str) -> None:
    assert f" papers has the parts of {named} only apart;" in towers("search", query, "--count").err


def test_a_folder_of_indexes_says_the_same(towers: Papers) -> None:
    for number, title in enumerate(TITLES):
        Path("one.jsonl").write_text(json.dumps({"arxiv_id": f"2401.0000{number}", "title": title}))
        assert towers("ingest", "--db", f"out/shards/{number}.db", "-q", "one.jsonl").code == 0
    found = towers("search", "--db", "out", "tide-proof", "--count")
    assert found == towers("search", "tide-proof", "--count")
    assert towers("stats", "--db", "out", "tide-proof", "--json").json["papers"] == int(found.out)


@pytest.mark.parametrize(
    "query", ['"tide-proof"', "tide-proof fog", "tide proof", "NOT tide-proof"]
)
def test_nothing_is_told_where_no_part_stands_apart(towers: Papers, query: str) -> None:
    assert "parts" not in towers("search", query, "--json").err


def test_what_is_searched_as_a_title_has_its_compounds_as_one(towers: Papers) -> None:
    found = towers("search", '"tide-proof"', "--min-authors", "2", "--count")
    assert (found.out, found.err) == ("0\n", "")
    assert towers("search", "tide-proof", "--min-authors", "2", "--count").out == "1\n"


def test_a_correction_tells_what_its_compound_finds(towers: Papers) -> None:
    assert "did you mean tide-proof? (2)" in towers("search", "tide-prooof", "--json").err


def test_every_command_finds_the_same(towers: Papers) -> None:
    assert towers("search", "tide-proof", "--count").out == "2\n"
    assert json.loads(towers("stats", "tide-proof", "--json").out)["papers"] == 2
    assert towers("export", "notes", "tide-proof", "-q").code == 0
    assert len(list(Path("notes").glob("*.md"))) == 2
