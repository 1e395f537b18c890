"""Records of OAI-PMH, as arXiv hands out its metadata in bulk: prefixes ``arXiv``, ``arXivRaw``
and ``oai_dc``."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from papercli.readers.feed.elements import local
from papercli.readers.feed.items import Feed, Item
from papercli.readers.feed.xml import ROOT, BrokenError
from papercli.readers.line_numbers import LineNumbers
from papercli.text.pattern import Pattern

_RECORDS = ("arXiv", "arXivRaw", "dc")
"""Elements that hold what is said of a paper."""
_TITLE = Pattern(r"<(?:\w{1,20}:)?title[\s>]")
_IDS = {"id": "arXiv:{}", "doi": "{}", "identifier": "{}"}
_NAME = ("forenames", "keyname", "suffix")
_PIECE = 1 << 14
"""Letters that the parser is given at once."""


def parse(text: str) -> Feed:
    """The records of a text; raises BrokenError where its XML is broken."""
    lines, items = _lines(text), list[Item]()
    parser: Any = ET.XMLPullParser(("end",))
    body = text[text.find(ROOT) :]
    try:
        for start in range(0, len(body), _PIECE):
            parser.feed(body[start : start + _PIECE])
            _take(parser, items, lines)
        parser.close()
    except ET.ParseError as error:
        above = text.count("\n", 0, len(text) - len(body))
        problem = str(error).partition(":")[0]
        raise BrokenError(problem, error.position[0] + above, Feed(items)) from error
    return Feed(items)


def _take(parser: Any, items: list[Item], lines: Iterator[int]) -> None:
    for _, element in parser.read_events():
        if local(element.tag) in _RECORDS and len(element):
            items.append(_item(element, next(lines)))
            element.clear()


def _lines(text: str) -> Iterator[int]:
    """The line of each title, in their order."""
    numbers, line = LineNumbers(text), 1
    for found in _TITLE.finditer(text):
        line = numbers.at(found.start())
        yield line
    while True:
        yield line


def _item(record: ET.Element, line: int) -> Item:
    texts: dict[str, list[str]] = {}
    for element in record:
        texts.setdefault(local(element.tag), []).append((element.text or "").strip())

    def first(*names: str) -> str:
        return next((one for name in names for one in texts.get(name, ()) if one), "")

    ids = [form.format(one) for name, form in _IDS.items() for one in texts.get(name, ()) if one]
    people = [_name(one) for group in record if local(group.tag) == "authors" for one in group]
    versions = [one for one in record if local(one.tag) == "version"]
    dates = [one.text or "" for version in versions[:1] for one in version]
    return Item(
        line,
        first("title"),
        tuple(ids),
        first("abstract", "description"),
        tuple(people or texts.get("creator", ()) or filter(None, texts.get("authors", ()))),
        first("created", "date") or next(filter(None, dates), ""),
        tuple(first("categories").split()),
        "",
        first("journal-ref"),
    )


def _name(author: ET.Element) -> str:
    parts = {local(part.tag): (part.text or "").strip() for part in author}
    return " ".join(parts[part] for part in _NAME if parts.get(part))
