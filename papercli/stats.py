"""The figures of an index, or of the papers of a query, as one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from papercli.query.tree import Node
from papercli.search.counts import Figures, figures

if TYPE_CHECKING:
    from sqlite3 import Connection

UNKNOWN = "unknown"
"""Key of ``by_year`` for papers without a date, or with one whose year is not known."""
_YEAR = len("2025")
MOST_OVERLAPPING = 300
"""Digests whose overlap is worked out: a table of each with each grows with their square."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many papers two digests have in common."""

    digests: list[str]
    """Paths, in order; a file that holds several digests stands there several times. Of more than
    `MOST_OVERLAPPING` those that show most papers."""
    shared: list[list[int]]
    """Papers seen in both; on the diagonal, in the one digest."""


@dataclass(frozen=True, slots=True)
class Stats:
    """The report; its fields are the keys of ``papers stats --json``."""

    digests: int
    sightings: int
    papers: int
    merged: int
    """Sightings that are of a paper that an earlier one showed already."""
    undecided: int
    """Pairs of papers that await a decision."""
    with_date: int
    year_inferred: int
    """Those of ``with_date`` whose year is no more than the smallest that fits."""
    with_author_count: int
    with_organization: int
    by_year: dict[str, int]
    by_month: dict[str, int]
    by_author_count: dict[str, int]
    by_organization: dict[str, int]
    """Most papers first."""
    overlap: Overlap

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        return asdict(self)


def stats(connection: Connection, tree: Node) -> Stats:
    """The report on the papers of a query; ``digests`` are then those that show any of them."""
    return report(figures(connection, tree))


def report(found: Figures) -> Stats:
    """Put counts together to the report."""
    papers = sum(found.author_counts.values())
    years: dict[str, int] = {}
    months: dict[str, int] = {}
    for written, number in found.published.items():
        if written is not None:
            years[written[:_YEAR]] = years.get(written[:_YEAR], 0) + number
            if len(written) > _YEAR:
                months[written] = months.get(written, 0) + number
    undated = found.published.get(None, 0)
    return Stats(
        digests=len(found.digests),
        sightings=found.sightings,
        papers=papers,
        merged=found.sightings - papers,
        undecided=found.undecided,
        with_date=papers - undated,
        year_inferred=found.inferred,
        with_author_count=papers - found.author_counts.get(None, 0),
        with_organization=papers - found.organizations.get(None, 0),
        by_year={**dict(sorted(years.items())), UNKNOWN: undated},
        by_month=dict(sorted(months.items())),
        by_author_count={
            str(authors): found.author_counts[authors]
            for authors in sorted(key for key in found.author_counts if key is not None)
        },
        by_organization=_largest_first(found.organizations),
        overlap=_overlap(found),
    )


def _largest_first(numbers: Mapping[str | None, int]) -> dict[str, int]:
    named = [(name, number) for name, number in numbers.items() if name is not None]
    return dict(sorted(named, key=lambda item: (-item[1], item[0])))


def _overlap(found: Figures) -> Overlap:
    papers: Counter[int] = Counter()
    for numbers, count in found.seen_in.items():
        for number in numbers:
            papers[number] += count
    ranked = sorted((number for number, _ in found.digests), key=lambda n: -papers[n])
    most = set(ranked[:MOST_OVERLAPPING])
    chosen = [(number, path) for number, path in found.digests if number in most]
    places = {number: place for place, (number, _) in enumerate(chosen)}
    shared = [[0] * len(places) for _ in places]
    for numbers, count in found.seen_in.items():
        seen = [places[number] for number in numbers if number in places]
        for place in seen:
            shared[place][place] += count
        for one, other in combinations(seen, 2):
            shared[one][other] += count
            shared[other][one] += count
    return Overlap([path for _, path in chosen], shared)
