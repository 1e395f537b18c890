"""Exit codes and the one exception family a user meets: what went wrong, and a hint."""

from __future__ import annotations

import errno
from enum import IntEnum

OUT_OF_MEMORY = "ingest less at a time, or close other programs; what was stored before is kept"


class ExitCode(IntEnum):
    """Process exit codes; the README documents each of them."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INPUT_SKIPPED = 3
    NO_INDEX = 4
    BUSY = 75
    INTERRUPTED = 130
    TERMINATED = 143


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


class InputError(PapersError):
    """What the user named cannot be read; ``reason`` is the message without the path."""

    def __init__(self, path: str, reason: str, hint: str) -> None:
        super().__init__(f"{path}: {reason}", hint)
        self.reason = reason
        self.hint: str = hint


class NoIndexError(PapersError):
    """There is no index yet, it is not ours, or a newer version of the program made it."""

    code = ExitCode.NO_INDEX


class BusyError(PapersError):
    """Another process is writing to the index."""

    code = ExitCode.BUSY


def advice(error: OSError) -> str:
    """What to do about an error of the system."""
    return {
        errno.ENOSPC: "make room on the disk and run it again; nothing half-written was kept",
        errno.EDQUOT: "make room in your quota and run it again; nothing half-written was kept",
        errno.EACCES: "check the permissions of the file and of its folder",
        errno.EPERM: "check the permissions of the file and of its folder",
        errno.EROFS: "choose a place that can be written with --db PATH or PAPERS_DB",
        errno.ENOENT: "check the path",
        errno.ENOMEM: OUT_OF_MEMORY,
        errno.ENOTDIR: "check the path",
        errno.ELOOP: "check where its links lead",
        errno.EISDIR: "name a file, not a folder",
    }.get(error.errno or 0, "PAPERS_DEBUG=1 shows where it happened")
