"""Entries of formats that are like RIS but for their tags: exports of the Web of Science
(``TI Title``), RefWorks (``T1 Title``) and EndNote (``%T Title``), with the tags of RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from papercli import kinds
from papercli.named_tuples import NamedTuple
from papercli.readers.references import short
from papercli.readers.ris_lines import CUT_TITLE, Entry, Tell
from papercli.text.pattern import Pattern

_TWO_SIGNS = Pattern(r"(?P<tag>[A-Z][A-Z0-9])(?:[ \t]+(?P<value>.*))?\Z")
_PERCENT = Pattern(r"%(?P<tag>[^\s%\w]|[0-9A-Z])(?:[ \t]+(?P<value>.*))?\Z")
_NO_DATE = Pattern(r"\d{1,2}\Z|(?:spr|sum|aut|fal|win)[a-z]{0,3}\Z", re.I)
"""A season; and a number, which in some exports is that of an issue."""
_LETTER, _YEAR = Pattern(r"[BCJPS]\Z"), Pattern(r"\b(?:1[5-9]|20)\d\d\b")
"""A kind of work as the Web of Science has it, and a year."""
_APART = str.maketrans(",/", "  ")
_UNKNOWN = "misc"
_PROSE = "AB"
_FEWEST = 3
"""Fields without which what begins like an entry is none."""
_LOOKED_AT, _BEGINNING = 40, 200_000
"""Fields by which a dialect is known, and letters in which they stand: a work may have thousands of
authors."""


class Dialect(NamedTuple):
    """How a format writes fields, and what it calls those that are read."""

    line: Pattern
    """Of a line that begins a field."""
    first: str
    """The tag that begins an entry."""
    last: str
    """The tag that ends one; empty where the next one does."""
    types: tuple[str, ...]
    """The tags that say what the work is, the best first."""
    around: tuple[str, ...]
    """The tags of the whole file."""
    tags: Mapping[str, str]
    """For each tag that is read the one that RIS has for it."""


_DIALECTS = (
    Dialect(
        _TWO_SIGNS,
        "PT",
        "ER",
        ("DT", "PT"),
        ("FN", "VR", "EF"),
        {
            **{"TI": "TI", "AU": "AU", "AF": "FAU", "CA": "CN", "AB": "AB", "SO": "JO"},
            **{"PY": "PY", "PD": "DA", "DI": "DO"},
        },
    ),
    Dialect(
        _TWO_SIGNS,
        "RT",
        "",
        ("RT",),
        (),
        {
            **{"T1": "TI", "A1": "AU", "AB": "AB", "JF": "JF", "JO": "J2", "T2": "T2"},
            **{"YR": "PY", "FD": "DA", "DO": "DO", "UL": "UR", "LK": "UR", "NO": "N1"},
        },
    ),
    Dialect(
        _PERCENT,
        "0",
        "",
        ("0",),
        (),
        {
            **{"T": "TI", "A": "AU", "X": "AB", "J": "JO", "B": "T2", "D": "PY", "8": "DA"},
            **{"R": "DO", "U": "UR", "M": "AN", "P": "SP", "Z": "N1"},
        },
    ),
)
_EACH_LINE = ("AU", "FAU", "CN")
"""Fields of which a further line is another value."""


def dialect_of(text: str) -> Dialect | None:
    """The dialect of a text, by the fields of its first lines."""
    start = text[:_BEGINNING].lstrip().replace("\r", "\n")
    first = start.partition("\n")[0].rstrip()
    for dialect in _DIALECTS:
        begins = (dialect.first, *dialect.around)
        head = dialect.line.match(first, 0)
        if head is None or (head["tag"] not in begins and dialect.line is not _PERCENT):
            continue
        found = _first_fields(start.split("\n"), dialect)
        read = {tag for tag, _ in found if tag in dialect.tags}
        titled = any(dialect.tags.get(tag) == "TI" for tag in read)
        if not (titled and len(read) >= _FEWEST and found[0][0] in (*begins, *dialect.tags)):
            continue
        if any(_tells_of_work(tag, value, dialect) for tag, value in found):
            return dialect
    return None


def _tells_of_work(tag: str, value: str, dialect: Dialect) -> bool:
    """Whether a field says what kind of work it is, or of which year: other lists have letters
    before their lines, too."""
    if tag == dialect.first and (_LETTER.match(value, 0) or kinds.known(_bare(value))):
        return True
    return dialect.tags.get(tag) == "PY" and _YEAR.search(value, 0) is not None


def _bare(kind: str) -> str:
    return kind.partition(";")[0].translate(_APART).strip()


def _first_fields(lines: Sequence[str], dialect: Dialect) -> list[tuple[str, str]]:
    """The first fields with their values; of those of one tag that follow on each other one."""
    found: list[tuple[str, str]] = []
    others = 0
    for line in lines:
        field = _field(line, dialect)
        if field is None:
            others += bool(line.strip()) and not line[0].isspace()
        elif not found or found[-1][0] != field[0]:
            found.append(field)
        if len(found) + others >= _LOOKED_AT:
            break
    return found


def entries(text: str, tell: Tell) -> Iterator[Entry]:
    """The entries of a text in a dialect, in their order."""
    if dialect := dialect_of(text):
        yield from _read(text, dialect, tell)


def _field(raw: str, dialect: Dialect) -> tuple[str, str] | None:
    """Tag and value of a line that begins a field."""
    found = dialect.line.match(raw.rstrip(), 0)
    return (found["tag"], (found["value"] or "").strip()) if found else None


class _Open:
    """An entry that is read line by line."""

    __slots__ = ("fields", "line", "of_types", "tag", "written")

    def __init__(self, line: int) -> None:
        self.line, self.tag = line, ""
        self.fields: dict[str, list[str]] = {}
        self.of_types: dict[str, str] = {}
        self.written: list[str] = []

    def add(self, tag: str, value: str) -> None:
        """Take a line; of one that begins no field that is read the tag is empty."""
        self.tag = tag
        self.written += (tag, value)
        if tag and value:
            self.fields.setdefault(tag, []).append(value)

    def further(self, value: str) -> None:
        """Take a further line of a value."""
        if self.tag in _EACH_LINE or not self.fields.get(self.tag):
            self.add(self.tag, value)
        else:
            self.fields[self.tag][-1] += f"\n{value}"
            self.written += ("", "")

    def whole(self, dialect: Dialect) -> Entry:
        """The entry, all lines of which are read."""
        fields = self.fields
        if "DA" in fields:
            fields["DA"] = [one for one in fields["DA"] if not _NO_DATE.match(one, 0)]
        if "DO" in fields:  # EndNote has one tag for all numbers of works
            fields["DO"] = [one for one in fields["DO"] if "10." in one]
        told = next((self.of_types[tag] for tag in dialect.types if tag in self.of_types), "")
        kind = kinds.of_words(_bare(told)) or _UNKNOWN
        return Entry(self.line, kind, fields, self.written)


def _read(text: str, dialect: Dialect, tell: Tell) -> Iterator[Entry]:
    entry: _Open | None = None
    divided = f"\n%{dialect.first} " not in f"\n{text}" and dialect.line is _PERCENT
    above = ""
    for number, raw in enumerate(text.split("\n"), 1):
        blank = not raw.strip()
        found = None if blank else _field(raw, dialect)
        tag, value = found or ("", raw.strip())
        starts = tag == dialect.first or bool(divided and found and not above)
        if found and (starts or (entry is None and tag in dialect.tags)):
            if entry is not None:
                yield _ended(entry, dialect, tell)
            elif not starts:
                tell(number, f"no {dialect.first} before {short(raw)}: read all the same")
            entry = _Open(number)
        if entry is not None and found and tag == dialect.last:
            yield entry.whole(dialect)
            entry = None
        elif entry is not None and found:
            if tag in dialect.types:
                entry.of_types[tag] = value
            entry.add(dialect.tags.get(tag, ""), value)
            if entry.line == number:
                entry.written.clear()
        elif entry is not None and not blank:
            if entry.tag and entry.tag != _PROSE and raw[:1] == value[:1]:
                tell(number, f"no tag before {short(raw)}: read as part of {entry.tag}")
            entry.further(value)
        elif entry is not None:
            entry.written += ("", "")
        above = value
    if entry is not None:
        yield _ended(entry, dialect, tell, open_line=bool(above))


def _ended(entry: _Open, dialect: Dialect, tell: Tell, *, open_line: bool = False) -> Entry:
    """An entry behind which another one or the end of the file stands, within an open line or
    not."""
    if dialect.last:
        tell(entry.line, f"no {dialect.last} at the end of this entry; it is read all the same")
    elif open_line and entry.tag == "TI":
        tell(entry.line, CUT_TITLE)
    return entry.whole(dialect)
