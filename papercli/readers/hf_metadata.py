"""The metadata lines of a Hugging Face page entry: author count or organisation, date, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from papercli.dates import MONTHS, is_calendar_date
from papercli.model import Organization, PartialDate

SEPARATOR = "·"
BULLET = "•"

_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"({_MONTH}) ([0-9]{{1,2}})(?:, ([0-9]{{4}}))?(?:\s+([0-9][0-9,]{{0,11}}))?")
_AUTHORS = re.compile(rf"(?:{BULLET}\s*)?([0-9][0-9,]{{0,11}})\s+authors?")
_ORGANIZATION = re.compile(r"([A-Za-z0-9_][\w.\-]{0,95})(?:\s+(\S.{0,119}))?")
_LONGEST = 220  # characters of any metadata line
_SENTENCE_END = (".", "!", "?", ":", ",")


class Shown(NamedTuple):
    """A date line as shown."""

    date: PartialDate
    """With a year only where the page wrote it out."""
    comments: int
    possible: bool
    """Whether a calendar has such a day."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first metadata line; one of the two."""

    author_count: int | None = None
    organization: Organization | None = None


@lru_cache(maxsize=1 << 16)
def read_date(line: str) -> Shown | None:
    """Read ``Mon D`` or ``Mon D, YYYY`` with or without a number of comments; else None."""
    match = _DATE.fullmatch(line) if len(line) < _LONGEST else None
    if not match:
        return None
    month, day = MONTHS[match[1]], int(match[2])
    year = int(match[3]) if match[3] else None
    comments = int(match[4].replace(",", "")) if match[4] else 0
    possible = is_calendar_date(year, month, day)
    return Shown(PartialDate(year, month, day), comments, possible)


@lru_cache(maxsize=1 << 16)
def read_head(line: str) -> Head | None:
    """Read ``• N authors`` or an organisation's ``slug Name``; None for anything else.

    A slug without a name counts as both; a line that ends as a sentence does is no name.
    """
    if len(line) >= _LONGEST:
        return None
    if match := _AUTHORS.fullmatch(line):
        return Head(author_count=int(match[1].replace(",", "")))
    match = _ORGANIZATION.fullmatch(line)
    if not match or (match[2] and line.endswith(_SENTENCE_END) and not _abbreviation(line)):
        return None
    return Head(organization=Organization(match[1], match[2] or match[1]))


def is_author_line(line: str) -> bool:
    """Say whether a line is ``• N authors``, the bullet included."""
    return line.startswith(BULLET) and len(line) < _LONGEST and bool(_AUTHORS.fullmatch(line))


def _abbreviation(line: str) -> bool:
    """Company names may end in a full stop: "Acme Inc.", "Example Co., Ltd."."""
    return line.endswith(("Inc.", "Ltd.", "Co.", "Corp.", "LLC.", "S.A.", "e.V.", "B.V."))
