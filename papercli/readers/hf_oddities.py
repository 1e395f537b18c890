"""What there is to report of a page: entries and blocks unlike the others, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papercli.readers.base import quoted
from papercli.readers.hf_dates import is_nearly_date, read_date
from papercli.readers.hf_entries import LONGEST_ABSTRACT, Found
from papercli.readers.hf_fast_path import Row
from papercli.readers.hf_masthead import Region
from papercli.readers.hf_metadata import is_number, is_sign
from papercli.readers.hf_segments import Segment
from papercli.readers.layout import Entry, Role
from papercli.readers.line_evidence import looks_like_abstract, looks_like_title
from papercli.readers.lines import Line
from papercli.readers.problems import NOT_STORED, Report

_MOST_WEIGHT = 500
"""Characters that a line counts for: one endless line of rubbish does not make a page none."""


def is_vote(plain: str) -> bool:
    """Say whether a line is a number or the mark for none."""
    return is_number(plain) or is_sign(plain)


class Oddities:
    """Reports of one region; ``placed`` are the positions of lines that something was made of."""

    def __init__(
        self, lines: Sequence[Line], found: Found, placed: set[int], report: Report
    ) -> None:
        self._lines, self._found, self._placed, self._report = lines, found, placed, report

    def report_entries(self, rows: Sequence[Row], *, shows_votes: bool) -> None:
        """Report the entries and blocks that are not like the others of the page."""
        shows_abstracts = any(row.abstract for row in rows)
        daily = shows_votes or any(row.upvotes is not None for row in rows)
        pieces = not self._found.wrapped
        for segment in self._found.segments:
            for entry in segment.entries:
                bounded = segment.block is not None and len(segment.entries) == 1
                self._report_entry(segment, entry, bounded, shows_abstracts or not daily, pieces)
        self._report_blocks()

    def _report_entry(
        self, segment: Segment, entry: Entry, bounded: bool, bare: bool, pieces: bool
    ) -> None:
        title = [segment.places[place] for place in entry.title]
        abstract = [segment.places[place] for place in entry.abstract]
        first = self._lines[title[0]]
        text = " ".join(self._lines[place].text for place in abstract)
        if looks_like_abstract(first.text):
            self._report.add(first.index, "title expected, but this looks like an abstract")
        elif not abstract:
            if bare:
                self._report.add(first.index, "title without an abstract")
        elif looks_like_title(text) and not bounded:
            place = self._lines[abstract[0]].index
            self._report.add(place, "abstract expected, but this looks like a title")
        if len(text) > LONGEST_ABSTRACT:
            place = self._lines[abstract[0]].index
            problem = f"abstract of {len(text):,} characters"
            self._report.add(place, problem, "another entry may stand within it")
        if pieces and len(title) > 1:
            self._report.add(first.index, f"title in {len(title)} lines")
        if pieces and len(abstract) > 1:
            place = self._lines[abstract[0]].index
            self._report.add(place, f"abstract in {len(abstract)} lines")

    def _report_blocks(self) -> None:
        """Report what a block lacks that half of the blocks of the page have."""
        blocks = [segment.block for segment in self._found.segments if segment.block]
        usual = len(blocks) / 2
        heads = sum(block.head is not None for block in blocks) >= usual or len(blocks) == 1
        dates = sum(block.date is not None for block in blocks) >= usual or len(blocks) == 1
        signs = sum(block.sign for block in blocks) >= usual or len(blocks) == 1
        for block in blocks:
            index = self._lines[block.start].index
            for place in block.unread:
                line = self._lines[place]
                date = is_nearly_date(line.plain) or place > block.start or block.head
                what = "a date" if date else "metadata"
                self._report.add(line.index, f"not {what}: {quoted(line.text)}", NOT_STORED)
            if block.date and not block.date.possible:
                shown = self._lines[block.start : block.end]
                line = next((x for x in shown if read_date(x.plain)), shown[-1])
                self._report.add(line.index, f"no calendar has {quoted(line.text)}")
            if block.unread:
                continue
            if signs and not block.sign:
                self._report.add(index, "metadata in part only")
            elif heads and block.head is None:
                self._report.add(index, "neither author count nor organization before the dot")
            elif dates and block.date is None:
                self._report.add(index, "no date after the dot")

    def report_left_out(self, region: Region) -> None:
        """Report what is neither in an entry nor known furniture, once for a run of lines."""
        for position in self._found.oversized:
            line = self._lines[position]
            length = f"{len(line.text):,}"
            self._report.add(
                line.index, f"line of {length} characters left out", "no entry is so long"
            )
        for run in self._runs(region):
            unknown = [place for place in run if self._is_unknown(place)]
            alone = all(is_vote(self._lines[place].plain) for place in run)
            told = run if alone and not unknown else unknown
            if not told:
                continue
            lengths = (len(self._lines[place].text) for place in told)
            self._report.left_out += sum(min(_MOST_WEIGHT, length) for length in lengths)
            first = self._lines[told[0]]
            if len(told) == 1:
                problem = f"line left out: {quoted(first.text)}"
            else:
                last = self._lines[told[-1]].index + 1
                problem = f"{len(told)} lines left out, up to line {last}: {quoted(first.text)}"
            self._report.add(first.index, problem, NOT_STORED)

    def _runs(self, region: Region) -> Iterator[list[int]]:
        """Yield the runs of lines that nothing was made of."""
        told: set[str] = set()
        run: list[int] = []
        for position in range(region.body, region.end):
            if position in self._placed or position in self._found.oversized:
                if run:
                    yield run
                run = []
                continue
            role = self._found.roles.get(position)
            key = role.name if role is Role.FOREIGN else ""
            if position in self._found.returning:
                key = re.sub("[0-9]+", "", self._lines[position].plain)
            elif role is None:
                continue
            if key in told:
                continue
            if key:
                told.add(key)
            run.append(position)
        if run:
            yield run

    def _is_unknown(self, place: int) -> bool:
        if self._found.roles.get(place) is not Role.WORD:
            return True
        plain = self._lines[place].plain
        return bool(read_date(plain)) or is_nearly_date(plain)
