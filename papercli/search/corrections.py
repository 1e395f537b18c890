"""What words and names were perhaps meant for that no paper has, each as it is written in a query.

Whoever shows one can be sure that papers have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from sqlite3 import Connection

from papercli.matching.misspelling import nearest
from papercli.named_tuples import NamedTuple
from papercli.query.tree import EVERYTHING, Node, all_of, conjuncts, replaced, wanted
from papercli.query.values import Label, Text
from papercli.search.expressions import leaf
from papercli.search.ranking import count
from papercli.search.vocabulary import meant, vocabulary
from papercli.text import fold

MOST_CORRECTED = 20
"""Parts of a query that are put right, at the most."""
_NAMES = {"author": "authors_folded", "org": "org_folded", "venue": "fold(venue)"}
"""Where the names stand that a field asks for."""
_SHORTEST_NAME = 4
"""Letters of a name that is near to few enough others for a guess."""


class Correction(NamedTuple):
    """A part of a query that no paper has, and what it may have been meant for."""

    typed: str
    instead: Node
    papers: int
    """That have this."""


class Corrected(NamedTuple):
    """A query with its corrections made."""

    tree: Node
    made: list[Correction]
    found: int
    """Papers that it finds then."""


def corrected(connection: Connection, tree: Node) -> Corrected:
    """The query that may have been meant, without parts that no paper has."""
    changes = changed(connection, tree)
    if not changes and len(conjuncts(tree)) > 1 and not count(connection, tree):
        # Data sets, where all write datasets.
        changes = joined(connection, tree, known=True, names=False)
        changes = changes if count(connection, replaced(tree, changes)) else {}
    if not changes:
        return Corrected(tree, [], 0)
    made = [
        Correction(str(part), instead, count(connection, instead))
        for part, instead in changes.items()
        if instead != EVERYTHING
    ]
    other = replaced(tree, changes)
    return Corrected(other, made, count(connection, other))


def changed(connection: Connection, tree: Node) -> Mapping[Node, Node]:
    """What may be put in the place of which parts of a query."""
    missing = _missing(connection, tree)[:MOST_CORRECTED]
    if not missing:
        return {}
    changes = joined(connection, tree, names=False)
    with vocabulary(connection):
        for part in missing:
            instead = None if part in changes else _instead(connection, part)
            if instead is not None:
                changes[part] = instead
    return changes


def unknown(connection: Connection, tree: Node) -> list[Text]:
    """The words and phrases of a query that no paper holds."""
    texts = (part for part in wanted(tree) if isinstance(part, Text))
    return [text for text in dict.fromkeys(texts) if not holding(connection, text)]


def holding(connection: Connection, text: Text) -> int:
    """How many papers hold a word or phrase."""
    (number,) = connection.execute(
        "SELECT count(*) FROM papers_fts WHERE papers_fts MATCH ?", (leaf(text),)
    ).fetchone()
    return int(number)


def letters_and_numbers(text: str) -> list[str]:
    """The runs of letters and those of digits in a text."""
    return re.findall(r"[^\W\d_]+|\d+", text)


def joined(
    connection: Connection, tree: Node, known: bool = False, names: bool = True
) -> dict[Node, Node]:
    """Words side by side of which one is unknown, or both are ``known``, and that are one word
    together, which takes the place of the first; of the second nothing does. Words of one author's
    name only with ``names``."""
    changes: dict[Node, Node] = {}
    missing = unknown(connection, tree)
    for one, other in pairwise(conjuncts(tree)):
        if not (isinstance(one, Text) and isinstance(other, Text) and one.scope == other.scope):
            continue
        whole = one._replace(text=one.text + other.text, prefix=other.prefix)
        parted = known or one in missing or other in missing
        whole_word = parted and whole.text.isalpha() and one not in changes
        if not (whole_word and holding(connection, whole)):
            continue
        if names or not _is_name(connection, f"{one.text} {other.text}"):
            changes[one], changes[other] = whole, EVERYTHING
    return changes


def _missing(connection: Connection, tree: Node) -> list[Node]:
    """The words, phrases and names in a query that no paper has."""
    names = (part for part in wanted(tree) if isinstance(part, Label) and part.field in _NAMES)
    nobodys = (name for name in dict.fromkeys(names) if not count(connection, name))
    return [*unknown(connection, tree), *nobodys]


def _instead(connection: Connection, part: Node) -> Node | None:
    """What may be put in the place of one part; inside `vocabulary`."""
    if isinstance(part, Label):
        return _near_name(connection, part)
    if not isinstance(part, Text):
        return None
    anywhere = part._replace(scope="")
    if part.scope and holding(connection, anywhere):
        return anywhere
    spelled = _respelled(connection, part)
    respelled = part._replace(text=spelled)
    author = Label("author", part.text)
    if _is_name(connection, part.text) and (spelled == part.text or not part.text.islower()):
        return author
    together = part.quoted or not any(map(str.isspace, spelled))
    if together and respelled != part and holding(connection, respelled):
        return respelled
    words = letters_and_numbers(spelled)
    # What's and A/B are no two words that were written as one.
    if len(words) < 2 or (not part.quoted and min(map(len, words)) < 2):
        return None
    apart = all_of(part._replace(text=word, quoted=False) for word in words)
    return apart if count(connection, apart) else None


def _is_name(connection: Connection, text: str) -> bool:
    """Whether all words of a text are words of one author's name, whole ones."""
    words = set(fold(text).split())
    rows = connection.execute(
        "SELECT authors_folded FROM papers WHERE instr(authors_folded, ?)",
        (max(words, key=len, default=""),),
    )
    names = (name for (listed,) in rows for name in listed.split(" | "))
    return bool(words) and any(words <= set(name.split()) for name in names)


def _respelled(connection: Connection, text: Text) -> str:
    """A text with every word that no paper holds as the nearest that is known."""
    words = letters_and_numbers(text.text)
    spelled = text.text
    for word in dict.fromkeys(words):
        if word.isalpha() and not holding(connection, text._replace(text=word, quoted=False)):
            near = meant(connection, word)
            if near and len(words) == 1:
                return near[0].word
            if near:
                spelled = re.sub(rf"(?<![^\W\d_]){word}(?![^\W\d_])", near[0].word, spelled)
    return spelled


def _near_name(connection: Connection, label: Label) -> Label | None:
    """The name whose words are nearest to one that nobody has."""
    column = _NAMES[label.field]
    rows = connection.execute(f"SELECT {column} FROM papers WHERE {column} <> ''")
    texts = [text for (text,) in rows]
    asked = fold(label.text).split()
    known = Counter(" ".join(texts).split())
    right = [word for word in asked if any(name.startswith(word) for name in known)]
    if right:
        known = Counter(word for name in _names_with(right, texts) for word in name.split())
    listed = list(known)
    words = []
    for word in asked:
        if word in right:
            words.append(word)
            continue
        near = nearest(word, listed) if len(word) >= _SHORTEST_NAME else []
        names = [(distance, -known[listed[place]], listed[place]) for place, distance in near]
        if not names:
            return None
        words.append(min(names)[2])
    found = Label(label.field, " ".join(words))
    return found if found != label and count(connection, found) else None


def _names_with(words: Sequence[str], texts: Iterable[str]) -> Iterator[str]:
    """The names in texts of one or several that have words which begin so."""
    for text in texts:
        if all(word in text for word in words):
            for name in text.split(" | "):
                if all(f" {word}" in f" {name}" for word in words):
                    yield name
