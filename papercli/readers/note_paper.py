"""The paper that a note is about, by its front matter and its text."""

from __future__ import annotations

import re

from papercli.identifiers import Identifiers, arxiv_id_of_number, identifiers
from papercli.model.paper import Organization, PartialDate, Sighting
from papercli.readers.front_matter import Field, Matter
from papercli.readers.markdown.fields import categories_in, date_in, merged
from papercli.readers.markdown.labels import FIELDS
from papercli.readers.markdown.titles import names
from papercli.readers.note_body import Body
from papercli.text.pattern import Pattern

_STRONG = frozenset(
    "arxiv arxiv_id arxivid eprint doi pdf abstract venue journal conference".split()
)
"""Keys that notes on papers have, and blogs and model cards have not."""

OWN_KEY = "papers_id"
"""The key by which `papers export` knows its notes."""

_KEY = Pattern(r"^([^\W\d][\w ./()-]{0,40}?)\s*[:：]\s*(.*)$", re.MULTILINE)
_NUMBER = Pattern(r"\d{1,9}")
_FORUM = Pattern(r"[\w-]{9,12}")
_FIRST_CJK = "\u3040"
_LOST_ZEROS = Pattern(r"\d{3,4}\.\d{3,4}")


def strength(inner: str) -> float:
    """How surely front matter is that of a note on a paper; 0 where it may be anything."""
    keys = {match[1].strip().lower().replace(" ", "_"): match[2] for match in _KEY.finditer(inner)}
    if OWN_KEY in keys:
        return 0.95
    holds = {held for held, names in FIELDS.items() if any(name in keys for name in names.split())}
    named = "title" in holds or "authors" in holds
    links = [keys[name] for name in FIELDS["link"].split() if name in keys]
    if named and any(any(_identifiers(value.strip(" \"'[]"))) for value in links):
        return 0.85
    return 0.6 if {"title", "authors"} <= holds and any(name in _STRONG for name in keys) else 0.0


def sighting_of(matter: Matter, lines: list[str], noted: list[tuple[int, str]]) -> Sighting | None:
    """The paper that a note is about; None where it is about several, or none."""
    fields = matter.fields
    ids, url, links = _links(matter)
    body = Body(lines, matter.end, own=OWN_KEY in fields)
    if not any(ids):
        ids = identifiers(*body.named_lines)
    title = _text(matter, "title", noted)
    people = _first(fields, "authors")
    if (
        OWN_KEY not in fields
        and not any(ids)
        and not (title and people and (body.texts or any(k in _STRONG for k in fields)))
    ):
        return None
    index = next((fields[key].line for key in FIELDS["title"].split() if key in fields), None)
    if not title and body.title:
        title, index = body.title, body.title_line
    authors, count = None, None
    if people and people.values:
        found, count = _people(list(map(_unlinked, people.values)))
        authors = found or None
        if "first_author" in fields and "authors" not in fields:
            count = None
    count = _own_number(fields, "author_count") or count
    date, _ = date_of(matter, noted)
    return Sighting(
        line=(index if index is not None else 0) + 1,
        title=" ".join(title.split()),
        abstract=_text(matter, "abstract", noted) or body.texts.get("abstract"),
        author_count=count,
        authors=authors,
        organization=_organization(fields),
        published=date,
        comments=_number(matter, "comments"),
        upvotes=_number(matter, "upvotes"),
        arxiv_id=ids.arxiv_id,
        doi=ids.doi,
        url=url,
        summary=_text(matter, "summary", noted) or body.texts.get("summary"),
        categories=_categories(fields),
        version=ids.version or _own_number(fields, "version"),
        venue=_text(matter, "venue", noted) or None,
        kind=_text(matter, "kind", noted) or None,
        openreview_id=ids.openreview_id,
        acl_id=ids.acl_id,
        links=links or None,
    )


