"""Lines of name, tab and value, an empty line between two papers: what `papers show` writes into a
pipe, which another reader would take for a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papercli.text.pattern import Pattern

_BEGINS = Pattern(r"\s{0,9}id\t\d{1,19}\n(?:[a-z_]{2,30}\t[^\n]{0,9000}\n){0,20}?title\t")
_LISTS = frozenset(("authors", "categories", "links"))
"""Names that have a line for each item."""


def is_facts(text: str) -> bool:
    """Whether a text is such lines, by how it begins."""
    return _BEGINS.match(text, 0) is not None


def records(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The papers, each with the line of its title, counted from 1; of a name that stands twice and
    is no list the first."""
    record: dict[str, Any] = {}
    titled = 1
    for number, line in enumerate([*text.split("\n"), ""], 1):
        name, tab, value = line.partition("\t")
        if not line.strip():
            if record:
                # What is not known has no line: a list of authors without a count is cut short.
                yield titled, {"author_count": None, **record}
            record, titled = {}, number + 1
        elif tab and name in _LISTS:
            record.setdefault(name, []).append(value)
        elif tab and name not in record:
            record[name] = value
            titled = number if name == "title" else titled
