"""The formats of results, by name, and what each is good for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TextIO

from papercli.output import Row


class Writer:
    """A format, and what it is good for."""

    def __init__(
        self,
        place: str,
        *,
        whole: bool = False,
        nested: bool = False,
        any_rows: bool = True,
        flags: bool = False,
        called: str = "",
        abstracts: bool = False,
        by_eye: bool = False,
    ) -> None:
        self.place = place
        """The module and, after a colon, the function that writes rows to a stream."""
        self.whole = whole
        """Holds every field unless told otherwise."""
        self.nested = nested
        """Holds lists and objects as such."""
        self.any_rows = any_rows
        """For rows of every kind; else for papers alone, with fields of its own."""
        self.flags = flags
        """Says in a column of its own whether a year is inferred; else the date is marked."""
        self.called = called
        """What a message calls it, where it has fields of its own."""
        self.abstracts = abstracts
        """Holds abstracts only where they are asked for."""
        self.by_eye = by_eye
        """In the locale's encoding, since people read it as well; else UTF-8 whatever the
        locale."""


WRITERS = {
    "json": Writer("papercli.output.as_json:write", whole=True, nested=True, flags=True),
    "ndjson": Writer("papercli.output.as_ndjson:write", whole=True, nested=True, flags=True),
    "csv": Writer("papercli.output.as_csv:write", whole=True, flags=True),
    "tsv": Writer("papercli.output.as_tsv:write", by_eye=True),
    "lines": Writer("papercli.output.as_lines:write", whole=True, by_eye=True),
    "markdown": Writer("papercli.output.as_markdown:write"),
    "bibtex": Writer(
        "papercli.output.as_bibtex:write",
        any_rows=False,
        flags=True,
        called="BibTeX",
        abstracts=True,
    ),
    "ris": Writer(
        "papercli.output.as_ris:write", any_rows=False, flags=True, called="RIS", abstracts=True
    ),
    "csl-json": Writer(
        "papercli.output.as_csl_json:write",
        any_rows=False,
        flags=True,
        called="CSL-JSON",
        abstracts=True,
    ),
    "markdown-list": Writer(
        "papercli.output.as_markdown_list:write", any_rows=False, flags=True, called="a list"
    ),
}
"""The formats by name; a table is drawn by what knows the kind of row."""
TABLE = "table"


def chosen(wanted: str | None, terminal: bool) -> str:
    """The format asked for, or a table on a terminal and tab-separated lines elsewhere."""
    return wanted or (TABLE if terminal else "tsv")


def write(name: str, rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write rows in a format of `WRITERS`; returns how many there were."""
    prepare(name, stream)
    module, function = WRITERS[name].place.split(":")
    count: int = getattr(import_module(module), function)(rows, fields, stream)
    return count


def prepare(name: str, stream: TextIO) -> None:
    """Set a stream's encoding for a format; streams that cannot be set are left as they are."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if name in WRITERS and not WRITERS[name].by_eye:
        # A path that is no valid UTF-8 is escaped, which in JSON is again the same character.
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    elif sys.platform == "win32":
        reconfigure(errors="backslashreplace", newline="\n")
    else:
        reconfigure(errors="backslashreplace")
