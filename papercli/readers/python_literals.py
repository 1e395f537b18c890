"""Lists and dictionaries as Python prints them, written again as JSON.

``ast.literal_eval`` builds a syntax tree, which deep nesting overflows, and reads ids as numbers.
Here the text is translated token by token, and line ends stay where they are.
"""

from __future__ import annotations

import json
import re

from papercli.text import REPLACEMENT
from papercli.text.pattern import Pattern

# A string that is not closed ends with the text: to fail there would mean to try every quote again.
_TOKEN = Pattern(
    r"(?<![\w'\"])[bBuUrR]?(?:'(?P<single>[^'\\]*(?:\\.[^'\\]*)*)(?:'|\Z)"
    r"|\"(?P<double>[^\"\\]*(?:\\.[^\"\\]*)*)(?:\"|\Z))"
    r"|\b(?P<word>True|False|None|nan|inf)\b"
    r"|\bdatetime\.datetime\((?P<when>[\d, ]{5,60})[^()]{0,80}(?:\([^()]{0,80}\))?\)",
    re.DOTALL,
)
_ESCAPE = Pattern(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": "", "0": REPLACEMENT}
_WORDS = {"True": "true", "False": "false"}
_LAST = 0x10FFFF


def as_json(text: str) -> str:
    """The text with strings, constants and dates of Python as JSON writes them; all else stays.

    Never raises; what is no Python literal is no JSON afterwards either.
    """
    return _TOKEN.sub(_translated, text)


def _translated(match: re.Match[str]) -> str:
    if match["word"]:
        return _WORDS.get(match["word"], "null")
    if match["when"]:
        numbers = [int(number) for number in match["when"].split(",") if number.strip()]
        year, month, day = (*numbers, 0, 0, 0)[:3]
        return f'"{year:04}-{month:02}-{day:02}"'
    body = match["single"] if match["double"] is None else match["double"]
    if "\\" in body:
        body = _ESCAPE.sub(_escaped, body)
    return json.dumps(body)


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _LETTERS.get(match[4], match[4] if match[4] in "'\"\\" else match[0])
    number = int(code, 16)
    return chr(number) if number <= _LAST else REPLACEMENT
