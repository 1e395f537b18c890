"""Lines that name the authors of entries, on pages where most entries have one.

The site shows how many authors there are; other tools write their names, with a label or without,
below titles, below abstracts or below the metadata. One such line may be a title, "Large Language
Models, Knowledge Graphs and Retrieval"; where many stand in one place of their entries, and are no
words of titles, they name people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from papercli.named_tuples import NamedTuple
from papercli.readers.base import IsWord, quoted
from papercli.readers.hf_furniture import is_furniture
from papercli.readers.hf_metadata import is_number, is_sign, read_authors
from papercli.readers.hf_spellings import is_metadata
from papercli.readers.line_evidence import OF_A_TITLE, SHORTEST_ABSTRACT, look_at
from papercli.readers.lines import Line
from papercli.readers.named_people import is_institution, is_name
from papercli.readers.names import names_in
from papercli.readers.problems import NOT_STORED, Report

_LABEL = re.compile(
    r"\W{0,4}(?:(?:authors?|author\(s\)|auteurs?|autor(?:en|es|i)?|автор(?:ы)?|作者|著者|저자)\W{0,4}?"
    r"\s?[:：]\W{0,3}|(?:written )?by\s+|(?:von|par|por|da|di|door)\s+)\s*",
    re.I,
)
_BETWEEN = re.compile(r"\s+[·•|/]\s+|[、，;]\s*")
_MORE = re.compile(r",?\s*\+\s?([0-9]{1,5})\s*(?:more|others|authors)?$")
_LONGEST, _LONGEST_NAME, _MOST_LINES = 4_000, 60, 40
_FIRST_END = re.compile(r"[,;、，·•|/]|\s(?:and|&)\s")
_FEWEST, _MANY, _MOSTLY = 3, 0.3, 0.6
_FEW_OTHERS = 0.2
"""Share of teams and of names of one word, or of one word twice."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNKNOWN = 0.4
"""Share of words that titles do not have, in 99.9 % of lists of names, in 3 % of such titles."""


class _Place(Enum):
    """What names stand below."""

    TITLE = auto()
    ABSTRACT = auto()
    METADATA = auto()


class _Names(NamedTuple):
    """Names that stand in the lines ``start`` to ``end``, the latter excluded."""

    start: int
    end: int
    names: tuple[str, ...]
    whole: bool
    labeled: bool

    @property
    def sure(self) -> bool:
        """Whether they are several, or labeled: one may be a title of two words."""
        return self.labeled or len(self.names) > 1


def take_names(lines: list[Line], report: Report, is_word: IsWord) -> None:
    """Take lines that name authors out of the list: to the titles right above them, else told."""
    found = _found(lines, is_word)
    sure = [one for one in found if one.sure]
    if len(sure) < _FEWEST:
        return
    entries = sum(is_metadata(line.plain) and not read_authors(line.plain) for line in lines)
    entries = max(entries, sum(len(line.text) >= SHORTEST_ABSTRACT for line in lines))
    if len(sure) < _MANY * entries:
        return
    places = [_place(lines, one) for one in found]
    below = [place is _Place.TITLE for one, place in zip(found, places, strict=True) if one.sure]
    of_titles = sum(below) > len(below) / 2
    if max(sum(below), len(below) - sum(below)) < _MOSTLY * len(below):
        return
    starts = {one.start for one in found}
    taken = [
        one
        for one, place in zip(found, places, strict=True)
        if place
        and (one.labeled or (place is _Place.TITLE) == of_titles)
        and (one.sure or (one.end not in starts and _is_bounded(lines, one, place)))
    ]
    untold = [one for one in taken if not of_titles]
    if untold:
        first = lines[untold[0].start]
        count = f"{len(untold)} lines" if len(untold) > 1 else "a line"
        problem = f"{count} of authors' names left out: {quoted(first.text)}"
        report.add(first.index, problem, NOT_STORED)
    for one in taken if of_titles else []:
        lines[one.start - 1].authors = one.names if one.whole else None
    for one in reversed(taken):
        if one.end < len(lines):
            lines[one.end].gap = max(lines[one.start].gap, lines[one.end].gap)
        del lines[one.start : one.end]


