"""Digests put into papers by an engine and by an index, in a form in which both can be compared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from papercli.model.decision import Decision
from papercli.model.digest import Digest
from papercli.model.paper import PartialDate
from papercli.scale.columns import files, read, table_of
from papercli.scale.engine import Settings
from papercli.scale.folder import Folder
from papercli.scale.reading import Task, Writer
from papercli.scale.run import NOTE, Job, Outcome, plan_of, resolve
from papercli.scale.work import PAPERS, paper_columns
from papercli.search.lookup import load
from papercli.store.connection import scratch
from papercli.store.decisions_in_force import content_of_key
from tests.store.invented import NOW, digest, store

Clusters = dict[frozenset[tuple[str, int]], dict[str, Any]]
"""By the entries of a paper, each with its digest's path and its line: what is known of it."""


def job(out: Path, engine: str, decisions: Sequence[Decision] = (), **settings: Any) -> Job:
    machine = Settings(workers=1, memory=1 << 30, master="local[2]")._replace(**settings)
    return Job([], out, engine, machine, NOW, decisions=decisions)


def parquet(file: Path, rows: Sequence[Mapping[str, Any]], **options: Any) -> Path:
    """A Parquet file of rows."""
    pq.write_table(pa.Table.from_pylist(list(rows)), file, **options)
    return file


def resolved(wanted: Job, library: Sequence[Digest]) -> Outcome:
    """Resolve digests, each of which is a part of its own."""
    folder = Folder(wanted.out)
    folder.begin(plan_of(wanted), False)
    apart = frozenset(
        content_of_key(said.key) for one in wanted.decisions for said in one.said if ":" in said.key
    )
    with folder.making("read") as place:
        for number, digest in enumerate(library):
            writer = Writer(Task(number, (), None, None, apart), place)
            writer.add(digest, digest.sightings)
            writer.finish()
        sightings = sum(len(digest.sightings) for digest in library)
        (place / NOTE).write_text(json.dumps([sightings, 0.0]))
    return resolve(wanted._replace(resume=True))


def in_folder(out: Path) -> Clusters:
    """What an engine wrote."""
    members, papers = read(files(out / "members")), read(files(out / "papers"))
    assert members is not None
    assert papers is not None
    known = {row.pop("id"): row for row in papers.to_pylist()}
    entries: dict[int, set[tuple[str, int]]] = {}
    for row in members.to_pylist():
        entries.setdefault(row["paper"], set()).add((row["path"], row["line"]))
    assert entries.keys() == known.keys()
    return {frozenset(those): known[paper] for paper, those in entries.items()}


def in_index(library: Sequence[Digest]) -> Clusters:
    """What an index of the digests comes to."""
    with scratch() as connection:
        store(connection, [library])
        return of_index(connection)


def of_index(connection: Connection) -> Clusters:
    """What an index holds."""
    rows = connection.execute("SELECT id FROM papers ORDER BY id").fetchall()
    found: Clusters = {}
    for paper in load(connection, [number for (number,) in rows]):
        (row,) = table_of(PAPERS, [paper_columns(paper)]).to_pylist()
        del row["id"]
        found[frozenset((seen.path, seen.line) for seen in paper.digests)] = row
    return found


def lined(library: Sequence[Digest]) -> list[Digest]:
    """The digests with a line of its own for each entry."""
    return [
        one._replace(
            sightings=tuple(
                entry._replace(line=line) for line, entry in enumerate(one.sightings, 1)
            )
        )
        for one in library
    ]


LIBRARY = lined(
    [
        digest("spring", range(9), PartialDate(None, 5, 8)),
        digest("summer", [1, 5, 9, 10, 11, 14, 15], PartialDate(None, 7, 1)),
        digest("winter", [0, 3, 12, 13, 14, 16, 10], PartialDate(2025, 12, 9)),
        digest("again", range(9), PartialDate(None, 5, 8)),
    ]
)
"""Entries that stand on several pages, generic titles, years left out."""
LIBRARY.append(LIBRARY[0]._replace(path="copy.txt"))
