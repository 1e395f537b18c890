"""How much of a title and of an abstract is compared, and how many words are paired."""

from __future__ import annotations

import pytest

from papercli.matching import word_pairing, word_relations
from papercli.matching.blocking import block_keys
from papercli.matching.comparison import compare
from papercli.matching.record import LONGEST_ABSTRACT, LONGEST_TITLE, Record, not_compared
from papercli.matching.title_alignment import MOST_ALONE
from papercli.model.paper import Sighting
from papercli.model.verdict import Outcome
from papercli.text import MOST_MARKS
from tests.matching.test_comparison import ABSTRACT, OTHER


def test_a_title_and_an_abstract_are_compared_by_their_beginnings() -> None:
    title, abstract = "Pruning " * 200, f"{ABSTRACT} " * 50
    a, b = Record(title + "Orchards", abstract), Record(title + "Rivers", abstract + OTHER)
    assert block_keys(a) == block_keys(b)
    assert compare(a, b).outcome is Outcome.SAME
    assert compare(a, b) == compare(
        Record(title[:LONGEST_TITLE], abstract[:LONGEST_ABSTRACT]),
        Record(title[:LONGEST_TITLE], abstract[:LONGEST_ABSTRACT] + " "),
    )
    assert list(not_compared(Sighting(1, title, abstract))) == [
        "title of 1,600 letters, compared by its first 1,000",
        f"abstract of {len(abstract):,} letters, compared by its first 10,000",
    ]
    assert not list(not_compared(Sighting(1, TITLE, ABSTRACT)))


TITLE = "Pruning of Orchard Networks"


def test_combining_marks_beyond_thirty_in_a_row_are_told() -> None:
    few, many = "e" + "\u0301" * MOST_MARKS, "e" + "\u0301" * (MOST_MARKS + 1)
    assert not list(not_compared(Sighting(1, few, f"{few} and {few}")))
    assert list(not_compared(Sighting(1, many, f"{few} and {many}"))) == [
        "title with more than 30 combining marks in a row, shown with so many",
        "abstract with more than 30 combining marks in a row, shown with so many",
    ]


def test_titles_with_many_words_of_their_own_are_not_aligned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = 0
    relation = word_relations.relation

    def counted(word: str, other: str) -> str:
        nonlocal looks
        looks += 1
        return relation(word, other)

    monkeypatch.setattr(word_pairing, "relation", counted)
    shared = " ".join(f"quorchard{number}" for number in "abcdefghijklmnopqrstuvwxyz")
    for own, aligned in ((MOST_ALONE, True), (MOST_ALONE + 1, False)):
        a, b = (
            Record(f"{shared} " + " ".join(f"{side}elphi{chr(97 + n)}" for n in range(own)))
            for side in ("d", "z")
        )
        looks = 0
        compare(a, b)
        assert (0 < looks <= own**2) is aligned
