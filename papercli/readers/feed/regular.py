"""Feeds as nearly all are built, read without a tree: RSS 2.0 and Atom whose items hold texts.

The parser below ElementTree knows the line of each element as well. None for any other feed, and
for one that is broken.
"""

from __future__ import annotations

from collections import defaultdict
from xml.parsers import expat

from papercli.readers.feed.elements import DATED, ITEM, MADE, Attributes, Roles, fields_of, local
from papercli.readers.feed.items import Feed, Item

_CHANNEL = "channel"
_AROUND = (["feed"], ["rss", _CHANNEL])
"""Elements that lie around the items."""
_BUFFER = 1 << 16
_FIELD = 2
"""How deep the elements lie that an item, itself the first, is made of."""


class _UnusualError(Exception):
    """The feed takes a second look."""


def regular(text: str) -> Feed | None:
    """The items of a feed, if it is built as nearly all are."""
    if "\r" in text:
        return None
    # Whatever encoding it declares, it was decoded by its content.
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text, parser.buffer_size = True, _BUFFER
    read = _Reading(parser)
    parser.StartElementHandler, parser.EndElementHandler = read.start, read.end
    parser.CharacterDataHandler = read.texts.append
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, UnicodeError, _UnusualError):
        return None
    finally:  # each holds the other, and an ingest collects no garbage
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = None
    return Feed(read.items, read.made, read.dated) if read.items else None


def _refuse(*declared: object) -> None:
    """Leave what declares entities, or may, to the second look."""
    raise _UnusualError


class _Reading:
    """Takes the elements of a feed as they begin and end."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.items: list[Item] = []
        self.made = self.dated = ""
        self.texts: list[str] = []
        """Since an element began last."""
        self._parser = parser
        self._roles, self._attributes = Roles(), Attributes()
        self._around: list[str] = []
        """Names of the elements that are open, but for those of an item."""
        self._leaf = False
        """Whether the last of them has had no element within it."""
        self._depth = 0
        """How many elements of an item are open."""
        self._role = self._attribute = ""
        """Of the field that is open: what it is, and what its attribute says."""
        self._people: int | None = None
        """How many parts of that field have named an author, if any could."""
        self._said = defaultdict[str, list[str]](list)
        """By the elements of the item that is open."""
        self._titled = 0
        """The line of the title of the item that is open."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self._depth != 1:
            self._start_other(name)
            return
        self._role = role = self._roles[name]
        self._depth = _FIELD
        self.texts.clear()
        self._attribute = attributes.get(self._attributes[name], "") if attributes else ""
        if role == "title" and not self._titled:
            self._titled = self._parser.CurrentLineNumber
        elif role == ITEM:
            raise _UnusualError

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._depth != _FIELD:
            self._end_other(name)
            return
        self._depth = 1
        if role := self._role:
            self._said[role].append(self._attribute or "".join(self.texts).strip())
        elif self._people is not None:
            if not self._people:
                raise _UnusualError
            self._people = None

    def _start_other(self, name: str) -> None:
        role = self._roles[name]
        self.texts.clear()
        if self._depth:
            if self._role == "author":
                self._role, self._people = "", 0
            if self._role or role in {ITEM, "title"}:
                raise _UnusualError
            self._depth += 1
        elif role != ITEM:
            self._around.append(local(name))
            self._leaf = True
        elif self._around not in _AROUND:
            raise _UnusualError
        else:
            self._titled, self._depth = 0, 1
            self._said.clear()

    def _end_other(self, name: str) -> None:
        if not self._depth:
            self._end_beside(self._around.pop())
            return
        self._depth -= 1
        if not self._depth:
            if not self._titled:
                raise _UnusualError
            self.items.append(Item(self._titled, *fields_of(self._said)))
        elif self._people is not None and self._depth == _FIELD and local(name) == "name":
            self._said["author"].append("".join(self.texts).strip())
            self._people += 1

    def _end_beside(self, name: str) -> None:
        """Take what an element beside the items says of the feed."""
        leaf, self._leaf = self._leaf, False
        if name == _CHANNEL and self._around != ["rss"]:
            raise _UnusualError
        if name not in MADE and name not in DATED:
            return
        if not leaf or (len(self._around) == 1 and self._around not in _AROUND):
            raise _UnusualError
        if self._around in _AROUND:
            text = "".join(self.texts).strip()
            if name in MADE:
                self.made = self.made or text
            else:
                self.dated = self.dated or text
