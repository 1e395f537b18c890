"""How many authors a line of metadata names, where it names people and no organization.

The site shows an organization or a count of authors; some tools write names in its place. An
organization may have commas, too: "UCLA University of California, Los Angeles".
"""

from __future__ import annotations

import re

_NAMED_AND_COUNTED = re.compile(r".{2,80} et\.? al\.?,?\s*[(\[]?([0-9]{1,5}) authors?[)\]]?")
_BETWEEN_NAMES = re.compile(r",\s+(?:and\s+|&\s+)?|\s+(?:and|&)\s+")
_MORE = re.compile(r"([0-9]{1,5}) (?:more|others?)(?: authors?)?")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’\-]*(?:[.'’\-]+[^\W\d_]*)*")
_SEVERAL = 2
_FEWEST_WORDS, _MOST_WORDS = 2, 5
"""Of a name."""
_PARTICLES = frozenset(
    "de del della der den des di da dos du la le van von ten ter el al bin ibn y e".split()
)
_OF_INSTITUTIONS = re.compile(
    r"\b(?:universi|institu|instytut|laborato|labs?\b|cent(?:er|re)|college|school|academ|ecole|école"
    r"|departm|facult|group\b|team\b|research|technolog|scien|intelligen|comput|robot|systems?\b"
    r"|network|societ|foundation|company|hospital|studio|corp|inc\b|ltd\b|llc\b|gmbh\b|ai\b|nlp\b|ml\b)",
    re.I,
)


def authors_named(plain: str) -> int:
    """Return how many authors a line names or counts; 0 where it does neither, or not all."""
    if match := _NAMED_AND_COUNTED.fullmatch(plain):
        return int(match[1])
    if is_institution(plain):
        return 0
    names = _BETWEEN_NAMES.split(plain)
    more = _MORE.fullmatch(names[-1])
    people = names[:-1] if more else names
    if len(people) + bool(more) < _SEVERAL or not all(map(is_name, people)):
        return 0
    return len(people) + (int(more[1]) if more else 0)


def is_institution(text: str) -> bool:
    """Say whether words of a text are those of institutions."""
    return bool(_OF_INSTITUTIONS.search(text))


def is_name(text: str) -> bool:
    """Say whether a text is a forename and a surname, with what may stand between them: of an
    account's name and its organization's, a word may be the same."""
    words = text.split()
    return (
        len(set(words)) == len(words)
        and _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and all(map(_NAME.fullmatch, words))
        and not words[0][0].islower()
        and not words[-1][0].islower()
        and all(word in _PARTICLES or not word[0].islower() for word in words)
    )
