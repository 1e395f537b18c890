"""Reader of Markdown notes with YAML front matter: one a paper, or a digest of several headings.

What real notes contain that breaks simple parsers:

- ids that YAML takes for numbers, and dates for dates: all values stay text;
- ``title: Tides: A Study``, which is no YAML: told with its line, and read line by line;
- authors as a list, as one text, as ``[[links]]``, as mappings with given and family name;
- keys of many names and cases, also in Chinese; a key that stands twice;
- the abstract in the front matter, below a heading, in a call-out (``> [!abstract]``);
- no title but the first heading; no id but in a line ``arXiv: …`` of the text;
- front matter of other things: blogs, model cards, clipped pages; these are no notes on papers;
- nesting and aliases made to exhaust a parser.
"""

from __future__ import annotations

from papercli.errors import UsageError
from papercli.hashes import fingerprint_of
from papercli.model.digest import Digest, Problem
from papercli.readers import front_matter, markdown_list
from papercli.readers.base import Claim, Request
from papercli.readers.front_matter import Matter

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


def claim(text: str) -> Claim:
    """How surely the text is such a note: by an identifier among its keys, or by keys that only
    papers have; or by the list of papers below its front matter."""
    found = front_matter.block(text[: front_matter.LONGEST])
    if found is None:
        return Claim(0.0)
    from papercli.readers import note_paper  # few files have front matter

    strength = note_paper.strength(found[1])
    if strength:
        return Claim(strength)
    below = markdown_list.claim(text)
    return Claim(below.strength + 0.05, below.parsed) if below.strength else below


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read a note on one paper, or the list of papers below front matter.

    Raises UsageError where the note is dated in another year than the one that is said.
    """
    from papercli.readers.note_paper import sighting_of

    matter = front_matter.read(text) or Matter({}, [], 0)
    told = [Problem(request.path, index + 1, *rest) for index, *rest in matter.problems]
    noted: list[tuple[int, str]] = []
    sighting = sighting_of(matter, text.split("\n"), noted)
    problems = [*told, *(Problem(request.path, index + 1, what, _CHECK) for index, what in noted)]
    if sighting is None:
        return _read_list(text, request, matter, told)
    fingerprint = fingerprint_of(text)
    digest = Digest(request.path, NAME, 1, None, request.year, fingerprint, (sighting,))
    return [digest], problems


def _read_list(
    text: str, request: Request, matter: Matter, told: list[Problem]
) -> tuple[list[Digest], list[Problem]]:
    """The papers of headings and items, on the day that the front matter says."""
    digests, problems = markdown_list.read(text, request)
    from papercli.readers.note_paper import date_of

    date, index = date_of(matter, [])
    if date and request.year is not None and date.year not in {None, request.year}:
        where = f"{request.path}:{index + 1}"
        raise UsageError(f"{where}: not of {request.year}: it is dated {date}", "leave --year out")
    named = [one._replace(reader=NAME, date=date or one.date) for one in digests]
    return named, [*told, *problems]
