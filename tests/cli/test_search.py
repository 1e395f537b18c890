"""`papers search`: options that narrow and order, the JSON contract, the caret."""

from __future__ import annotations

import json
import re

import pytest

from papercli.output.rows import PAPER_FIELDS
from tests.command import Papers


def test_json_has_the_keys_of_the_contract(filled: Papers) -> None:
    [kelp] = filled("search", "kelp", "--json").json
    assert tuple(kelp) == PAPER_FIELDS
    assert kelp["organization"] == {"slug": "kelp", "name": "Kelp Laboratory"}
    assert kelp["published"] == "2024-11-03"
    assert kelp["author_count"] is None
    assert kelp["comments"] == 11
    assert kelp["sightings"] == 2
    assert [digest["date"] for digest in kelp["digests"]] == ["2025-12-10", "2025-12-12"]
    assert (kelp["first_seen"], kelp["last_seen"]) == ("2025-12-10", "2025-12-12")


def test_a_format_that_no_digest_has_is_told(filled: Papers) -> None:
    told = filled("search", "format:bibtx", "--json")
    assert told[:2] == (0, "[]\n")
    assert "hint: no digest was read as bibtx; the index has hf-page\n" in told.err
    assert "hint" not in filled("search", "format:hf-page", "--json").err


def test_nothing_found_is_an_answer(filled: Papers) -> None:
    assert filled("search", "zebra", "--json")[:2] == (0, "[]\n")
    assert filled("search", "zebra", "--exit-status").code == 1
    assert filled("search", "kelp", "--exit-status").code == 0
    assert filled("search", "zebra", "--count", "--exit-status")[:2] == (1, "0\n")


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["--since", "2025-11"], ["Diffusion", "[bold]"]),
        (["--until", "2024"], ["Kelp-7B", "Na\u00efve"]),
        (["--year", "2024"], ["Kelp-7B", "Na\u00efve"]),
        (["--min-authors", "4"], ["Diffusion", "Forgetful"]),
        (["--max-authors", "3", "--sort", "authors"], ["Na\u00efve", "[bold]"]),
        (["--org", "kelp"], ["Kelp-7B"]),
        (["--digest", "second.txt", "--sort", "title"], ["Forgetful", "Kelp-7B", "Na\u00efve"]),
        (["diffusion", "--since", "2026"], []),
        (["--sort", "date", "--reverse", "-n", "1"], ["Na\u00efve"]),
        (["-n", "2", "--offset", "1"], ["[bold]", "Forgetful"]),
        (["KV cache"], ["Forgetful"]),
        (['"KV cache"'], ["Forgetful"]),
        (["KV", "cache"], ["Forgetful"]),
        (["kelp OR diffusion", "--sort", "title"], ["Diffusion", "Kelp-7B"]),
    ],
    ids=lambda value: " ".join(value) or "none",
)
def test_options_narrow_and_order(filled: Papers, arguments: list[str], titles: list[str]) -> None:
    found = filled("search", *arguments, "--format", "ndjson")
    assert found.code == 0
    assert [
        json.loads(line)["title"].split()[0].rstrip(":") for line in found.out.splitlines()
    ] == [title if title != "[bold]" else "[bold]Brackets[/bold]" for title in titles]


def test_a_query_that_cannot_be_read_has_a_caret(filled: Papers) -> None:
    told = filled("search", "kelp date:2024-13")
    assert told.code == 2
    what, query, caret, hint = told.err.splitlines()
    assert what.startswith("papers: ")
    assert query == "  kelp date:2024-13"
    assert re.fullmatch(r"  {5,11}\^+", caret)
    assert hint.startswith("hint: ")


@pytest.mark.parametrize("before", ["", "kelp " * 40, "\u5927\u8a9e " * 5])
@pytest.mark.parametrize("after", ["", " algae" * 40])
def test_the_caret_stands_under_its_place_on_one_line(
    filled: Papers, before: str, after: str
) -> None:
    told = filled("search", f"{before}date:2024-13{after}")
    query, caret = told.err.splitlines()[1:3]
    assert len(query) <= 80
    assert len(caret) == len(query.partition("2024-13")[0]) + 7 + before.count("\u5927") * 2
    assert caret.count("^") == len("date:2024-13")


def test_explain_goes_to_standard_error(filled: Papers) -> None:
    told = filled("search", "kelp has:date", "--explain", "--json")
    assert len(told.json) == 1
    assert "  text kelp\n" in told.err
    assert "SELECT" in told.err


def test_only_the_fields_asked_for(filled: Papers) -> None:
    assert filled("search", "kelp", "--json", "--fields", "title,comments").json == [
        {"title": "Kelp-7B: an Open Model for Under-Water Dialogue", "comments": 11}
    ]


@pytest.mark.parametrize("query", ["author:", "id:", "votes:>", "authors:..", "NOT", "(AND)"])
def test_an_operator_or_a_field_alone_is_no_title(filled: Papers, query: str) -> None:
    told = filled("search", query)
    assert (told.code, told.out) == (2, "")
    assert "hint: " in told.err
