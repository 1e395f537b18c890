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
- a line of dashes that is missing, or has other dashes;
- nesting and aliases made to exhaust a parser.
"""

from __future__ import annotations

from papercli.model.digest import Digest, Problem
from papercli.readers.base import Claim, Request

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

_WITHIN = 23
"""Letters within which front matter begins: three dashes, behind a few blanks at the most."""
_DASHES = ("--", "–", "—")
"""How its first line begins, also where a program made one sign of several."""


def claim(text: str) -> Claim:
    """How surely the text is such a note: by an identifier among its keys, or by keys that only
    papers have; or by the list of papers below its front matter."""
    start = text[:_WITHIN].lstrip("\ufeff \t\n")
    # Few files have front matter, or begin with a key.
    if not (start.startswith(_DASHES) or (start[:1].islower() and ":" in start)):
        return Claim(0.0)
    from papercli.readers import front_matter, front_matter_odd, markdown_list, note_paper

    looked_at = text[: front_matter.LONGEST]
    found = front_matter.block(looked_at)
    odd = None if found else front_matter_odd.odd_block(looked_at.split("\n"))
    inner = found[1] if found else odd.inner if odd else ""
    if strength := note_paper.strength(inner):
        return Claim(strength)
    if found is None:
        return Claim(0.0)
    below = markdown_list.claim(text)
    return Claim(below.strength + 0.05, below.parsed) if below.strength else below


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read a note on one paper, or several of them, or the list of papers below front matter.

    Raises UsageError where the note is dated in another year than the one that is said.
    """
    from papercli.readers.note_reading import read_notes

    return read_notes(text, request, NAME)
