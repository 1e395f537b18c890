"""The one call from a command to output: rows in a format, or one report as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from papercli.cli.session import Session
from papercli.errors import UsageError
from papercli.output import Row
from papercli.output.formats import WRITERS, chosen, prepare, write
from papercli.output.rows import marked

SCREEN = 20
"""Rows a terminal gets unless ``-n`` says otherwise; a pipe gets all."""
MOST = 1 << 60
"""Rows beyond any index, and well within what SQLite takes as a number."""


def format_of(session: Session, name: str | None, as_json: bool) -> str:
    """The format to print in."""
    if as_json and name not in (None, "json"):
        raise UsageError(
            f"--json and --format {name} contradict each other", "leave one of them out"
        )
    return chosen("json" if as_json else name, session.terminal)


def has_own_fields(name: str) -> bool:
    """Whether a format is for papers alone, and prints what it has names for."""
    return name in WRITERS and not WRITERS[name].any_rows


def fields_of(
    wanted: str | None,
    known: Sequence[str],
    brief: Sequence[str],
    name: str,
    abstracts: bool = False,
) -> Sequence[str]:
    """The fields to print: those asked for, else all for programs and the brief ones for people.

    ``abstracts`` asks for them in a format that has them only then. Raises UsageError for what the
    format does not take.
    """
    if abstracts and not (name in WRITERS and WRITERS[name].abstracts):
        takes = ", ".join(each for each, writer in WRITERS.items() if writer.abstracts)
        hint = f"it is for {takes}; elsewhere --fields names what is printed"
        raise UsageError(f"--abstracts is not for {name}", hint)
    if wanted is not None and has_own_fields(name):
        called = WRITERS[name].called or name
        raise UsageError(f"--fields is not for {called}", "it has the fields that it has names for")
    if abstracts:
        return (*brief, "abstract")
    if wanted is None:
        return known if name in WRITERS and WRITERS[name].whole else brief
    from papercli.query.names import KEYS  # what prints no papers needs none of it

    named = [field.strip() for field in wanted.split(",") if field.strip()]
    fields = [field if field in known else KEYS.get(field, field) for field in named]
    unknown = [field for field in fields if field not in known]
    if unknown or not fields:
        what = (
            f"unknown field {', '.join(map(repr, unknown))}" if unknown else "--fields names none"
        )
        raise UsageError(what, f"the fields are {', '.join(known)}")
    return fields


def limit_of(session: Session, limit: int | None, name: str) -> int | None:
    """How many rows to print; ``None`` is all. Nothing is cut unless a person looks on."""
    if limit is None:
        return SCREEN if name == "table" and session.terminal else None
    return min(limit, MOST) or None


def emit(
    session: Session,
    name: str,
    rows: Iterable[Row],
    fields: Sequence[str],
    found: Sequence[str] = (),
) -> int:
    """Print rows; returns how many there were.

    Where no column says that a year is inferred, the date itself is marked.
    """
    if name not in WRITERS or not WRITERS[name].flags:
        rows = map(marked, rows)
    if name != "table":
        return write(name, rows, fields, sys.stdout)
    from papercli.output.as_table import draw
    from papercli.output.console import console

    return draw(rows, fields, console(sys.stdout, session.color), found)


def emit_report(value: object) -> None:
    """Print one report as JSON."""
    from papercli.output.as_json import write_object

    prepare("json", sys.stdout)
    write_object(value, sys.stdout)


def refuse_databases(path: str, index: Path) -> None:
    """Raise UsageError for the index, what SQLite keeps beside it, and any other SQLite file."""
    from papercli.store.errors import is_sqlite

    place = Path(os.path.realpath(path))
    beside = {os.path.realpath(index) + suffix for suffix in ("", "-wal", "-shm", "-journal")}
    if str(place) in beside or (place.is_file() and is_sqlite(place)):
        raise UsageError(f"{path} is an SQLite file, and left as it is", "name another file")
