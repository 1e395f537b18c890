"""Author names out of one text, and whether the list is whole."""

from __future__ import annotations

import re

from papercli.named_tuples import NamedTuple
from papercli.text.entities import unescaped
from papercli.text.pattern import Pattern

_OTHERS = Pattern(
    r"(?:[\s,;&]|\band\b)*"
    r"(?:(?:\band|&|\+)?\s*(?P<more>\d{1,5})\s+(?:more|others?|other\s+authors?|additional\s+authors)"
    r"|\bet\.?\s*al\.?|\b(?:and|&)\s+(?:others?|colleagues)|…|\.\.\.|等)[\s.]*\Z",
    re.IGNORECASE,
)
_AND = Pattern(r"(?:,\s*|\s+)(?:and|&)\s+", re.IGNORECASE)
# Of HTML, whose semicolon divides no names: "M&uuml;ller".
_ENTITY = Pattern(r"&(?:[A-Za-z]{2,8}|#\d{2,7}|#x[0-9A-Fa-f]{2,6});")
_NUMBER = Pattern(r"\s*\((?:\d[\d\s;,]*)\)\Z")
# "A.", "A.-B.", "J. R.", "AB": what stands after a surname and a comma.
_INITIALS = Pattern(r"(?:(?:[^\W\d_]\.[\s-]?){1,5}|[A-Z]{1,3})\Z")
_SUFFIX = Pattern(r"(?:jr|sr|ii|iii|iv|phd|md)\.?\Z", re.IGNORECASE)
# Letters, the last a small one, before what may be a forename within a word, as "AI" and "D" are
# not; and what so begins many a name.
_AHEAD_OF_CAPITAL = Pattern(r"[A-ZÀ-Þ][^\WA-ZÀ-Þ\d_]+(?=[A-ZÀ-Þ](?:[^\WA-ZÀ-Þ\d_]|\.))")
_BEFORE_CAPITALS = frozenset(
    "mc mac fitz de del della des di da dos du la le les los van von vander ten ter el al abu ben"
    " bin ibn st san saint jo mary ann".split()
)
_LONGEST_END = 60
_LONGEST_SUFFIX = len("PhD.")
_LAST_OF_ENDS = ("other", "others", "more", "colleagues", "author", "authors", "…", "等")
"""Of which one stands last, but for full stops, in every end that is for further names; else it is
"et al"."""
_LONGEST_LAST = len("colleagues")
LONGEST = 200_000
"""Letters of a list of names that are looked at; the longest real one, of some 5,000 names, has
half of that."""


class Names(NamedTuple):
    """Author names as written, in their order."""

    names: tuple[str, ...]
    total: int | None
    """How many there are; None where the list is cut short, or may not be divided rightly."""


def names_in(text: str) -> Names:
    """The names of a list in one text: ``A B, C D and E F``, ``B, A; D, C``, ``B, A and D, C``.

    What stands for the rest of them ("et al.", "and 5 others") is no name, and says that the list
    is cut short.
    """
    if usual := usual_names(text):
        return Names(usual, len(usual))
    text = text[:LONGEST].strip()
    if not text:
        return Names((), None)
    ended = _OTHERS.search(text, max(0, len(text) - _LONGEST_END)) if _may_be_cut(text) else None
    if ended:
        text = text[: ended.start()].rstrip(" ,;&")
    names, sure = _divided(text)
    if ended:
        more = ended["more"]
        return Names(names, len(names) + int(more) if more and sure else None)
    return Names(names, len(names) if sure and names else None)


def _may_be_cut(text: str) -> bool:
    """A first look at how a list ends."""
    if not text.isprintable():
        return True  # a blank of another kind may stand between the words
    bare = text.rstrip(" .")
    if len(text) - len(bare) > 2:
        return True
    last = bare[-_LONGEST_LAST:].casefold()
    if last.endswith("al"):  # as Bilal does
        return bare[:-2].rstrip(" .")[-2:].casefold() == "et"
    return last.endswith(_LAST_OF_ENDS)


def usual_names(text: str) -> tuple[str, ...] | None:
    """The names of a whole list as nearly all are: with semicolons, or of given name and surname
    with commas, and nothing else between them. None where that takes a second look."""
    text = text[:LONGEST].strip()
    if not text or "  " in text or "&" in text:
        return None
    if ";" in text:
        names = text.split("; ")
        if ")" in text or " ;" in text or text.count(";") >= len(names):
            return None
    else:
        names = text.split(", ")
        if text.count(",") >= len(names) or " and " in text.casefold():
            return None
        if len(names) == 2 and names[0].isascii() and names[0].isalpha():
            names = [text]  # of one author, the surname first
        elif len(names) > 1:
            if " ," in text or names[1][1:2] == ".":
                return None
            for name in names:
                if " " not in name:  # a suffix, a surname before its initials
                    return None
        elif _run_together(text):
            return None
    return None if _may_be_cut(text) else tuple(names)


def _divided(text: str) -> tuple[tuple[str, ...], bool]:
    if "&" in text and _ENTITY.search(text, 0):
        text = unescaped(text)
    if ";" in text:
        parts = [part for part in map(str.strip, text.split(";")) if part]
        return tuple([_NUMBER.sub("", part) for part in parts] if ")" in text else parts), True
    joined = "&" in text or "and" in text.casefold()
    if "," not in text and not joined:
        return ((text,) if text else ()), not _run_together(text)
    text = " ".join(text.split())  # a run of blanks would be looked through again and again
    parts = [part for part in map(str.strip, _AND.split(text)) if part] if joined else [text]
    if "," not in text:
        return tuple(parts), not any(map(_run_together, parts))
    if len(parts) > 1 and all(part.count(",") == 1 for part in parts) and _inverted(parts):
        return tuple(parts), True
    pieces = [piece for piece in map(str.strip, _pieces(parts)) if piece]
    pieces = _with_suffixes(pieces)
    if len(pieces) % 2 == 0 and all(map(_INITIALS.match, pieces[1::2])):
        pairs = zip(pieces[::2], pieces[1::2], strict=True)
        return tuple(f"{last}, {first}" for last, first in pairs), True
    if all(" " in piece or "." in piece or not piece.isascii() for piece in pieces):
        return tuple(pieces), True
    if len(pieces) == 2 and len(parts) == 1:
        return (text,), True  # "Lastname, First Second"
    return tuple(pieces), False


def _run_together(text: str) -> bool:
    """Whether a surname and the forename of the next author stand together, as Springer's tables
    have them: "Ann BeeBob Cee"."""
    return any(
        ahead.rstrip("-'’.").casefold() not in _BEFORE_CAPITALS
        for word in text.split()[1:-1]
        for ahead in _AHEAD_OF_CAPITAL.findall(word)
    )


def _pieces(parts: list[str]) -> list[str]:
    """What stands between the commas of all parts."""
    return [piece for part in parts for piece in part.split(",")]


def _inverted(parts: list[str]) -> bool:
    """Whether parts of one comma each are one name each, "B, A", and not two, "A B, C D"."""
    heads = [part.partition(",")[0] for part in parts]
    return not all(" " in head.strip() for head in heads)


def _with_suffixes(pieces: list[str]) -> list[str]:
    found: list[str] = []
    for piece in pieces:
        if len(piece) <= _LONGEST_SUFFIX and found and _SUFFIX.match(piece):
            found[-1] += f", {piece}"
        else:
            found.append(piece)
    return found
