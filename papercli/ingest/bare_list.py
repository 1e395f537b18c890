"""A list as people keep it by hand: a title, an id or an address a line, in no format.

An ingest reads no such text, which may be anything. To check it stores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from statistics import median

from papercli.identifiers import identifiers
from papercli.model.paper import Sighting
from papercli.readers.decoding import decode, is_binary
from papercli.readers.markdown.cells import cells
from papercli.readers.markdown.labels import is_venue_or_date
from papercli.readers.markdown.people import et_al, is_credit
from papercli.readers.markup import source
from papercli.text.pattern import Pattern

MOST_ODD = 0.1
"""Share of lines that may be no titles."""
_MARK = Pattern(
    r"\s*(?:[-*+•]\s+|\[(?:[ xX]|[0-9]{1,4})\]\s+|\(?[0-9]{1,3}\)\s+|[0-9]{1,4}[.)]\s+)*"
)
_ITEM = Pattern(r"\s*(?:[-*+]|[0-9]{1,4}[.)])(?=\s)")
_LINK = Pattern(r"\]\(|://")
_RULE = Pattern(r"\s*:?-+:?\s*")
_NUMBER = Pattern(r"[0-9]+")
_YEAR_BEFORE = Pattern(
    r"(?:\((?:19|20)\d\d\)[.:]?|(?:19|20)\d\d(?::|\s+[-–—|]|-\d\d(?:-\d\d)?:?))\s+"
)
_CREDIT_BEFORE = Pattern(
    r"([^(]{1,200}\((?:19|20)\d\d[a-z]?\))\.\s+|([^(:]{1,60}\bet al\b\.?)[,:]\s+"
)
_SEVERAL = Pattern(r",|&|\band\b")
_YEAR_BEHIND = Pattern(r"\s+(?:19|20)\d\d\Z")
_YEAR = Pattern(r"\b(?:19|20)\d\d[a-z]?\b")
_BESIDE = Pattern(r"\s+[-–—|]\s+|[,.]\s+|\s+[(\[]")
"""Before who wrote a paper, where and when."""
_COMMENT = "#"
_HEADING = "title"
"""What the first line of a table of one column says."""
_NO_TITLE = Pattern(r"\A[-+@=<>|&%]|\t|(?<!\d)[,;|]\S|[,;|](?!\d)\S|\d:\d\d\b|[^.]\.\Z")
"""What lines of a patch, a table, a log and a text have, and hardly any title."""
_ROWS = 3
"""Lines that are a table if all have as many commas, at the least."""
_LONGEST = 300
"""Letters of a title."""
_SHORTEST = 2
"""Words of a title, which a single one hardly is."""
_SURE = 4
"""Words of half the titles of a list, at the least; what people buy, and they themselves, have
fewer in their names."""
_COMMANDS = 0.5
"""Share of lines that begin with a word in capitals, from which on that is a command or a level of
a log."""


def entries(data: bytes) -> list[Sighting] | None:
    """The entries of such a list, by line; None for what does not look like one."""
    return _entries(data, sure=True)


def perhaps(data: bytes) -> list[Sighting] | None:
    """The same of lines that may as well be a text: in small letters, with full stops behind them
    or headings above them. Nothing but an index can tell."""
    return _entries(data, sure=False)


def _entries(data: bytes, *, sure: bool) -> list[Sighting] | None:
    text, _ = decode(data)
    if is_binary(data, text) or source(text):
        return None
    found: list[Sighting] = []
    commas, odd = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        said = _MARK.sub("", line, 1).strip()
        is_heading = not sure and said.endswith(":")
        is_heading |= not (found or odd) and said.strip('"').lower() == _HEADING
        if not said or is_heading or said.startswith(_COMMENT):
            continue
        entry = _entry(number, said, sure)
        if entry is None:
            odd += 1
        else:
            found.append(entry)
            commas.append(0 if entry.title != said else said.count(","))
    is_table = len(found) >= _ROWS and min(commas) == max(commas) > 0
    is_list = found and not is_table and odd <= MOST_ODD * (len(found) + odd)
    return _without_years(found) if is_list and not _are_commands(found) else None


def beside(data: bytes, lines: Set[int]) -> list[Sighting]:
    """The titles behind the same marks as those on some lines of a list in Markdown, and as far
    from the margin, that its reader has left out as they have no link."""
    text = decode(data)[0].split("\n")
    marks = {mark for line in lines if (mark := _margin_and_mark(text[line - 1]))}
    alone = [
        line
        if at not in lines and _margin_and_mark(line) in marks and not _LINK.search(line)
        else ""
        for at, line in enumerate(text, 1)
    ]
    found = [one for one in entries("\n".join(alone).encode()) or () if not _is_named(one)]
    return [] if are_short(found) else found


def _is_named(one: Sighting) -> bool:
    """Whether an entry has an id."""
    return bool(one.arxiv_id or one.doi or one.openreview_id or one.acl_id)


def _margin_and_mark(line: str) -> str:
    """What stands before an entry of a list, whatever its number; empty before anything else."""
    found = _ITEM.match(line)
    return _NUMBER.sub("1", found[0]) if found else ""


def table(data: bytes) -> bytes:
    """The rows of tables in Markdown as lines with tabs, each where it stood; nothing of the rest.
    Their reader takes rows with a link alone."""
    text = decode(data)[0].split("\n")
    rows = [cells(line) if "|" in line else [] for line in text]
    return "\n".join(
        "" if all(map(_RULE.fullmatch, row)) else "\t".join(row) for row in rows
    ).encode()


def are_short(found: Sequence[Sighting]) -> bool:
    """Whether the lines of a list without ids are as short as names of people, things and films, so
    that nothing but an index can tell that they are titles."""
    lengths = [len(one.title.split()) for one in found]
    named = any(map(_is_named, found))
    return not named and len(lengths) >= _ROWS and median(lengths) < _SURE


def _are_commands(found: Sequence[Sighting]) -> bool:
    first = [one.title.partition(" ")[0] for one in found if not one.title.isupper()]
    in_capitals = [word for word in first if len(word) > 1 and word.isalpha() and word.isupper()]
    return len(first) >= _ROWS and len(in_capitals) > _COMMANDS * len(first)


def _without_years(found: list[Sighting]) -> list[Sighting]:
    """The entries without the year that all their titles end with; that of one may be its own."""
    shorter = [_YEAR_BEHIND.sub("", one.title) for one in found]
    if len(found) < _ROWS or any(map(str.__eq__, shorter, (one.title for one in found))):
        return found
    return [one._replace(title=title) for one, title in zip(found, shorter, strict=True)]


def _entry(number: int, said: str, sure: bool) -> Sighting | None:
    """The entry of a line: what its ids name, and the other words of it as the title."""
    said = said if sure else said.rstrip(" .,;")
    words = said.split()
    named = [identifiers(word.strip("()[]<>,;")) for word in words]
    title = " ".join(
        word
        for word, ids in zip(words, named, strict=True)
        if not any(ids) and not word.startswith(("http://", "https://"))
    )
    title = _bare(title)
    ids = next(filter(any, named), None)
    if ids is not None:
        return Sighting(
            number,
            title if len(title.split()) >= _SHORTEST else "",
            arxiv_id=ids.arxiv_id,
            version=ids.version,
            doi=ids.doi,
            openreview_id=ids.openreview_id,
            acl_id=ids.acl_id,
        )
    # A line that goes on in small letters is one of a text.
    goes_on = sure and title.split(" ", 1)[0].islower()
    whole = not goes_on and len(title) <= _LONGEST and len(title.split()) >= _SHORTEST
    ends = title[-1:] not in ",;:{}" and not _NO_TITLE.search(said)
    return Sighting(number, title) if whole and ends else None


def _bare(title: str) -> str:
    """A title without the year before it, and without who wrote it, where and when on either
    side."""
    before = _YEAR_BEFORE.match(title) or _credit_before(title)
    title = title[before.end() :] if before else title
    for beside in _BESIDE.finditer(title):
        head, told = title[: beside.start()], title[beside.end() :].strip(" .)]")
        if len(head.split()) >= _SHORTEST and _is_beside(told):
            return head
    return title


def _credit_before(title: str) -> re.Match[str] | None:
    """Who wrote a title, several or turned, and when, before it; one name may be of anything."""
    found = _CREDIT_BEFORE.match(title)
    told = (found[1] or found[2]) if found else ""
    people = told.partition("(")[0]
    several = _SEVERAL.search(people) or et_al(people)
    return found if several and is_credit(told) else None


def _is_beside(told: str) -> bool:
    """Whether a text says who, where and when, one behind the other; names alone may as well be the
    end of a title."""
    if is_venue_or_date(told):
        return True
    if is_credit(told) and (_YEAR.search(told) or et_al(told)):
        return True
    return any(
        _is_beside(told[: beside.start()]) and is_venue_or_date(told[beside.end() :])
        for beside in _BESIDE.finditer(told)
    )
