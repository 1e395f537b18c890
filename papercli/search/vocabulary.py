"""What the full text index knows: its words, and which of them a word that it lacks was meant for.

Only a search that found nothing asks this, or one that is to be fuzzy: it reads a part of the whole
index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection

from papercli.named_tuples import NamedTuple
from papercli.store.fulltext import document

CANDIDATES = 5
"""Words that are proposed for one, at the most."""
_SHORTEST = 4
"""Letters of a word that is near to few enough others for a guess."""
_SEEN_IN = 20
"""Places of a word that are looked at to tell how it is written whole."""


class Meant(NamedTuple):
    """A word of the index that another was perhaps meant for."""

    word: str
    """As it stands in a paper, in lower case."""
    papers: int
    """That hold it in any inflection."""


@contextmanager
def vocabulary(connection: Connection) -> Iterator[None]:
    """Tables of the words of the index, beside it and gone at the end; the index is not touched."""
    (before,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only=OFF")
    try:
        connection.execute("PRAGMA temp_store=MEMORY")
        for statement in _TABLES:
            connection.execute(f"CREATE VIRTUAL TABLE temp.{statement}")
        yield
    finally:
        for statement in reversed(_TABLES):
            connection.execute(f"DROP TABLE IF EXISTS temp.{statement.partition(' ')[0]}")
        connection.execute(f"PRAGMA query_only={before}")


_TABLES = (
    "known_words USING fts5vocab(main, papers_fts, row)",
    "known_places USING fts5vocab(main, papers_fts, instance)",
    "typed USING fts5(word, tokenize='porter unicode61 remove_diacritics 2')",
    "typed_words USING fts5vocab(temp, typed, instance)",
)


def meant(connection: Connection, word: str) -> list[Meant]:
    """The words nearest to one, nearest first and the more frequent first among equals; inside
    `vocabulary`."""
    from papercli.matching.misspelling import nearest

    connection.execute("INSERT INTO temp.typed (word) VALUES (?)", (word,))
    stems = [stem for (stem,) in connection.execute("SELECT term FROM temp.typed_words")]
    connection.execute("DELETE FROM temp.typed")
    if len(stems) != 1 or not stems[0].isalpha() or len(word) < _SHORTEST:
        return []
    first = stems[0][0]
    # The first letter is seldom wrong, and the words that begin with it are a small part of all.
    for low, high in ((first, chr(ord(first) + 1)), ("", "\U0010ffff")):
        rows = connection.execute(
            "SELECT term, doc FROM temp.known_words WHERE term >= ? AND term < ?", (low, high)
        ).fetchall()
        near = nearest(stems[0], [term for term, _ in rows])
        if near:
            near.sort(key=lambda one: (one[1], -rows[one[0]][1], rows[one[0]][0]))
            found = [rows[place] for place, _ in near[:CANDIDATES]]
            return [Meant(_whole(connection, term, word), papers) for term, papers in found]
    return []


def frequencies(connection: Connection, words: Sequence[str]) -> dict[str, int]:
    """How many papers hold each of the words that any paper holds, in whatever inflection; of
    words of one stem the first alone. Inside `vocabulary`."""
    connection.executemany("INSERT INTO temp.typed (rowid, word) VALUES (?, ?)", enumerate(words))
    found: dict[str, tuple[int, int]] = {}
    for place, stem, papers in connection.execute(
        """
        SELECT t.doc, t.term, k.doc
          FROM temp.typed_words AS t
         CROSS JOIN temp.known_words AS k ON k.term = t.term
         ORDER BY t.doc
        """
    ):
        found.setdefault(stem, (place, papers))
    connection.execute("DELETE FROM temp.typed")
    return {words[place]: papers for place, papers in found.values()}


def _whole(connection: Connection, term: str, like: str) -> str:
    """How a stem is written where it stands, most often; where that cannot be told, the stem."""
    seen = Counter[str]()
    for title, abstract, column, offset in connection.execute(
        """
        SELECT p.title, t.abstract, w.col, w.offset
          FROM (SELECT doc, col, offset FROM temp.known_places WHERE term = ? LIMIT ?) AS w
         CROSS JOIN papers AS p ON p.id = w.doc
          LEFT JOIN texts AS t ON t.record_id = p.abstract_record
        """,
        (term, _SEEN_IN),
    ):
        texts = dict(zip(("title", "abstract", "variants"), document(title, abstract), strict=True))
        words = re.findall(r"[^\W_]+", texts[column])
        if offset < len(words) and words[offset][:1].lower() == term[:1]:
            seen[words[offset].lower()] += 1
    nearness = {word: -abs(len(word) - len(like)) for word in seen}
    return max(seen, key=lambda word: (seen[word], nearness[word], word), default=term)
