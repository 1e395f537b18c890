"""Rows and words are two forms of one thing."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.dates import parse_date
from papercli.matching.combining_sightings import Kept, combine
from papercli.matching.record import Record, content_key, prepare
from papercli.matching.tally import Appearance, dates_once
from papercli.model.paper import Organization, PartialDate, Sighting
from papercli.store.connection import scratch
from papercli.store.paper_rows import dates_row, paper_row, singleton_row
from papercli.store.records import RecordRow, record_of, record_row
from papercli.text import clean
from papercli.text.addresses import links
from tests.store.invented import digest, store
from tests.store.test_laws import LAW

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
years, months, days = st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)
# Every part is said: hypothesis would make up those left to their defaults.
partial_dates = st.one_of(
    st.builds(PartialDate, years, st.none(), st.none(), st.just(False)),
    st.builds(PartialDate, years, months, st.none(), st.just(False)),
    st.builds(PartialDate, years, months, days, st.just(False)),
    st.builds(PartialDate, st.none(), months, days, st.just(False)),
)
sightings = st.builds(
    Sighting,
    line=st.just(1),
    title=texts,
    abstract=st.none()
    | texts
    | texts.map(lambda text: f"{text} https://example.org/{len(text)} (code)."),
    author_count=st.none() | st.integers(0, 5000),
    authors=st.none() | st.lists(texts, min_size=1, max_size=3).map(tuple),
    organization=st.none() | st.builds(Organization, texts, texts),
    published=st.none() | partial_dates,
    comments=st.none() | st.integers(0, 500),
    upvotes=st.none() | st.integers(0, 500),
    arxiv_id=st.none() | texts,
    doi=st.none() | texts,
    url=st.none() | texts,
    summary=st.none() | texts,
    categories=st.none() | st.lists(texts, min_size=1, max_size=3).map(tuple),
    version=st.none() | st.integers(1, 99),
    venue=st.none() | texts,
    kind=st.none() | texts,
    openreview_id=st.none() | texts,
    acl_id=st.none() | texts,
    links=st.none() | st.lists(texts, min_size=1, max_size=3).map(tuple),
)


inferred = st.builds(PartialDate, years, months, days, st.just(True))
derived = st.none() | partial_dates | inferred


@LAW
@given(sightings, derived, derived)
def test_a_paper_seen_once_is_what_combining_its_sighting_gives(
    sighting: Sighting, published: PartialDate | None, date: PartialDate | None
) -> None:
    record = prepare(sighting)
    appearance = Appearance(
        record=7,
        author_count=sighting.author_count,
        organization=sighting.organization,
        published=published,
        digest_date=date,
        comments=sighting.comments,
        upvotes=sighting.upvotes,
    )
    kept = Kept(id=7, key=content_key(sighting), record=record)
    combined = combine([kept], [appearance])
    row = paper_row(3, combined)
    found = links(sighting.abstract or "")
    alone = singleton_row(sighting, clean(sighting.title), found)
    dates = dates_row(dates_once(published, date))
    assert (3, *alone, *dates, row.abstract_record, row.summary_record) == row
    assert row.abstract_record == (7 if sighting.abstract else None)
    assert row.summary_record == (7 if sighting.summary else None)


@LAW
@given(sightings)
def test_a_record_holds_what_the_sighting_shows_and_survives_storing(sighting: Sighting) -> None:
    record = prepare(sighting)
    row = RecordRow._make(record_row(7, content_key(sighting), record))
    stored = record_of(row, sighting.title, sighting.abstract, sighting.summary)
    for name in filter(lambda name: not name.startswith("_"), Record.__slots__):
        assert getattr(record, name) == getattr(sighting, name)
        assert getattr(stored, name) == getattr(sighting, name)
    assert pickle.loads(pickle.dumps(record)) == record


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        (None, None, None),
        ("--03-17", None, None),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
    ],
)
def test_a_date_is_stored_with_the_days_it_may_mean(
    published: str | None, first: str | None, last: str | None
) -> None:
    when = parse_date(published) if published else None
    once = Sighting(line=1, title="Kelp Forests from Orbit", published=when)
    again = once._replace(author_count=2)
    for pages in ([once], [once, again]):
        with scratch() as connection:
            store(connection, [[digest(str(number), [page])] for number, page in enumerate(pages)])
            stored = connection.execute(
                "SELECT published, published_from, published_to FROM papers"
            ).fetchall()
            assert stored == [(published, first, last)]
