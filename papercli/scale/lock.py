"""One run at a time in a folder: a lock that ends with the process, however that ends."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import IO

from papercli.errors import BusyError

_HINT = "wait until it is done, or end it; --resume goes on with what it leaves"
_HELD = (errno.EACCES, errno.EAGAIN)
_UNKNOWN = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
"""A file system that has no locks is none the worse for a single run."""


def hold(file: Path) -> IO[str]:
    """Lock a file, until what is returned is closed; who holds it is written there.

    Raises BusyError, which names the holder, where another process does, and OSError.
    """
    # Opened without being cut: it may be another's.
    opened = os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o666), "r+", encoding="utf-8")
    try:
        with suppress(ImportError):  # not everywhere
            from fcntl import LOCK_EX, LOCK_NB, flock

            flock(opened, LOCK_EX | LOCK_NB)
        opened.truncate(0)
        opened.write(f"process {os.getpid()} on {socket.gethostname()}\n")
        opened.flush()
    except OSError as error:
        if error.errno in _UNKNOWN:
            return opened
        holder = opened.readline().strip() or "another process"
        opened.close()
        if error.errno not in _HELD:
            raise
        raise BusyError(f"{holder} is at work in {file.parent}", _HINT) from error
    return opened
