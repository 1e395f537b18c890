"""Paths as they are kept and as they are shown: whole in an index, relative for whoever reads them.

A path that is relative in an index means nothing once it is read from another folder; one that is
whole in a table takes the room of what the table is about.
"""

from __future__ import annotations

import os


def printable(path: str) -> str:
    """A path as it is kept and shown: bytes that are no UTF-8 as ``\\xff``, for no index and no
    terminal takes them. What is that already stays as it is, whatever the locale."""
    if path.isascii():
        return path
    # Such bytes are surrogates here; in a locale of ASCII all bytes of other letters are.
    errors = "surrogateescape" if os.name == "posix" else "surrogatepass"
    return path.encode("utf-8", errors).decode("utf-8", "backslashreplace")


def whole(path: str) -> str:
    """The path of a file from the root on, `printable`; links in it stay as they were named."""
    try:
        return printable(os.path.abspath(path))  # noqa: PTH100 - Path would keep what ".." undoes
    except OSError:  # the current folder was removed
        return printable(path)


def shown(path: str, folder: str | None = None) -> str:
    """A kept path as a person would name it: relative where it lies below ``folder``, which is the
    current one unless said, else as it is kept.

    An index made by an older version keeps what was typed; that is shown as it is.
    """
    if not os.path.isabs(path):  # noqa: PTH117 - a text, perhaps of another system
        return path
    if folder is None:
        try:
            folder = os.getcwd()  # noqa: PTH109
        except OSError:
            return path
    below = os.path.join(printable(folder), "")  # noqa: PTH118
    return path[len(below) :] if path.startswith(below) and path != below else path
