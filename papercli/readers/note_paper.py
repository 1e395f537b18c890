"""The paper that a note is about, by its front matter and its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from papercli import kinds
from papercli.identifiers import Identifiers, arxiv_id_of_number, identifiers
from papercli.model.paper import Organization, PartialDate, Sighting
from papercli.readers.front_matter import Field, Matter
from papercli.readers.markdown.fields import categories_in, date_in, merged
from papercli.readers.markdown.labels import FIELDS, PLACES
from papercli.readers.markdown.people import names
from papercli.readers.note_body import Body, may_name
from papercli.text.pattern import Pattern
from papercli.usual_identifiers import plain_arxiv_id

_STRONG = frozenset(
    "arxiv arxiv_id arxivid eprint doi pdf abstract venue journal conference".split()
)
"""Keys that notes on papers have, and blogs and model cards have not."""

_OF_SITES = Pattern(r"^collection:[ \t]*[\"']?publications[\"']?[ \t]*$", re.MULTILINE)
"""How Jekyll knows the pages of a site that are on papers; those on talks have a venue, too."""
_OF_TALKS = ("event", "event_url", "date_end", "all_day")
"""Keys of pages on talks, which have authors and an abstract as well."""
_IN = Pattern(r"(?:In )?\*(?P<name>[^*]+)\*(?P<rest>[^*]*)\Z")
"""How templates of Hugo write a venue."""
_SEVERAL_LINKS = Pattern(r"\[\[([^\[\]]+)\]\]")

OWN_KEY = "papers_id"
"""The key by which `papers export` knows its notes."""

_KEY = Pattern(r"^([^\W\d][\w ./()-]{0,40}?)\s*[:：]\s*(.*)$", re.MULTILINE)
_NUMBER = Pattern(r"\d{1,9}")
_FORUM = Pattern(r"[\w-]{9,12}")
_FIRST_CJK = "\u3040"
_LONGEST_NAME = 100
_WEB = ("https://", "http://")
_OF_OTHERS = frozenset(("al", "etal", "et.al", "others", "等", "等人"))
"""Words at the end of a list that stand for further names."""
_LOST_ZEROS = Pattern(r"\d{3,4}\.\d{3,4}")


def strength(inner: str) -> float:
    """How surely front matter is that of a note on a paper; 0 where it may be anything."""
    keys = {match[1].strip().lower().replace(" ", "_"): match[2] for match in _KEY.finditer(inner)}
    if OWN_KEY in keys:
        return 0.95
    if any(key in keys for key in _OF_TALKS) and "publication" not in keys:
        return 0.0
    holds = {held for held, names in FIELDS.items() if any(name in keys for name in names.split())}
    named = "title" in holds or "authors" in holds
    links = [keys[name] for name in FIELDS["link"].split() if name in keys]
    if named and any(any(_identifiers(value.strip(" \"'[]"))) for value in links):
        return 0.85
    if "title" in holds and _OF_SITES.search(inner, 0):
        return 0.85
    return 0.6 if {"title", "authors"} <= holds and any(name in _STRONG for name in keys) else 0.0


def sighting_of(matter: Matter, lines: list[str], noted: list[tuple[int, str]]) -> Sighting | None:
    """The paper that a note is about; None where it is about several, or none."""
    note = _Note(matter, noted)
    fields, keys = note.fields, note.keys
    ids, url, links = _links(note)
    named, own = any(ids), OWN_KEY in fields
    title = note.text("title")
    people = note.first("authors")
    of_site = "collection" in fields and fields["collection"].values == ("publications",)
    of_site = of_site and bool(title)
    if not (
        named or own or of_site or (title and people) or any(map(may_name, lines[matter.end :]))
    ):
        return None
    body = Body(lines, matter.end, own=own, named=named)
    if not named:
        ids = identifiers(*body.named_lines)
    if (
        not own
        and not of_site
        and not any(ids)
        and not (title and people and (body.texts or any(k in _STRONG for k in fields)))
    ):
        return None
    index = fields[keys["title"][0]].line if "title" in keys else 0
    if not title and body.title:
        title, index = body.title, body.title_line
    authors, count = None, None
    if people and people.values:
        linked = any("[[" in one for one in people.values)
        found, count = _people(_names_linked(people.values) if linked else people.values)
        authors = found or None
        if "first_author" in fields and "authors" not in fields:
            count = None
    return Sighting(
        index + 1,
        " ".join(title.split()),
        note.text("abstract") or body.texts.get("abstract"),
        (note.own_number("author_count") if "author_count" in fields else None) or count,
        authors,
        _organization(fields) if "organization" in fields else None,
        _date(note)[0] if "date" in keys else None,
        note.number("comments") if "comments" in keys else None,
        note.number("upvotes") if "upvotes" in keys else None,
        ids.arxiv_id,
        ids.doi,
        url,
        None,
        note.text("summary") or body.texts.get("summary"),
        _categories(note) if "categories" in keys else None,
        ids.version or (note.own_number("version") if "version" in fields else None),
        (note.text("venue") or None)
        if "venue" in keys
        else _publication(fields["publication"])
        if "publication" in fields
        else None,
        _kind(note) if "kind" in keys else None,
        ids.openreview_id,
        ids.acl_id,
        links or None,
    )


def date_of(matter: Matter) -> tuple[PartialDate | None, int]:
    """The date in front matter, and the line where it stands."""
    return _date(_Note(matter, []))


class _Note:
    """Front matter, by what its keys hold; what is wrong with a value is noted."""

    def __init__(self, matter: Matter, noted: list[tuple[int, str]]) -> None:
        self.fields, self.noted = matter.fields, noted
        self.keys: dict[str, list[str]] = {}
        """Of each field the keys that are there, the first of which counts."""
        for key in self.fields:
            if key in PLACES:
                self.keys.setdefault(PLACES[key][0], []).append(key)
        for keys in self.keys.values():
            if len(keys) > 1:
                keys.sort(key=PLACES.__getitem__)

    def first(self, held: str) -> Field | None:
        keys = self.keys.get(held)
        return self.fields[keys[0]] if keys else None

    def text(self, held: str) -> str:
        keys = self.keys.get(held)
        if not keys:
            return ""
        field = self.fields[keys[0]]
        if len(field.values) > 1:
            problem = f"the {held} is no text but a list: the first of it is taken"
            self.noted.append((field.line, problem))
        return _unlinked(field.values[0]) if field.values else ""

    def number(self, held: str) -> int | None:
        field = self.first(held)
        if field and len(field.values) == 1 and _NUMBER.fullmatch(field.values[0]):
            return int(field.values[0])
        return None

    def own_number(self, key: str) -> int | None:
        """A number under a key of our own notes."""
        value = "".join(self.fields[key].values)
        return int(value) if value and _NUMBER.fullmatch(value) else None


def _kind(note: _Note) -> str | None:
    """What the note says of the work; ``type`` is as often the type of the note."""
    text = note.text("kind")
    return (kinds.known(text) if note.keys["kind"][0] == "type" else text) or None


def _publication(field: Field) -> str | None:
    """The venue as templates of Hugo have it: ``In *Journal of Lamps, 3*``."""
    text = " ".join(field.values[:1]).strip()
    found = _IN.match(text, 0)
    return (f"{found['name']}{found['rest']}" if found else text).strip() or None


def _names_linked(values: tuple[str, ...]) -> list[str]:
    """Names without the brackets of links between notes, also where one text has several."""
    found: list[str] = []
    for value in values:
        if value.count("[[") > 1:
            found += map(_unlinked, (f"[[{one}]]" for one in _SEVERAL_LINKS.findall(value)))
        else:
            found.append(_unlinked(value) if "[[" in value else value)
    return found


def _people(values: Sequence[str]) -> tuple[tuple[str, ...], int | None]:
    """The names in the items of a list, or in one text, and how many authors there are where that
    is known. A word on one side of the only comma is a family name or a given one, but for
    Chinese, Japanese and Korean names, which have no blank."""
    if all(map(_is_plain_name, values)):
        if " " in values[0] or len(values) < 2:
            return tuple(values), len(values)
        # `[Moreau, Ida]` is one author to whoever wrote it, and two names to YAML.
        halves = not any(" " in one or max(one) >= _FIRST_CJK for one in values)
        return ((), None) if halves else (tuple(values), len(values))
    found, count = names("; ".join(values))
    named = [value.strip() for value in values if names(value)[0]]
    if len(named) == 1 and max(named[0]) < _FIRST_CJK:
        parts = [part.strip() for part in named[0].split(",")]
        if names(named[0])[1] == len(parts) == 2 and not all(" " in part for part in parts):
            return (", ".join(parts),), 1 if len(values) == 1 else None
    return found, count


def _is_plain_name(value: str) -> bool:
    """A first look: whether a text is one name and nothing else, as nearly all are."""
    bare = value.replace(" ", "")
    if not bare.isalpha():
        bare = bare.replace("-", "").replace(".", "")
    words = value.casefold().split(" ")
    return (
        bare.isalpha()
        and len(value) <= _LONGEST_NAME
        and "" not in words
        and "and" not in words
        and words[-1] not in _OF_OTHERS
        and value[0] != "."
        and value[-1] != "."
    )


def _unlinked(text: str) -> str:
    """A text without the brackets of a link between notes: ``[[people/Ida|Ida Moreau]]``."""
    if not text.startswith("[["):
        return text
    inner = text.strip().strip("[]\"' ")
    return inner.rpartition("|")[2].rpartition("/")[2].strip()


def _identifiers(value: str) -> Identifiers:
    """The identifiers of a value; of a number the arXiv id that it was."""
    if plain := plain_arxiv_id(value):
        return Identifiers(*plain)
    found = identifiers(value)
    if not any(found) and _LOST_ZEROS.fullmatch(value) and (one := arxiv_id_of_number(value)):
        return Identifiers(one.id, one.version)
    return found


def _links(note: _Note) -> tuple[Identifiers, str | None, tuple[str, ...]]:
    """The identifiers among the keys, the address of the paper, and other addresses."""
    ids, url = Identifiers(), None
    fields = note.fields
    for key in note.keys.get("link", ()):
        field = fields[key]
        if len(field.values) != 1 or (key == "links" and OWN_KEY in fields):
            continue
        value = field.values[0]
        if key == "openreview_id" and _FORUM.fullmatch(value):
            value = f"https://openreview.net/forum?id={value}"
        found = _identifiers(value)
        known = ids.arxiv_id
        if found != ids and any(found) and (known is None or found.arxiv_id in {None, known}):
            ids = merged(ids, found) if any(ids) else found
        if url is None and field.values[0].startswith(_WEB):
            url = value
    other = note.first("code") or fields.get("links")
    values = other.values if other else ()
    return ids, url, tuple([one for one in values if one.startswith(_WEB)])


def _date(note: _Note) -> tuple[PartialDate | None, int]:
    """The date of the paper, and the line where it stands. What is wrong with one is noted."""
    found: tuple[PartialDate | None, int] = None, 0
    for key in note.keys.get("date", ()):
        field = note.fields[key]
        if not field.values or field.values[0].startswith("~"):
            continue  # a year that was a guess is no fact
        try:
            date = date_in(field.values[0])
        except ValueError:
            note.noted.append((field.line, f"no calendar has {field.values[0][:40]!r}"))
            continue
        # Beside a year, "date" may be the day on which the note was written.
        if date and (found[0] is None or (found[0].month is None and found[0].year == date.year)):
            found = date, field.line
    return found


def _organization(fields: dict[str, Field]) -> Organization | None:
    name = "".join(fields["organization"].values[:1])
    return Organization(name, name) if name else None


def _categories(note: _Note) -> tuple[str, ...] | None:
    keys = note.keys["categories"]
    return categories_in(" ".join([value for key in keys for value in note.fields[key].values]))
