"""What the writer of a query may have meant otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from papercli.query.fields import FIELDS, reads
from papercli.query.names import OTHER_NAMES, near_field
from papercli.query.parser import KEYWORDS
from papercli.query.tree import Node, conjuncts, leaves
from papercli.query.values import Text, Value
from papercli.text.pattern import Pattern

_COMPARED = Pattern(r"(?<![^\s(])([A-Za-z_]+)\s*(>=|<=|>|<|=)\s*([^\s()]+)")
_NEARLY = Pattern(r"[^\W\d_]{3,}~[0-9]?\Z")
_ENDS = {
    "since": ">=", "from": ">=", "after": ">", "until": "<=", "to": "<=", "before": "<",
}  # fmt: skip
"""What people call the ends of a range of dates."""
_OPTIONS = {"sort": "--sort", "order": "--sort", "limit": "-n"}
"""What is no part of a query."""
_SHORT = 6
"""Words of a query that is hardly a title, in which "or" and "not" are just words."""


def hints(tree: Node, query: str = "") -> tuple[str, ...]:
    """What the writer of the query may have meant otherwise, one line each; of what a tree does not
    tell, only with the query as it was written."""
    outside = " ".join(query.split('"')[::2])
    found = dict.fromkeys((*_on_operators(tree), *_on_bars(outside), *_on_comparisons(outside)))
    conditions = tuple(leaves(tree))
    for leaf in conditions:
        if isinstance(leaf, Text) and not leaf.quoted:
            found.update(dict.fromkeys(_on_word(leaf.text, alone=len(conditions) == 1)))
    return tuple(found)


def _on_operators(tree: Node) -> Iterator[str]:
    """Operators in lower case, where they stand as operators do."""
    parts = conjuncts(tree)
    words = [part.text if isinstance(part, Text) and not part.quoted else "" for part in parts]
    between = words[1::2]
    if len(words) > _SHORT and not (len(words) % 2 and set(between) <= {"or", "and"}):
        return
    if "or" in words[1:-1]:
        first = last = words.index("or", 1)
        while words[last + 2 : last + 3] == ["or"] and last + 3 < len(words):
            last += 2
        either = _either(map(str, parts[first - 1 : last + 2 : 2]), last - first + 3 == len(words))
        yield f"or was searched as a word; for papers with either word, write OR: {either}"
    if "not" in words[:-1]:
        after = parts[words.index("not") + 1]
        yield f"not was searched as a word; to exclude what follows, write NOT {after}"
    if "and" in words[1:-1]:
        yield "and was searched as a word; all words must occur anyway, so leave it out"


def _on_bars(unquoted: str) -> Iterator[str]:
    """Operators of other programs, which stand alone and hold nothing to search for."""
    for bars in ("|", "||"):
        if bars in unquoted.split()[1:-1]:
            yield f"{bars} was left out; for papers with either word, write OR"


def _on_comparisons(unquoted: str) -> Iterator[str]:
    """Conditions as programs write them: ``date>2024``, ``authors >= 5``."""
    for found in _COMPARED.finditer(unquoted):
        name, sign, value = found.groups()
        name = OTHER_NAMES.get(name.lower(), name.lower())
        if name not in FIELDS or not (sign == "=" or FIELDS[name].columns):
            continue
        meant = value if sign == "=" else sign + value
        if reads(name, Value(meant, date.max)):
            yield f"{found[0]} was searched as text; did you mean {name}:{meant} ?"


def _either(words: Iterable[str], alone: bool) -> str:
    """Words as alternatives, which stand in parentheses beside others."""
    return " OR ".join(words) if alone else f"({' OR '.join(words)})"


def _on_word(word: str, alone: bool) -> Iterator[str]:
    name, colon, rest = word.partition(":")
    if colon and rest and name.replace("_", "").isalpha() and not rest.startswith("//"):
        yield from _on_field(name, rest)
    elif _NEARLY.match(word):
        yield f"{word} was searched as text; for words spelled nearly so, add --fuzzy"
    elif len(word) > 2 and word[0] == word[-1] == "/":
        yield f"{word} was searched as text; for words that begin alike, write * as in diffus*"
    elif word == "NEAR":
        yield 'NEAR was searched as a word; for words side by side, write "…" around them'
    elif word[:1] in ("-", "!") and word[1:]:
        yield f"{word} was searched as a word; to exclude it, write NOT {word.lstrip('-!')}"
    elif "*" in word:
        yield f"the * in {word} has no effect; it only works at the end of a word, as in diffus*"
    else:
        for between in ("/", "|", ",", ";"):
            sides = word.split(between)
            if len(sides) > 1 and "://" not in word and all(map(_is_word, sides)):
                either = _either(sides, alone)
                yield f"{word} was searched as words side by side; for any of them, write {either}"


def _on_field(name: str, rest: str) -> Iterator[str]:
    """A field that is none."""
    option, sign = _OPTIONS.get(name.lower()), _ENDS.get(name.lower())
    meant = near_field(name)
    if option:
        yield f"{name}: is not a field and was searched as text; write {option} {rest}"
    elif sign and reads("date", Value(rest, date.max)):
        said = f"date:{sign}{rest}"
        yield f"{name}: is not a field and was searched as text; did you mean {said} ?"
    elif meant:
        said = f"{meant}:{rest}" if reads(meant, Value(rest, date.max)) else f"{meant}:"
        yield f"{name}: is not a field and was searched as text; did you mean {said} ?"
    else:
        names = " ".join(f"{field}:" for field in FIELDS)
        yield f"{name}: is not a field and was searched as text; the fields are {names}"


def is_bare_syntax(query: str) -> bool:
    """Whether a query is an operator alone, or a field without any value."""
    name = query.strip(' ()"*<>=.')
    field = name[:-1].lower()
    return name in KEYWORDS or (name.endswith(":") and OTHER_NAMES.get(field, field) in FIELDS)


def _is_word(text: str) -> bool:
    """Whether a text is one word, perhaps a compound or a name with its version; no number, and
    none of those that join others (and/or)."""
    if text.upper() in KEYWORDS:
        return False
    return text.replace("-", "").replace(".", "").isalnum() and any(map(str.isalpha, text))
