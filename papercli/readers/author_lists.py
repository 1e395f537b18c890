"""Names of authors out of one text that lists them, as people and programs join them.

Ada Quill, Bo Lindqvist and Chen Wei        complete: three
Ada Quill (1), Bo Lindqvist (1 and 2)       affiliations in parentheses, nested ones too
Ada Quill, et al. (19 additional authors not shown)   a part: the count is told
Ada Quill, B Lindqvist…                      a part: the count is not known
"""

from __future__ import annotations

import re
from typing import NamedTuple

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
_OF_MORE = ("additional", "more", "other")
_OF_CUT = ("et al", "et. al", "et.al", "etal", "others", "…", "...")
_OF_GROUP = ("Collaboration", "Consortium", "Team", "Group")
_SUFFIX = Pattern(r"(?:Jr|Sr|II|III|IV)\.?\Z")


class Authors(NamedTuple):
    """The names that a text lists, and how many there are, where that is known."""

    names: tuple[str, ...]
    total: int | None


def authors_of(text: str) -> Authors:
    """The authors of a text, names as written. Never raises."""
    text = " ".join(text.split())
    told = _MORE.search(text, 0) if any(word in text for word in _OF_MORE) else None
    more = int(told[1] or told[2]) if told else 0
    if told:
        text = _MORE.sub(" … ", text)
    text = _AFFILIATIONS.split(_without_parentheses(text))[0]
    folded = text.casefold()
    cut = any(sign in folded for sign in _OF_CUT) and _CUT.search(text, 0) is not None
    if cut:
        text = _CUT.sub(", ", text)
    if ":" in text and any(name in text for name in _OF_GROUP):
        text = _GROUP.sub(r"\1, ", text)
    names: list[str] = []
    for piece in _BETWEEN.split(text):
        name = piece.strip(" ,;")
        if name and _SUFFIX.match(name) and names:
            names[-1] = f"{names[-1]}, {name}"
        elif name:
            names.append(name)
    if sum(1 for name in names if " " not in name and "." not in name) > max(1, len(names) // 2):
        return Authors((), None)  # "Quill, Ada, Lindqvist, Bo": which commas divide, nobody says
    total = len(names) + more if more or not cut else None
    return Authors(tuple(names), total or None)


def _without_parentheses(text: str) -> str:
    """The text without what stands in parentheses; one that is never closed ends with the text."""
    if "(" not in text:
        return text
    kept, depth = [], 0
    for letter in text:
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(letter)
    return "".join(kept)
