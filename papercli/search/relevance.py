"""The order of what matches: BM25, and what the texts of the best say beyond it.

BM25 (Robertson and Zaragoza 2009) takes a document for a bag of stems. A paper says more by which
words stand together, in the title and elsewhere, and by how they are written. So scores are
multiplied by factors that are near to 1: a paper moves by a few places. `benchmarks/judged.py`
gives the figures by which they were chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import sqrt
from operator import itemgetter
from sqlite3 import Connection

from papercli.search.conditions import Parameters
from papercli.search.sql import Plan
from papercli.search.wording import LOOKED_AT, Asked, asked, said
from papercli.store.columns import as_json, ids_as_json
from papercli.store.fulltext import BM25, COLUMNS
from papercli.text.stems import stems, telling, words

HEAD = 40
"""Results whose texts are looked at, whatever page is asked for, so that pages fit together."""
SLACK = 40
"""Results fetched beyond the page, among which those as relevant as its last one usually are."""
Scored = tuple[float, int]
"""Score, smaller is better, and id."""


# Factors of a score, chosen by the mean over the judged queries and by how seldom one is behind
# BM25 by .05; any nine of ten sets choose much the same. Larger ones raise both.
TOGETHER = 1.04
"""All neighboring words of the query side by side in the paper, in either order; for a part of them
a part (sequential dependence: Metzler and Croft 2005)."""
AS_ONE = 1.25
"""All compounds of the query, if their parts need not stand together, as one; for a part of them a
part. Who writes a hyphen says more of them than that they are neighbors."""
COUNT_AS_ONE = 2.0
"""The same of compounds with a bare number (``1-bit``): apart, it counts anything."""
ALIKE = 0.05
"""For a title of the words of the query and no others, where only endings of inflection are taken
off: a tokenizer is not a token, though Porter's stemmer makes them one. In between, the geometric
mean of recall and precision (Fowlkes and Mallows 1983): the share of the query's words that the
title has, and the share of the title's that the query has."""
AS_TYPED = 0.06
"""For all words of the query as they were typed; for a part of them a part."""
CLOSE = 0.03
"""For all words of the query close together, anywhere in the texts; for a part of them a part."""
EARLY = 0.025
"""For all words of the query at the very beginning of the abstract; the later one, the less."""
LONG = 4
"""Words, small ones aside, of a phrase that hardly any title holds unless it is meant. Of a shorter
one the best title leads; more of them say less than what the abstracts say."""
LONG_IN_TITLE = 2.0
"""All words of so long a query in the title, those that stand together standing together: enough to
put these first."""
IS_THE_QUERY = 2.0
"""The title has no word that the query has not."""
RESPELLED = 0.85
"""A paper that has the words in other spellings alone: often it is the spelling that is rare, and
BM25 takes that for the word."""


def selection(
    wanted: Plan, columns: str, match: str | None, source: str = "papers_fts"
) -> tuple[str, Parameters]:
    """SELECT of these columns for a plan with one of its FTS5 expressions, or with none."""
    if match is None:
        where = f" WHERE {wanted.where}" if wanted.where else ""
        return f"SELECT {columns} FROM papers AS p{where}", wanted.parameters
    if not wanted.where:
        return f"SELECT {columns} FROM {source} WHERE papers_fts MATCH ?", (match,)
    sql = f"""
        SELECT {columns}
          FROM {source}
         CROSS JOIN papers AS p ON p.id = papers_fts.rowid
         WHERE papers_fts MATCH ? AND ({wanted.where})
        """
    return sql, (match, *wanted.parameters)


def by_relevance(connection: Connection, wanted: Plan, needed: int | None) -> list[int]:
    """The first ``needed`` results, and perhaps more; all without it."""
    if not wanted.match or needed == 0:
        return []
    rows = best(connection, wanted, None if needed is None else max(needed, HEAD))
    return in_order(rows, wanted, Index(connection))


Texts = tuple[str, str | None]
"""Title, and abstract as far as it is looked at."""


