"""Lines that a tool wrapped: at which width, which ends are true ones, and putting them together.

A tool that fills lines breaks one only where the next word does not fit. So where it would have
fitted, the line ended there before it was wrapped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto
from itertools import pairwise

from papercli.readers.lines import INVISIBLE, Line

_LONGEST_WRAPPED = 200
"""Columns; pages saved wider than that are not wrapped."""
_SHORTEST_FULL = 28
_NEAR = 5  # columns: half of the full lines are so near to the margin
_AT_THE_MARGIN, _AT_THE_EDGE = 0.2, 0.05
"""Of as many lines as have the most frequent width, those that end at the margin or one column
before it; of the lines one column before the margin, those that end at it."""
_FULL, _SHARP, _FEW_BELOW = 0.8, 0.7, 30
"""Share of the width that a full line takes; share of the full lines that leave no room for the
next word where all letters are of one width; one full line in so many that does."""
_HYPHENS = ("-", "\u2010", "\u00ad")
_HYPHEN_END = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_WORDS = frozenset("AI")
"""Letters that are words; any other one, alone at the beginning, is one that is set larger."""
_LONGEST_HALF = 11
_FEW_HALVES = 0.2
"""Share of the hyphens at line ends that stand within no compound, by rare words alone."""
_SUSPENDED = frozenset(("and", "or", "to", "und", "oder", "nor", "versus", "vs"))

IsWord = Callable[[str], bool]


class Break(Enum):
    """What stands between a line and the one before it."""

    BLANK = auto()
    """A blank line, or a line break in a text that has no others."""
    JOIN = auto()
    """A line break within a paragraph, where blank lines set paragraphs apart."""
    SOFT = auto()
    """A line break where the next word would not have fitted."""
    HARD = auto()
    """A line break where the next word would have fitted."""
    PAGE = auto()
    """Something that is no text: the header of a printed page."""


def settle_widths(lines: Sequence[Line]) -> None:
    """Measure the lines as they are shown where that makes more of them end at one margin."""
    full = [line for line in lines if len(line.text) >= _SHORTEST_FULL and " " in line.text]
    as_read, as_shown = ([line.width for line in full], [line.as_shown[0] for line in full])
    if _at_margin(as_shown) > _at_margin(as_read):
        for line in lines:
            line.width, line.first_word = line.as_shown


def _at_margin(widths: Sequence[int]) -> int:
    """Return how many lines end at the margin at which most end, less those that go beyond it."""
    counts = Counter(width for width in widths if width <= _LONGEST_WRAPPED)
    best = beyond = 0
    for width in sorted(counts, reverse=True):
        best = max(best, sum(counts[width - less] for less in range(_NEAR)) - beyond)
        beyond += counts[width]
    return best


def find_width(lines: Sequence[Line]) -> int | None:
    """Return the width at which the lines were wrapped, None where they were not."""
    # A word that is longer than a line, an address, stands in a line of its own.
    full = [line for line in lines if len(line.text) >= _SHORTEST_FULL and " " in line.text]
    if sum(line.width > _LONGEST_WRAPPED for line in full) > len(full) / 50:
        return None
    counts = Counter(line.width for line in full if line.width <= _LONGEST_WRAPPED)
    many = max(2, len(full) // 50)
    most = max(counts.values(), default=0)
    wider = 0
    for width in sorted(counts, reverse=True):
        # Full lines pile up at the margin; titles that happen to be long do not.
        near = sum(counts[width - less] for less in range(_NEAR))
        edge = counts[width] >= counts[width - 1] * _AT_THE_EDGE
        if near >= many and edge and counts[width] + counts[width - 1] >= _AT_THE_MARGIN * most:
            wide = sum(counts[width - less] for less in range(3 * _NEAR))
            return _without_raggedness(lines, width) if wide >= len(full) / 3 else None
        wider += counts[width]
        if wider > len(full) / 12:
            return None
    return None


def _without_raggedness(lines: Sequence[Line], width: int) -> int:
    """Return the width that nearly every full line goes beyond with the first word of the next one:
    less than the widest line where letters are not all of one width."""
    needed = sorted(
        line.width + 1 + following.first_word
        for line, following in pairwise(lines)
        if not following.gap and line.width >= _FULL * width
    )
    if sum(need > width for need in needed) >= _SHARP * len(needed):
        return width
    return max(int(_FULL * width), min(width, needed[len(needed) // _FEW_BELOW] - 1))


def fits(line: Line, following: Line, width: int) -> bool:
    """Say whether the first word of the following line would have fitted on the line."""
    blank = 0 if line.text.endswith(_HYPHENS) else 1
    return line.width + blank + following.first_word <= width


def joined(lines: Iterable[str], words: Words) -> str:
    """Return lines put together with newlines, but for words that a hyphen divides at a line's
    end."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif len(text) == 1 and text.isupper() and text not in _WORDS and line[:1].islower():
            text += line
        elif _HYPHEN_END.search(text[-2:]) and line[:1].isalpha():
            text = words.put_together(text, line)
        else:
            text += "\n" + line
    return text


