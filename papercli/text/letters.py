"""Plain letters for those that Unicode does not decompose, and for what only looks another way.

`searchable` is what the index holds of a text and what a query asks for: so what is shown is found
by its plain spelling. Accents are left in it, which the index folds by itself.
"""

from __future__ import annotations

import unicodedata

from papercli.text.cleaning import beyond_ascii, clean
from papercli.text.pattern import Pattern

_STROKES = dict(
    zip(
        "øØłŁđĐħĦŧŦıȷðÐĸŋŊƀɃɨƗɇɆǥǤɉɈƚȽɍɌʉɄɏɎƶƵⱥȺⱦȾȼȻəƏ",
        "oOlLdDhHtTijdDknNbBiIeEgGjJlLrRuUyYzZaAtTcCeE",
        strict=True,
    )
)
PLAIN = {
    **_STROKES,
    "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ẞ": "SS", "þ": "th", "Þ": "Th",
}  # fmt: skip
"""Letters that Unicode does not decompose -> how they are written where a keyboard lacks them."""

_SPELLED = {
    "ø": "oe", "Ø": "Oe", "ö": "oe", "Ö": "Oe", "ä": "ae", "Ä": "Ae", "ü": "ue", "Ü": "Ue",
    "å": "aa", "Å": "Aa", "đ": "dj", "Đ": "Dj", "ð": "dh", "Ð": "Dh", "ŋ": "ng", "Ŋ": "Ng",
}  # fmt: skip
"""Letters that are written with two as well: Sørensen, Sorensen, Soerensen."""

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Unicode's Default_Ignorable_Code_Point, and interlinear marks."""
_SIGNS = "©®™℠"
"""Beside a word and no part of it: their compatible letters would be."""
_OTHER = Pattern(f"[{_INVISIBLE}{_SIGNS}{''.join(PLAIN)}]")
_TABLE = str.maketrans({**PLAIN, **dict.fromkeys(_SIGNS, " ")})
_HIDDEN = Pattern(f"[{_INVISIBLE}]")
_TWO_LETTERS = str.maketrans(_SPELLED)
_IN_TWO_WAYS = Pattern(rf"[{''.join(_SPELLED)}]")
_WORD = Pattern(r"\w+")


_INVISIBLE_LETTERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Of the invisible ones those that Python calls printable."""
_MARKED = _INVISIBLE_LETTERS.union(_SIGNS, PLAIN)


def searchable(text: str) -> tuple[str, list[str]]:
    """What is searched of a text, be it clean already or not.

    First the text with plain characters for compatible ones and for letters that have no accent to
    take off, without invisible ones; then its words that are written with two letters for one as
    well, so written.
    """
    text = clean(text)
    if text.isascii():
        return text, []
    foreign = beyond_ascii(text)
    spelled = [] if _SPELLED.keys().isdisjoint(foreign) else _spelled(text)
    plain = foreign.isprintable() and _MARKED.isdisjoint(foreign)
    return _composed(text) if plain else _plain(text), spelled


def _plain(text: str) -> str:
    if _OTHER.search(text, 0):
        text = " ".join(_HIDDEN.sub("", text).translate(_TABLE).split())
    return _composed(text)


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def _spelled(text: str) -> list[str]:
    words = dict.fromkeys(match[0] for match in _WORD.finditer(text))
    return [_plain(word.translate(_TWO_LETTERS)) for word in words if _IN_TWO_WAYS.search(word, 0)]
