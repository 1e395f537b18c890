"""`papers stats`, `digests`, `forget` and `fields`: what there is to know of an index."""

from __future__ import annotations

import re
from pathlib import Path

from tests.command import Papers, change


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


def test_fields_are_listed_with_help_and_example(filled: Papers) -> None:
    fields = filled("fields", "--json").json
    assert {"title", "abstract", "org", "digest", "id", "date", "authors", "comments"} <= {
        field["field"].rstrip(":") for field in fields
    }
    for field in fields:
        assert filled("search", "--count", field["example"]).code == 0
