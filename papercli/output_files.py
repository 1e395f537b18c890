"""Writing to what a user named: a file as a whole, a stream as it comes, nothing else."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress

from papercli.errors import InputError
from papercli.files import is_null, open_descriptor
from papercli.paths import printable

_WRITE = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_OUTLET = ("is a device or a socket, not a file", "name a file, or - for standard output")


def write_text(path: str, text: str) -> None:
    """Write a text to what ``path`` names; a file is replaced as a whole, or stays as it was.

    A FIFO, a terminal, the null device and an open descriptor get it as it comes. Raises OSError.
    """
    data = text.encode("utf-8", "backslashreplace")
    outlet = _outlet(path)
    try:
        if outlet is None:
            _replace(os.path.realpath(path), data)  # what a link leads to, not the link
        else:
            with open(outlet, "wb") as stream:  # noqa: PTH123 - a descriptor
                stream.write(data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error


def _replace(path: str, data: bytes) -> None:
    # A name of its own: somebody else may be writing the same file.
    partial = os.path.join(os.path.dirname(path), f".papers-{os.urandom(8).hex()}.part")  # noqa: PTH118, PTH120
    descriptor = os.open(partial, _WRITE | os.O_CREAT | os.O_EXCL | _AT_ONCE | _NO_LINK, 0o666)
    with open(descriptor, "wb") as stream:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        try:
            stream.write(data)
            stream.close()
            os.replace(partial, path)  # noqa: PTH105
        except OSError:
            with suppress(OSError):
                os.unlink(partial)  # noqa: PTH108
            raise


def _outlet(path: str) -> int | None:
    """A descriptor to write to what is no file; None for a file, and where nothing is yet."""
    number = open_descriptor(path)
    if number is not None:
        return os.dup(number)
    try:
        status = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        return None
    if stat.S_ISREG(status.st_mode):
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    waits = stat.S_ISFIFO(status.st_mode)
    if not (waits or stat.S_ISCHR(status.st_mode)):
        raise InputError(printable(path), *_NO_OUTLET)
    descriptor = os.open(path, _WRITE | (0 if waits else _AT_ONCE))
    opened = os.fstat(descriptor)
    if stat.S_ISFIFO(opened.st_mode) or is_null(opened) or os.isatty(descriptor):
        os.set_blocking(descriptor, True)
        return descriptor
    os.close(descriptor)
    raise InputError(printable(path), *_NO_OUTLET)
