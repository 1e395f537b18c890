"""Exit codes and the one exception family a user meets: what went wrong, and a hint."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Process exit codes; the README documents each of them."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INPUT_SKIPPED = 3
    NO_INDEX = 4
    BUSY = 75
    INTERRUPTED = 130


class PapersError(Exception):
    """Something a person can act on: one line what, one line what to do about it."""

    code = ExitCode.FAILED

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PapersError):
    """The command line asks for something that cannot be done as written."""

    code = ExitCode.USAGE


class QueryError(UsageError):
    """A query that cannot be read; ``start`` and ``end`` are character offsets into ``query``."""

    def __init__(self, message: str, hint: str, query: str, start: int, end: int) -> None:
        super().__init__(message, hint)
        self.query = query
        self.start = start
        self.end = end


class NoIndexError(PapersError):
    """There is no index yet, it is not ours, or a newer version of the program made it."""

    code = ExitCode.NO_INDEX


class BusyError(PapersError):
    """Another process is writing to the index."""

    code = ExitCode.BUSY
