"""Which sighting each field of a paper is from, held against the rules of combining."""

from __future__ import annotations

import pytest

from papercli.dates import parse_date
from papercli.matching.combining_sightings import Kept
from papercli.matching.origins import origins
from papercli.matching.record import content_key, prepare
from papercli.matching.tally import Appearance
from papercli.model.paper import COUNTERS, Sighting
from papercli.text import clean
from tests.matching.test_combining_sightings import KELP, ROWS, Row, Seen, combined, seen, shown


def from_of(sightings: tuple[Seen, ...]) -> dict[str, int | None]:
    kept: dict[str, Kept] = {}
    appearances = []
    for one, on in sightings:
        key = content_key(one)
        kept.setdefault(key, Kept(id=len(kept) + 1, key=key, record=prepare(one)))
        appearances.append(
            Appearance(
                record=kept[key].id,
                author_count=one.author_count,
                organization=one.organization,
                published=one.published,
                digest_date=on,
                comments=one.comments,
                upvotes=one.upvotes,
            )
        )
    return origins(list(kept.values()), appearances)


@pytest.mark.parametrize("rule", ROWS, ids=lambda rule: rule.why)
def test_the_sighting_that_is_named_shows_what_the_paper_shows(rule: Row) -> None:
    for order in (tuple(rule.seen), tuple(rule.seen[::-1])):
        paper = combined(order)
        for name, place in from_of(order).items():
            if place is None:
                assert paper[name] is None
            else:
                assert read(order[place].sighting, name) == paper[name]


def read(sighting: Sighting, name: str) -> object:
    """A field of a sighting as `combined` gives that of the paper."""
    value = getattr(sighting, name)
    if name == "title" and not value:
        return None
    if name == "title":
        return clean(value)
    if name == "published":
        return shown(value)
    return (value.slug, value.name) if name == "organization" else value


def test_of_sightings_that_show_the_same_the_first_is_named() -> None:
    first, again, other = (seen("Kelp", author_count=4), seen("Kelp", author_count=4),
                           seen("Kelp Forests", author_count=2))  # fmt: skip
    assert from_of((first, again, other))["author_count"] == 0
    assert from_of((other, again, first))["author_count"] == 1
    assert from_of((other, again, first))["title"] == 1


@pytest.mark.parametrize("counter", COUNTERS)
def test_a_count_is_from_the_latest_digest_though_an_older_one_shows_the_same(counter: str) -> None:
    older, between, latest = (
        Seen(
            Sighting(1, KELP)._replace(**{counter: number}),  # type: ignore[arg-type]
            parse_date(f"2025-12-{day:02}"),
        )
        for number, day in ((7, 9), (2, 9), (7, 10))
    )
    assert from_of((older, between, latest))[counter] == 2
    assert from_of((seen(), between))[counter] == 1
    assert from_of((seen(),))[counter] is None


def test_a_number_is_from_where_it_is_told_and_not_from_names() -> None:
    names = seen(authors=("A. Tide", "B. Sand"))
    assert from_of((seen(), names))["author_count"] is None
    assert from_of((seen(author_count=3), names))["author_count"] == 0


def test_a_field_may_be_from_any_sighting() -> None:
    places = from_of((
        seen("Kelp", abstract="We map kelp."),
        seen("Kelp Forests", published="2024-05-06"),
        seen("Kelp", doi="10.5555/a", on="2025-12-10", upvotes=3),
    ))  # fmt: skip
    assert places == {
        "title": 0, "abstract": 0, "published": 1, "author_count": None, "authors": None,
        "organization": None, "comments": None, "upvotes": 2, "arxiv_id": None, "version": None,
        "doi": 2, "openreview_id": None, "acl_id": None, "url": None, "venue": None, "kind": None,
        "categories": None, "summary": None,
    }  # fmt: skip
