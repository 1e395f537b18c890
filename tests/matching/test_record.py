"""What makes the content of two sightings one, and which contents say which paper they are."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from papercli.matching.record import (
    OPENING_LETTERS,
    Record,
    content_key,
    is_self_identifying,
    prepare,
)
from papercli.model import Organization, PartialDate, Sighting

FULL = Sighting(
    7,
    "Kelp Forests",
    "We map kelp.",
    3,
    organization=Organization("kelpworks", "Kelpworks"),
    published=PartialDate(2024, 5, 26),
    authors=("Ada Reed", "Bo Stone"),
    arxiv_id="4901.00017",
    doi="10.5555/kelp",
    url="https://example.org/kelp",
)
OTHERWISE: dict[str, Any] = {
    "title": "Kelp Forest",
    "abstract": "We map kelp",
    "author_count": 4,
    "organization": Organization("kelp", "Kelpworks"),
    "published": PartialDate(2024, 5),
    "authors": ("Ada Reed Bo Stone",),
    "arxiv_id": "4901.00018",
    "doi": "10.5555/kelps",
    "url": "https://example.org/kelps",
}


def test_a_record_is_what_comparison_sees_of_a_sighting() -> None:
    record = prepare(FULL)
    seen = [each.name for each in fields(Record) if not each.name.startswith("_")]
    assert seen == list(OTHERWISE)
    assert record.content == tuple(getattr(FULL, name) for name in seen)
    assert content_key(record) == content_key(FULL)
    assert len(content_key(FULL)) == 32
    assert content_key(Record("half a letter \ud800"))


@pytest.mark.parametrize("name", OTHERWISE)
def test_every_field_counts(name: str) -> None:
    record = prepare(FULL)
    others = [replace(record, **{name: OTHERWISE[name]})]
    if name != "title":
        missing: dict[str, Any] = {name: None}
        others.append(replace(record, **missing))
    if name == "organization":
        others.append(replace(record, organization=Organization("kelpworks", "Kelp")))
    keys = {content_key(each) for each in (record, *others)}
    assert len(keys) == len({each.content for each in (record, *others)}) == len(others) + 1


def test_what_stands_beside_the_content_does_not_count() -> None:
    assert content_key(FULL._replace(line=8, comments=5)) == content_key(FULL)


@pytest.mark.parametrize(
    ("record", "tells"),
    [
        (Record("Kelp Forests"), True),
        (Record("Editorial"), False),
        (Record("Editorial", author_count=2, published=PartialDate(2024)), False),
        (Record("Editorial", organization=Organization("kelpworks", "Kelpworks")), False),
        (Record("Editorial", "No abstract."), False),
        (Record("Editorial", "This issue maps the kelp of nine cold bays."), True),
        (Record("Editorial", arxiv_id="4901.00017"), True),
        (Record("Editorial", doi="10.5555/kelp"), True),
        (Record("Editorial", url="https://example.org/kelp"), True),
        (Record("Editorial", authors=("Ada Reed",)), True),
    ],
)
def test_a_generic_title_alone_does_not_tell_which_paper_it_is(record: Record, tells: bool) -> None:
    assert is_self_identifying(record) is tells


def test_the_opening_is_the_different_words_at_the_start() -> None:
    assert Record("Kelp", "The KELP of the bay maps kelp").opening == {"kelp", "bay", "maps"}
    assert Record("Kelp").opening == frozenset()
    assert len(Record("Kelp", f"{'x' * (OPENING_LETTERS - 5)} far away").opening) == 2
    assert Record("KELP Straße").folded_title == "kelp strasse"
