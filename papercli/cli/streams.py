"""The three standard streams, which may be closed, full, or of an encoding that lacks a letter."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TextIO

from papercli.errors import UsageError

_ANY_BYTES = "utf-8-sig"
LONGEST_LINE = 1 << 20
"""Characters of a line that is typed or piped in: far more than a line of a search has."""


def open_all() -> None:
    """Give a closed stream (``>&-``) the null device, as no later file may take its descriptor."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


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


def text_input() -> TextIO:
    """Standard input, in which any bytes are letters of some kind."""
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.encoding != _ANY_BYTES:
        with suppress(io.UnsupportedOperation):  # somebody read from it before
            sys.stdin.reconfigure(encoding=_ANY_BYTES, errors="replace")
    return sys.stdin


def read_line() -> str:
    """The next line of standard input, empty at its end. Raises UsageError for one without end."""
    line = text_input().readline(LONGEST_LINE)
    if len(line) == LONGEST_LINE and not line.endswith("\n"):
        hint = "pipe in the lines of a search, or type what is asked for"
        raise UsageError("standard input holds no lines of text", hint)
    return line
