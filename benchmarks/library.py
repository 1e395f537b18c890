"""Real papers in an index of their own, in memory, and the ways of ranking them that are compared.

What measures search goes through the library, not through processes: a ranking is a function from
the words of a query to arXiv ids, best first, so that any other can be put in its place.
"""

from __future__ import annotations

import gzip
import inspect
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from common import SHARED

from papercli.errors import PapersError
from papercli.model.digest import Digest
from papercli.model.paper import PartialDate, Sighting
from papercli.query.parser import parse
from papercli.search.ranking import search
from papercli.store.connection import scratch
from papercli.store.digests import add_digests
from papercli.store.prepared_digests import prepare_digest

DAILY = SHARED / "corpus/hf_daily.jsonl.gz"
"""Papers of the daily page of Hugging Face, 2024 to 2026."""
TODAY = date(2026, 9, 1)
"""From which relative dates count; after the last of the papers."""
Ranking = Callable[[str], list[str]]
"""From the words of a query to arXiv ids, best first; a query that is refused finds none."""


class Real(NamedTuple):
    """A real paper, white space in its texts evened out."""

    arxiv_id: str
    title: str
    abstract: str
    published: str | None = None


def daily(file: Path = DAILY) -> list[Real]:
    """The papers of the corpus, in its order."""
    return [
        Real(row["arxiv_id"], _even(row["title"]), _even(row["abstract"]), row["published_at"])
        for row in lines(file)
    ]


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, compressed or not."""
    with (gzip.open if file.suffix == ".gz" else Path.open)(file, "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)


@contextmanager
def index_of(papers: Iterable[Real]) -> Iterator[sqlite3.Connection]:
    """An index in memory that holds these papers, as ingesting one digest of them makes it."""
    sightings = tuple(
        Sighting(
            number,
            paper.title,
            paper.abstract or None,
            published=_date(paper.published),
            arxiv_id=paper.arxiv_id,
        )
        for number, paper in enumerate(papers, 1)
    )
    digest = Digest("benchmark", "hf-page", 1, None, False, "benchmark", sightings, True)
    with scratch() as connection:
        add_digests(connection, [prepare_digest(digest)], datetime(TODAY.year, TODAY.month, 1))
        connection.execute("COMMIT")
        yield connection


def ours(connection: sqlite3.Connection, most: int, **options: Any) -> Ranking:
    """What `papers search` lists: its first ``most`` papers."""

    def ranking(query: str) -> list[str]:
        try:
            found = search(connection, parse(query, TODAY), limit=most, abstracts=False, **options)
            return [paper.arxiv_id or "" for paper in islice(found, most)]
        except PapersError:
            return []

    return ranking


def offers(option: str) -> bool:
    """Whether the search of the library knows this option."""
    return option in inspect.signature(search).parameters


class Plain:
    """BM25 of SQLite over titles and abstracts as they are: what anybody gets in ten lines."""

    def __init__(self, papers: Iterable[Real]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            """
            CREATE VIRTUAL TABLE plain
            USING fts5(arxiv_id UNINDEXED, title, abstract, tokenize = 'porter unicode61')
            """
        )
        rows = ((paper.arxiv_id, paper.title, paper.abstract) for paper in papers)
        self._connection.executemany("INSERT INTO plain VALUES (?, ?, ?)", rows)

    def __del__(self) -> None:
        self._connection.close()

    def ranking(
        self, most: int, *, title: float = 5.0, abstract: float = 1.0, any_word: bool = False
    ) -> Ranking:
        """Papers that hold all words, or any of them, by BM25 with these weights of the columns."""
        columns = "{title abstract}" if abstract else "{title}"

        def ranked(query: str) -> list[str]:
            words = [f'"{word}"' for word in words_of(query)]
            match = (" OR " if any_word else " AND ").join(words)
            rows = self._connection.execute(
                """
                SELECT arxiv_id
                  FROM plain
                 WHERE plain MATCH ?
                 ORDER BY bm25(plain, 0.0, ?, ?), rowid
                 LIMIT ?
                """,
                (f"{columns} : ({match})", title, abstract, most),
            )
            return [number for (number,) in rows]

        return ranked


def words_of(text: str) -> list[str]:
    """The runs of letters and digits of a text, as the full text index of SQLite parts them."""
    return re.findall(r"[^\W_]+", text)


def _even(text: str) -> str:
    return " ".join(text.split())


def _date(written: str | None) -> PartialDate | None:
    return PartialDate(*map(int, written[:10].split("-"))) if written else None
