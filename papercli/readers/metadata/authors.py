"""Authors in every form in which files list them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from papercli.readers.metadata.values import listed, text_of
from papercli.readers.names import names_in
from papercli.text.pattern import Pattern

_WHOLE = (
    "name",
    "literal",
    "display_name",
    "full_name",
    "fullname",
    "fullName",
    "author_name",
    "text",
)
_GIVEN = (
    *("given", "firstName", "first_name", "first", "forenames", "given_name"),
    *("firstname", "FirstName", "ForeName", "forename"),
)
_FAMILY = (
    *("family", "lastName", "last_name", "last", "keyname", "surname", "family_name"),
    *("lastname", "LastName"),
)
_AUTHORS = ("author", "inventor", "programmer", "presenter", "artist")
_HOMONYM = Pattern(r"(?<=\w) \d{4}\Z")
"""By which DBLP tells persons of one name apart."""
_MOST_DIGITS = 5
_CUT = frozenset(("et al", "et al.", "others", "and others", "…", "..."))

Authors = tuple[tuple[str, ...], int | None]
"""The names, and how many there are: None where the list is cut short or not surely divided."""


def authors_of(value: Any, told: int | None = None) -> Authors | None:
    """The authors of a text, or of a list of texts, objects or parts of names; None where it is
    neither. ``told`` is how many there are, where that is said."""
    if isinstance(value, str):
        if value[:1] == "[" and (inner := listed(value)) is not None:
            return authors_of(inner, told)
        if value.isdecimal() and len(value) <= _MOST_DIGITS:
            return (), int(value)  # a column of that name may hold how many there are
        if "|" in value and ";" not in value:
            value = value.replace("|", "; ")  # as OpenAlex divides them
        found = names_in(value)
        return ((value.strip(),), 1) if told == 1 and found.names else found
    if type(value) is list and {*map(type, value)} == {str}:
        names = [name for each in value if (name := each.strip())]
        last = names[-1] if names else ""
        if names and (told == len(names) or (len(names) > 1 and not _may_be_cut(last))):
            return tuple(names), len(names)
    if whole := _in_three_parts(value):
        return whole
    among = _among(value)
    return ((), None) if value and among == [] else _of_values(among)


def _among(value: Any) -> Any:
    """The authors among all whom a value lists."""
    if isinstance(value, dict) and isinstance(value.get("author"), list):
        value = value["author"]  # as DBLP has them
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [one for one in value if not (isinstance(one, dict) and _is_no_author(one))]
    return value


def _is_no_author(creator: Mapping[str, Any]) -> bool:
    """Whether somebody is listed for another part in a work, as Zotero lists editors."""
    return str(creator.get("creatorType") or "author") not in _AUTHORS


def _in_three_parts(value: Any) -> Authors | None:
    """The authors of a list as arXiv writes it, each name as surname, forenames and suffix; None
    where one takes a second look."""
    names: list[str] = []
    try:
        for parts in value:
            if type(parts) is not list:
                return None
            last, first, suffix = map(str.strip, parts)
            if not last:
                return None
            plain = first and not suffix
            names.append(f"{first} {last}" if plain else _joined(first, last, suffix))
    except (TypeError, ValueError):  # of other types, or of other numbers
        return None
    whole = names and names[-1].casefold() not in _CUT
    return (tuple(names), len(names)) if whole else None


def _may_be_cut(last: str) -> bool:
    return last[-1:] in ".…)" or "ther" in last or " al" in last or " more" in last


def _of_values(value: Any) -> Authors | None:
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list) or not value:
        return None
    divided = {*map(type, value)} == {list}
    found = list(map(_of_parts if divided else _of_value, value))
    names = [name for name in found if name]
    missing = len(names) < len(found)
    if len(value) == 1 and isinstance(value[0], str) and names:
        return names_in(names[0])
    if names and names[-1].casefold() in _CUT:
        return tuple(names[:-1]), None
    if names and isinstance(value[-1], str) and _may_be_cut(names[-1]):
        tail = names_in(names.pop())
        names += tail.names
        whole = tail.total is not None and not missing
        return tuple(names), len(names) + (tail.total or 0) - len(tail.names) if whole else None
    return (tuple(names), None if missing else len(names)) if names else None


def _of_value(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return _of_object(value)
    return _of_parts(value) if isinstance(value, list) else None


def _of_object(value: Mapping[str, Any]) -> str | None:
    for key in _WHOLE:
        if name := text_of(value.get(key)):
            return _HOMONYM.sub("", name) if key == "text" else name
    inner = value.get("author")
    if isinstance(inner, dict):
        return _of_object(inner) if "author" not in inner else None
    if isinstance(inner, str):
        return text_of(inner)
    given = next((text for key in _GIVEN if (text := text_of(value.get(key)))), None)
    family = next((text for key in _FAMILY if (text := text_of(value.get(key)))), None)
    particle = text_of(value.get("non-dropping-particle")) or text_of(
        value.get("dropping-particle")
    )
    suffix = text_of(value.get("suffix"))
    return " ".join(filter(None, (given, particle, family, suffix))) or None


def _of_parts(parts: list[Any]) -> str | None:
    """A name as arXiv divides it: surname, forenames, suffix."""
    try:
        last, first, *suffix = map(str.strip, parts)
    except (TypeError, ValueError):  # of another type, or of one part
        last = text_of(parts) or ""
        return last or None
    if not last:
        return None
    return _joined(first, last, *suffix[:1])


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
