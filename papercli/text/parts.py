"""Where a run of letters and digits falls into parts, each of which is a word to the index.

``Qwen2.5`` and ``Qwen 2.5`` are the same words then, and any part of a run of Chinese, Japanese or
Korean is a row of words.
"""

from __future__ import annotations

import re

from papercli.text.pattern import Pattern

CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uff9f\U00016fe0-\U00018cff"
    "\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
"""Han, kana, bopomofo and Hangul, as the inside of a class of characters: scripts that are searched
by the character, since a reader sees words in them where no blank stands."""
_CHARACTER = Pattern(f"[{CJK}]")
_LEADING = bytes([0xE1, *range(0xE3, 0xF0), 0xF0])
"""First bytes of these characters in UTF-8; typographic dashes and quotes begin with others."""
_KINDS = bytes(
    ord("a") if chr(code).isalpha() else ord("0") if chr(code).isdigit() else ord(" ")
    for code in range(128)
) + bytes([ord(" ")] * 128)

_AT_A_LETTER = re.compile(rb"0(?:(?<=a0)|(?=a))")
"""A digit beside a letter. It begins with the digit, of which a text has few: those are found as
fast as a byte is."""


def parted(text: str) -> str:
    """The text with blanks between letters and digits (of ASCII) that touch, and around every
    character of Chinese, Japanese and Korean; the same text where there are none. Idempotent."""
    if not text.isascii():
        data = text.encode("utf-8", "replace")
        if len(data.translate(None, _LEADING)) != len(data):
            text = " ".join(_CHARACTER.sub(lambda found: f" {found[0]} ", text).split())
    kinds = text.encode("ascii", "replace").translate(_KINDS)
    pieces = []
    start = 0
    for found in _AT_A_LETTER.finditer(kinds):
        place = found.start()
        if kinds[place - 1 : place] == b"a":
            pieces.append(text[start:place])
            start = place
        if kinds[place + 1 : place + 2] == b"a":
            pieces.append(text[start : place + 1])
            start = place + 1
    return " ".join([*pieces, text[start:]]) if start else text
