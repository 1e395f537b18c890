"""Scores that papers of several indexes would have in one index that held them all.

BM25 weighs a word by how many papers hold it, and a paper by how long it is beside the others: an
index knows that of its own papers only. What differs is known of each index (how many papers, how
many words), and of each phrase (how many papers hold it); with that the score is worked out as
FTS5 does (`fts5_aux.c`), step by step, so that equal papers get equal scores. How often a phrase
stands in a paper FTS5 does not tell, but what it makes of it: its score for that phrase alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from math import log
from sqlite3 import Connection

from papercli.named_tuples import NamedTuple
from papercli.search.relevance import RESPELLED, Scored, best, boosts_of
from papercli.search.sql import Plan
from papercli.store.fulltext import BM25

MARGIN = 100
"""Papers that an index is asked for beyond those that are needed: by its own score a paper may
stand a little lower than among all."""
_K1, _B, _LEAST = 1.2, 0.75, 1e-6
"""Constants of FTS5's BM25: how fast repetition wears off, how much length counts, and the weight
of a word that more than half of all papers hold."""
_PIECES = re.compile(
    r'(?P<columns>\{[^}]*\} : )?(?P<opened>\()|(?P<closed>\))|(?P<phrase>"[^"]*"(?: \*)?)'
    r"|(?P<all>AND|NOT)"
)


class Size(NamedTuple):
    """How large an index is."""

    papers: int
    words: int

    @property
    def length(self) -> float:
        """Words of a paper, on average."""
        return self.words / self.papers


def size(connection: Connection) -> Size:
    """The size of an index, as FTS5 keeps it: a list of numbers, papers first, then the words of
    each column."""
    row = connection.execute("SELECT block FROM papers_fts_data WHERE id = 1").fetchone()
    papers, *words = _numbers(row[0]) if row and row[0] else (0,)
    return Size(papers, sum(words))


def _numbers(block: bytes) -> Iterator[int]:
    """SQLite's numbers of one to nine bytes: seven bits a byte, the last of nine has eight."""
    value = count = 0
    for byte in block:
        count += 1
        value = value << 8 | byte if count == 9 else value << 7 | byte & 0x7F
        if byte < 0x80 or count == 9:
            yield value
            value = count = 0


class Term(NamedTuple):
    """A phrase of an FTS5 expression."""

    phrase: str
    """As an expression of its own, within the columns that it is looked for in."""
    parts: tuple[str, ...]
    """The parts of the expression around it that match as a whole or not at all: what stands in
    them counts in no other paper, though one alternative to them matches it."""


def terms(match: str) -> list[Term]:
    """The phrases of an FTS5 expression in their order."""
    found: list[Term] = []
    around: list[tuple[str, int, int]] = [("", 0, 0)]
    whole = [False]
    for piece in _PIECES.finditer(match):
        if piece["opened"]:
            around.append((piece["columns"] or around[-1][0], piece.end(), len(found)))
            whole.append(False)
        elif piece["closed"]:
            columns, start, first = around.pop()
            if whole.pop():
                part = f"{columns}({match[start : piece.start()]})"
                found[first:] = [Term(each, (*parts, part)) for each, parts in found[first:]]
        elif piece["phrase"]:
            found.append(Term(f"{around[-1][0]}({piece['phrase']})", ()))
        else:
            whole[-1] = True
    return found


class _Phrase(NamedTuple):
    """A phrase in one index."""

    papers: int
    frequency: dict[int, float]
    """How often it stands in each of the papers asked for, weighed by column."""


def scores(connections: Sequence[Connection], wanted: Plan, needed: int | None) -> list[Scored]:
    """The scores of the best papers of all indexes, best first: of at least ``needed``, of all
    without."""
    asked = None if needed is None else needed + MARGIN
    found = [[number for _, number in best(each, wanted, asked)] for each in connections]
    sizes = [size(each) for each in connections]
    whole = Size(sum(each.papers for each in sizes), sum(each.words for each in sizes))
    lengths = [_lengths(each, ids) for each, ids in zip(connections, found, strict=True)]

    def told(match: str) -> list[tuple[float, list[_Phrase]]]:
        """Each phrase of an expression: its weight in all indexes, and what it is in each."""
        those = [
            [
                _phrase(connection, term, ids, own, length)
                for connection, ids, own, length in zip(
                    connections, found, sizes, lengths, strict=True
                )
            ]
            for term in terms(match)
        ]
        papers = [sum(each.papers for each in of_one) for of_one in those]
        return [(_weight(whole.papers, n), of_one) for n, of_one in zip(papers, those, strict=True)]

    matched = told(wanted.match or "")
    typed = told(wanted.typed) if wanted.typed else []
    rows: list[Scored] = []
    for place, (connection, ids) in enumerate(zip(connections, found, strict=True)):
        factors = [(boost, _matching(connection, match, ids)) for match, boost in boosts_of(wanted)]
        as_typed = _matching(connection, wanted.typed, ids) if wanted.typed else set(ids)
        for number in ids:
            words = lengths[place][number]
            score = 0.0
            for weight, those in typed if typed and number in as_typed else matched:
                score += weight * _part(
                    those[place].frequency.get(number, 0.0), words, whole.length
                )
            score = -1.0 * score
            if number not in as_typed:
                score = RESPELLED * score
            for boost, raised in factors:
                score *= float(f"{boost:.6f}") if number in raised else 1.0
            rows.append((score, number))
    rows.sort()
    if needed is not None and len(rows) > needed:
        last = rows[needed - 1][0]
        rows = [row for row in rows if row[0] <= last]
    return rows


def _weight(papers: int, holding: int) -> float:
    weight = log((float(papers) - float(holding) + 0.5) / (float(holding) + 0.5))
    return weight if weight > 0.0 else _LEAST


def _part(frequency: float, words: int, length: float) -> float:
    return (frequency * (_K1 + 1.0)) / (frequency + _K1 * (1 - _B + _B * float(words) / length))


def _phrase(
    connection: Connection, term: Term, ids: Sequence[int], own: Size, lengths: dict[int, int]
) -> _Phrase:
    (papers,) = connection.execute(
        "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH ?", (term.phrase,)
    ).fetchone()
    if not papers:
        return _Phrase(0, {})
    weight = _weight(own.papers, papers)
    frequency = {}
    for number, score in connection.execute(
        f"SELECT rowid, {BM25} FROM papers_fts WHERE papers_fts MATCH ?"
        " AND rowid IN (SELECT value FROM json_each(?))"
        + " AND rowid IN (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?)"
        * len(term.parts),
        (term.phrase, json.dumps(ids), *term.parts),
    ):
        # What FTS5 made of the frequency, turned round; columns weigh whole numbers.
        part = -score / weight
        damping = _K1 * (1 - _B + _B * lengths[number] / own.length)
        frequency[number] = float(round(part * damping / (_K1 + 1.0 - part)))
    return _Phrase(papers, frequency)


def _lengths(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """The words of each of the papers."""
    return {
        number: sum(_numbers(block))
        for number, block in connection.execute(
            "SELECT id, sz FROM papers_fts_docsize WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
    }


def _matching(connection: Connection, match: str, ids: Sequence[int]) -> set[int]:
    rows = connection.execute(
        "SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?"
        " AND rowid IN (SELECT value FROM json_each(?))",
        (match, json.dumps(ids)),
    )
    return {number for (number,) in rows}
