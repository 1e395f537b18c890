"""Feeds whose XML is broken beyond repair, by feedparser (extra ``feeds``)."""

from __future__ import annotations

import io
from typing import Any

import feedparser

from papercli.readers.feed.items import Feed, Item


def parse(text: str) -> Feed:
    """What feedparser reads; lines are not known."""
    # Bytes in a stream: a text that is a path or an address would be opened.
    found = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), sanitize_html=False)
    return Feed([_item(entry) for entry in found.entries])


def _item(entry: Any) -> Item:
    authors = [author.get("name", "") for author in entry.get("authors", ())]
    contents = [each.get("value", "") for each in entry.get("content", ())]
    ids = [
        entry.get("id", ""),
        entry.get("link", ""),
        *(link.get("href", "") for link in entry.get("links", ())),
    ]
    return Item(
        1,
        entry.get("title", "").strip(),
        tuple(filter(None, ids)),
        max([*contents, entry.get("summary", "")], key=len).strip(),
        tuple(filter(None, authors)),
        entry.get("published", "") or entry.get("updated", ""),
        tuple(tag.get("term") or "" for tag in entry.get("tags", ())),
    )
