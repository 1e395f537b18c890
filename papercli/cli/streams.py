"""The three standard streams, which may be closed, full, or of an encoding that lacks a letter."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def open_closed() -> None:
    """Give a closed stream (``>&-``) the null device; no later file may take its descriptor."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def stdin() -> TextIO:
    """Standard input as UTF-8 text in any locale; bytes that are none are replaced."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None and sys.stdin.encoding != "utf-8-sig":
        reconfigure(encoding="utf-8-sig", errors="replace")
    return sys.stdin


def say(message: str) -> None:
    """Write one line to standard error; that it cannot be written is not worth another error."""
    try:
        print(message, file=sys.stderr, flush=True)  # noqa: T201
    except (OSError, ValueError):
        return


def flush() -> None:
    """Write out what is buffered while an error can still be reported."""
    sys.stdout.flush()


def abandon_stdout() -> None:
    """Let what is still buffered go nowhere: nobody reads it, or it cannot be written.

    Without this the interpreter tries again at exit and fails a second time, with a traceback.
    """
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError, io.UnsupportedOperation):
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, descriptor)
        os.close(null)
