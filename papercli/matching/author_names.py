"""Names of authors as they are compared: surname and first initial, in whatever form they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from papercli.named_tuples import NamedTuple
from papercli.text import clean, fold
from papercli.text.pattern import Pattern

NamesLevel = Literal["all names", "all names, many", "most names", "some names", "no name"]

MANY = 3
"""Names from which a list that agrees is hardly another paper's by chance."""
MOST_INITIALS = 3
"""Capitals that are a person's initials where other words of the name are no capitals."""
MOST = 0.6
"""Share of the longer list from which two lists of authors are mostly the same."""
COMPARED = 60
"""Names of a list that are compared; a collaboration has thousands."""

_CUT = Pattern(
    r"(?<!\s)\s*(?:(?:,|;|\band\b|&|\+)\s*)?"
    r"(?:\bet\.?\s*al\b\.?|\b(?:and\s+)?(?:\d+\s+)?(?:others|more)\b|\.\.\.|\u2026)"
    r"(?:\s+authors?)?\s*\Z"
)
_SUFFIXES = frozenset("jr sr ii iii iv phd md dr prof".split())
_PARTICLES = frozenset(
    "van von der den de da di do du del della dos das la le ten ter zu zur al el bin ibn st".split()
)
_WORD = Pattern(r"[^\W\d_]+")


class Name(NamedTuple):
    """One author."""

    surname: str
    """The last word of it, folded, particles apart."""
    initial: str
    """Of the first given name; empty where none is written."""
    given: str
    """The first given name as far as it is written, for names that stand the other way round."""


class Names(NamedTuple):
    """The authors of one paper, in order."""

    names: tuple[Name, ...]
    cut: bool
    """Whether the list says that there are more."""


def name_of(text: str) -> Name | None:
    """An author from any form: ``Ada B. Lovelace``, ``Lovelace, Ada``, ``AB Lovelace``, ``Lovelace
    AB``, ``Jan van der Berg``, ``Sammy Davis, Jr.``; None where no word is in it."""
    before, comma, after = clean(text).partition(",")
    rest = [word for word in _words(after) if fold(word) not in _SUFFIXES]
    if comma and rest:
        surname, given = _words(before), rest
    else:
        words = [word for word in _words(before) if fold(word) not in _SUFFIXES]
        if len(words) > 1 and _are_initials(words[-1]) and not _are_initials(words[0]):
            surname, given = words[:-1], words[-1:]
        else:
            surname, given = words[-1:], words[:-1]
    if not surname:
        return None
    known = [word for word in map(fold, surname) if word not in _PARTICLES]
    first = fold(given[0]) if given else ""
    return Name((known or [fold(surname[-1])])[-1], first[:1], first)


def _are_initials(word: str) -> bool:
    return len(word) <= MOST_INITIALS and word.isupper()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("'", "").replace("\u2019", ""))


@lru_cache(maxsize=1 << 11)
def names_of(authors: tuple[str, ...]) -> Names:
    """The authors of a list; what stands for further ones ("et al.", "and 5 others") is none."""
    found, cut = [], len(authors) > COMPARED
    for text in authors[:COMPARED]:
        marker = _CUT.search(text.lower())
        cut = cut or marker is not None
        if name := name_of(text[: marker.start()] if marker else text):
            found.append(name)
    return Names(tuple(found), cut)


def same_name(a: Name, b: Name) -> bool:
    """Whether two names can be one person's: the same surname and no other initial, or surname and
    given name the other way round."""
    if a.surname == b.surname:
        return not a.initial or not b.initial or a.initial == b.initial
    return len(a.given) > 1 and a.given == b.surname and a.surname == b.given


def names_level(
    a: tuple[str, ...], b: tuple[str, ...], count_a: int | None, count_b: int | None
) -> NamesLevel | None:
    """The level of two lists of authors, of which counts may be known; None where one is empty.

    A list is whole where its count says so. Where one is cut short, both are compared as far as
    they go; in order, since that is how they are cut.
    """
    one, other = names_of(a), names_of(b)
    if not one.names or not other.names:
        return None
    whole = all(
        not each.cut and count == len(given)
        for each, given, count in ((one, a, count_a), (other, b, count_b))
    )
    shorter = min(len(one.names), len(other.names))
    longer = max(len(one.names), len(other.names)) if whole else shorter
    agree = sum(map(same_name, one.names, other.names))
    if agree < shorter:
        agree = max(agree, _in_any_order(one.names, other.names, shorter if not whole else longer))
    if agree >= longer:
        return "all names, many" if longer >= MANY else "all names"
    if not agree:
        return "no name"
    return "most names" if agree >= MOST * longer else "some names"


def _in_any_order(a: Sequence[Name], b: Sequence[Name], first: int) -> int:
    counts = [Counter((name.surname, name.initial) for name in each[:first]) for each in (a, b)]
    return sum((counts[0] & counts[1]).values())
