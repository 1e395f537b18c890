"""Single values of a record, in every form in which files have them; None where it is none.

Numbers come as text, so that 2409.10590 keeps its last zero.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from papercli import kinds
from papercli.model.paper import Organization, PartialDate
from papercli.readers.python_literals import as_json
from papercli.readers.timestamps import when
from papercli.text.pattern import Pattern

_APART = str.maketrans(";,|", "   ")
_ADDRESS = Pattern(r"https?://[^\s\"'<>\]]+")
_CATEGORY = Pattern(r"[a-z][a-z-]{1,16}(?:\.[A-Za-z-]{2,17})?\Z")
_QUOTED = Pattern(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_MOST_WORDS = 100_000
_MOST_DIGITS = 9
_YES, _NO = frozenset(("true", "yes", "1")), frozenset(("false", "no", "0"))
_DEEP = 3


def text_of(value: Any) -> str | None:
    """The text that a value is, also as the only one of a list (Crossref's titles) or as that of an
    object (a ``tldr`` of Semantic Scholar, or one beside other notes of a model)."""
    for _ in range(_DEEP):
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, dict):
            value = value.get("text") or value.get("tldr") or value.get("value")
        elif isinstance(value, list) and len(value) == 1:
            value = value[0]
        else:
            return None
    return None


def titled(value: Any) -> str | None:
    """The first title of a list of objects that have one (INSPIRE, DataCite)."""
    first = value[0] if isinstance(value, list) and value else None
    return text_of(first.get("title")) if isinstance(first, dict) else None


def flag(value: Any) -> bool | None:
    """A truth value, also as a word."""
    word = str(value).strip().casefold()
    return True if word in _YES else False if word in _NO else None


def date_of(value: Any) -> PartialDate | None:
    """A date as text, in parts (CSL: ``{"date-parts": [[2020, 6]]}``); marked as inferred
    where a ``~`` or ``circa`` says so."""
    if isinstance(value, str):
        found = when(value.removeprefix("~"))
        return found._replace(inferred=True) if found and value.startswith("~") else found
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            found = when("-".join(str(part) for part in parts[0][:3]))
            return found._replace(inferred=True) if found and value.get("circa") else found
        for key in ("raw", "literal", "date", "year"):
            if isinstance(value.get(key), str):
                return when(value[key])
    return None


def first_version(value: Any) -> PartialDate | None:
    """The day of the first version (arXiv's ``[{"version": "v1", "created": …}]``)."""
    first = value[0] if isinstance(value, list) and value else None
    return date_of(first.get("created")) if isinstance(first, dict) else None


def organization_of(value: Any) -> Organization | None:
    """An organization, as an object or as its name, which then is its account name too."""
    if isinstance(value, dict):
        name = text_of(value.get("fullname")) or text_of(value.get("name"))
        slug = text_of(value.get("slug"))
        if slug is None and "fullname" in value:
            slug = text_of(value.get("name"))
        name, slug = name or slug or "", slug or name or ""
    else:
        name = slug = text_of(value) or ""
    return Organization(slug, name) if name else None


def words_of(value: Any) -> str | None:
    """The text of an inverted index: of each word its places (OpenAlex)."""
    if not isinstance(value, dict):
        return None
    placed: list[tuple[int, str]] = []
    for word, places in value.items():
        for place in places if isinstance(places, list) else ():
            text = str(place)
            if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
                return None
            placed.append((int(text), word))
            if len(placed) > _MOST_WORDS:
                return None
    return " ".join(word for _, word in sorted(placed)) or None


def venue_of(value: Any) -> str | None:
    """Where a work was published, as text or as an object with a name."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("display_name")
    return text_of(value)


def location_of(value: Any) -> tuple[str | None, str | None] | None:
    """Venue and address of OpenAlex's ``primary_location``."""
    if not isinstance(value, dict):
        return None
    return venue_of(value.get("source")), text_of(value.get("landing_page_url"))


def kind_of(value: Any) -> str | None:
    """What a work is: ``journalArticle``, ``Conference Paper``, ``article-journal``."""
    text = text_of(value[:1] if isinstance(value, list) else value)
    return kinds.of_words(text) if text else None


def kind_of_csl(value: Any) -> str | None:
    """The same of an item of CSL-JSON, whose ``article`` is a preprint."""
    told = kind_of(value)
    named = kinds.of_csl(value) if told and isinstance(value, str) else told
    # What CSL does not name keeps its name; then words of other lists may.
    return told if named == value else named


def listed(text: str) -> list[Any] | None:
    """The list that a cell holds, as JSON or as Python or NumPy prints it; None for any other."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return None
    written = as_json(text)
    try:
        found = json.loads(written, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        # Texts alone, or as what a class calls them: `[Author('Ann Bee'), Author('Cy Dee')]`.
        found = None if "{" in written else list(map(json.loads, _QUOTED.findall(written)))
    return found if isinstance(found, list) and found else None


def object_in(text: str) -> dict[str, Any] | None:
    """The object that a cell holds, as JSON or as Python prints it; None for any other."""
    text = text.strip()
    if not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        found = json.loads(as_json(text), parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def categories_of(value: Any) -> tuple[str, ...]:
    """Categories as a list, or as one text that blanks, commas or semicolons divide."""
    if isinstance(value, str) and value[:1] == "[":
        value = listed(value) or value
    if isinstance(value, str):
        parts = value.split()
        if not all(map(_CATEGORY.match, parts)):
            parts = value.translate(_APART).split()
        if not all(map(_CATEGORY.match, parts)):
            apart = ";" if ";" in value else "|" if "|" in value else ","
            parts = [part.strip() for part in value.split(apart)]
        return tuple(part for part in parts if part)
    if isinstance(value, dict):
        value = [value.get("term") or value.get("name")]
    if not isinstance(value, list):
        return ()
    return tuple(value) if all(type(each) is str for each in value) else tuple(_terms(value))


def _terms(values: list[Any]) -> Iterator[str]:
    for value in values:
        named = isinstance(value, dict)
        term = value.get("term") or value.get("name") or value.get("tag") if named else value
        if text := text_of(term):
            yield text


def addresses(value: Any) -> tuple[str, ...]:
    """The addresses that a value holds: one, a list of them, an object with ``url``, or prose."""
    if isinstance(value, str):
        if value.startswith("http") and " " not in value and "\n" not in value:
            return (value,) if _ADDRESS.match(value) else ()
        found = _ADDRESS.findall(value) if "http" in value else []
        return tuple(address.rstrip(".,;") for address in found)
    if isinstance(value, dict):
        value = [value.get("url") or value.get("href") or value.get("URL")]
    if not isinstance(value, list):
        return ()
    inner = [
        (each.get("url") or each.get("href")) if isinstance(each, dict) else each for each in value
    ]
    return tuple(found for each in inner if isinstance(each, str) for found in addresses(each))
