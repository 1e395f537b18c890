"""What a reader is, and what reading gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from papercli.errors import PapersError
from papercli.model import Digest, Problem

LONGEST_QUOTE = 60
MOST_LINES, LETTERS_A_LINE = 10_000, 8
"""Lines of one file that are read: so many, and one more for so many letters. A page of titles
alone, each with its metadata and four blank lines, has nine letters a line."""
MOST_ENTRIES, LETTERS_AN_ENTRY = 1_000, 80
"""Entries of one file that are taken: so many, and one more for so many letters. Storing an entry
costs the same however short it is; titles alone have 76 letters on average."""
MOST_TOLD = 1_000
"""Problems of one file that are told one by one."""


class UnknownFormatError(PapersError):
    """No reader recognises the content."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: its digests in file order, and what could not be read as it stands."""

    digests: tuple[Digest, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how to recognise it by its content, and how to read it."""

    name: str
    title: str
    sniff: Callable[[str], bool]
    read: Callable[[str, str, int | None], tuple[list[Digest], list[Problem]]]
    """Text, path, year of the digests if the user said it; raises UsageError where the text
    contradicts that year."""


class Intake:
    """What one file may give, over all its digests: entries and problems as its length allows."""

    def __init__(self, path: str, text: str) -> None:
        """``text`` is the whole file's."""
        self._path = path
        self._entries = MOST_ENTRIES + len(text) // LETTERS_AN_ENTRY
        self._told: list[Problem] = []
        self._first_untold = self._last = self._untold = self._refused = 0

    def report(self, line: int, problem: str, hint: str) -> None:
        """Note a problem with a line, counted from 1."""
        if len(self._told) < MOST_TOLD:
            self._told.append(Problem(self._path, line, problem, hint))
            return
        self._untold += 1
        self._first_untold = self._first_untold or line
        self._last = line

    def admits(self, line: int) -> bool:
        """Whether another entry is taken, which begins in that line."""
        if not self._entries:
            self._refused = self._refused or line
        return self._entries > 0

    def took(self) -> None:
        """Note that an entry was taken."""
        self._entries -= 1

    @property
    def problems(self) -> list[Problem]:
        """Those told one by one, then how many more there are."""
        found = list(self._told)
        if self._refused:
            problem = "more entries than a file of this length can hold: the rest is left out"
            hint = "check that it is a digest; divide it if it is"
            found.append(Problem(self._path, self._refused, problem, hint))
        if self._untold:
            problem = f"{self._untold:,} more problems, the last in line {self._last:,}"
            hint = "check that the file is what its first lines say"
            found.append(Problem(self._path, self._first_untold, problem, hint))
        return found


def bounded(text: str, path: str) -> tuple[str, list[Problem]]:
    """As many lines of a text as are read, and the problem if there are more."""
    most = MOST_LINES + len(text) // LETTERS_A_LINE
    lines = text.count("\n") + 1
    if lines <= most:
        return text, []
    rest = text.split("\n", most)[-1]
    problem = f"the last {lines - most:,} lines are left out: there are too many for so few letters"
    hint = "check that it is a digest; divide it if it is"
    return text[: len(text) - len(rest)], [Problem(path, most + 1, problem, hint)]


def quoted(line: str) -> str:
    """A line as a problem quotes it: enough of it to know it again."""
    return repr(line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…")
