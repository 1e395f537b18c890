"""From the bytes of a file to lines of text."""

from __future__ import annotations

import codecs

from papercli.text import REPLACEMENT

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DATABASE = b"SQLite format 3\0"
_MOST_DAMAGE = 0.05
_SAMPLE = 4096
_FEWEST_PAIRS = 8


def decode(data: bytes) -> tuple[str, list[tuple[int, str]]]:
    """Return the text with ``\\n`` as line end, and what was wrong as (line, problem).

    UTF-8 unless a byte order mark or the pattern of NUL bytes says UTF-16 or UTF-32. What cannot be
    decoded, and NUL characters, become U+FFFD: never an error.
    """
    encoding, start = _encoding(data)
    problems = []
    try:
        text = data[start:].decode(encoding) if start else data.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line_of(data[start : start + error.start].decode(encoding, "replace"))
        problems.append((line, f"bytes that are not {encoding.upper()}, shown as {REPLACEMENT}"))
        text = data[start:].decode(encoding, "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
    if "\ufeff" in text:  # left in the middle where files were concatenated
        text = text.replace("\ufeff", "")
    if "\0" in text:
        count = text.count("\0")
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append((line, f"{count} NUL character{'s'[: count != 1]}, shown as {REPLACEMENT}"))
        text = text.replace("\0", REPLACEMENT)
    return text, problems


def is_binary(data: bytes, text: str) -> bool:
    """Whether what was decoded is no text, though it may hold some: an index of papers does."""
    return data.startswith(_DATABASE) or text.count(REPLACEMENT) > _MOST_DAMAGE * len(text)


def _encoding(data: bytes) -> tuple[str, int]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    # Text without a mark is UTF-16 where nearly every other byte is NUL.
    if pairs >= _FEWEST_PAIRS and sample[1::2].count(0) > 0.7 * pairs and not sample[::2].count(0):
        return "utf-16-le", 0
    if pairs >= _FEWEST_PAIRS and sample[::2].count(0) > 0.7 * pairs and not sample[1::2].count(0):
        return "utf-16-be", 0
    return "utf-8", 0


def _line_of(before: str) -> int:
    return (before.count("\n") or before.count("\r")) + 1
