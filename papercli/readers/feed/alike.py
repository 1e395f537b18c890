"""RSS whose items are built alike, as nearly all is: one expression takes a whole item.

The expression is made of the tags of an item; it takes those after it until one has other tags.
Whether the XML is right, the parser says. None for any other feed, and for one that is broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import itemgetter
from xml.parsers import expat

from papercli.named_tuples import NamedTuple
from papercli.readers.feed.around import Around, UnusualError, refuse
from papercli.readers.feed.elements import ITEM, Attributes, Roles
from papercli.readers.feed.items import Feed, Item
from papercli.text.pattern import Pattern

_START, _END = "<item>", "</item>"
_HEAD = 20_000
"""Letters at the beginning in which an item is looked for."""
_MOST_KINDS, _MOST_LETTERS = 8, 2_000
"""Kinds of items in a feed, and letters in the tags of a kind: to make an expression takes as long
as a hundred items, and longer the longer it is."""
# The attributes are in quotes and hold no sign that ends a tag.
_LEAF = Pattern(
    r"\s*<(?P<tag>(?P<name>(?:[\w.-]+:)?(?P<local>[\w.-]+))(?: [\w:.-]+=\"[^\"<>]*\")*)>"
    r"[^<]*</(?P=name)>\s*"
)
_BETWEEN = Pattern(r"</[^<]*<[^>]*>")
_REST = Pattern(r"\s*</channel>\s*</rss>\s*\Z")
_ONCE = ("title", "text", "published", "updated", "announced", "venue")
"""What an item says once."""
_SINGLE = frozenset((*_ONCE, "id"))
"""What each element of which has a group of its own."""
_REFERENCE = Pattern(r"&(#x?)?(\w+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_Tag = tuple[str, str, str]
"""What stands in a tag, the name of the element, and what is read of it."""


class _Kind(NamedTuple):
    """Items of the same tags: the expression that takes them, and where its groups hold what."""

    match: Callable[[str, int], re.Match[str] | None]
    title: int
    once: Callable[[list[str]], tuple[str, ...]]
    """Of the texts of all groups and an empty one, those of `_ONCE`."""
    ids: tuple[int, ...]
    authors: tuple[int, ...]
    categories: tuple[int, ...]


def alike(text: str) -> Feed | None:
    """The items of RSS, if they are built alike."""
    start, end = text.find(_START, 0, _HEAD), text.rfind(_END) + len(_END)
    if start < 0 or "\r" in text or not _REST.match(text, end):
        return None
    texts: list[str] = []
    around = Around(texts)

    def begin(name: str, attributes: object) -> None:
        texts.clear()
        around.start(name)

    # Whatever encoding it declares, it was decoded by its content.
    parser = expat.ParserCreate("utf-8", "}")
    parser.StartElementHandler, parser.EndElementHandler = begin, lambda name: around.end()
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refuse
    try:
        _tags(text, start)
        parser.Parse(text[:start].encode(), False)
        around.start_item()
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = None
        parser.Parse(text[start:].encode(), True)
        return Feed(list(_items(text, start, end)), around.made, around.dated)
    except (expat.ExpatError, UnicodeError, UnusualError):
        return None


def _items(text: str, start: int, end: int) -> Iterator[Item]:
    """The items from one place to another, each with the line of its title."""
    kinds: set[_Kind] = set()
    kind: _Kind | None = None
    line, counted = 1, 0
    while start < end:
        found = kind.match(text, start) if kind else None
        if kind is None or found is None:
            kind = _kind(_tags(text, start))
            kinds.add(kind)
            found = kind.match(text, start)
            if found is None or len(kinds) > _MOST_KINDS:
                raise UnusualError
        groups = found.groups()
        texts = [(_resolved(each) if "&" in each else each).strip() for each in groups]
        texts.append("")  # of what such items do not say
        title, text_, published, updated, announced, venue = kind.once(texts)
        titled, start = found.start(kind.title + 1), found.end()
        line += text.count("\n", counted, titled)
        counted = titled
        yield Item(
            line,
            title,
            tuple([texts[place] for place in kind.ids if texts[place]]),
            text_,
            _several(groups, kind.authors),
            published or updated,
            tuple(dict.fromkeys(_several(groups, kind.categories))),
            announced,
            venue,
        )


def _several(groups: tuple[str, ...], places: tuple[int, ...]) -> tuple[str, ...]:
    """The texts of the elements that these groups hold, which are one or several each."""
    found: list[str] = []
    for place in places:
        group = groups[place]
        for text in _BETWEEN.split(group) if "<" in group else (group,):
            if stripped := (_resolved(text) if "&" in text else text).strip():
                found.append(stripped)
    return tuple(found)


def _tags(text: str, start: int) -> tuple[_Tag, ...]:
    """The tags of the item that begins there, with the name and what is read of it; those that
    follow on each other once."""
    end = text.find(_END, start)
    start += len(_START)
    tags: list[_Tag] = []
    while leaf := _LEAF.match(text, start, end):
        role = Roles()[leaf["local"]]
        attribute = Attributes()[leaf["local"]]
        if role == ITEM or (attribute and f"{attribute}=" in leaf["tag"]):
            raise UnusualError
        tag = leaf["tag"], leaf["name"], role
        if role in _SINGLE or tags[-1:] != [tag]:
            tags.append(tag)
        start = leaf.end()
    if start != end or not text.startswith(_END, end):
        raise UnusualError
    if sum(len(tag) + 1 for tag, *_ in tags) > _MOST_LETTERS:
        raise UnusualError
    return tuple(tags)


@lru_cache(maxsize=_MOST_KINDS)
def _kind(tags: tuple[_Tag, ...]) -> _Kind:
    """The kind of the items of such tags."""
    roles = [role for *_, role in tags if role]
    if "title" not in roles or any(roles.count(role) > 1 for role in _ONCE):
        raise UnusualError
    expression = [rf"{_START}\s*"]
    for tag, name, role in tags:
        opened, closed = f"<{re.escape(tag)}>", rf"</{re.escape(name)}>\s*"
        texts = "[^<]*" if role in _SINGLE else f"[^<]*(?:{closed}{opened}[^<]*)*"
        expression += [opened, f"({texts})" if role else texts, closed]
    match = re.compile("".join((*expression, rf"{_END}\s*"))).match
    once = itemgetter(*(roles.index(role) if role in roles else -1 for role in _ONCE))
    ids, authors, categories = (
        tuple(place for place, each in enumerate(roles) if each == role)
        for role in ("id", "author", "category")
    )
    return _Kind(match, roles.index("title"), once, ids, authors, categories)


def _resolved(text: str) -> str:
    """A text without references to characters, which the parser has found to be right."""
    return _REFERENCE.sub(_character, text)


def _character(reference: re.Match[str]) -> str:
    number, name = reference.groups()
    return chr(int(name, 16 if number == "#x" else 10)) if number else _NAMED[name]
