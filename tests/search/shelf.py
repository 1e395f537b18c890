"""A small index filled by hand: one record a paper, whatever matching would say."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import NamedTuple

from papercli.query.parser import parse
from papercli.search.ranking import search
from papercli.store.columns import PaperRow, SightingRow, as_list, insert
from papercli.store.fulltext import document
from papercli.store.paper_rows import names_folded
from papercli.store.schema import SCHEMA
from papercli.text import fold

TODAY = date(2025, 12, 24)


class Row(NamedTuple):
    """A paper as these tests write it: by default without anything but a title."""

    title: str
    abstract: str | None = None
    date: str | None = None
    authors: int | None = None
    comments: int | None = None
    org: tuple[str, str] | None = None
    links: tuple[str, ...] = ()
    digests: tuple[int, ...] = (1,)
    arxiv_id: str | None = None
    doi: str | None = None
    upvotes: int | None = None
    names: tuple[str, ...] | None = None
    venue: str | None = None
    categories: tuple[str, ...] | None = None
    openreview_id: str | None = None
    acl_id: str | None = None


KELP, CACHE, CAMEL, APART, UNDATED, YEARLY, NAMED = range(1, 8)

SHELF = (
    Row("Kelp Forests from Orbit", "We map kelp by satellite.", "2025-05-26", 4, 3, digests=(1, 2)),
    Row("A KV-cache for Tide Tables", None, "2024-05-06", 12, 0, links=("https://x.org/kv",)),
    Row("KVCache Considered", "A cache, and nothing of kv.", "2023-12", 1, upvotes=7,
        names=("Åsa van den Berg", "Bo Lind"), venue="Proc. of the Kelp Symposium"),
    Row("Caching with Care", "The cache holds kv pairs; a GPT-4 of the sea.", "2024-05-07", 9, 7,
        upvotes=31, names=("Berg, Åke", "Lind, Åsa"), categories=("cs.DB", "stat.ML")),
    Row("Naïve Diffusion of Ink", 'Quantization of \\%-signs, na\\"ively.', "--03-17",
        openreview_id="Kelp_7xQ", acl_id="2024.kelp-main.7", categories=("csx.QQ",)),
    Row("Almanac", "Yearly.", "2024", None, org=("ReactiveAI", "Reactive AI"), digests=(2,)),
    Row("Almanac", "Of diffusing ink.", None, 2, arxiv_id="2405.01234v1", doi="10.1145/1.2"),
)  # fmt: skip
PATHS = ("dumps/2025-12-10.txt", "dumps/Föhn_7.txt")


def bounds(when: str | None) -> tuple[str | None, str | None]:
    """First and last day of a date; none without a year."""
    if when is None or when.startswith("--"):
        return None, None
    first, last = when + "-01-01"[len(when) - 4 :], when + "-12-31"[len(when) - 4 :]
    return first, last


class Shelf(sqlite3.Connection):
    """An index in memory, closed when no test holds it any more."""

    def __del__(self) -> None:
        self.close()


def fill(rows: tuple[Row, ...]) -> sqlite3.Connection:
    """An index in memory that holds these papers under the ids 1, 2, …; each is one record."""
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=Shelf)
    connection.executescript(SCHEMA)
    connection.executemany(
        "INSERT INTO digests (id, path, reader, line, fingerprint, year, month, day, year_source,"
        " ingested_at) VALUES (?, ?, 'hf-page', 1, ?, ?, 12, ?, ?, '2026-01-01T00:00:00')",
        [(1, PATHS[0], "f1", 2025, 10, "written"), (2, PATHS[1], "f2", None, 9, None)],
    )
    for number, row in enumerate(rows, 1):
        slug, name = row.org or (None, None)
        paper = PaperRow(
            id=number,
            title=row.title,
            published=row.date,
            published_from=bounds(row.date)[0],
            published_to=bounds(row.date)[1],
            author_count=row.authors,
            org_slug=slug,
            org_name=name,
            org_folded=fold(f"{slug} {name}") if slug else None,
            sightings=len(row.digests),
            first_seen=None,
            last_seen="2025-12-10",
            published_inferred=number == CAMEL,
            seen_inferred=False,
            comments=row.comments,
            upvotes=row.upvotes,
            arxiv_id=row.arxiv_id,
            doi=row.doi,
            url=None,
            authors=as_list(row.names) if row.names else None,
            authors_folded=names_folded(row.names),
            version=None,
            openreview_id=row.openreview_id,
            acl_id=row.acl_id,
            venue=row.venue,
            kind=None,
            categories=as_list(row.categories) if row.categories else None,
            summary_record=None,
            links=json.dumps(row.links),
            abstract_record=None if row.abstract is None else number,
        )
        insert(connection, "papers", PaperRow, [paper])
        connection.execute(
            "INSERT INTO records (id, key, paper_id) VALUES (?, ?, ?)",
            (number, f"{number:032x}", number),
        )
        connection.execute(
            "INSERT INTO texts VALUES (?, ?, ?, NULL)", (number, f" {row.title}", row.abstract)
        )
        sightings = [
            SightingRow(digest, number, number * 10, number, row.comments, row.upvotes, "as read")
            for digest in row.digests
        ]
        insert(connection, "sightings", SightingRow, sightings)
        connection.execute(
            "INSERT INTO papers_fts (rowid, title, abstract, variants) VALUES (?, ?, ?, ?)",
            (number, *document(row.title, row.abstract)),
        )
    connection.execute("INSERT INTO redirects VALUES (99, ?)", (KELP,))
    connection.execute("INSERT INTO verdicts VALUES (?, ?, 0, 3.5)", (YEARLY, NAMED))
    return connection


def ids(connection: sqlite3.Connection, query: str, **options: object) -> list[int]:
    """The ids of the results in order."""
    tree = parse(query, TODAY)
    return [found.id for found in search(connection, tree, **options)]  # type: ignore[arg-type]
