"""Front matter as nearly all is written: keys with a text each, or with a list of texts.

What YAML makes of such lines, in a third of the time; None for any others, which YAML reads.
"""

from __future__ import annotations

from papercli.text.pattern import Pattern

Written = tuple[int, str, list[str], bool]
"""A key: its line, counted from 0; its name; the texts of its value; whether they are a list."""

_LONGEST_KEY = 1_000
"""Letters; YAML takes no longer ones."""
_FLOW = Pattern(r"[\[\]{}:#?]")
"""What may be no letter within a list in brackets."""


def written(inner: str) -> list[Written] | None:
    """What front matter holds, if all of its lines are as they mostly are."""
    lines = inner.split("\n")
    if not "".join(lines).isprintable():
        return None
    found: list[Written] = []
    items: list[str] | None = None
    """Of the key without a value above, of which they are the list."""
    indent = 0
    for index, line in enumerate(lines):
        key, colon, value = line.partition(": ")
        value = value.strip(" ")
        if value:
            first = value[0]
            texts = _flow(value) if first == "[" else _text(value, first)
            if texts is None or not (key.isidentifier() or _is_key(key)):
                return None
            found.append((index, key, texts, first == "["))
            items = None
        elif colon or line.endswith(":"):
            key = key if colon else line[:-1]
            if not (key.isidentifier() or _is_key(key)):
                return None
            items = []
            found.append((index, key, items, False))
        elif bare := line.strip(" "):
            text = bare[2:].lstrip(" ")
            texts = _text(text, text[0]) if bare.startswith("- ") else None
            if texts is None or items is None:
                return None
            if not items:
                indent = line.index("-")
                found[-1] = (*found[-1][:3], True)
            elif line.index("-") != indent:
                return None
            items += texts
    short = len(inner) < _LONGEST_KEY or all(len(key) < _LONGEST_KEY for _, key, _, _ in found)
    return found if short else None


def _is_key(key: str) -> bool:
    """Whether a key of several words is one, none of which means anything else."""
    bare = key.replace(" ", "_").replace("-", "_")
    return bare.isidentifier() and key[0] not in " -" and key[-1] != " "


def _text(value: str, first: str) -> list[str] | None:
    """A text, by its first letter, as the only one of a list: plain, or in quotation marks."""
    if first.isalnum():
        return None if ": " in value or " #" in value or value[-1] == ":" else [value]
    inner = value[1:-1]
    quoted = first in {'"', "'"} and value[-1] == first and len(value) > 1
    return [inner] if quoted and first not in inner and "\\" not in inner else None


def _flow(value: str) -> list[str] | None:
    """The texts of a list in brackets."""
    inner = value[1:-1]
    if value[-1] != "]" or _FLOW.search(inner, 0):
        return None
    texts = [text.strip(" ") for text in inner.split(",")] if inner.strip(" ") else []
    return texts if all(text[:1].isalnum() for text in texts) else None
