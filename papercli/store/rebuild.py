"""Taking a digest out again, and deriving every paper anew when the rules have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection

from papercli.errors import PapersError, UsageError
from papercli.store.columns import as_json, date_of
from papercli.store.connection import writing
from papercli.store.constraints import content_of_key, split_contents
from papercli.store.digests import derive
from papercli.store.locking import PATIENT, Waiting
from papercli.store.prepared import contents_of
from papercli.store.records import RECORD_COLUMNS, Content, record_of
from papercli.store.redirects import redirect_missing
from papercli.store.removing import detach, finish, papers_of, rekey
from papercli.store.schema import RULES_VERSION

REBUILD_BATCH = 8_000
"""Records derived at a time by `rebuild`: bounds its memory, and their titles fit in the cache of
profiles."""


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What forgetting a digest took out."""

    path: str
    reader: str
    date: str | None
    fingerprint: str
    sightings: int
    papers_removed: int
    papers_changed: int
    papers: int
    """Papers of the index afterwards."""


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


def rules_changed(connection: Connection) -> bool:
    """Whether the papers of this index were derived by other rules than the program's."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'rules'").fetchone()
    return row is not None and row[0] != str(RULES_VERSION)


def find_digest(connection: Connection, text: str) -> int:
    """The id of the digest that a person means by its id, its path or the start of its fingerprint.

    Raises PapersError where there is none, UsageError where there is more than one.
    """
    columns = "SELECT id, path, substr(fingerprint, 1, 12) FROM digests WHERE "
    found = connection.execute(columns + "path = ?", (text,)).fetchall()
    if not found and text.isascii() and text.isdigit():
        found = connection.execute(columns + "id = ?", (int(text[:18]),)).fetchall()
    prefix = text.lower()
    if not found and prefix and not set(prefix) - set("0123456789abcdef"):
        found = connection.execute(
            columns + "fingerprint >= :start AND fingerprint < :start || 'g'", {"start": prefix}
        ).fetchall()
    if not found:
        ending = "/" + text
        found = connection.execute(
            columns + "substr(path, -length(:end)) = :end", {"end": ending}
        ).fetchall()
    if not found:
        raise PapersError(f"no digest is called {text}", "papers digests lists them")
    if len(found) > 1:
        names = ", ".join(f"{number} ({path}, {start}…)" for number, path, start in found[:5])
        raise UsageError(
            f"{text} may be any of {len(found)} digests: {names}", "name one by its id"
        )
    return int(found[0][0])


def forget(index: Path, digest: str, waiting: Waiting = PATIENT) -> ForgetReport:
    """Take a digest out; the papers are then what they would be without it.

    ``digest`` is an id, a path or the start of a fingerprint. Raises PapersError where that names
    none, UsageError where it names several.
    """
    with writing(index, waiting=waiting) as connection:
        return forget_digest(connection, digest)


def forget_digest(connection: Connection, digest: str) -> ForgetReport:
    """`forget` inside an open transaction."""
    number = find_digest(connection, digest)
    path, reader, year, month, day, fingerprint = connection.execute(
        "SELECT path, reader, year, month, day, fingerprint FROM digests WHERE id = ?", (number,)
    ).fetchone()
    date = date_of(year, month, day)
    before = _count(connection, "papers")
    shown = {
        record
        for (record,) in connection.execute(
            "SELECT DISTINCT record_id FROM sightings WHERE digest_id = ?", (number,)
        )
    }
    affected = papers_of(connection, shown)
    gone = connection.execute("DELETE FROM sightings WHERE digest_id = ?", (number,)).rowcount
    connection.execute("DELETE FROM digests WHERE id = ?", (number,))
    orphans = {
        record
        for (record,) in connection.execute(
            "SELECT w.value FROM json_each(?) AS w WHERE NOT EXISTS"
            " (SELECT 1 FROM sightings AS s WHERE s.record_id = w.value)",
            (as_json(shown),),
        )
    }
    removal = detach(connection, orphans, scan=rules_changed(connection))
    finish(connection, removal, seen_again=shown - orphans)
    after = _count(connection, "papers")
    left = len(affected & _existing(connection, affected))
    return ForgetReport(
        path, reader, str(date) if date else None, fingerprint, gone,
        max(0, before - after), left, after,
    )  # fmt: skip


def rebuild(
    index: Path,
    progress: Callable[[int, int], None] | None = None,
    waiting: Waiting = PATIENT,
) -> RebuildReport:
    """Derive every paper anew from the sightings, in one transaction.

    A paper keeps its id where it is recognisably the same; an id that is no more leads to the paper
    that took most of its records. ``progress`` is called with records done and records in all.
    """
    with writing(index, bulk=True, waiting=waiting) as connection:
        return rebuild_papers(connection, progress)


def rebuild_papers(
    connection: Connection, progress: Callable[[int, int], None] | None = None
) -> RebuildReport:
    """`rebuild` inside an open transaction."""
    report = RebuildReport(papers_before=_count(connection, "papers"))
    connection.execute("CREATE TEMP TABLE old_homes (id INTEGER PRIMARY KEY, paper_id INTEGER)")
    connection.execute("INSERT INTO old_homes SELECT id, paper_id FROM records")
    connection.execute("CREATE TEMP TABLE old_papers AS SELECT * FROM papers")
    for statement in (
        "DELETE FROM verdicts",
        "DELETE FROM blocks",
        "DELETE FROM crowded",
        "DELETE FROM papers",
        "INSERT INTO papers_fts (papers_fts) VALUES ('delete-all')",
        "UPDATE records SET paper_id = NULL",
    ):
        connection.execute(statement)
    total = _count(connection, "records")
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
    redirect_missing(connection)
    connection.execute(
        "INSERT OR REPLACE INTO meta (name, value) VALUES ('rules', ?)", (str(RULES_VERSION),)
    )
    _report_changes(connection, report)
    connection.execute("DROP TABLE old_homes")
    connection.execute("DROP TABLE old_papers")
    _optimize(connection)
    return report


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
            f"SELECT r.id, r.key, o.paper_id, t.title, t.abstract, {RECORD_COLUMNS} FROM records"
            " AS r"
            " JOIN texts AS t ON t.record_id = r.id JOIN old_homes AS o ON o.id = r.id"
            " WHERE r.id > ? ORDER BY r.id LIMIT ?",
            (last, REBUILD_BATCH),
        ).fetchall()
        if not rows:
            return
        last = rows[-1][0]
        contents = contents_of(
            [record_of(columns, title, abstract) for _, _, _, title, abstract, *columns in rows],
            [tuple(columns) for _, _, _, _, _, *columns in rows],
        )
        batch: dict[int, Content] = {}
        claims: dict[int, int] = {}
        wrong: set[str] = set()
        for (number, key, paper, *_), content in zip(rows, contents, strict=True):
            batch[number] = content
            if paper is not None:
                claims[number] = paper
            plain = content_of_key(key)
            if (":" in key) != (plain in split or not content.identifies):
                wrong.add(plain)
        yield batch, claims, wrong


def _report_changes(connection: Connection, report: RebuildReport) -> None:
    report.papers = _count(connection, "papers")
    taken: dict[int, set[int]] = {}
    spread: dict[int, set[int]] = {}
    for was, now in connection.execute(
        "SELECT DISTINCT o.paper_id, r.paper_id FROM old_homes AS o"
        " JOIN records AS r ON r.id = o.id"
        " WHERE o.paper_id IS NOT NULL AND r.paper_id != o.paper_id"
    ):
        taken.setdefault(now, set()).add(was)
        spread.setdefault(was, set()).add(now)
    kept = _existing(connection, spread.keys())
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
        "SELECT count(*) FROM (SELECT * FROM papers WHERE id IN (SELECT id"
        " FROM old_papers) EXCEPT SELECT * FROM old_papers)"
        " WHERE id NOT IN (SELECT value FROM json_each(?))",
        (as_json(told),),
    ).fetchone()


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _existing(connection: Connection, papers: Iterable[int]) -> set[int]:
    return {
        number
        for (number,) in connection.execute(
            "SELECT id FROM papers WHERE id IN (SELECT value FROM json_each(?))",
            (as_json(papers),),
        )
    }
