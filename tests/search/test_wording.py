"""How a paper says what a query says."""

from __future__ import annotations

import pytest

from papercli.search.wording import OPENING, asked, said


@pytest.mark.parametrize(
    ("query", "title", "abstract", "as_typed", "close"),
    [
        ("tide tables", "A Table of Tides", None, 1, 1),
        ("classes of tides", "A Class", "Tided over.", 1 / 2, 1 / 2),
        # A word is no part of another one, and no number of a longer one;
        ("art", "A Start", "Of arts.", 1, 1),
        ("art", "A Start", None, 0, 0),
        ("qwen 2", "Qwen 25", None, 1 / 2, 1 / 2),
        # but letters and numbers may touch.
        ("qwen 2.5", "Qwen2.5-VL", None, 1, 1),
        ("søren's multi-scale café", "Soren's Multi-Scale Cafe", None, 1, 1),
        ("colour tables", "Colors", "Of colour, in tables.", 1, 1),
        ("color", "Colouring", "Of colours.", 1, 1),
        # Chinese is written without blanks, each character of which is a word.
        ("海冰 地图", "论海冰", f"地图{'的' * 40}海冰的地图", 1, 1),
        ("海冰 地图", "论海冰", f"地图{'的' * 40}海冰", 1, 1 / 2),
        # An abstract is not close to its title.
        ("kelp lantern", "Kelp", "Lantern.", 1, 1 / 2),
        # Each word counts once, and the nearest of each.
        ("kelp lantern", "Kelp, Kelp", f"Kelp{'.' * 90} kelp, a lantern", 1, 1),
        ("kelp lantern moss", "Kelp", f"A lantern {'.' * 90} and moss", 1, 1 / 3),
    ],
)
def test_words_as_typed_and_close_together(
    query: str, title: str, abstract: str | None, as_typed: float, close: float
) -> None:
    assert said(asked([query]), title, abstract)[:2] == pytest.approx((as_typed, close))


LATER = "." * (OPENING // 2)


@pytest.mark.parametrize(
    ("query", "title", "abstract", "early"),
    [
        ("kelp", "Notes", "Kelp.", 1),
        # The title is no part of the abstract.
        ("kelp", "Kelp", None, 0),
        ("kelp", "Kelp", "Moss.", 0),
        # What comes later counts less, and at last nothing;
        ("kelp", "Notes", f"{LATER}kelp", 1 / 2),
        ("kelp", "Notes", f"{LATER * 3}kelp", 0),
        # each word once, where it stands first.
        ("kelp", "Kelp", f"Kelp {LATER} kelp", 1),
        ("kelp lantern moss", "Notes", f"Kelp, kelp {LATER * 3} a lantern", 1 / 3),
    ],
)
def test_words_an_abstract_begins_with(
    query: str, title: str, abstract: str | None, early: float
) -> None:
    assert said(asked([query]), title, abstract)[2] == pytest.approx(early)


def test_small_words_are_asked_for_where_there_are_no_others() -> None:
    assert set(asked(["the tides of a sea"])) == {"tid", "sea"}
    assert set(asked(["to be", "of"])) == {"be"}
    assert set(asked(["of the"])) == {"of", "the"}
