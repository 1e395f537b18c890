"""RIS, as reference managers import it: one entry a paper, of the type of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO, cast

from papercli import kinds
from papercli.output import Row
from papercli.output.references import addresses, authors, date_parts, key, note, text
from papercli.text import visible


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write one entry a paper, with what RIS has a tag for; of ``fields`` it only matters whether
    the abstract is among them."""
    with_abstract = "abstract" in fields
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        for tag, value in _entries(row, with_abstract):
            stream.write(f"{tag}  - {value}\n")
        stream.write("ER  - \n\n")
    return count


def _entries(row: Row, with_abstract: bool) -> Iterator[tuple[str, str]]:
    kind = cast("str | None", row.get("kind"))
    yield "TY", kinds.as_ris(kind)
    yield "ID", key(row)
    yield "TI", text(row, "title")
    for name in authors(row).names:
        yield "AU", name
    if venue := text(row, "venue"):
        yield "JO" if kind == "article" else "T2", venue
    date = date_parts(row)
    if date:
        yield "PY", f"{date[0]:04}"
        # Three slashes always: that is how a reader knows which parts are missing.
        parts = [f"{part:02}" for part in date[1:]]
        yield "DA", "/".join([f"{date[0]:04}", *parts, *[""] * (3 - len(parts))])
    if doi := text(row, "doi"):
        yield "DO", doi
    for address in addresses(row):
        yield "UR", " ".join(address.split())
    for link in cast("Sequence[str]", row.get("links") or ()):
        yield "L2", " ".join(visible(link).split())
    if said := note(row):
        yield "N1", said
    if with_abstract and row["abstract"]:
        yield "AB", text(row, "abstract")
