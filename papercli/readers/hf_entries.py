"""The entries of one digest of a Hugging Face page dump.

Entries of the regular shape are read straight away; whatever departs from it goes through
`layout.divide`, which decides what is most plausible, and is reported as a problem.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from papercli.readers.base import Intake, quoted
from papercli.readers.hf_masthead import Region
from papercli.readers.hf_metadata import (
    BULLET,
    SEPARATOR,
    Head,
    Shown,
    is_author_line,
    read_date,
    read_head,
)
from papercli.readers.layout import divide, looks_like_abstract, looks_like_title

_PLAIN_ABSTRACT = range(200, 100_000)
_PLAIN_TITLE = range(1, 300)
_REGULAR = 5  # lines from a title to the dot: title, blank, abstract, blank, head
_LONGEST_LINE = 100_000
_LONGEST_STATUS = 40
_ONE_ENTRY = 2  # lines: title and abstract
_MOST_DIVIDED = 4_096  # lines between two metadata blocks that are looked at together
_CHECK = "check the entry in the file; the text was kept as read"


@dataclass(slots=True)
class Metadata:
    """One metadata block: lines ``start`` to ``end``, the latter excluded."""

    start: int
    end: int
    head: Head | None = None
    date: Shown | None = None


@dataclass(slots=True)
class Row:
    """One entry; ``line`` is an index, the title and abstract are as read."""

    line: int
    title: str
    abstract: str | None
    metadata: Metadata | None = None


@dataclass(slots=True)
class Page:
    """What is known of one digest while it is read."""

    path: str
    lines: list[str]
    raw: list[str]
    intake: Intake
    rows: list[Row] = field(default_factory=list)

    def report(self, index: int, problem: str, hint: str = _CHECK) -> None:
        """Note a problem with the line of that index."""
        self.intake.report(index + 1, problem, hint)


def read_entries(page: Page, region: Region) -> None:
    """Fill ``page.rows`` from the region's body."""
    lines = page.lines
    start, end = region.body, region.end
    for dot in range(start, end):
        if lines[dot] != SEPARATOR:
            continue
        while start < dot and not lines[start]:
            start += 1
        if dot - start == _REGULAR and not (lines[start + 1] or lines[start + 3]):
            title, abstract = lines[start], lines[start + 2]
            head = read_head(lines[dot - 1]) if lines[dot - 1] else None
            date = read_date(lines[dot + 1]) if dot + 1 < end else None
            plain = len(abstract) in _PLAIN_ABSTRACT and len(title) in _PLAIN_TITLE
            if plain and head and date and date.possible and title[0] != BULLET:
                metadata = Metadata(dot - 1, dot + 2, head, date)
                page.rows.append(Row(start, title, abstract, metadata))
                start = dot + 2
                continue
        if dot >= start:
            metadata = _metadata_at(page, dot, start, end)
            _read_segment(page, start, metadata.start, metadata)
            start = metadata.end
    _read_segment(page, start, end, None)


def _metadata_at(page: Page, dot: int, start: int, end: int) -> Metadata:
    """Return the block around a dot, whose other two lines may be missing or set apart."""
    lines = page.lines
    metadata = Metadata(dot, dot + 1)
    before = _text_line(lines, range(dot - 1, start - 1, -1))
    head = read_head(lines[before]) if before is not None else None
    # Only a title can be all there is: "Deep Learning" would pass for an organisation.
    only_line = head and head.organization and _text_line(lines, range(start, before or 0)) is None
    if before is not None and head and not only_line:
        metadata.start, metadata.head = before, head
    else:
        page.report(dot, "neither author count nor organisation before the dot")
    after = _text_line(lines, range(dot + 1, end))
    date = read_date(lines[after]) if after is not None else None
    if after is not None and date:
        metadata.end, metadata.date = after + 1, date
        if not date.possible:
            page.report(after, f"no calendar has {quoted(lines[after])}")
    elif after == dot + 1 and _is_status(lines, after, end):
        metadata.end = after + 1
        page.report(after, f"not a date: {quoted(lines[after])}")
    else:
        page.report(dot, "no date after the dot")
    return metadata


def _is_status(lines: list[str], index: int, end: int) -> bool:
    """Say whether a line is a short one of its own, set off from what follows."""
    return len(lines[index]) <= _LONGEST_STATUS and (index + 1 >= end or not lines[index + 1])


def _text_line(lines: list[str], indices: range) -> int | None:
    return next((index for index in indices if lines[index]), None)


def _read_segment(page: Page, start: int, end: int, metadata: Metadata | None) -> None:
    """Read what stands between two metadata blocks: one entry, or several without metadata."""
    lines = page.lines
    text: list[int] = []
    index = start
    while index < end:
        line = lines[index]
        if is_author_line(line):
            after = _text_line(lines, range(index + 1, min(index + 3, end)))
            date = read_date(lines[after]) if after is not None else None
            stop = after + 1 if after is not None and date else index + 1
            page.report(index, "metadata in part only")
            _divide(page, text, Metadata(index, stop, read_head(line), date))
            text, index = [], stop
            continue
        if len(line) > _LONGEST_LINE:
            page.report(index, f"line of {len(line):,} characters left out", "no entry is so long")
        elif line:
            if len(text) == _MOST_DIVIDED:
                page.report(index, f"{_MOST_DIVIDED:,} lines without metadata before this one")
                _divide(page, text, None)
                text = []
            text.append(index)
        index += 1
    _divide(page, text, metadata)


def _divide(page: Page, text: list[int], metadata: Metadata | None) -> None:
    """Make entries of lines that nothing marks; the last of them has the metadata."""
    lines = page.lines
    if text and not page.intake.admits(text[0] + 1):
        return
    text = _known(page, text)
    entries = divide([lines[index] for index in text], [not lines[index - 1] for index in text])
    for entry in entries:
        title = [text[position] for position in entry.title]
        abstract = [text[position] for position in entry.abstract]
        if not page.intake.admits(title[0] + 1):
            return
        page.intake.took()
        joined = "\n".join(lines[index] for index in abstract) or None
        page.rows.append(Row(title[0], "\n".join(lines[index] for index in title), joined))
        if looks_like_abstract(lines[title[0]]):
            page.report(title[0], "title expected, but this looks like an abstract")
        elif joined is None:
            page.report(title[0], "title without an abstract")
        elif looks_like_title(joined) and not (metadata and len(text) == _ONE_ENTRY):
            page.report(abstract[0], "abstract expected, but this looks like a title")
        if len(title) > 1:
            page.report(title[0], f"title in {len(title)} lines")
        if len(abstract) > 1:
            page.report(abstract[0], f"abstract in {len(abstract)} lines")
    if metadata and entries:
        page.rows[-1].metadata = metadata
    elif metadata:
        shown = " ".join(filter(None, lines[metadata.start : metadata.end]))
        page.report(metadata.start, f"metadata without an entry: {quoted(shown)}")


def _known(page: Page, text: list[int]) -> list[int]:
    """The lines but those that are neither title nor abstract, where there is one too many."""
    if len(text) % 2 == 0:
        return text
    # Numbers and dashes standing alone are what other layouts of the page show as votes.
    unknown = {index for index in text if not any(map(str.isalpha, page.lines[index]))}
    if not unknown or len(unknown) == len(text):
        return text
    for index in sorted(unknown):
        page.report(index, f"unknown line {quoted(page.lines[index])}")
    return [index for index in text if index not in unknown]
