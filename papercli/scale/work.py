"""What is worked out of tables: pure functions that any engine calls, in whatever process.

They decide nothing themselves; each brings the rows of a table to the function that the index
calls, and its result back into a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from papercli.matching.combining_sightings import Kept, combine
from papercli.matching.comparison import compare
from papercli.matching.evidence_in_words import in_words
from papercli.matching.record import Record, prepare
from papercli.matching.resolution import (
    OVERSIZED,
    Pair,
    block_pairs,
    connect,
    judged,
    partition,
)
from papercli.model.paper import COUNTERS, DigestReference, Paper, PartialDate, Sighting
from papercli.model.verdict import Outcome
from papercli.named_tuples import NamedTuple
from papercli.scale.columns import arrow_type, fields_of, rows_of, schema_of, table_of
from papercli.store.appearances import Page, appearances
from papercli.store.columns import page_date, paper_of
from papercli.store.paper_rows import organization_columns, paper_row
from papercli.text import clean

PART = 100_000
"""Numbers that one part has room for: the part of a record is its number divided by it."""
PIECE = 8_192
"""Sightings of a part, at the most: what a worker holds at a time."""
LARGEST = OVERSIZED
"""Records of a block beyond which no kind of key compares any."""


class Place(NamedTuple):
    """Where a sighting stands, and the key of its record. A record has the number of its first
    sighting."""

    sighting: int
    digest: int
    position: int
    key: str


class Edge(NamedTuple):
    """A pair that is the same or undecided."""

    a: int
    b: int
    outcome: str
    bits: float
    reasons: tuple[str, ...]


class Member(NamedTuple):
    """The paper that a record belongs to."""

    record: int
    paper: int


class Numbered(NamedTuple):
    """A sighting and the number of its record."""

    sighting: int
    digest: int
    record: int


class Membership(NamedTuple):
    """A sighting, and the paper that it is of."""

    record: int
    paper: int
    sighting: int
    path: str
    line: int


class Seen(NamedTuple):
    """A sighting of a paper, with what is known of its digest."""

    paper: int
    record: int
    sighting: int
    digest: int
    path: str
    line: int
    year: int | None
    month: int | None
    day: int | None
    year_source: str | None


class Joined(NamedTuple):
    """A record in a component."""

    record: int
    component: int


SIGHTINGS = schema_of(Place, Sighting)
PAIRS = pa.schema([("part", pa.int64()), ("a", pa.int64()), ("b", pa.int64())])
OVERSIZED_KEYS = pa.schema([("key", pa.int64())])
LINKS = pa.schema([("a", pa.int64()), ("b", pa.int64())])
KEYS = pa.schema([("key", pa.int64()), ("record", pa.int64())])


class Records:
    """The records in tables of sightings by their numbers, made when they are asked for."""

    def __init__(self, tables: Iterable[pa.Table | None]) -> None:
        """The tables may hold more than is asked for. They stay apart: one column of texts takes
        no more than 2 GB."""
        self._tables = [table for table in tables if table is not None]
        self._at = {
            number: (place, row)
            for place, table in enumerate(self._tables)
            for row, number in enumerate(table["sighting"].to_pylist())
        }
        self._made: dict[int, Record] = {}

    def __getitem__(self, number: int) -> Record:
        """The record of that number; KeyError where no table has it."""
        if number not in self._made:
            self.load([number])
        return self._made[number]

    def load(self, numbers: Iterable[int]) -> None:
        """Make many records at once, which takes a fraction of the time."""
        wanted: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for number in set(numbers) - self._made.keys():
            place, row = self._at[number]
            wanted[place].append((row, number))
        for place, those in wanted.items():
            those.sort()
            rows = self._tables[place].take(pa.array([row for row, _ in those], pa.int64()))
            made = map(prepare, map(Sighting._make, rows_of(Sighting, rows)))
            self._made.update(zip((number for _, number in those), made, strict=True))

    def keys(self) -> dict[int, str]:
        """The keys of all records."""
        keys = (key for table in self._tables for key in table["key"].to_pylist())
        return dict(zip(self._at, keys, strict=True))


def pairs_in(blocks: Iterable[tuple[int, Sequence[int]]]) -> Iterator[tuple[int, int, int]]:
    """The pairs of blocks that are not oversized, each with the part of the first record of its
    block; perhaps more than once."""
    for key, records in blocks:
        ordered = sorted(records)
        for a, b in block_pairs(key, (), ordered) or ():
            yield ordered[0] // PART, a, b


def oversized_in(blocks: Iterable[tuple[int, Sequence[int]]]) -> list[int]:
    """The keys of the blocks that are oversized."""
    return [key for key, records in blocks if block_pairs(key, (), records) is None]


def edges_of(records: Records, pairs: Sequence[Pair]) -> Iterator[Edge]:
    """What the comparison says of pairs, but for those that are different."""
    records.load(number for pair in pairs for number in pair)
    for (a, b), (outcome, bits) in judged(records, pairs):
        if outcome is not Outcome.DIFFERENT:
            one, other = records[a], records[b]
            yield Edge(a, b, outcome.value, bits, in_words(one, other, compare(one, other)))


def clusters_of(
    joined: Iterable[tuple[int, int]],
    edges: Iterable[tuple[int, int, str, float]],
    records: Records,
    keys: Mapping[int, str],
    must_link: Sequence[Pair] = (),
    cannot_link: Sequence[Pair] = (),
) -> Iterator[Member]:
    """The papers of whole components; a paper has the number of its first record."""
    outcomes: dict[Pair, Outcome] = {}
    agreements: dict[Pair, float] = {}
    for a, b, outcome, bits in edges:
        outcomes[a, b] = Outcome(outcome)
        if outcomes[a, b] is Outcome.SAME:
            agreements[a, b] = bits
    numbers = [record for record, _ in joined]
    components = connect(numbers, agreements, must_link, cannot_link)
    # Of two records it is hardly ever asked what they say.
    records.load(n for each in components if len(each.members) > 2 for n in each.members)
    for component in components:
        for group in partition(component, keys.__getitem__, records, outcomes):
            paper = min(group)
            yield from (Member(record, paper) for record in sorted(group))


_PAPER = {name: hint for name, hint in fields_of(Paper).items() if hint is not PartialDate}
_DATES = [name for name, hint in fields_of(Paper).items() if hint is PartialDate]
_DIGEST = pa.struct([("path", pa.string()), ("date", pa.string()), ("line", pa.int64())])
PAPERS = pa.schema(
    [
        (name, pa.list_(_DIGEST) if name == "digests" else arrow_type(hint))
        for name, hint in _PAPER.items()
    ]
    + [(name, pa.string()) for name in _DATES]
    + [(f"{name}_inferred", pa.bool_()) for name in _DATES]
)
"""The fields of a paper, its dates as in ISO 8601 with what is known of the year beside them."""


def paper_columns(paper: Paper) -> tuple[Any, ...]:
    """The values of a paper in the order of `PAPERS`."""
    dates = [getattr(paper, name) for name in _DATES]
    values = [getattr(paper, name) for name in _PAPER]
    values[list(_PAPER).index("digests")] = tuple(
        (path, date and str(date), line) for path, date, line in paper.digests
    )
    shown = [None if date is None else str(date) for date in dates]
    return (*values, *shown, *(date is not None and date.inferred for date in dates))


def papers_of(
    members: Iterable[Member],
    records: Records,
    keys: Mapping[int, str],
    seen: Iterable[tuple[Seen, tuple[int | None, ...]]],
) -> Iterator[Paper]:
    """The papers of some records, combined as an index combines them; ``seen`` are all their
    sightings, each with its counters."""
    kept: defaultdict[int, list[Kept]] = defaultdict(list)
    for record, paper in members:
        kept[paper].append(Kept(record, keys[record], records[record]))
    shown: defaultdict[int, list[tuple[Seen, tuple[int | None, ...]]]] = defaultdict(list)
    for one in seen:
        shown[one[0].paper].append(one)
    for paper in sorted(kept):
        yield _paper(paper, kept[paper], shown[paper], records)


def _paper(
    paper: int,
    kept: Sequence[Kept],
    seen: Sequence[tuple[Seen, tuple[int | None, ...]]],
    records: Records,
) -> Paper:
    pages = {one.digest: page_of(one) for one, _ in seen}
    rows = [
        (
            paper,
            one.record,
            record.author_count,
            *organization_columns(record.organization)[:2],
            *(record.published or PartialDate())[:3],
            one.digest,
            *counts,
        )
        for one, counts in seen
        for record in (records[one.record],)
    ]
    combined = combine(kept, appearances(rows, pages))
    of = {each.id: each.record for each in kept}
    abstract = of[combined.abstract_record].abstract if combined.abstract_record else None
    summary = of[combined.summary_record].summary if combined.summary_record else None
    ordered = sorted((one.path, one.line, one.sighting, one) for one, _ in seen)
    digests = tuple(
        DigestReference(path, pages[one.digest].shown, line) for path, line, _, one in ordered
    )
    row = paper_row(paper, combined)
    return paper_of(row, _shown(abstract), _shown(summary), digests)


def _shown(text: str | None) -> str | None:
    return clean(text) if text else None


def page_of(seen: Seen) -> Page:
    """The date of the digest of a sighting."""
    year, month, day, source = seen.year, seen.month, seen.day, seen.year_source
    inferred = source == "inferred"
    return Page(PartialDate(year, month, day, inferred), page_date(year, month, day, source))


def seen_in(table: pa.Table) -> Iterator[tuple[Seen, tuple[int | None, ...]]]:
    """The sightings of papers in a table."""
    counts = [table[name].to_pylist() for name in COUNTERS]
    return zip(map(Seen._make, rows_of(Seen, table)), zip(*counts, strict=True), strict=True)


def edge_table(edges: Iterable[Edge]) -> pa.Table:
    """Edges as they are written."""
    return table_of(schema_of(Edge), edges)
