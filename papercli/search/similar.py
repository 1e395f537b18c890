"""The papers that are most like a text, by its rarest words."""

from __future__ import annotations

import re
from sqlite3 import Connection

from papercli.search.vocabulary import frequencies, vocabulary
from papercli.store.fulltext import BM25, document, quote

RAREST = 25
"""Words that are asked for."""


def similar(
    connection: Connection,
    title: str,
    abstract: str | None = None,
    *,
    but: int | None = None,
    limit: int = 10,
) -> list[int]:
    """Ids of papers that hold some of the rarest words of a title and an abstract, as cleaned or as
    read; the likest by BM25 first, of equal ones those with the lower ids. Without the one in
    ``but``."""
    words = re.findall(r"[^\W_]+", " ".join(document(title, abstract)).lower())
    with vocabulary(connection):
        papers = frequencies(connection, list(dict.fromkeys(words)))
    # A word that the paper itself is the only one to hold leads to no other.
    own = 0 if but is None else 1
    known = sorted((n, word) for word, n in papers.items() if n > own and not word.isdigit())
    if not known:
        return []
    match = " OR ".join(quote(word) for _, word in known[:RAREST])
    rows = connection.execute(
        f"""
        SELECT rowid
          FROM papers_fts
         WHERE papers_fts MATCH ?
         ORDER BY {BM25}, rowid
         LIMIT ?
        """,
        (match, limit + 1),
    )
    return [number for (number,) in rows if number != but][:limit]
