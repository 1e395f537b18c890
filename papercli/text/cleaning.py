"""A text as read, made fit to search, to compare and to show."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from papercli.text.marks import few_marks
from papercli.text.pattern import Pattern

_MAX_PASSES = 8
_ENTITY = Pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_LONGEST_NAME = 33
"""Letters of the name of an entity, with the semicolon."""


def _entity(match: re.Match[str]) -> str:
    from papercli.text.entities import unescaped  # few texts need it

    resolved = unescaped(match[0])
    return resolved if resolved.isprintable() or resolved.isspace() else match[0]


_INVISIBLE = "\u00ad\u034f\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"
"""Soft hyphens, zero-width spaces and word joiners, which are hints for line breaks, and operators
of formulas that are not seen."""
_JOINERS, _DIRECTIONS = "\u200c\u200d", "\u061c\u200e\u200f"
"""What scripts need to be read: joiners of letters, and marks of the direction of writing."""
_NEEDLESS_JOINERS = Pattern(f"(?<![^\x00-\u024f\\s])[{_JOINERS}]+(?![^\x00-\u024f\\s])")
"""Those between Latin letters, which they do not change."""
_AS_LETTERS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _INVISIBLE)),
    **{ord(ligature): unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"},
}
_NOT_LETTERS = frozenset(map(chr, _AS_LETTERS)).union(_JOINERS, _DIRECTIONS)
_NO_DIRECTIONS = dict.fromkeys(map(ord, _DIRECTIONS))
_ASCII = bytes(range(0x80))


def beyond_ascii(text: str) -> str:
    """The letters of a text beyond ASCII: few, so that they are looked at quickly."""
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return data.decode("utf-8", "surrogatepass")


def _is_left_to_right(letter: str) -> bool:
    return letter in _DIRECTIONS or unicodedata.bidirectional(letter) not in {"R", "AL"}


def _composed(text: str) -> str:
    if text.isascii():
        return text
    beyond = beyond_ascii(text)
    plain = _NOT_LETTERS.isdisjoint(beyond)
    if not plain:
        text = text.translate(_AS_LETTERS)
        if all(map(_is_left_to_right, beyond)):
            text = text.translate(_NO_DIRECTIONS)
    text = unicodedata.normalize("NFC", few_marks(text))
    return text if plain else _NEEDLESS_JOINERS.sub("", text)


_AT_ONCE = 1 << 16
"""Letters whose words are put together at a time: a list of all words of a long text takes ten
times its memory."""
_BLANK = Pattern(r"\s")


_PRINTABLE = bytes(range(ord(" "), 0x7F))


def _is_printable(text: str) -> bool:
    # Of ASCII several letters at once are looked at.
    return not text.encode().translate(None, _PRINTABLE) if text.isascii() else text.isprintable()


def _folded(text: str) -> str:
    """The words of a text with single blanks between them."""
    # Of all white space a blank alone is printable.
    if "  " not in text and _is_printable(text):
        return text.strip()
    if len(text) <= _AT_ONCE:
        return " ".join(text.split())
    pieces = []
    start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + _AT_ONCE)
        end = blank.start() if blank else len(text)
        pieces.append(" ".join(text[start:end].split()))
        start = end
    return " ".join(filter(None, pieces))


def _clean_once(text: str) -> str:
    from papercli.text import markup, scripts, tex  # little of what a search shows needs them

    text = _composed(text)
    if "&" in text and any(";" in part[:_LONGEST_NAME] for part in text.split("&")[1:]):
        text = _ENTITY.sub(_entity, text)
    text = tex.resolved(text)
    if scripts.may_hold(text):
        text = scripts.resolved(text)
    if markup.may_hold(text):
        text = markup.resolved(text)
    return _folded(text)


def _has_markup(text: str) -> bool:
    # A letter is looked for many times as fast as a word, and that as a regular expression.
    return (
        "\\" in text
        or "~" in text
        or "{" in text
        or "&" in text
        or ("`" in text and "``" in text)
        or "_" in text
        or "^" in text
        or "*" in text
        or "<" in text
        or ("]" in text and "](" in text)
    )


_PLAIN = bytes(code for code in range(ord(" "), 0x7F) if chr(code) not in "\\~{&`_^*<]")
"""Letters of ASCII of which no mark-up is made: one look at most texts."""


def clean(text: str) -> str:
    r"""Return what is searched and shown of a text as read.

    Resolves leftovers of TeX (``\%``, ties, accents, ``{\emph x}``, doubled links, quotation
    marks), HTML entities, mark-up round words, and numbers below and above the line; folds white
    space to single blanks, composes characters (NFC), writes ligatures as letters, and leaves out
    soft hyphens, zero-width spaces, joiners and marks of direction where no script needs them, and
    combining marks beyond `MOST_MARKS` in a row. What could be read in another way stays as it is.
    ``clean(clean(x)) == clean(x)``.
    """
    if text.isascii() and "  " not in text and not text.encode().translate(None, _PLAIN):
        return text.strip()
    folded = _folded(_composed(text))
    if not _has_markup(folded):
        return folded
    return _remembered(folded) if len(folded) <= _AT_ONCE else _remembered_long(folded)


def _resolved(folded: str) -> str:
    before = folded
    for _ in range(_MAX_PASSES):
        after = _clean_once(before)
        if after == before or (after.isascii() and not _has_markup(after)):
            return after
        before = after
    # Nested deeper than anything a person writes: such a text is left alone.
    return folded


_remembered = lru_cache(maxsize=1 << 12)(_resolved)
_remembered_long = lru_cache(maxsize=2)(_resolved)
"""A title is cleaned to be shown and again to be searched, with its abstract between."""
