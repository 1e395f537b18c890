"""The part of an abstract that holds what the title lacks of a query."""

from __future__ import annotations

from collections.abc import Sequence

from papercli.output.words import places
from papercli.text.stems import SMALL_WORDS, stem

WIDTH = 120
"""Letters of a snippet, at the most."""


def snippet(title: str, abstract: str | None, words: Sequence[str]) -> str | None:
    """Where the words of a query stand closest together in an abstract; None where the title has
    all of them that the abstract has, or the abstract has none."""
    if not abstract or not words:
        return None
    parts = [part for word in words for part in word.split()]
    telling = [part for part in parts if part.lower() not in SMALL_WORDS] or parts
    missing = [word for word in telling if not places(title, [word])]
    found = places(abstract, missing)
    if not found:
        return None
    begin = max(found, key=lambda place: (*_told(abstract, found, place[0]), -place[0]))[0]
    start = max(0, begin - WIDTH // 4)
    if start:
        blank = abstract.find(" ", start, begin)
        start = blank + 1 if blank >= 0 else begin
    end = start + WIDTH
    if end < len(abstract):
        blank = abstract.rfind(" ", begin, end)
        end = blank if blank > begin else end
    return (
        f"{'… ' if start else ''}{abstract[start:end].strip()}{' …' if end < len(abstract) else ''}"
    )


def _told(text: str, found: Sequence[tuple[int, int]], start: int) -> tuple[int, int]:
    """How many different words of those found stand in a snippet that begins with one of them, and
    their letters: of as many words the longer tell more."""
    inside = {
        stem(text[a:b].lower()) for a, b in found if start <= a and b <= start + WIDTH * 3 // 4
    }
    return len(inside), sum(map(len, inside))
