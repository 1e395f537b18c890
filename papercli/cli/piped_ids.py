"""Ids of papers on standard input: the first word of each line, or JSON that has them."""

from __future__ import annotations

from collections.abc import Iterator

from papercli.cli.streams import read_line, text_input
from papercli.errors import UsageError

MOST_JSON = 1 << 28
"""Characters of JSON that are read; an index of a hundred thousand papers has fewer."""
_OF_SOMETHING_ELSE = ("fingerprint", "a_key")
"""Keys by which the objects of `papers digests` and `papers decisions` are known, whose ids are of
no paper."""
_HINT = "pipe in what `papers search` prints, as lines or with --json"


def piped_ids() -> Iterator[str]:
    """The ids as they are written. Raises UsageError for JSON that cannot be read or names none."""
    first = text_input().read(1)
    while first.isspace():
        first = text_input().read(1)
    if first and first in "[{":
        yield from _in_json(first + text_input().read(MOST_JSON))
        return
    line = first + read_line()
    while line:
        yield from line.split()[:1]
        line = read_line()


def _in_json(text: str) -> Iterator[str]:
    """The ids in one JSON value, or in several one after the other."""
    import json

    decoder = json.JSONDecoder()
    place = 0
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            line = text.count("\n", 0, place) + 1
            raise UsageError(f"standard input: not JSON from line {line} on", _HINT) from None
        for item in value if isinstance(value, list) else [value]:
            yield _id(item)
        while place < len(text) and text[place].isspace():
            place += 1


def _id(item: object) -> str:
    found = item
    if isinstance(item, dict) and not any(key in item for key in _OF_SOMETHING_ELSE):
        found = item.get("id", item.get("paper_id"))
    if isinstance(found, str) or (isinstance(found, int) and not isinstance(found, bool)):
        return str(found)
    raise UsageError("JSON on standard input has something that is no paper", _HINT)
