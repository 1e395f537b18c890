"""Numbers of votes that say that they are: ``▲ 12``, ``12 upvotes``, ``Votes: 12``."""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.readers.hf_dates import COUNT, read_count

_WORD = r"(?:up\s?)?votes?"
_VOTES = re.compile(
    rf"(?:[▲△⬆🔼👍]\W{{0,3}}|(?<!\w){_WORD}\s?:?\s\(?)({COUNT})(?![^\W_])\)?"
    rf"|(?<![\w.,])({COUNT})\s{_WORD}(?!\w)",
    re.I,
)
_LIKED = re.compile(
    rf"[❤♥♡☆★⭐]\W{{0,3}}{COUNT}(?![^\W_])|(?<![\w.,]){COUNT}\s(?:likes?|stars?|views?)(?!\w)", re.I
)
"""What else is counted, and is no vote."""
_MOST_SIGNS = 6
_LONGEST = 40


def without_votes(line: str) -> tuple[str, int | None]:
    """Return a line of metadata without its numbers of votes and likes, and that of the votes."""
    match = _VOTES.search(line)
    rest = _LIKED.sub("", line[: match.start()] + line[match.end() :] if match else line)
    return rest, read_count(match[1] or match[2]) if match else None


@lru_cache(maxsize=1 << 12)
def read_votes(line: str) -> int | None:
    """Read a line that is a number of votes and says so."""
    if len(line) > _LONGEST:
        return None
    match = _VOTES.search(line)
    if not match or match.start() > _MOST_SIGNS:
        return None
    around = line[: match.start()] + line[match.end() :]
    return None if any(map(str.isalnum, around)) else read_count(match[1] or match[2])
