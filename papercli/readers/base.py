"""What a reader is, and what reading gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from papercli.errors import PapersError
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

LONGEST_QUOTE = 60
MOST_LINES, LETTERS_A_LINE = 10_000, 16
"""Lines of one file that are read, blank ones apart: so many, and one more for so many letters. A
page of titles alone, each with its votes and its metadata, has twenty letters a line."""
MOST_ENTRIES, LETTERS_AN_ENTRY = 1_000, 80
"""Entries of one file that are taken: so many, and one more for so many letters. Storing an entry
costs the same however short it is; titles alone have 76 letters on average."""
MOST_TOLD = 1_000
"""Problems of one file that are told one by one."""

_FILLED = Pattern(r"\S[^\n]*")

IsWord = Callable[[str], bool]


class UnknownFormatError(PapersError):
    """No reader recognizes the content."""


Claims = tuple[tuple[str, float], ...]
"""The names of the readers that claim a text, each with the strength, the strongest first."""


class Reading(NamedTuple):
    """What one file gave: its digests in file order, and what could not be read as it stands."""

    digests: tuple[Digest, ...]
    problems: tuple[Problem, ...]
    claims: Claims = ()
    """Of the readers that were asked, none where the reader was named."""


class Request:
    """What whoever asks says of a file."""

    def __init__(
        self,
        path: str,
        year: int | None = None,
        *,
        named: bool = False,
        is_word: IsWord = lambda word: False,
        parsed: object = None,
    ) -> None:
        self.path = path
        self.year = year
        """The year of its digests, where they show none."""
        self.named = named
        """Whether the reader was named, so that whatever is there is read."""
        self.is_word = is_word
        """Tells words from halves of words that a hyphen divides at the end of a line."""
        self.parsed = parsed
        """What the reader's own claim handed on."""


class Claim(NamedTuple):
    """How sure a reader is that a text is in its format."""

    strength: float
    """0: not at all; 0.5: it may well be; 1: nothing else looks so. The strongest reads."""
    parsed: object = None
    """What was worked out to find that, so that reading need not do it again."""


class Lines:
    """How to read a format of one entry a line, so that a file of any length takes no memory."""

    def __init__(
        self,
        claim: Callable[[str], bool],
        read: Callable[[str, int, list[Problem], Request], Iterator[Sighting]],
    ) -> None:
        self.claim = claim
        """Whether a text of the format has one entry a line, by its first lines."""
        self.read = read
        """The entries of some whole lines, the first of which has that number; problems are
        added."""


class Reader:
    """One format: how to recognize it by its content, and how to read it."""

    def __init__(
        self,
        name: str,
        title: str,
        claim: Callable[[str], Claim],
        read: Callable[[str, Request], tuple[list[Digest], list[Problem]]],
        example: str,
        lines: Lines | None = None,
        *,
        bounded: bool = False,
        ends: tuple[str, ...] = (),
        divider: str = "",
        no_title: Callable[[str], str | None] = lambda text: None,
    ) -> None:
        self.name = name
        self.title = title
        self.claim = claim
        self.read = read
        """Raises UsageError where the text contradicts the year that is said, UnknownFormatError
        where it is no such text after all."""
        self.example = example
        """An invented digest of some ten lines in this format, for people to compare theirs
        with."""
        self.lines = lines
        self.bounded = bounded
        """Whether it looks at each line, so that short lines cost more than their letters."""
        self.ends = ends
        """What the last line of an entry has, where nothing but an entry can stand behind it; the
        first of them that an entry has counts."""
        self.divider = divider
        """With what lines begin between which its entries stand, in place of such ends."""
        self.no_title = no_title
        """What to say of a text that gives identifiers without titles, if there is more to say."""


def within_bounds(
    digests: list[Digest], problems: list[Problem], path: str, letters: int
) -> tuple[list[Digest], list[Problem]]:
    """As many entries and problems as a file of so many letters may give, and what that leaves out
    as a problem."""
    room = MOST_ENTRIES + letters // LETTERS_AN_ENTRY
    kept: list[Digest] = []
    refused: Problem | None = None
    for digest in digests:
        entries = digest.sightings[:room]
        if len(entries) < len(digest.sightings) and refused is None:
            line = digest.sightings[len(entries)].line
            problem = "more entries than a file of this length can hold: the rest is left out"
            hint = "check that it is a digest; split it if it is"
            refused = Problem(path, line, problem, hint)
        room -= len(entries)
        if entries:
            kept.append(digest._replace(sightings=entries))
    told = problems[:MOST_TOLD]
    if refused:
        told.append(refused)
    if untold := problems[MOST_TOLD:]:
        problem = f"{len(untold):,} more problems, the last in line {untold[-1].line or 1:,}"
        hint = "check that the file is what its first lines say"
        told.append(Problem(path, untold[0].line, problem, hint))
    return kept, told


def bounded(text: str, path: str) -> tuple[str, list[Problem]]:
    """As many lines of a text as are read, and the problem if there are more."""
    most = MOST_LINES + len(text) // LETTERS_A_LINE
    if text.count("\n") < most:
        return text, []
    first = next(islice(_FILLED.finditer(text), most, None), None)
    if first is None:
        return text, []
    start = text.rfind("\n", 0, first.start()) + 1
    lines = sum(1 for _ in _FILLED.finditer(text, start))
    problem = f"the last {lines:,} lines are left out: there are too many for so few letters"
    hint = "check that it is a digest; divide it if it is"
    return text[:start], [Problem(path, text.count("\n", 0, start) + 1, problem, hint)]


def quoted(line: str) -> str:
    """A line as a problem quotes it: enough of it to know it again."""
    return repr(line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…")
