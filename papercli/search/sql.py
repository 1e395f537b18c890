"""From the tree of a query to SQL and its parameters.

What is text all through becomes one FTS5 expression, which finds and ranks without touching
``papers``; everything else becomes a condition on a row ``p`` of ``papers``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise, product

from papercli.named_tuples import NamedTuple
from papercli.query.fields import FIELDS
from papercli.query.tree import Group, Node, Not, conjuncts, texts
from papercli.query.values import Label, Range, Text
from papercli.search.conditions import CONDITIONS, FIRST_READ, Condition, Parameters
from papercli.store.fulltext import (
    COLUMNS,
    WRITTEN,
    compound_parts,
    expansions,
    in_one_word,
    is_version,
)
from papercli.store.redirects import LEADS_TO
from papercli.text.stems import SMALL_WORDS

MAX_SPELLINGS = 8
"""Ways of writing one phrase that are looked for."""
MAX_PAIRS = 8
"""Pairs of neighboring words that are looked for; a query of more words is a title, and all of its
words together say enough."""
LOOSE = 3
"""Words, small ones aside, of which a query has to say so many that the parts of its compounds
need not stand together; or parts of the compound. Two alone say too little: ``role-playing``."""

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
        searchable = _match(part.part if isinstance(part, Not) else part) is not None
        kind = rest if not searchable else negative if isinstance(part, Not) else positive
        kind.append(part)
    wanted = Group("AND", (*positive, *negative)) if positive else None
    if wanted is None:
        rest = list(parts)
    where, parameters = _all([_condition(part) for part in rest], " AND ")
    if wanted is None:
        return Plan(None, None, (), where, parameters, text_of(tree))
    match, typed = _match(wanted), _match(wanted, _typed)
    close = _match(wanted, _phrases) if _has_phrase(wanted) else None
    said = tuple(text for text in texts(tree) if text.scope != "abstract")
    phrase = tuple(t for t in positive if isinstance(t, Text) and t.scope != "abstract")
    if not close and len(phrase) != 1:
        phrase = ()
    pairs = tuple(dict.fromkeys(_pairs(wanted)))
    if len(pairs) > MAX_PAIRS:
        pairs = ()
    typed = None if typed == match else typed
    return Plan(match, close, pairs, where, parameters, None, said, phrase, typed)


def condition(wanted: Plan) -> tuple[str, Parameters]:
    """The whole plan as one condition on ``papers AS p``, empty for every paper."""
    if not wanted.match:
        return wanted.where, wanted.parameters
    where = f"{_MATCHES} AND ({wanted.where})" if wanted.where else _MATCHES
    return where, (wanted.match, *wanted.parameters)


def _has_phrase(node: Node) -> bool:
    """Whether words stand side by side anywhere in a tree of texts."""
    if isinstance(node, Text):
        return bool(_loose([node])[0])
    if not isinstance(node, Group):
        return False
    scopes = [part.scope for part in node.parts if isinstance(part, Text)]
    together = node.operator == "AND" and len(scopes) > len(set(scopes))
    return together or any(map(_has_phrase, node.parts))


def text_of(tree: Node) -> str | None:
    """FTS5 expression of any of the texts a query asks for; None without texts."""
    found = dict.fromkeys(leaf(text) for text in texts(tree))
    return " OR ".join(found) or None


def _match(node: Node, said: Callable[[Sequence[Text]], list[str]] | None = None) -> str | None:
    """The FTS5 expression of a tree of texts; None where FTS5 cannot say it.

    FTS5 knows no NOT without something before it. ``said`` writes the texts that are asked for at
    once, as they match without it; what is not wanted is always as it matches.
    """
    said = said or _leaves
    if isinstance(node, Text):
        return said([node])[0]
    if not isinstance(node, Group) or not node.parts:
        return None
    if node.operator == "OR":
        parts = [_match(part, said) for part in node.parts]
        return None if None in parts else " OR ".join(f"({part})" for part in dict.fromkeys(parts))
    wanted = said([part for part in node.parts if isinstance(part, Text)])
    unwanted: list[str] = []
    for part in node.parts:
        if isinstance(part, Text):
            continue
        negated = isinstance(part, Not)
        expression = _match(part.part) if isinstance(part, Not) else _match(part, said)
        if expression is None:
            return None
        (unwanted if negated else wanted).append(expression)
    if not wanted:
        return None
    result = " AND ".join(f"({part})" for part in wanted)
    return (
        f"({result}) NOT ({' OR '.join(f'({part})' for part in dict.fromkeys(unwanted))})"
        if unwanted
        else result
    )


def _leaves(words: Sequence[Text]) -> list[str]:
    """The expressions of texts asked for at once, of which a name and its version may be one."""
    found = [leaf(word, loose) for word, loose in zip(words, _loose(words), strict=True)]
    for place, (name, version) in enumerate(pairwise(words)):
        if is_version(version.text) and name[1:] == (version.scope, False, False):
            whole = leaf(version._replace(text=name.text + version.text))
            found[place + 1] = f"(({found[place]}) AND ({found[place + 1]})) OR {whole}"
            found[place] = ""
    return [*dict.fromkeys(filter(None, found))]


def leaf(text: Text, loose: Sequence[str] | None = None) -> str:
    """The FTS5 expression of one text, in all its spellings.

    ``loose`` are the parts of a compound that need not stand together; without them, those that
    need not where it is asked for alone.

    A compound in one word is not looked for among the other spellings of titles: its parts are
    found in the same titles, and one word would count as two.
    """
    loose = _loose([text])[0] if loose is None else loose
    spellings = [*_spellings(text)]
    joined = None if text.quoted else in_one_word(text.text, prefix=text.prefix)
    if loose:
        words = [f"({' OR '.join(expansions(part))})" for part in loose]
        spellings[0] = f"({' AND '.join(words)})"
    if joined is None:
        return f"{COLUMNS[text.scope]}({' OR '.join(spellings)})"
    spellings.remove(joined)
    apart = f"{COLUMNS[text.scope]}({' OR '.join(spellings)})"
    return f"({apart} OR {WRITTEN[text.scope]}({joined}))"


def _loose(words: Sequence[Text]) -> list[list[str]]:
    """Of each of the texts that are asked for at once the parts that need not stand together."""
    compounds = [_parts(word) for word in words]
    said = {
        part.lower()
        for word, parts in zip(words, compounds, strict=True)
        for part in parts or word.text.split()
    }
    telling = len(said - SMALL_WORDS)
    return [parts if max(telling, len(parts)) >= LOOSE else [] for parts in compounds]


def _spellings(text: Text) -> tuple[str, ...]:
    return expansions(text.text, quoted=text.quoted, prefix=text.prefix)


def _parts(text: Text) -> list[str]:
    return [] if text.quoted or text.prefix else compound_parts(text.text)


def _typed(words: Sequence[Text]) -> list[str]:
    """The expressions of texts as they were typed, every part of a compound by itself."""
    result = []
    for word in words:
        typed = [expansions(part)[0] for part in _parts(word)] or [_spellings(word)[0]]
        written = f"{COLUMNS[word.scope]}({' AND '.join(typed)})"
        result.append(leaf(word) if word.prefix else written)
    return [*dict.fromkeys(result)]


def _pairs(node: Node) -> Iterator[str]:
    """Neighboring words of one scope, side by side in either order, and compounds whose parts need
    not stand together, in their spellings."""
    if isinstance(node, Text):
        yield from _compounds([node])
    if not isinstance(node, Group):
        return
    if node.operator == "AND":
        yield from _compounds([part for part in node.parts if isinstance(part, Text)])
    for one, other in pairwise(node.parts if node.operator == "AND" else ()):
        if isinstance(one, Text) and isinstance(other, Text) and one.scope == other.scope:
            spelled = (_spellings(text) for text in (one, other))
            ways = [f"NEAR({' '.join(words)}, 0)" for words in product(*spelled)]
            yield f"{COLUMNS[one.scope]}({' OR '.join(ways[:MAX_SPELLINGS])})"
    for part in node.parts:
        if not isinstance(part, Text):
            yield from _pairs(part)


def _compounds(words: Sequence[Text]) -> Iterator[str]:
    for word, loose in zip(words, _loose(words), strict=True):
        if loose:
            yield f"{COLUMNS[word.scope]}({' OR '.join(_spellings(word))})"


def _phrases(words: Sequence[Text]) -> list[str]:
    """Texts of one scope as one phrase, in each spelling of their compounds."""
    result = []
    for scope in dict.fromkeys(word.scope for word in words):
        spelled = [_spellings(word) for word in words if word.scope == scope]
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
        old = f"({LEADS_TO.format(id='?')})"
        return f"p.id IN (?, coalesce({old}, 0))", (low, low)
    ends = ((">=", low), ("<=", node.high))
    return _all([(f"p.id {sign} ?", (end,)) for sign, end in ends if end is not None], " AND ")
