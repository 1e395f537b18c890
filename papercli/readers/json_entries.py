"""The entries of a JSON text, one by one, each with where it stands.

A parser for whole files says neither where an entry begins nor what stands before the first fault.
Here arrays are taken apart element by element, and objects that are no entry member by member; each
element is parsed at once, by the parser of the standard library. So a fault costs the entry that it
stands in, and a file that breaks off what was written of its last.

Numbers with a point stay text (`Number`): an id that is read as a number has lost its zeros. So do
all of an entry that takes a second look; for what nearly all are, a call a number would be dear.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from papercli.named_tuples import NamedTuple
from papercli.readers.python_literals import as_json
from papercli.text.pattern import Pattern

MOST_BROKEN = 1_000
"""Broken entries of a file after which the rest is left out: each costs a search for the next."""
DEEPEST = 4
"""How many arrays and objects may lie around an entry; an answer within an answer has three."""

_BLANKS = Pattern(r"[\s,\x1e]*")
_DAY = Pattern(r"\d{4}-\d{2}-\d{2}\Z")
_ANSWER = Pattern(
    r"\{(?:\s*\"[^\"\\]{1,40}\"\s*:\s*(?:\"[^\"\\]{0,400}\"|[\w.+-]{1,40})\s*,){0,20}"
    r"\s*\"(?:dailyPapers|searchResults)\"\s*:\s*\["
)
"""What a page embeds, so that it need not be parsed as a whole before its members are."""
_FIRST_KEY = Pattern(r"\{\s*\"([^\"\\]{1,40})\"\s*:")


class Number(str):
    """A number as it was written."""

    __slots__ = ()


class Entry(NamedTuple):
    """An entry, with its offsets in the text and what the object around it says."""

    start: int
    end: int
    value: dict[str, object]
    around: dict[str, object]
    """The members of the object around it that are no arrays or objects, in any order."""
    within: str
    """The name of the member of that object that holds it; empty where there is none."""


class Broken(NamedTuple):
    """Where something stands that cannot be read, and what is wrong with it."""

    start: int
    reason: str


class _Around(NamedTuple):
    """What lies around a value."""

    members: dict[str, object]
    name: str


IsEntry = Callable[[dict[str, object]], bool]
_DECODER = json.JSONDecoder(
    parse_float=Number, parse_int=Number, parse_constant=lambda name: None, strict=False
)
# For what nearly all entries are: ids in them are texts, and a whole number stays the same.
_PLAIN = json.JSONDecoder(parse_float=Number, parse_constant=lambda name: None, strict=False)
_scan = _PLAIN.scan_once  # type: ignore[attr-defined]


def is_python(text: str) -> bool:
    """Whether an array or object was written by Python and not as JSON: by its first string."""
    first = re.match(r"[\s\[{(,]{0,200}([\"'])", text)
    return first is not None and first[1] == "'"


Take = Callable[[int, int, dict[str, object], dict[str, object], str], object]
"""Takes the fields of an `Entry`."""


def entries(text: str, is_entry: IsEntry) -> tuple[list[Entry], list[Broken]]:
    """All entries of a text of JSON or of JSON lines, and what in it is broken.

    ``is_entry`` says whether an object is one. A string that holds an object, in JSON or as Python
    prints it, is read as that object. Never raises.
    """
    found: list[Entry] = []
    return found, take_entries(text, is_entry, lambda *entry: found.append(Entry(*entry)))


def take_entries(text: str, is_entry: IsEntry, take: Take) -> list[Broken]:
    """Hand each entry to ``take`` as soon as it is read; return what is broken."""
    walk = _Walk(text, is_entry, take)
    at = walk.after_blanks(0)
    around = _Around({}, "")
    while at < len(text) and not walk.tired:
        if _ANSWER.match(text, at):
            at = walk.after_blanks(walk.members(at, 0))
        elif (at := walk.plain(at, around)) < len(text):
            at = walk.after_blanks(walk.value(at, around, 0))
    walk.tell_others(0, 0)
    return walk.broken


@dataclass(slots=True)
class _Walk:
    text: str
    is_entry: IsEntry
    take: Take
    found: int = 0
    """How many entries."""
    last: int = 0
    """Where the last of them begins."""
    broken: list[Broken] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    """Where values stand that are neither entries nor hold any."""
    ahead: tuple[int, object, int] = (-1, None, -1)
    """The last object that was read and is no entry, with its offsets."""

    @property
    def tired(self) -> bool:
        return len(self.broken) >= MOST_BROKEN

    def after_blanks(self, at: int) -> int:
        match = _BLANKS.match(self.text, at)
        return match.end() if match else at

    def plain(self, at: int, around: _Around) -> int:
        """Take the entries that stand one after the other from an offset on; return the offset of
        what is none. What nearly all of them are is read without a second look."""
        text, is_entry, take = self.text, self.is_entry, self.take
        (members, name), blanks = around, _BLANKS.match
        while text.startswith("{", at):
            try:
                value, end = _scan(text, at)
            except (StopIteration, ValueError, RecursionError):
                break
            if not is_entry(value):
                self.ahead = at, value, end
                break
            self.found += 1
            self.last = at
            take(at, end, value, members, name)
            if follower := blanks(text, end):
                at = follower.end()
        return at

    def _take(self, start: int, end: int, value: dict[str, object], around: _Around) -> None:
        self.found += 1
        self.last = start
        self.take(start, end, value, *around)

    def value(self, at: int, around: _Around, depth: int) -> int:
        """Read the value at an offset; return the offset behind it."""
        first = self.text[at : at + 1]
        if first == "[" and depth < DEEPEST:
            return self._array(at, around, depth)
        try:
            start, value, end = self.ahead
            if start != at:
                value, end = _DECODER.raw_decode(self.text, at)
        except (ValueError, RecursionError) as error:
            if first == "{" and depth < DEEPEST and not self._begins_entry(at):
                return self.members(at, depth)
            self.broken.append(Broken(at, _reason(error)))
            return self._next(at)
        if isinstance(value, str) and not isinstance(value, Number):
            self._inner(at, end, value, around)
        elif isinstance(value, dict):
            if self.is_entry(value):
                self._take(at, end, value, around)
            elif depth < DEEPEST and any(isinstance(part, dict | list) for part in value.values()):
                self.members(at, depth)
            else:
                self.others.append(at)
        else:
            self.others.append(at)
        return end

    def tell_others(self, entries: int, others: int) -> None:
        """Tell of what is no entry in a list that has some: of what was met since so many."""
        if self.found > entries:
            told = "neither a title nor an id"
            self.broken += [Broken(other, told) for other in self.others[others:]]
        del self.others[others:]

    def _begins_entry(self, at: int) -> bool:
        """Whether the object at an offset begins as the last entry did, or stands in a line of its
        own as the only thing."""
        key = _FIRST_KEY.match(self.text, at)
        if key is None:
            return True
        if self.found:
            last = _FIRST_KEY.match(self.text, self.last)
            return last is not None and last[1] == key[1]
        return key[1] in {"paper", "id", "title", "authors"}

    def _next(self, at: int) -> int:
        """Where the next entry begins after a broken one: an object that begins as that does."""
        key = _FIRST_KEY.match(self.text, at)
        if key is None and self.found:
            key = _FIRST_KEY.match(self.text, self.last)
        if key is None:
            return len(self.text)
        follower = re.compile(rf"\{{\s*\"{re.escape(key[1])}\"\s*:").search(self.text, at + 1)
        return follower.start() if follower else len(self.text)

    def _inner(self, at: int, end: int, value: str, around: _Around) -> None:
        """Take the entry that a string holds, in JSON or as Python prints it."""
        inner = value.strip()
        if not inner.startswith("{"):
            self.others.append(at)
            return
        try:
            entry = _DECODER.raw_decode(as_json(inner) if is_python(inner) else inner)[0]
        except (ValueError, RecursionError) as error:
            self.broken.append(Broken(at, _reason(error)))
            return
        if self.is_entry(entry):
            self._take(at, end, entry, around)
        else:
            self.others.append(at)

    def _array(self, at: int, around: _Around, depth: int) -> int:
        """Take the elements of an array; where some are entries, what is none is broken."""
        entries, faults, others = self.found, len(self.broken), len(self.others)
        start, at = at, self.plain(self.after_blanks(at + 1), around)
        while at < len(self.text) and self.text[at] not in "]}" and not self.tired:
            known = self.found, len(self.broken), len(self.others)
            end = self.value(at, around, depth + 1)
            if (self.found, len(self.broken), len(self.others)) == known:
                self.others.append(at)
            at = self.after_blanks(end)
        if at >= len(self.text) and len(self.broken) == faults:
            last = self.last if self.found else start
            self.broken.append(Broken(last, "the list has no end"))
        self.tell_others(entries, others)
        return at + 1

    def members(self, at: int, depth: int) -> int:
        """Take the members of an object that is no entry, one by one."""
        others = len(self.others)
        end = self._each_member(at, depth)
        del self.others[others:]  # what else an answer says of itself
        return end

    def _each_member(self, at: int, depth: int) -> int:
        around: dict[str, object] = {}
        at = self.after_blanks(at + 1)
        while at < len(self.text) and not self.tired:
            if self.text[at] != '"':
                return at + 1
            try:
                key, end = _DECODER.raw_decode(self.text, at)
                at = self.after_blanks(end)
                if self.text[at : at + 1] != ":":
                    return at
                at = self.after_blanks(at + 1)
                if self.text[at : at + 1] in {"[", "{"} and depth + 1 < DEEPEST:
                    members = {"date": key} if _DAY.match(key) else around
                    at = self.value(at, _Around(members, key), depth + 1)
                else:
                    around[key], at = _DECODER.raw_decode(self.text, at)
            except (ValueError, RecursionError) as error:
                self.broken.append(Broken(at, _reason(error)))
                return len(self.text)
            at = self.after_blanks(at)
        return at


def _reason(error: Exception) -> str:
    reason = getattr(error, "msg", None)
    return f"no entry that can be parsed ({reason})" if reason else "nested too deep"
