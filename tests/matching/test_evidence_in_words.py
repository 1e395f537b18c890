"""The evidence in words: what a person is told of a pair."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.matching.comparison import WORD_FOR_WORD, compare
from papercli.matching.evidence_in_words import in_words
from papercli.matching.record import Record
from papercli.model.paper import Organization, PartialDate
from tests.matching.pieces import pair

LAMP = (
    "Lighthouse keepers trimmed their lamps by ear. We record the hiss of forty burners and learn"
    " to name the fuel, the wick and the weather of the night from nine seconds of it."
)
LAMPS = LAMP.replace("forty burners", "sixty old burners").replace("nine", "four")
TIDE = "Tide tables of small harbors are corrected by what moored boats report of their own drift."
FOG, MIST = Organization("fog", "Fog Office"), Organization("mist", "Mist Bureau")


def told(a: Record, b: Record) -> tuple[str, ...]:
    return in_words(a, b, compare(a, b))


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (Record("Lamps", LAMP), Record("Lamps", LAMP), {"same abstract", "same title"}),
        (Record("Lamps by Ear", LAMP), Record("lamps by ear"), {"only one has an abstract"}),
        (Record("Lamps by Ear"), Record("Lamps by Eye"), {"no abstract to compare"}),
        (Record("Lamps", LAMP), Record("Tides", TIDE), {"the abstracts have nothing in common"}),
        (
            Record("Naming Wicks with SDEs", LAMP),
            Record("Naming Wicks with a Langevin Process", LAMPS),
            {
                "81 % of the abstract is the same",
                "the titles differ in: SDEs / Langevin Process",
            },
        ),
        (
            Record("Naming Wicks", LAMP),
            Record("Naming Wicks", LAMP[:100]),
            {"100 % of the shorter abstract is in the other"},
        ),
        (
            Record("Naming Wicks: the Fog Returns", LAMP),
            Record("Naming Wicks", LAMP),
            {"only one title has: Fog Returns"},
        ),
        (
            Record("KV-Cache Lamps", LAMP),
            Record("KV Cache Lamps", LAMP),
            {"the titles differ in spelling only"},
        ),
        (
            Record("Lamps of the Harbor", LAMP),
            Record("Lamps of a Harbor", LAMP),
            {"the titles differ in spelling or small words only"},
        ),
        (
            Record("One Two Three Kettles Sing of Rain, Bread, Salt, Iron and Wool"),
            Record("Lamps"),
            {"the titles have little in common"},
        ),
        (Record("Lamps", LAMP, 4), Record("Lamps", LAMP, 4), {"same number of authors (4)"}),
        (Record("Lamps", LAMP, 4), Record("Lamps", LAMP, 6), {"numbers of authors: 4 and 6"}),
        (
            Record("Lamps", LAMP, published=PartialDate(2024, 5)),
            Record("Lamps", LAMP, published=PartialDate(2025)),
            {"years: 2024 and 2025"},
        ),
        (
            Record("Lamps", LAMP, published=PartialDate(2024, 5)),
            Record("Lamps", LAMP, published=PartialDate(2024)),
            {"same year (2024)"},
        ),
        (
            Record("Lamps", LAMP, organization=FOG),
            Record("Lamps", LAMP, organization=FOG._replace(name="")),
            {"same organization (Fog Office)"},
        ),
        (
            Record("Lamps", LAMP, organization=FOG),
            Record("Lamps", LAMP, organization=MIST),
            {"organizations differ: Fog Office / Mist Bureau"},
        ),
        (
            Record("Lamps", LAMP + " See https://example.org/a"),
            Record("Lamps", LAMP + " See https://example.org/b"),
            {"other links in the abstracts"},
        ),
        (
            Record("Lamps", LAMP, arxiv_id="2401.00001", doi="10.5555/A"),
            Record("Lamps", LAMP, arxiv_id="2401.00001", doi="10.5555/a"),
            {"one arXiv id", "one DOI"},
        ),
        (
            Record("Lamps", LAMP, arxiv_id="2401.00001"),
            Record("Lamps", arxiv_id="2401.00002"),
            {"ruled out: two arXiv ids"},
        ),
        (
            Record("Lamps", LAMP, arxiv_id="2401.00001"),
            Record("Lamps", LAMP, arxiv_id="2401.00002"),
            {"left to you: two arXiv ids"},
        ),
        (
            Record("Lamps", LAMP, authors=("Ada Moss", "Jan Reed"), author_count=2),
            Record("Tides", TIDE, authors=("Moss, A.", "et al.")),
            {"same authors, as far as named"},
        ),
        (
            Record("Lamps", LAMP, url="https://example.org/a"),
            Record("Tides", TIDE, url="https://example.org/A"),
            {"same address"},
        ),
        (
            Record("Lamps of the Harbor 2", LAMP),
            Record("Lamps of the Harbor 3", LAMP),
            {"left to you: numbers differ", "the titles differ in: 2 / 3"},
        ),
    ],
)
def test_what_is_said_of_a_pair(a: Record, b: Record, said: set[str]) -> None:
    assert said <= set(told(a, b))


def test_what_is_missing_says_nothing_and_what_is_the_same_text_says_all() -> None:
    assert told(Record("Lamps", LAMP), Record("Lamps", LAMP, 4)) == ("same abstract", "same title")
    one = Record("Lamps", LAMP)
    assert told(one, one) == in_words(one, Record("Tides"), WORD_FOR_WORD) == ("the same text",)


@given(st.randoms(use_true_random=False))
def test_both_sides_are_told_the_same(random: Random) -> None:
    a, b = pair(random)
    forth, back = told(a, b), told(b, a)
    assert len(forth) == len(back) > 0
    for one, other in zip(forth, back, strict=True):
        assert sorted(one) == sorted(other) or one.partition(" (")[0] == other.partition(" (")[0]
    assert not any("\n" in said for said in forth)
