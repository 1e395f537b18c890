"""Entries of RIS and NBIB: their fields by tag, and what these say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from papercli import kinds
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.references import (
    addresses,
    authors,
    found_identifiers,
    has_year,
    is_year,
    published,
    short,
    venue,
    with_note,
)
from papercli.text.pattern import Pattern

_LINE = Pattern(
    r"(?P<tag>[A-Z][A-Z0-9]{1,3})(?P<gap>[ \t]{0,4})-"
    r"(?:[ \t](?P<value>.*)|(?<=  -)(?P<close>[^\s-].*)|\Z)",
    re.DOTALL,
)
"""A value stands close to the hyphen only where two blanks before that say that it is a tag."""
_DOI_OF_NBIB = Pattern(r"(?P<doi>\S+)\s*\[doi\]\Z")
_TITLES = ("TI", "T1", "CT", "TT", "ST")
_WITH_TITLE_OF_BOOK = ("book", "preprint")
"""Kinds of works of which ``BT`` is the title, by the specification of 2001."""
_AUTHORS = ("AU", "A1", "FAU")
_ABSTRACTS = ("AB", "N2")
_VENUES = ("JO", "JF", "T2", "BT", "JT", "JA", "J1", "J2", "TA")
_PROSE = (*_ABSTRACTS, "N1")
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
STANDARD_GAP = 2
"""Blanks between a tag and its hyphen, by the specification."""
_DATES = ("DA", "Y1", "PY", "DP", "DEP")
_OWN_ADDRESSES, _RELATED = ("UR", "LK", "L1"), "L2"
_ADDRESSES = (*_OWN_ADDRESSES, _RELATED)
_NAMING = (*_ADDRESSES, "JO", "JF", "T2", "BT", "SP", "M1", "AN", "C7", "VL", "PB", "N1")
"""Fields that may name an arXiv id, as a number or in an address."""
_OTHERS = ("CN", "DO", "M3", "L3", "LID", "AID", "PT")
_READ = frozenset((*_TITLES, *_AUTHORS, *_PROSE, *_VENUES, *_DATES, *_NAMING, *_OTHERS))
"""Tags of which anything is read; the others have an eighth of the values."""
_KINDS_OF_NBIB = (("Preprint", "preprint"), ("Dataset", "dataset"), ("Journal Article", "article"))

Tell = Callable[[int, str], None]
"""Takes a line, counted from 1, and what is wrong there."""


class Entry(NamedTuple):
    """One entry."""

    line: int
    gap: int
    """Blanks between a tag and its hyphen."""
    type: str
    """What stands after ``TY``; empty in NBIB."""
    fields: dict[str, list[list[str]]]
    """Of each tag the lines of its values."""
    lines: dict[str, int]
    """The first line of each tag."""


def entries(text: str, tell: Tell) -> Iterator[Entry]:  # noqa: PLR0912
    """The entries of a text in their order; tells of fields that are in none, and of an entry that
    has no end."""
    entry: Entry | None = None
    open_tag, lines = "", [""]
    stray = plain = False
    for number, raw in enumerate(text.split("\n"), 1):
        if raw[2:6] == "  - ":  # as nearly all lines begin
            tag, gap, value = raw[:2], STANDARD_GAP, raw[6:].strip()
            if plain and entry and tag not in _OF_ENTRIES:
                open_tag = tag
                lines = [value] if value else []
                if (values := entry.fields.get(tag)) is None:
                    entry.fields[tag] = [lines]
                    entry.lines[tag] = number
                else:
                    values.append(lines)
                continue
        elif not "A" <= raw[:1] <= "Z":
            if entry and open_tag and (rest := raw.strip()):
                lines.append(rest)
            continue
        else:
            found = _LINE.match(raw.rstrip(), 0)
            tag, gap = (found["tag"], len(found["gap"])) if found else ("", 0)
            value = (found["value"] or found["close"] or "").strip() if found else ""
        if tag in _BEGINNING and _begins_entry(tag, value, entry):
            if entry is not None:
                yield _without_end(entry, tell)
            entry = Entry(number, gap, value if tag == "TY" else "", {}, {})
            open_tag, stray = "", False
            plain = tag == "TY" and gap == STANDARD_GAP
        elif entry is None:
            # What a provider writes before the first entry is no loss.
            if tag in _TAGS and value and not stray:
                stray = True
                tell(number, f"no TY before {short(raw)}: left out up to the next entry")
        elif tag == "ER" and not value:
            yield entry
            entry = None
        elif tag and _begins_field(tag, gap, entry, open_tag):
            open_tag = tag
            lines = [value] if value else []
            entry.fields.setdefault(tag, []).append(lines)
            entry.lines.setdefault(tag, number)
        elif open_tag and (rest := raw.strip()):
            lines.append(rest)
    if entry is not None:
        yield _without_end(entry, tell)


def _without_end(entry: Entry, tell: Tell) -> Entry:
    if entry.type:
        tell(entry.line, "no ER at the end of this entry; it is read all the same")
    return entry


def _begins_entry(tag: str, value: str, entry: Entry | None) -> bool:
    if tag == "TY":
        return value.isalnum() and value.isupper()
    return tag == "PMID" and value.isdecimal() and not (entry and entry.type)


def _begins_field(tag: str, gap: int, entry: Entry, open_tag: str) -> bool:
    """Whether a line that looks like a tag is one: one of an abstract may begin ``AI - based``."""
    if not entry.type:
        return len(tag) + gap == len("PMID")
    if open_tag in _PROSE:
        return gap == entry.gap and (gap == STANDARD_GAP or tag in _TAGS)
    return gap > 0 or tag in _TAGS


def sighting(entry: Entry, tell: Tell) -> Sighting | None:
    """What an entry says; None, which is told, where it names no paper."""

    def told(problem: str) -> None:
        tell(entry.line, problem)

    fields = {
        tag: [value[0] if len(value) == 1 else "\n".join(value) for value in values]
        for tag, values in entry.fields.items()
        if tag in _READ
    }
    tag, title = _title(fields, _TITLES)
    if not title and entry.type and kinds.of_ris(entry.type) in _WITH_TITLE_OF_BOOK:
        tag, title = _title(fields, ("BT",))
    named = found_identifiers(*_naming(fields), told)
    if not title and not (named.arxiv_id or named.doi or named.openreview_id or named.acl_id):
        told("an entry without a title is left out")
        return None
    names = authors(_names(fields))
    count, when = with_note(names, _published(fields, told), fields.get("N1", ()))
    own = addresses(*[one for tag in _OWN_ADDRESSES if tag in fields for one in fields[tag]])
    related = addresses(*fields[_RELATED]) if _RELATED in fields else ()
    abstracts = [one for tag in _ABSTRACTS if tag in fields for one in fields[tag] if one]
    return Sighting(
        entry.lines.get(tag, entry.line),
        title,
        abstracts[0] if abstracts else None,
        count,
        names.names,
        None,
        when,
        None,
        None,
        named.arxiv_id,
        named.doi,
        own[0] if own else None,
        None,
        None,
        None,
        named.version,
        _venue(fields),
        kinds.of_ris(entry.type) if entry.type else _kind_of_nbib(fields),
        named.openreview_id,
        named.acl_id,
        (*own[1:], *related) or None,
    )


def _title(fields: dict[str, list[str]], tags: tuple[str, ...]) -> tuple[str, str]:
    """The first title under some tags, and the tag in which it stands."""
    for tag in tags:
        if tag in fields:
            for value in fields[tag]:
                if title := _folded(value):
                    return tag, title
    return "", ""


def _venue(fields: dict[str, list[str]]) -> str | None:
    for tag in _VENUES:
        if tag in fields:
            for value in fields[tag]:
                if found := venue(value):
                    return found
    return None


def _folded(text: str) -> str:
    return " ".join(text.split())


def _kind_of_nbib(fields: dict[str, list[str]]) -> str | None:
    said = fields.get("PT", ())
    return next((kind for name, kind in _KINDS_OF_NBIB if name in said), None)


def _names(fields: dict[str, list[str]]) -> list[str]:
    """The authors: whole names where NBIB has them beside initials."""
    tag = "FAU" if "FAU" in fields else next((tag for tag in _AUTHORS if tag in fields), "AU")
    names: list[str] = []
    for value in map(_folded, fields.get(tag, ())):
        if ";" in value:
            names += value.split(";")
        elif "," in value and " and " in value:
            names += value.split(" and ")
        else:
            names.append(value)
    return names + list(map(_folded, fields.get("CN", ()) if tag == "FAU" else ()))


def _published(fields: dict[str, list[str]], tell: Callable[[str], None]) -> PartialDate | None:
    """The most precise of the dates that the entry gives: a year often stands beside a day, or in
    one field what another lacks (``DA  - DEC 5``, ``PY  - 2021``)."""
    values = [
        one
        for tag in _DATES
        if tag in fields
        for value in fields[tag]
        if (one := value.strip(" /"))
    ]
    if not values:
        return None
    if is_year(values[0]) and values.count(values[0]) == len(values):
        return PartialDate(int(values[0]))
    dated = [has_year(value) for value in values]
    year = next((value for value, whole in zip(values, dated, strict=True) if whole), None)
    found = [
        published(value, None, None, None, tell)
        if whole
        else published(None, year, value, None, tell)
        for value, whole in zip(values, dated, strict=True)
    ]
    if year is None:
        tell(f"no year in {short(values[0])}")
    return max(filter(None, found), key=_precision, default=None)


def _precision(date: PartialDate) -> int:
    return sum(part is not None for part in date[:3])


def _naming(fields: dict[str, list[str]]) -> tuple[list[str], list[str]]:
    """The values that may name the entry's ids, and those that should be a DOI."""
    named_by = [tag for tag in _NAMING if tag in fields]
    certain = [value for tag in named_by if tag in _ADDRESSES for value in fields[tag] if value]
    others = [(tag, value) for tag in named_by if tag not in _ADDRESSES for value in fields[tag]]
    if "arxiv" in "\n".join([value for _, value in others]).lower():
        for tag, value in others:
            start = value.lstrip()[: len("arxiv")] if tag == "N1" else value
            if "arxiv" in start.lower():
                certain.append(value)
    dois = [value for value in fields.get("DO", ()) if value]
    if dois:
        return certain, dois
    named = [one for tag in ("M3", "L3") for one in fields.get(tag, ()) if one.startswith("10.")]
    ids = [one for tag in ("LID", "AID") for one in fields.get(tag, ())]
    named += [found["doi"] for one in ids if (found := _DOI_OF_NBIB.match(one, 0))]
    return certain, named
