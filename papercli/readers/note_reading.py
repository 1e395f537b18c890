"""What notes with front matter say: one note a file, several of them, or a list of papers."""

from __future__ import annotations

import re

from papercli.errors import UsageError
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.named_tuples import NamedTuple
from papercli.readers import front_matter, markdown_list
from papercli.readers.base import Request
from papercli.readers.front_matter import Matter
from papercli.readers.note_body import OWN_TEXT
from papercli.readers.note_paper import date_of, sighting_of, strength
from papercli.text.pattern import Pattern

_CHECK = "check the line in the file"
_OF_NONE = "front matter of no paper, with a paper's keys: left out"
_FENCE = "```"
_RULES_OF_SEVERAL = 3
"""Lines of dashes after the first one: the end of a front matter, and both ends of the next."""
_BEGINS = Pattern(r"^---[ \t]*\n(?=[^\n]*:)", re.MULTILINE)
_LONGEST = 5_000
"""Letters of front matter within a file."""


def read_notes(text: str, request: Request, reader: str) -> tuple[list[Digest], list[Problem]]:
    """The papers of a file as digests of a ``reader``.

    Raises UsageError where the note is dated in another year than the one that is said.
    """
    read = [_read_note(part, line, request.path) for line, part in _parts(text)]
    if read[0].sighting is None:
        return _read_list(text, request, reader, read[0].matter, read[0].problems)
    seen = tuple([one.sighting for one in read if one.sighting])
    problems = [problem for one in read for problem in (*one.problems, *one.noted)]
    of_none = [one.line for one in read if one.sighting is None]
    problems += [Problem(request.path, line + 1, _OF_NONE, _CHECK) for line in of_none]
    return [Digest(request.path, reader, 1, None, request.year, "", seen, own=(text,))], problems


class _Read(NamedTuple):
    """What one note gave."""

    line: int
    """How many lines of the file are before it."""
    matter: Matter
    problems: list[Problem]
    """Of the front matter as such."""
    noted: list[Problem]
    """Of what it says of a paper."""
    sighting: Sighting | None


def _read_note(text: str, line: int, path: str) -> _Read:
    """Read the note that begins after so many lines of the file."""
    matter = front_matter.read(text) or Matter({}, [], 0)
    found: list[tuple[int, str]] = []
    sighting = sighting_of(matter, text.split("\n"), found)
    if sighting and line:
        sighting = sighting._replace(line=sighting.line + line)
    problems = [Problem(path, line + index + 1, *rest) for index, *rest in matter.problems]
    noted = [Problem(path, line + index + 1, what, _CHECK) for index, what in found]
    return _Read(line, matter, problems, noted, sighting)


def _parts(text: str) -> list[tuple[int, str]]:
    """The notes of a file, each with the number of lines before it: mostly one; several where
    somebody put them together."""
    if text.count("\n---") < _RULES_OF_SEVERAL:
        return [(0, text)]
    parts: list[tuple[int, str]] = []
    begun = at = line = fences = 0
    own = text.find(f"\n{OWN_TEXT}")
    while (found := _BEGINS.search(text, at + 1)) and (own < 0 or found.start() < own):
        fences += text.count(_FENCE, at, found.start())
        at = found.start()
        block = front_matter.block(text[at : at + _LONGEST])
        if block and fences % 2 == 0 and strength(block[1]):
            if begun or text[:at].strip("\ufeff \t\n"):
                parts.append((line, text[begun:at]))
            line += text.count("\n", begun, at)
            begun = at
            at += len(block[1])
    return [*parts, (line, text[begun:])]


def _read_list(
    text: str, request: Request, reader: str, matter: Matter, told: list[Problem]
) -> tuple[list[Digest], list[Problem]]:
    """The papers of headings and items, on the day that the front matter says."""
    digests, problems = markdown_list.read(text, request)
    date, index = date_of(matter)
    if date and request.year is not None and date.year not in {None, request.year}:
        where = f"{request.path}:{index + 1}"
        raise UsageError(f"{where}: not of {request.year}: it is dated {date}", "leave --year out")
    named = [one._replace(reader=reader, date=date or one.date) for one in digests]
    return named, [*told, *problems]