def _found(lines: Sequence[Line], is_word: IsWord) -> list[_Names]:
    found: list[_Names] = []
    place = 0
    while place < len(lines):
        one = _at(lines, place)
        if one and (one.labeled or _are_unknown(one.names, is_word)):
            found.append(one)
        place = one.end if one else place + 1
    return found


def _are_unknown(names: Sequence[str], is_word: IsWord) -> bool:
    """Say whether names are of words that titles seldom have."""
    words = [word for name in names for word in _WORD.findall(name.casefold())]
    return sum(not is_word(word) for word in words) >= _UNKNOWN * len(words)


def _at(lines: Sequence[Line], place: int) -> _Names | None:
    """Return the names that begin in a line, which may go on in the next ones."""
    text = lines[place].text
    if len(text) > _LONGEST or is_metadata(lines[place].plain):
        return None
    label = _LABEL.match(text)
    text = text[label.end() :] if label else text
    first = _FIRST_END.search(text, 0, 2 * _LONGEST_NAME)
    if not text[:1].isalpha() or text[0].islower():
        return None
    if len(text[: first.start()] if first else text) > _LONGEST_NAME:
        return None
    end = place + 1
    while True:
        if people := _people(text):
            following = lines[end].plain if end < len(lines) else ""
            if is_sign(following):
                return None  # in the place of their number
            if following[:1].islower() and not lines[end].gap:
                return None  # the first line of a text
            names, whole = people
            return _Names(place, end, names, whole, bool(label))
        more = end < len(lines) and end - place < _MOST_LINES and not lines[end].gap
        if not more or len(text) > _LONGEST or not _may_go_on(text, labeled=bool(label)):
            return None
        text = f"{text} {lines[end].text}"
        end += 1


def _may_go_on(text: str, *, labeled: bool) -> bool:
    """Say whether names end in the next line: all but the last one are whole."""
    *whole, _ = _FIRST_END.split(text)
    return (bool(whole) or labeled) and all(is_name(part) for part in whole if part.strip())


def _people(text: str) -> tuple[tuple[str, ...], bool] | None:
    """Return the names that are all of a text, and whether they are all; None where it is none."""
    if text[-1:] in ",;&":
        return None
    rest = _MORE.sub("", text)
    found = names_in(_BETWEEN.sub(", ", rest))
    if not found.names or not is_name(found.names[-1]):
        return None
    others = sum(not is_name(name) or is_institution(name) for name in found.names)
    if others > _FEW_OTHERS * len(found.names):
        return None
    return found.names, rest == text and found.total == len(found.names)


def _place(lines: Sequence[Line], one: _Names) -> _Place | None:
    """Return what names stand below; None where an abstract follows as it does a title."""
    if not one.start:
        return None
    before = lines[one.start - 1]
    plain = before.plain
    after = lines[one.end] if one.end < len(lines) else None
    titles = after is not None and len(after.text) >= SHORTEST_ABSTRACT and not one.labeled
    if is_metadata(plain) or is_sign(plain) or is_number(plain) or is_furniture(plain):
        return None if titles else _Place.METADATA
    look = look_at(before.text)
    long = len(before.text) >= SHORTEST_ABSTRACT and look.words > OF_A_TITLE
    if long or look.full_stop or (after is not None and is_metadata(after.plain)):
        return None if titles else _Place.ABSTRACT
    return _Place.TITLE


def _is_bounded(lines: Sequence[Line], one: _Names, where: _Place) -> bool:
    """Say whether what may be one name, or a title, stands before what a name does."""
    after = lines[one.end] if one.end < len(lines) else None
    if after is None:
        return where is not _Place.TITLE
    metadata = is_metadata(after.plain)
    if where is _Place.ABSTRACT:
        return metadata
    text = len(after.text) >= SHORTEST_ABSTRACT or look_at(after.text).words > OF_A_TITLE
    return not metadata and text is (where is _Place.TITLE)
