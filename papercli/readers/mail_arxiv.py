r"""Entries of arXiv's daily mails, which its listing files are as well.

An entry stands between lines of two backslashes: a head of fields, and an abstract where the list
has abstracts. Form: https://info.arxiv.org/help/subscribe.html.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from papercli.dates import MONTHS, is_calendar_date
from papercli.identifiers import arxiv_id, doi
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.author_lists import authors_of
from papercli.readers.base import quoted
from papercli.text.pattern import Pattern

_RULE = Pattern(r"[-%]{20}")
_DAY = Pattern(r"/\*\s*(.{5,40}?)\s*\*/\Z")
_FIELD = Pattern(
    r"(arXiv|Paper|Title|Authors?|Categories|Comments|Date|From|Journal-ref|DOI|Report-no|MSC-class"
    r"|ACM-class|License|Proxy)(?: \((?:revised )?v?(\d{1,2})\))?:\s?(.*)"
)
_REPLACED = Pattern(r"replaced with revised version\b(.*)")
_UNTIL = Pattern(r"(?m)^(?:> ?)?\s?received from\s.{5,60}?\sto\s(.{9,40})$")
_DATE = Pattern(r"\s*(?:[A-Z][a-z]{2},?\s+)?(\d{1,2})\s+([A-Z][a-z]{2})\s+(\d{4}|\d{2})\b")
_ADDRESS = Pattern(r"https?://[^\s,)]{1,200}")
_FORWARDED = Pattern(r"(?m)^> ?")
_FIRST_YEAR, _CENTURY = 91, 100
"""Two digits of the year in which arXiv began; smaller ones are of the next century."""
_CHECK = "check the entry in the file; the rest of it was read"

Tell = Callable[[int, str, str], None]
"""Told the line of a text, counted from 1, what is wrong there and what to do about it."""


def lists(
    text: str, date: PartialDate | None, tell: Tell
) -> list[tuple[PartialDate | None, list[Sighting]]]:
    """The lists of a text, each with its day: that of the mail, or the one that heads a list.

    Lines of sightings are those of the text, counted from 1. Never raises.
    """
    if "\n> arXiv:" in text:
        text = _FORWARDED.sub("", text)
    until = _UNTIL.search(text, 0)
    found: list[tuple[PartialDate | None, list[Sighting]]] = []
    found.append((date or (_date(until[1]) if until else None), []))
    for number, head, abstract, end in _entries(text.split("\n")):
        day = _DAY.match(head[0]) if head else None
        if day:
            found.append((_date(day[1]), []))
        elif seen := _sighting(number, head, abstract, end, tell):
            found[-1][1].append(seen)
    return found


def _entries(lines: list[str]) -> Iterator[tuple[int, list[str], list[str], str]]:
    """The entries: the line where the head begins, the head, the abstract, the line at the end."""
    at = 0
    while at < len(lines):
        if lines[at].rstrip() != "\\\\":
            at += 1
            continue
        start = at + 1
        end = _end(lines, start)
        head = lines[start:end]
        at = end
        abstract: list[str] = []
        if end < len(lines) and lines[end].rstrip() == "\\\\":
            following = lines[end + 1] if end + 1 < len(lines) else ""
            if following.strip() and not _RULE.match(following):
                last = _end(lines, end + 1)
                abstract = lines[end + 1 : last]
                at = last
        closing = lines[at] if at < len(lines) and lines[at].startswith("\\\\") else ""
        if closing.rstrip() != "\\\\" or not _begins(lines, at + 1):
            at += 1
        yield start + 1, head, abstract, closing


def _end(lines: list[str], at: int) -> int:
    """The next line of backslashes, or of what stands between entries."""
    while at < len(lines):
        if lines[at].startswith("\\\\") and lines[at][2:].strip()[:1] in {"", "("}:
            return at
        if _RULE.match(lines[at]):
            return at
        at += 1
    return at


def _begins(lines: list[str], at: int) -> bool:
    return at < len(lines) and lines[at].startswith(("arXiv:", "Paper:"))


def _sighting(
    number: int, head: list[str], abstract: list[str], end: str, tell: Tell
) -> Sighting | None:
    fields: dict[str, str] = {}
    version, title_line, name = None, number, ""
    for at, line in enumerate(head):
        field = _FIELD.match(line)
        if field:
            name = "Authors" if field[1] == "Author" else field[1]
            if name == "Date" and field[2]:
                version, name = int(field[2]), "revised"
            if name == "Title" and name not in fields:
                title_line = number + at
            fields.setdefault(name, field[3])
        elif _REPLACED.match(line):
            name = "revised"
        elif line.strip() and name:
            fields[name] = f"{fields.get(name, '')}\n{line}"
        else:
            name = ""
    written = fields.get("arXiv") or fields.get("Paper") or ""
    title = fields.get("Title", "").strip()
    if not written.strip() and not title:
        return None  # what is between backslashes and no entry: headings of lists
    identifier = arxiv_id(written.split()[0]) if written.split() else None
    if identifier is None:
        tell(number, f"no arXiv id: {quoted(written.strip())}", _CHECK)
    if not title:
        tell(number, "an entry without a title", _CHECK)
        if identifier is None:
            return None
    names = authors_of(fields.get("Authors", ""))
    address = _ADDRESS.search(end, 0)
    written_version = identifier.version if identifier else None
    return Sighting(
        line=title_line,
        title=title,
        abstract="\n".join(abstract).strip() or None,
        author_count=names.total,
        authors=names.names or None,
        published=_date(fields.get("Date", "")),
        arxiv_id=identifier.id if identifier else None,
        doi=doi(fields.get("DOI", "")),
        url=address[0] if address else None,
        categories=tuple(fields.get("Categories", "").split()) or None,
        version=version or written_version,
        venue=" ".join(fields.get("Journal-ref", "").split()) or None,
    )


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
