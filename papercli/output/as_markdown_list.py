"""A Markdown list, to put into notes and READMEs: one bullet a paper, its title the link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from papercli.output import Row
from papercli.output.as_markdown import escape
from papercli.output.references import ARXIV, addresses, authors, text
from papercli.output.rows import MARK, counted

MOST_NAMES = 10
"""Authors that are named; more are counted."""


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write one line a paper; ``fields`` has no say."""
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        stream.write(f"- {'. '.join(_parts(row))}\n")
    return count


def _parts(row: Row) -> Iterator[str]:
    title = escape(text(row, "title"))
    doi = text(row, "doi")
    # By an address that names the paper itself a list is merged with others.
    named = sorted(addresses(row), key=lambda one: not one.startswith(ARXIV))
    if doi:
        named.insert(named[:1] != [] and named[0].startswith(ARXIV), f"https://doi.org/{doi}")
    address = next(filter(_linkable, named), "")
    yield f"[{title}]({_within(address)})" if address else f"**{title}**"
    who = authors(row)
    if who.names:
        names = ", ".join(escape(_given_first(name)) for name in who.names[:MOST_NAMES])
        more = who.cut or len(who.names) > MOST_NAMES
        # In italics, so that whoever reads the list knows where the names end.
        yield f"*{names} et al.*" if more else f"*{names}*"
    elif who.number is not None:
        yield counted(who.number, "author")
    if venue := text(row, "venue"):
        yield escape(venue)
    if row["published"]:
        yield f"{MARK if row.get('published_inferred') else ''}{row['published']}"
    for link in (f"arXiv:{text(row, 'arxiv_id')}", f"doi:{doi}"):
        name, _, value = link.partition(":")
        if value and value.lower() not in address.lower():
            yield f"{name}:{escape(value)}"


def _given_first(name: str) -> str:
    """A name as it is spoken: where commas divide names, none may be within."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return f"{given} {family}" if comma and family and given and "," not in given else name


def _linkable(address: str) -> bool:
    return address.isprintable() and not any(letter in address for letter in ' <>"\\')


def _within(address: str) -> str:
    """An address where a bracket would end the link."""
    return address.replace("(", "%28").replace(")", "%29")
