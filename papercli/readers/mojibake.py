"""UTF-8 that was read as another encoding and saved so: found and undone, where all of it is.

A page has signs that are no ASCII, so a wrong reading leaves its trace on nearly every entry. Only
where every such character of a text is of one wrong reading is the text taken for misread; a title
that holds one such sequence among right ones stays as it is.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from papercli.readers.decoding import reads_right

# In order of likelihood. Names of Python's codecs; what a codec leaves undefined stands for itself,
# as browsers and editors do it.
_CODECS = (
    ("cp1252", "Windows-1252"),
    ("latin-1", "ISO 8859-1"),
    ("mac_roman", "Mac Roman"),
    ("cp1251", "Windows-1251"),
    ("cp1253", "Windows-1253"),
    ("cp874", "Windows-874"),
    ("cp1250", "Windows-1250"),
    ("cp1254", "Windows-1254"),
    ("koi8_r", "KOI8-R"),
    ("cp437", "code page 437"),
    ("cp850", "code page 850"),
    ("cp866", "code page 866"),
    ("iso8859_7", "ISO 8859-7"),
    ("iso8859_11", "ISO 8859-11"),
)
# How a bullet, a dot and what begins every typographic sign look, in Chinese and Japanese, too: one
# of them is on every page.
_TELLING = (
    *(b"\xe2\x80", b"\xc2\xb7", b"\xc3\xa9", b"\xc3\xbc"),
    *(b"\xc2\xa0", b"\xe3\x80", b"\xef\xbc"),
)
_MOST_TIMES = 3
_LOST = "\N{REPLACEMENT CHARACTER}"
_MOST_DAMAGE = 0.02
_ASCII = bytes(range(0x80))
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def repair(text: str) -> tuple[str, str | None]:
    """Return the text as it was before it was misread, and the name of the wrong encoding, or the
    text as it is and None."""
    name = None
    for _ in range(_MOST_TIMES):
        found = _undone(text)
        if found is None:
            break
        text, wrong = found
        name = name or wrong
    return text, name


def _undone(text: str) -> tuple[str, str] | None:
    if text.isascii() or reads_right(text):
        return None
    # Of a page's letters nearly all are of ASCII; bytes lose those the quickest.
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    letters = set(beyond.decode("utf-8", "surrogatepass"))
    for codec, name in _CODECS:
        if any(letters.issuperset(mark) and mark in text for mark in _marks(codec)):
            undone = _decode(text, codec)
            if undone is not None:
                return undone, name
    return None


@cache
def _bytes_of(codec: str) -> dict[str, int]:
    """The byte of each character of a one-byte encoding."""
    table = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        try:
            table[bytes([byte]).decode(codec)] = byte
        except UnicodeDecodeError:
            table[chr(byte)] = byte
    return table


@cache
def _marks(codec: str) -> tuple[str, ...]:
    letters = {byte: letter for letter, byte in _bytes_of(codec).items()}
    # A byte that the codec defines is shown by its letter, not by the control character.
    for byte in range(0x80, 0x100):
        with_codec = bytes([byte]).decode(codec, "ignore")
        letters[byte] = with_codec or letters.get(byte, "")
    return tuple("".join(letters[byte] for byte in mark) for mark in _TELLING)


def _decode(text: str, codec: str) -> str | None:
    """Return the text decoded again, or None unless nearly all of it allows that."""
    table = _bytes_of(codec)
    good = bad = 0

    def again(match: re.Match[str]) -> str:
        nonlocal good, bad
        run = match[0]
        data = bytearray()
        for letter in run:
            byte = table.get(letter, 0xFF if letter == _LOST else None)
            if byte is None:
                bad += 1
                return run
            data.append(byte)
        try:
            decoded = data.decode("utf-8")
        except UnicodeDecodeError:
            # A byte without a character was lost when the text was misread: one sign is damaged.
            decoded = bytes(data).replace(b"\xe2\x80\xff", b"\xe2\x80\x9d").decode("utf-8", _DAMAGE)
            if _LOST not in run or decoded.count(_LOST) > run.count(_LOST):
                bad += 1
                return run
        good += 1
        return decoded

    undone = _BEYOND_ASCII.sub(again, text)
    return undone if good and bad <= _MOST_DAMAGE * good else None


def _one_for_each(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    end = error.end
    while end < len(error.object) and error.object[end] == 0xFF:
        end += 1
    return _LOST, end


_DAMAGE = "papers-one-for-each"
codecs.register_error(_DAMAGE, _one_for_each)
