"""What a file holds of another format, before or behind all entries of its own."""

from __future__ import annotations

from collections.abc import Iterable

from papercli.model.digest import Digest, Problem
from papercli.readers.base import Reader

_FEWEST_LETTERS = 200
"""Of what may be another file; comments and groups of reference managers are asked about too."""
_SURE = 0.7
_BELOW = ("}", "-" * 20, "%" * 20)
"""With what lines begin that belong to the entry above them."""
_HINT = "put it into a file of its own, and ingest that too"


def of_others(
    text: str, digests: Iterable[Digest], path: str, own: Reader, readers: Iterable[Reader]
) -> list[Problem]:
    """The problems that files of other formats are, which somebody put into one with this."""
    lines = [one.line for digest in digests for one in digest.sightings]
    if not lines:
        return []
    first, last = _start(text, min(lines)), _start(text, max(lines))
    if own.divider:
        first = max(0, text.rfind(own.divider, 0, first))
    end = _end(text, last, own)
    problems = []
    for start, part in ((0, text[:first]), (end, text[end:] if end else "")):
        if len(part) < _FEWEST_LETTERS:
            continue
        claimed = (one for one in readers if one is not own and one.claim(part).strength >= _SURE)
        if other := next(claimed, None):
            begins = start + len(part) - len(part.lstrip())
            problem = f"what stands here is of another format ({other.name}): left out"
            problems.append(Problem(path, text.count("\n", 0, begins) + 1, problem, _HINT))
    return problems


def _start(text: str, line: int) -> int:
    """Where the line of that number begins; looked for from the nearer end of the text."""
    below = text.count("\n") + 1 - line
    if below < line:
        end = len(text)
        for _ in range(below):
            end = text.rfind("\n", 0, end)
        return text.rfind("\n", 0, end) + 1
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start


def _end(text: str, start: int, own: Reader) -> int:
    """Where the line behind the last entry begins, of which a line begins there; 0 where none
    does."""
    if own.divider:
        found = text.rfind(own.divider, start)
    else:
        found = next((at for end in own.ends if (at := text.find(end, start)) >= 0), -1)
    at = text.find("\n", found + 1) + 1 if found >= 0 else 0
    while at and text.startswith(_BELOW, at):
        at = text.find("\n", at) + 1
    return at
