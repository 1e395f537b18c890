"""Files of one entry a line, which are read as they are stored: memory does not grow with them.

A file is gone through twice. The first pass takes the fingerprint, by which a known file is told,
and sees that all of it can be read; the second gives the entries while they are stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from papercli.errors import InputError
from papercli.hashes import blake2b
from papercli.ingest.sources import Source
from papercli.matching.record import not_compared
from papercli.matching.words import is_known
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.named_tuples import NamedTuple
from papercli.readers import Reader, line_reader
from papercli.readers.base import LETTERS_AN_ENTRY, MOST_ENTRIES, MOST_TOLD, Request
from papercli.readers.decoding import decode
from papercli.readers.untitled import Untitled

_BEGINNING = 1 << 18
_DAMAGE_HINT = "save the file again as UTF-8 text if something is missing"
_NOT_COMPARED_HINT = "check the entry in the file; all of it is kept and searched"


class Stream(NamedTuple):
    """A digest whose sightings are read when they are asked for, and the problems met then."""

    digest: Digest
    sightings: StreamedSightings
    problems: list[Problem]


def is_streamed(source: Source, reader: str | None) -> bool:
    """Whether a source is a long file of lines."""
    return _reader_of(source, reader) is not None


def stream(
    source: Source, reader: str | None, tell: Callable[[int], None] | None = None
) -> Stream | None:
    """The one digest of a long file of lines; None for any other source.

    ``tell`` is called with how many bytes of it are read, whenever its sightings are gone through.
    Raises InputError where not all of it can be read, UsageError for an unknown reader.
    """
    chosen = _reader_of(source, reader)
    if chosen is None:
        return None
    sightings = StreamedSightings(source, chosen.name, tell)
    path = source.whole or source.path
    fingerprint = sightings.fingerprint
    digest = Digest(path, chosen.name, 1, None, None, fingerprint, ())
    return Stream(digest, sightings, sightings.problems)


def _reader_of(source: Source, reader: str | None) -> Reader | None:
    if not (source.is_long and source.is_file):
        return None
    return line_reader(source.beginning(_BEGINNING), reader=reader)


class StreamedSightings:
    """The sightings of a file, read anew each time; what is wrong with them is in ``problems`` when
    they have been gone through."""

    def __init__(
        self, source: Source, reader: str, tell: Callable[[int], None] | None = None
    ) -> None:
        self._source, self._reader, self._tell = source, reader, tell
        self.problems: list[Problem] = []
        self._letters = self._lines = 0
        taken = blake2b(digest_size=16)
        for text, _, _ in self._pieces():
            taken.update(text.encode("utf-8", "replace"))
            self._letters += len(text)
            self._lines += text.count("\n")
        self.fingerprint = taken.hexdigest()
        self._count: int | None = None

    def __len__(self) -> int:
        return self._lines if self._count is None else self._count

    def __iter__(self) -> Iterator[Sighting]:
        reader = line_reader(self._source.beginning(_BEGINNING), reader=self._reader)
        read = reader.lines.read if reader and reader.lines else None
        told = FewTold(self.problems)
        request = Request(self._source.path, named=True, is_word=is_known)
        room = MOST_ENTRIES + self._letters // LETTERS_AN_ENTRY
        taken = blake2b(digest_size=16)
        untitled = Untitled()
        count = letters = 0
        for text, line, damage in self._pieces():
            taken.update(text.encode("utf-8", "replace"))
            told.add(damage)
            problems: list[Problem] = []
            for sighting in read(text, line, problems, request) if read else ():
                count += 1
                if count > room:
                    break
                problems += not_all_compared(request.path, sighting)
                if not sighting.title:
                    untitled.add(sighting.line)
                yield sighting
            told.add(problems)
            letters += len(text)
            if self._tell:
                self._tell(self._source.size * letters // max(self._letters, letters, 1))
            if count > room:
                told.add([_too_many(request.path, line)])
                break
        told.end()
        if untitled.count and reader:
            hint = reader.no_title(decode(self._source.beginning(_BEGINNING))[0])
            self.problems += untitled.told(request.path, hint)
        self._count = min(count, room)
        if count <= room and taken.hexdigest() != self.fingerprint:
            raise InputError(request.path, "changed while it was read", "run it again")

    def _pieces(self) -> Iterator[tuple[str, int, list[Problem]]]:
        """Some whole lines, the number of the first of them, and what was wrong or assumed."""
        line, path = 1, self._source.path
        for data in self._source.line_pieces():
            text, damage = decode(data)
            found = [
                Problem(path, at and at + line - 1, problem, _DAMAGE_HINT) for at, problem in damage
            ]
            yield text, line, found
            line += text.count("\n")


class FewTold:
    """The problems of one file, the first of them one by one, each without a line once."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        problems.clear()
        self._general: set[Problem] = set()
        self._untold: list[Problem] = []
        self._more = 0

    def add(self, problems: list[Problem]) -> None:
        """Take some more."""
        for problem in problems:
            if problem.line is None:
                if problem in self._general:
                    continue
                self._general.add(problem)
            if len(self._problems) < MOST_TOLD:
                self._problems.append(problem)
            else:
                self._more += 1
                self._untold = [*self._untold[:1], problem]

    def end(self) -> None:
        """Tell how many more there are."""
        if self._more:
            first, last = self._untold[0], self._untold[-1]
            problem = f"{self._more:,} more problems, the last in line {last.line or 1:,}"
            hint = "check that the file is what its first lines say"
            self._problems.append(Problem(first.path, first.line, problem, hint))


def not_all_compared(path: str, sighting: Sighting) -> Iterator[Problem]:
    """What of an entry is kept without being compared."""
    for told in not_compared(sighting):
        yield Problem(path, sighting.line, told, _NOT_COMPARED_HINT)


def _too_many(path: str, line: int) -> Problem:
    problem = "more entries than a file of this length can hold: the rest is left out"
    return Problem(path, line, problem, "check that it is a digest; split it if it is")
