"""Errors in red and hints dim, for a person at a terminal; everybody else gets the bare line."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

_RED, _DIM, _OFF = "\x1b[31m", "\x1b[2m", "\x1b[0m"


def error(line: str, color: str) -> str:
    """A line for standard error that says what went wrong; ``color`` as of ``--color``."""
    return f"{_RED}{line}{_OFF}" if _wanted(color, sys.stderr, os.environ) else line


def hint(line: str, color: str) -> str:
    """A line for standard error that says what to do; ``color`` as of ``--color``."""
    return f"{_DIM}{line}{_OFF}" if _wanted(color, sys.stderr, os.environ) else line


def by_its_beginning(line: str, color: str) -> str:
    """A line for standard error, an error if it begins as one, a hint likewise, or neither."""
    if line.startswith("papers: "):
        return error(line, color)
    return hint(line, color) if line.lstrip().startswith("hint: ") else line


def said(arguments: Sequence[str]) -> str:
    """What a command line says of ``--color``, ``auto`` where nothing; for errors that come before
    the command line is read, or because it cannot be."""
    found = "auto"
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--color":
            found = "".join(arguments[place + 1 : place + 2])
        elif word.startswith("--color="):
            found = word.partition("=")[2]
    return found if found in ("always", "never") else "auto"


def _wanted(color: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    if color != "auto":
        return color == "always"
    plain = environment.get("NO_COLOR") or environment.get("TERM") in ("dumb", "unknown")
    # The console of Windows shows the codes as they are unless it is told otherwise.
    return stream.isatty() and not plain and sys.platform != "win32"
