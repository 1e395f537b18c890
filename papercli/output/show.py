"""One paper whole: as JSON, and as ``name, value`` lines for a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from papercli.model.paper import Paper
from papercli.output.evidence import in_one_line
from papercli.output.groups import group_value, link_words, repeated
from papercli.output.rows import (
    date_value,
    flat,
    is_inferred,
    marked,
    marked_date,
    organization_value,
    paper_row,
)
from papercli.paths import shown
from papercli.search.evidence import Group
from papercli.search.origins import origins_of
from papercli.store.sightings import StoredSighting
from papercli.text import visible


def show_value(paper: Paper, group: Group) -> dict[str, object]:
    """The paper's JSON object with three more keys: ``from``, the number of the sighting that each
    field is from, ``seen``, every sighting as read, and ``merges``, what joined them.
    """
    same_text = repeated(group)
    return {
        **paper_row(paper),
        "from": origins_of(paper, group.members),
        "seen": [
            {
                **_as_read(seen),
                "same_text_as": same_text.get(seen.number),
                "year_inferred": is_inferred(seen.date),
            }
            for seen in group.members
        ],
        "merges": group_value(group)["merges"],
    }


def _as_read(seen: StoredSighting) -> dict[str, object]:
    read = seen.sighting
    first = {
        "number": seen.number,
        "path": shown(seen.path),
        "date": date_value(seen.date),
        "line": read.line,
        "title": read.title,
        "abstract": read.abstract,
        "published": date_value(read.published),
        "author_count": read.author_count,
        "authors": list(read.authors) if read.authors is not None else None,
        "organization": organization_value(read.organization),
    }
    return first | {name: value for name, value in read._asdict().items() if name not in first}


def write_lines(paper: Paper, group: Group, stream: TextIO, *, bits: bool = False) -> None:
    """Write what is known, one ``name<TAB>value`` line each; a list has a line for each item.

    With ``bits`` a line that says why two sightings are together ends with the match weights.
    """
    for cells in _cells(paper, group, bits):
        stream.write("\t".join(visible(cell) for cell in cells) + "\n")


def _cells(paper: Paper, group: Group, bits: bool) -> Iterator[tuple[str, ...]]:
    for name, value in marked(paper_row(paper)).items():
        if name == "digests":
            continue
        if isinstance(value, list):
            yield from ((name, flat(item)) for item in value)
        elif value is not None:
            yield name, flat(value)
    if len(group.members) > 1:
        for name, number in origins_of(paper, group.members).items():
            if number is not None:
                yield "from", name, str(number)
    for member in group.members:
        date = marked_date(member.date) or ""
        yield "seen", str(member.number), date, f"{shown(member.path)}:{member.line}", member.title
    for number, same in repeated(group).items():
        if same is not None:
            yield "merged", str(same), str(number), "the same text"
    for link in group.links:
        weights = (in_one_line(link.verdict),) if bits else ()
        yield "merged", str(link.a), str(link.b), link_words(link), *weights
