"""Deriving every paper anew, as is due when the rules have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection

from papercli.store.columns import as_json, count_rows, select
from papercli.store.connection import writing
from papercli.store.constraints import split_contents
from papercli.store.decisions_in_force import content_of_key
from papercli.store.derive import derive
from papercli.store.locking import PATIENT, Waiting
from papercli.store.papers import existing
from papercli.store.prepared_digests import contents_of
from papercli.store.records import Content, RecordRow, record_of
from papercli.store.redirects import redirect_missing
from papercli.store.rekeying import rekey
from papercli.store.schema import RULES_VERSION
from papercli.store.years import reset_years

REBUILD_BATCH = 8_000
"""Records derived at a time by `rebuild`: bounds its memory, and their titles fit in the cache of
profiles."""


@dataclass(slots=True)
class RebuildReport:
    """What deriving every paper anew changed."""

    papers_before: int = 0
    papers: int = 0
    merged: list[tuple[int, list[int]]] = field(default_factory=list)
    """A paper that stayed, and the ids of the papers it took sightings from."""
    split: list[tuple[int, list[int]]] = field(default_factory=list)
    """A paper as it was, and the ids that hold its sightings now."""
    changed: int = 0
    """Papers that kept their id and show something else than before, those in ``merged`` and
    ``split`` apart."""


def rebuild(
    index: Path,
    progress: Callable[[int, int], None] | None = None,
    waiting: Waiting = PATIENT,
) -> RebuildReport:
    """Derive every paper anew from the sightings, in one transaction.

    A paper keeps its id where it is recognizably the same; an id that is no more leads to the paper
    that took most of its records. ``progress`` is called with records done and records in all.
    """
    with writing(index, bulk=True, waiting=waiting) as connection:
        return rebuild_papers(connection, progress)


def rebuild_papers(
    connection: Connection, progress: Callable[[int, int], None] | None = None
) -> RebuildReport:
    """`rebuild` inside an open transaction."""
    report = RebuildReport(papers_before=count_rows(connection, "papers"))
    connection.execute("CREATE TEMP TABLE old_homes (id INTEGER PRIMARY KEY, paper_id INTEGER)")
    connection.execute("INSERT INTO old_homes SELECT id, paper_id FROM records")
    connection.execute("CREATE TEMP TABLE old_papers AS SELECT * FROM papers")
    for statement in (
        "DELETE FROM verdicts",
        "DELETE FROM blocks",
        "DELETE FROM oversized_blocks",
        "DELETE FROM papers",
        "INSERT INTO papers_fts (papers_fts) VALUES ('delete-all')",
        "UPDATE records SET paper_id = NULL",
    ):
        connection.execute(statement)
    reset_years(connection)
    total = count_rows(connection, "records")
    done = 0
    misplaced: set[str] = set()
    split = split_contents(connection)
    for batch, claims, wrong in _batches(connection, split):
        derive(connection, batch, claims=claims)
        misplaced |= wrong
        done += len(batch)
        if progress:
            progress(done, total)
    if misplaced:
        rekey(connection, misplaced)
    _redirect(connection)
    connection.execute(
        "INSERT OR REPLACE INTO meta (name, value) VALUES ('rules', ?)", (str(RULES_VERSION),)
    )
    _report_changes(connection, report)
    connection.execute("DROP TABLE old_homes")
    connection.execute("DROP TABLE old_papers")
    _optimize(connection)
    return report


def _redirect(connection: Connection) -> None:
    """Let every id that was a paper's lead to the sightings that it had."""
    gone = connection.execute(
        """
        SELECT o.paper_id, s.id
          FROM old_homes AS o
          JOIN sightings AS s ON s.record_id = o.id
         WHERE o.paper_id NOT IN (SELECT id FROM papers)
        """
    ).fetchall()
    redirect_missing(connection, gone)
    connection.execute("DELETE FROM redirects WHERE id IN (SELECT id FROM papers)")


def _optimize(connection: Connection) -> None:
    """Merge the full text index into one piece, which every later search reads the faster."""
    from papercli.store.migrations import opened  # slow to load

    opened(connection).table("papers").optimize()


def _batches(
    connection: Connection, split: set[str]
) -> Iterator[tuple[dict[int, Content], dict[int, int], set[str]]]:
    last = 0
    while True:
        rows = connection.execute(
            f"""
            SELECT o.paper_id, t.title, t.abstract, t.summary, {select(RecordRow, "r")}
              FROM records AS r
              JOIN texts AS t ON t.record_id = r.id
              JOIN old_homes AS o ON o.id = r.id
             WHERE r.id > ?
             ORDER BY r.id
             LIMIT ?
            """,
            (last, REBUILD_BATCH),
        ).fetchall()
        if not rows:
            return
        found = [
            (paper, RecordRow._make(columns), texts)
            for paper, *texts, columns in ((*row[:4], row[4:]) for row in rows)
        ]
        last = found[-1][1].id
        contents = contents_of([record_of(row, *texts) for _, row, texts in found])
        batch: dict[int, Content] = {}
        claims: dict[int, int] = {}
        wrong: set[str] = set()
        for (paper, row, *_), content in zip(found, contents, strict=True):
            batch[row.id] = content
            if paper is not None:
                claims[row.id] = paper
            plain = content_of_key(row.key)
            if (":" in row.key) != (plain in split or not content.identifies):
                wrong.add(plain)
        yield batch, claims, wrong


def _report_changes(connection: Connection, report: RebuildReport) -> None:
    report.papers = count_rows(connection, "papers")
    taken: dict[int, set[int]] = {}
    spread: dict[int, set[int]] = {}
    for was, now in connection.execute(
        """
        SELECT DISTINCT o.paper_id, r.paper_id
          FROM old_homes AS o
          JOIN records AS r ON r.id = o.id
         WHERE o.paper_id IS NOT NULL AND r.paper_id != o.paper_id
        """
    ):
        taken.setdefault(now, set()).add(was)
        spread.setdefault(was, set()).add(now)
    kept = existing(connection, spread.keys())
    old = {
        number
        for (number,) in connection.execute(
            "SELECT id FROM old_papers WHERE id IN (SELECT value FROM json_each(?))",
            (as_json(taken.keys()),),
        )
    }
    report.merged = [
        (now, sorted(was)) for now, was in sorted(taken.items()) if now in old or len(was) > 1
    ]
    report.split = [
        (was, sorted(now | ({was} & kept)))
        for was, now in sorted(spread.items())
        if len(now | ({was} & kept)) > 1
    ]
    told = {now for now, _ in report.merged}.union(*(now for _, now in report.split))
    (report.changed,) = connection.execute(
        """
        SELECT count(*)
          FROM (
            SELECT *
              FROM papers
             WHERE id IN (SELECT id FROM old_papers)
            EXCEPT
            SELECT *
              FROM old_papers
        )
         WHERE id NOT IN (SELECT value FROM json_each(?))
        """,
        (as_json(told),),
    ).fetchone()
