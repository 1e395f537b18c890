r"""What Markdown and HTML left in a text: ``**bold**``, ``_several words_``, ``<i>in vivo</i>``.

Only pairs are taken off, and only round words: ``__init__``, ``2**3``, ``A*-search``, ``<think>``
and ``snake_case`` stay.
"""

from __future__ import annotations

import re

from papercli.text.pattern import Pattern

_BOLD = Pattern(r"(?<![\w*\\])\*\*(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*\\])\*\*(?![\w*])")
_BOTH = Pattern(r"(?<![\w*\\])\*{3}(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*\\])\*{3}(?![\w*])")
_ITALIC = Pattern(r"(?<![\w*\\/])\*(?=[^\W\d_])([^*\n]{2,200}?)(?<=[\w.!?)])\*(?![\w*/])")
_STRONG = Pattern(r"(?<![\w\\/])__(?=[^\s_])([^_\n]{2,400}?)(?<=[^\s_\\])__(?![\w/])")
_EMPHASIS = Pattern(r"(?<![\w\\/])_(?=[^\s_])([^_\n]{2,200}?)(?<=[^\s_\\])_(?![\w/])")
_LINK = Pattern(r"!?\[([^\[\]]{1,300})\]\((https?://[^\s()]{1,1000})(?:\s\"[^\"]{0,200}\")?\)")
_HYPHEN = Pattern(r"(?<=\w)\\-(?=\w)")
_TAGS = Pattern(
    r"<(i|b|em|strong|u|tt|scp|sc|small|span|a|jats:(?:italic|bold|sc))(?:\s[^<>]{0,300})?>"
    r"(?=\S)([^<>]{1,2000})(?<=\S)</\1>"
)
_BREAK = Pattern(r"<br\s?/?>|<((?:jats:)?p)>(?=\S)([^<>]{1,9000})(?<=\S)</\1>")
_NAME = Pattern(r"\A[a-z0-9]+\Z")


def may_hold(text: str) -> bool:
    """Whether such mark-up may stand in the text: a quick look."""
    return "*" in text or "_" in text or "<" in text or "](" in text or "\\-" in text


def resolved(text: str) -> str:
    """The text without mark-up that goes round words; links as ``words (address)``."""
    if "](" in text:
        text = _LINK.sub(_link, text)
    if "<" in text and ">" in text:
        text = _BREAK.sub(r" \2 ", _TAGS.sub(r"\2", text))
    if "**" in text:
        text = _BOLD.sub(r"\1", _BOTH.sub(r"\1", text))
    if "*" in text:
        text = _ITALIC.sub(r"\1", text)
    if "_" in text:
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(_strong, text))
    return _HYPHEN.sub("-", text)


def _link(match: re.Match[str]) -> str:
    words, address = match[1].strip(), match[2]
    return address if words in address or words.startswith("http") else f"{words} ({address})"


def _strong(match: re.Match[str]) -> str:
    """``__bold words__``, but ``__init__`` is a name."""
    return match[0] if _NAME.search(match[1], 0) else match[1]
