"""Metadata that is spelled nearly as the site does, written so that it is read.

A line is put right only where all of it is metadata then: of any line what a tool put round it, and
beside other metadata what a scanner mistook, too, of which those who call are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from papercli.dates import MONTHS
from papercli.readers.base import quoted
from papercli.readers.hf_dates import COUNT, read_date
from papercli.readers.hf_furniture import is_furniture
from papercli.readers.hf_metadata import (
    is_named_organization,
    is_sign,
    read_authors,
    read_comments,
    read_organization_date,
    read_parts,
    without_mark,
)
from papercli.readers.line_evidence import ends_sentence
from papercli.readers.lines import Line
from papercli.readers.look_alikes import as_meant
from papercli.readers.named_people import authors_named
from papercli.readers.problems import Report

_LONGEST = 120
_DIGIT_OR_SLIP = re.compile(r"[0-9lI|OSB]")
_ENCLOSED = (("[", "]"), ("(", ")"), ("{", "}"))
_ESCAPE = re.compile(r"\\(?=[^\w\s])")
_ESCAPED_MARK = re.compile(r"\\[-+*•·](?:\s|$)")
_EMPHASIS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_SENTENCE = re.compile(r"\s(?:on|with|and)\s|;\s+")
_CLOCK = re.compile(
    r"(?:,?\s+(?:at\s+)?)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s*(?:[AP]\.?M\.?|GMT|UTC|[+-][0-9]{4}))?",
    re.I,
)
_YEAR_FIRST = re.compile(r"((?:19|20)[0-9]{2})[,.]?\s+([^\W\d_]{3,12}\.?\s+[0-9]{1,2})\b\.?")
_HYPHENS = re.compile(r"(?<=[^\W\d_])-(?=[0-9])|(?<=[0-9])-(?=(?:19|20)[0-9]{2}\b)")
_WORD = re.compile(r"[^\s·•,;()\[\]]+")
_AS_DIGITS = str.maketrans("lI|Oo", "11100")
_NEARLY_NUMBER = re.compile(r"[0-9lI|Oo]*[0-9][0-9lI|Oo]*|[lI|]{1,2}")
_MASTHEAD = ("research community", "daily papers", "trending papers")
_NUMERIC = re.compile(
    rf"(?P<before>\W{{0,4}})(?P<one>[0-9]{{1,2}})(?P<sign>[./-])(?P<two>[0-9]{{1,2}})"
    rf"(?:(?P=sign)(?P<year>(?:19|20)?[0-9]{{2}}))?\.?(?:\W{{1,4}}(?P<count>{COUNT}))?"
)
_MOST_MONTHS, _CENTURY, _WHOLE_YEAR = 12, "20", 4


def is_metadata(text: str) -> bool:
    """Say whether all of a text is metadata."""
    found = read_date(text) or read_authors(text) or read_parts(text)
    return bool(found or read_organization_date(text)) or read_comments(text) is not None


def settle(lines: Sequence[Line], raw: Sequence[str], report: Report) -> None:
    """Put lines right that are nearly metadata, and report those in which letters were mistaken."""
    _without_list_numbers(lines)
    _settle_numbers(lines)
    mistaken: list[Line] = []
    for place, line in enumerate(lines):
        plain = line.plain
        if len(plain) > _LONGEST:
            continue
        if _ESCAPED_MARK.match(line.text):
            line.text = line.text[1:]
        if is_named_organization(bare := _EMPHASIS.sub("", plain)):
            line.text = bare
        if not _DIGIT_OR_SLIP.search(plain):
            continue
        if (plain[0], plain[-1]) in _ENCLOSED and is_metadata(plain[1:-1]):
            line.text = plain[1:-1]
            continue
        if is_metadata(plain) or is_furniture(plain):
            continue
        found = next(filter(is_metadata, _undressed(plain)), None)
        if found is None and _is_beside(lines, place):
            found = next(filter(is_metadata, _respelled(plain)), None)
            if (
                found is None
                and (named := authors_named(without_mark(plain)))
                and _is_head(lines, place)
            ):
                found = f"• {named} authors"
            if found is None and (found := _without_slips(plain)):
                mistaken.append(line)
        if found:
            line.text = found
    if mistaken:
        first = mistaken[0].index
        count = f"{len(mistaken)} lines" if len(mistaken) > 1 else "a line"
        what = "metadata read with letters taken for others"
        report.add(first, f"{count} of {what}: {quoted(raw[first].strip())}")


def _without_list_numbers(lines: Sequence[Line]) -> None:
    """Take the numbers off lists of an entry's metadata: a day may stand behind a number, too."""
    for before, line in pairwise(lines):
        listed = before.text.startswith("1. ") and line.text.startswith("2. ")
        if listed and read_date(line.text[3:]):
            before.text, line.text = before.text[3:], line.text[3:]
    for before, line in pairwise(lines):
        if line.text.startswith("3. ") and read_date(before.plain) and read_comments(line.text[3:]):
            line.text = line.text[3:]


