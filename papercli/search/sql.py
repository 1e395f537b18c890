"""From the tree of a query to SQL and its parameters.

What is text all through becomes one FTS5 expression, which finds and ranks without touching
``papers``; everything else becomes a condition on a row ``p`` of ``papers``.
"""

from __future__ import annotations

from collections.abc import Iterable

from papercli.named_tuples import NamedTuple
from papercli.query.fields import FIELDS
from papercli.query.tree import Group, Node, Not, conjuncts, texts
from papercli.query.values import Label, Range, Text
from papercli.search.conditions import CONDITIONS, FIRST_READ, Condition, Parameters
from papercli.search.expressions import (
    as_phrases,
    as_typed,
    compounds,
    leaf,
    loose_parts,
    matching,
    neighbors,
)
from papercli.store.redirects import LEADS_TO

MAX_PAIRS = 8
"""Pairs of neighboring words, and compounds, that are looked for; a query of more words is a title,
and all of its words together say enough."""

_MATCHES = "p.id IN (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?)"


class Plan(NamedTuple):
    """How to find and to rank the papers of a query."""

    match: str | None
    """FTS5 expression that every result satisfies."""
    close: str | None
    """A stricter one: words that stand together in the query stand together in the paper."""
    pairs: tuple[str, ...]
    """FTS5 expressions of two neighboring words of the query, side by side in either order."""
    compounds: tuple[str, ...]
    """FTS5 expressions of compounds whose parts need not stand together, as they do."""
    counts: tuple[str, ...]
    """The same of those with a bare number."""
    where: str
    """Condition on ``papers AS p``, empty for none; with `parameters`."""
    parameters: Parameters
    mentioned: str | None
    """Where there is no `match`: FTS5 expression of the texts that make a result more relevant."""
    texts: tuple[Text, ...] = ()
    """What a result is to hold, all or some of it, but for what is asked of the abstract alone."""
    phrase: tuple[Text, ...] = ()
    """Those of them that may be one phrase, in their order: alternatives are none."""
    typed: str | None = None
    """Where it is not `match`: FTS5 expression of the words as they were typed, each by itself. It
    scores the papers that it matches."""


def plan(tree: Node) -> Plan:
    """Take a query apart into what the full text index answers and what ``papers`` answers."""
    parts = conjuncts(tree)
    positive: list[Node] = []
    negative: list[Node] = []
    rest: list[Node] = []
    for part in parts:
        searchable = matching(part.part if isinstance(part, Not) else part) is not None
        kind = rest if not searchable else negative if isinstance(part, Not) else positive
        kind.append(part)
    wanted = Group("AND", (*positive, *negative)) if positive else None
    if wanted is None:
        rest = list(parts)
    where, parameters = _all([_condition(part) for part in rest], " AND ")
    if wanted is None:
        return Plan(None, None, (), (), (), where, parameters, text_of(tree))
    match, typed = matching(wanted), matching(wanted, as_typed)
    close = matching(wanted, as_phrases) if _has_phrase(wanted) else None
    said = tuple(text for text in texts(tree) if text.scope != "abstract")
    phrase = tuple(t for t in positive if isinstance(t, Text) and t.scope != "abstract")
    if not close and len(phrase) != 1:
        phrase = ()
    pairs = tuple(dict.fromkeys(neighbors(wanted)))
    whole = tuple(dict.fromkeys(compounds(wanted)))
    counts = tuple(dict.fromkeys(compounds(wanted, counts=True)))
    if len(pairs) + len(whole) + len(counts) > MAX_PAIRS:
        pairs = whole = counts = ()
    typed = None if typed == match else typed
    return Plan(match, close, pairs, whole, counts, where, parameters, None, said, phrase, typed)


def condition(wanted: Plan) -> tuple[str, Parameters]:
    """The whole plan as one condition on ``papers AS p``, empty for every paper."""
    if not wanted.match:
        return wanted.where, wanted.parameters
    where = f"{_MATCHES} AND ({wanted.where})" if wanted.where else _MATCHES
    return where, (wanted.match, *wanted.parameters)


def _has_phrase(node: Node) -> bool:
    """Whether words stand side by side anywhere in a tree of texts."""
    if isinstance(node, Text):
        return bool(loose_parts([node])[0])
    if not isinstance(node, Group):
        return False
    scopes = [part.scope for part in node.parts if isinstance(part, Text)]
    together = node.operator == "AND" and len(scopes) > len(set(scopes))
    return together or any(map(_has_phrase, node.parts))


def text_of(tree: Node) -> str | None:
    """FTS5 expression of any of the texts a query asks for; None without texts."""
    found = dict.fromkeys(leaf(text) for text in texts(tree))
    return " OR ".join(found) or None


def _condition(node: Node) -> Condition:
    """SQL that is never NULL, so that NOT is the rest of the papers."""
    match = matching(node)
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
        old = f"({LEADS_TO.format(id='?')})"
        return f"p.id IN (?, coalesce({old}, 0))", (low, low)
    ends = ((">=", low), ("<=", node.high))
    return _all([(f"p.id {sign} ?", (end,)) for sign, end in ends if end is not None], " AND ")
