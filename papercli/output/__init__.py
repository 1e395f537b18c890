"""How results look: a table of formats, one file each; the rest is laid out for a person.

The machine formats import nothing beyond the standard library, so that a search for the next
program in a pipe starts fast; Rich is imported only where a terminal is drawn on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TextIO

Row = Mapping[str, object]
"""One thing to print: the keys of its JSON object, with values JSON can hold."""

WRITERS = {
    "json": "papercli.output.as_json:write",
    "ndjson": "papercli.output.as_ndjson:write",
    "csv": "papercli.output.as_csv:write",
    "tsv": "papercli.output.as_tsv:write",
    "markdown": "papercli.output.as_markdown:write",
    "bibtex": "papercli.output.as_bibtex:write",
}
"""Format -> what writes rows in it; a table is drawn by what knows the kind of row."""

MACHINE = frozenset({"json", "ndjson", "csv", "bibtex", "markdown"})
"""Formats that are UTF-8 whatever the locale says; TSV and tables are read by eye as well."""

WHOLE = frozenset({"json", "ndjson", "csv"})
"""Formats that hold every field unless told otherwise."""


def chosen(wanted: str | None, terminal: bool) -> str:
    """The format asked for, or a table on a terminal and tab-separated lines elsewhere."""
    return wanted or ("table" if terminal else "tsv")


def write(name: str, rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write rows in a format of `WRITERS`; returns how many there were."""
    prepare(name, stream)
    module, function = WRITERS[name].split(":")
    count: int = getattr(import_module(module), function)(rows, fields, stream)
    return count


def prepare(name: str, stream: TextIO) -> None:
    """Set a stream's encoding for a format; streams that cannot be set are left as they are."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if name in MACHINE:
        # A path that is no valid UTF-8 is escaped, which in JSON is again the same character.
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    elif sys.platform == "win32":
        reconfigure(errors="backslashreplace", newline="\n")
    else:
        reconfigure(errors="backslashreplace")
