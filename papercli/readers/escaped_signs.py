"""Bytes and characters beyond ASCII written out in any way: ``%E2%80%A2``, ``\\342\\200\\242``,
``<E2><80><A2>``, ``<U+2022>``."""

from __future__ import annotations

import re
from collections.abc import Callable

_HEX = "[0-9A-Fa-f]{2}"
_BYTES: tuple[tuple[str, str, int], ...] = (
    # A mark that is on every page, one byte, and the base of its number.
    ("%E2%80%A2", rf"%({_HEX})", 16),
    ("=E2=80=A2", rf"=({_HEX})", 16),
    ("\\xe2\\x80\\xa2", rf"\\x({_HEX})", 16),
    ("\\342\\200\\242", r"\\([0-3][0-7]{2})", 8),
    ("<E2><80><A2>", rf"<({_HEX})>", 16),
)
_CHARACTERS = (
    ("<U+2022>", r"<U\+([0-9A-Fa-f]{4,6})>"),
    ("\\u{2022}", r"\\u\{([0-9A-Fa-f]{1,6})\}"),
)
_LAST = 0x10FFFF


def unescaped(text: str) -> str | None:
    """Return the text with its signs as they are, None where none is written out so."""
    for mark, byte, base in _BYTES:
        if mark in text:
            # Of ASCII nothing is written out: "%20" is of an address.
            run = re.compile(rf"(?:{byte.replace('(', '(?:')})+")
            return run.sub(_decoder(byte, base), text)
    for mark, character in _CHARACTERS:
        if mark in text:
            return re.sub(character, _character, text)
    return None


def _decoder(byte: str, base: int) -> Callable[[re.Match[str]], str]:
    one = re.compile(byte)

    def decoded(match: re.Match[str]) -> str:
        data = bytes(int(number, base) for number in one.findall(match[0]))
        if data.isascii():
            return match[0]
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    return decoded


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if number <= _LAST and not 0xD800 <= number < 0xE000 else match[0]
