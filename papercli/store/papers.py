"""The derived rows: papers and what is searched of them, kept in step in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection

from papercli.matching.combining import Appearance, Combined, Kept, combine, tally
from papercli.store.columns import as_json, date_of, organization_of
from papercli.store.fulltext import Document, document
from papercli.store.records import (
    PAPER_COLUMNS,
    RECORD_COLUMNS,
    TALLY_COLUMNS,
    Content,
    Row,
    paper_row,
    record_of,
    tally_row,
)

_PLACES = ", ".join("?" * (PAPER_COLUMNS.count(",") + 1))
_WORDS = (
    "INSERT INTO papers_fts (papers_fts, rowid, title, abstract, variants) VALUES (?, ?, ?, ?, ?)"
)
"""FTS5 forgets the words instead of taking them in where the first value is ``delete``."""


def write_papers(
    connection: Connection,
    changed: Iterable[int],
    gone: Iterable[int] = (),
    lone: Mapping[int, tuple[int, Content]] | None = None,
) -> None:
    """Combine the papers in ``changed`` again and store what differs; drop those in ``gone``.

    ``lone``: new papers of one record each, whose rows were worked out when their digest was read.
    The texts of records that are to be removed must still be there: the full text index forgets a
    document only when it is told exactly what it was.
    """
    changed, gone = set(changed), set(gone)
    old = _stored(connection, changed | gone)
    seen = dict(_appearances(connection, changed))
    rows: dict[int, Row] = {}
    texts: dict[int, str | None] = {}
    for paper, kept in _kept(connection, seen):
        combined = combine(kept, seen[paper])
        rows[paper] = paper_row(combined)
        texts[paper] = _abstract(combined, kept)
    dropped = old.keys() - rows.keys()
    reworded = {
        paper
        for paper, row in rows.items()
        if paper in old and (row[0], row[-1]) != (old[paper][0], old[paper][-1])
    }
    shown = _abstracts(connection, dropped | reworded)
    stale = {paper: document(old[paper][0], shown[paper]) for paper in dropped | reworded}
    written = reworded | rows.keys() - old.keys()
    fresh = {paper: document(rows[paper][0], texts[paper]) for paper in written}
    rows = {paper: row for paper, row in rows.items() if old.get(paper) != row}
    for paper, (record, content) in (lone or {}).items():
        rows[paper], fresh[paper] = _lone(record, content)
    _index(connection, stale, fresh)
    ids = [(paper,) for paper in sorted(dropped)]
    connection.executemany("DELETE FROM papers WHERE id = ?", ids)
    connection.executemany("DELETE FROM redirects WHERE paper_id = ?", ids)
    # Replacing takes a third longer, and most papers are new.
    for command, those in (
        ("REPLACE", rows.keys() & old.keys()),
        ("INSERT", rows.keys() - old.keys()),
    ):
        connection.executemany(
            f"{command} INTO papers (id, {PAPER_COLUMNS}) VALUES (?, {_PLACES})",
            [(paper, *rows[paper]) for paper in sorted(those)],
        )


def _lone(record: int, content: Content) -> tuple[Row, Document]:
    assert content.alone is not None
    assert content.document is not None
    title, abstract, variants = content.document
    row = (*content.alone, record if content.abstract else None)
    return row, (title, (content.abstract or "") if abstract is None else abstract, variants)


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
        f"UPDATE papers SET ({TALLY_COLUMNS}) = (coalesce(?, author_count), ?, ?, ?, ?, ?, ?, ?)"
        " WHERE id = ?",
        [
            (*tally_row(tally(appearances)), paper)
            for paper, appearances in _appearances(connection, papers)
        ],
    )


def _abstract(combined: Combined, kept: Iterable[Kept]) -> str | None:
    return next((k.record.abstract for k in kept if k.id == combined.abstract_record), None)


def _stored(connection: Connection, papers: Iterable[int]) -> dict[int, Row]:
    """The row of each paper as it stands."""
    return {
        paper: tuple(row)
        for paper, *row in connection.execute(
            f"SELECT p.id, {PAPER_COLUMNS} FROM json_each(?) AS w"
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
        f"SELECT paper_id, r.id, r.key, title, abstract, {RECORD_COLUMNS} FROM json_each(?) AS w"
        " CROSS JOIN records AS r ON paper_id = w.value CROSS JOIN texts ON record_id = r.id",
        (as_json(papers),),
    )
    for paper, group in groupby(rows, key=itemgetter(0)):
        yield (
            paper,
            [
                Kept(number, key, record_of(columns, title, abstract))
                for _, number, key, title, abstract, *columns in group
            ],
        )


def _appearances(
    connection: Connection, papers: Iterable[int]
) -> Iterator[tuple[int, list[Appearance]]]:
    """The sightings of each paper."""
    rows = connection.execute(
        "SELECT paper_id, author_count, org_slug, org_name, comments, d.year, d.month, d.day"
        " FROM json_each(?) AS w CROSS JOIN records AS r ON r.paper_id = w.value"
        " CROSS JOIN sightings AS s ON s.record_id = r.id"
        " CROSS JOIN digests AS d ON d.id = s.digest_id",
        (as_json(papers),),
    )
    for paper, group in groupby(rows, key=itemgetter(0)):
        yield (
            paper,
            [
                Appearance(count, organization_of(slug, name), comments, date_of(*when))
                for _, count, slug, name, comments, *when in group
            ],
        )
