"""What the full text index knows: its words, and which of them a word that it lacks was meant for.

Only a search that found nothing asks this, or one that is to be fuzzy: it reads a part of the whole
index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from sqlite3 import Connection

from papercli.matching.misspelling import is_near, most_slips, nearest, one_slip_away
from papercli.named_tuples import NamedTuple
from papercli.store.columns import as_json
from papercli.store.fulltext import document
from papercli.text import american

CANDIDATES = 5
"""Words that are proposed for one, at the most."""
_SHORTEST = 4
"""Letters of a word that is near to few enough others for a guess."""
_LONGEST = 50
"""Letters of a word; what is longer is none, and has too many letters to slip at."""
_SHORTEST_PART = 3
"""Letters of a word that may have lost the blank beside it."""
_ENDING = 2
"""Letters that a word loses to its stem, at the least, if it has an ending."""
_LOOKED_INTO = 8
"""Of the stems that one slip may have made, the most frequent, whose papers are looked into."""
_LOOKED_AT = 200
"""Papers with a stem whose texts are looked at for one of its spellings."""
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
    """The words nearest to one, the more frequent first among those that are as near; inside
    `vocabulary`."""
    word = word.lower()
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return []
    hyphenated = _behind_a_letter(connection, word)
    if hyphenated:
        return [hyphenated]
    stems: dict[str, list[str]] = {}
    # The index holds stems; a slip in an ending hides it, and so the stem. So it is mended first.
    for spelling, stem in _stemmed(connection, [word, *sorted(one_slip_away(word))]):
        stems.setdefault(stem, []).append(spelling)
    known = [
        (term, papers, _written(connection, term, stems[term]))
        for term, papers in _known(connection, stems)[:_LOOKED_INTO]
    ]
    # What is not written anywhere is a stem that is known and an ending by chance.
    known.sort(key=lambda one: one[2] is None)
    two = [] if known else _in_two(connection, word, " ")
    if two:
        return two
    found = known or [(term, papers, None) for term, papers in _near(connection, word, stems)]
    if not found:
        return _in_two(connection, word, '" AND "')
    wholes = [
        (term, written or _whole(connection, term, word), papers)
        for term, papers, written in found[:CANDIDATES]
    ]
    return [Meant(whole, papers) for term, whole, papers in wholes if _is_like(word, term, whole)]


def _behind_a_letter(connection: Connection, word: str) -> Meant | None:
    """The word as a letter and a word that a hyphen joins in some paper: k-means, n-grams."""
    letter, rest = word[0], word[1:]
    joined = re.compile(rf"\b{letter}-{rest[:_SHORTEST_PART]}", re.IGNORECASE)
    rows = connection.execute(
        """
        SELECT p.title, t.abstract
          FROM papers_fts AS f
         CROSS JOIN papers AS p ON p.id = f.rowid
          LEFT JOIN texts AS t ON t.record_id = p.abstract_record
         WHERE f.papers_fts MATCH ?
         LIMIT ?
        """,
        (f'"{letter} {american(rest)}"', _LOOKED_AT),
    )
    papers = sum(bool(joined.search(f"{title} {abstract or ''}")) for title, abstract in rows)
    return Meant(f"{letter}-{rest}", papers) if papers else None


def _is_like(word: str, term: str, whole: str) -> bool:
    """Whether a word may be another, or begin as its stem does, but for slips; else the stem came
    near as an ending was taken off by chance (fortress: for)."""
    if is_near(word, whole, most_slips(word)):
        return True
    ends = range(len(term) - 1, len(term) + 2)
    return 2 * len(term) >= len(word) and any(is_near(word[:end], term, 1) for end in ends)


def _stemmed(connection: Connection, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each of the words with its stem."""
    connection.execute("INSERT INTO temp.typed VALUES (?)", (american(" ".join(words)),))
    rows = connection.execute("SELECT term, offset FROM temp.typed_words").fetchall()
    connection.execute("DELETE FROM temp.typed")
    return ((words[offset], stem) for stem, offset in rows)


