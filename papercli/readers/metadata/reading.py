"""From the text of a data file to one digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from typing import Any

from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.base import Request, UnknownFormatError
from papercli.readers.metadata.entries import sighting_of
from papercli.readers.metadata.objects import (
    CONTENT,
    NO_RECORD,
    Found,
    Walk,
    decoder,
    storable,
    told,
)
from papercli.readers.metadata.plans import Plan, plan_of, plan_of_columns
from papercli.readers.metadata.regular import Shape, regular, shape_of
from papercli.readers.metadata.regular_rows import regular_row, shape_of_rows
from papercli.readers.timestamps import when

NAME = "metadata"
_HINT = "check the entry in the file; the rest of it was kept"
_LEFT_OUT = "check the entry in the file; nothing of it was stored"
_LOOKED_AT = 10
"""Lines at the beginning, one of which must be JSON by itself for the text to be JSON lines."""
_BLANKS = " \t\n\ufeff"


class Told:
    """Gathers the problems of one file."""

    def __init__(self, path: str, problems: list[Problem] | None = None) -> None:
        self.path = path
        self.problems: list[Problem] = [] if problems is None else problems
        self.line: int | None = None
        """Of the entry that is being read."""

    def __call__(self, problem: str) -> None:
        """Tell of a field of that entry."""
        self.problems.append(Problem(self.path, self.line, problem, _HINT))

    def left_out(self, line: int, problem: str) -> None:
        """Tell of an entry that is not taken."""
        self.problems.append(Problem(self.path, line, problem, _LEFT_OUT))


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read JSON, JSON lines, CSV or TSV; raises UnknownFormatError where it is none of these."""
    tell = Told(request.path)
    date: PartialDate | None = None
    if text.lstrip(_BLANKS)[:1] in ("{", "["):
        if is_lines(text):
            sightings = tuple(of_lines(text.split("\n"), 1, tell))
        else:
            walk = Walk(text)
            sightings = tuple(_of_objects(text, walk.records(), tell))
            dates = set(map(when, walk.dates)) - {None}
            date = dates.pop() if len(dates) == 1 else None
    else:
        sightings = tuple(_of_facts(text, tell) or _of_table(text, tell))
    if not sightings:
        return [], tell.problems
    return [Digest(request.path, NAME, 1, date, None, "", sightings, own=(text,))], tell.problems


def is_lines(text: str) -> bool:
    """Whether each line of a text is an object by itself, by how it begins."""
    head: list[str] = []
    at = 0
    while len(head) < _LOOKED_AT and at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if line := text[at:end].strip(_BLANKS):
            head.append(line)
        at = end + 1
    if len(head) < 2 or not all(line.startswith("{") for line in head):
        return False
    return any(_is_object(line) for line in head)


def _is_object(line: str) -> bool:
    try:
        return type(decoder.decode(line)) is dict
    except (ValueError, RecursionError):
        return False


def of_lines(lines: Iterable[str], first: int, tell: Told) -> Iterator[Sighting]:
    """The entries of lines of JSON, the first of which has that number."""
    scan = decoder.scan_once  # type: ignore[attr-defined]
    known: tuple[str, ...] | None = None
    usual: Shape | None = None
    for number, line in enumerate(lines, first):
        try:
            record, end = scan(line, 0)
        except (StopIteration, ValueError, RecursionError):
            record, end = None, -1  # looked at again, to be told
        if end == len(line) and type(record) is dict:
            keys = tuple(record)
            escaped = "\\" in line and "\\u" in line  # a look for one letter is quick
            if keys != known:
                known, usual = keys, shape_of(keys)
            if usual and not escaped and (found := regular(record, usual, number)):
                yield found
                continue
            plan = plan_of(keys)
            if plan.is_of_record and CONTENT not in record:
                tell.line = number
                record = storable(record) if escaped else record
                found = sighting_of(record, plan, number, tell)
                if found is not None:
                    yield found
                continue
        yield from _of_line(line, number, tell)


def of_rows(rows: Iterable[tuple[int, dict[str, Any]]], tell: Told) -> Iterator[Sighting]:
    """The entries of numbered records that all have the same keys, and values as JSON has them."""
    plan: Plan | None = None
    usual: Shape | None = None
    for number, row in rows:
        if plan is None:
            keys = tuple(row)
            plan, usual = plan_of(keys), shape_of(keys)
        found = regular(row, usual, number) if usual else None
        if found is None:
            tell.line = number
            found = sighting_of(row, plan, number, tell)
        if found is not None:
            yield found


def _of_line(line: str, number: int, tell: Told) -> Iterator[Sighting]:
    """The entries of a line that is no record by itself."""
    line = line.strip(_BLANKS).rstrip(",")
    if not line:
        return
    try:
        value = decoder.decode(line)
    except (ValueError, RecursionError) as error:
        tell.left_out(number, told(error))
        return
    if not isinstance(value, (dict, list)):
        tell.left_out(number, NO_RECORD)
        return
    for found in Walk(line).records():
        yield from _of_found(found, number, tell)


def _of_objects(text: str, found: Iterable[Found], tell: Told) -> Iterator[Sighting]:
    line, at = 1, 0
    for one in found:
        start = one.start
        if one.record is not None:
            for key in plan_of(tuple(one.record)).get("title", ())[:1]:
                start = max(start, text.find(f'"{key}"', one.start, one.end))
        if start >= at:
            line += text.count("\n", at, start)
            at = start
        yield from _of_found(one, line, tell)


def _of_found(found: Found, line: int, tell: Told) -> Iterator[Sighting]:
    if found.record is None:
        tell.left_out(line, found.problem)
        return
    tell.line = line
    plan = plan_of(tuple(found.record))
    sighting = sighting_of(found.record, plan, line, tell, found.key)
    if sighting is not None:
        yield sighting


def _of_facts(text: str, tell: Told) -> list[Sighting]:
    from papercli.readers.metadata.facts import is_facts, records

    found: list[Sighting] = []
    for line, record in records(text) if is_facts(text) else ():
        tell.line = line
        sighting = sighting_of(record, plan_of(tuple(record)), line, tell)
        if sighting is not None:
            found.append(sighting)
    return found


def _of_table(text: str, tell: Told) -> Iterator[Sighting]:
    from papercli.readers.metadata.headers import Header, header_of
    from papercli.readers.metadata.tables import Table

    header = header_of(text)
    if header is None:
        raise UnknownFormatError(
            "neither JSON nor a table with a header",
            "the first row must name the columns: title, authors, date, …",
        )
    plan = plan_of_columns(header.columns)
    if "title" not in plan or "paper" in plan:
        from papercli.readers.metadata.unsure import understood

        header = understood(text, header)
        plan = plan_of_columns(header.columns)
    usual = shape_of_rows(plan)
    table = Table(text, header)

    def of_row(line: int, cells: Sequence[str]) -> Sighting | None:
        tell.line = line
        sighting = regular_row(cells, usual, line) if usual else None
        return sighting or sighting_of(cells, plan, line, tell)

    while not table.at_end:
        yield from filter(None, starmap(of_row, table.regular()))
        for row in table.odd():
            if isinstance(row, Header):
                plan = plan_of_columns(row.columns)
                usual = shape_of_rows(plan)
            elif not row.cells:
                tell.left_out(row.line, row.problem)
            else:
                tell.line = row.line
                if row.problem:
                    tell(row.problem)
                if sighting := of_row(row.line, row.cells):
                    yield sighting
