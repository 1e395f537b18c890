"""Reading many files: in this process where they are few, in several where that pays.

Reading, keys and blocking keys are pure work on one file, so that other processes can do them while
this one writes. What is under way at once is bounded: memory does not grow with the number of
files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from papercli.errors import InputError, PapersError
from papercli.files import beyond_memory
from papercli.ingest.sources import Source
from papercli.matching.record import not_compared
from papercli.matching.words import is_known
from papercli.model.digest import Digest, Problem
from papercli.named_tuples import NamedTuple
from papercli.readers import Reading, UnknownFormatError, read_bytes
from papercli.readers.base import Claims
from papercli.store.prepared_digests import PreparedDigest, prepare_digest, prepare_later

if TYPE_CHECKING:
    from concurrent.futures import Future

    from papercli.processes import Workers

AHEAD_BYTES, AHEAD_FILES = 24 << 20, 512
"""Input that the workers may be ahead of the writer, but for one file each."""


class ReadFile(NamedTuple):
    """What one file gave."""

    path: str
    size: int
    digests: list[PreparedDigest]
    problems: list[Problem]
    claims: Claims = ()


Pending = deque[tuple[Source, "Future[ReadFile] | None"]]
"""Files in order, each with what another process will give; None for a stream, read here."""


def read_files(
    sources: Sequence[Source],
    reader: str | None,
    year: int | None,
    index: Path,
    pool: Workers | None = None,
    tell: Callable[[int], None] | None = None,
) -> Generator[ReadFile | None, None, None]:
    """Read the sources in order; files that cannot be read give a problem and no digest.

    The processes of a ``pool`` leave out what the index holds by then, and compare the rest with
    it.
    Of a long file ``tell`` is called, as it is stored, with how many bytes of it are read.
    Gives None wherever the next file is not read yet: time to do something else with those before.
    Raises UsageError for an unknown reader and for a year that a digest contradicts.
    """
    if pool:
        yield from _read_in_processes(sources, reader, year, index, pool, tell)
    else:
        for source in sources:
            yield read_file(source, reader, year, tell=tell)


def read_file(
    source: Source,
    reader: str | None,
    year: int | None,
    prepare: Callable[[Digest], PreparedDigest] = prepare_later,
    tell: Callable[[int], None] | None = None,
) -> ReadFile:
    """Read one source and ``prepare`` its digests."""
    size = source.size
    try:
        if source.is_long:
            from papercli.ingest.streams import stream  # few files are as large

            if streamed := stream(source, reader, tell):
                digest = prepare_later(streamed.digest, streamed.sightings)
                return ReadFile(source.path, size, [digest], streamed.problems)
        data = source.read()
        reading = read_bytes(data, source.path, reader=reader, year=year, is_word=is_known)
        kept = source.whole or source.path
        digests = [prepare(digest._replace(path=kept)) for digest in reading.digests]
        problems = [*reading.problems, *_not_compared(reading)]
        return ReadFile(source.path, size, digests, problems, reading.claims)
    except UnknownFormatError as error:
        problem = Problem(source.path, None, error.message, error.hint or "")
    except InputError as error:
        problem = Problem(source.path, None, error.reason, error.hint)
    except MemoryError:
        beyond = beyond_memory(source.path)
        problem = Problem(source.path, None, beyond.reason, beyond.hint)
    return ReadFile(source.path, size, [], [problem])


def _not_compared(reading: Reading) -> Iterator[Problem]:
    hint = "check the entry in the file; all of it is kept and searched"
    for digest in reading.digests:
        for sighting in digest.sightings:
            for told in not_compared(sighting):
                yield Problem(digest.path, sighting.line, told, hint)


def _read_and_foresee(
    source: Source, reader: str | None, year: int | None, index: Path
) -> ReadFile:
    from papercli.store.lookahead import looking_ahead

    with looking_ahead(index) as ahead:
        return read_file(source, reader, year, partial(prepare_digest, ahead=ahead))


def _read_in_processes(
    sources: Sequence[Source],
    reader: str | None,
    year: int | None,
    index: Path,
    pool: Workers,
    tell: Callable[[int], None] | None,
) -> Generator[ReadFile | None, None, None]:
    from papercli.processes import WorkerEndedError

    try:
        pending: Pending = deque()
        waiting = iter(sources)
        ahead = 0
        while True:
            while len(pending) <= pool.count or (
                ahead < AHEAD_BYTES and len(pending) < AHEAD_FILES
            ):
                source = next(waiting, None)
                if source is None:
                    break
                ahead += source.size
                result = None
                if source.is_file and not _is_streamed(source, reader):
                    result = pool.submit(_read_and_foresee, source, reader, year, index)
                pending.append((source, result))
            if not pending:
                return
            result = pending[0][1]
            if result and not result.done():
                yield None
                while not result.done() and _lend_a_hand(pending, reader, year):
                    pass
            source, result = pending.popleft()
            ahead -= source.size
            yield result.result() if result else read_file(source, reader, year, tell=tell)
    except WorkerEndedError:
        raise PapersError(
            "a process that was reading digests was killed",
            "perhaps the machine ran out of memory; what was stored before is kept, run the same"
            " command again",
        ) from None


def _is_streamed(source: Source, reader: str | None) -> bool:
    """Whether a file is read while it is stored, which only the process that stores it can do."""
    if not source.is_long:
        return False
    from papercli.ingest.streams import is_streamed

    with suppress(InputError):  # told when it is read
        return is_streamed(source, reader)
    return False


def _lend_a_hand(pending: Pending, reader: str | None, year: int | None) -> bool:
    """Do what a worker would with the first file that none has begun, rather than wait; False where
    there is none. Its entries are prepared too: put off, that would be work for this process alone.
    """
    from concurrent.futures import Future

    for place, (source, result) in enumerate(pending):
        if result and result.cancel():
            done: Future[ReadFile] = Future()
            done.set_result(read_file(source, reader, year, prepare_digest))
            pending[place] = (source, done)
            return True
    return False
