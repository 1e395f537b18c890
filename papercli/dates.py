"""Dates of which parts may be unknown: reading them, their bounds, and their year.

dateutil fills whatever a text leaves out from today's date and reads "2401.00001" as the year 2401;
so the ISO forms are read here, and dateutil is asked only where a month is named, twice with
different defaults: a part that differs was not in the text.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from papercli.model.paper import PartialDate

MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}

WRITTEN, SAID, BOUNDS, PAPERS, INFERRED = "written", "said", "bounds", "papers", "inferred"
"""Where the year of a digest is from: the page, the user, bounds that meet, the same papers
elsewhere; or it is no more than the smallest that fits."""

# Compiled when first used, and kept by `re`: most runs read no date.
_ISO = r"(?a)(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_YEARLESS = r"(?a)--(\d{2})-(\d{2})"
_MONTH_NAME = r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_FOUR_DIGITS = r"(?a)(?<![\d.])\d{4}(?![\d.])"
_AGO = r"(?ai)(\d{1,6})\s*([dwmy])"
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY, _LEAP_DAY = 2, 29
_DAYS = {"d": 1, "w": 7}
_EXAMPLES = "write 2024, 2024-05, 2024-05-26, 2024-01..2024-06, ..2023, 2024.. or 30d.."


def is_calendar_date(year: int | None, month: int, day: int) -> bool:
    """Say whether there is such a day; without a year, whether any year has it."""
    if year is not None and not MINYEAR <= year <= MAXYEAR:
        return False
    if month == _FEBRUARY and day == _LEAP_DAY:
        return year is None or _length(year, month) == _LEAP_DAY
    return 1 <= month <= len(MONTHS) and 1 <= day <= _MONTH_LENGTHS[month - 1]


def _length(year: int, month: int) -> int:
    """The days of a month."""
    from calendar import monthrange  # most runs ask for no month's end

    return monthrange(year, month)[1]


def parse_date(text: str) -> PartialDate:
    """Read ``2024``, ``2024-05``, ``2024-05-26``, ``--05-26`` or a date with the month named.

    Raises ValueError, with a message for a person, for anything else and for days that no calendar
    has. A named month needs a year beside it.
    """
    text = text.strip()
    if match := re.fullmatch(_ISO, text):
        year, month, day = (int(part) if part else None for part in match.groups())
        if is_calendar_date(year, 1 if month is None else month, 1 if day is None else day):
            return PartialDate(year, month, day)
        raise ValueError(f"{text!r} is not in the calendar")
    if match := re.fullmatch(_YEARLESS, text):
        month, day = int(match[1]), int(match[2])
        if is_calendar_date(None, month, day):
            return PartialDate(None, month, day)
        raise ValueError(f"{text!r} is not in the calendar")
    if re.search(_MONTH_NAME, text) and re.search(_FOUR_DIGITS, text):
        return _parse_named_month(text)
    raise ValueError(f"{text!r} is not a date; {_EXAMPLES}")


def _parse_named_month(text: str) -> PartialDate:
    from dateutil import parser  # slow to import and seldom needed

    try:
        one = parser.parse(text, default=datetime(2001, 1, 1), ignoretz=True)
        other = parser.parse(text, default=datetime(2004, 12, 31), ignoretz=True)
    except (ValueError, OverflowError, TypeError):
        raise ValueError(f"{text!r} is not a date; {_EXAMPLES}") from None
    if (one.year, one.month) != (other.year, other.month):
        raise ValueError(f"{text!r} lacks a year or a month; {_EXAMPLES}")
    return PartialDate(one.year, one.month, one.day if one.day == other.day else None)


def first_day(when: PartialDate) -> date:
    """Return the earliest day the date may mean; ValueError without a year."""
    if when.year is None:
        raise ValueError(f"{when} has no year")
    return date(when.year, when.month or 1, when.day or 1)


def last_day(when: PartialDate) -> date:
    """Return the latest day the date may mean; ValueError without a year."""
    if when.year is None:
        raise ValueError(f"{when} has no year")
    month = when.month or len(MONTHS)
    return date(when.year, month, when.day or _length(when.year, month))


def parse_range(text: str, today: date) -> tuple[date | None, date | None]:
    """Read a date or a range ``A..B`` with either end open; both bounds are inclusive.

    An end may count back from ``today``: ``30d``, ``2w``, ``6m``, ``1y``. Alone, such a span means
    "since then". Raises ValueError, with a message for a person, for anything else and for a range
    that ends before it begins.
    """
    text = text.strip()
    start_text, dots, end_text = (part.strip() for part in text.partition(".."))
    if not dots:
        if ago := _days_ago(text, today):
            return ago, None
        when = _with_year(text)
        return first_day(when), last_day(when)
    if not start_text and not end_text:
        raise ValueError(f"a range needs a date at one end; {_EXAMPLES}")
    start = end = None
    if start_text:
        start = _days_ago(start_text, today) or first_day(_with_year(start_text))
    if end_text:
        end = _days_ago(end_text, today) or last_day(_with_year(end_text))
    if start and end and start > end:
        raise ValueError(f"{text!r} ends before it begins")
    return start, end


def _with_year(text: str) -> PartialDate:
    when = parse_date(text)
    if when.year is None:
        raise ValueError(f"{text!r} lacks a year; {_EXAMPLES}")
    return when


def _days_ago(text: str, today: date) -> date | None:
    match = re.fullmatch(_AGO, text)
    if not match:
        return None
    number, unit = int(match[1]), match[2].lower()
    try:
        if unit in _DAYS:
            return today - timedelta(days=number * _DAYS[unit])
        months = today.year * 12 + today.month - 1 - (number if unit == "m" else number * 12)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(today.day, _length(year, month)))
    except (OverflowError, ValueError):
        return date.min


def in_year_of(when: PartialDate | None, page: PartialDate) -> PartialDate | None:
    """Return the date of an entry, with the year of its page where it was written without one.

    ``page`` is the page's date; of a page without a date, its year alone. An entry dated later than
    its page, or on a day that the page's year has not, stays without a year.
    """
    if when is None or when.year is not None or page.year is None:
        return when
    month, day = when.month or 0, when.day or 0
    if page.month is not None and (month, day) > (page.month, page.day or 0):
        return when
    if not is_calendar_date(page.year, month, day):
        return when
    return PartialDate(page.year, month, day, page.inferred)


def is_leap_day(when: PartialDate) -> bool:
    """Say whether the date is a 29 February without a year."""
    return when.year is None and (when.month, when.day) == (_FEBRUARY, _LEAP_DAY)
