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


def test_titles_beside_links_are_entries_of_a_list_as_well(filled: Papers) -> None:
    with Path("list.md").open("w", encoding="utf-8") as file:
        file.write(
            "# To read\n\nSome of this I have read, some of it twice.\n\n"
            "- [A Meadow of Eelgrass, Mown by Moonlight](https://arxiv.org/abs/2401.01234)\n"
            "  - lent to nobody in particular yet\n"
            f"- {KELP[0]}\n"
            "- Quite Another Paper of the Sea\n"
            "  - lent to nobody in particular yet\n"
            "- [ ] Quite another paper of the sea (2024)\n"
            "- [Notes on all of these](notes.md)\n"
        )
    found = filled("check", "list.md", "--json")
    assert [(row["line"], row["status"]) for row in found.json] == [(7, "known"), (10, "twice")]
    assert found.err == (
        "list.md: guessed to have titles beside its links\n"
        "4 entries: 1 in the index, 0 perhaps, 1 twice in the list\n"
    )
    assert "guessed" not in filled("check", "--reader", "markdown-list", "list.md").err


@pytest.mark.parametrize(
    "listed",
    [
        "title,note\n{0},lent\nOat Milk,read\n",
        '[{{"title": "{0}"}}, {{"title": "Quite Another Paper"}}]',
        "# To read\n\n| Title | Note |\n|:--|---|\n| {0} | lent |\n| Quite Another Paper |  |\n",
    ],
)
def test_data_of_titles_alone_are_a_list_too(filled: Papers, listed: str) -> None:
    Path("list").write_text(listed.format(KELP[0]), encoding="utf-8")
    found = filled("check", "list", "--json")
    assert [(row["status"], row["title"]) for row in found.json] == [("known", KELP[0])]
    assert found.err == (
        "list: of no known format; guessed to be papers as data\n"
        "2 entries: 1 in the index, 0 perhaps, 0 twice in the list\n"
    )
    Path("list").write_text(f'"Title"\n{KELP[0]}\nQuite Another Paper\n', encoding="utf-8")
    assert filled("check", "list").out.split("\t")[1:4] == ["2", "known", "2"]
    films = "title,year\nThe Lamp,1972\nThe Ferry Home,2008\nBread,1994\n"
    for other in ('{"name": "Oat Milk"}', "name,price\nOat Milk,3\n", films):
        Path("other").write_text(other, encoding="utf-8")
        told = "other: unrecognized format\n  hint: a list of no format has a whole title"
        assert filled("check", "other").err.startswith(told)


def test_what_has_no_title_is_called_as_the_index_or_its_id_has_it(filled: Papers) -> None:
    with Path("more.bib").open("w", encoding="utf-8") as file:
        file.write("@misc{a, title={Kelp by the Mile}, eprint={2401.01234}, eprinttype={arxiv}}\n")
    assert filled("ingest", "more.bib").code == 0
    with Path("list.txt").open("w", encoding="utf-8") as file:
        file.write("2401.01234\n2402.05678\nhttps://arxiv.org/abs/2402.05678\n")
    found = filled("check", "list.txt", "--json").json
    assert [(row["line"], row["status"], row["title"]) for row in found] == [
        (1, "known", "Kelp by the Mile"),
        (3, "twice", "arXiv:2402.05678"),
    ]


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
