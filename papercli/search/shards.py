"""Asking several indexes as one: those that `papers resolve --shards` writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from papercli.errors import NoIndexError
from papercli.model.paper import Paper
from papercli.query.tree import EVERYTHING, Node
from papercli.search import ranking
from papercli.search.lookup import load
from papercli.search.one_score import scores
from papercli.search.rare_compounds import settled
from papercli.search.relevance import HEAD, Index, Texts, in_order
from papercli.search.sql import plan
from papercli.store.columns import PaperRow, insert, select
from papercli.store.connection import open_reading, scratch
from papercli.store.errors import translated
from papercli.store.locking import PATIENT, Waiting

if TYPE_CHECKING:
    from papercli.search.counts import Figures

SHARDS = "shards"
"""The folder of the indexes in that of a run."""


def shards_of(folder: Path) -> list[Path]:
    """The indexes in the folder of a run; none in any other."""
    return sorted((folder / SHARDS).glob("*.db"))


@contextmanager
def opened(folder: Path, waiting: Waiting = PATIENT) -> Iterator[list[Connection]]:
    """Give connections to all shards in a folder; NoIndexError where there are none."""
    found = shards_of(folder)
    if not found:
        hint = "papers resolve --shards N writes indexes to search in; --db PATH names a file"
        raise NoIndexError(f"{folder} is a folder without indexes", hint)
    with ExitStack() as stack:
        connections = []
        for index in found:
            stack.enter_context(translated(index))
            connections.append(stack.enter_context(closing(open_reading(index, waiting))))
        yield connections


def find(
    connections: Sequence[Connection],
    tree: Node,
    *,
    sort: str = ranking.RELEVANCE,
    reverse: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[int]:
    """The ids of the papers that a query asks for, in the order that one index would give.

    Results of a query in which words are alternatives to other conditions are by date.
    """
    tree = settled(connections, tree)
    wanted = plan(tree)
    last = None if limit is None else offset + limit
    if sort == ranking.RELEVANCE and wanted.match:
        needed = None if last is None or reverse else max(last, HEAD)
        rows = scores(connections, wanted, needed)
        found = in_order(rows, wanted, _Indexes(connections))
        if reverse:
            found.reverse()
    else:
        order = "date" if sort == ranking.RELEVANCE else sort
        found = _merged(connections, tree, order, reverse, last)
    return found[offset:last]


class _Indexes(Index):
    """What all indexes together tell of papers."""

    def __init__(self, connections: Sequence[Connection]) -> None:
        self._all = [Index(each) for each in connections]

    def texts(self, papers: Sequence[int]) -> dict[int, Texts]:
        """The texts of each of the papers."""
        return {key: value for each in self._all for key, value in each.texts(papers).items()}

    def dates(self, papers: Sequence[int]) -> dict[int, str]:
        """The last day on which each may have been published; "" where it is unknown."""
        return {key: value for each in self._all for key, value in each.dates(papers).items()}


def _merged(
    connections: Sequence[Connection], tree: Node, sort: str, reverse: bool, last: int | None
) -> list[int]:
    """The results by an order of rows: the first of each index, put in order by the same SQL."""
    order: dict[str, Any] = {"sort": sort, "reverse": reverse, "limit": last}
    wanted = plan(tree)
    with scratch() as together:
        for each in connections:
            ids = ranking.ranked(each, wanted, **order)
            rows = each.execute(
                f"SELECT {select(PaperRow, 'p')} FROM papers AS p"
                f" WHERE p.id IN ({', '.join(map(str, ids))})"
            )
            insert(together, "papers", PaperRow, rows)
        return ranking.ranked(together, plan(EVERYTHING), **order)


def count(connections: Sequence[Connection], tree: Node) -> int:
    """How many papers match."""
    tree = settled(connections, tree)
    return sum(ranking.count(each, tree) for each in connections)


def loaded(
    connections: Sequence[Connection], ids: Sequence[int], abstracts: bool = True
) -> Iterator[Paper]:
    """The papers of these ids in their order, some at a time."""
    for start in range(0, len(ids), ranking.BATCH):
        batch = ids[start : start + ranking.BATCH]
        known = {paper.id: paper for each in connections for paper in load(each, batch, abstracts)}
        yield from (known[number] for number in batch if number in known)


def figures(connections: Sequence[Connection], tree: Node) -> Figures:
    """The counts of all indexes; pairs that await a decision are those inside one index."""
    from papercli.search.counts import Figures
    from papercli.search.counts import figures as of_one

    tree = settled(connections, tree)
    all_of = [of_one(each, tree) for each in connections]

    def added(name: str) -> Any:
        total: Counter[Any] = Counter()
        for each in all_of:
            total.update(getattr(each, name))
        return dict(total)

    digests = {place.id: place for each in all_of for place in each.digests}
    return Figures(
        sum(each.sightings for each in all_of),
        sum(each.undecided for each in all_of),
        added("published"),
        sum(each.inferred for each in all_of),
        added("author_counts"),
        added("organizations"),
        sorted(digests.values(), key=lambda place: (place.path, place.line, place.id)),
        added("seen_in"),
    )
