"""Names of authors out of one text that lists them, as people and programs join them.

Ada Quill, Bo Lindqvist and Chen Wei        complete: three
Ada Quill (1), Bo Lindqvist (1 and 2)       affiliations in parentheses, nested ones too
Ada Quill, et al. (19 additional authors not shown)   a part: the count is told
Ada Quill, B Lindqvist…                      a part: the count is not known
"""

from __future__ import annotations

import re

from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_MORE = Pattern(
    r"\(\s*(\d{1,5})\s+(?:additional|more|other)\s+authors?\b[^()]{0,40}\)"
    r"|\band\s+(\d{1,5})\s+(?:others|more|additional authors)\b"
)
_CUT = Pattern(r"\bet\.?\s?al\b\.?|\band others\b|…|\.\.\.", re.IGNORECASE)
_BETWEEN = Pattern(r"\s*[,;]\s*(?:and\s+|&\s+)?|\s+and\s+|\s+&\s+")
_GROUP = Pattern(r"(.{0,80}(?:Collaboration|Consortium|Team|Group))\s?:\s+")
_AFFILIATIONS = Pattern(r"\sAffiliations?\s?:")
# Most lists have nothing of these: seen in a third of the time.
_PARENTHESIS = Pattern(r"[()]")
_OF_MORE = ("additional", "more", "other")
_OF_CUT = ("et al", "et. al", "et.al", "etal", "others", "…", "...")
_OF_GROUP = ("Collaboration", "Consortium", "Team", "Group")
_OF_OTHER_LISTS = ("(", ":", *_OF_MORE, *_OF_CUT)
_LONGEST_SUFFIX = len("III.")
_SUFFIX = Pattern(r"(?:Jr|Sr|II|III|IV)\.?\Z")


class Authors(NamedTuple):
    """The names that a text lists, and how many there are, where that is known."""

    names: tuple[str, ...]
    total: int | None


def authors_of(text: str) -> Authors:
    """The authors of a text, names as written. Never raises."""
    text = " ".join(text.split())
    if plain := _plain(text):
        return plain
    told = _MORE.search(text, 0) if any(word in text for word in _OF_MORE) else None
    more = int(told[1] or told[2]) if told else 0
    if told:
        text = _MORE.sub(" … ", text)
    text = _AFFILIATIONS.split(_without_parentheses(text))[0]
    folded = text.casefold()
    cut = 0
    if signs := [at for sign in _OF_CUT if (at := folded.find(sign)) >= 0]:
        # To look through a long list for words in any case takes longer than all the rest.
        start = max(0, min(signs) - len("and ") - 1) if len(folded) == len(text) else 0
        end, cut = _CUT.subn(", ", text[start:])
        text = text[:start] + end
    if ":" in text and any(name in text for name in _OF_GROUP):
        text = _GROUP.sub(r"\1, ", text)
    names = _names(_divided(text))
    if names is None:
        return Authors((), None)
    total = len(names) + more if more or not cut else None
    return Authors(tuple(names), total or None)


def _plain(text: str) -> Authors | None:
    """The authors of a list that commas and "and" divide, as nearly all do, and nothing else."""
    folded = text.casefold()
    if any(map(folded.__contains__, _OF_OTHER_LISTS)):
        return None
    names = _names(_divided(text))
    return Authors(tuple(names), len(names) or None) if names is not None else Authors((), None)


def _divided(text: str) -> list[str]:
    """The pieces of a list of names, whose blanks are single ones or nearly."""
    if ";" in text or "&" in text or ",and" in text or "and  " in text:
        return _BETWEEN.split(text)
    return text.replace(" and ", ",").split(",")  # several times as fast as the expression


def _names(pieces: list[str]) -> list[str] | None:
    """The names in the pieces of a list; None where nobody says which commas divide: ``Quill, Ada,
    Lindqvist, Bo``."""
    names = [name for piece in pieces if (name := piece.strip(" ,;"))]
    if names and min(map(len, names)) <= _LONGEST_SUFFIX:
        names = _with_suffixes(names)
    short = [name for name in names if " " not in name and "." not in name]
    return None if len(short) > max(1, len(names) // 2) else names


def _with_suffixes(names: list[str]) -> list[str]:
    joined: list[str] = []
    for name in names:
        if joined and _SUFFIX.match(name):
            joined[-1] = f"{joined[-1]}, {name}"
        else:
            joined.append(name)
    return joined


def _without_parentheses(text: str) -> str:
    """The text without what stands in parentheses; one that is never closed ends with the text."""
    if "(" not in text:
        return text
    kept, depth, at = [], 0, 0
    for mark in _PARENTHESIS.finditer(text):
        if not depth:
            kept.append(text[at : mark.start()])
        depth = depth + 1 if mark[0] == "(" else max(0, depth - 1)
        at = mark.end()
    if not depth:
        kept.append(text[at:])
    return "".join(kept)
