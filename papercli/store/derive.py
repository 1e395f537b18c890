"""From records to papers: what follows when records came, went, or were decided upon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from sqlite3 import Connection
from typing import Any

from papercli.dates import in_year_of
from papercli.matching.tally import dates_once
from papercli.model.paper import PartialDate
from papercli.store.appearances import DIGEST, Page, appearances, load_pages, load_seen
from papercli.store.blocks import add_blocks
from papercli.store.clusters import papers_of, regroup
from papercli.store.constraints import load_constraints
from papercli.store.paper_rows import dates_row
from papercli.store.papers import Singleton, see_again, with_copies, write_papers
from papercli.store.prepared_digests import by_themselves
from papercli.store.records import Content
from papercli.store.verdicts import Records, score_pairs
from papercli.store.years import follow


def derive(
    connection: Connection,
    fresh: dict[int, Content],
    *,
    touched: Iterable[int] = (),
    pairs: Iterable[tuple[int, int]] = (),
    seen_again: Iterable[int] = (),
    claims: dict[int, int] | None = None,
    given_back: dict[int, int] | None = None,
    changed: Iterable[int] = (),
    shown_in: Mapping[int, int] | None = None,
    lost: bool = False,
) -> list[int]:
    """Bring papers in step with the records, and years of digests with the papers.

    Returns the ``fresh`` records that were compared with none, because too many share each of their
    keys.

    ``fresh`` records have neither blocking keys nor a paper yet; ``touched`` ones are to be grouped
    again; ``pairs`` are to be compared besides those that blocking finds; records in ``seen_again``
    have more or fewer sightings than before. ``claims`` and ``given_back``: paper ids as in
    `regroup`; ``changed``: papers that are to be combined again in any case; ``shown_in``: the
    digest of each fresh record that was seen once; ``lost``: papers may have lost sightings.
    """
    candidates, withdrawn, uncompared = add_blocks(
        connection, {number: content.keys for number, content in fresh.items()}
    )
    for a, b in pairs:
        candidates.setdefault(b, set()).add(a)
    records = Records(connection, fresh)
    joined = score_pairs(connection, records, candidates)
    del candidates
    decided = load_constraints(connection)
    again = joined.union(fresh, withdrawn, touched)
    result = regroup(connection, again, records, decided, claims, given_back)
    shown_in = shown_in or {}
    alone = {
        paper: record
        for paper, record in result.singletons.items()
        if record in shown_in and (fresh[record].alone or fresh[record].sighting)
    }
    homes = papers_of(connection, seen_again)
    changed = result.changed.union(changed, with_copies(connection, homes))
    changed -= alone.keys() | result.gone
    seen = load_seen(connection, changed | homes)
    moved = follow(connection, seen, lost=lost or result.parted)
    seen.update(load_seen(connection, moved - seen.keys() - alone.keys()))
    pages = load_pages(
        connection,
        {row[DIGEST] for rows in seen.values() for row in rows}.union(
            shown_in[record] for record in alone.values()
        ),
    )
    dated = {paper: appearances(rows, pages) for paper, rows in seen.items()}
    once = _singletons(alone, fresh, {r: pages[shown_in[r]] for r in alone.values()})
    write_papers(connection, changed, dated, result.gone, once, fresh)
    see_again(connection, {p: those for p, those in dated.items() if p not in changed})
    return uncompared


def recount(connection: Connection, papers: Iterable[int]) -> None:
    """Bring papers in step with the years of their digests, and with how often they are seen."""
    seen = load_seen(connection, papers)
    pages = load_pages(connection, {row[DIGEST] for rows in seen.values() for row in rows})
    see_again(connection, {paper: appearances(rows, pages) for paper, rows in seen.items()})


def _singletons(
    alone: Mapping[int, int], fresh: Mapping[int, Content], pages: Mapping[int, Page]
) -> Iterator[Singleton]:
    """New papers of one record each; many of one page have the same dates."""
    known: dict[tuple[PartialDate | None, Page], tuple[Any, ...]] = {}
    contents = by_themselves([fresh[record] for record in alone.values()])
    for (paper, record), content in zip(alone.items(), contents, strict=True):
        page = pages[record]
        published = content.record.published
        dates = known.get((published, page))
        if dates is None:
            once = dates_once(in_year_of(published, page.within), page.shown)
            dates = known[published, page] = dates_row(once)
        yield Singleton(paper, record, content, dates)
