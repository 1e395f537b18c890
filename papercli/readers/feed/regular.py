"""Feeds as nearly all are built, read without a tree: RSS 2.0 and Atom whose items hold texts.

The parser below ElementTree knows the line of each element as well. None for any other feed, and
for one that is broken.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from papercli.readers.feed.around import Around, UnusualError, refuse
from papercli.readers.feed.elements import ITEM, Attributes, Roles, fields_of, local
from papercli.readers.feed.items import Feed, Item

_BUFFER = 1 << 16
_FIELD = 2
"""How deep the elements lie that an item, itself the first, is made of."""

_Start = Callable[[str, dict[str, str]], None]
_End = Callable[[str], None]


def regular(text: str) -> Feed | None:
    """The items of a feed, if it is built as nearly all are."""
    if "\r" in text:
        return None
    # Whatever encoding it declares, it was decoded by its content.
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text, parser.buffer_size = True, _BUFFER
    items: list[Item] = []
    texts: list[str] = []
    around = Around(texts)
    parser.StartElementHandler, parser.EndElementHandler = _handlers(parser, items, texts, around)
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, UnicodeError, UnusualError):
        return None
    finally:  # each holds the other, and an ingest collects no garbage
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = None
    return Feed(items, around.made, around.dated) if items else None


class _OfFields(Roles):
    """What is read of the fields of items, none of which is an item."""

    def __missing__(self, tag: object) -> str:
        if super().__missing__(tag) == ITEM:
            raise UnusualError
        return self[tag]


def _handlers(  # noqa: PLR0915
    parser: expat.XMLParserType, items: list[Item], texts: list[str], around: Around
) -> tuple[_Start, _End]:
    """What takes the elements as they begin and end, with the ``texts`` since an element began
    last. What nearly all elements are, the fields of items, comes first in both."""
    roles, roles_of_fields, attribute_of = Roles(), _OfFields(), Attributes()
    said: dict[str, list[str]] = {}
    depth = titled = 0
    """How many elements of an item are open; the line of its title."""
    role = attribute = ""
    """Of the field that is open: what it is, and what its attribute says."""
    people: int | None = None
    """How many parts of that field have named an author, if any could."""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, role, attribute, titled
        if depth != 1:
            start_other(name)
            return
        depth = _FIELD
        texts.clear()
        role = roles_of_fields[name]
        if attributes:
            attribute = attributes.get(attribute_of[name], "")
        if role == "title" and not titled:
            titled = parser.CurrentLineNumber

    def end(name: str) -> None:
        nonlocal depth, attribute, people
        if depth != _FIELD:
            end_other(name)
            return
        depth = 1
        if role:
            text = attribute or "".join(texts).strip()
            attribute = ""
            if not text:
                return
            if role in said:
                said[role].append(text)
            else:
                said[role] = [text]
        elif people is not None:
            if not people:
                raise UnusualError
            people = None

    def say(role: str, text: str) -> None:
        if role in said:
            said[role].append(text)
        else:
            said[role] = [text]

    def start_other(name: str) -> None:
        nonlocal depth, role, people, titled
        other = roles[name]
        texts.clear()
        if depth:
            if role == "author":
                role, people = "", 0
            if role or other in {ITEM, "title"}:
                raise UnusualError
            depth += 1
        elif other != ITEM:
            around.start(name)
        else:
            around.start_item()
            titled, depth = 0, 1
            said.clear()

    def end_other(name: str) -> None:
        nonlocal depth, people
        if not depth:
            around.end()
            return
        depth -= 1
        if not depth:
            if not titled:
                raise UnusualError
            items.append(Item(titled, *fields_of(said)))
        elif people is not None and depth == _FIELD and local(name) == "name":
            people += 1
            if text := "".join(texts).strip():
                say("author", text)

    return start, end
