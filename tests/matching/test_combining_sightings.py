"""Combining: sightings in, paper out; one rule a row, whatever the order of the sightings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

import pytest

from papercli.dates import parse_date
from papercli.matching.combining_sightings import Kept, combine
from papercli.matching.record import content_key, prepare
from papercli.matching.tally import Appearance
from papercli.model.decision import Decision, Said
from papercli.model.paper import Organization, Paper, PartialDate, Sighting
from papercli.search.ranking import paper
from papercli.store.connection import scratch
from papercli.store.decided import insert_decisions
from tests.store.invented import digest, store

KELP = "Kelp Forests from Orbit"
REED = Organization(slug="reed", name="Reed Institute")
SALT = Organization(slug="salt", name="Salt Laboratory")
Fields = dict[str, object]
AS_THEY_ARE = "arxiv_id version doi openreview_id acl_id url venue kind categories links".split()
"""Fields of a combined paper that are those of a paper that is shown."""


class Seen(NamedTuple):
    """A sighting and the date of its digest."""

    sighting: Sighting
    on: PartialDate | None


class Row(NamedTuple):
    """One rule: what was seen, and the fields of the paper that the rule is about."""

    why: str
    seen: list[Seen]
    fields: Fields


def seen(title: str = KELP, on: str | None = None, **fields: object) -> Seen:
    """A sighting of which only what matters is said; ``published`` and ``on`` as ISO 8601."""
    when = day(str(fields.pop("published", "")))
    sighting = Sighting(line=1, title=title, published=when, **fields)  # type: ignore[arg-type]
    return Seen(sighting, day(on or ""))


def day(text: str) -> PartialDate | None:
    """A date, with a ~ before it of an inferred year."""
    if text.startswith("~"):
        return parse_date(text[1:])._replace(inferred=True)
    return parse_date(text) if text else None


def row(why: str, *sightings: Seen, **fields: object) -> Row:
    return Row(why, list(sightings), fields)


TITLES = [
    row("what is shown is cleaned", seen(r"Na\"ive Kelp at 50\%"), title="Naïve Kelp at 50%"),
    row("the longest", seen("Kelp"), seen(KELP), seen("Kelp Forests"), title=KELP),
    row("whole before longer and cut", seen("Kelp Forests"), seen("Kelp Forests from Or..."),
        seen("Kelp Forests fro… "), title="Kelp Forests"),
    row("of two that are cut the longest", seen("Kelp…"), seen("Kelp Forests…"),
        title="Kelp Forests…"),
    row("undamaged before longer and misread", seen("Kelp—Forests"), seen("Kelpâ€”Forests"),
        title="Kelp—Forests"),
    row("undamaged before longer and lost", seen("Kelp Forest"), seen("Kelp \ufffdForests"),
        title="Kelp Forest"),
    row("whole before undamaged", seen("Kelp..."), seen("Kelp \ufffdForests"),
        title="Kelp \ufffdForests"),
    row("an accent before a quotation mark is no damage", seen("Kelp"), seen("Kelp “café”— one"),
        title="Kelp “café”— one"),
    row("whole before written in both cases", seen("KELP"), seen("Kelp Forests..."), title="KELP"),
    row("both cases before longer capitals", seen("Kelp"), seen("KELP FORESTS"), title="Kelp"),
    row("both cases before longer small letters", seen("Kelp"), seen("kelp forests"), title="Kelp"),
    row("letters before longer figures", seen("Kelp"), seen("2024 – 2025"), title="Kelp"),
    row("longer before free of TeX", seen(r"Na\"ive Kelp of the Sea"), seen("Naïve Kelp"),
        title="Naïve Kelp of the Sea"),
    row("of one length the one without TeX", seen(r"Zebra na\"ive"), seen("Kelp on naïve"),
        title="Kelp on naïve"),
    row("free of TeX before single blanks", seen(r"Zebra na\"ive"), seen("Kelp  o naïve"),
        title="Kelp o naïve"),
    row("then the one with fewer double blanks", seen("Zebra  Kelp"), seen("Kelp Zebras"),
        title="Kelp Zebras"),
    row("then the last by its letters", seen("Kelp of Reefs"), seen("Kelp of Seals"),
        title="Kelp of Seals"),
    row("what most say before longer", seen("Kelp Forest"), seen("Kelp Forests of the Sea"),
        seen("Kelp Forest"), title="Kelp Forest"),
    row("what most say, however it is written", seen("Kelp-Forest"), seen("Kelp of the Long Sea"),
        seen("Kelp Forest"), seen("Kelp forest"), title="Kelp-Forest"),
    row("undamaged before what most say", seen("Kelp \ufffdForest"), seen("Kelp Sea"),
        seen("Kelp \ufffdForest"), title="Kelp Sea"),
    row("both cases before what most say", seen("KELP FOREST"), seen("Kelp Sea"),
        seen("KELP FOREST"), title="Kelp Sea"),
    row("a title has no page number", seen("Kelp Forest\n12"), seen("Kelp Forest"),
        title="Kelp Forest"),
    row("a word is not divided", seen("Kelp of Under- water Forests"), seen("Kelp of the Forests"),
        title="Kelp of the Forests"),
]  # fmt: skip

ABSTRACTS = [
    row("none is none", seen(), seen(abstract=""), abstract=None),
    row("the longest", seen(abstract="We map."), seen(abstract="We map kelp."),
        abstract="We map kelp."),
    row("one is enough", seen(author_count=1), seen(abstract="We map."), abstract="We map."),
    row("whole before longer and cut", seen(abstract="We map."), seen(abstract="We map ke..."),
        seen(abstract="We map k… "), abstract="We map."),
    row("of two that are cut the longest", seen(abstract="We…"), seen(abstract="We map…"),
        abstract="We map…"),
    row("undamaged before longer and misread", seen(abstract="Naïve."),
        seen(abstract="NaÃ¯ve maps."), abstract="Naïve."),
    row("of one length the last by its letters", seen(abstract="We map it."),
        seen(abstract="We map us."), abstract="We map us."),
    row("title and abstract may come from two sightings", seen("Kelp", abstract="We map kelp."),
        seen(KELP, abstract="We map."), title=KELP, abstract="We map kelp."),
]  # fmt: skip

DATES = [
    row("none is none", seen(), seen(author_count=1), published=None),
    row("a day before an earlier month", seen(published="2024-03"), seen(published="2024-05-06"),
        published="2024-05-06"),
    row("a month before an earlier year", seen(published="2023"), seen(published="2024-05"),
        published="2024-05"),
    row("a year before a day without one", seen(published="--03-17"), seen(published="2024"),
        published="2024"),
    row("of equal parts the earliest day", seen(published="2024-05-26"),
        seen(published="2024-05-06"), seen(published="2024-06-01"), published="2024-05-06"),
    row("of equal parts the earliest month", seen(published="2024-05"), seen(published="2024-11"),
        seen(published="2025-01"), published="2024-05"),
    row("of equal parts the earliest year", seen(published="2025"), seen(published="2024"),
        published="2024"),
    row("without years the earliest in the year", seen(published="--05-01"),
        seen(published="--03-17"), seen(published="--03-18"), published="--03-17"),
]  # fmt: skip

COUNTS = [
    row("authors: the most frequent", seen(author_count=9), seen(author_count=4, comments=1),
        seen(author_count=4, comments=2), author_count=4),
    row("authors: each sighting counts, not each text", seen(author_count=9, abstract="We map."),
        seen(author_count=4), seen(author_count=4), author_count=4),
    row("authors: not said is no number", seen(), seen(comments=1), seen(author_count=4),
        author_count=4),
    row("authors: none at all is a number", seen(), seen(author_count=0), author_count=0),
    row("authors: of equally frequent ones the larger", seen(author_count=2), seen(author_count=3),
        author_count=3),
    row("authors: nobody says", seen(), seen(comments=1), author_count=None),
    row("every sighting counts", seen(), seen(), seen(author_count=2), sightings=3),
    row("comments: of the latest digest, fewer or not", seen(on="2025-12-09", comments=7),
        seen(on="2025-12-10", comments=2), comments=2),
    row("comments: months before days", seen(on="2025-11-30", comments=7),
        seen(on="2025-12-01", comments=2), comments=2),
    row("comments: years before months", seen(on="2024-12-31", comments=7),
        seen(on="2025-01-01", comments=2), comments=2),
    row("comments: not those of a digest that shows none", seen(on="2025-12-09", comments=7),
        seen(on="2025-12-10"), comments=7),
    row("comments: none counted is a number", seen(on="2025-12-09", comments=7),
        seen(on="2025-12-10", comments=0), comments=0),
    row("comments: of one day the most", seen(on="2025-12-10", comments=2),
        seen(on="2025-12-10", comments=7), comments=7),
    row("comments: a year is later than none", seen(on="2001-01-01", comments=2),
        seen(on="--12-31", comments=7), comments=2),
    row("comments: any date is later than none", seen(on="--01-01", comments=2),
        seen(comments=7), comments=2),
    row("upvotes: of the latest digest that shows any", seen(on="2025-12-09", upvotes=7),
        seen(on="2025-12-10", upvotes=2), seen(on="2025-12-11", comments=1), upvotes=2, comments=1),
    row("comments: nobody counts", seen(on="2025-12-10"), seen(), comments=None),
]  # fmt: skip

ORGANIZATIONS = [
    row("the most frequent", seen(organization=SALT), seen(organization=REED, author_count=1),
        seen(organization=REED, author_count=2), organization=("reed", "Reed Institute")),
    row("one is enough", seen(), seen(author_count=1), seen(organization=REED),
        organization=("reed", "Reed Institute")),
    row("of equally frequent ones the last by its slug", seen(organization=SALT),
        seen(organization=REED), organization=("salt", "Salt Laboratory")),
    row("nobody says", seen(), seen(author_count=1), organization=None),
]  # fmt: skip

WHEN = [
    row("from the first digest to the last", seen(on="2025-12-10"), seen(on="2024-12-24"),
        seen(on="2025-12-09"), first_seen="2024-12-24", last_seen="2025-12-10"),
    row("days within a month", seen(on="2025-12-10"), seen(on="2025-12-09"),
        first_seen="2025-12-09", last_seen="2025-12-10"),
    row("a digest without a year tells nothing", seen(on="2025-12-10"), seen(on="--01-01"),
        seen(on="--12-31"), seen(), first_seen="2025-12-10", last_seen="2025-12-10"),
    row("a year alone comes before its months", seen(on="2025-01"), seen(on="2025"),
        seen(on="2024-12"), first_seen="2024-12", last_seen="2025-01"),
    row("a year alone is the first of them", seen(on="2025-01"), seen(on="2025"),
        first_seen="2025", last_seen="2025-01"),
    row("a month alone is the first of its days", seen(on="2025-01-01"), seen(on="2025-01"),
        first_seen="2025-01", last_seen="2025-01-01"),
    row("no year at all", seen(on="--12-10"), seen(), first_seen=None, last_seen=None),
]  # fmt: skip

GUESSES = [
    row("a year that is known before one that is inferred", seen(published="~2023-11-03"),
        seen(published="2024-11-05"), published="2024-11-05"),
    row("though it be no more than a year", seen(published="~2023-11-03"), seen(published="2024"),
        published="2024"),
    row("an inferred year before none", seen(published="--01-05"), seen(published="~2023-11-03"),
        published="~2023-11-03"),
    row("of one day the year that fits all", seen(published="~2023-11-03"),
        seen(published="~2024-11-03"), published="~2024-11-03"),
    row("of several days the earliest", seen(published="~2023-11-03"),
        seen(published="~2024-11-03"), seen(published="~2024-10-28"), seen(published="~2024-12-01"),
        published="~2024-10-28"),
    row("a digest of an inferred year tells nothing beside one that is known",
        seen(on="~2023-11-20"), seen(on="2024-12-10"), seen(on="~2025-12-10"),
        first_seen="2024-12-10", last_seen="2024-12-10"),
    row("alone it tells what it can", seen(on="~2025-11-20"), seen(on="~2023-12-10"),
        seen(on="--12-31"), first_seen="~2023-12-10", last_seen="~2025-11-20"),
    row("comments of a known year before those of an inferred one",
        seen(on="~2025-11-20", comments=7), seen(on="2024-12-10", comments=2), comments=2),
    row("of inferred years those of the latest", seen(on="~2025-11-20", comments=2),
        seen(on="~2023-12-10", comments=7), seen(on="--12-31", comments=9), comments=2),
]  # fmt: skip

NAMES = [
    row("authors: the longest list", seen(authors=("Zoe Reef",)),
        seen(authors=("A. Tide", "B. Sand")), authors=("A. Tide", "B. Sand")),
    row("authors: of one length the last by its letters", seen(authors=("A. Tide", "B. Sand")),
        seen(authors=("Ann Tide", "Bo Sand")), authors=("Ann Tide", "Bo Sand")),
    row("authors: no names", seen(), seen(authors=()), authors=None),
    row("arXiv: the smallest", seen(arxiv_id="2405.00002"), seen(arxiv_id="2405.00001"), seen(),
        arxiv_id="2405.00001", doi=None, url=None),
    row("DOI: the smallest", seen(doi="10.5555/b"), seen(doi="10.5555/a"), seen(),
        arxiv_id=None, doi="10.5555/a", url=None),
    row("address: the smallest", seen(url="https://b.example"), seen(url="https://a.example"),
        seen(), arxiv_id=None, doi=None, url="https://a.example"),
    row("an empty identifier is none", seen(arxiv_id="", doi="", url=""),
        seen(arxiv_id="2405.00001", doi="10.5555/a", url="https://a.example"),
        arxiv_id="2405.00001", doi="10.5555/a", url="https://a.example"),
    row("each has its own field", seen(arxiv_id="2405.00001"), seen(doi="10.5555/a"),
        seen(url="https://a.example"), arxiv_id="2405.00001", doi="10.5555/a",
        url="https://a.example"),
]  # fmt: skip

A, B, C = (f"https://{name}.example" for name in "abc")
LINKS = [
    row("none is none", seen(url=A), seen(abstract="We map."), links=()),
    row("those of every abstract, the longest abstract's first", seen(abstract=f"At {A}."),
        seen(abstract=f"It is at {C}, and {B}."), links=(C, B, A)),
    row("each once", seen(abstract=f"At {A} and {B}"), seen(abstract=f"Is at {B} and {A} and {C}"),
        links=(B, A, C)),
    row("of abstracts of one length the first by its letters", seen(abstract=f"Or {A}"),
        seen(abstract=f"At {B}"), links=(B, A)),
    row("of an abstract that is not shown, too", seen(abstract=f"At {A}. We map kel..."),
        seen(abstract="We map."), abstract="We map.", links=(A,)),
]  # fmt: skip

SUMMARY = "Kelp forests are mapped."
PARTICULARS = [
    row("the highest version of the id that is taken", seen(arxiv_id="2405.00001", version=2),
        seen(arxiv_id="2405.00001", version=1), seen(arxiv_id="2405.00002", version=7),
        arxiv_id="2405.00001", version=2),
    row("no version without an id", seen(version=3), seen(doi="10.5555/a"), version=None),
    row("forum: the smallest", seen(openreview_id="b"), seen(openreview_id="a"), seen(),
        openreview_id="a", acl_id=None),
    row("anthology: the smallest", seen(acl_id="P19-2"), seen(acl_id="P19-1"), seen(),
        openreview_id=None, acl_id="P19-1"),
    row("the fullest venue", seen(venue="NeurIPS"), seen(venue="NeurIPS 2025"), seen(),
        venue="NeurIPS 2025"),
    row("the commonest kind", seen(kind="misc"), seen(kind="article", doi="10.5555/a"),
        seen(kind="article", doi="10.5555/b"), kind="article"),
    row("of equally common kinds the last", seen(kind="article"), seen(kind="book"), kind="book"),
    row("the most categories", seen(categories=("cs.CV",)), seen(categories=("cs.AI", "cs.CL")),
        seen(), categories=("cs.AI", "cs.CL")),
    row("a summary stands beside the abstract", seen(summary=SUMMARY),
        seen(abstract="We map kelp."), abstract="We map kelp.", summary=SUMMARY),
    row("an abstract that a list calls a summary is none", seen(abstract="We map kelp."),
        seen(summary="We map\nkelp."), abstract="We map kelp.", summary=None),
    row("the fullest summary", seen(summary="Kelp forests."), seen(summary=SUMMARY),
        abstract=None, summary=SUMMARY),
    row("links of entries first, then those of abstracts", seen(links=(C, A)),
        seen(abstract=f"Code is at {B}, see {A}."), links=(A, C, B)),
    row("a slash at the end is no other address", seen(links=(f"{A}/",)),
        seen(abstract=f"Code is at {A} and {B}"), links=(f"{A}/", B)),
    row("what names no title takes that of another", seen("", arxiv_id="2405.00001"),
        seen(arxiv_id="2405.00001", author_count=2), title=KELP),
]  # fmt: skip

NAMELESS = [
    row("nameless: its identifier", seen("", arxiv_id="2405.00001"),
        title="arXiv:2405.00001", abstract=None),
    row("nameless: its DOI", seen("", doi="10.5555/a"), title="DOI:10.5555/a"),
    row("nameless: its address", seen("", url=A), title=A),
]  # fmt: skip

ROWS = [*TITLES, *ABSTRACTS, *DATES, *COUNTS, *ORGANIZATIONS, *WHEN, *NAMES, *LINKS, *PARTICULARS]
in_any_order = pytest.mark.parametrize(
    "rule", [*ROWS, *GUESSES, *NAMELESS], ids=lambda rule: rule.why
)
each_row = pytest.mark.parametrize("rule", ROWS, ids=lambda rule: rule.why)


def shown(when: PartialDate | None) -> str | None:
    return f"{'~' if when.inferred else ''}{when}" if when else None


def combined(sightings: Sequence[Seen]) -> Fields:
    """The fields of the paper, from the words of the program alone."""
    kept: dict[str, Kept] = {}
    for one, _ in sightings:
        key = content_key(one)
        kept.setdefault(key, Kept(id=len(kept) + 1, key=key, record=prepare(one)))
    found = combine(
        list(kept.values()),
        [
            Appearance(
                record=kept[content_key(one)].id,
                author_count=one.author_count,
                organization=one.organization,
                published=one.published,
                comments=one.comments,
                upvotes=one.upvotes,
                digest_date=on,
            )
            for one, on in sightings
        ],
    )
    records = {each.id: each.record for each in kept.values()}
    abstract = records.get(found.abstract_record or 0)
    summary = records.get(found.summary_record or 0)
    tally = found.tally
    return {
        "title": found.title,
        "abstract": abstract and abstract.abstract,
        "summary": summary and summary.summary,
        "published": shown(tally.dates.published),
        "author_count": tally.author_count,
        "authors": found.authors,
        "organization": tally.organization and (tally.organization.slug, tally.organization.name),
        "comments": tally.comments,
        "upvotes": tally.upvotes,
        **{name: getattr(found, name) for name in AS_THEY_ARE},
        "sightings": tally.sightings,
        "first_seen": shown(tally.dates.first_seen),
        "last_seen": shown(tally.dates.last_seen),
    }


def fields_of(found: Paper) -> Fields:
    organization = found.organization
    return {
        **found._asdict(),
        "published": shown(found.published),
        "organization": organization and (organization.slug, organization.name),
        "first_seen": shown(found.first_seen),
        "last_seen": shown(found.last_seen),
    }


def stored(sightings: Sequence[Seen], at_once: bool) -> Fields:
    """The fields of the paper as an index holds it: each sighting stands in a digest of its own,
    and a decision joins what the weights might not."""
    pages = [digest(f"page{number}", [one], on) for number, (one, on) in enumerate(sightings)]
    keys = sorted({content_key(one) for one, _ in sightings})
    with scratch() as connection:
        said = tuple(Said(1, key, "") for key in keys)
        insert_decisions(connection, [Decision(0, "same", said, "2026-01-02T03:04:05")])
        store(connection, [pages] if at_once else [[page] for page in pages])
        [(number,)] = connection.execute("SELECT id FROM papers").fetchall()
        return fields_of(paper(connection, number))


@in_any_order
def test_the_rules_of_combining_in_any_order(rule: Row) -> None:
    for order in permutations(rule.seen):
        found = combined(order)
        assert {name: found[name] for name in rule.fields} == rule.fields


@each_row
def test_an_index_holds_what_combining_gives(rule: Row) -> None:
    for sightings, at_once in ((rule.seen, True), (rule.seen[::-1], False)):
        found = stored(sightings, at_once)
        assert {name: found[name] for name in rule.fields} == rule.fields


def test_names_are_not_counted_since_a_list_may_be_cut_short() -> None:
    names = seen(authors=("A. Tide", "B. Sand"))
    for sightings in ([names], [names, seen()], [seen(), names, names]):
        assert stored(sightings, at_once=False)["author_count"] is None
    assert stored([names, seen(author_count=5)], at_once=True)["author_count"] == 5


def test_of_records_with_one_abstract_the_one_with_the_last_key_is_named() -> None:
    record = prepare(Sighting(line=1, title=KELP, abstract="We map."))
    kept = [Kept(id=number, key=key, record=record) for number, key in enumerate("bca", 1)]
    appearance = Appearance(1, None, None, published=None, digest_date=None)
    for order in permutations(kept):
        assert combine(order, [appearance]).abstract_record == 2
