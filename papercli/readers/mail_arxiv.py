r"""Entries of arXiv's daily mails, which its listing files are as well.

An entry stands between lines of two backslashes: a head of fields, and an abstract where the list
has abstracts. Form: https://info.arxiv.org/help/subscribe.html.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from papercli.dates import MONTHS, is_calendar_date
from papercli.identifiers import arxiv_id, doi
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.author_lists import authors_of
from papercli.readers.base import quoted
from papercli.text.pattern import Pattern

_BACKSLASHES = "\\\\"
_RULE = Pattern(r"[-%]{20}")
_OF_ENDS = "\\-%"
"""With what lines begin that may end a part of an entry."""
_DAY = Pattern(r"/\*\s*(.{5,40}?)\s*\*/\Z")
_NAMES = {
    name: name
    for name in (
        "arXiv Paper Title Authors Categories Comments Date From Journal-ref DOI Report-no"
        " MSC-class ACM-class License Proxy".split()
    )
} | {"Author": "Authors"}
"""Names of fields, as they are written and as they are called here."""
_VERSIONED = Pattern(rf"({'|'.join(_NAMES)}) \((?:revised )?v?(\d{{1,2}})\):")
_REPLACED = Pattern(r"replaced with revised version\b(.*)")
_UNTIL = Pattern(r"(?m)^(?:> ?)?\s?received from\s.{5,60}?\sto\s(.{9,40})$")
_DATE = Pattern(r"\s*(?:[A-Z][a-z]{2},?\s+)?(\d{1,2})\s+([A-Z][a-z]{2})\s+(\d{4}|\d{2})\b")
_ADDRESS = Pattern(r"https?://[^\s,)]{1,200}")
_FORWARDED = Pattern(r"(?m)^> ?")
_FIRST_YEAR, _CENTURY = 91, 100
"""Two digits of the year in which arXiv began; smaller ones are of the next century."""
_UNBEGUN = "the end of an entry without its beginning: left out"
_CUT = "the list ends within this entry: what stands before its end is read"
_CHECK = "check the entry in the file; the rest of it was read"

LineOf = Callable[[int], int]
Tell = Callable[[int, str, str], None]
"""Told the line of a text, counted from 1, what is wrong there and what to do about it."""


def lists(
    text: str, date: PartialDate | None, line_of: LineOf, tell: Tell
) -> list[tuple[PartialDate | None, list[Sighting]]]:
    """The lists of a text, each with its day: that of the mail, or the one that heads a list.

    ``line_of`` gives the line of a sighting for that of the text, counted from 1. Never raises.
    """
    if "\n> arXiv:" in text:
        text = _FORWARDED.sub("", text)
    elif "\n>arXiv:" in text:
        text = text.removeprefix(">").replace("\n>", "\n")
    until = _UNTIL.search(text, 0)
    found: list[tuple[PartialDate | None, list[Sighting]]] = []
    found.append((date or (_date(until[1]) if until else None), []))
    for number, head, abstract, end in _entries(text.split("\n")):
        day = _DAY.match(head[0]) if head else None
        if day:
            found.append((_date(day[1]), []))
        elif seen := _sighting(number, head, abstract, end, line_of, tell):
            found[-1][1].append(seen)
    return found


def _entries(lines: list[str]) -> Iterator[tuple[int, list[str], list[str], str | None]]:
    """The entries: the line where the head begins, the head, the abstract, the line at the end;
    None where the list ends before that."""
    ends = [at for at, line in enumerate(lines) if line and line[0] in _OF_ENDS and _is_end(line)]
    ends += [len(lines), len(lines)]
    lines = [*lines, ""]
    at = 0
    while ends[at] < len(lines) - 1:
        line = lines[ends[at]]
        if line.rstrip() != _BACKSLASHES:
            if line[0] == "\\":
                yield ends[at] + 1, [], [], line
            at += 1
            continue
        start = ends[at] + 1
        at += 1
        end = ends[at]
        head, abstract = lines[start:end], []
        if lines[end].rstrip() == _BACKSLASHES:
            following = lines[end + 1]
            if following.strip() and not _RULE.match(following):
                at += 1
                abstract = lines[end + 1 : ends[at]]
        cut = ends[at] == len(lines) - 1
        closing = lines[ends[at]]
        if not closing.startswith(_BACKSLASHES):
            closing = ""
        if closing.rstrip() != _BACKSLASHES or not _begins(lines, ends[at] + 1):
            at += 1
        yield start + 1, head, abstract, None if cut else closing


def _is_end(line: str) -> bool:
    """Whether it is a line of backslashes, or of what stands between entries."""
    if line.startswith(_BACKSLASHES):
        return line[2:].strip()[:1] in {"", "("}
    return _RULE.match(line) is not None


def _begins(lines: list[str], at: int) -> bool:
    return at < len(lines) and lines[at].startswith(("arXiv:", "Paper:"))


def _fields(number: int, head: list[str]) -> tuple[dict[str, str], int | None, int]:
    """The fields of a head, the version by its date, and the line of the title."""
    fields: dict[str, str] = {}
    version: int | None = None
    title_line, name = number, ""
    for at, line in enumerate(head):
        before, colon, rest = line.partition(":")
        known = _NAMES.get(before) if colon else None
        if colon and before[-1:] == ")" and (versioned := _VERSIONED.match(line)):
            known = _NAMES[versioned[1]]
            if known == "Date":
                version, known = int(versioned[2]), "revised"
        if known:
            name = known
            if name not in fields:
                fields[name] = rest
                if name == "Title":
                    title_line = number + at
        elif line.startswith("replaced") and _REPLACED.match(line):
            name = "revised"
        elif name and line.strip():
            fields[name] = f"{fields.get(name, '')}\n{line}"
        else:
            name = ""
    return fields, version, title_line


def _sighting(
    number: int, head: list[str], abstract: list[str], end: str | None, line_of: LineOf, tell: Tell
) -> Sighting | None:
    fields, version, title_line = _fields(number, head)
    written = fields.get("arXiv") or fields.get("Paper") or ""
    title = fields.get("Title", "").strip()
    words = written.split()
    if not words and not title:
        if end and "http" in end:
            tell(number, _UNBEGUN, _CHECK)
        return None  # what is between backslashes and no entry: headings of lists
    identifier = arxiv_id(words[0]) if words else None
    if identifier is None:
        tell(number, f"no arXiv id: {quoted(written.strip())}", _CHECK)
    if not title:
        tell(number, "an entry without a title", _CHECK)
        if identifier is None:
            return None
    if end is None:
        tell(number, _CUT, "check the end of the file")
    names, count = authors_of(fields.get("Authors", ""))
    address = _ADDRESS.search(end, 0) if end and "http" in end else None
    if not version and identifier:
        version = identifier.version
    return Sighting(
        line_of(title_line),
        title,
        "\n".join(abstract).strip() or None,
        count,
        names or None,
        None,
        _date(fields.get("Date", "").partition(":")[0]),
        None,
        None,
        identifier.id if identifier else None,
        doi(fields["DOI"]) if "DOI" in fields else None,
        address[0] if address else None,
        None,
        None,
        tuple(fields.get("Categories", "").split()) or None,
        version or None,
        " ".join(fields["Journal-ref"].split()) or None if "Journal-ref" in fields else None,
    )


@lru_cache(maxsize=1 << 10)  # a list has few days
def _date(text: str) -> PartialDate | None:
    """A day as arXiv writes it: ``Wed, 1 Mar 2023``, ``Fri,  3 Mar 23``."""
    match = _DATE.match(text)
    month = MONTHS.get(match[2]) if match else None
    if match is None or month is None:
        return None
    day, year = int(match[1]), int(match[3])
    if year < _CENTURY:
        year += 1900 if year >= _FIRST_YEAR else 2000
    return PartialDate(year, month, day) if is_calendar_date(year, month, day) else None
