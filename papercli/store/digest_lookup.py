"""Which digest a person means."""

from __future__ import annotations

from sqlite3 import Connection

from papercli.errors import PapersError, UsageError
from papercli.paths import shown, whole


def find_digest(connection: Connection, text: str) -> int:
    """The id of the digest that a person means by its id, its path, its path and line, or the start
    of its fingerprint.

    Raises PapersError where there is none, UsageError where there is more than one.
    """
    columns = "SELECT id, path, substr(fingerprint, 1, 12) FROM digests WHERE "
    # An index made by an older version keeps paths as they were typed.
    found = connection.execute(columns + "path IN (?, ?)", (text, whole(text))).fetchall()
    if not found and text.isascii() and text.isdigit() and text[0] != "0":
        found = connection.execute(columns + "id = ?", (int(text[:18]),)).fetchall()
    path, _, line = text.rpartition(":")
    if not found and path and line.isascii() and line.isdigit():
        found = connection.execute(
            columns + "path IN (?, ?) AND line = ?", (path, whole(path), int(line[:18]))
        ).fetchall()
    prefix = text.lower()
    if not found and prefix and not set(prefix) - set("0123456789abcdef"):
        found = connection.execute(
            columns + "fingerprint >= :start AND fingerprint < :start || 'g'", {"start": prefix}
        ).fetchall()
    if not found:
        ending = "/" + text
        found = connection.execute(
            columns + "substr(path, -length(:end)) = :end", {"end": ending}
        ).fetchall()
    if not found:
        raise PapersError(f"no digest matches {text}", "papers digests lists them")
    if len(found) > 1:
        names = ", ".join(
            f"{number} ({shown(path)}, {start}…)" for number, path, start in found[:5]
        )
        raise UsageError(f"{text} matches {len(found)} digests: {names}", "name one by its id")
    return int(found[0][0])
