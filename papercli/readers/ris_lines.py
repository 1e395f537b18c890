"""A text of RIS or NBIB as entries: their fields by tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from papercli.named_tuples import NamedTuple
from papercli.readers.references import short
from papercli.text.pattern import Pattern

_LINE = Pattern(
    r"(?P<tag>[A-Z][A-Z0-9]{1,3})(?P<gap>[ \t]{0,4})-"
    r"(?:[ \t](?P<value>.*)|(?<=  -)(?P<close>[^\s-].*)|\Z)",
    re.DOTALL,
)
"""A value stands close to the hyphen only where two blanks before that say that it is a tag."""
_USUAL = Pattern(r"\n([A-Z][A-Z0-9])  - ")
"""How nearly all fields begin."""
_MAY_BEGIN = Pattern(r"\n[^ \t]")
_BEGINS, _ENDS = "\nTY  - ", "\nER  -"
_JOINED = Pattern(r"(ER[ \t]{0,4}-)[ \t]*(TY[ \t]{0,4}-.*)", re.DOTALL)
_WITHIN = Pattern(r"(?<=\S)(?=[A-Z][A-Z0-9]  - )")
"""Where a field begins in the middle of a line, since the line end before it is missing."""
_BETWEEN = "  - "
"""Stands between nearly every tag and its value."""
_OF_ONE_LINE = ("TI", "T1", "AU", "A1", "DO", "PY")
"""Fields of which it is asked whether another was joined to them."""
_OF_LINES = frozenset((*"AB N2 N1 TI T1 CT TT ST T2 BT JO JF AD KW U1 U2 NOTE".split(), ""))
"""Fields whose further lines are often not indented."""
_TYPE = Pattern(r"[A-Za-z][\w /-]{0,40}\Z")
"""A type that some program made up."""
_ANY_TYPE = "GEN"
"""Of an entry whose type is missing: the generic one of the specification."""
_PROSE = ("AB", "N2", "N1")
_TAGS = frozenset(
    "A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ER"
    " ET ID IS J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NO NV OP PB PP PY RI RN RP"
    " RT SE SF SN SO SP SR ST T1 T2 T3 TA TI TT TY U1 U2 U3 U4 U5 UR VL VO WP WT WV Y1 Y2"
    " NOTE".split()
)
"""The tags of the specifications of 2001 and 2011, and one that scripts write."""
_BEGINNING = ("TY", "PMID")
_OF_ENTRIES = ("TY", "ER")
"""Tags of two letters that begin or end an entry."""
_STANDARD_GAP = 2
"""Blanks between a tag and its hyphen, by the specification."""

CUT_TITLE = "nothing stands behind the title of this entry: it may be cut"

Tell = Callable[[int, str], None]
"""Takes a line, counted from 1, and what is wrong there."""


class Entry(NamedTuple):
    """One entry."""

    line: int
    type: str
    """What stands after ``TY``; empty in NBIB."""
    fields: dict[str, list[str]]
    """Of each tag its values, as they are written."""
    written: list[str]
    """What follows its first line: a tag and its value in turn, both empty for a line that was not
    divided so."""

    def line_of(self, tag: str) -> int:
        """The first line of a tag; that of the entry for a tag that it has not."""
        line, each = self.line + 1, iter(self.written)
        for other, value in zip(each, each, strict=True):
            if other == tag and tag:
                return line
            line += 1 + (value.count("\n") if "\n" in value else 0)
        return self.line


class _Open:
    """An entry that is read line by line."""

    __slots__ = ("fields", "gap", "line", "lines", "tag", "type", "written")

    def __init__(self, line: int, gap: int, kind: str) -> None:
        self.line, self.gap, self.type = line, gap, kind
        self.fields: dict[str, list[list[str]]] = {}
        self.written: list[str] = []
        self.tag, self.lines = "", [""]
        """The tag that further lines go on with, and its lines so far."""

    def begin(self, tag: str, value: str) -> None:
        """Take a line that begins a field."""
        self.tag, self.lines = tag, [value] if value else []
        self.written[-2] = tag
        self.fields.setdefault(tag, []).append(self.lines)

    def further(self, raw: str, rest: str, tell: Tell, number: int, *, behind_empty: bool) -> None:
        """Take a further line of a value; one that is not indented is told of a field that has one
        line, and of any where a tag without its hyphen begins it. An empty line ends an entry of
        NBIB."""
        indented = raw[:1] != rest[:1]
        if behind_empty and not indented and not self.type:
            self.tag = ""
            return
        self.lines.append(rest)
        lacks_hyphen = rest[:2] in _TAGS and rest[2:4] == "  "
        if not indented and self.type and (lacks_hyphen or self.tag not in _OF_LINES):
            tell(number, f"no tag before {short(rest)}: read as part of {self.tag}")

    def whole(self) -> Entry:
        """The entry, all lines of which are read."""
        fields = {
            tag: ["\n".join(lines) for lines in values] for tag, values in self.fields.items()
        }
        return Entry(self.line, self.type, fields, self.written)


def entries(text: str, tell: Tell) -> Iterator[Entry]:
    """The entries of a text in their order; tells of fields that are in none, and of an entry that
    has no end."""
    for first, part in _parts(text):
        if found := _regular(part, first):
            yield found
        else:
            yield from _read(part, first, tell)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text in parts, each with the number of its first line: what begins an entry whatever is
    open begins one."""
    line = 1
    start = at = 0
    while (at := text.find(_BEGINS, at)) >= 0:
        at += 1
        end = text.find("\n", at)
        if _is_type(text[at + len(_BEGINS) - 1 : end if end >= 0 else len(text)].strip()):
            yield line, text[start:at]
            line += text.count("\n", start, at)
            start = at
    yield line, text[start:]


