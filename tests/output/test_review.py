"""How a pair that is to be decided looks, on wide and on narrow terminals."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len

from papercli.cli.review import ANSWERS
from papercli.model.verdict import Evidence, Outcome, Verdict
from papercli.output import review
from papercli.output.console import console
from papercli.search.evidence import Pair, Side

LAMPS = "Keepers trimmed their lamps by ear [bold]and[/bold] named forty burners in the night."
VERDICT = Verdict(Outcome.UNDECIDED, 1.0, (Evidence("title", "words", 1.0),))
PAIR = Pair(
    Side(7, "k", "Naming Forty Burners by Their Hiss and Nothing Else", LAMPS, (("a/b.txt", 3),)),
    Side(12, "l", "Naming Burners by Ear", LAMPS.replace("forty", "sixty"), (("c.txt", 9),)),
    VERDICT,
    ("84 % of the abstract is the same", "the titles differ in: Forty / Ear"),
    False,
)


def drawn(monkeypatch: pytest.MonkeyPatch, width: int, *, bits: bool = False) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = io.StringIO()
    screen = console(stream, "never")
    review.draw_question(PAIR, 3, 124, screen, bits=bits)
    review.draw_abstracts(PAIR, screen)
    review.draw_keys(screen)
    return stream.getvalue()


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    text = drawn(monkeypatch, width, bits=width > 56)
    assert all(cell_len(line) <= width for line in text.splitlines())
    words = text.split()
    for word in ("3", "of", "124", "Burners", "84", "Forty", "forty", "sixty", "undo"):
        assert word in words
    assert "[bold]and[/bold]" in text


def test_bits_are_shown_where_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "+1.0" not in drawn(monkeypatch, 80)
    assert "+1.0" in drawn(monkeypatch, 80, bits=True)


@pytest.mark.parametrize(("width", "beside"), [(99, False), (100, True)])
def test_abstracts_stand_beside_each_other_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch, width: int, beside: bool
) -> None:
    lines = drawn(monkeypatch, width).splitlines()
    assert any(line.count("Keepers") == 2 for line in lines) is beside


@pytest.mark.parametrize("width", [40, 60, 77, 80, 200])
def test_the_prompt_fits_on_a_line_with_the_answer_behind_it(width: int) -> None:
    longest = max(ANSWERS, key=len)
    assert len(review.prompt(width) + longest) < width


def test_what_only_one_abstract_has_is_marked() -> None:
    text = review.marked("one two three four five six", "zero Two three four six")
    shown = [text.plain[span.start : span.end] for span in text.spans]
    assert shown == ["one", "five", "six"]
    assert review.marked("one two three", "").spans == []