def _undressed(plain: str) -> Iterator[str]:
    """Yield a line without what a tool put round it."""
    bare = _ESCAPE.sub("", plain)
    yield bare
    yield (bare := _EMPHASIS.sub("", bare))
    yield without_mark(bare)
    if "author" in bare.casefold() or is_named_organization(bare):
        yield _SENTENCE.sub(" · ", bare)


def _respelled(plain: str) -> Iterator[str]:
    """Yield a line with its date as others write it."""
    yield (plain := _CLOCK.sub("", plain))
    yield _YEAR_FIRST.sub(r"\2, \1", plain)
    yield _HYPHENS.sub(" ", plain)


def _is_head(lines: Sequence[Line], place: int) -> bool:
    """Say whether a line stands between the end of a sentence and a sign with a date: what names
    authors may be the second line of a title, too."""
    after = [line.plain for line in lines[place + 1 : place + 3]]
    dated = len(after) > 1 and is_sign(after[0]) and read_date(after[1]) is not None
    return dated and place > 0 and ends_sentence(lines[place - 1].text)


def _is_below(lines: Sequence[Line], place: int) -> bool:
    """Say whether the line stands below a sign or a masthead, as dates do."""
    before = lines[place - 1].plain if place else ""
    return is_sign(before) or any(word in before.casefold() for word in _MASTHEAD)


def _is_beside(lines: Sequence[Line], place: int) -> bool:
    """Say whether the line has a sign, or stands beside metadata or below a masthead."""
    plain = lines[place].plain
    if "·" in plain or (is_sign(plain[:1]) and is_sign(plain.split(maxsplit=1)[0])):
        return True
    if _is_below(lines, place):
        return True
    near = (*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2])
    return any(is_sign(each.plain) or is_metadata(each.plain) for each in near)


def _without_slips(plain: str) -> str | None:
    """Return a line with the letters and digits that look alike put right, if it is metadata."""
    words = _WORD.sub(lambda match: as_meant(match[0]), plain)
    found = _WORD.sub(lambda match: _number(match[0]), words)
    return found if found != plain and is_metadata(found) else None


def _number(word: str) -> str:
    return word.translate(_AS_DIGITS) if _NEARLY_NUMBER.fullmatch(word) else word


def _settle_numbers(lines: Sequence[Line]) -> None:
    """Write dates in numbers with the month in its place, where one of them, or their sign, tells
    which number it is."""
    found = [
        (line, match)
        for place, line in enumerate(lines)
        if len(line.text) <= _LONGEST
        and (match := _NUMERIC.fullmatch(line.plain))
        and (len(match["year"] or "") == _WHOLE_YEAR or match["before"] or _is_below(lines, place))
    ]
    for sign in "/.-":
        dates = [(line, match) for line, match in found if match["sign"] == sign]
        whole = sign == "-" and any(map(_is_iso, lines))
        day_first = sign == "." or (not whole and _day_is_first([match for _, match in dates]))
        if day_first is None:
            continue
        for line, match in dates:
            line.text = _with_month(match, "two" if day_first else "one") or line.text


def _is_iso(line: Line) -> bool:
    return bool(re.match(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\b", line.plain))


def _day_is_first(dates: Sequence[re.Match[str]]) -> bool | None:
    """Say whether the day stands before the month, None where no date tells."""
    day = any(int(date["one"]) > _MOST_MONTHS >= int(date["two"]) for date in dates)
    month = any(int(date["two"]) > _MOST_MONTHS >= int(date["one"]) for date in dates)
    return None if day == month else day


def _with_month(date: re.Match[str], month: str) -> str | None:
    number, day = int(date[month]), date["one" if month == "two" else "two"]
    if not 1 <= number <= _MOST_MONTHS:
        return None
    year = date["year"]
    if year:
        year = f", {_CENTURY[: _WHOLE_YEAR - len(year)]}{year}"
    shown = f"{date['before']}{list(MONTHS)[number - 1]} {day}{year or ''}"
    return f"{shown} {date['count']}" if date["count"] else shown
