"""Mails, mail folders and web archives: their headers, and their texts with the lines of the file.

The standard library takes a message apart. Which line of the file a line of a text is from, it does
not know: that is found again, also where quoted-printable has divided the lines.

What real messages hold that breaks simple parsers: a charset that nobody knows, or that is not what
the bytes are in; headers in encoded words, damaged or split; base64 that is cut; no line between
headers and text.
"""

from __future__ import annotations

import quopri
from bisect import bisect_left
from collections.abc import Sequence
from email import message_from_string, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_tz

from papercli.dates import is_calendar_date
from papercli.model.paper import PartialDate
from papercli.named_tuples import NamedTuple
from papercli.readers.decoding import decode
from papercli.readers.html_tree import Page
from papercli.text.pattern import Pattern

_TEXTS = ("text/plain", "text/html")
_MESSAGE_BEGINS = Pattern(r"(?m)^From [^\s]+ .*\d{4}.*\n(?=[\w-]{1,60}:)")
_LONGEST_HEADER = 2_000
_LONGEST_HEAD = 100_000
"""Letters of what stands before a part: its head, and parts that are no text."""


class Part(NamedTuple):
    """A text of a message."""

    kind: str
    """``text/plain`` or ``text/html``."""
    text: str
    starts: Sequence[int]
    """The line of the text, counted from 0, that each line of the file begins: a range where they
    are the same; none where lines are encoded away."""
    first: int
    """The line of the file, counted from 1, in which the text begins."""

    def line(self, number: int) -> int:
        """The line of the file for a line of the text, counted from 1."""
        if not self.starts:
            return self.first
        if isinstance(self.starts, range):
            return self.first + number - 1
        at = bisect_left(self.starts, number - 1)
        begins = at < len(self.starts) and self.starts[at] == number - 1
        return self.first + (at if begins else max(0, at - 1))


class Mail(NamedTuple):
    """A message: what its head says, and its texts."""

    line: int
    """The line of the file in which it begins, counted from 1."""
    subject: str
    sender: str
    date: PartialDate | None
    parts: tuple[Part, ...]


def messages(text: str) -> list[tuple[int, str]]:
    """The messages of a mail folder (mbox), each with the line in which it begins; a text that is
    one message is one."""
    if not text.startswith("From "):
        return [(1, text)]
    starts = [match.end() for match in _MESSAGE_BEGINS.finditer(text)]
    ends = [*[match.start() for match in _MESSAGE_BEGINS.finditer(text)][1:], len(text)]
    found, at, line = [], 0, 1
    for start, end in zip(starts, ends, strict=True):
        line += text.count("\n", at, start)
        at = start
        found.append((line, text[start:end]))
    return found


def page_of(text: str) -> Page:
    """The page that a web archive holds: its first HTML; an empty one where there is none."""
    for part in mail(text).parts:
        if part.kind == "text/html":
            return Page(part.text, part.line)
    return Page("", lambda number: number)


def mail(text: str, line: int = 1) -> Mail:
    """Take a message apart that begins in that line of the file. Never raises."""
    try:
        message = message_from_string(text, policy=policy.compat32)
        within = list(message.walk())
    except RecursionError:  # messages within messages, hundreds deep
        return Mail(line, "", "", None, ())
    parts: list[Part] = []
    at, first = 0, line
    for part in within:
        kind = part.get_content_type()
        payload = part.get_payload()
        if part.is_multipart() or not isinstance(payload, str):
            continue
        if len(within) == 1 and text.endswith(payload):
            start = len(text) - len(payload)
        else:
            start = text.find(payload, at, at + len(payload) + _LONGEST_HEAD)
        if start >= 0:
            first += text.count("\n", at, start)
            at = start + len(payload)
        if kind in _TEXTS and payload and not payload.isspace():
            parts.append(_part(part, kind, payload, first))
        if start >= 0 and part is not within[-1]:
            first += payload.count("\n")
    subject, sender = _header(message, "Subject"), _header(message, "From")
    return Mail(line, subject, sender, _date(message), tuple(parts))


def _part(part: Message, kind: str, payload: str, first: int) -> Part:
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        pieces = [
            quopri.decodestring(piece.encode("ascii", "replace"))
            for piece in payload.splitlines(keepends=True)
        ]
        starts, line = [], 0
        for piece in pieces:
            starts.append(line)
            line += piece.count(b"\n")
        return Part(kind, _decoded(part, b"".join(pieces)), tuple(starts), first)
    if encoding == "base64":
        data = part.get_payload(decode=True)
        return Part(kind, _decoded(part, data if isinstance(data, bytes) else b""), (), first)
    return Part(kind, payload, range(len(payload) + 1), first)


def _decoded(part: Message, data: bytes) -> str:
    """The bytes as text: in the charset that is named if they are in it, else by our own rules."""
    charset = part.get_param("charset")
    try:
        return data.decode(str(charset)).replace("\r\n", "\n") if charset else decode(data)[0]
    except (LookupError, ValueError):
        return decode(data)[0]


def _header(message: Message, name: str) -> str:
    value = str(message.get(name, ""))[:_LONGEST_HEADER]
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(value.split())


def _date(message: Message) -> PartialDate | None:
    """The day that the message says it was sent, where it was sent."""
    try:
        parsed = parsedate_tz(str(message.get("Date", ""))[:_LONGEST_HEADER])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if parsed is None:
        return None
    year, month, day = parsed[:3]
    return PartialDate(year, month, day) if is_calendar_date(year, month, day) else None