def _regular(part: str, line: int) -> Entry | None:
    """The entry that a part is, where each line that may have a tag has one as most are written;
    None for any other."""
    end = part.rfind(_ENDS)
    if end < 0 or not part.startswith(_BEGINS[1:]) or part[end + len(_ENDS) :].strip():
        return None
    written = _USUAL.split(part[len(_BEGINS) - 1 : end])
    first = written.pop(0)
    kind = first.strip()
    if "\n" in first or not _is_type(kind):
        return None
    fields: dict[str, list[str]] = {}
    each = iter(written)
    for tag, value in zip(each, each, strict=True):
        if "\n" in value and _MAY_BEGIN.search(value, 0):
            return None
        if tag in fields:
            fields[tag].append(value)
        else:
            fields[tag] = [value]
    short_ones = [one for tag in _OF_ONE_LINE if tag in fields for one in fields[tag]]
    if "TY" in fields or "ER" in fields or _BETWEEN in "\n".join(short_ones):
        return None
    return Entry(line, kind, fields, written)


def _is_type(value: str) -> bool:
    return value.isalnum() and value.isupper()


def _read(part: str, first: int, tell: Tell) -> Iterator[Entry]:  # noqa: PLR0912
    """The entries of a part whose first line has that number."""
    entry: _Open | None = None
    stray = plain = False
    empty = 0  # the last line that was
    for number, raw in _lines(part, first, tell):
        if entry is not None and number > entry.line:
            entry.written += ("", "")
        if raw[2:6] == _BETWEEN:
            tag, gap, value = raw[:2], _STANDARD_GAP, raw[6:].strip()
            if plain and entry and tag not in _OF_ENTRIES:
                entry.begin(tag, value)
                continue
        elif not "A" <= raw[:1] <= "Z":
            if not (rest := raw.strip()):
                empty = number
            elif entry and entry.tag:
                entry.further(raw, rest, tell, number, behind_empty=empty == number - 1)
            continue
        else:
            found = _LINE.match(raw.rstrip(), 0)
            tag, gap = (found["tag"], len(found["gap"])) if found else ("", 0)
            value = (found["value"] or found["close"] or "").strip() if found else ""
        if tag in _BEGINNING and _begins_entry(tag, gap, value, entry):
            if entry is not None:
                yield _without_end(entry, tell)
            entry = _Open(number, gap, (value or _ANY_TYPE) if tag == "TY" else "")
            stray = False
            plain = tag == "TY" and gap == _STANDARD_GAP
        elif entry is None:
            # What a provider writes before the first entry is no loss.
            if tag in _TAGS and value and not stray:
                stray = True
                tell(number, f"no TY before {short(raw)}: left out up to the next entry")
        elif tag == "ER" and not value:
            yield entry.whole()
            entry = None
        elif tag and _begins_field(tag, gap, entry):
            entry.begin(tag, value)
        elif entry.tag and (rest := raw.strip()):
            entry.further(raw, rest, tell, number, behind_empty=empty == number - 1)
    if entry is not None:
        yield _without_end(entry, tell)


def _lines(part: str, first: int, tell: Tell) -> Iterator[tuple[int, str]]:
    """The lines of a part, each with its number; what joins two of them is told, but for entries
    that follow each other in one."""
    for number, raw in enumerate(part.split("\n"), first):
        if "TY" in raw and (joined := _JOINED.match(raw, 0)):
            yield number, joined[1]
            yield number, joined[2]
            continue
        start = 0
        if raw[:2] in _OF_ONE_LINE and raw.count(_BETWEEN) > 1:
            for found in _WITHIN.finditer(raw):
                if raw[found.start() : found.start() + 2] in _TAGS:
                    tell(number, f"no line end before {short(raw[found.start() :])}")
                    yield number, raw[start : found.start()]
                    start = found.start()
        yield number, raw[start:]


def _without_end(entry: _Open, tell: Tell) -> Entry:
    if entry.type:
        tell(entry.line, "no ER at the end of this entry; it is read all the same")
    elif entry.tag == "TI":
        tell(entry.line, CUT_TITLE)
    return entry.whole()


def _begins_entry(tag: str, gap: int, value: str, entry: _Open | None) -> bool:
    if tag == "TY":
        if _is_type(value):
            return True
        # Neither a type of their own nor its lack makes two entries one; prose may mention the tag.
        usual = gap == _STANDARD_GAP and (entry is None or gap == entry.gap)
        return usual and (not value or bool(_TYPE.match(value, 0)))
    return tag == "PMID" and value.isdecimal() and not (entry and entry.type)


def _begins_field(tag: str, gap: int, entry: _Open) -> bool:
    """Whether a line that looks like a tag is one: one of an abstract may begin ``AI - based``."""
    if not entry.type:
        return len(tag) + gap == len("PMID")
    if entry.tag in _PROSE:
        return gap == entry.gap and (gap == _STANDARD_GAP or tag in _TAGS)
    return gap > 0 or tag in _TAGS
