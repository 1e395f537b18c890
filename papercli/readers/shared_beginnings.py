"""The beginning that nearly all of some texts share, whatever numbers stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from papercli.text.pattern import Pattern

_NUMBER = re.compile("[0-9]+")
_LONGEST, _LONGEST_WORDS = 60, 200
_FEWEST, _NEARLY_ALL = 5, 0.9
"""Texts that a tool marked: it marks all, while of titles found by a word many share that."""
_FEWEST_BARE = 8
"""Texts of which no words in no brackets, and no numbers, are a part of nearly all."""
_SIGN_OF_A_TOOL = re.compile(
    r"^[^\W\d_]+(?: [^\W\d_]+)?\s?[:|]\s*$|\s\||(?<!\S)#\w|(?![‐-—‘-”])[^\w\s\x00-\x7f]"
)
"""A label, what stands between fields, or no sign of ASCII: none of "C++", "A*", "R&D: "."""
_BADGE = Pattern(
    r"\W*(?:new|hot|pinned|featured|trending|sponsored|updated|unread|copy link|view pdf"
    r"|(?:[-–—|·]|on|at|from) (?:a )?hugging face|\(0 min(?:ute)?s?(?: read)?\))\W*",
    re.I,
)
"""What a site puts beside titles, in words."""
_BRACKETS, _SUBTITLE = frozenset("[](){}<>"), re.compile(r"\s*[:‐-—-]")
_ENDS = ".)?!%"
"""What a text itself may end with."""
_BLANKS = r"\s+"


def shared_beginning(texts: Sequence[str], share: float, longest: int = _LONGEST) -> str:
    """Return the longest beginning of such a share of the texts, with ``0`` for any number."""
    heads = Counter(_NUMBER.sub("0", text[:longest].lstrip()) for text in texts)
    least = share * len(texts)
    shared = ""
    while True:
        nexts: Counter[str] = Counter()
        for head, count in heads.items():
            if shared.rstrip() == head.rstrip():
                nexts["" if shared.endswith(" ") else " "] += count
            elif head.startswith(shared):
                nexts[head[len(shared) : len(shared) + 1]] += count
        best, count = nexts.most_common(1)[0] if nexts else ("", 0)
        if not best or count < least:
            return shared
        shared += best


def pattern_of(beginning: str) -> str:
    """Return the regular expression of a shared beginning, however many blanks stand in it."""
    words = (re.escape(word).replace("0", "[0-9]+") for word in beginning.split())
    return rf"\s*{_BLANKS.join(words)}"


def without_shared_words(texts: list[str]) -> list[str]:
    """Return the texts without words that have a sign and that nearly all begin or end with:
    ``[b]``, ``Zusammenfassung:``, ``(opens in a new window)``."""
    different = list(dict.fromkeys(texts))
    if len(different) < _FEWEST:
        return texts
    first = shared_beginning(different, _NEARLY_ALL, _LONGEST_WORDS)
    last = shared_beginning([text[::-1] for text in different], _NEARLY_ALL, _LONGEST_WORDS)
    if mark := _mark(first, len(different)):
        texts = [mark.sub("", text, count=1) for text in texts]
    subtitle = _SUBTITLE.match(last[::-1]) and not _BADGE.fullmatch(last[::-1])
    mark = None if subtitle else _mark(last, len(different), back=True)
    if mark:
        texts = [mark.sub("", text[::-1], count=1)[::-1] for text in texts]
    return texts


def _mark(shared: str, texts: int, back: bool = False) -> re.Pattern[str] | None:
    """Return what finds the shared words, ``back`` to front or not, as far as a whole word; None
    where they may be of the texts: titles of one subject share words, too, but no such signs."""
    while shared and (shared[-1].isalnum() or shared[-1] in _ENDS):
        shared = shared[:-1]
    shown = shared[::-1] if back else shared
    if "$" in shown or not any(map(str.isalpha, shared)):
        return None
    if _BADGE.fullmatch(shown):
        return re.compile(rf"{pattern_of(shared)}\s*")
    bare = "0" in shared or _BRACKETS.isdisjoint(shown)
    if bare and (texts < _FEWEST_BARE or not _SIGN_OF_A_TOOL.search(shown)):
        return None
    return re.compile(rf"{pattern_of(shared)}\s*")
