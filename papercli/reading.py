"""Reading many files: in this process where they are few, in several where that pays.

Reading, keys and blocking keys are pure work on one file, so that other processes can do them while
this one writes. What is under way at once is bounded: memory does not grow with the number of
files.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from papercli.errors import PapersError
from papercli.matching.words import is_known
from papercli.model import Problem
from papercli.readers import UnknownFormatError, read_bytes
from papercli.sources import Source
from papercli.store.foresight import looking_ahead
from papercli.store.preparing import Ahead, PreparedDigest, prepare_digest

PARALLEL_BYTES = 8 << 20
"""Input from which starting other processes pays for itself."""
MOST_WORKERS = 8
AHEAD_BYTES, AHEAD_FILES = 24 << 20, 512
"""Input that the workers may be ahead of the writer, but for one file each."""


@dataclass(slots=True)
class ReadFile:
    """What one file gave."""

    path: str
    size: int
    digests: list[PreparedDigest]
    problems: list[Problem]


Pending = deque[tuple[Source, "Future[ReadFile] | None"]]
"""Files in order, each with what another process will give; None for a stream, read here."""


def read_files(
    sources: Sequence[Source], reader: str | None, year: int | None, index: Path
) -> Generator[ReadFile | None, None, None]:
    """Read the sources in order; files that cannot be read give a problem and no digest.

    Other processes leave out what the index holds by then, and compare the rest with it.
    Gives None wherever the next file is not read yet: time to do something else with those before.
    Raises UsageError for an unknown reader and for a year that a digest contradicts.
    """
    # The one who asks has a processor of its own to keep busy.
    workers = min(MOST_WORKERS, (os.cpu_count() or 1) - 1)
    if workers and len(sources) > 1 and sum(s.size for s in sources) > PARALLEL_BYTES:
        yield from _read_in_processes(sources, reader, year, index, workers)
    else:
        for source in sources:
            yield read_file(source, reader, year)


def read_file(
    source: Source, reader: str | None, year: int | None, ahead: Ahead | None = None
) -> ReadFile:
    """Read one source and prepare its digests, with what the index tells ``ahead``."""
    size = source.size
    try:
        data = source.read()
        reading = read_bytes(data, source.path, reader=reader, year=year, is_word=is_known)
    except UnknownFormatError as error:
        problem = Problem(source.path, None, error.message, error.hint or "")
        return ReadFile(source.path, size, [], [problem])
    except OSError as error:
        hint = "check the path and the permissions"
        problem = Problem(source.path, None, error.strerror or str(error), hint)
        return ReadFile(source.path, size, [], [problem])
    digests = [prepare_digest(digest, ahead) for digest in reading.digests]
    return ReadFile(source.path, size, digests, list(reading.problems))


def _read_and_foresee(
    source: Source, reader: str | None, year: int | None, index: Path
) -> ReadFile:
    with looking_ahead(index) as ahead:
        return read_file(source, reader, year, ahead)


def _read_in_processes(
    sources: Sequence[Source], reader: str | None, year: int | None, index: Path, workers: int
) -> Generator[ReadFile | None, None, None]:
    # Not fork: the parent may hold the index open and show progress from a thread. Not a
    # multiprocessing.Pool: it waits for ever for the result of a worker that was killed.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, _begin_worker)
    try:
        pending: Pending = deque()
        waiting = iter(sources)
        ahead = 0
        while True:
            while len(pending) <= workers or (ahead < AHEAD_BYTES and len(pending) < AHEAD_FILES):
                source = next(waiting, None)
                if source is None:
                    break
                ahead += source.size
                result = None
                if source.stream is None:
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
            yield result.result() if result else read_file(source, reader, year)
    except BrokenProcessPool:
        raise PapersError(
            "a process that was reading digests was ended from outside",
            "perhaps memory ran out; what was stored before is kept, run the same command again",
        ) from None
    finally:
        # Whoever asked has the last files to store: the workers end meanwhile.
        pool.shutdown(wait=False, cancel_futures=True)


def _lend_a_hand(pending: Pending, reader: str | None, year: int | None) -> bool:
    """Read the first file that no worker has begun, rather than wait; False where there is none."""
    for place, (source, result) in enumerate(pending):
        if result and result.cancel():
            done: Future[ReadFile] = Future()
            done.set_result(read_file(source, reader, year))
            pending[place] = (source, done)
            return True
    return False


def _begin_worker() -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Files are read one by one and leave no cycles behind.
    gc.disable()
