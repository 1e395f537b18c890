"""CSL-JSON, as citation processors take it: an array of items, one a paper.

The fields are those of the schema of CSL 1.0.2
(https://github.com/citation-style-language/schema, ``csl-data.json``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TextIO, cast

from papercli import kinds
from papercli.output import Row
from papercli.output.as_json import encode
from papercli.output.references import addresses, authors, date_parts, key, note, text

OTHERS = {"literal": "others"}
"""Stands for the names that are missing, as pandoc has it."""
_OF_NO_PERSON = re.compile(
    r"\b(?:and|of|for|the|team|group|lab|labs|laboratory|university|institute|collaboration)\b"
    r"|[&\d]",
    re.IGNORECASE,
)


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write the array as it comes; ``[]`` when there is nothing. Of ``fields`` it only matters
    whether the abstract is among them."""
    with_abstract = "abstract" in fields
    count = 0
    for count, row in enumerate(rows, 1):
        stream.write("[\n" if count == 1 else ",\n")
        stream.write(encode(_item(row, with_abstract)))
    stream.write("\n]\n" if count else "[]\n")
    return count


def _item(row: Row, with_abstract: bool) -> dict[str, object]:
    date = date_parts(row)
    issued: dict[str, object] = {"date-parts": [list(date)]}
    if row.get("published_inferred"):
        issued["circa"] = True
    who = authors(row)
    arxiv_id = text(row, "arxiv_id")
    known = {
        "id": key(row),
        "type": kinds.as_csl(cast("str | None", row.get("kind"))),
        "title": text(row, "title"),
        "author": [_name(name) for name in who.names] + ([OTHERS] if who.cut else []),
        "issued": issued if date else None,
        "container-title": text(row, "venue"),
        "number": f"arXiv:{arxiv_id}" if arxiv_id else "",
        "DOI": text(row, "doi"),
        "URL": next(addresses(row), ""),
        "note": note(row),
        "abstract": text(row, "abstract") if with_abstract else "",
    }
    return {name: value for name, value in known.items() if value}


def _name(name: str) -> dict[str, str]:
    """A name in the parts that CSL sorts by; whole where it may be no person's."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given and "," not in given:
        return {"family": family, "given": given}
    words = name.split()
    if comma or len(words) == 1 or _OF_NO_PERSON.search(name):
        return {"literal": name}
    first = next((at for at, word in enumerate(words[1:], 1) if word.islower()), len(words) - 1)
    return {"family": " ".join(words[first:]), "given": " ".join(words[:first])}
