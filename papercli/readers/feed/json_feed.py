"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from papercli.readers.feed.items import Feed, Item
from papercli.readers.line_numbers import LineNumbers
from papercli.text import REPLACEMENT, encodable

_IDS = ("id", "url", "external_url")
_TEXTS = ("content_html", "content_text", "summary")


def parse(text: str) -> Feed:
    """The items of a JSON Feed; raises ValueError, or RecursionError, for broken JSON."""
    value = json.loads(text, parse_int=str, parse_float=str, strict=False)
    items = value.get("items") if isinstance(value, Mapping) else None
    found: list[Item] = []
    numbers, at, line = LineNumbers(text), 0, 1
    for each in items if isinstance(items, list) else ():
        if not isinstance(each, Mapping):
            continue
        # The title as it stands in the text is found again only if it is written so.
        start = text.find(json.dumps(each.get("title"), ensure_ascii="\\u" in text), at)
        if start >= 0:
            line, at = numbers.at(start), start + 1
        found.append(_item(each, line))
    return Feed(found)


def _item(item: Mapping[str, Any], line: int) -> Item:
    authors = item.get("authors")
    named = authors if isinstance(authors, list) else [item.get("author")]
    names = [each.get("name") if isinstance(each, Mapping) else each for each in named]
    tags = item.get("tags")
    return Item(
        line,
        _text(item.get("title")),
        tuple(text for name in _IDS if (text := _text(item.get(name)))),
        max((_text(item.get(name)) for name in _TEXTS), key=len),
        tuple(text for name in names if (text := _text(name))),
        _text(item.get("date_published")),
        tuple(text for tag in tags if (text := _text(tag))) if isinstance(tags, list) else (),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return encodable(value.replace("\0", REPLACEMENT)).strip()
