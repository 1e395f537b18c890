"""The names of the authors that an entry of a reference manager lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_CUT = Pattern(
    r"(?:and\s+|&\s*|\+\s*)?(?:others?|et\.?\s*al\.?|(?:(?P<more>\d{1,5})\s+)?(?:others|more)"
    r"(?:\s+authors)?|\.\.\.|…)[\s,;.]*\Z",
    re.IGNORECASE,
)
_ENDING = Pattern(r"[\s,;]+(?:et\.?\s*al\.?|and\s+others)[\s,;.]*\Z", re.IGNORECASE)
_LAST_OF_CUT = ("al", "other", "others", "more", "authors")
_UNUSUAL = (
    *("| ", " |", "||", "  ", ";", " and ", ",|", "..", "…"),
    *(f"{word}|" for word in _LAST_OF_CUT),
)
"""In a name that is not as it stands, or that may be several or stand for others."""
_SEVERAL_COMMAS = Pattern(r",[^,|]*,")
_LONGEST_LAST = len("authors")
_SUFFIX = Pattern(r"(?:jr|sr|[ivx]{1,4}|ph\.?\s*d|m\.?\s*d|esq)\.?\Z", re.IGNORECASE)


class Names(NamedTuple):
    """The authors of an entry."""

    names: tuple[str, ...] | None
    """As written, in their order; None where there is none."""
    number: int | None
    """How many there are: where the list is whole, or says how many more there are."""


def authors(names: Iterable[str]) -> Names:
    """What a list of names says: without "et al." and the like, and with a count only where no name
    may be several."""
    names = list(names)
    if whole := whole_names(names):
        return whole
    kept: list[str] = []
    more: int | None = 0
    for name in names:
        bare = name.strip().strip(";").rstrip(",").strip()
        if not bare:
            continue
        if _may_be_cut(bare):
            cut = _CUT.match(bare, 0)
            if cut:
                more = int(cut["more"]) if cut["more"] and more == 0 else None
                continue
            ended = _ENDING.search(bare, 0)
            if ended:
                bare, more = bare[: ended.start()].strip(), None
        if bare:
            kept.append(bare)
    if not kept:
        return Names(None, None)
    alone = len(kept) == 1
    several = any(_may_be_several(name, alone) for name in kept if name.count(",") > 1 - alone)
    return Names(tuple(kept), None if more is None or several else len(kept) + more)


def whole_names(names: list[str]) -> Names | None:
    """A first look: the authors where each text is one name as it stands, and none stands for
    others. None says nothing."""
    if len(names) < 2:
        return None
    joined = f"|{'|'.join(names)}|".replace(".|", "|").casefold()
    if not joined.isprintable() or any(map(joined.__contains__, _UNUSUAL)):
        return None
    if _SEVERAL_COMMAS.search(joined):
        return None
    return Names(tuple(names), len(names))


def _may_be_cut(name: str) -> bool:
    """A first look: how all ends that stand for further names."""
    if "..." in name or "…" in name:
        return True
    while name and (name[-1] in ",;." or name[-1].isspace()):
        name = name[:-1]
    return name[-_LONGEST_LAST:].casefold().endswith(_LAST_OF_CUT)


def _may_be_several(name: str, alone: bool) -> bool:
    """Whether commas in a name may divide people: ``Ann Bee, Cy Dee, Eve Eff``."""
    commas = name.count(",")
    if not commas or (commas == 1 and not alone):
        return False
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2:
        return all(" " in part for part in parts)
    return len(parts) > 3 or not any(_SUFFIX.match(part, 0) for part in parts[1:])
