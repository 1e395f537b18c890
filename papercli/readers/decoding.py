"""From the bytes of a file to lines of text."""

from __future__ import annotations

import codecs
import re

from papercli.readers.transport import unpacked
from papercli.text import REPLACEMENT

_ASCII = bytes(range(0x80))
_MACINTOSH = rb"(?:\xa5|\xe1)[ \t]*[0-9][0-9,]* authors"
# The middle dot of the encodings that systems in Chinese, Japanese and Korean save in.
_EASTERN = (
    (b"\xa1\xa4", "gb18030", "GB 18030"),
    (b"\xa1\xa4", "cp949", "Korean (code page 949)"),
    (b"\xa1\x50", "big5", "Big5"),
    (b"\x81\x45", "cp932", "Shift JIS"),
)
_MOST_FOREIGN = 0.1
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
_VERTICAL_TAB = "\x0b"
"""A line break within a paragraph, as word processors copy it."""
_SEVERAL = 4
_RIGHT = ("• ", "\n·\n")
_LINE_ENDS = ("\u2028", "\u2029", "\x85")
# Windows-1252 as people write it: quotation marks, dashes, bullets, the middle dot, letters. Bytes
# that no Western text has are damage to another encoding.
_WESTERN = (
    b"\x80\x82\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8e\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b"
    b"\x9c\x9e\x9f\xa0\xa1\xa3\xa7\xa9\xab\xad\xae\xb0\xb1\xb2\xb3\xb5\xb6\xb7\xb9\xba\xbb\xbc\xbd"
    b"\xbe\xbf\xd7" + bytes(range(0xC0, 0xD7)) + bytes(range(0xD8, 0xFE))
)


def decode(data: bytes) -> tuple[str, list[tuple[int | None, str]]]:
    """Return the text with ``\\n`` as line end, and what was wrong or assumed as (line, problem).

    UTF-8 unless a byte order mark or the pattern of NUL bytes says UTF-16 or UTF-32; Windows-1252
    where the bytes say so. Text that had been read in a wrong encoding is put right. What cannot be
    decoded, and NUL characters, become U+FFFD: never an error.
    """
    encoding, start = _encoding(data)
    problems: list[tuple[int | None, str]] = []
    try:
        text = data[start:].decode(encoding) if start else data.decode(encoding)
    except UnicodeDecodeError as error:
        text, problem = _decode_damaged(data[start:], encoding, error.start)
        problems.append(problem)
    if not text.isascii() and not reads_right(text):
        from papercli.readers.mojibake import repair  # few pages need it

        text, misread = repair(text)
        if misread:
            problems.append((None, f"UTF-8 that had been read as {misread}: put right"))
    text = _with_line_ends(text)
    text, packed = unpacked(text)
    if packed:
        problems.append((None, f"packed as {packed}: unpacked"))
        text = _with_line_ends(text)
    if "\ufeff" in text:  # left in the middle where files were concatenated
        text = text.replace("\ufeff", "")
    if (packed or b"\0" in data) and "\0" in text:
        count = text.count("\0")
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append((line, f"{count} NUL character{'s'[: count != 1]}, shown as {REPLACEMENT}"))
        text = text.replace("\0", REPLACEMENT)
    return text, problems


def reads_right(text: str) -> bool:
    """Whether a text has signs of a page that was read in its own encoding."""
    return any(sign in text for sign in _RIGHT)


def is_binary(data: bytes, text: str) -> bool:
    """Whether what was decoded is no text, though it may hold some: an index of papers does."""
    if data.startswith(_DATABASE):
        return True
    # Nearly no text holds one, and counting takes longer than looking.
    return REPLACEMENT in text and text.count(REPLACEMENT) > _MOST_DAMAGE * len(text)


def _with_line_ends(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
    if _VERTICAL_TAB in text and text.count(_VERTICAL_TAB) > max(_SEVERAL, text.count("\n")):
        text = text.replace(_VERTICAL_TAB, "\n")
    if not text.isascii():
        for end in _LINE_ENDS:
            # A separator within a title is a blank; a text without other line ends has these.
            if end in text and text.count(end) > text.count("\n"):
                text = text.replace(end, "\n")
    return text


def _decode_damaged(data: bytes, encoding: str, first: int) -> tuple[str, tuple[int | None, str]]:
    """Return what can be made of bytes that are not of the encoding, and what to say of it."""
    line = _line_of(data[:first].decode(encoding, "replace"))
    shown = f"bytes that are not {encoding.upper()}, shown as {REPLACEMENT}"
    if encoding != "utf-8":
        return data.decode(encoding, "replace"), (line, shown)
    beyond = data.translate(None, _ASCII)
    western = len(beyond.translate(None, _WESTERN)) <= _MOST_FOREIGN * len(beyond)
    macintosh = re.search(_MACINTOSH, data)
    if (western or macintosh) and data.decode("utf-8", "ignore").isascii():
        codec, name = ("mac_roman", "Mac Roman") if macintosh else ("cp1252", "Windows-1252")
        return data.decode(codec, "replace"), (None, f"not UTF-8: read as {name}")
    for dot, codec, name in _EASTERN:
        if dot in data and (text := _with_dot(data, dot, codec)):
            return text, (None, f"not UTF-8: read as {name}")
    text = data.decode("utf-8", _AS_WINDOWS)
    if REPLACEMENT in text:
        return text, (line, shown)
    return text, (line, "bytes that are not UTF-8, read as Windows-1252")


def _with_dot(data: bytes, dot: bytes, codec: str) -> str | None:
    """Return the text if a line of it is the dot of the codec, and all of it can be decoded."""
    if not any(line.strip() == dot for line in data.split(b"\n")):
        return None
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read one odd byte as Windows-1252; several are what is left of a character in UTF-8."""
    assert isinstance(error, UnicodeDecodeError)
    odd = error.object[error.start : error.end]
    if len(odd) > 1 or odd not in _WESTERN or error.end == len(error.object):
        return REPLACEMENT, error.end
    return odd.decode("cp1252", "replace"), error.end


_AS_WINDOWS = "papers-as-windows-1252"
codecs.register_error(_AS_WINDOWS, _as_windows)


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
