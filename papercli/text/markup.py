r"""What Markdown and HTML left in a text: ``**bold**``, ``_several words_``, ``<i>in vivo</i>``.

Only pairs are taken off, and only round words: ``__init__``, ``2**3``, ``A*-search``, ``<think>``
and ``snake_case`` stay.
"""

from __future__ import annotations

import re
from itertools import pairwise

from papercli.text.pattern import Pattern

# Marks stand where words begin and end, never within a formula: `{F}_t J_{G}`, `2**3`.
_OPENS, _CLOSES = r"(?<![^\s(\[\"'“‘—–{}])", r"(?![^\s.,;:!?)\]\"'”’—–\-{}])"
_STAR, _LINE = ((_OPENS.format(other), _CLOSES.format(other)) for other in "_*")
_BOLD = Pattern(rf"{_STAR[0]}\*\*(?=[^\s*])([^*\n]{{1,400}}?)(?<=[^\s*\\])\*\*{_STAR[1]}")
_BOTH = Pattern(rf"{_STAR[0]}\*{{3}}(?=[^\s*])([^*\n]{{1,400}}?)(?<=[^\s*\\])\*{{3}}{_STAR[1]}")
_ITALIC = Pattern(rf"{_STAR[0]}\*(?=[^\W\d_])([^*\n]{{2,200}}?)(?<=[\w.!?)])\*{_STAR[1]}")
_STRONG = Pattern(rf"{_LINE[0]}__(?=[^\s_])([^_\n]{{2,400}}?)(?<=[^\s_\\])__{_LINE[1]}")
_EMPHASIS = Pattern(rf"{_LINE[0]}_(?=[^\s_])([^_\n]{{2,200}}?)(?<=[^\s_\\])_{_LINE[1]}")
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
    if "**" in text:
        text = _BOLD.sub(r"\1", _BOTH.sub(r"\1", text))
    if text.count("*") > 1 and _opens(text, "*"):
        text = _ITALIC.sub(r"\1", text)
    if "__" in text:
        text = _STRONG.sub(_strong, text)
    if text.count("_") > 1 and _opens(text, "_"):
        text = _EMPHASIS.sub(r"\1", text)
    return _HYPHEN.sub("-", text) if "\\-" in text else text


def _link(match: re.Match[str]) -> str:
    words, address = match[1].strip(), match[2]
    return address if words in address or words.startswith("http") else f"{words} ({address})"


def _strong(match: re.Match[str]) -> str:
    """``__bold words__``, but ``__init__`` is a name."""
    return match[0] if _NAME.search(match[1], 0) else match[1]