def _known(connection: Connection, stems: Iterable[str]) -> list[tuple[str, int]]:
    """Those of the stems that papers hold, each with the number of these; the most frequent
    first."""
    return connection.execute(
        """
        SELECT k.term, k.doc
          FROM json_each(?) AS t
         CROSS JOIN temp.known_words AS k ON k.term = t.value
         ORDER BY k.doc DESC, k.term
        """,
        (as_json(list(stems)),),
    ).fetchall()


def _in_two(connection: Connection, word: str, between: str) -> list[Meant]:
    """The two words that make one word and stand in most papers: side by side or, with AND
    ``between`` them, anywhere."""
    word = american(word)
    best = Meant("", 0)
    for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        one, other = word[:place], word[place:]
        (papers,) = connection.execute(
            "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH ?",
            (f'"{one}{between}{other}"',),
        ).fetchone()
        if papers > best.papers:
            best = Meant(f"{one} {other}", papers)
    return [best] if best.papers else []


def _near(
    connection: Connection, word: str, stems: Mapping[str, Sequence[str]]
) -> list[tuple[str, int]]:
    """The known stems that are nearest to that of a word, each with the number of papers; ``stems``
    are those of the word and of what is one slip away from it."""
    first, most = word[0], most_slips(word)
    own = next((stem for stem, spellings in stems.items() if word in spellings), None)
    if own is None:
        return []  # letters that SQLite does not know
    tried = {own: 0}
    if len(own) > len(word) - _ENDING and most > 1:
        # Perhaps a slip in its ending hides the stem, and there is another in that.
        tried |= {
            stem: 1
            for stem, spellings in stems.items()
            if len(stem) <= len(spellings[0]) - _ENDING and stem != own
        }
    # The first letter is seldom wrong, and the words that begin with it are a small part of all.
    for low, high in ((first, chr(ord(first) + 1)), ("", "\U0010ffff")):
        rows = connection.execute(
            "SELECT term, doc FROM temp.known_words WHERE term >= ? AND term < ?", (low, high)
        ).fetchall()
        known = [term for term, _ in rows]
        distances: dict[int, int] = {}
        for stem, slips in tried.items():
            for place, distance in nearest(stem, known, most - slips):
                distances[place] = min(distance + slips, distances.get(place, distance + slips))
        if distances:
            near = sorted(distances, key=lambda at: (distances[at], -rows[at][1], rows[at][0]))
            return [rows[place] for place in near]
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


def _written(connection: Connection, term: str, spellings: Sequence[str]) -> str | None:
    """Of some spellings of a stem the one that stands in most papers, of those looked at."""
    one_of_them = re.compile(rf"\b(?:{'|'.join(map(re.escape, spellings))})\b", re.IGNORECASE)
    seen = Counter[str]()
    for title, abstract in connection.execute(
        """
        SELECT p.title, t.abstract
          FROM (SELECT DISTINCT doc FROM temp.known_places WHERE term = ? LIMIT ?) AS w
         CROSS JOIN papers AS p ON p.id = w.doc
          LEFT JOIN texts AS t ON t.record_id = p.abstract_record
        """,
        (term, _LOOKED_AT),
    ):
        seen.update({one.lower() for one in one_of_them.findall(f"{title} {abstract or ''}")})
    return max(seen, key=lambda word: (seen[word], word), default=None)


def _whole(connection: Connection, term: str, like: str) -> str:
    """How a stem is written where it stands, most often; where that cannot be told, the stem."""
    seen = Counter[str]()
    columns = ("title", "abstract", "variants")
    for title, abstract, column, offset in connection.execute(
        """
        SELECT p.title, t.abstract, w.col, w.offset
          FROM (SELECT doc, col, offset FROM temp.known_places WHERE term = ? LIMIT ?) AS w
         CROSS JOIN papers AS p ON p.id = w.doc
          LEFT JOIN texts AS t ON t.record_id = p.abstract_record
        """,
        (term, _SEEN_IN),
    ):
        texts = dict(zip(columns, document(title, abstract), strict=True))
        words = re.findall(r"[^\W_]+", texts[column])
        if offset < len(words) and words[offset][:1].lower() == term[:1]:
            seen[words[offset].lower()] += 1
    nearness = {word: -abs(len(word) - len(like)) for word in seen}
    return max(seen, key=lambda word: (seen[word], nearness[word], word), default=term)
