"""The figures of an index, or of the papers of a query, as one report or as the rows of one table.

What a person is told of a digest is its label, which no other digest of the same figures has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from papercli.named_tuples import NamedTuple
from papercli.paths import shown
from papercli.search.counts import Figures, Place
from papercli.text import visible

UNKNOWN = "unknown"
"""Key of ``by_year`` for papers without a date, or with one whose year is not known."""
_YEAR = len("2025")
MOST_PAIRS = 1_000_000
"""Pairs of digests that are counted for each paper they share, to find those that share most."""
MOST_OVERLAPPING = 300
"""Digests whose overlap is worked out: a table of each with each grows with their square."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many papers two digests have in common."""

    ids: list[int]
    digests: list[str]
    """Labels, in the order of paths. Of more than `MOST_OVERLAPPING` those that show most
    papers."""
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


def report(found: Figures) -> Stats:
    """Put counts together to the report; of a query's papers, ``digests`` are those that show any
    of them."""
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


def labels(places: Sequence[Place]) -> dict[int, str]:
    """What to call each digest, by its id: its path as it is shown, with the line where that says
    too little, and with its number where that does as well. No two are alike."""
    depth = dict.fromkeys((place.id for place in places), 0)
    while True:
        named = {place.id: _label(place, depth[place.id]) for place in places}
        times = Counter(named.values())
        alike = [number for number, label in named.items() if times[label] > 1]
        if not alike:
            return named
        for number in alike:
            depth[number] += 1


def _label(place: Place, depth: int) -> str:
    path = visible(shown(place.path))
    # A file can be named as another one's label is: the number is said until nothing is alike.
    return f"{path}:{place.line}{f' (digest {place.id})' * (depth - 1)}" if depth else path


class Breakdown(NamedTuple):
    """One table of the report, whole."""

    fields: tuple[str, ...]
    """Two say what is counted and how many papers there are of it; of more, see `brief`."""
    brief: tuple[str, ...]
    """The fields for people."""
    rows: Callable[[Figures], Iterator[dict[str, object]]]


def _by_year(found: Figures) -> Iterator[dict[str, object]]:
    return _by_date("year", found, _YEAR)


def _by_month(found: Figures) -> Iterator[dict[str, object]]:
    return _by_date("month", found, len("2025-05"))


def _by_date(key: str, found: Figures, length: int) -> Iterator[dict[str, object]]:
    """Papers by as much of their date; null for those of which less is known."""
    papers: Counter[str | None] = Counter()
    for written, number in found.published.items():
        papers[written[:length] if written and len(written) >= length else None] += number
    known = sorted((written, number) for written, number in papers.items() if written is not None)
    return _counted(key, [*known, (None, papers[None])])


def _by_authors(found: Figures) -> Iterator[dict[str, object]]:
    known = sorted((key, n) for key, n in found.author_counts.items() if key is not None)
    return _counted("authors", [*known, (None, found.author_counts.get(None, 0))])


def _by_organization(found: Figures) -> Iterator[dict[str, object]]:
    named = _largest_first(found.organizations)
    return _counted("organization", [*named.items(), (None, found.organizations.get(None, 0))])


def _counted(key: str, numbers: Iterable[tuple[object, int]]) -> Iterator[dict[str, object]]:
    return ({key: value, "papers": number} for value, number in numbers if number)


def _by_digest(found: Figures) -> Iterator[dict[str, object]]:
    papers: Counter[int] = Counter()
    alone: Counter[int] = Counter()
    for numbers, count in found.seen_in.items():
        papers.update(dict.fromkeys(numbers, count))
        if len(numbers) == 1:
            alone[numbers[0]] += count
    for number, label in labels(found.digests).items():
        yield {
            "id": number,
            "digest": label,
            "papers": papers[number],
            "only_here": alone[number],
        }


def _by_overlap(
    found: Figures, among: Collection[int] | None = None
) -> Iterator[dict[str, object]]:
    """Digests that share papers, those that share most first; ``among`` these only."""
    shared: Counter[tuple[int, int]] = Counter()
    for numbers, count in found.seen_in.items():
        looked_at = sorted(numbers if among is None else {*numbers}.intersection(among))
        shared.update(dict.fromkeys(combinations(looked_at, 2), count))
    named = labels(found.digests)
    for (a, b), number in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        yield {"a_id": a, "b_id": b, "papers": number, "a": named[a], "b": named[b]}


def _plain(key: str, rows: Callable[[Figures], Iterator[dict[str, object]]]) -> Breakdown:
    return Breakdown((key, "papers"), (key, "papers"), rows)


BREAKDOWNS = {
    "year": _plain("year", _by_year),
    "month": _plain("month", _by_month),
    "authors": _plain("authors", _by_authors),
    "organization": _plain("organization", _by_organization),
    "digest": Breakdown(
        ("id", "digest", "papers", "only_here"),
        ("id", "papers", "only_here", "digest"),
        _by_digest,
    ),
    "overlap": Breakdown(("a_id", "b_id", "a", "b", "papers"), ("papers", "a", "b"), _by_overlap),
}
"""The tables by the name that ``papers stats --by`` has for them."""


def most_shared(found: Figures) -> tuple[Iterator[dict[str, object]], int | None]:
    """The rows of the breakdown by overlap for whoever wants to see its first, and among how many
    digests those were looked for; None for all.

    A paper that thousands of digests show makes millions of pairs: beyond `MOST_PAIRS` the digests
    with most papers are looked at.
    """
    if sum(len(numbers) ** 2 for numbers in found.seen_in) <= MOST_PAIRS * 2:
        return _by_overlap(found), None
    largest = _largest(found)
    return _by_overlap(found, largest), len(largest)


def last_months(by_month: Mapping[str, int], count: int) -> dict[str, int]:
    """The last ``count`` months up to the newest that has papers, those without any included.

    ``by_month`` must not be empty.
    """
    year, month = map(int, max(by_month).split("-"))
    last = year * 12 + month - 1
    names = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(max(last - count + 1, 12), last + 1)]
    return {name: by_month.get(name, 0) for name in names}


def _largest_first(numbers: Mapping[str | None, int]) -> dict[str, int]:
    named = [(name, number) for name, number in numbers.items() if name is not None]
    return dict(sorted(named, key=lambda item: (-item[1], item[0])))


def _overlap(found: Figures) -> Overlap:
    most = _largest(found)
    named = {number: label for number, label in labels(found.digests).items() if number in most}
    places = {number: place for place, number in enumerate(named)}
    shared = [[0] * len(places) for _ in places]
    for numbers, count in found.seen_in.items():
        seen = [places[number] for number in numbers if number in places]
        for place in seen:
            shared[place][place] += count
        for one, other in combinations(seen, 2):
            shared[one][other] += count
            shared[other][one] += count
    return Overlap([*named], [*named.values()], shared)


def _largest(found: Figures) -> set[int]:
    """The digests that show most papers, `MOST_OVERLAPPING` of them."""
    papers: Counter[int] = Counter()
    for numbers, count in found.seen_in.items():
        papers.update(dict.fromkeys(numbers, count))
    ranked = sorted((place.id for place in found.digests), key=lambda n: -papers[n])
    return set(ranked[:MOST_OVERLAPPING])
