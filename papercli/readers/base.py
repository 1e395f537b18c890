"""What a reader is, and what reading gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from papercli.errors import PapersError
from papercli.model import Digest, Problem

LONGEST_QUOTE = 60

IsWord = Callable[[str], bool]


class UnknownFormatError(PapersError):
    """No reader recognises the content."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: its digests in file order, and what could not be read as it stands."""

    digests: tuple[Digest, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What whoever asks says of a file."""

    path: str
    year: int | None = None
    """The year of its digests."""
    named: bool = False
    """Whether the reader was named, so that whatever is there is read."""
    is_word: IsWord = lambda word: False
    """Tells words from halves of words that a hyphen divides at the end of a line."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how to recognise it by its content, and how to read it."""

    name: str
    title: str
    sniff: Callable[[str], bool]
    read: Callable[[str, Request], tuple[list[Digest], list[Problem]]]
    """Raises UsageError where the text contradicts the year that is said, UnknownFormatError where
    it is no such text after all."""


def quoted(line: str) -> str:
    """A line as a problem quotes it: enough of it to know it again."""
    return repr(line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…")
