"""Opening what a user named: what may be read is decided by what was opened, not by its name.

A device or a pipe behind a name would be read, or waited for, without end; and what a name leads to
may change between a look at it and its opening. Everything that a person names is opened here.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from papercli.errors import InputError, advice
from papercli.paths import printable
from papercli.sizes import told

STANDARD_INPUT = "-"
LIMIT = 1_000_000_000
"""Bytes that are read of one input unless the user says otherwise: some 500,000 entries, whose
texts and keys take several times that in memory."""

LONGEST_LINE = 32_000_000
"""Bytes of a line of a file that is read line by line."""

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def is_stream(path: str) -> bool:
    """Whether a path names an open descriptor of this process, which no other process has."""
    return open_descriptor(path) is not None


def read_whole(path: str, limit: int = LIMIT, *, plain: bool = False) -> bytes:
    """The content of what ``path`` names: a file, or a FIFO or descriptor as a stream.

    What is compressed by gzip is unpacked, whatever its name. ``plain`` takes nothing but a file
    that is no link: for what was found in a folder. Raises InputError for whatever else it is, for
    more than ``limit`` bytes, packed or unpacked, and where the system says no.
    """
    with _told(path), _opened(path, plain) as raw:
        size = _size(raw, path, limit)
        return _unpacked(_whole(raw.read, path, limit, size), path, limit)


def read_stream(stream: BinaryIO, name: str, limit: int = LIMIT) -> bytes:
    """The content of an open stream; raises InputError as `read_whole` does."""
    # read() of a terminal would ask for a second Ctrl-D.
    read = getattr(stream, "read1", stream.read)
    with _told(name), suppress(io.UnsupportedOperation):
        number = stream.fileno()
        _refuse(os.fstat(number), name, number)
    with _told(name):
        return _unpacked(_whole(read, name, limit, _CHUNK), name, limit)


def beginning(path: str, size: int, *, plain: bool = False) -> bytes:
    """The first ``size`` bytes of a file, unpacked; raises InputError as `read_whole` does."""
    with _told(path), _opened(path, plain) as raw:
        return _stream(raw, path, size + _CHUNK).read(size)


def line_pieces(path: str, limit: int, *, plain: bool = False) -> Iterator[bytes]:
    """The lines of a file, a megabyte of whole lines at a time, so that memory does not grow.

    ``limit`` bounds what a packed file unpacks to; how large another is can be seen. Raises
    InputError as `read_whole` does, and for a line that is longer than `LONGEST_LINE`.
    """
    with _told(path), _opened(path, plain) as raw:
        stream = _stream(raw, path, limit)
        rest: list[bytes] = []
        held = 0
        while chunk := stream.read(_CHUNK):
            end = chunk.rfind(b"\n") + 1
            if end:
                yield b"".join((*rest, chunk[:end]))
                rest, held = [], 0
            rest.append(chunk[end:])
            held += len(chunk) - end
            if held > LONGEST_LINE:
                hint = "check that it is what its first lines say"
                raise InputError(
                    printable(path), f"has a line longer than {told(LONGEST_LINE)}", hint
                )
        if held:
            yield b"".join(rest)


def lines(path: str, limit: int = LIMIT, errors: str = "strict") -> Iterator[str]:
    """The lines of a UTF-8 text, of ``.gz`` and ``.xz`` too; ``-`` is standard input.

    ``errors`` says what becomes of bytes that are no UTF-8. Raises InputError as `read_whole` does,
    and for compressed data that is damaged or unfolds to more than ``limit`` bytes.
    """
    with _told(path), _opened(path) as raw:
        _size(raw, path, limit)
        stream = _unfolded(_Bounded(raw, path, limit), path, limit)
        for number, line in enumerate(stream, 1):
            try:
                yield (line.removeprefix(codecs.BOM_UTF8) if number == 1 else line).decode(
                    "utf-8", errors
                )
            except UnicodeDecodeError as error:
                hint = "save the file again as UTF-8 text"
                raise InputError(
                    f"{printable(path)}:{number}", "is not UTF-8 text", hint
                ) from error


def beyond_memory(path: str) -> InputError:
    """What to raise where memory ran out over an input."""
    hint = "split it, or read it on a machine with more"
    return InputError(printable(path), "too large for the memory of this machine", hint)


class _Bounded(io.RawIOBase):
    """A stream that raises InputError beyond ``limit`` bytes, and where its data is damaged."""

    def __init__(
        self,
        source: io.RawIOBase | io.BufferedIOBase,
        path: str,
        limit: int,
        damage: tuple[type[Exception], ...] = (),
    ) -> None:
        self._source, self._path, self._limit, self._damage = source, path, limit, damage
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            count: int | None = self._source.readinto(buffer)
        except self._damage as error:
            hint = "fetch or compress the file again"
            raise InputError(printable(self._path), f"is damaged: {error}", hint) from error
        if count is None:
            raise _endless(self._path)
        self._left -= count
        if self._left < 0:
            raise _too_large(self._path, self._limit)
        return count


def _gunzipped(stream: io.BufferedIOBase, path: str, limit: int) -> io.BufferedReader:
    import gzip
    import zlib

    unfolded = gzip.GzipFile(fileobj=stream)
    damage = (gzip.BadGzipFile, zlib.error, EOFError)
    return io.BufferedReader(_Bounded(unfolded, path, limit, damage), _CHUNK >> 4)


def _stream(raw: io.FileIO, path: str, limit: int) -> io.BufferedIOBase:
    """A file as a stream, unpacked up to ``limit`` bytes if it is packed."""
    stream = io.BufferedReader(_Bounded(raw, path, sys.maxsize), _CHUNK >> 4)
    packed = stream.peek(len(_GZIP)).startswith(_GZIP)
    return _gunzipped(stream, path, limit) if packed else stream


def _unpacked(data: bytes, path: str, limit: int) -> bytes:
    if not data.startswith(_GZIP):
        return data
    return _gunzipped(io.BytesIO(data), path, limit).read()


def _unfolded(raw: _Bounded, path: str, limit: int) -> Iterator[bytes]:
    stream = io.BufferedReader(raw, _CHUNK >> 4)
    if path.endswith(".gz"):
        return _gunzipped(stream, path, limit)
    damage: tuple[type[Exception], ...]
    if path.endswith(".xz"):
        import lzma

        unfolded, damage = lzma.LZMAFile(stream), (lzma.LZMAError, EOFError)  # noqa: SIM115
    else:
        return stream
    return io.BufferedReader(_Bounded(unfolded, path, limit, damage), _CHUNK >> 4)


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(printable(path), error.strerror or str(error), advice(error)) from error
    except MemoryError:
        raise beyond_memory(path) from None


@contextmanager
def _opened(path: str, plain: bool = False) -> Iterator[io.FileIO]:
    with io.FileIO(_open(path, plain), "rb") as raw:
        yield raw


def _open(path: str, plain: bool) -> int:
    number = None if plain else 0 if path == STANDARD_INPUT else open_descriptor(path)
    if number is not None:
        descriptor, waits = os.dup(number), True
    else:
        # A look beforehand, because opening alone makes some devices act; and who names a FIFO
        # waits for its writer.
        status = None if plain else os.stat(path)  # noqa: PTH116
        waits = status is not None and stat.S_ISFIFO(status.st_mode)
        if status is not None:
            _refuse(status, path)
        try:
            flags = _READ | (0 if waits else _AT_ONCE) | (_NO_LINK if plain else 0)
            descriptor = os.open(path, flags)
        except OSError as error:
            if plain and error.errno == errno.ELOOP:
                raise _changed(path) from error
            raise
    try:
        status = os.fstat(descriptor)
        _refuse(status, path, descriptor if number is not None else None)
        if not stat.S_ISREG(status.st_mode) and (plain or not (waits or is_null(status))):
            raise _changed(path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _refuse(status: os.stat_result, path: str, stream: int | None = None) -> None:
    """Raise InputError for what is no input; ``stream`` is a descriptor that was open before."""
    mode = status.st_mode
    if stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or is_null(status):
        return
    if stat.S_ISDIR(mode):
        raise InputError(printable(path), "is a folder", "name a file, not a folder")
    if stream is not None and (stat.S_ISSOCK(mode) or os.isatty(stream)):
        return
    what = "a socket" if stat.S_ISSOCK(mode) else "a device"
    hint = "save what it gives to a file, or pipe it in and name -"
    raise InputError(printable(path), f"is {what}, not a file", hint)


def is_null(status: os.stat_result) -> bool:
    """Whether it is the null device, which is as good as an empty file."""
    null = os.stat(os.devnull)  # noqa: PTH116
    return stat.S_ISCHR(status.st_mode) and status.st_rdev == null.st_rdev


def open_descriptor(path: str) -> int | None:
    """The number of the open descriptor of this process that a path names, if any."""
    if not path.startswith(("/dev/", "/proc/")):
        return None
    found = re.fullmatch(r"/(?:dev|proc/self)/fd/(\d{1,9})", path)
    return int(found[1]) if found else _STREAMS.get(path)


def _size(raw: io.FileIO, path: str, limit: int) -> int:
    """The bytes that an open file says it has; 0 for a stream. InputError for too many."""
    status = os.fstat(raw.fileno())
    size = status.st_size if stat.S_ISREG(status.st_mode) else 0
    if size > limit:
        raise _too_large(path, limit)
    return size


def _whole(read: Callable[[int], bytes | None], path: str, limit: int, expected: int) -> bytes:
    parts: list[bytes] = []
    left, wanted = limit + 1, expected + 1
    while left > 0:
        part = read(min(left, wanted))
        if part is None:
            raise _endless(path)
        if not part:
            return b"".join(parts)
        parts.append(part)
        left, wanted = left - len(part), _CHUNK
    raise _too_large(path, limit)


def _too_large(path: str, limit: int) -> InputError:
    hint = "split it, or use --max-size to read more at once"
    return InputError(printable(path), f"is larger than {told(limit)}", hint)


def _changed(path: str) -> InputError:
    return InputError(printable(path), "is no longer a file", "run it again")


def _endless(path: str) -> InputError:
    # A file that has nothing to give yet: the kernel's messages, for one.
    return InputError(printable(path), "has no end", "save what it has to a file and name that")
