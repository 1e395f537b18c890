"""The derived rows: papers and what is searched of them, kept in step in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection

from papercli.matching.combining_sightings import Combined, Kept, combine, own_summary
from papercli.matching.tally import Appearance, tally
from papercli.named_tuples import NamedTuple
from papercli.store.columns import (
    PaperRow,
    as_json,
    insert,
    select,
)
from papercli.store.fulltext import Document, document
from papercli.store.paper_rows import TALLY, Row, paper_row, tally_row
from papercli.store.records import Content, RecordRow, record_of


class Singleton(NamedTuple):
    """A new paper of one record."""

    paper: int
    record: int
    content: Content
    dates: Row
    """As `dates_row` gives them."""


_TALLY = ", ".join(f"{name} = ?" for name in TALLY)
_WORDS = (
    "INSERT INTO papers_fts (papers_fts, rowid, title, abstract, variants) VALUES (?, ?, ?, ?, ?)"
)
"""FTS5 forgets the words instead of taking them in where the first value is ``delete``."""


def write_papers(
    connection: Connection,
    changed: Iterable[int],
    seen: Mapping[int, Sequence[Appearance]],
    gone: Iterable[int] = (),
    singletons: Iterable[Singleton] = (),
    contents: Mapping[int, Content] | None = None,
) -> None:
    """Combine the papers in ``changed`` again and store what differs; drop those in ``gone``, and
    those that are ``seen`` nowhere.

    ``singletons``: new papers of one record each, whose rows were worked out when their digest was
    read; ``contents``: records of whose texts that was done. The texts of records that are to be
    removed must still be there: the full text index forgets a document only when it is told exactly
    what it was.
    """
    changed, gone = set(changed), set(gone)
    old = _stored(connection, changed | gone)
    rows: dict[int, PaperRow] = {}
    texts: dict[int, str | None] = {}
    for paper, kept in _kept(connection, changed):
        combined = combine(kept, seen[paper])
        rows[paper] = paper_row(paper, combined)
        texts[paper] = _abstract(combined, kept)
    dropped = old.keys() - rows.keys()
    reworded = {
        paper for paper, row in rows.items() if paper in old and _worded(row) != _worded(old[paper])
    }
    shown = _abstracts(connection, dropped | reworded)
    # Another record may show the same abstract.
    reworded = {p for p in reworded if (old[p].title, shown[p]) != (rows[p].title, texts[p])}
    stale = {paper: document(old[paper].title, shown[paper]) for paper in dropped | reworded}
    written = reworded | rows.keys() - old.keys()
    fresh = {p: _document(rows[p], texts[p], contents or {}) for p in written}
    stored: dict[int, Row] = {paper: row for paper, row in rows.items() if old.get(paper) != row}
    for one in singletons:
        stored[one.paper], fresh[one.paper] = _singleton(*one)
    _index(connection, stale, fresh)
    ids = [(paper,) for paper in sorted(dropped)]
    connection.executemany("DELETE FROM papers WHERE id = ?", ids)
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


def _singleton(paper: int, record: int, content: Content, dates: Row) -> tuple[Row, Document]:
    assert content.alone is not None
    abstract = content.record.abstract
    texts = (abstract, own_summary(content.record.summary, abstract))
    row = (paper, *content.alone, *dates, *(record if text else None for text in texts))
    return row, content.searched


def _document(row: PaperRow, abstract: str | None, contents: Mapping[int, Content]) -> Document:
    """What is searched of a paper; it was worked out where one new record says all of it."""
    content = contents.get(row.abstract_record or 0)
    if content and content.alone and content.alone[0] == row.title:
        return content.searched
    return document(row.title, abstract)


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


def with_copies(connection: Connection, papers: Iterable[int]) -> set[int]:
    """Those of the papers whose records do not all say the same: which copy is shown depends on how
    often each was seen."""
    return {
        paper
        for (paper,) in connection.execute(
            """
            SELECT r.paper_id
              FROM json_each(?) AS w
             CROSS JOIN records AS r ON r.paper_id = w.value
             CROSS JOIN texts AS t ON t.record_id = r.id
             GROUP BY r.paper_id
            HAVING min(t.title) < max(t.title)
                OR min(t.abstract) < max(t.abstract)
                OR min(t.summary) < max(t.summary)
            """,
            (as_json(papers),),
        )
    }


def see_again(connection: Connection, seen: Mapping[int, Sequence[Appearance]]) -> None:
    """Count papers again that show the copies they showed and were seen once more, or once less, or
    in another year; no text is read for it."""
    connection.executemany(
        f"UPDATE papers SET {_TALLY} WHERE id = ?",
        [(*tally_row(tally(appearances)), paper) for paper, appearances in seen.items()],
    )


def _abstract(combined: Combined, kept: Iterable[Kept]) -> str | None:
    return next((k.record.abstract for k in kept if k.id == combined.abstract_record), None)


def _stored(connection: Connection, papers: Iterable[int]) -> dict[int, PaperRow]:
    """The row of each paper as it stands."""
    return {
        row[0]: PaperRow._make(row)
        for row in connection.execute(
            f"""
            SELECT {select(PaperRow, "p")}
              FROM json_each(?) AS w
             CROSS JOIN papers AS p ON p.id = w.value
            """,
            (as_json(papers),),
        )
    }


def _abstracts(connection: Connection, papers: Iterable[int]) -> dict[int, str | None]:
    """The abstract of each paper as it stands."""
    return dict(
        connection.execute(
            """
            SELECT p.id, t.abstract
              FROM json_each(?) AS w
             CROSS JOIN papers AS p ON p.id = w.value
              LEFT JOIN texts AS t ON t.record_id = p.abstract_record
            """,
            (as_json(papers),),
        )
    )


def _kept(connection: Connection, papers: Iterable[int]) -> Iterator[tuple[int, list[Kept]]]:
    """The records of each paper."""
    rows = connection.execute(
        f"""
        SELECT r.paper_id, title, abstract, summary, {select(RecordRow, "r")}
          FROM json_each(?) AS w
         CROSS JOIN records AS r ON r.paper_id = w.value
         CROSS JOIN texts ON record_id = r.id
        """,
        (as_json(papers),),
    )
    for paper, group in groupby(rows, key=itemgetter(0)):
        kept = []
        for _, title, abstract, summary, *columns in group:
            row = RecordRow._make(columns)
            kept.append(Kept(row.id, row.key, record_of(row, title, abstract, summary)))
        yield paper, kept


def existing(connection: Connection, papers: Iterable[int]) -> set[int]:
    """Those of the ids that are papers."""
    return {
        number
        for (number,) in connection.execute(
            "SELECT id FROM papers WHERE id IN (SELECT value FROM json_each(?))",
            (as_json(papers),),
        )
    }
