"""What of a list of papers is in the index already, and what stands twice in the list."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from sqlite3 import Connection

from papercli.errors import InputError
from papercli.ingest import bare_list
from papercli.ingest.sources import Source
from papercli.matching.combining_sightings import name_by_identifier
from papercli.matching.record import Record, content_key, prepare
from papercli.matching.resolution import resolve
from papercli.matching.words import is_known
from papercli.model.digest import Problem
from papercli.model.paper import Sighting
from papercli.model.verdict import Outcome
from papercli.named_tuples import NamedTuple
from papercli.readers import UnknownFormatError, read_bytes
from papercli.readers.base import Reading
from papercli.readers.decoding import decode
from papercli.store.lookahead import verdicts_in
from papercli.store.paper_changes import titles_of
from papercli.store.prepared_digests import contents_of
from papercli.store.records import paper_of, record_ids

_HINT = "a list of no format has a whole title, an id or an address a line; papers readers: formats"

BY_LINE = "of no known format; guessed to have a title or an id a line"
AS_DATA = "of no known format; guessed to be papers as data"
BESIDE_LINKS = "guessed to have titles beside its links"


class Checked(NamedTuple):
    """One entry of a list."""

    path: str
    line: int
    title: str
    """As read; of what has none that of its paper in the index, or its identifier."""
    paper_id: int | None
    """The paper of the index that it is."""
    perhaps: int | None
    """A paper that it may be: undecided; None where it is one."""
    twice: tuple[str, int] | None
    """Path and line of the first entry of the list that is the same paper, if that is another."""


class Result(NamedTuple):
    """What came of checking some lists."""

    entries: list[Checked]
    problems: list[Problem]
    guessed: dict[str, str]
    """What was guessed of lists, by their paths."""


def check(sources: Sequence[Source], reader: str | None, connection: Connection | None) -> Result:
    """Judge every entry of the sources as an ingest would, and store nothing.

    Without a ``connection`` only what stands twice is looked for. What cannot be read is a problem.
    Decisions on the index are not asked: they are about sightings that it holds.
    """
    places: list[tuple[str, int, str]] = []
    records = []
    problems: list[Problem] = []
    guessed = {}
    for source in sources:
        try:
            data = source.read()
            entries, told, guess = _read(data, source.path, reader, connection)
        except UnknownFormatError as error:
            if decode(data)[0].strip():
                hint = error.hint or "" if reader else _HINT
                problems.append(Problem(source.path, None, error.message, hint))
            continue
        except InputError as error:
            problems.append(Problem(source.path, None, error.reason, error.hint))
            continue
        if guess:
            guessed[source.path] = guess
        problems += told
        for path, sighting in entries:
            places.append((path, sighting.line, sighting.title))
            records.append(prepare(sighting))
    first = {at: group[0] for group in map(sorted, resolve(records).papers) for at in group[1:]}
    held, perhaps = _in_index(connection, records)
    untitled = {at: held[at] for at, place in enumerate(places) if not place[2] and at in held}
    called = titles_of(connection, set(untitled.values())) if connection and untitled else {}
    checked = [
        Checked(
            *place[:2],
            place[2] or called.get(held.get(at, 0)) or name_by_identifier([records[at]]),
            held.get(at),
            perhaps.get(at) if at not in held else None,
            places[first[at]][:2] if at in first else None,
        )
        for at, place in enumerate(places)
    ]
    return Result(checked, problems, guessed)


def _read(
    data: bytes, path: str, reader: str | None, connection: Connection | None
) -> tuple[list[tuple[str, Sighting]], Sequence[Problem], str]:
    """The entries of a list, each with the path of its digest, what was wrong, and what was guessed
    of the list, if anything. UnknownFormatError for what is none."""
    try:
        reading = read_bytes(data, path, reader=reader, is_word=is_known)
    except UnknownFormatError:
        if reader is not None:
            raise
        found = _by_line(data, connection)
        if found is not None:
            return [(path, one) for one in found], (), BY_LINE
        as_data = _as_data(data, path, connection)
        if as_data is None:
            raise
        return _entries(as_data), as_data.problems, AS_DATA
    entries = _entries(reading)
    if reader is None and {digest.reader for digest in reading.digests} == {"markdown-list"}:
        beside = bare_list.beside(data, {one.line for _, one in entries})
        if beside:
            entries = sorted([*entries, *((path, one) for one in beside)], key=_line)
            return entries, reading.problems, BESIDE_LINKS
    return entries, reading.problems, ""


def _as_data(data: bytes, path: str, connection: Connection | None) -> Reading | None:
    """What is read of JSON or a table, one in Markdown as well, that has titles and little else; of
    short ones, which may be of anything, only if the index holds any. None for what is neither."""
    for form in (data, bare_list.table(data)):
        with suppress(InputError, UnknownFormatError):
            reading = read_bytes(form, path, reader="metadata", is_word=is_known)
            found = [one for _, one in _entries(reading)]
            if found and (not bare_list.are_short(found) or _are_known(connection, found)):
                return reading
    return None


def _entries(reading: Reading) -> list[tuple[str, Sighting]]:
    return [(digest.path, one) for digest in reading.digests for one in digest.sightings]


def _line(entry: tuple[str, Sighting]) -> int:
    return entry[1].line


def _by_line(data: bytes, connection: Connection | None) -> list[Sighting] | None:
    """The entries of a list in no format; of what may be anything, only if the index holds any."""
    found = bare_list.entries(data)
    if found is not None and not bare_list.are_short(found):
        return found
    doubtful = found or bare_list.perhaps(data) or []
    return doubtful if _are_known(connection, doubtful) else None


def _are_known(connection: Connection | None, found: Sequence[Sighting]) -> bool:
    """Whether the index holds any of the entries."""
    known, _ = _in_index(connection, [prepare(one) for one in found])
    return bool(known)


def _in_index(
    connection: Connection | None, records: Sequence[Record]
) -> tuple[dict[int, int], dict[int, int]]:
    """The paper of the index that each record is, and one that it may be, by its position."""
    if connection is None:
        return {}, {}
    contents = contents_of(records)
    known = record_ids(connection, [content_key(content.record) for content in contents])
    same: dict[int, int] = {}
    open_: dict[int, int] = {}
    for at, (content, verdicts) in enumerate(
        zip(contents, verdicts_in(connection, contents), strict=True)
    ):
        key = content_key(content.record)
        best = {
            outcome: max(
                (bits, -number) for number, (one, bits) in verdicts.items() if one is outcome
            )
            for outcome in {one for one, _ in verdicts.values()}
        }
        if key in known and content.identifies:
            same[at] = known[key]
        elif Outcome.SAME in best:
            same[at] = -best[Outcome.SAME][1]
        elif Outcome.UNDECIDED in best:
            open_[at] = -best[Outcome.UNDECIDED][1]
    papers = paper_of(connection, {*same.values(), *open_.values()})
    return (
        {at: papers[number] for at, number in same.items() if number in papers},
        {at: papers[number] for at, number in open_.items() if number in papers},
    )
