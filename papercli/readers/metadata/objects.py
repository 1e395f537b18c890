"""The records of a JSON text, each with its place: in a list, in a list within an object, under a
key, or one after the other.

Every record of a list is parsed apart from the others, so that a broken one costs only itself.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import Any

from papercli.named_tuples import NamedTuple
from papercli.readers.metadata.aliases import alias_of
from papercli.readers.metadata.entries import is_entry
from papercli.readers.metadata.plans import strength
from papercli.text import REPLACEMENT, encodable
from papercli.text.pattern import Pattern

_SKIPPED = Pattern(r"[ \t\n\r,]*")
_BEGINS = Pattern(r"(?:[,\[]\s{0,200}|\n)(?=\{)")
# An object whose first members are plain and whose next is a list of objects: an answer.
_ANSWER = Pattern(
    r'\{(?:\s*"[^"\\]{1,40}"\s*:\s*(?:"[^"\\]{0,400}"|[\w.+-]{1,40}|\{[^{}\[\]]{0,2000}\})\s*,){0,20}'
    r'\s*"(?:data|results|papers|items|entries|articles|works|records|documents)"\s*:\s*\[\s*\{'
)
_DEEPEST = 6
"""Containers within each other that are looked into for records."""
NO_RECORD = "not a record with named values"
_MOST_AGAIN = 4
"""How often as much as the whole text is looked through again after what is broken."""
_COUNTED = 1_024
"""An error counts the lines up to its place, so many letters in the time of looking at one."""
_ESCAPE = "\\u"
CONTENT, _VALUE, _REPLY = "content", "value", "replyto"
"""Names that notes of OpenReview have around what they say of a paper."""

# Numbers stay text: an id keeps its zeros, and no number is too long. What pandas writes for a
# missing value is none. Line ends within a text are let pass.
decoder = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=lambda _: None, strict=False
)


class Found(NamedTuple):
    """A record of the text, or what is wrong at a place of it."""

    start: int
    end: int
    record: dict[str, Any] | None
    key: str | None = None
    """The name under which it stands in an object."""
    problem: str = ""


Walking = Generator[Found, None, int]
"""Gives what is found from a place on; returns where it ends."""


def storable(value: Any) -> Any:
    """The value without what cannot be stored: NUL, and halves of letters."""
    if isinstance(value, str):
        return encodable(value.replace("\0", REPLACEMENT))
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {storable(key): storable(each) for key, each in value.items()}
    return value


def told(error: Exception) -> str:
    """What is wrong with a text that could not be parsed, in words for a person."""
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    return "nested too deeply" if isinstance(error, RecursionError) else "broken JSON"


def with_content(note: dict[str, Any]) -> dict[str, Any]:
    """A note of OpenReview with what its content says beside its own fields; any other record as
    it is."""
    content = note[CONTENT]
    if not isinstance(content, dict) or "title" in note:
        return note
    bare = {
        name: one.get(_VALUE) if isinstance(one, dict) and _VALUE in one else one
        for name, one in content.items()
    }
    if not is_entry(bare):
        return note
    rest = {name: one for name, one in note.items() if name != CONTENT}
    forum = {"forum": note["id"]} if "venueid" in content and "id" in note else {}
    return {**forum, **rest, **bare}


class Walk:
    """A walk through one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.dates: set[str] = set()
        """What the objects around the records give as their date."""
        self.last: dict[str, Any] = {}
        """The last record that was found."""
        self._again = _MOST_AGAIN * len(text) + 1_000

    def records(self) -> Iterator[Found]:
        """Every record in the text, and every place that could not be read, in their order."""
        at = self._skip(0)
        while at < len(self.text):
            begins = self.text[at]
            if begins == "[":
                at = yield from self._members(at + 1, 1)
            elif begins == "{":
                at = yield from self._object(at, 1)
            else:
                try:
                    _, end = decoder.raw_decode(self.text, at)
                except (ValueError, RecursionError) as error:
                    at = yield from self._broken(at, error)
                else:
                    yield Found(at, end, None, None, NO_RECORD)
                    at = end
            at = self._skip(at)

    def _skip(self, at: int) -> int:
        found = _SKIPPED.match(self.text, at)
        return found.end() if found else at

    def _members(self, at: int, depth: int) -> Walking:
        """Walk through a list, from behind its bracket on."""
        text, decode, skip = self.text, decoder.raw_decode, self._skip
        at = skip(at)
        while at < len(text) and text[at] != "]":
            try:
                value, end = decode(text, at)
            except (ValueError, RecursionError) as error:
                end = yield from self._broken(at, error)
            else:
                if type(value) is dict:
                    yield from self._decoded(value, at, end, depth)
                elif type(value) is list and depth < _DEEPEST and _holds_records(value):
                    yield from self._members(at + 1, depth + 1)
                elif depth == 1 and value:
                    yield Found(at, end, None, None, NO_RECORD)
            at = skip(end)
        if at >= len(text):
            yield Found(len(text), len(text), None, None, "the text ends within a list")
        return at + 1

    def _decoded(
        self, value: dict[str, Any], at: int, end: int, depth: int, key: str | None = None
    ) -> Iterator[Found]:
        """An object that is parsed already: a record, or records in it."""
        if _ESCAPE in self.text[at:end]:
            value = storable(value)
        if CONTENT in value:
            value = with_content(value)
            if value.get(_REPLY):
                return  # a review, or a comment on a paper
        if depth >= _DEEPEST or is_entry(value) or not _holds_records(value):
            self.last = value
            yield Found(at, end, value, key)
        else:
            yield from self._around(at, depth + 1)

    def _object(self, at: int, depth: int) -> Walking:
        if _ANSWER.match(self.text, at):
            return (yield from self._around(at, depth))
        try:
            value, end = decoder.raw_decode(self.text, at)
        except (ValueError, RecursionError):
            return (yield from self._around(at, depth))
        yield from self._decoded(value, at, end, depth)
        return end

    def _around(self, at: int, depth: int) -> Walking:
        """Walk through an object around records."""
        text, decode, skip = self.text, decoder.raw_decode, self._skip
        at = skip(at + 1)
        while at < len(text) and text[at] != "}":
            try:
                name, end = decode(text, at)
                end = skip(end)
                if type(name) is not str or text[end : end + 1] != ":":
                    raise json.JSONDecodeError("a name and a colon are missing", text, at)
                at = skip(end + 1)
                if text[at : at + 1] == "[" and depth < _DEEPEST and _first(text, at + 1) in "[{":
                    at = skip((yield from self._members(at + 1, depth + 1)))
                    continue
                value, end = decode(text, at)
            except (ValueError, RecursionError) as error:
                at = yield from self._broken(at, error)
                return (yield from self._members(at, depth)) if at < len(text) else at
            if type(value) is dict:
                if is_entry(value) or _holds_records(value):
                    yield from self._decoded(value, at, end, depth, name)
            elif type(value) is str and (alias := alias_of(name)) and alias.field == "published":
                self.dates.add(value)
            at = skip(end)
        if at >= len(text):
            yield Found(len(text), len(text), None, None, "the text ends within an object")
        return at + 1

    def _may_follow(self, value: dict[str, Any], broken: int, at: int) -> bool:
        """Whether an object is a record behind a broken one, and no part of that, as an institution
        that has a name: by how far it is indented, or by the names in it."""
        text = self.text
        above, own = (text[text.rfind("\n", 0, place) + 1 : place] for place in (broken, at))
        if not above.strip() and not own.strip() and (above or own):
            return above == own
        shared = len(self.last.keys() & value.keys()) * 2 >= len(self.last) > 0
        return shared or strength(tuple(value)) > 0

    def _broken(self, at: int, error: Exception) -> Walking:
        """Tell what is wrong; returns where the next record begins that can be read."""
        yield Found(at, at, None, None, told(error))
        text = self.text
        self._again -= at // _COUNTED
        place = error.pos if isinstance(error, json.JSONDecodeError) else at
        self._again -= place - at if isinstance(error, json.JSONDecodeError) else len(text) - at
        while self._again > 0:
            found = _BEGINS.search(text, max(place, at + 1) - 1)
            if not found:
                return len(text)
            place = found.end() + 1
            try:
                value, end = decoder.raw_decode(text, found.end())
            except json.JSONDecodeError as again:
                self._again -= again.pos - found.end() + 100 + again.pos // _COUNTED
                place = max(place, again.pos)
            except (ValueError, RecursionError):
                self._again -= len(text) - found.end()
            else:
                if is_entry(value) and self._may_follow(value, at, found.end()):
                    return found.end()
                self._again -= end - found.end()
        yield Found(at, at, None, None, "too much is broken: the rest is left out")
        return len(text)


def _first(text: str, at: int) -> str:
    """The first letter from there on that is no white space; a letter in any case."""
    return text[at : at + 400].lstrip()[:1] or "x"


def _holds_records(value: Any, depth: int = 0) -> bool:
    """Whether there are records in a container."""
    if depth >= _DEEPEST or not isinstance(value, (list, dict)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return any(
        (isinstance(each, dict) and is_entry(each)) or _holds_records(each, depth + 1)
        for each in inner
    )
