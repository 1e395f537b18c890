"""The texts of a query as expressions for the full text index (FTS5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import pairwise, product

from papercli.query.tree import Group, Node, Not
from papercli.query.values import Text
from papercli.store.fulltext import (
    COLUMNS,
    WRITTEN,
    compound_parts,
    expansions,
    in_one_word,
    is_version,
)
from papercli.text.stems import SMALL_WORDS

MAX_SPELLINGS = 8
"""Ways of writing one phrase that are looked for."""
LOOSE = 3
"""Words, small ones aside, of which a query has to say so many that the parts of its compounds
need not stand together; or parts of the compound. Two alone say too little: ``role-playing``."""


def matching(node: Node, said: Callable[[Sequence[Text]], list[str]] | None = None) -> str | None:
    """The FTS5 expression of a tree of texts; None where FTS5 cannot say it.

    FTS5 knows no NOT without something before it. ``said`` writes the texts that are asked for at
    once, as they match without it; what is not wanted is always as it matches.
    """
    said = said or at_once
    if isinstance(node, Text):
        return said([node])[0]
    if not isinstance(node, Group) or not node.parts:
        return None
    if node.operator == "OR":
        parts = [matching(part, said) for part in node.parts]
        return None if None in parts else " OR ".join(f"({part})" for part in dict.fromkeys(parts))
    wanted = said([part for part in node.parts if isinstance(part, Text)])
    unwanted: list[str] = []
    for part in node.parts:
        if isinstance(part, Text):
            continue
        negated = isinstance(part, Not)
        expression = matching(part.part) if isinstance(part, Not) else matching(part, said)
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


def at_once(words: Sequence[Text]) -> list[str]:
    """The expressions of texts asked for at once, of which a name and its version may be one."""
    found = [leaf(word, loose) for word, loose in zip(words, loose_parts(words), strict=True)]
    for place, (name, version) in enumerate(pairwise(words)):
        plain = name.scope == version.scope and not (name.quoted or name.prefix)
        if plain and is_version(version.text):
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
    loose = loose_parts([text])[0] if loose is None else loose
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


def loose_parts(words: Sequence[Text]) -> list[list[str]]:
    """Of each of the texts that are asked for at once the parts that need not stand together."""
    compounds = [_parts(word) for word in words]
    said = {
        part.lower()
        for word, parts in zip(words, compounds, strict=True)
        for part in parts or word.text.split()
    }
    telling = said - SMALL_WORDS
    return [
        parts if _stand_apart(word, parts, telling) else []
        for word, parts in zip(words, compounds, strict=True)
    ]


def _stand_apart(word: Text, parts: Sequence[str], telling: set[str]) -> bool:
    """Whether the parts of a compound need not stand together beside the telling words of all texts
    that are asked for at once, its own among them."""
    if any(part[:1].isdigit() for part in parts):  # it counts or measures something else
        return len(telling) >= LOOSE and not telling.issubset(map(str.lower, parts))
    return max(len(telling), len(parts)) >= LOOSE or bool(word.apart and _tell(parts))


def _spellings(text: Text) -> tuple[str, ...]:
    return expansions(text.text, quoted=text.quoted, prefix=text.prefix)


def _parts(text: Text) -> list[str]:
    if text.quoted or text.prefix:
        return []
    return compound_parts(text.text, counts=bool(text.apart))


def _counts(parts: Sequence[str]) -> bool:
    """Whether a part of a compound is a bare number."""
    return any(map(str.isdigit, parts))


def _tell(parts: Sequence[str]) -> bool:
    """Whether parts say something by themselves: a letter, and small words together, stand in any
    text."""
    small = SMALL_WORDS.issuperset(map(str.lower, parts))
    return not small and all(len(part) > 1 for part in parts)


def as_typed(words: Sequence[Text]) -> list[str]:
    """The expressions of texts as they were typed, every part of a compound by itself."""
    result = []
    for word in words:
        typed = [expansions(part)[0] for part in _parts(word)] or [_spellings(word)[0]]
        written = f"{COLUMNS[word.scope]}({' AND '.join(typed)})"
        result.append(leaf(word) if word.prefix else written)
    return [*dict.fromkeys(result)]


def neighbors(node: Node) -> Iterator[str]:
    """Neighboring words of one scope, side by side in either order, in their spellings."""
    if not isinstance(node, Group):
        return
    for one, other in pairwise(node.parts if node.operator == "AND" else ()):
        if isinstance(one, Text) and isinstance(other, Text) and one.scope == other.scope:
            spelled = (_spellings(text) for text in (one, other))
            ways = [f"NEAR({' '.join(words)}, 0)" for words in product(*spelled)]
            yield f"{COLUMNS[one.scope]}({' OR '.join(ways[:MAX_SPELLINGS])})"
    for part in node.parts:
        yield from neighbors(part)


def compounds(node: Node, *, counts: bool = False) -> Iterator[str]:
    """Compounds whose parts need not stand together, as they stand together, in their spellings:
    those of words, or with ``counts`` those with a bare number."""
    parts = node.parts if isinstance(node, Group) else (node,)
    at_once = not (isinstance(node, Group) and node.operator == "OR")
    words = [part for part in parts if isinstance(part, Text)] if at_once else []
    for word, loose in zip(words, loose_parts(words), strict=True):
        if loose and counts == _counts(loose):
            yield f"{COLUMNS[word.scope]}({' OR '.join(_spellings(word))})"
    for part in parts:
        if isinstance(part, Group):
            yield from compounds(part, counts=counts)


def as_phrases(words: Sequence[Text]) -> list[str]:
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
