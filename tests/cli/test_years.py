"""Years as commands show them: marked where they are inferred, said by the user, told of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from papercli.cli import clock
from tests.command import Papers, assert_refused
from tests.invented import CACHE, DIFFUSION, KELP, dump

LATER = datetime(2030, 1, 15, tzinfo=timezone.utc)
Write = Callable[[str, str], Path]


@pytest.fixture
def old(papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Papers:
    """Two digests read years later: one of 2025 or any year since, one without any year."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    (tmp_path / "some.txt").write_text(dump("Dec 10", KELP, DIFFUSION), encoding="utf-8")
    (tmp_path / "none.txt").write_text(dump("Dec 12", CACHE), encoding="utf-8")
    assert papers("ingest", "some.txt", "none.txt", "-q") == (0, "", "")
    return papers


def test_an_ingest_names_the_digests_whose_years_are_not_known(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    names = [f"{number}.txt" for number in range(5)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(dump(f"Dec 1{number}", KELP), encoding="utf-8")
    (tmp_path / "none.txt").write_text(dump("Dec 12", CACHE), encoding="utf-8")
    (tmp_path / "written.txt").write_text(dump("Dec 12, 2025", CACHE), encoding="utf-8")
    told = papers("ingest", "none.txt")
    say = "to set it: papers digests --set-year DIGEST=2025"
    made = f"made the index {tmp_path / 'papers.db'}"
    assert told.err.splitlines()[1:] == [f"1 digest without a year: none.txt; {say}", made]
    told = papers("ingest", *names, "none.txt")
    assert told.err.splitlines()[-1] == (
        f"5 digests with an inferred year (~): 0.txt, 1.txt, 2.txt and 2 more; {say}"
    )
    told = papers("ingest", "written.txt")
    assert "to set it" not in told.err


def test_json_says_of_each_date_whether_its_year_is_inferred(old: Papers) -> None:
    by_title = {row["title"]: row for row in old("search", "--json").json}
    written, inferred, without = (by_title[one[0]] for one in (KELP, DIFFUSION, CACHE))
    keys = ("published", "published_inferred", "first_seen", "last_seen", "seen_inferred")
    assert [written[key] for key in keys] == ["2024-11-03", False, *["2025-12-10"] * 2, True]
    assert [inferred[key] for key in keys] == ["2025-12-09", True, *["2025-12-10"] * 2, True]
    assert [without[key] for key in keys] == [None, False, None, None, False]
    assert [row["digests"][0]["year_inferred"] for row in (written, without)] == [True, False]
    some, none = old("digests", "--json").json
    assert (some["date"], some["year_inferred"], some["year_source"]) == (
        "2025-12-10", True, "inferred",
    )  # fmt: skip
    assert (none["date"], none["year_inferred"], none["year_source"]) == ("--12-12", False, None)
    shown = old("show", str(inferred["id"]), "--json").json[0]
    assert shown["seen"][0]["published"] == "--12-09"
    assert (shown["seen"][0]["date"], shown["seen"][0]["year_inferred"]) == ("2025-12-10", True)
    report = old("ingest", "some.txt", "--json").json["digests"][0]
    assert (report["date"], report["year_inferred"]) == ("2025-12-10", True)


MARKED = [
    (["search", "diffusion"], "\t~2025-12-09\t"),
    (["search", "diffusion", "--format", "table"], " ~2025-12-09 "),
    (["search", "diffusion", "--format", "markdown"], r"| \~2025-12-09 |"),
    (["search", "diffusion", "--format", "csv", "--fields", "published,published_inferred"],
        "\n2025-12-09,yes\n"),
    (["search", "diffusion", "--format", "bibtex"], "note = {9 authors; year inferred}"),
    (["search", "kelp", "--format", "bibtex"], "year = {2024}"),
    (["search", "kelp", "--fields", "published,first_seen"], "2024-11-03\t~2025-12-10\n"),
    (["show", "2"], "published\t~2025-12-09\n"),
    (["show", "2"], "\nseen\t1\t~2025-12-10\tsome.txt:"),
    (["show", "2", "--format", "table"], "published ~2025-12-09 "),
    (["show", "1", "--format", "table"], "published 2024-11-03 "),
    (["show", "1", "--format", "table"], "digests ~2025-12-10 "),
    (["show", "1", "--format", "table"], "1 ~2025-12-10 some.txt"),
    (["show", "3", "--format", "table"], "1 --12-12 none.txt"),
    (["digests"], "1\t~2025-12-10\t"),
    (["digests"], "2\t--12-12\t"),
    (["stats"], "total\tyear_inferred\t1\n"),
]  # fmt: skip


def test_a_date_is_marked_where_no_column_says_that_its_year_is_inferred(old: Papers) -> None:
    for command, marked in MARKED:
        assert marked in re.sub(" +", " ", old(*command).out), command


def test_an_inferred_year_is_found_as_any_other(old: Papers) -> None:
    assert [old("search", "--count", query).out for query in (
        "date:2025-12", "is:inferred", "date:2025 NOT is:inferred", "date:2024",
    )] == ["1\n", "1\n", "0\n", "1\n"]  # fmt: skip


def test_the_year_of_a_digest_is_said_and_taken_back(old: Papers) -> None:
    said = old("digests", "--set-year", "some.txt=2026", "--set-year", "2=2027", "--json").json
    assert [(row["date"], row["year_source"]) for row in said] == [
        ("2026-12-10", "said"), ("2027-12-12", "said"),
    ]  # fmt: skip
    assert old("search", "diffusion").out.split("\t")[1] == "2026-12-09"
    told = old("digests", "--set-year", "some.txt=")
    assert told.out.startswith("1\t~2025-12-10\t")
    assert len(told.out.splitlines()) == 1
    assert len(old("digests").out.splitlines()) == 2


REFUSED = [
    ("some.txt", 2, "--set-year: cannot read 'some.txt'"),
    ("=2025", 2, "--set-year: cannot read '=2025'"),
    ("some.txt=25", 2, "--set-year: cannot read 'some.txt=25'"),
    ("some.txt=next", 2, "--set-year: cannot read 'some.txt=next'"),
    ("other.txt=2025", 1, "no digest matches other.txt"),
    ("some.txt=2024", 2, "some.txt: not of 2024: it writes out 2024"),
    ("some.txt=2030", 2, "some.txt: not of 2030: it was ingested on 2030-01-15"),
]


def test_a_year_that_cannot_be_is_refused(old: Papers) -> None:
    before = old("digests").out
    for said, code, what in REFUSED:
        assert_refused(old("digests", "--set-year", "2=2026", "--set-year", said), code, what)
    assert old("digests").out == before


def test_facts_that_contradict_each_other_are_told(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    pages = {
        "a.txt": dump("Dec 10", DIFFUSION),
        "b.txt": dump("Dec 11, 2027", (*DIFFUSION[:2], "  • 9 authors\n\n·\n\nDec 9, 2026")),
        "c.txt": dump("Dec 12, 2028", (*DIFFUSION[:2], "  • 9 authors\n\n·\n\nDec 9, 2027")),
    }
    for name, text in pages.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert papers("ingest", "a.txt", "b.txt", "--json").json["problems"] == []
    assert papers("digests").out.startswith("1\t2026-12-10\t")
    refused = papers("ingest", "c.txt", "--strict")
    assert (refused.code, papers("search", "--count").out) == (1, "1\n")
    told = papers("ingest", "c.txt")
    assert told.code == 0
    problem = "facts contradict each other on its year: 2026 and 2027, ingested 2030-01-15"
    assert told.err.splitlines()[:2] == [
        f"a.txt:1: {problem}", "  hint: papers digests --set-year 1=YEAR, if you know it",
    ]  # fmt: skip
    listed = papers("digests")
    assert listed.out.startswith("1\t--12-10\t")
    assert listed.err == f"a.txt:1: {problem}\n"
    assert papers("digests", "--json").json[0]["year_problem"] == problem
    assert "contradict" not in papers("ingest", "c.txt").err
    said = papers("digests", "--set-year", "1=2026", "--json")
    assert said.json[0]["year_problem"] == "said to be of 2026, but facts say 2027"
