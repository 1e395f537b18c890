"""From the entries found on a page to rows: their text, comments and votes, and what to report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papercli.readers.base import quoted
from papercli.readers.hf_affixes import without_common_affixes
from papercli.readers.hf_blocks import Block
from papercli.readers.hf_dates import read_count, read_date
from papercli.readers.hf_entries import Found, find_entries, without_number
from papercli.readers.hf_fast_path import Metadata, Row
from papercli.readers.hf_masthead import Region
from papercli.readers.hf_metadata import (
    is_nearly_date,
    is_number,
    is_sign,
)
from papercli.readers.hf_segments import Segment
from papercli.readers.layout import Entry, Role
from papercli.readers.line_evidence import looks_like_abstract, looks_like_title
from papercli.readers.lines import Line
from papercli.readers.problems import NOT_STORED, Report
from papercli.readers.wrapping import Words, joined

_NEARLY_ALL = 0.95
_SEVERAL = 3
_MOST_WEIGHT = 500
"""Characters that a line counts for: one endless line of rubbish does not make a page none."""


def read_rows(lines: Sequence[Line], region: Region, words: Words, report: Report) -> list[Row]:
    """Return the rows of a region; what is odd or left out goes into the report."""
    found = find_entries(lines, region)
    reader = _RowReader(lines, region, found, words, report)
    rows = reader.rows()
    _take_off_affixes(rows)
    reader.report_oddities(rows)
    reader.report_left_out(region)
    report.problems.sort(key=lambda problem: problem.line or 0)
    return rows


def _take_off_affixes(rows: Sequence[Row]) -> None:
    for row, title in zip(rows, without_common_affixes([row.title for row in rows]), strict=True):
        row.title = title
    with_abstract = [row for row in rows if row.abstract]
    abstracts = without_common_affixes([row.abstract or "" for row in with_abstract])
    for row, abstract in zip(with_abstract, abstracts, strict=True):
        row.abstract = abstract


class _RowReader:
    def __init__(
        self, lines: Sequence[Line], region: Region, found: Found, words: Words, report: Report
    ) -> None:
        self._lines, self._found, self._words, self._report = lines, found, words, report
        self._placed: set[int] = set()
        self._by_block: dict[int, Row] = {}
        self._shows_votes = self._first_has_votes()
        self._blocks_lead = region.masthead and self._has_leading_blocks()
        self._always_votes = self._shows_votes and self._all_have_votes()

    def rows(self) -> list[Row]:
        rows: list[Row] = []
        before: Row | None = None
        first: Block | None = None
        for segment in self._found.segments:
            made = [self._row(segment, entry) for entry in segment.entries]
            if self._blocks_lead:
                if first and made:
                    self._add_metadata(first, made[0])
                first = segment.block
            elif segment.block:
                last = made[-1] if made else None
                self._add_metadata(segment.block, last)
            self._count_between(segment, before, made)
            rows += made
            before = made[-1] if segment.block and made else None
        return rows

    def _row(self, segment: Segment, entry: Entry) -> Row:
        title = [segment.places[place] for place in entry.title]
        abstract = [segment.places[place] for place in entry.abstract]
        self._placed.update(title, abstract)
        text = self._joined(title)
        row = Row(self._lines[title[0]].index, without_number(text, self._found), None)
        if abstract:
            row.abstract = self._joined(abstract)
        row.authors = next(filter(None, (self._lines[place].authors for place in title)), None)
        self._report.kept += len(row.title) + len(row.abstract or "")
        return row

    def _joined(self, places: Sequence[int]) -> str:
        return joined((self._lines[place].text for place in places), self._words)

    def _add_metadata(self, block: Block, row: Row | None) -> None:
        self._report.blocks += 1
        index = self._lines[block.start].index
        end = self._lines[block.end - 1].index + 1
        self._placed.update(range(block.start, block.end))
        if row is None:
            shown = " ".join(line.text for line in self._lines[block.start : block.end])
            self._report.add(index, f"metadata without an entry: {quoted(shown)}")
            return
        row.metadata = Metadata(index, end, block.head, block.date)
        self._report.kept += sum(len(x.text) for x in self._lines[block.start : block.end])
        if block.date:
            row.comments = block.date.comments

    def _has_leading_blocks(self) -> bool:
        """Say whether metadata stands above each title: no entry above the first block, and one
        below the last."""
        segments = self._found.segments
        between = segments[1:]
        return (
            len(segments) > _SEVERAL
            and not segments[0].entries
            and not segments[0].places
            and all(segment.entries for segment in between)
        )

    def _first_has_votes(self) -> bool:
        """Say whether a number or a mark for none stands before the first title."""
        for segment in self._found.segments[:1]:
            for entry in segment.entries[:1]:
                first = entry.title[0]
                return first > 0 and self._is_vote(segment.places[first - 1])
        return False

    def _all_have_votes(self) -> bool:
        """Say whether a number or a mark for none stands behind nearly every block."""
        voted = [
            any(self._is_vote(segment.places[place]) for place in range(segment.entries[0].title[0]))
            for segment in self._found.segments[1:]
            if segment.entries
        ]
        return sum(voted) >= _NEARLY_ALL * len(voted)

    def _is_vote(self, place: int) -> bool:
        plain = self._lines[place].plain
        return is_number(plain) or is_sign(plain)

    def _count_between(self, segment: Segment, before: Row | None, rows: Sequence[Row]) -> None:
        start = segment.start
        for row, entry in zip(rows, segment.entries, strict=True):
            self._count(start, segment.places[entry.title[0]], before, row)
            start = segment.places[(*entry.title, *entry.abstract)[-1]] + 1
            before = row
        if not segment.block:
            self._count(start, segment.end, before, None)

    def _count(self, start: int, stop: int, before: Row | None, after: Row | None) -> None:
        """Assign the numbers between two entries: comments of the one, votes of the other."""
        numbers: list[int] = []
        submitted = upvote = told = False
        for place in range(start, stop):
            plain = self._lines[place].plain
            word = plain.casefold()
            submitted = submitted or word.startswith("submitted by")
            if word.startswith("upvote"):
                upvote = not is_number(word.removeprefix("upvotes").removeprefix("upvote"))
                told = True
                if not upvote:
                    self._vote(self._voted(submitted, before, after), place)
            elif not self._is_vote(place) or place not in self._found.roles:
                continue
            elif upvote or submitted:
                self._vote(self._voted(submitted, before, after), place)
                upvote = False
            else:
                numbers.append(place)
        if before and numbers and not after and numbers[0] != start:
            return  # the numbers of a footer
        self._assign(numbers, before, after, submitted or told)

    def _voted(self, submitted: bool, before: Row | None, after: Row | None) -> Row | None:
        """Return the row whose votes stand here: the page shows them before or after entries."""
        if submitted or self._shows_votes:
            return after
        return before or after

    def _assign(
        self, numbers: list[int], before: Row | None, after: Row | None, told: bool
    ) -> None:
        votes = self._shows_votes and not told and after is not None
        if votes and numbers:
            lone = len(numbers) == 1 and before is not None
            apart = self._lines[numbers[-1]].gap > 0
            following = self._lines[numbers[-1] + 1].gap > 0
            if self._always_votes or not lone or apart or not following:
                self._vote(after, numbers.pop())
        if before is None or before.metadata is None:
            return
        counted = before.metadata.date
        if numbers and not (counted and counted.counted):
            plain = self._lines[numbers[0]].plain
            if is_number(plain):
                before.comments = read_count(plain)
                self._placed.add(numbers[0])

    def _vote(self, row: Row | None, place: int) -> None:
        plain = self._lines[place].plain
        self._placed.add(place)
        if row is not None and any(map(str.isdigit, plain)):
            row.upvotes = read_count(plain)

    def report_oddities(self, rows: Sequence[Row]) -> None:
        """Report the entries and blocks that are not like the others of the page."""
        shows_abstracts = any(row.abstract for row in rows)
        daily = self._shows_votes or any(row.upvotes is not None for row in rows)
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
                what = "a date" if is_nearly_date(line.plain) or place > block.start else "metadata"
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
            alone = all(self._is_vote(place) for place in run)
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
