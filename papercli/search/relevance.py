"""The order of what matches: BM25, and what words in a title say beyond it.

BM25 (Robertson and Zaragoza 2009) takes a document for a bag of words. A title is more: words that
stand in it together and with little else beside them tell what a paper is about. So scores are
multiplied by factors: by what the full text index can tell for all results, by the words of the
title for the best of them. `benchmarks/judged.py` gives the figures by which they were chosen.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from math import sqrt
from operator import itemgetter
from sqlite3 import Connection

from papercli.search.conditions import Parameters
from papercli.search.sql import Plan
from papercli.store.columns import as_json, ids_as_json
from papercli.store.fulltext import BM25, COLUMNS
from papercli.text.stems import stems

HEAD = 100
"""Results whose titles are looked at, whatever page is asked for, so that pages fit together."""
SLACK = 40
"""Results fetched beyond the page, among which those as relevant as its last one usually are."""
Scored = tuple[float, int]
"""Score, smaller is better, and id."""


# Factors of a score, chosen on three sets of judged queries, RESPELLED with a fourth. Any two of
# three, what is lost to BM25 counted twice, choose TOGETHER within .05 and ALIKE within .1; the
# mean of the measure over all moves by about .003 when any factor is changed by a half.
TOGETHER = 1.1
"""All neighboring words of the query side by side in the paper, in either order; for a part of them
a part (sequential dependence: Metzler and Croft 2005)."""
PHRASE_IN_TITLE = 2.0
"""All words of the query in the title, those that stand together standing together: enough to put
these first."""
ALIKE = 0.25
"""For a title of the words of the query and no others, where only endings of inflection are taken
off: a tokenizer is not a token, though Porter's stemmer makes them one. In between, the geometric
mean of recall and precision (Fowlkes and Mallows 1983): the share of the query's words that the
title has, and the share of the title's that the query has."""
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
    return in_order(rows, wanted, partial(titles_of, connection), partial(dates_of, connection))


Titles = Callable[[Sequence[int]], Mapping[int, str]]
"""The titles, or the dates, of papers by their ids."""


def in_order(rows: Sequence[Scored], wanted: Plan, titles: Titles, dates: Titles) -> list[int]:
    """The ids of scored results, best first; what their titles tell is told of the first `HEAD`,
    and of those that score as the last of them."""
    last = rows[:HEAD][-1][0] if rows else 0.0
    head = [row for row in rows if row[0] <= last]
    boosted = _ties_broken(_boosted(wanted, head, titles), dates)
    return boosted + _ties_broken(rows[len(head) :], dates)


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
    pairs = wanted.pairs if wanted.match else ()
    # With the rest of the query, so that a frequent pair is not followed through every paper.
    found = [(f"({pair}) AND ({wanted.match})", TOGETHER ** (1 / len(pairs))) for pair in pairs]
    title = _within("title", wanted.close or wanted.match)
    return [*found, (title, PHRASE_IN_TITLE)] if title else found


def _boosted(wanted: Plan, rows: Sequence[Scored], titles: Titles) -> list[Scored]:
    """Scores multiplied by the boosts that the words of a title give, best first."""
    said = stems(" ".join(text.text for text in wanted.texts))
    if not rows or not said:
        return list(rows)
    known = titles([number for _, number in rows])
    asked = frozenset(said)
    return sorted((one * _likeness(known[number], asked), number) for one, number in rows)


def titles_of(connection: Connection, papers: Sequence[int]) -> dict[int, str]:
    """The title of each of the papers."""
    return dict(
        connection.execute(
            """
            SELECT p.id, p.title
              FROM json_each(?) AS w
             CROSS JOIN papers AS p ON p.id = w.value
            """,
            (ids_as_json(papers),),
        )
    )


def dates_of(connection: Connection, papers: Sequence[int]) -> dict[int, str]:
    """The last day on which each of the papers may have been published; "" where it is unknown."""
    return dict(
        connection.execute(
            """
            SELECT p.id, coalesce(p.published_to, '')
              FROM json_each(?) AS w
             CROSS JOIN papers AS p ON p.id = w.value
            """,
            (as_json(papers),),
        )
    )


def _likeness(title: str, asked: frozenset[str]) -> float:
    """The boost of a title for the words that a query says, as `stems`."""
    words = stems(title)
    if not words:
        return 1.0
    recall = len(asked.intersection(words)) / len(asked)
    precision = sum(word in asked for word in words) / len(words)
    factor = 1 + ALIKE * sqrt(recall * precision)
    return factor * IS_THE_QUERY if precision == 1 else factor


def _ties_broken(rows: Sequence[Scored], dates: Titles) -> list[int]:
    """Ids by score; of equal scores the newest first, undated ones last, then by id."""
    groups = [[number for _, number in group] for _, group in groupby(rows, key=itemgetter(0))]
    tied = [number for group in groups if len(group) > 1 for number in group]
    known = dates(tied) if tied else {}
    found: list[int] = []
    for group in groups:
        group.sort()
        group.sort(key=lambda number: known.get(number, ""), reverse=True)
        found += group
    return found


def _within(scope: str, match: str | None) -> str | None:
    return match and f"{COLUMNS[scope]}({match})"


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
