"""What an ingest is to read: files, folders and standard input, in an order that does not waver."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from papercli.model import Problem

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be read, or standard input with its stream."""

    path: str
    stream: BinaryIO | None = None
    file: str | None = None
    """What to open, where that is not what ``path`` says."""

    def read(self) -> bytes:
        """The whole content; raises OSError."""
        if self.stream is not None:
            return self.stream.read()
        return Path(self.file or self.path).read_bytes()

    @property
    def size(self) -> int:
        """Bytes to be read; 0 where that is not known beforehand."""
        if self.stream is not None:
            return 0
        try:
            return Path(self.file or self.path).stat().st_size
        except OSError:
            return 0


def printable(path: str) -> str:
    """A path as it is kept and shown: bytes that are no UTF-8 as ``\\xff``, for no index and no
    terminal takes them."""
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find_sources(
    paths: Sequence[str], stdin: BinaryIO | None
) -> tuple[list[Source], list[Problem]]:
    """The files under ``paths`` in the order given, those of a folder sorted; ``-`` is ``stdin``.

    Folders are searched to any depth, hidden files and folders left out, links followed but no
    folder entered twice. What does not exist or cannot be opened becomes a problem.
    """
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in paths:
        if path == STANDARD_INPUT:
            if stdin is None:
                problems.append(Problem(path, None, "standard input is closed", "name a file"))
            else:
                sources[path] = Source(path, stdin)
        elif os.path.isdir(path):  # noqa: PTH112 - Path("") is the current folder
            before = len(problems)
            found = list(_files(path, problems))
            if not found and len(problems) == before:
                hint = "name the folder that holds the digests; hidden files are left out"
                problems.append(Problem(printable(path), None, "no file in this folder", hint))
            sources.update((name, _source(name)) for name in found)
        elif os.path.lexists(path):
            sources[path] = _source(path)
        else:
            problem = "no such file or folder"
            problems.append(Problem(printable(path) or "''", None, problem, "check the path"))
    return list(sources.values()), problems


def _source(name: str) -> Source:
    path = printable(name)
    return Source(path, None, None if path == name else name)


def _files(folder: str, problems: list[Problem]) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()

    def failed(error: OSError) -> None:
        hint = "check the permissions of the folder"
        problems.append(
            Problem(printable(str(error.filename)), None, error.strerror or "cannot be read", hint)
        )

    for root, folders, names in os.walk(folder, onerror=failed, followlinks=True):
        status = Path(root).stat()
        identity = (status.st_dev, status.st_ino)
        if identity in seen:
            folders.clear()
            continue
        seen.add(identity)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            # Sockets and pipes in a folder would be waited for without end.
            if not name.startswith(".") and (path.is_file() or path.is_symlink()):
                yield str(path)
