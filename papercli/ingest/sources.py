"""What an ingest is to read: files, folders and standard input, in an order that does not waver."""

from __future__ import annotations

import errno
import os
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO

from papercli.errors import advice
from papercli.files import (
    LIMIT,
    STANDARD_INPUT,
    beginning,
    is_stream,
    line_pieces,
    read_stream,
    read_whole,
)
from papercli.model.digest import Problem
from papercli.named_tuples import NamedTuple
from papercli.paths import printable, whole

LONG = 8 << 20
"""Bytes from which a file is looked at for entries in lines; a shorter one takes little memory."""


class Source(NamedTuple):
    """One file to be read, or a stream."""

    path: str
    stream: BinaryIO | None = None
    file: str | None = None
    """What to open, where that is not what ``path`` says."""
    limit: int = LIMIT
    """Bytes beyond which it is refused."""
    plain: bool = False
    """Found in a folder: nothing but a file that is no link."""
    whole: str | None = None
    """The path that the index keeps, where that is not ``path``, by which it was named."""

    def read(self) -> bytes:
        """The whole content; raises InputError."""
        if self.stream is not None:
            return read_stream(self.stream, self.path, self.limit)
        return read_whole(self.file or self.path, self.limit, plain=self.plain)

    def beginning(self, size: int) -> bytes:
        """The first bytes of a file; raises InputError."""
        return beginning(self.file or self.path, size, plain=self.plain)

    def line_pieces(self) -> Iterator[bytes]:
        """The lines of a file, some at a time; raises InputError."""
        return line_pieces(self.file or self.path, self.limit, plain=self.plain)

    @property
    def size(self) -> int:
        """Bytes to be read; 0 where that is not known beforehand."""
        status = self._status()
        return status.st_size if status else 0

    @property
    def is_long(self) -> bool:
        """Whether it is worth a look whether it can be read while it is stored."""
        return self.size >= LONG

    @property
    def is_file(self) -> bool:
        """Whether it is a file that another process can read as well."""
        return self._status() is not None

    def _status(self) -> os.stat_result | None:
        name = self.file or self.path
        if self.stream is not None or is_stream(name):
            return None
        try:
            status = Path(name).stat()
        except OSError:
            return None
        return status if stat.S_ISREG(status.st_mode) else None


class LeftOut(NamedTuple):
    """What stands in a folder and is not read, and what it is."""

    path: str
    reason: str


LEADS_OUT = "link out of the folder"
LEADS_NOWHERE = "link that leads nowhere"
_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


class Found:
    """What is to be read, what is wrong with the paths, and what was left out of folders."""

    __slots__ = ("left_out", "problems", "sources")

    def __init__(
        self, sources: list[Source], problems: list[Problem], left_out: list[LeftOut]
    ) -> None:
        self.sources = sources
        self.problems = problems
        self.left_out = left_out


def find_sources(
    paths: Sequence[str], stdin: BinaryIO | None, *, follow: bool = False, limit: int = LIMIT
) -> Found:
    """The files under ``paths`` in the order given, those of a folder sorted; ``-`` is ``stdin``.

    Folders are searched to any depth, hidden files and folders left out. A link in a folder is
    followed where it stays inside the folder that was named; with ``follow`` wherever it leads.
    What stands in a folder and is neither file nor folder is left out. No file is read twice. What
    does not exist or cannot be opened becomes a problem. ``limit`` is the number of bytes beyond
    which an input is refused.
    """
    found = Found([], [], [])
    sources: dict[str, Source] = {}
    for path in paths:
        if path == STANDARD_INPUT:
            if stdin is None:
                found.problems.append(
                    Problem(path, None, "standard input is closed", "name a file")
                )
            else:
                sources[path] = Source(path, stdin, limit=limit)
        elif os.path.isdir(path):  # noqa: PTH112 - Path("") is the current folder
            before = len(found.problems)
            files = _Folder(path, follow, limit, found).files()
            if not files and len(found.problems) == before:
                hint = "name the folder that holds the digests; hidden files are left out"
                problem = "no file in this folder"
                found.problems.append(Problem(printable(path), None, problem, hint))
            for real, source in files.items():
                sources.setdefault(real, source)
        elif os.path.lexists(path):
            sources.setdefault(os.path.realpath(path), _source(path, path, limit))
        else:
            problem = "no such file or folder"
            found.problems.append(Problem(printable(path) or "''", None, problem, "check the path"))
    found.sources.extend(sources.values())
    return found


def _source(name: str, opened: str, limit: int, plain: bool = False) -> Source:
    path = printable(name)
    kept = None if is_stream(name) else whole(name)
    return Source(path, None, None if path == opened else opened, limit, plain, kept)


class _Folder:
    """A walk through a folder that was named; links are followed when all else has been seen."""

    def __init__(self, folder: str, follow: bool, limit: int, found: Found) -> None:
        self._folder, self._follow, self._limit, self._found = folder, follow, limit, found
        self._root = os.path.realpath(folder)
        self._files: dict[str, Source] = {}
        self._links: deque[str] = deque()
        self._entered: set[str] = set()

    def files(self) -> dict[str, Source]:
        """Where each file lies, links resolved -> the file under the first path that led there."""
        self._search(self._folder, self._root, False)
        while self._links:
            self._resolve(self._links.popleft())
        return self._files

    def _search(self, folder: str, real: str, linked: bool) -> None:
        waiting = [(folder, real)]
        while waiting:
            folder, real = waiting.pop()
            if real in self._entered:
                continue
            self._entered.add(real)
            folders = []
            for entry in self._entries(folder):
                path, target = str(Path(folder, entry.name)), str(Path(real, entry.name))
                try:
                    if entry.is_symlink():
                        self._links.append(path)
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append((path, target))
                    elif entry.is_file(follow_symlinks=False):
                        self._take(path, target, linked)
                    else:
                        self._leave_out(path, _kind(entry.stat(follow_symlinks=False)))
                except OSError as error:
                    self._report(path, error)
            waiting += reversed(folders)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                named = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            self._report(folder, error)
            return []
        return sorted(named, key=attrgetter("name"))

    def _resolve(self, path: str) -> None:
        real = os.path.realpath(path)
        inside = real == self._root or Path(self._root) in Path(real).parents
        if not (inside or self._follow):
            self._leave_out(path, LEADS_OUT)
            return
        try:
            status = Path(path).stat()
        except OSError as error:
            if error.errno in _NOWHERE:
                self._leave_out(path, LEADS_NOWHERE)
            else:
                self._report(path, error)
            return
        if stat.S_ISDIR(status.st_mode):
            self._search(path, real, True)
        elif stat.S_ISREG(status.st_mode):
            self._take(path, real, True)
        else:
            self._leave_out(path, _kind(status))

    def _take(self, path: str, real: str, linked: bool) -> None:
        source = _source(path, real if linked else path, self._limit, plain=True)
        self._files.setdefault(real, source)

    def _leave_out(self, path: str, reason: str) -> None:
        self._found.left_out.append(LeftOut(printable(path), reason))

    def _report(self, path: str, error: OSError) -> None:
        problem = error.strerror or "cannot be read"
        self._found.problems.append(Problem(printable(path), None, problem, advice(error)))


def _kind(status: os.stat_result) -> str:
    for name, is_kind in (("FIFO", stat.S_ISFIFO), ("socket", stat.S_ISSOCK)):
        if is_kind(status.st_mode):
            return name
    return "device"
