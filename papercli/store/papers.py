"""The derived rows: papers and what is searched of them, kept in step in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection

from papercli.matching.combining import Appearance, Combined, combine
from papercli.matching.record import Record
from papercli.model import Sighting
from papercli.store.fulltext import document
from papercli.store.rows import (
    PAPER_COLUMNS,
    RECORD_COLUMNS,
    Content,
    Row,
    as_json,
    date_of,
    paper_row,
    record_of,
    seen_columns,
    sighting_of,
)

_PLACES = ", ".join("?" * (PAPER_COLUMNS.count(",") + 1))
_DELETE = (
    "INSERT INTO papers_fts (papers_fts, rowid, title, abstract, variants)"
    " VALUES ('delete', ?, ?, ?, ?)"
)
_INSERT = "INSERT INTO papers_fts (rowid, title, abstract, variants) VALUES (?, ?, ?, ?)"


def rewrite_papers(
    connection: Connection, changed: Iterable[int], gone: Iterable[int] = ()
) -> None:
    """Combine the papers in ``changed`` again and store what differs; drop those in ``gone``.

    The texts of records that are to be removed must still be there: the full text index forgets a
    document only when it is told exactly what it was.
    """
    changed, gone = set(changed), set(gone)
    old = _stored(connection, changed | gone)
    texts: dict[int, str | None] = {}
    rows: dict[int, Row] = {}
    for paper, appearances, records in _appearances(connection, changed):
        combined = combine(appearances)
        rows[paper] = paper_row(combined)
        texts[paper] = _abstract(combined, records)
    _drop(connection, (changed | gone) - rows.keys(), old)
    stale, fresh = [], []
    for paper, row in sorted(rows.items()):
        if paper not in old:
            fresh.append((paper, *document(row[0], texts[paper])))
        elif (row[0], texts[paper]) != (old[paper][1][0], old[paper][0]):
            stale.append((paper, *document(old[paper][1][0], old[paper][0])))
            fresh.append((paper, *document(row[0], texts[paper])))
    connection.executemany(_DELETE, stale)
    connection.executemany(_INSERT, fresh)
    connection.executemany(
        f"INSERT OR REPLACE INTO papers (id, {PAPER_COLUMNS}) VALUES (?, {_PLACES})",
        [
            (paper, *row)
            for paper, row in sorted(rows.items())
            if paper not in old or old[paper][1] != row
        ],
    )


def add_lone_papers(connection: Connection, lone: Iterable[tuple[int, int, Content]]) -> None:
    """Store new papers of one record each, whose rows were worked out when their digest was
    read."""
    rows, documents = [], []
    for paper, record, content in sorted(lone):
        assert content.alone is not None
        assert content.document is not None
        title, abstract, variants = content.document
        rows.append((paper, *content.alone, record if content.abstract else None))
        documents.append(
            (paper, title, content.abstract if abstract is None else abstract, variants)
        )
    connection.executemany(_INSERT, documents)
    connection.executemany(f"INSERT INTO papers (id, {PAPER_COLUMNS}) VALUES (?, {_PLACES})", rows)


def see_again(connection: Connection, papers: Iterable[int]) -> None:
    """Count papers again that were only seen once more (or less), their records being what they
    were.

    Where a paper has one record, its texts are not even read.
    """
    several: set[int] = set()
    updates = []
    blank = Record("")
    rows = connection.execute(
        "SELECT r.paper_id, r.id, s.comments, d.year, d.month, d.day FROM json_each(?) AS w"
        " CROSS JOIN records AS r ON r.paper_id = w.value"
        " CROSS JOIN sightings AS s ON s.record_id = r.id"
        " CROSS JOIN digests AS d ON d.id = s.digest_id",
        (as_json(papers),),
    )
    for paper, group in groupby(rows, key=itemgetter(0)):
        sightings = list(group)
        if len({row[1] for row in sightings}) > 1:
            several.add(paper)
            continue
        combined = combine(
            [
                Appearance(sighting_of(blank, comments), date_of(*when), record, "")
                for _, record, comments, *when in sightings
            ]
        )
        updates.append((combined.sightings, combined.comments, *seen_columns(combined), paper))
    connection.executemany(
        "UPDATE papers SET sightings = ?, comments = ?, first_seen = ?, last_seen = ? WHERE id = ?",
        updates,
    )
    if several:
        rewrite_papers(connection, several)


def _abstract(combined: Combined, records: dict[int, Record]) -> str | None:
    if combined.abstract_record is None:
        return None
    return records[combined.abstract_record].abstract


def _stored(connection: Connection, papers: set[int]) -> dict[int, tuple[str | None, Row]]:
    """Abstract and row of each paper as it stands."""
    return {
        paper: (abstract, tuple(row))
        for paper, abstract, *row in connection.execute(
            f"SELECT p.id, t.abstract, {PAPER_COLUMNS.replace('title', 'p.title', 1)}"
            " FROM json_each(?) AS w CROSS JOIN papers AS p ON p.id = w.value"
            " LEFT JOIN texts AS t ON t.record_id = p.abstract_record",
            (as_json(papers),),
        )
    }


def _appearances(
    connection: Connection, papers: set[int]
) -> Iterator[tuple[int, list[Appearance], dict[int, Record]]]:
    rows = connection.execute(
        "SELECT r.paper_id, r.id, r.key, s.comments, s.line, d.year, d.month, d.day, t.title,"
        " t.abstract,"
        f" {', '.join('r.' + name for name in RECORD_COLUMNS.split(', '))} FROM json_each(?) AS w"
        " CROSS JOIN records AS r ON r.paper_id = w.value"
        " CROSS JOIN texts AS t ON t.record_id = r.id"
        " CROSS JOIN sightings AS s ON s.record_id = r.id"
        " CROSS JOIN digests AS d ON d.id = s.digest_id",
        (as_json(papers),),
    )
    for paper, group in groupby(rows, key=itemgetter(0)):
        appearances = []
        records: dict[int, Record] = {}
        for _, number, key, comments, line, year, month, day, title, abstract, *columns in group:
            if number not in records:
                records[number] = record_of(columns, title, abstract)
            sighting: Sighting = sighting_of(records[number], comments, line)
            appearances.append(Appearance(sighting, date_of(year, month, day), number, key))
        yield paper, appearances, records


def _drop(connection: Connection, papers: set[int], old: dict[int, tuple[str | None, Row]]) -> None:
    present = sorted(papers & old.keys())
    connection.executemany(
        _DELETE, [(paper, *document(old[paper][1][0], old[paper][0])) for paper in present]
    )
    ids = [(paper,) for paper in present]
    connection.executemany("DELETE FROM papers WHERE id = ?", ids)
    connection.executemany("DELETE FROM redirects WHERE paper_id = ?", ids)


def redirect_missing(connection: Connection) -> None:
    """After a rebuild: let every id that was a paper's lead to the one that took most of its
    records.

    Needs the temporary tables ``old_homes`` and ``old_papers``.
    """
    connection.execute("DELETE FROM redirects WHERE id IN (SELECT id FROM papers)")
    heirs = (
        "SELECT o.paper_id AS id, r.paper_id AS heir, count(*) AS share FROM old_homes AS o"
        " JOIN records AS r ON r.id = o.id WHERE o.paper_id NOT IN (SELECT id"
        " FROM papers) GROUP BY 1, 2"
        " ORDER BY o.paper_id, share, heir DESC"
    )
    for paper, heir, _ in connection.execute(heirs).fetchall():
        connection.execute("UPDATE redirects SET paper_id = ? WHERE paper_id = ?", (heir, paper))
        connection.execute(
            "INSERT OR REPLACE INTO redirects (id, paper_id) VALUES (?, ?)", (paper, heir)
        )
    connection.execute("DELETE FROM redirects WHERE paper_id NOT IN (SELECT id FROM papers)")
