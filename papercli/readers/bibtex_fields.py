"""The fields of one entry of BibTeX as a sighting."""

from __future__ import annotations

import re

from papercli import kinds
from papercli.identifiers import arxiv_id
from papercli.model.paper import Sighting
from papercli.readers.bibtex_blocks import Tell
from papercli.readers.bibtex_entries import Entry
from papercli.readers.bibtex_tex import decoded
from papercli.readers.reference_names import authors
from papercli.readers.references import (
    addresses,
    categories,
    found_identifiers,
    published,
    short,
    venue,
    with_note,
)
from papercli.text.pattern import Pattern

_ARCHIVES = ("", "arxiv", "arxiv.org", "eprint", "preprint")
"""What ``archivePrefix`` or ``eprinttype`` says of an id of arXiv."""
_ARXIV_NOTE = Pattern(
    r"\s*(?:(?:also |now )?(?:preprint|e-?print|available (?:at|as|on)|arxiv preprint)[\s:,]{0,3})?"
    r"(?:\\url\s*\{)?(?:https?://)?arxiv\b",
    re.IGNORECASE,
)
"""How a note begins that names the entry itself; others name papers that it is about."""
_ESCAPE = Pattern(r"\\([_&%#$~])|\\textunderscore(?:\{\}|\s?)|[{}]|\\url\b")
_AND = Pattern(r"(?<!\\)[{}]|\sand(?=\s)", re.IGNORECASE)
_VENUES = ("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution")
_MAY_NAME_ARXIV = "journal journaltitle volume number pages eid booktitle publisher".split()
_ZOTERO_NOTE = Pattern(r"\s*(?:\\?_eprint|arxiv\s?id):\s*(?P<id>\S+)", re.IGNORECASE)
"""What Zotero writes of an ``eprint`` that it has no field for."""
_KEY_OF_DBLP = "corr/abs-"
_NO_WORKS = ("control", "ieeetranbstctl", "set", "xdata")
"""Types of entries that tell programs something, or hold what others have in common."""
_WITH_TITLE_OF_BOOK = ("proceedings", "book")


def sighting(entry: Entry, tell: Tell) -> Sighting | None:
    """What an entry says; None, which is told, where it names no paper."""

    def told(problem: str) -> None:
        tell(entry.line, f"{short(entry.key)}: {problem}")

    fields = entry.fields
    if entry.type in _NO_WORKS:
        return None
    kind = kinds.of_bibtex(entry.type)
    title = _title(fields, kind)
    certain, dois = _naming(entry)
    named = found_identifiers(certain, dois, told)
    if not title and not (named.arxiv_id or named.doi or named.openreview_id or named.acl_id):
        told("an entry without a title is left out")
        return None
    names = authors(map(decoded, _names(fields.get("author", ""))))
    if "author" in entry.others:  # a field an author, as some write them: the first is not all
        names = names._replace(number=None)
    date, year = _text(fields, "date"), _text(fields, "year")
    when = published(date, year, _text(fields, "month"), _text(fields, "day"), told)
    count, when = with_note(names, when, [_text(fields, "note")])
    links = addresses(*(_address(fields.get(name)) for name in ("url", "howpublished", "ee")))
    return Sighting(
        line=entry.lines.get("title", entry.line),
        title=title,
        abstract=decoded(fields.get("abstract", "")) or None,
        author_count=count,
        authors=names.names,
        published=when,
        arxiv_id=named.arxiv_id,
        doi=named.doi,
        url=links[0] if links else None,
        categories=categories(fields.get("primaryclass") or fields.get("eprintclass")),
        version=named.version,
        venue=next((found for name in _VENUES if (found := venue(_text(fields, name)))), None),
        kind=kind,
        openreview_id=named.openreview_id,
        acl_id=named.acl_id,
        links=links[1:] or None,
    )


def _text(fields: dict[str, str], name: str) -> str:
    value = fields.get(name)
    return decoded(value) if value else ""


def _title(fields: dict[str, str], kind: str) -> str:
    title = _text(fields, "title")
    if not title and kind in _WITH_TITLE_OF_BOOK:
        title = _text(fields, "booktitle")
    if not title:
        title = _text(fields, "shorttitle")
    subtitle = _text(fields, "subtitle")
    if title and subtitle and subtitle.lower() not in title.lower():
        return f"{title}{'' if title.endswith((':', '?', '!')) else ':'} {subtitle}"
    return title


def _naming(entry: Entry) -> tuple[list[str], list[str]]:
    """The values that may name the entry's arXiv id and its other ids, the surest first; and those
    that should be a DOI."""
    fields = entry.fields
    archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip(" {}").lower()
    eprint = _address(fields.get("eprint"))
    certain = []
    if eprint and archive in _ARCHIVES:
        certain.append(eprint)
    elif eprint and arxiv_id(eprint) and "/" in eprint:
        certain.append(eprint)  # an address, whatever archive is said
    certain += filter(None, (_address(fields.get(name)) for name in ("arxivid", "arxiv")))
    for name in _MAY_NAME_ARXIV:
        value = _address(fields.get(name))
        if value and ("arxiv" in value.lower() or "abs/" in value):
            certain.append(value)
    certain += filter(None, (_address(fields.get(name)) for name in ("url", "howpublished", "ee")))
    note = fields.get("note", "")
    if zotero := _ZOTERO_NOTE.match(note, 0):
        certain.append(_address(zotero["id"]) or "")
    elif _ARXIV_NOTE.match(note, 0):
        certain.append(_address(note) or "")
    key = entry.key.lower()
    if _KEY_OF_DBLP in key or key.startswith("arxiv:"):
        certain.append(key)
    dois = [fields["doi"], *entry.others.get("doi", ())] if "doi" in fields else []
    return certain, [_address(value) or "" for value in dois if value.strip()]


def _address(value: str | None) -> str | None:
    """A value in which TeX has no say but for what it makes people escape."""
    return (
        None if value is None else _ESCAPE.sub(lambda found: found[1] or "", value).strip() or None
    )


def _names(value: str) -> list[str]:
    """The names that "and" divides, where it stands in no braces."""
    if ";" in value and not _AND.search(value, 0):
        return value.split(";")
    padded, names, start, depth = f" {value} ", [], 0, 0
    for found in _AND.finditer(padded):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif depth <= 0:
            names.append(padded[start : found.start()])
            start = found.end()
    return [*names, padded[start:]]
