"""What `papers check` tells of a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Papers
from tests.invented import CACHE, DIFFUSION, KELP, dump


def test_check_tells_what_is_known_and_what_stands_twice(filled: Papers) -> None:
    title = "A Meadow of Eelgrass, Mown"
    meadow = (title, "Grass of the sea, cut by hand and by moonlight on three shores.", KELP[2])
    with Path("list.txt").open("w", encoding="utf-8") as file:
        file.write(dump("Dec 13", KELP, meadow, DIFFUSION, meadow))
    before = filled("stats", "--json").out
    found = filled("check", "list.txt", "--json")
    assert found.code == 1
    assert [(row["status"], row["title"]) for row in found.json] == [
        ("known", KELP[0]),
        ("known", DIFFUSION[0]),
        ("twice", title),
    ]
    assert found.json[2]["twice"]["path"] == "list.txt"
    assert found.err == "4 entries: 2 in the index, 0 perhaps, 1 twice in the list\n"
    assert filled("stats", "--json").out == before
    with Path("new.txt").open("w", encoding="utf-8") as file:
        file.write(dump("Dec 13", meadow))
    assert filled("check", "new.txt")[:2] == (0, "")
    assert filled("check", "nosuch.txt").code == 1


def test_a_list_of_no_format_is_checked_line_by_line(filled: Papers) -> None:
    with Path("list.txt").open("w", encoding="utf-8") as file:
        file.write(f"# to read\n1. {KELP[0]}\n2. Quite Another Paper\n3. {KELP[0]}\n")
    found = filled("check", "list.txt", "--json")
    assert found.code == 1
    assert [(row["line"], row["status"], row["twice"]) for row in found.json] == [
        (2, "known", None),
        (4, "known", {"path": "list.txt", "line": 2}),
    ]
    assert found.err.startswith(
        "list.txt: of no known format; guessed to have a title or an id a line\n"
    )
    assert filled("ingest", "list.txt").code == 3, "what is stored is of a format"
    assert "of no known format" not in filled("check", "--reader", "hf-api", "list.txt").err


def test_a_list_of_short_lines_is_one_where_the_index_has_any(filled: Papers) -> None:
    Path("shop.txt").write_text("Oat Milk\nBrown Rice\nSea Salt\n", encoding="utf-8")
    refused = filled("check", "shop.txt")
    assert refused.code == 1
    assert "hint: a list of no format has a whole title" in refused.err
    Path("list.txt").write_text(f"Oat Milk\n{KELP[0]}\nSea Salt\n", encoding="utf-8")
    assert filled("check", "list.txt").out.count("known") == 1
    Path("text.txt").write_text("we have read this.\nand that too.\n", encoding="utf-8")
    assert "hint: a list of no format has a whole title" in filled("check", "text.txt").err
    Path("small.txt").write_text(f"quite another paper.\n{KELP[0].lower()}.\n", encoding="utf-8")
    assert filled("check", "small.txt").out.count("known") == 1


@pytest.mark.parametrize("nothing", ["", "\n\n", "\ufeff\n"])
def test_an_empty_list_has_nothing_that_is_known(filled: Papers, nothing: str) -> None:
    Path("list.txt").write_text(nothing, encoding="utf-8")
    told = "0 entries: 0 in the index, 0 perhaps, 0 twice in the list\n"
    assert filled("check", "list.txt")[:3] == (0, "", told)


def test_check_without_an_index_looks_at_the_list_alone(papers: Papers) -> None:
    with Path("list.txt").open("w", encoding="utf-8") as file:
        file.write(dump("Dec 13", KELP, CACHE, KELP))
    found = papers("check", "list.txt", "--json")
    assert [row["status"] for row in found.json] == ["twice"]
    assert "only entries that stand twice are looked for" in found.err
