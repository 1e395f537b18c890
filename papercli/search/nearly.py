"""What a query may have meant that finds nothing, and the papers that come nearest to it.

Nothing here is a match: whoever shows it says so.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from sqlite3 import Connection

from papercli.named_tuples import NamedTuple
from papercli.query.tree import EVERYTHING, Group, Node, all_of
from papercli.query.values import Label, Text
from papercli.search.ranking import count
from papercli.search.relevance import selection
from papercli.search.sql import Plan, leaf, plan
from papercli.search.vocabulary import Meant, meant, vocabulary
from papercli.store.fulltext import BM25, COLUMNS
from papercli.text.pattern import Pattern

MOST = 50
"""Papers that are near, at the most."""
LEAST_SHARE = 0.4
"""Of the information of all words, in bits, that a near paper holds; of words that stand in titles
this is most of it, since questions are half small talk (`benchmarks/known_items.py`)."""
IN_TITLES = 0.1
"""Of the papers that hold a word of a subject, those that have it in the title, at the least."""
SMALL_TALK = 0.4
"""What any other word says, as a share of its bits."""
IN_TITLE = 1.0
"""What a word in the title adds to its bits where near papers are put in order."""
_ASKING = frozenset(
    "what when where which who whose why how do does did is are was were can could should would"
    " will has have had there any some about between under with without for from".split()
)
_YEAR = Pattern(r"(?:19|20)\d\d[a-z]?")
_LOOKED_AT = 400
"""Papers whose words are counted, the best by BM25."""


class Correction(NamedTuple):
    """A word that no paper holds, and what it may have been meant for."""

    typed: str
    meant: tuple[Meant, ...]
    found: int
    """Papers that the query finds with the first of them in its place."""


class Cost(NamedTuple):
    """What a query would find without one of its words."""

    word: str
    found: int


class _Said(NamedTuple):
    """One word or phrase of a query as it is looked for."""

    expression: str
    bits: float


def corrections(connection: Connection, tree: Node) -> list[Correction]:
    """The words of a query that no paper holds, where the index knows authors of that name or
    near words."""
    words, rest = _taken_apart(tree)
    missing = [word for word in words if not _papers(connection, word)]
    if not missing:
        return []
    found = []
    with vocabulary(connection):
        for word in missing:
            corrected: Node = Label("author", word.text)
            papers = count(connection, corrected)
            proposed = (Meant(str(corrected), papers),) if papers else meant(connection, word.text)
            if proposed:
                if not papers:
                    corrected = word._replace(text=proposed[0].word, quoted=False)
                others = [other for other in words if other is not word]
                number = count(connection, all_of([*others, corrected, *rest]))
                found.append(Correction(word.text, tuple(proposed), number))
    return found


def unknown(connection: Connection, tree: Node) -> list[str]:
    """The words and phrases of a query that no paper holds."""
    words, _ = _taken_apart(tree)
    return [word.text for word in words if not _papers(connection, word)]


def costs(connection: Connection, tree: Node) -> list[Cost]:
    """What the query finds without each of its words, where it finds more then; most first."""
    words, rest = _taken_apart(tree)
    if len(words) < 2:
        return []
    has = count(connection, tree)
    found = []
    for word in words:
        others = [other for other in words if other is not word]
        found.append(Cost(word.text, count(connection, all_of([*others, *rest]))))
    return sorted((cost for cost in found if cost.found > has), key=lambda cost: -cost.found)


def nearest(connection: Connection, tree: Node, but: Sequence[int] = ()) -> list[int]:
    """Papers that hold most of what the words of a query say, the fullest first.

    Words that no paper holds are taken for those that they were perhaps meant for; a word says as
    many bits as few papers hold it. What else the query asks for holds strictly. Without those in
    ``but``.
    """
    words, rest = _taken_apart(tree)
    said = _bits(connection, _without_reference(words))
    if not said:
        return []
    total = sum(one.bits for one in said)
    least = LEAST_SHARE * total
    conditions = plan(all_of(rest)) if rest else plan(EVERYTHING)
    rows = _candidates(connection, _telling(said, least), conditions)
    listed = json.dumps([number for _, number in rows])
    held = {number: 0.0 for _, number in rows}
    titled = dict(held)
    for one in said:
        for counted, match in ((held, one.expression), (titled, _in_title(one.expression))):
            for number in among(connection, listed, match):
                counted[number] += one.bits
    left_out = set(but)
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
    parts = tree.parts if isinstance(tree, Group) and tree.operator == "AND" else (tree,)
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
    for word in words:
        number = _papers(connection, word)
        apart = [] if number else re.findall(r"[^\W_]+", word.text)
        for one in [word._replace(text=part, quoted=False) for part in apart[1:] and apart] or [
            word
        ]:
            number = _papers(connection, one)
            if number:
                found[leaf(one)] = sum(
                    math.log2((total + 1) / papers) * _topical(connection, part, papers)
                    for part, papers in _parts(connection, one, number)
                )
            else:
                missing.append(one)
    if missing:
        with vocabulary(connection):
            for word in missing:
                proposed = meant(connection, word.text)
                if proposed:
                    ways = [leaf(word._replace(text=one.word, quoted=False)) for one in proposed]
                    papers = sum(one.papers for one in proposed)
                    found[" OR ".join(ways)] = math.log2((total + 1) / min(papers, total))
    return [_Said(expression, bits) for expression, bits in found.items()]


def _parts(connection: Connection, text: Text, number: int) -> list[tuple[Text, int]]:
    """What says the bits of a text, each with the papers that hold it: the words of a phrase, as a
    title in quotation marks says more than that it is rare; else the text itself."""
    words = re.findall(r"[^\W_]+", text.text) if text.quoted else []
    if len(words) < 2:
        return [(text, number)]
    parts = [text._replace(text=word, quoted=False) for word in dict.fromkeys(words)]
    return [(part, _papers(connection, part)) for part in parts]


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
    in_titles = _papers(connection, word._replace(scope="title"))
    return 1.0 if in_titles >= papers * IN_TITLES else SMALL_TALK


def _papers(connection: Connection, word: Text) -> int:
    (number,) = connection.execute(
        "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH ?", (leaf(word),)
    ).fetchone()
    return int(number)
