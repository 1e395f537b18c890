"""From the tree of a query to SQL and its parameters.

What is text all through becomes one FTS5 expression, which finds and ranks without touching
``papers``; everything else becomes a condition on a row ``p`` of ``papers``.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise, product
from typing import NamedTuple

from papercli.query.fields import FIELDS
from papercli.query.tree import Group, Node, Not, texts
from papercli.query.values import Label, Range, Text
from papercli.search.conditions import CONDITIONS, FIRST_READ, Condition, Parameters
from papercli.store.fulltext import (
    COLUMNS,
    WRITTEN,
    expansions,
    in_one_word,
    loose_parts,
)

MAX_SPELLINGS = 8
"""Ways of writing one phrase that are looked for."""
MAX_PAIRS = 8
"""Pairs of neighboring words that are looked for; a query of more words is a title, and all of its
words together say enough."""

_MATCHES = "p.id IN (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?)"


class Plan(NamedTuple):
    """How to find and to rank the papers of a query."""

    match: str | None
    """FTS5 expression that every result satisfies."""
    close: str | None
    """A stricter one: words that stand together in the query stand together in the paper."""
    pairs: tuple[str, ...]
    """FTS5 expressions of two neighboring words of the query, side by side in either order."""
    where: str
    """Condition on ``papers AS p``, empty for none; with `parameters`."""
    parameters: Parameters
    mentioned: str | None
    """Where there is no `match`: FTS5 expression of the texts that make a result more relevant."""
    texts: tuple[Text, ...] = ()
    """What a result is to hold, but for what is asked of the abstract alone."""


def plan(tree: Node) -> Plan:
    """Take a query apart into what the full text index answers and what ``papers`` answers."""
    conjuncts = tree.parts if isinstance(tree, Group) and tree.operator == "AND" else (tree,)
    positive: list[Node] = []
    negative: list[Node] = []
    rest: list[Node] = []
    for part in conjuncts:
        searchable = _match(part.part if isinstance(part, Not) else part) is not None
        kind = rest if not searchable else negative if isinstance(part, Not) else positive
        kind.append(part)
    wanted = Group("AND", (*positive, *negative)) if positive else None
    if wanted is None:
        rest = list(conjuncts)
    where, parameters = _all([_condition(part) for part in rest], " AND ")
    if wanted is None:
        return Plan(None, None, (), where, parameters, text_of(tree))
    close = _match(wanted, close=True) if _has_phrase(wanted) else None
    said = tuple(text for text in texts(tree) if text.scope != "abstract")
    pairs = tuple(dict.fromkeys(_pairs(wanted)))
    if len(pairs) > MAX_PAIRS:
        pairs = ()
    return Plan(_match(wanted), close, pairs, where, parameters, None, said)


def condition(wanted: Plan) -> tuple[str, Parameters]:
    """The whole plan as one condition on ``papers AS p``, empty for every paper."""
    if not wanted.match:
        return wanted.where, wanted.parameters
    where = f"{_MATCHES} AND ({wanted.where})" if wanted.where else _MATCHES
    return where, (wanted.match, *wanted.parameters)


def _has_phrase(node: Node) -> bool:
    """Whether words stand side by side anywhere in a tree of texts."""
    if isinstance(node, Text):
        return not (node.quoted or node.prefix) and bool(loose_parts(node.text))
    if not isinstance(node, Group):
        return False
    scopes = [part.scope for part in node.parts if isinstance(part, Text)]
    together = node.operator == "AND" and len(scopes) > len(set(scopes))
    return together or any(map(_has_phrase, node.parts))


def text_of(tree: Node) -> str | None:
    """FTS5 expression of any of the texts a query asks for; None without texts."""
    found = dict.fromkeys(leaf(text) for text in texts(tree))
    return " OR ".join(found) or None


def _match(node: Node, *, close: bool = False) -> str | None:
    """The FTS5 expression of a tree of texts; None where FTS5 cannot say it.

    FTS5 knows no NOT without something before it.
    """
    if isinstance(node, Text):
        return _phrases([node])[0] if close else leaf(node)
    if not isinstance(node, Group) or not node.parts:
        return None
    if node.operator == "OR":
        parts = [_match(part, close=close) for part in node.parts]
        return None if None in parts else " OR ".join(f"({part})" for part in parts)
    together = _phrases([part for part in node.parts if isinstance(part, Text)]) if close else []
    wanted = together
    unwanted: list[str] = []
    for part in node.parts:
        if close and isinstance(part, Text):
            continue
        negated = isinstance(part, Not)
        expression = _match(
            part.part if isinstance(part, Not) else part, close=close and not negated
        )
        if expression is None:
            return None
        (unwanted if negated else wanted).append(expression)
    if not wanted:
        return None
    result = " AND ".join(f"({part})" for part in wanted)
    return (
        f"({result}) NOT ({' OR '.join(f'({part})' for part in unwanted)})" if unwanted else result
    )


def leaf(text: Text) -> str:
    """The FTS5 expression of one text, in all its spellings.

    A compound in one word is not looked for among the other spellings of titles: its parts are
    found in the same titles, and one word would count as two.
    """
    spellings = expansions(text.text, quoted=text.quoted, prefix=text.prefix)
    joined = None if text.quoted else in_one_word(text.text, prefix=text.prefix)
    if not (text.quoted or text.prefix) and (parts := loose_parts(text.text)):
        words = [f"({' OR '.join(expansions(part))})" for part in parts]
        spellings[0] = f"({' AND '.join(words)})"
    if joined is None:
        return f"{COLUMNS[text.scope]}({' OR '.join(spellings)})"
    spellings.remove(joined)
    apart = f"{COLUMNS[text.scope]}({' OR '.join(spellings)})"
    return f"({apart} OR {WRITTEN[text.scope]}({joined}))"


def _pairs(node: Node) -> Iterator[str]:
    """Neighboring words of one scope, side by side in either order, in their spellings."""
    if not isinstance(node, Group):
        return
    for one, other in pairwise(node.parts if node.operator == "AND" else ()):
        if isinstance(one, Text) and isinstance(other, Text) and one.scope == other.scope:
            spelled = (
                expansions(text.text, quoted=text.quoted, prefix=text.prefix)
                for text in (one, other)
            )
            ways = [f"NEAR({' '.join(words)}, 0)" for words in product(*spelled)]
            yield f"{COLUMNS[one.scope]}({' OR '.join(ways[:MAX_SPELLINGS])})"
    for part in node.parts:
        yield from _pairs(part)


def _phrases(words: Sequence[Text]) -> list[str]:
    """Texts of one scope as one phrase, in each spelling of their compounds."""
    result = []
    for scope in dict.fromkeys(word.scope for word in words):
        spelled = [
            expansions(word.text, quoted=word.quoted, prefix=word.prefix)
            for word in words
            if word.scope == scope
        ]
        ways = reduce(lambda number, spellings: number * len(spellings), spelled, 1)
        if len(spelled) > 1 and ways > MAX_SPELLINGS:
            spelled = [spellings[:1] for spellings in spelled]
        phrases = [" + ".join(parts) for parts in product(*spelled)]
        result.append(f"{COLUMNS[scope]}({' OR '.join(phrases)})")
    return result


def _condition(node: Node) -> Condition:
    """SQL that is never NULL, so that NOT is the rest of the papers."""
    match = _match(node)
    if match is not None:
        return _MATCHES, (match,)
    if isinstance(node, Not):
        inner, parameters = _condition(node.part)
        return f"NOT ({inner})", parameters
    if isinstance(node, Group):
        conditions = [_condition(part) for part in node.parts]
        return _all(conditions, f" {node.operator} ") if conditions else ("1", ())
    if isinstance(node, Range):
        return _id_range(node) if node.field == "id" else _range(node)
    return CONDITIONS[node.field](node) if isinstance(node, Label) else ("1", ())


def _all(conditions: Iterable[Condition], operator: str) -> Condition:
    found = list(conditions)
    parameters = tuple(value for _, values in found for value in values)
    if len(found) == 1:
        return found[0]
    return operator.join(f"({sql})" for sql, _ in found), parameters


def _range(node: Range) -> Condition:
    columns = FIELDS[node.field].columns
    if columns:
        first, last = f"p.{columns[0]}", f"p.{columns[-1]}"
    else:
        first = last = f"substr({FIRST_READ}, 1, 10)"
    found: list[Condition] = [(f"{last} IS NOT NULL", ())]
    if node.low is not None:
        found.append((f"{first} >= ?", (node.low,)))
    if node.low is not None and first != last:
        # Follows from the line above, but this column has an index.
        found.append((f"{last} >= ?", (node.low,)))
    if node.high is not None:
        found.append((f"{last} <= ?", (node.high,)))
    return _all(found, " AND ")


def _id_range(node: Range) -> Condition:
    low = 0 if node.low is None else node.low
    if low == node.high:
        old = "(SELECT paper_id FROM redirects WHERE id = ?)"
        return f"p.id IN (?, coalesce({old}, 0))", (low, low)
    return _all(
        [
            (f"p.id {sign} ?", (value,))
            for sign, value in ((">=", low), ("<=", node.high))
            if value is not None
        ],
        " AND ",
    )
