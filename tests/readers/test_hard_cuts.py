"""Lines that a terminal cut at one column are put together, lines that were filled are not."""

from __future__ import annotations

import textwrap

from papercli.readers.borders import PAGE_END
from papercli.readers.hard_cuts import without_hard_cuts

PARAGRAPHS = [
    f"Harbor {number} is asked what its tides are made of, and answers that {number} of them are "
    f"made of water, that the others are made of {'more and ' * number}what the water brings."
    for number in range(1, 21)
]
WIDTH = 60


def cut(text: str) -> list[str]:
    return [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]


def justified(text: str) -> list[str]:
    """Filled with blanks to one width, but for the last line."""
    lines = textwrap.wrap(text, WIDTH)
    return [
        line.replace(" ", " " * (WIDTH - len(line) + 1), 1) if line != lines[-1] else line
        for line in lines
    ]


def together(rows: list[str]) -> list[str]:
    return [row for row in without_hard_cuts(rows) if row != PAGE_END and row]


def test_what_was_cut_is_put_together() -> None:
    apart = [row for text in PARAGRAPHS for row in (*cut(text), "")]
    assert len(without_hard_cuts(apart)) == len(apart)
    assert together(apart) == PARAGRAPHS
    assert together([row for row in apart if row]) == PARAGRAPHS


def test_what_was_filled_stays() -> None:
    for rows in (
        [row for text in PARAGRAPHS for row in (*justified(text), "")],
        [row for text in PARAGRAPHS for row in (*textwrap.wrap(text, WIDTH), "")],
    ):
        assert without_hard_cuts(rows) == rows
