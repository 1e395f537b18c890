"""A summary is told by its length and by the words of its abstract in other sentences."""

from __future__ import annotations

import pytest

from papercli.matching.levels import comparison_vector
from papercli.matching.record import Record

PEAT = (
    "Peat holds more water than any other soil of its weight, and gives it back at its own pace. We"
    " bury forty probes in two raised bogs and read them every minute for three years. Most of the"
    " release follows falling pressure of the air and not the rain of the week before. A model with"
    " two stores and one valve explains nine tenths of what the probes say. The valve is the living"
    " moss at the surface, which closes when it dries. Drained bogs have lost the valve, and flood"
    " the valley below an hour after each storm."
)
TLDR = (
    "Probes in raised bogs show that living moss acts as a valve: peat releases water when pressure"
    " falls, and drained bogs lose the valve and flood valleys."
)
HALF = "Probes in raised bogs of one valley show that millers, ferries and bakers all need moss."
OTHER = "A notebook of recipes for clay ovens, collected in villages where bread is baked weekly."
LONG, SHORT = "What Raised Bogs Do Between One Storm and the Next", "Valves of the Bog"


@pytest.mark.parametrize(
    ("why", "title", "text", "told"),
    [
        ("the same words in other sentences", LONG, TLDR, True),
        ("under a short title, too", SHORT, TLDR, True),
        ("half of the words beside a long title", LONG, HALF, True),
        ("half of the words are not enough beside a short one", SHORT, HALF, False),
        ("other words", LONG, OTHER, False),
        ("the beginning of the abstract", LONG, PEAT[:180], False),
        (
            "too few words to tell",
            LONG,
            "Of moss and of the valve, and of what we do with it in the end.",
            False,
        ),
        ("as long as the abstract", LONG, " ".join([TLDR, HALF, OTHER]), False),
        ("a generic title", "Editorial Notes", TLDR, False),
    ],
)
def test_what_is_a_summary(why: str, title: str, text: str, told: bool) -> None:
    a, b = Record(title, PEAT), Record(title, text)
    for seen in (comparison_vector(a, b), comparison_vector(b, a)):
        assert seen.abstracts is not None, why
        assert (seen.abstract is None) is told, why


def test_titles_that_differ_need_an_abstract() -> None:
    seen = comparison_vector(Record(LONG, PEAT), Record("What Bogs Do Between Two Storms", TLDR))
    assert seen.abstract is not None


def test_a_summary_that_is_known_speaks_only_for() -> None:
    known = Record(LONG, PEAT, summary=TLDR)
    shown = comparison_vector(known, Record(SHORT, TLDR))
    assert shown.abstract is not None
    assert shown.abstract.runs > 0.6
    assert comparison_vector(known, Record(SHORT, summary=OTHER)).abstract is None
    assert comparison_vector(known, Record(SHORT, None)).abstract is None
