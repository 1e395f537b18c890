"""Bytes and characters beyond ASCII written out in any way: ``%E2%80%A2``, ``\\342\\200\\242``,
``<E2><80><A2>``, ``<U+2022>``, ``\\u8226?``, ``\\'95``."""

from __future__ import annotations

import re
from collections.abc import Callable

_HEX = "[0-9A-Fa-f]{2}"
_DECIMAL, _WESTERN = 10, 1252
_BYTES = (
    (rf"%({_HEX})", 16),
    (rf"=({_HEX})", 16),
    (rf"\\x({_HEX})", 16),
    (r"\\([0-3][0-7]{2})", 8),
)
_HOW = (
    *_BYTES,
    (rf"<({_HEX})>", 16),
    (r"<U\+([0-9A-Fa-f]{4,6})>", 0),
    (r"\\u\{([0-9A-Fa-f]{1,6})\}", 0),
    (r"\\u([0-9]{3,5})\??", _DECIMAL),
    (rf"\\'({_HEX})", _WESTERN),
)
"""How a byte is written in each way, and the base of its number, 0 for a whole character; as RTF
writes them, in decimal numbers and as bytes of Windows-1252."""
_LAST, _SURROGATES = 0x10FFFF, range(0xD800, 0xE000)


def unescaped(text: str, way: int) -> str:
    """Return the text with signs for what is written out in that way, one of those that
    `transport` looks for."""
    pattern, base = _HOW[way]
    if not base:
        return re.sub(pattern, _character, text)
    if base == _DECIMAL:
        return re.sub(pattern, lambda match: _as_character(int(match[1]), match[0]), text)
    if base == _WESTERN:
        return re.sub(
            pattern, lambda match: bytes.fromhex(match[1]).decode("cp1252", "replace"), text
        )
    run = re.compile(rf"(?:{pattern.replace('(', '(?:')})+")
    return run.sub(_decoder(pattern, base), text)


def _decoder(byte: str, base: int) -> Callable[[re.Match[str]], str]:
    one = re.compile(byte)

    def decoded(match: re.Match[str]) -> str:
        data = bytes(int(number, base) for number in one.findall(match[0]))
        if data.isascii():
            return match[0]  # "%20" is of an address
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    return decoded


def _character(match: re.Match[str]) -> str:
    return _as_character(int(match[1], 16), match[0])


def _as_character(number: int, written: str) -> str:
    return chr(number) if number <= _LAST and number not in _SURROGATES else written
