r"""What Markdown and HTML left in a text: ``**bold**``, ``_several words_``, ``<i>in vivo</i>``.

Only pairs are taken off, and only round words: ``__init__``, ``2**3``, ``A*-search``, ``<think>``
and ``snake_case`` stay.
"""

from __future__ import annotations

import re
from itertools import pairwise

from papercli.text.pattern import Pattern


class _Marks:
    """Patterns of what stands between marks of emphasis.

    Marks stand where words begin and end, never within a formula: `{F}_t J_{G}`, `2**3`.
    """

    __slots__ = ("bold", "both", "emphasis", "italic", "strong")

    def __init__(self, before: str = "", behind: str = "") -> None:
        """``before`` and ``behind`` are quotes and dashes beside those of ASCII."""
        star, line = (
            (rf"(?<![^\s(\[\"'{before}{other}])", rf"(?![^\s.,;:!?)\]\"'{behind}\-{other}])")
            for other in "_*"
        )
        inner = r"(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*\\])"
        self.bold = Pattern(rf"{star[0]}\*\*{inner}\*\*{star[1]}")
        self.both = Pattern(rf"{star[0]}\*{{3}}{inner}\*{{3}}{star[1]}")
        self.italic = Pattern(rf"{star[0]}\*(?=[^\W\d_])([^*\n]{{2,200}}?)(?<=[\w.!?)])\*{star[1]}")
        self.strong = Pattern(rf"{line[0]}__(?=[^\s_])([^_\n]{{2,400}}?)(?<=[^\s_\\])__{line[1]}")
        self.emphasis = Pattern(rf"{line[0]}_(?=[^\s_])([^_\n]{{2,200}}?)(?<=[^\s_\\])_{line[1]}")


# Sets beyond ASCII take four times as long to compile, and most texts need none.
_ASCII_MARKS, _MARKS = _Marks(), _Marks("“‘—–", "”’—–")
_LINK = Pattern(r"!?\[([^\[\]]{1,300})\]\((https?://[^\s()]{1,1000})(?:\s\"[^\"]{0,200}\")?\)")
_HYPHEN = Pattern(r"(?<=\w)\\-(?=\w)")
_TAGS = Pattern(
    r"<(i|b|em|strong|u|tt|scp|sc|small|span|a|jats:(?:italic|bold|sc))(?:\s[^<>]{0,300})?>"
    r"(?=\S)([^<>]{1,2000})(?<=\S)</\1>"
)
_BREAK = Pattern(r"<br\s?/?>|<((?:jats:)?p)>(?=\S)([^<>]{1,9000})(?<=\S)</\1>")
_NAME = Pattern(r"\A[a-z0-9]+\Z")


_BEFORE = frozenset("([\"'“‘—–_*")


def _opens(text: str, mark: str) -> bool:
    """Whether such a mark stands where a word may begin: a quick look, since most are of formulas
    or of lists."""
    return any(
        (not before or before[-1] in _BEFORE or before[-1].isspace()) and not after[:1].isspace()
        for before, after in pairwise(text.split(mark))
    )


def may_hold(text: str) -> bool:
    """Whether such mark-up may stand in the text: a quick look."""
    return "*" in text or "_" in text or "<" in text or "](" in text or "\\-" in text


def resolved(text: str) -> str:
    """The text without mark-up that goes round words; links as ``words (address)``."""
    if "](" in text:
        text = _LINK.sub(_link, text)
    if "</" in text:
        text = _TAGS.sub(r"\2", text)
    if "<br" in text or "p>" in text:
        text = _BREAK.sub(r" \2 ", text)
    marks = _ASCII_MARKS if text.isascii() else _MARKS
    if "**" in text:
        text = marks.bold.sub(r"\1", marks.both.sub(r"\1", text))
    if text.count("*") > 1 and _opens(text, "*"):
        text = marks.italic.sub(r"\1", text)
    if "__" in text:
        text = marks.strong.sub(_strong, text)
    if text.count("_") > 1 and _opens(text, "_"):
        text = marks.emphasis.sub(r"\1", text)
    return _HYPHEN.sub("-", text) if "\\-" in text else text


def _link(match: re.Match[str]) -> str:
    words, address = match[1].strip(), match[2]
    return address if words in address or words.startswith("http") else f"{words} ({address})"


def _strong(match: re.Match[str]) -> str:
    """``__bold words__``, but ``__init__`` is a name."""
    return match[0] if _NAME.search(match[1], 0) else match[1]
