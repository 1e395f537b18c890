"""From the entries found on a page to rows: their text, comments and votes, and what to report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from papercli.readers.base import quoted
from papercli.readers.hf_affixes import without_common_affixes
from papercli.readers.hf_arxiv_ids import Place, identify
from papercli.readers.hf_blocks import Block
from papercli.readers.hf_dates import read_count
from papercli.readers.hf_entries import Found, find_entries, without_number
from papercli.readers.hf_fast_path import Metadata, Row
from papercli.readers.hf_furniture import is_submitter
from papercli.readers.hf_masthead import Region
from papercli.readers.hf_metadata import is_number
from papercli.readers.hf_oddities import Oddities, is_vote
from papercli.readers.hf_segments import Segment
from papercli.readers.hf_votes import read_votes
from papercli.readers.layout import Entry
from papercli.readers.lines import Line
from papercli.readers.problems import Report
from papercli.readers.quoted_paragraphs import PAIRS
from papercli.readers.wrapping import Words, joined

_NEARLY_ALL = 0.95
_SEVERAL = 3
_LONGEST_PAIR = 4


def read_rows(
    lines: Sequence[Line], region: Region, raw: Sequence[str], words: Words, report: Report
) -> list[Row]:
    """Return the rows of a region of the lines ``raw``; what is odd or left out goes into the
    report."""
    found = find_entries(lines, region)
    reader = _RowReader(lines, region, found, words, report)
    rows = reader.rows()
    _take_off_affixes(rows)
    identify(reader.places, raw)
    oddities = Oddities(lines, found, reader.placed, report)
    oddities.report_entries(rows, shows_votes=reader.shows_votes)
    oddities.report_left_out(region)
    report.problems.sort(key=lambda problem: problem.line or 0)
    return rows


def _take_off_affixes(rows: Sequence[Row]) -> None:
    _take_off_marks(rows)
    for row, title in zip(rows, without_common_affixes([row.title for row in rows]), strict=True):
        row.title = title
    with_abstract = [row for row in rows if row.abstract]
    abstracts = without_common_affixes([row.abstract or "" for row in with_abstract])
    for row, abstract in zip(with_abstract, abstracts, strict=True):
        row.abstract = abstract


def _take_off_marks(rows: Sequence[Row]) -> None:
    """Take off the quotation marks that each title and its abstract stand within."""
    whole = [row for row in rows if row.abstract]
    for opening, closing in PAIRS:
        if whole and all(
            text.startswith(opening) and text.endswith(closing) and len(text) > _LONGEST_PAIR
            for row in whole
            for text in (row.title, row.abstract or "")
        ):
            for row in whole:
                row.title = row.title[len(opening) : -len(closing)]
                row.abstract = (row.abstract or "")[len(opening) : -len(closing)]


class _RowReader:
    def __init__(
        self, lines: Sequence[Line], region: Region, found: Found, words: Words, report: Report
    ) -> None:
        self._lines, self._found, self._words, self._report = lines, found, words, report
        self.placed: set[int] = set()
        self.places: list[Place] = []
        self.shows_votes = self._first_has_votes()
        self._blocks_lead = region.masthead and self._has_leading_blocks()
        self._always_votes = self.shows_votes and self._all_have_votes()

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
            self._add_inner(segment, made)
            self._count_between(segment, before, made)
            rows += made
            before = made[-1] if segment.block and made else None
        return rows

    def _row(self, segment: Segment, entry: Entry) -> Row:
        title = [segment.places[place] for place in entry.title]
        abstract = [segment.places[place] for place in entry.abstract]
        self.placed.update(title, abstract)
        text = self._joined(title)
        row = Row(self._lines[title[0]].index, without_number(text, self._found), None)
        of_abstract = range(0)
        if abstract:
            row.abstract = self._joined(abstract)
            of_abstract = range(self._lines[abstract[0]].index, self._lines[abstract[-1]].index + 1)
        self.places.append(Place(row, row.line, self._lines[title[-1]].index + 1, of_abstract))
        row.authors = next(filter(None, (self._lines[place].authors for place in title)), None)
        self._report.kept += len(row.title) + len(row.abstract or "")
        return row

    def _add_inner(self, segment: Segment, rows: Sequence[Row]) -> None:
        """Add the blocks within a segment to the rows whose titles stand right before them."""
        ends = [segment.places[entry.title[-1]] for entry in segment.entries]
        for block in segment.blocks:
            number = bisect_left(ends, block.start) - 1
            before = segment.places[bisect_left(segment.places, block.start) - 1]
            right_before = number >= 0 and ends[number] == before
            self._add_metadata(block, rows[number] if right_before else None)

    def _joined(self, places: Sequence[int]) -> str:
        return joined((self._lines[place].text for place in places), self._words)

    def _add_metadata(self, block: Block, row: Row | None) -> None:
        self._report.blocks += 1
        index = self._lines[block.start].index
        end = self._lines[block.end - 1].index + 1
        self.placed.update(range(block.start, block.end))
        if row is None:
            shown = " ".join(line.text for line in self._lines[block.start : block.end])
            self._report.add(index, f"metadata without an entry: {quoted(shown)}")
            return
        row.metadata = Metadata(index, end, block.head, block.date)
        self._report.kept += sum(len(x.text) for x in self._lines[block.start : block.end])
        if block.date:
            row.comments = block.date.comments
        if block.upvotes is not None:
            row.upvotes = block.upvotes

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
                above = (
                    self._lines[segment.places[first] - 1].plain if segment.places[first] else ""
                )
                told = read_votes(above) is not None
                return told or (first > 0 and self._is_vote(segment.places[first - 1]))
        return False

    def _all_have_votes(self) -> bool:
        """Say whether a number or a mark for none stands behind nearly every block."""
        voted = [
            any(
                self._is_vote(segment.places[place]) for place in range(segment.entries[0].title[0])
            )
            for segment in self._found.segments[1:]
            if segment.entries
        ]
        return sum(voted) >= _NEARLY_ALL * len(voted)

    def _is_vote(self, place: int) -> bool:
        return is_vote(self._lines[place].plain)

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
            submitted = submitted or is_submitter(plain)
            if word.startswith("upvote"):
                upvote = not is_number(word.removeprefix("upvotes").removeprefix("upvote"))
                told = True
                if not upvote:
                    self._vote(self._voted(submitted, before, after), place)
            elif read_votes(plain) is not None:
                told = True
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
        if submitted or self.shows_votes:
            return after
        return before or after

    def _assign(
        self, numbers: list[int], before: Row | None, after: Row | None, told: bool
    ) -> None:
        votes = self.shows_votes and not told and after is not None
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
                self.placed.add(numbers[0])

    def _vote(self, row: Row | None, place: int) -> None:
        plain = self._lines[place].plain
        self.placed.add(place)
        if row is not None and any(map(str.isdigit, plain)):
            votes = read_votes(plain)
            row.upvotes = read_count(plain) if votes is None else votes