class Words:
    """The words of a file, which tell of a hyphen at the end of a line whether it stays."""

    def __init__(self, lines: Sequence[Line], is_word: IsWord) -> None:
        self._lines, self._is_word = lines, is_word
        self._seen: Counter[str] | None = None
        self._divides = False

    def put_together(self, before: str, after: str) -> str:
        """Return two lines as one, the first of which ends with a hyphen."""
        if before[-1] == "\u00ad":
            return before[:-1] + after
        last, first = _last_word(before), _first_word(after)
        if first.casefold() in _SUSPENDED:
            return f"{before} {after}"
        return (before[:-1] if self._is_one_word(last, first) else before) + after

    def _is_one_word(self, last: str, first: str) -> bool:
        if self._seen is None:
            self._count()
        seen = self._seen or Counter[str]()
        whole, apart = (seen.get(word.casefold(), 0) for word in (last + first, f"{last}-{first}"))
        if apart and not whole:
            return False
        # A tool that breaks lines at hyphens only never divides a word.
        if not self._divides:
            return False
        if whole or apart:
            return whole > apart
        part, first = last.rsplit("-", 1)[-1], first.split("-", 1)[0]
        return self._known(part + first) or self._is_divided(part, first)

    def _is_divided(self, part: str, first: str) -> bool:
        """Say whether a word was divided here, not a compound, whose halves are words."""
        halves = self._known(part) + self._known(first)
        if halves == 2 or (halves == 1 and self._known(part + first)):
            return halves < 2
        unknown = first if self._known(part) else part
        return (part + first).islower() and len(unknown) <= _LONGEST_HALF

    def _known(self, word: str) -> bool:
        word = word.casefold()
        return len(word) > 1 and (bool(self._seen and self._seen[word]) or self._is_word(word))

    def _count(self) -> None:
        seen: Counter[str] = Counter()
        self._seen = seen
        divided: list[tuple[str, str]] = []
        before = ""
        for line in self._lines:
            text = line.text
            words = _WORD.findall(text.translate(_INVISIBLE).casefold())
            # The halves of divided words are no words.
            if before and words and text[:1].isalpha():
                divided.append((before, words.pop(0)))
            before = ""
            if words and _HYPHEN_END.search(text[-2:]):
                before = words.pop()
            seen.update(words)
            for word in words:
                if "-" in word:
                    seen.update(word.split("-"))
        halves = sum(
            self._is_divided(last.rsplit("-", 1)[-1], first.split("-", 1)[0])
            for last, first in divided
        )
        self._divides = halves > _FEW_HALVES * len(divided)


def _last_word(text: str) -> str:
    return re.split(r"[^\w\-]", text[:-1][-60:])[-1]


def _first_word(text: str) -> str:
    match = _WORD.match(text)
    return match[0] if match else ""
