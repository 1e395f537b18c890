"""What a query may have meant that finds nothing, and the papers that come nearest to it.

Nothing here is a match: whoever shows it says so.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from itertools import pairwise
from sqlite3 import Connection

from papercli.named_tuples import NamedTuple
from papercli.query.tree import Node, all_of, conjuncts, replaced
from papercli.query.values import Text
from papercli.search.corrections import (
    MOST_CORRECTED,
    changed,
    holding,
    joined,
)
from papercli.search.expressions import leaf
from papercli.search.ranking import count, planned, ranked
from papercli.search.rare_compounds import settled
from papercli.search.relevance import selection
from papercli.search.sql import Plan
from papercli.search.vocabulary import meant, vocabulary
from papercli.store.fulltext import BM25, COLUMNS
from papercli.text.parts import CJK
from papercli.text.pattern import Pattern

MOST_WEIGHED = 40
"""Parts of a query whose cost is told; of a longer one nearly all would have to go, and to find
that out takes the square of their number."""
MOST = 50
"""Papers that are near, at the most."""
LEAST_SHARE = 0.4
"""Of the information of all words, in bits, that a near paper holds; of words that stand in titles
this is most of it, since questions are half small talk (`benchmarks/known_items.py`)."""
MOST_TELLING = 0.4
"""What a word says at the most, as a share of the bits of one that a single paper holds: else the
one paper that has a chance word of a question (laptop, cheat sheet) has most of what it says."""
IN_TITLES = 0.1
"""Of the papers that hold a word of a subject, those that have it in the title, at the least."""
SMALL_TALK = 0.4
"""What any other word says, as a share of its bits."""
IN_TITLE = 1.0
"""What a word in the title adds to its bits where near papers are put in order."""
_ASKING = frozenset(
    "what when where which who whose why how do does did is are was were can could should would"
    " will has have had there any some about between under with without for from i me my you your"
    " we us our he she they their it its this that these those someone anyone anybody".split()
)
_YEAR = Pattern(r"(?:19|20)\d\d[a-z]?")
_LOOKED_AT = 400
"""Papers whose words are counted, the best by BM25."""


class Cost(NamedTuple):
    """What a query would find without some of its words or conditions, mostly one."""

    parts: tuple[Node, ...]
    found: int


class _Said(NamedTuple):
    """One word or phrase of a query as it is looked for."""

    expression: str
    bits: float


def costs(connection: Connection, tree: Node) -> list[Cost]:
    """What the query finds without each of its words, and of its conditions if it finds nothing,
    where it finds more then; most first. Where it finds nothing without any one, what it finds
    without as few as that takes."""
    parts = tuple(dict.fromkeys(conjuncts(tree)))
    if not 2 <= len(parts) <= MOST_WEIGHED:
        return []
    has = count(connection, tree)
    weighed = [part for part in parts if isinstance(part, Text) or not has]
    if len(weighed) < 2:
        return []
    found = []
    for part in weighed:
        others = [other for other in parts if other != part]
        found.append(Cost((part,), count(connection, all_of(others))))
    dear = sorted((cost for cost in found if cost.found > has), key=lambda cost: -cost.found)
    return dear or ([] if has else _together(connection, parts))


def _together(connection: Connection, parts: Sequence[Node]) -> list[Cost]:
    """The words without which a query finds something: small talk first, then the rarest; or the
    conditions, and words if it takes them. None that may as well stay."""
    words = [part for part in parts if isinstance(part, Text)]
    papers = {word: holding(connection, word) for word in words}
    words.sort(key=lambda word: (_topical(connection, word, papers[word]), papers[word]))
    conditions = [part for part in parts if not isinstance(part, Text)]
    for order in (words, [*conditions, *words]) if conditions else (words,):
        left_out = _left_out(connection, parts, order)
        if left_out:
            return [Cost(tuple(left_out), _without(connection, parts, left_out))]
    return []


def _left_out(
    connection: Connection, parts: Sequence[Node], order: Sequence[Node]
) -> Sequence[Node]:
    """Of the parts in ``order`` as few as it takes that a query finds something without them, the
    first rather than the last; none where it finds nothing without all."""
    left_out: list[Node] = []
    for part in order:
        left_out.append(part)
        if _without(connection, parts, left_out):
            break
    else:
        return []
    for part in left_out[::-1]:
        fewer = [other for other in left_out if other != part]
        if _without(connection, parts, fewer):
            left_out = fewer
    return left_out


def _without(connection: Connection, parts: Sequence[Node], left_out: Sequence[Node]) -> int:
    """How many papers match what a query asks for but for some of it; none where nothing is
    left."""
    kept = [part for part in parts if part not in left_out]
    return count(connection, all_of(kept)) if kept else 0


def nearest(connection: Connection, tree: Node, but: Sequence[int] = ()) -> list[int]:
    """Papers that hold most of what the words of a query say, the fullest first.

    Words that no paper holds are taken for those that they were perhaps meant for; a word says as
    many bits as few papers hold it. What else the query asks for holds strictly, names and
    alternatives corrected. Without those in ``but``.
    """
    tree = settled([connection], replaced(tree, joined(connection, tree)))
    words, asked = _taken_apart(tree)
    rest = all_of(replaced(part, changed(connection, part)) for part in asked)
    left_out = set(but)
    said = _bits(connection, _without_reference(words))
    if not said:
        corrected = (
            [] if words or rest == all_of(asked) else ranked(connection, planned(connection, rest))
        )
        return [number for number in corrected if number not in left_out][:MOST]
    total = sum(one.bits for one in said)
    least = LEAST_SHARE * total
    conditions = planned(connection, rest)
    rows = _candidates(connection, _telling(said, least), conditions)
    listed = json.dumps([number for _, number in rows])
    held = {number: 0.0 for _, number in rows}
    titled = dict(held)
    for one in said:
        for counted, match in ((held, one.expression), (titled, _in_title(one.expression))):
            for number in among(connection, listed, match):
                counted[number] += one.bits
    found = [
        (-held[number] - IN_TITLE * titled[number], score, number)
        for score, number in rows
        if held[number] >= least and number not in left_out
    ]
    return [number for _, _, number in sorted(found)[:MOST]]


def among(connection: Connection, ids: str, match: str) -> list[int]:
    """Those of the papers, listed as JSON, that an FTS5 expression matches. The plus keeps SQLite
    from asking the full text index once for every one of them."""
    rows = connection.execute(
        """
        SELECT rowid
          FROM papers_fts
         WHERE papers_fts MATCH ?
           AND +rowid IN (SELECT value FROM json_each(?))
        """,
        (match, ids),
    )
    return [number for (number,) in rows]


def _in_title(expression: str) -> str:
    return f"{COLUMNS['title']}({expression})"


def _taken_apart(tree: Node) -> tuple[list[Text], list[Node]]:
    """The words that a query asks for all of, phrases that no word needs included, and the rest."""
    parts = conjuncts(tree)
    words = [part for part in parts if isinstance(part, Text)]
    return words, [part for part in parts if not isinstance(part, Text)]


def _without_reference(words: Sequence[Text]) -> Sequence[Text]:
    """The words of a citation without whom and when it names: ``Lind et al., 2025``."""
    said = [word.text.strip(".,:;()").lower() for word in words]
    places = [place for place in range(1, len(said) - 1) if said[place : place + 2] == ["et", "al"]]
    if not places:
        return words
    named = {place + step for place in places for step in (-1, 0, 1)}
    kept = [
        word
        for place, word in enumerate(words)
        if place not in named and not _YEAR.fullmatch(said[place])
    ]
    return kept or words


def _bits(connection: Connection, words: Sequence[Text]) -> list[_Said]:
    """The words as they are looked for, each once; those that nothing is near to are left out."""
    (total,) = connection.execute("SELECT count(*) FROM papers").fetchone()
    found: dict[str, float] = {}
    missing: list[Text] = []
    known: list[Text] = []
    for word in words:
        parts = [] if holding(connection, word) else _pieces(word.text)
        for one in _apart(word, parts) if len(parts) > 1 else [word]:
            (known if holding(connection, one) else missing).append(one)
    if missing:
        with vocabulary(connection):
            for word in missing[:MOST_CORRECTED]:
                proposed = meant(connection, word.text)
                if proposed and " " in proposed[0].word:
                    known += _apart(word, proposed[0].word.split())
                elif proposed:
                    ways = [leaf(word._replace(text=one.word, quoted=False)) for one in proposed]
                    papers = sum(one.papers for one in proposed)
                    found[" OR ".join(ways)] = _told(min(papers, total), total)
    for one in known:
        found[leaf(one)] = sum(
            _told(papers, total) * _topical(connection, part, papers)
            for part, papers in _parts(connection, one)
            if papers
        )
    return [_Said(expression, bits) for expression, bits in found.items()]


def _pieces(text: str) -> list[str]:
    """What says something of a text that no paper holds whole: its letters, its numbers, and of
    Chinese, Japanese and Korean, which have no blanks between words, any two neighbors."""
    runs = re.findall(rf"[{CJK}]+|[^\W\d_{CJK}]+|\d+", text)
    return [
        piece
        for run in runs
        for piece in (map("".join, pairwise(run)) if re.match(rf"[{CJK}]{{3}}", run) else [run])
    ]


def _apart(text: Text, parts: Sequence[str]) -> list[Text]:
    """The parts of a text as words."""
    return [text._replace(text=part, quoted=False) for part in parts]


def _told(papers: int, of: int) -> float:
    """The bits that a word says which so many papers hold, of so many."""
    return min(math.log2((of + 1) / papers), MOST_TELLING * math.log2(of + 1))


def _parts(connection: Connection, text: Text) -> list[tuple[Text, int]]:
    """What says the bits of a text, each with the papers that hold it: the words of a phrase, as a
    title in quotation marks says more than that it is rare; else the text itself."""
    words = re.findall(r"[^\W_]+", text.text) if text.quoted else []
    parts = _apart(text, list(dict.fromkeys(words))) if len(words) > 1 else [text]
    return [(part, holding(connection, part)) for part in parts]


def _telling(said: Sequence[_Said], least: float) -> str:
    """Of the words those that a paper must hold one of to hold ``least`` bits: the rest together
    say less, and stand in most papers."""
    ordered = sorted(said, key=lambda one: one.bits)
    common = 0.0
    while len(ordered) > 1 and common + ordered[0].bits < least:
        common += ordered.pop(0).bits
    return " OR ".join(f"({one.expression})" for one in ordered)


def _candidates(connection: Connection, match: str, conditions: Plan) -> list[tuple[float, int]]:
    if conditions.match:
        match = f"({match}) AND ({conditions.match})"
    sql, parameters = selection(conditions, f"{BM25} AS score, papers_fts.rowid", match)
    return connection.execute(
        f"{sql} ORDER BY score, papers_fts.rowid LIMIT ?", (*parameters, _LOOKED_AT)
    ).fetchall()


def _topical(connection: Connection, word: Text, papers: int) -> float:
    """How much of what a word says is of a subject: words with which people ask, and words that
    stand in abstracts and hardly ever in titles (worth, tried, beginners), say little of one."""
    if word.text.lower().strip("?.,") in _ASKING:
        return SMALL_TALK
    in_titles = holding(connection, word._replace(scope="title"))
    return 1.0 if in_titles >= papers * IN_TITLES else SMALL_TALK
