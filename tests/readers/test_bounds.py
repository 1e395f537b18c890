"""How many lines of a file are read, and how many marks of a line are looked at."""

from __future__ import annotations

import unicodedata

import pytest

from papercli.readers import read_bytes
from papercli.readers.base import LETTERS_A_LINE, MOST_LINES, bounded
from papercli.readers.lines import Line, fold
from papercli.readers.markdown import naming
from papercli.readers.markdown.titles import cleaned
from papercli.text import MOST_MARKS

ROOM = MOST_LINES + 30_000 // LETTERS_A_LINE
"""Lines for a text of thirty thousand letters."""


def text_of(lines: int, blank: int = 0) -> str:
    """So many lines of one letter, with so many blank ones before the last, in 30,000 letters."""
    head = "a\n" * (lines - 1) + " \n" * blank
    return head + "b" * (30_000 - len(head))


@pytest.mark.parametrize("blank", [0, 3_000])
def test_blank_lines_are_not_counted(blank: int) -> None:
    text = text_of(ROOM, blank)
    assert bounded(text, "page.txt") == (text, [])


@pytest.mark.parametrize("more", [1, 3])
def test_lines_beyond_the_bound_are_left_out_and_told(more: int) -> None:
    text = text_of(ROOM + more, 2)
    kept, [problem] = bounded(text, "page.txt")
    assert (problem.path, problem.line) == ("page.txt", ROOM + 1 + (2 if more == 1 else 0))
    assert problem.problem.startswith(f"the last {more} lines are left out: there are too many")
    assert text.startswith(kept)
    assert kept.split().count("a") == ROOM
    assert "b" not in kept


def test_of_a_row_of_marks_a_line_is_known_by_the_first() -> None:
    marks = "\u0316\u0301" * MOST_MARKS
    assert fold(f"e{marks} x") == unicodedata.normalize("NFKC", f"e{marks[:MOST_MARKS]} x")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("May 26", "May 26"),
        (" May  26\t2 ", "May 26 2"),
        ("&middot; 4&nbsp;authors", "· 4 authors"),
        ("4\u00a0au\u00adthors", "4 authors"),
        ("R&D of kelp", "R&D of kelp"),
        ("a\x1cb", "a b"),
    ],
)
def test_what_a_line_is_recognized_by(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_line_that_is_given_another_text_is_recognized_by_that() -> None:
    line = Line(0, "May  26", 0)
    assert line.plain == "May 26"
    line.text = "Dec  10"
    assert line.plain == line.plain == "Dec 10"


def test_of_what_stands_before_bold_words_a_part_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = []

    def counted(text: str) -> str:
        looked_at.append(len(text))
        return cleaned(text)

    monkeypatch.setattr(naming, "cleaned", counted)
    line = "- " + "[[https://tides.example][x]] " * 2_000
    read_bytes(
        f"- **How Kelp Counts Tides** https://arxiv.org/abs/2401.00001\n{line}".encode(), "list.md"
    )
    assert sum(looked_at) < 100 * len(line)
