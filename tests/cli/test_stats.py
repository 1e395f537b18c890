"""`papers stats`, `digests`, `forget` and `fields`: what there is to know of an index."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import Papers, assert_refused, change
from tests.invented import CACHE, KELP, dump


def test_stats_have_the_keys_of_the_contract(filled: Papers) -> None:
    stats = filled("stats", "--json").json
    assert list(stats) == [
        "digests",
        "sightings",
        "papers",
        "merged",
        "undecided",
        "with_date",
        "year_inferred",
        "with_author_count",
        "with_organization",
        "by_year",
        "by_month",
        "by_author_count",
        "by_organization",
        "overlap",
    ]
    assert (stats["digests"], stats["sightings"], stats["papers"], stats["merged"]) == (2, 7, 5, 2)
    assert stats["overlap"]["shared"] == [[4, 2], [2, 3]]
    assert filled("stats", "kelp", "--json").json["papers"] == 1
    assert "total\tpapers\t5" in filled("stats").out.splitlines()


def test_stats_tell_of_other_rules(filled: Papers, tmp_path: Path) -> None:
    assert filled("stats").err == ""
    change(tmp_path / "papers.db", "UPDATE meta SET value = '0' WHERE name = 'rules'")
    told = filled("stats")
    assert told.code == 0
    assert re.fullmatch("hint: .*papers rebuild.*\n", told.err)
    assert filled("rebuild").code == 0
    assert filled("stats").err == ""


def test_digests_and_forget(filled: Papers) -> None:
    first, second = filled("digests", "--json").json
    assert (first["sightings"], second["sightings"]) == (4, 3)
    told = filled("forget", second["path"])
    assert told.code == 0
    assert filled("search", "--count").out == "4\n"
    assert len(filled("digests").out.splitlines()) == 1
    assert filled("forget", "nowhere").code != 0


def test_a_digest_is_kept_by_its_whole_path_and_named_from_anywhere(
    filled: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (str(tmp_path / "digests" / name) for name in ("first.txt", "second.txt"))
    with closing(sqlite3.connect(tmp_path / "papers.db")) as index:
        kept = [path for (path,) in index.execute("SELECT path FROM digests ORDER BY path")]
    assert kept == [first, second]
    (tmp_path / "other").mkdir()
    for folder, told in (
        (".", ["digests/first.txt", "digests/second.txt"]),
        ("digests", ["first.txt", "second.txt"]),
        ("other", [first, second]),
    ):
        monkeypatch.chdir(tmp_path / folder)
        assert [row["path"] for row in filled("digests", "--json").json] == told
        [paper] = filled("search", "algae", "--json").json
        assert paper["digests"][0]["path"] == told[1]
    assert filled("forget", "../digests/second.txt").code == 0
    assert [row["path"] for row in filled("digests", "--json").json] == [first]


def test_a_digest_is_forgotten_by_its_label(papers: Papers, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(dump("Dec 10", CACHE) + dump("Dec 12", KELP))
    assert papers("ingest", "two.txt", "-q").code == 0
    one, other = papers("stats", "--json").json["overlap"]["digests"]
    assert one == "two.txt:1"
    assert_refused(papers("forget", "two.txt"), 2, "two.txt matches 2 digests")
    assert_refused(papers("forget", "two.txt:2"), 1, "no digest matches two.txt:2")
    assert papers("forget", other).code == 0
    assert papers("search", "--fields", "title").out == f"{CACHE[0]}\n"


def test_an_older_index_keeps_the_paths_that_were_typed(filled: Papers, tmp_path: Path) -> None:
    index = tmp_path / "papers.db"
    change(index, f"UPDATE digests SET path = '{tmp_path}/first.txt' WHERE id = 2")
    change(index, "UPDATE digests SET path = 'digests/first.txt' WHERE id = 1")
    told = [row["path"] for row in filled("digests", "--json").json]
    assert told == ["digests/first.txt", "first.txt"]
    change(index, "UPDATE digests SET path = 'first.txt' WHERE id = 1")
    assert_refused(filled("forget", "first.txt"), 2, "first.txt matches 2 digests: 1 (first.txt")
    assert filled("forget", "1").code == 0
    assert filled("forget", "first.txt").code == 0


def test_fields_are_listed_with_help_and_example(filled: Papers) -> None:
    fields = filled("fields", "--json").json
    assert {"title", "abstract", "org", "digest", "id", "date", "authors", "comments"} <= {
        field["field"].rstrip(":") for field in fields
    }
    for field in fields:
        assert filled("search", "--count", field["example"]).code == 0


def test_one_table_whole_in_every_format(filled: Papers) -> None:
    whole = filled("stats", "--by", "year", "--json").json
    assert whole == [{"year": "2024", "papers": 2}, {"year": "2025", "papers": 3}]
    assert filled("stats", "--by", "year").out == "2024\t2\n2025\t3\n"
    assert filled("stats", "kelp", "--by", "year", "--format", "csv").out == "year,papers\n2024,1\n"
    assert filled("stats", "--by", "year", "--format", "table").out.count("\n") == 2
    [overlap] = filled("stats", "--by", "overlap", "--format", "ndjson").out.splitlines()
    assert overlap == (
        '{"a_id": 1, "b_id": 2, "a": "digests/first.txt", "b": "digests/second.txt", "papers": 2}'
    )


@pytest.mark.parametrize(
    ("other", "name"),
    [("author_count", "authors"), ("org", "organization"), ("digests", "digest")],
)
def test_a_table_has_the_names_that_a_field_has(filled: Papers, other: str, name: str) -> None:
    found = filled("stats", "--by", other, "--json")
    assert found.json
    assert found == filled("stats", "--by", name, "--json")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--by", "color"], "'color' is not one of them"),
        (["--format", "csv"], "--format csv is for one table"),
        (["--html", "a.html", "--by", "year"], "--html and --by do not go together"),
        (["--html", "a.html", "--json"], "--html and --json do not go together"),
        (["--html", ""], "--html needs the name of a file"),
        (["--html", "papers.db"], "papers.db is an SQLite file"),
        (["--html", "digests/first.txt"], "first.txt is there already, and no page of papers"),
    ],
)
def test_what_stats_refuse(filled: Papers, arguments: list[str], what: str) -> None:
    before = filled("digests").out
    assert_refused(filled("stats", *arguments), 2, what)
    assert filled("digests").out == before


def test_the_page_from_stats_and_from_search(filled: Papers, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    told = filled("stats", "--html", "page.html")
    assert told == (0, "", "wrote page.html: 5 papers\n")
    whole = page.read_text(encoding="utf-8")
    assert filled("stats", "--html", "-").out == whole
    assert filled("search", "--html", "-").out == whole
    assert whole.count("<li><h3") == 5
    told = filled("search", "kelp OR caches", "--html", "page.html", "-n", "1")
    assert told == (0, "", "wrote page.html: 1 paper\n")
    part = page.read_text(encoding="utf-8")
    assert "<title>2 papers: kelp OR caches</title>" in part
    assert "1 of 2 papers" in part
    assert filled("search", "zebra", "--html", "page.html", "--exit-status").code == 1
    assert "No paper matches." in page.read_text(encoding="utf-8")
    assert filled("search", "--html", "nowhere/page.html").code == 1
    for option in (["--json"], ["--count"], ["--fields", "id"], ["-f", "tsv"]):
        told = filled("search", "--html", "page.html", *option)
        assert_refused(told, 2, "do not go together")