def _people(values: list[str]) -> tuple[tuple[str, ...], int | None]:
    """The names in the items of a list, or in one text, and how many authors there are where that
    is known. A word on one side of the only comma is a family name or a given one, but for
    Chinese, Japanese and Korean names, which have no blank."""
    found, count = names("; ".join(values))
    named = [value.strip() for value in values if names(value)[0]]
    if len(named) == 1 and max(named[0]) < _FIRST_CJK:
        parts = [part.strip() for part in named[0].split(",")]
        if names(named[0])[1] == len(parts) == 2 and not all(" " in part for part in parts):
            return (", ".join(parts),), 1 if len(values) == 1 else None
    return found, count


def _first(fields: dict[str, Field], held: str) -> Field | None:
    return next((fields[key] for key in FIELDS[held].split() if key in fields), None)


def _text(matter: Matter, held: str, noted: list[tuple[int, str]]) -> str:
    field = _first(matter.fields, held)
    if field is None:
        return ""
    if len(field.values) > 1:
        noted.append((field.line, f"the {held} is no text but a list: the first of it is taken"))
    return _unlinked(field.values[0]) if field.values else ""


def _unlinked(text: str) -> str:
    """A text without the brackets of a link between notes: ``[[people/Ida|Ida Moreau]]``."""
    inner = text.strip().strip("[]\"' ")
    return inner.rpartition("|")[2].rpartition("/")[2].strip() if text.startswith("[[") else text


def _identifiers(value: str) -> Identifiers:
    """The identifiers of a value; of a number the arXiv id that it was."""
    found = identifiers(value)
    if not any(found) and _LOST_ZEROS.fullmatch(value) and (one := arxiv_id_of_number(value)):
        return Identifiers(one.id, one.version)
    return found


def _links(matter: Matter) -> tuple[Identifiers, str | None, tuple[str, ...]]:
    """The identifiers among the keys, the address of the paper, and other addresses."""
    ids, url = Identifiers(), None
    for key in FIELDS["link"].split():
        field = matter.fields.get(key)
        if field is None or len(field.values) != 1 or (key == "links" and OWN_KEY in matter.fields):
            continue
        value = field.values[0]
        if key == "openreview_id" and _FORUM.fullmatch(value):
            value = f"https://openreview.net/forum?id={value}"
        found = _identifiers(value)
        same = found.arxiv_id is None or ids.arxiv_id in {None, found.arxiv_id}
        if any(found) and same:
            ids = merged(ids, found)
        if url is None and field.values[0].startswith(("https://", "http://")):
            url = value
    field = _first(matter.fields, "code") or matter.fields.get("links")
    values = field.values if field else ()
    return ids, url, tuple(one for one in values if one.startswith(("https://", "http://")))


def date_of(matter: Matter, noted: list[tuple[int, str]]) -> tuple[PartialDate | None, int]:
    """The date of the paper, and the line where it stands. What is wrong with one is noted."""
    found: tuple[PartialDate | None, int] = None, 0
    for key in FIELDS["date"].split():
        field = matter.fields.get(key)
        if field is None or not field.values or field.values[0].startswith("~"):
            continue  # a year that was a guess is no fact
        try:
            date = date_in(field.values[0])
        except ValueError:
            noted.append((field.line, f"no calendar has {field.values[0][:40]!r}"))
            continue
        # Beside a year, "date" may be the day on which the note was written.
        if date and (found[0] is None or (found[0].month is None and found[0].year == date.year)):
            found = date, field.line
    return found


def _number(matter: Matter, held: str) -> int | None:
    field = _first(matter.fields, held)
    if field and len(field.values) == 1 and _NUMBER.fullmatch(field.values[0]):
        return int(field.values[0])
    return None


def _own_number(fields: dict[str, Field], key: str) -> int | None:
    """A number under a key of our own notes."""
    value = "".join(fields[key].values) if key in fields else ""
    return int(value) if _NUMBER.fullmatch(value) else None


def _organization(fields: dict[str, Field]) -> Organization | None:
    name = "".join(fields["organization"].values[:1]) if "organization" in fields else ""
    return Organization(name, name) if name else None


def _categories(fields: dict[str, Field]) -> tuple[str, ...] | None:
    keys = [key for key in FIELDS["categories"].split() if key in fields]
    return categories_in(" ".join(value for key in keys for value in fields[key].values))
