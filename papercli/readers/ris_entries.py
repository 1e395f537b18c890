"""What the fields of an entry of RIS or NBIB say."""

from __future__ import annotations

from collections.abc import Callable

from papercli import kinds
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.reference_names import Names, authors, whole_names
from papercli.readers.references import (
    addresses,
    found_identifiers,
    has_year,
    is_year,
    published,
    short,
    venue,
    with_note,
)
from papercli.readers.ris_lines import Entry, Tell
from papercli.text.pattern import Pattern

_DOI_OF_NBIB = Pattern(r"(?P<doi>\S+)\s*\[doi\]\Z")
_TITLES = ("TI", "T1", "CT", "TT", "ST")
_WITH_TITLE_OF_BOOK = ("book", "preprint")
"""Kinds of works of which ``BT`` is the title, by the specification of 2001."""
_AUTHORS = ("AU", "A1", "FAU")
_ABSTRACTS = ("AB", "N2")
_VENUES = ("JO", "JF", "T2", "BT", "JT", "JA", "J1", "J2", "TA")
_DATES, _DATES_OF_NBIB = ("DA", "Y1", "PY"), ("DP", "DEP")
"""In RIS ``DP`` is who provides the database: Zotero writes ``DP  - arXiv.org``."""
_OWN_ADDRESSES, _RELATED = ("UR", "LK", "L1"), "L2"
_ADDRESSES = (*_OWN_ADDRESSES, _RELATED)
_NAMING_ARXIV = ("JO", "JF", "T2", "BT", "SP", "M1", "AN", "C7", "VL", "PB", "N1")
"""Fields that may name an arXiv id beside addresses."""
_MAY_NAME = frozenset(_NAMING_ARXIV)
_KINDS_OF_NBIB = (("Preprint", "preprint"), ("Dataset", "dataset"), ("Journal Article", "article"))


def sighting(entry: Entry, tell: Tell) -> Sighting | None:
    """What an entry says; None, which is told, where it names no paper."""

    def told(problem: str) -> None:
        tell(entry.line, problem)

    fields = entry.fields
    tag, title = _title(fields, _TITLES)
    if not title and entry.type and kinds.of_ris(entry.type) in _WITH_TITLE_OF_BOOK:
        tag, title = _title(fields, ("BT",))
    twice = bool(tag and len(fields[tag]) > 1 and {*map(_folded, fields[tag])} - {"", title})
    if twice:
        tell(entry.line_of(tag), f"{tag} stands twice in an entry: the first is taken")
    named = found_identifiers(*_naming(fields), told)
    if not title and not (named.arxiv_id or named.doi or named.openreview_id or named.acl_id):
        told("an entry without a title is left out")
        return None
    names = _authors(fields)
    count, when = names.number, _published(fields, entry.type, told)
    if "N1" in fields:
        count, when = with_note(names, when, fields["N1"])
    own = addresses(*[one for tag in _OWN_ADDRESSES if tag in fields for one in fields[tag]])
    related = addresses(*fields[_RELATED]) if _RELATED in fields else ()
    # Behind another title stands another abstract, and no further paragraph.
    written = (fields[tag][:1] if twice else fields[tag] for tag in _ABSTRACTS if tag in fields)
    abstracts = map(_paragraphs, written)
    return Sighting(
        entry.line_of(tag),
        title,
        next(filter(None, abstracts), None),
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


def _paragraphs(values: list[str]) -> str:
    """An abstract, of which some give each paragraph a tag of its own."""
    text = values[0] if len(values) == 1 else "\n".join(dict.fromkeys(map(str.strip, values)))
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _venue(fields: dict[str, list[str]]) -> str | None:
    for tag in _VENUES:
        if tag in fields:
            for value in fields[tag]:
                if found := venue(value):
                    return found
    return None


def _stripped(fields: dict[str, list[str]], tag: str) -> list[str]:
    return [value.strip() for value in fields[tag]] if tag in fields else []


def _folded(text: str) -> str:
    return " ".join(text.split())


def _kind_of_nbib(fields: dict[str, list[str]]) -> str | None:
    said = _stripped(fields, "PT")
    return next((kind for name, kind in _KINDS_OF_NBIB if name in said), None)


def _authors(fields: dict[str, list[str]]) -> Names:
    """The authors: whole names where NBIB has them beside initials."""
    if "AU" in fields and "FAU" not in fields and (whole := whole_names(fields["AU"])):
        return whole
    tag = "FAU" if "FAU" in fields else next((tag for tag in _AUTHORS if tag in fields), "AU")
    written = fields.get(tag, [])
    names: list[str] = []
    for value in map(_folded, written):
        if ";" in value:
            names += value.split(";")
        elif "," in value and " and " in value:
            names += value.split(" and ")
        else:
            names.append(value)
    return authors(names + list(map(_folded, fields.get("CN", ()) if tag == "FAU" else ())))


def _published(
    fields: dict[str, list[str]], type_: str, tell: Callable[[str], None]
) -> PartialDate | None:
    """The most precise of the dates that the entry gives: a year often stands beside a day, or in
    one field what another lacks (``DA  - DEC 5``, ``PY  - 2021``)."""
    values = [
        one
        for tag in (_DATES if type_ else (*_DATES, *_DATES_OF_NBIB))
        if tag in fields
        for value in fields[tag]
        if (one := value.strip().strip(" /"))
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
    written = [value for tag in _ADDRESSES if tag in fields for value in fields[tag]]
    certain = [value for value in written if value and not value.isspace()]
    others = [value for tag in _MAY_NAME.intersection(fields) for value in fields[tag]]
    if "arxiv" in "\n".join(others).lower():
        for tag in _NAMING_ARXIV:
            for value in fields.get(tag, ()):
                start = value.lstrip()[: len("arxiv")] if tag == "N1" else value
                if "arxiv" in start.lower():
                    certain.append(value)
    dois = [value for value in _stripped(fields, "DO") if value]
    if dois:
        return certain, dois
    named = [one for tag in ("M3", "L3") for one in _stripped(fields, tag) if one.startswith("10.")]
    ids = [one for tag in ("LID", "AID") for one in _stripped(fields, tag)]
    named += [found["doi"] for one in ids if (found := _DOI_OF_NBIB.match(one, 0))]
    return certain, named