class Index:
    """What an index tells of papers by their ids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def texts(self, papers: Sequence[int]) -> dict[int, Texts]:
        """The texts of each of the papers."""
        return {
            number: (title, abstract)
            for number, title, abstract in self._connection.execute(
                """
                SELECT p.id, p.title, substr(t.abstract, 1, ?)
                  FROM json_each(?) AS w
                 CROSS JOIN papers AS p ON p.id = w.value
                  LEFT JOIN texts AS t ON t.record_id = p.abstract_record
                """,
                (LOOKED_AT, ids_as_json(papers)),
            )
        }

    def dates(self, papers: Sequence[int]) -> dict[int, str]:
        """The last day on which each may have been published; "" where it is unknown."""
        return dict(
            self._connection.execute(
                """
                SELECT p.id, coalesce(p.published_to, '')
                  FROM json_each(?) AS w
                 CROSS JOIN papers AS p ON p.id = w.value
                """,
                (as_json(papers),),
            )
        )


def in_order(rows: Sequence[Scored], wanted: Plan, index: Index) -> list[int]:
    """The ids of scored results, best first; what their texts tell is told of the first `HEAD`,
    and of those that score as the last of them."""
    last = rows[:HEAD][-1][0] if rows else 0.0
    head = [row for row in rows if row[0] <= last]
    rest = _ties_broken(rows[len(head) :], index)
    query = asked(text.text for text in wanted.texts)
    if not head or not query:
        return _ties_broken(head, index) + rest
    texts = index.texts([number for _, number in head])
    titles = {number: words(title) for number, (title, _) in texts.items()}
    boosted = []
    for score, number in head:
        as_typed, close, early = said(query, *texts[number])
        boost = (1 + AS_TYPED * as_typed) * (1 + CLOSE * close) * (1 + EARLY * early)
        boosted.append((score * boost * _likeness(titles[number], query), number))
    boosted.sort()
    return _led(_ties_broken(boosted, index), titles, wanted) + rest


_TYPED = f"""
    WITH typed AS MATERIALIZED (
        SELECT rowid AS id, {BM25} AS score
          FROM papers_fts
         WHERE papers_fts MATCH ?
    )
    """
_WITH_TYPED = "papers_fts LEFT JOIN typed ON typed.id = papers_fts.rowid"


def _scored(wanted: Plan) -> tuple[str, Parameters]:
    """SELECT of score and id of all results: BM25 with the boosts that the full text index can
    tell."""
    boosts = boosts_of(wanted)
    factors = "".join(
        " * CASE WHEN papers_fts.rowid IN"
        " (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?)"
        f" THEN {boost:.6f} ELSE 1.0 END"
        for _, boost in boosts
    )
    values = tuple(match for match, _ in boosts)
    if not wanted.typed:
        columns = f"{BM25}{factors} AS score, papers_fts.rowid"
        sql, parameters = selection(wanted, columns, wanted.match)
        return sql, (*values, *parameters)
    columns = f"coalesce(typed.score, {RESPELLED} * {BM25}){factors} AS score, papers_fts.rowid"
    sql, parameters = selection(wanted, columns, wanted.match, _WITH_TYPED)
    return _TYPED + sql, (wanted.typed, *values, *parameters)


def boosts_of(wanted: Plan) -> list[tuple[str, float]]:
    """The expressions of FTS5 that raise a score, each with its factor."""
    # With the rest of the query, so that a frequent pair is not followed through every paper.
    found = [
        (f"({each}) AND ({wanted.match})", boost ** (1 / len(parts)))
        for parts, boost in (
            (wanted.pairs, TOGETHER),
            (wanted.compounds, AS_ONE),
            (wanted.counts, COUNT_AS_ONE),
        )
        for each in parts
    ]
    if len(telling(_phrase(wanted))) < LONG:
        return found
    return [*found, (f"{COLUMNS['title']}({wanted.close or wanted.match})", LONG_IN_TITLE)]


def _phrase(wanted: Plan) -> list[str]:
    """The words of the query that may be a phrase."""
    return words(" ".join(text.text for text in wanted.phrase))


def _likeness(title: Sequence[str], query: Asked) -> float:
    """The boost of a title, in words, for those of a query."""
    if not title:
        return 1.0
    roots = stems(telling(title))
    recall = len(query.keys() & set(roots)) / len(query)
    precision = sum(root in query for root in roots) / len(roots)
    factor = 1 + ALIKE * sqrt(recall * precision)
    return factor * IS_THE_QUERY if precision == 1 else factor


def _led(ids: list[int], titles: Mapping[int, Sequence[str]], wanted: Plan) -> list[int]:
    """The results behind the best that has the phrase of the query in its title."""
    phrase = _phrase(wanted)
    if len(phrase) < 2:
        return ids
    end = "" if wanted.phrase[-1].prefix else " "
    sought = f" {' '.join(stems(phrase))}{end}"
    for number in ids:
        if sought in f" {' '.join(stems(titles[number]))} ":
            return [number, *(other for other in ids if other != number)]
    return ids


def _ties_broken(rows: Sequence[Scored], index: Index) -> list[int]:
    """Ids by score; of equal scores the newest first, undated ones last, then by id."""
    groups = [[number for _, number in group] for _, group in groupby(rows, key=itemgetter(0))]
    tied = [number for group in groups if len(group) > 1 for number in group]
    known = index.dates(tied) if tied else {}
    found: list[int] = []
    for group in groups:
        group.sort()
        group.sort(key=lambda number: known.get(number, ""), reverse=True)
        found += group
    return found


def best(connection: Connection, wanted: Plan, needed: int | None) -> list[Scored]:
    """Score and id of the best results: ``needed`` of them, and all as good as the last."""
    sql, parameters = _scored(wanted)
    limit = -1 if needed is None else needed + SLACK
    rows: list[Scored] = connection.execute(
        f"{sql} ORDER BY score LIMIT ?", (*parameters, limit)
    ).fetchall()
    if needed is None or len(rows) <= needed:
        return rows
    last = rows[needed - 1][0]
    if len(rows) == limit and rows[-1][0] == last:
        rows = connection.execute(
            f"SELECT * FROM ({sql}) WHERE score <= ? ORDER BY score", (*parameters, last)
        ).fetchall()
    return [row for row in rows if row[0] <= last]
