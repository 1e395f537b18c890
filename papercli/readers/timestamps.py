"""Dates as data files and feeds write them, with the precision that they have.

The day is the one that is written: no time zone moves it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.dates import MONTHS, is_calendar_date, parse_date
from papercli.model.paper import PartialDate
from papercli.text.pattern import Pattern

_ISO = Pattern(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[T ].*)?\Z", re.ASCII | re.DOTALL)
# RFC 822 and its kin: "Mon, 2 Apr 2007 19:18:42 GMT".
_MAIL = Pattern(r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[\s-]([A-Za-z]{3})[a-z]*\.?[\s-](\d{4})\b")
_NUMBERS = Pattern(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\Z", re.ASCII)
_MONTH = Pattern(r"(\d{1,2})[./-](\d{4})\Z", re.ASCII)
_DIGITS = Pattern(r"\d{8,13}\Z", re.ASCII)
_YEAR = Pattern(r"(\d{4})(?:\.0)?\Z", re.ASCII)
_EPOCH = range(631_152_000, 4_102_444_800)
"""Seconds of the years 1990 to 2099, as systems count them since 1970."""
_LONGEST = 100


@lru_cache(maxsize=1 << 12)
def when(text: str) -> PartialDate | None:
    """The date that a value is, as far as it can be read in one way only; None where it is none.

    ``2024``, ``2024-05``, ``2024-05-26T10:00:00Z``, ``2024/05/26``, ``Sun, 26 May 2024 10:00 GMT``,
    ``May 2024``, ``20240526``, seconds or milliseconds since 1970. A part written as 00 is unknown,
    and of ``03/04/2024`` so are month and day. A date without a year is none: files of data have no
    year of their own.
    """
    text = text.strip()[:_LONGEST]
    if match := _ISO.match(text):
        return _dated(match[1], match[2], match[3])
    if match := _YEAR.match(text):
        return _dated(match[1])
    if match := _MAIL.match(text):
        month = MONTHS.get(match[2].title())
        return _dated(match[3], str(month), match[1]) if month else None
    if match := _NUMBERS.match(text):
        return _numbers(*match.groups())
    if match := _MONTH.match(text):
        return _dated(match[2], match[1])
    if _DIGITS.match(text):
        return _counted(text)
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found.year is not None else None


def _dated(year: str, month: str | None = None, day: str | None = None) -> PartialDate | None:
    months, days = int(month or 0) or None, int(day or 0) or None
    days = days if months else None
    if not is_calendar_date(int(year), months or 1, days or 1):
        return None
    return PartialDate(int(year), months, days)


def _numbers(first: str, second: str, year: str) -> PartialDate | None:
    """A day and a month in an order that only a number over twelve tells."""
    if int(second) > len(MONTHS) or first == second:
        return _dated(year, first, second)
    return _dated(year, second, first) if int(first) > len(MONTHS) else _dated(year)


def _counted(text: str) -> PartialDate | None:
    from datetime import datetime, timezone

    if len(text) == len("20240526"):
        return _dated(text[:4], text[4:6], text[6:])
    seconds = int(text) // (1000 if len(text) > len("1716717600") else 1)
    if seconds not in _EPOCH:
        return None
    found = datetime.fromtimestamp(seconds, timezone.utc)
    return PartialDate(found.year, found.month, found.day)
