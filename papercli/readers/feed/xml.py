"""RSS and Atom by the standard library."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from papercli.readers.feed.alike import alike
from papercli.readers.feed.elements import (
    DATED,
    ITEM,
    MADE,
    Attributes,
    Fields,
    Roles,
    fields_of,
    local,
)
from papercli.readers.feed.items import Feed, Item
from papercli.readers.feed.regular import regular
from papercli.readers.line_numbers import LineNumbers
from papercli.text.pattern import Pattern

_MARK = Pattern(r"<(?:\w{1,20}:)?(item|entry|title)[\s>]")
_SPECIAL = Pattern(r"<!(?:--|\[CDATA\[|ENTITY)")
_PASSAGE = Pattern(r"<!--|<!\[CDATA\[")
_NAME = Pattern(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = Pattern(r"&(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};|(?:amp|lt|gt|quot|apos);)")
_CONTROL = Pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = Pattern(r"\s*<\?xml[^>]{0,200}\?>")
_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
ROOT, _HEAD = "<OAI-PMH", 1_000
"""The root of records as arXiv hands them out in bulk, and where it stands."""
_PIECE = 1 << 14
"""Letters that the parser is given at once."""


class EntityError(ValueError):
    """The feed declares entities."""


class BrokenError(ValueError):
    """The XML is broken; ``items`` are those before that place, ``line`` is where."""

    def __init__(self, problem: str, line: int, feed: Feed) -> None:
        super().__init__(problem)
        self.line, self.feed = line, feed


def parse(text: str) -> Feed:
    """The items of a feed; raises EntityError, or BrokenError with what stands before the place."""
    if text.find(ROOT, 0, _HEAD) >= 0:
        return _of_oai(text)
    read = alike(text) or regular(text)
    if read is not None:
        return read
    plain = text
    if _SPECIAL.search(text):
        plain = _without_passages(text)
        if "<!ENTITY" in plain:
            raise EntityError
    # Whatever encoding it declares, it was decoded by its content.
    declared = _DECLARATION.match(text)
    body = text[declared.end() :] if declared else text
    gathered = _Gathered(_lines(plain))
    try:
        gathered.take_all(body)
    except ET.ParseError as error:
        parser: _Parser = ET.XMLPullParser(("start", "end"))
        with suppress(ET.ParseError):
            parser.feed(body)
        before = _Gathered(_lines(plain))
        before.take(parser)
        line = error.position[0] + text.count("\n", 0, len(text) - len(body))
        raise BrokenError(str(error).partition(":")[0], line, before.feed) from error
    return gathered.feed


def _of_oai(text: str) -> Feed:
    from papercli.readers.feed import oai  # few feeds are of that kind

    if "<!ENTITY" in text:
        raise EntityError
    return oai.parse(text)


def repaired(text: str) -> str:
    """The text with names that only HTML knows as characters, bare ampersands escaped, and no
    control characters."""
    from html.entities import name2codepoint

    def character(match: re.Match[str]) -> str:
        name = match[1]
        code = None if name in _XML else name2codepoint.get(name)
        return match[0] if code is None else chr(code)

    return _BARE.sub("&amp;", _NAME.sub(character, _CONTROL.sub(" ", text)))


def _without_passages(text: str) -> str:
    """The text with nothing but line ends in comments and CDATA, whose ends are looked for once."""
    kept: list[str] = []
    at = 0
    while found := _PASSAGE.search(text, at):
        end = text.find("-->" if found[0] == "<!--" else "]]>", found.end())
        end = len(text) if end < 0 else end
        kept += (text[at : found.start()], "\n" * text.count("\n", found.start(), end))
        at = end
    return "".join((*kept, text[at:])) if kept else text


def _lines(plain: str) -> Iterator[int]:
    """The line of the title of each item, in their order; the last of them for any more."""
    numbers, line = LineNumbers(plain), 1
    waiting: int | None = None
    for found in _MARK.finditer(plain):
        start = found.start()
        if found[1] == "title" and waiting is None:
            continue
        line = numbers.at(start)
        if found[1] == "title":
            yield line
            waiting = None
        else:
            if waiting is not None:
                yield waiting
            waiting = line
    while True:
        yield line if waiting is None else waiting


_Parser = Any
"""An XMLPullParser, whose type takes parameters only for type checkers."""


class _Gathered:
    """Takes items as the parser ends them."""

    def __init__(self, lines: Iterator[int]) -> None:
        self._lines = lines
        self.items: list[Item] = []
        self._made = self._dated = ""

    @property
    def feed(self) -> Feed:
        return Feed(self.items, self._made, self._dated)

    def take_all(self, body: str) -> None:
        """Take everything of a whole feed. An item is read as soon as it ends, while the nearest
        cache of the processor still holds it."""
        parser: _Parser = ET.XMLPullParser(("end",))
        roles, ended = Roles(), {}
        root = ET.Element("")
        for start in range(0, len(body), _PIECE):
            parser.feed(body[start : start + _PIECE])
            ends = [element for _, element in parser.read_events()]
            for element in ends:
                if roles[element.tag] == ITEM:
                    ended[element] = _item(element, roles)
                    element.clear()
            root = ends[-1] if ends else root  # which ends last
        parser.close()
        for channel in (root, *(each for each in root if local(each.tag) == "channel")):
            for element in channel:
                self._take(element, ended.get(element))

    def take(self, parser: _Parser) -> None:
        """Take what a feed holds before it breaks off."""
        roles, depth = Roles(), 0
        with suppress(ET.ParseError):
            for event, element in parser.read_events():
                if roles[element.tag] == ITEM:
                    depth += 1 if event == "start" else -1
                if event == "end" and not depth:
                    is_item = roles[element.tag] == ITEM
                    self._take(element, _item(element, roles) if is_item else None)

    def _take(self, element: ET.Element, item: Fields | None) -> None:
        if item is not None:
            self.items.append(Item(next(self._lines), *item))
        elif (name := local(element.tag)) in MADE:
            self._made = self._made or _text(element)
        elif name in DATED:
            self._dated = self._dated or _text(element)


def _text(element: ET.Element) -> str:
    """All text of an element, of those within it too."""
    return "".join(element.itertext()).strip()


def _item(item: ET.Element, roles: Roles) -> Fields:
    said: dict[str, list[str]] = {}
    for element in item:
        role = roles[element.tag]
        if not role or role == ITEM:
            continue
        told = element.get(Attributes()[element.tag])
        named: list[str] = []
        if role == "author":
            named = [_text(each) for each in element if local(each.tag) == "name"]
        texts = [text for text in named or [told or _text(element)] if text]
        if texts:
            said.setdefault(role, []).extend(texts)
    return fields_of(said)
