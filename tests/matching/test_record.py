"""What of a sighting makes a record, and when two records read the same."""

from __future__ import annotations

from itertools import combinations

import pytest

from papercli.matching.abstracts import profile_abstract
from papercli.matching.record import (
    OPENING_LETTERS,
    Record,
    content_key,
    is_self_identifying,
    prepare,
)
from papercli.matching.titles import profile_title
from papercli.model.paper import Organization, PartialDate, Sighting

PLAIN = Sighting(line=1, title="Kelp Forests")
CONTENT: list[Sighting] = [
    PLAIN,
    PLAIN._replace(title="Kelp Forest"),
    PLAIN._replace(title="kelp forests"),
    PLAIN._replace(abstract=""),
    PLAIN._replace(abstract="4"),
    PLAIN._replace(abstract="None"),
    PLAIN._replace(author_count=4),
    PLAIN._replace(author_count=0),
    PLAIN._replace(published=PartialDate(year=4)),
    PLAIN._replace(published=PartialDate(year=2024)),
    PLAIN._replace(published=PartialDate(year=2024, month=5)),
    PLAIN._replace(organization=Organization(slug="kelp", name="Kelp")),
    PLAIN._replace(organization=Organization(slug="kelp", name="Kelp Lab")),
    PLAIN._replace(organization=Organization(slug="Kelp", name="Kelp")),
    PLAIN._replace(authors=("A. Tide", "B. Sand")),
    PLAIN._replace(authors=("A. Tide B. Sand",)),
    PLAIN._replace(authors=("B. Sand", "A. Tide")),
    PLAIN._replace(arxiv_id="x"),
    PLAIN._replace(doi="x"),
    PLAIN._replace(url="x"),
]


def test_every_part_of_the_content_makes_another_key() -> None:
    for one, other in combinations(CONTENT, 2):
        assert content_key(one) != content_key(other)
        assert prepare(one) != prepare(other)
    assert len(content_key(PLAIN)) == 32


@pytest.mark.parametrize(
    "place", [{"line": 7}, {"comments": 7}, {"metadata": "7"}], ids=lambda place: next(iter(place))
)
def test_where_and_how_often_it_was_seen_does_not(place: dict[str, object]) -> None:
    again = PLAIN._replace(**place)  # type: ignore[arg-type]
    assert content_key(again) == content_key(PLAIN)
    assert prepare(again) == prepare(PLAIN)


def test_half_a_letter_has_a_key() -> None:
    assert content_key(PLAIN._replace(title="\ud800")) != content_key(PLAIN)


def test_what_a_first_look_sees() -> None:
    record = Record(title="KELP Straße", abstract=f"Of the KELP, kelp. {'x' * OPENING_LETTERS} far")
    assert record.folded_title == "kelp strasse"
    assert record.opening == {"kelp,", "kelp.", "x" * (OPENING_LETTERS - 19)}
    assert Record(title="").opening == frozenset()


@pytest.mark.parametrize(
    "witness",
    [
        {"title": "Kelp Forests"},
        {"abstract": "Seals sleep on the sandbanks of a harbor between two tides."},
        {"arxiv_id": "2405.01234"},
        {"doi": "10.5555/kelp"},
        {"url": "https://kelp.example"},
        {"authors": ("A. Tide",)},
    ],
    ids=lambda witness: next(iter(witness)),
)
def test_equal_records_are_one_paper_where_anything_identifies_them(
    witness: dict[str, object],
) -> None:
    fields: dict[str, object] = {"title": "Editorial", "abstract": "None.", "author_count": 1}
    assert not is_self_identifying(Record(**fields))  # type: ignore[arg-type]
    record = Record(**{**fields, **witness})  # type: ignore[arg-type]
    assert is_self_identifying(record)
    assert record.title_profile == profile_title(record.title)
    assert record.abstract_profile == profile_abstract(record.compared_abstract)
