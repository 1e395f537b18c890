"""Reader of Markdown notes with YAML front matter: one a paper, or a digest of several headings.

What real notes contain that breaks simple parsers:

- ids that YAML takes for numbers, and dates for dates: all values stay text;
- ``title: Tides: A Study``, which is no YAML: told with its line, and read line by line;
- authors as a list, as one text, as ``[[links]]``, as mappings with given and family name;
- keys of many names and cases, also in Chinese; a key that stands twice;
- the abstract in the front matter, below a heading, in a call-out (``> [!abstract]``);
- no title but the first heading; no id but in a line ``arXiv: …`` of the text;
- front matter of other things: blogs, model cards, clipped pages; these are no notes on papers;
- notes put together in one file, each with its front matter;
- nesting and aliases made to exhaust a parser.
"""

import re
from typing import NamedTuple

from papercli.errors import UsageError
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.readers import front_matter, markdown_list
from papercli.readers.base import Claim, Request
from papercli.readers.front_matter import Matter
from papercli.readers.note_body import OWN_TEXT
from papercli.text.pattern import Pattern

NAME = "notes"
EXAMPLE = """\
---
title: "Larder: Sorting the KV Cache by How Soon It Is Needed Again"
authors: [Ida Moreau, Tom Okafor]
date: 2025-12-09
arxiv: 2512.90010
tags: [cs.LG]
---

## Abstract

Serving long conversations is limited by the memory of the cache, not by arithmetic.
"""

_CHECK = "check the line in the file"
_OF_NONE = "front matter of no paper, with a paper's keys: left out"
_FENCE = "```"
_RULES_OF_SEVERAL = 3
"""Lines of dashes after the first one: the end of a front matter, and both ends of the next."""
_BEGINS = Pattern(r"^---[ \t]*\n(?=[^\n]*:)", re.MULTILINE)
_LONGEST = 5_000
"""Letters of front matter within a file."""


def claim(text: str) -> Claim:
    """How surely the text is such a note: by an identifier among its keys, or by keys that only
    papers have; or by the list of papers below its front matter."""
    looked_at = text[: front_matter.LONGEST]
    found = front_matter.block(looked_at) or front_matter.begun(looked_at)
    if found is None:
        return Claim(0.0)
    from papercli.readers import note_paper  # few files have front matter

    strength = note_paper.strength(found[1])
    if strength:
        return Claim(strength)
    below = markdown_list.claim(text)
    return Claim(below.strength + 0.05, below.parsed) if below.strength else below


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read a note on one paper, or several of them, or the list of papers below front matter.

    Raises UsageError where the note is dated in another year than the one that is said.
    """
    read = [_read_note(part, line, request.path) for line, part in _parts(text)]
    if read[0].sighting is None:
        return _read_list(text, request, read[0].matter, read[0].problems)
    seen = tuple([one.sighting for one in read if one.sighting])
    problems = [problem for one in read for problem in (*one.problems, *one.noted)]
    of_none = [one.line for one in read if one.sighting is None]
    problems += [Problem(request.path, line + 1, _OF_NONE, _CHECK) for line in of_none]
    return [Digest(request.path, NAME, 1, None, request.year, "", seen, own=(text,))], problems


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
    from papercli.readers.note_paper import sighting_of

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
    from papercli.readers.note_paper import strength

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
    text: str, request: Request, matter: Matter, told: list[Problem]
) -> tuple[list[Digest], list[Problem]]:
    """The papers of headings and items, on the day that the front matter says."""
    digests, problems = markdown_list.read(text, request)
    from papercli.readers.note_paper import date_of

    date, index = date_of(matter)
    if date and request.year is not None and date.year not in {None, request.year}:
        where = f"{request.path}:{index + 1}"
        raise UsageError(f"{where}: not of {request.year}: it is dated {date}", "leave --year out")
    named = [one._replace(reader=NAME, date=date or one.date) for one in digests]
    return named, [*told, *problems]
