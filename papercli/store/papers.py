"""The derived rows: papers and what is searched of them, kept in step in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from typing import Any

from papercli.matching.combining_sightings import (
    Appearance,
    Combined,
    Kept,
    Tally,
    combine,
    tally,
    tally_once,
)
from papercli.model import COUNTERS, PartialDate, Sighting
from papercli.store.columns import (
    PaperRow,
    RecordRow,
    TallyRow,
    as_json,
    as_list,
    date_of,
    insert,
    organization_columns,
    organization_of,
    published_columns,
    select,
)
from papercli.store.fulltext import Document, document
from papercli.store.records import Content, record_of

Row = tuple[Any, ...]
"""Values in the order of `PaperRow`."""

_TALLY = ", ".join(f"{name} = ?" for name in TallyRow._fields if name != "author_count")
_WORDS = (
    "INSERT INTO papers_fts (papers_fts, rowid, title, abstract, variants) VALUES (?, ?, ?, ?, ?)"
)
"""FTS5 forgets the words instead of taking them in where the first value is ``delete``."""


def write_papers(
    connection: Connection,
    changed: Iterable[int],
    gone: Iterable[int] = (),
    singletons: Mapping[int, tuple[int, Content]] | None = None,
) -> None:
    """Combine the papers in ``changed`` again and store what differs; drop those in ``gone``.

    ``singletons``: new papers of one record each, whose rows were worked out when their digest was
    read. The texts of records that are to be removed must still be there: the full text index
    forgets a document only when it is told exactly what it was.
    """
    changed, gone = set(changed), set(gone)
    old = _stored(connection, changed | gone)
    seen = dict(_appearances(connection, changed))
    rows: dict[int, PaperRow] = {}
    texts: dict[int, str | None] = {}
    for paper, kept in _kept(connection, seen):
        combined = combine(kept, seen[paper])
        rows[paper] = paper_row(paper, combined)
        texts[paper] = _abstract(combined, kept)
    dropped = old.keys() - rows.keys()
    reworded = {
        paper for paper, row in rows.items() if paper in old and _worded(row) != _worded(old[paper])
    }
    shown = _abstracts(connection, dropped | reworded)
    stale = {paper: document(old[paper].title, shown[paper]) for paper in dropped | reworded}
    written = reworded | rows.keys() - old.keys()
    fresh = {paper: document(rows[paper].title, texts[paper]) for paper in written}
    stored: dict[int, Row] = {paper: row for paper, row in rows.items() if old.get(paper) != row}
    for paper, (record, content) in (singletons or {}).items():
        stored[paper], fresh[paper] = _singleton(paper, record, content)
    _index(connection, stale, fresh)
    ids = [(paper,) for paper in sorted(dropped)]
    connection.executemany("DELETE FROM papers WHERE id = ?", ids)
    connection.executemany("DELETE FROM redirects WHERE paper_id = ?", ids)
    # Replacing takes a third longer, and most papers are new.
    for replace, those in (
        (True, stored.keys() & old.keys()),
        (False, stored.keys() - old.keys()),
    ):
        ordered = [stored[paper] for paper in sorted(those)]
        insert(connection, "papers", PaperRow, ordered, replace=replace)


def _worded(row: PaperRow) -> tuple[str, int | None]:
    """What the full text of a paper depends on."""
    return row.title, row.abstract_record


def _singleton(paper: int, record: int, content: Content) -> tuple[Row, Document]:
    assert content.alone is not None
    assert content.document is not None
    as_read = content.record.abstract
    title, abstract, variants = content.document
    row = (paper, *content.alone, record if as_read else None)
    return row, (title, (as_read or "") if abstract is None else abstract, variants)


def _index(
    connection: Connection, stale: Mapping[int, Document], fresh: Mapping[int, Document]
) -> None:
    """Let the full text index forget and take in documents, in one pass over ascending ids: at an
    id below the last one FTS5 writes out all it has gathered."""
    rows: list[tuple[str | None, int, str, str, str]] = []
    for paper in sorted(stale.keys() | fresh.keys()):
        before, after = stale.get(paper), fresh.get(paper)
        if before != after:
            if before is not None:
                rows.append(("delete", paper, *before))
            if after is not None:
                rows.append((None, paper, *after))
    connection.executemany(_WORDS, rows)


def see_again(connection: Connection, papers: Iterable[int]) -> None:
    """Count papers again whose records are what they were and that were seen once more, or once
    less; no text is read for it."""
    connection.executemany(
        f"UPDATE papers SET author_count = coalesce(?, author_count), {_TALLY} WHERE id = ?",
        [
            (*tally_row(tally(appearances)), paper)
            for paper, appearances in _appearances(connection, papers)
        ],
    )


def tally_row(counted: Tally) -> Row:
    """What is stored of a tally, in the order of `TallyRow`."""
    author_count, organization, sightings, first, last, *counters = counted
    return (
        author_count,
        *organization_columns(organization),
        sightings,
        str(first) if first else None,
        str(last) if last else None,
        *counters,
    )


def paper_row(paper: int, combined: Combined) -> PaperRow:
    """What is stored of a combined paper."""
    authors, (count, *counted) = combined.authors, tally_row(combined.tally)
    return PaperRow._make(
        (
            paper,
            combined.title,
            *published_columns(combined.published),
            len(authors) if count is None and authors else count,
            *counted,
            combined.arxiv_id,
            combined.doi,
            combined.url,
            as_list(authors) if authors else None,
            as_list(combined.links),
            combined.abstract_record,
        )
    )


def singleton_row(
    sighting: Sighting, title: str, links: Sequence[str], date: PartialDate | None
) -> Row:
    """`paper_row` without its ends for a paper seen once, with its cleaned title and links.

    What combining one sighting gives, without the way there: most papers of a large index are so.
    """
    authors, (count, *counted) = sighting.authors or None, tally_row(tally_once(sighting, date))
    return (
        title,
        *published_columns(sighting.published),
        len(authors) if count is None and authors else count,
        *counted,
        sighting.arxiv_id or None,
        sighting.doi or None,
        sighting.url or None,
        as_list(authors) if authors else None,
        as_list(links),
    )


def _abstract(combined: Combined, kept: Iterable[Kept]) -> str | None:
    return next((k.record.abstract for k in kept if k.id == combined.abstract_record), None)


def _stored(connection: Connection, papers: Iterable[int]) -> dict[int, PaperRow]:
    """The row of each paper as it stands."""
    return {
        row[0]: PaperRow._make(row)
        for row in connection.execute(
            f"SELECT {select(PaperRow, 'p')} FROM json_each(?) AS w"
            " CROSS JOIN papers AS p ON p.id = w.value",
            (as_json(papers),),
        )
    }


def _abstracts(connection: Connection, papers: Iterable[int]) -> dict[int, str | None]:
    """The abstract of each paper as it stands."""
    return dict(
        connection.execute(
            "SELECT p.id, t.abstract FROM json_each(?) AS w"
            " CROSS JOIN papers AS p ON p.id = w.value"
            " LEFT JOIN texts AS t ON t.record_id = p.abstract_record",
            (as_json(papers),),
        )
    )


def _kept(connection: Connection, papers: Iterable[int]) -> Iterator[tuple[int, list[Kept]]]:
    """The records of each paper."""
    rows = connection.execute(
        f"SELECT r.paper_id, title, abstract, {select(RecordRow, 'r')} FROM json_each(?) AS w"
        " CROSS JOIN records AS r ON r.paper_id = w.value CROSS JOIN texts ON record_id = r.id",
        (as_json(papers),),
    )
    for paper, group in groupby(rows, key=itemgetter(0)):
        kept = []
        for _, title, abstract, *columns in group:
            row = RecordRow._make(columns)
            kept.append(Kept(row.id, row.key, record_of(row, title, abstract)))
        yield paper, kept


def _appearances(
    connection: Connection, papers: Iterable[int]
) -> Iterator[tuple[int, list[Appearance]]]:
    """The sightings of each paper."""
    rows = connection.execute(
        "SELECT paper_id, author_count, org_slug, org_name, d.year, d.month, d.day,"
        f" {', '.join(COUNTERS)} FROM json_each(?) AS w"
        " CROSS JOIN records AS r ON r.paper_id = w.value"
        " CROSS JOIN sightings AS s ON s.record_id = r.id"
        " CROSS JOIN digests AS d ON d.id = s.digest_id",
        (as_json(papers),),
    )
    for paper, group in groupby(rows, key=itemgetter(0)):
        yield (
            paper,
            [
                Appearance(count, organization_of(slug, name), date_of(year, month, day), *counted)
                for _, count, slug, name, year, month, day, *counted in group
            ],
        )


def existing(connection: Connection, papers: Iterable[int]) -> set[int]:
    """Those of the ids that are papers."""
    return {
        number
        for (number,) in connection.execute(
            "SELECT id FROM papers WHERE id IN (SELECT value FROM json_each(?))",
            (as_json(papers),),
        )
    }
