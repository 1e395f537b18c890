"""Labels that tools write before the parts of an entry: ``Title:``, ``**Authors:**``, ``ABSTRACT``.

A label is taken off where what follows is what it says; the names behind ``Authors:`` go with the
title. ``AI-generated summary``, which the site writes below the summary that it shows, goes with
that text, so that whoever has the abstract as well can tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    # A page in the layout of the site is looked at here as well, and needs none of that.
    from papercli.readers.lines import Line

_MARKS = r"[*_]{0,3}"
_LABEL = Pattern(
    rf"(?:[-*+•]\s+)?{_MARKS}(title|authors?|abstract|summary)\s?{_MARKS}"
    rf"(?:\s?[:.]\s?{_MARKS}\s*|\s?[—–]\s?|\s-\s)(?=\S)",
    re.I,
)
_FIRST = frozenset("tTaAsS*_-+•")
_NAMES = ("title", "author", "abstract", "summary")
_SUMMARY = Pattern(r"\W{0,3}AI[- ]generated summary\W{0,3}", re.I)
SUMMARY = "AI-generated summary"
_LONG = 100
"""Letters of a line that is an abstract's by its label."""
_SENTENCE = 50
_SEVERAL = 3
_MOST_NAMES, _LONGEST_NAME = 100, 60
_BETWEEN_NAMES = Pattern(r"\s*(?:[;,]\s*(?:and\s|&\s)?|\sand\s|\s&\s)\s*")
_OTHERS = Pattern(r"\bet\.? al\b|…|\.\.\.|\bmore\b|\bothers\b", re.I)
_COUNT = Pattern(r"\W{0,6}[0-9][0-9,]*\s+[^\W\d]+(?:\(s\))?\Z")
"""Authors that are counted and not named."""
_NEAR = 4
"""Lines below a title in which its abstract begins."""


def is_labeled(title: str, abstract: str) -> bool:
    """Whether a label may stand before the one or the other."""
    return (title[0] in _FIRST and _is_one(title)) or (abstract[0] in _FIRST and _is_one(abstract))


def _is_one(text: str) -> bool:
    return _may_be_one(text) and bool(_LABEL.match(text))


def _may_be_one(text: str) -> bool:
    """Whether it begins with the name of a label: a quick look."""
    return text.lstrip("-*+•").lstrip().lstrip("*_")[:8].casefold().startswith(_NAMES)


def take_labels(lines: list[Line]) -> None:
    """Take labels off the lines, and out of the list those that are nothing else or hold names."""
    _mark_summaries(lines)
    found = [_label(line.text) for line in lines]
    if not any(found):
        return
    left_out = set()
    titles = sum(label is not None and label[0] == "title" for label in found)
    abstracts = sum(label is not None and label[0] in ("abstract", "summary") for label in found)
    for place, label in enumerate(found):
        if label is None:
            continue
        line, (name, rest) = lines[place], label
        if name in ("abstract", "summary") and len(rest) >= _LONG:
            line.text, line.gap = rest, max(line.gap, 1)
            if place and abstracts >= _SEVERAL and _is_title_before(place - 1, found, lines):
                lines[place - 1].heading = True
        elif name == "title" and _is_title(place, found, lines, titles):
            line.text, line.gap, line.heading = rest, max(line.gap, 1), True
        elif name.startswith("author") and (rest[0].isdigit() or _COUNT.match(rest)):
            line.text = rest if _COUNT.match(rest) else line.text
        elif name.startswith("author") and place and _belongs(place, found, lines):
            lines[place - 1].authors = _names(rest)
            left_out.add(place)
    _leave_out(lines, left_out)


def _label(text: str) -> tuple[str, str] | None:
    """The label before a text, in small letters, and the text behind it."""
    if text[0] not in _FIRST:
        return None
    match = _LABEL.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    # `**Title: Kelp**`, with the marks round both.
    opened = match[0][: match.start(1)].lstrip("-+•* ") or match[0][:2].strip("-+• ")
    if opened and rest.endswith(opened) and opened not in match[0][match.end(1) :]:
        rest = rest[: -len(opened)]
    return match[1].lower(), rest.strip()


def _is_title(
    place: int, found: Sequence[tuple[str, str] | None], lines: Sequence[Line], titles: int
) -> bool:
    following = found[place + 1 : place + 1 + _NEAR]
    named = any(label and label[0] in ("abstract", "summary", "authors") for label in following)
    before = any(len(line.text) >= _LONG for line in lines[place + 1 : place + 2])
    return named or before or titles > 1


def _is_title_before(
    place: int, found: Sequence[tuple[str, str] | None], lines: Sequence[Line]
) -> bool:
    """Whether the line above a labeled abstract is its title: what is above that ends an entry."""
    if found[place] or len(lines[place].text) >= _LONG * 2:
        return False
    above = lines[place - 1].text if place else ""
    return not above or len(above) >= _LONG or above[-1:].isdigit()


def _belongs(place: int, found: Sequence[tuple[str, str] | None], lines: Sequence[Line]) -> bool:
    """Whether names stand behind the title of an entry."""
    rest = (found[place] or ("", ""))[1]
    if not any(map(str.isalpha, rest)):
        return False
    before, after = found[place - 1], found[place + 1 : place + 2]
    labeled = any(
        label and label[0] in ("title", "abstract", "summary") for label in (before, *after)
    )
    return labeled or lines[place - 1].heading


def _names(text: str) -> tuple[str, ...] | None:
    """The names of a list; None where not all are there, or what stands there is no list."""
    if _OTHERS.search(text):
        return None
    names = [name.strip(" .*_") for name in _BETWEEN_NAMES.split(text)]
    right = all(name and len(name) <= _LONGEST_NAME for name in names)
    return tuple(names) if right and len(names) <= _MOST_NAMES else None


def _mark_summaries(lines: list[Line]) -> None:
    """Let texts say that they are summaries where a line of its own says so of them."""
    left_out: set[int] = set()
    for place, line in enumerate(lines):
        if len(line.text) > len(SUMMARY) + 6 or not _SUMMARY.fullmatch(line.text):
            continue
        before = lines[place - 1] if place else None
        after = lines[place + 1] if place + 1 < len(lines) else None
        above, below = _is_text(before), _is_text(after)
        if not above and not below:
            continue
        left_out.add(place)
        if before and above and below:
            # The abstract follows.
            left_out.update(_paragraph(lines, place - 1))
        elif before and above:
            before.text += f" ({SUMMARY}.)"
        elif after:
            after.text = f"{SUMMARY}: {after.text}"
    _leave_out(lines, left_out)


def _is_text(line: Line | None) -> bool:
    if line is None or len(line.text) < _SENTENCE:
        return False
    from papercli.readers.line_evidence import OF_A_TITLE, look_at  # few pages need it

    look = look_at(line.text)
    return look.ends_sentence or look.words > OF_A_TITLE


def _paragraph(lines: Sequence[Line], end: int) -> range:
    """The lines of the paragraph that ends there."""
    start = end
    while start and not lines[start].gap:
        start -= 1
    return range(start, end + 1)


def _leave_out(lines: list[Line], left_out: set[int]) -> None:
    if not left_out:
        return
    gap = 0
    kept = []
    for place, line in enumerate(lines):
        if place in left_out:
            gap = max(gap, line.gap, 1)
        else:
            line.gap, gap = max(line.gap, gap), 0
            kept.append(line)
    lines[:] = kept
