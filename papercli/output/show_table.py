"""One paper drawn: what is known of it, where it was seen, why that is one paper."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from papercli.model.paper import COUNTERS, Paper
from papercli.output.console import NAME, QUIET, data
from papercli.output.groups_table import draw_links, draw_members
from papercli.output.rows import marked_date, with_year
from papercli.search.evidence import Group
from papercli.search.origins import origins_of

LABELS = {
    "author_count": "authors",
    "authors": "author names",
    "arxiv_id": "arXiv",
    "version": "arXiv version",
    "doi": "DOI",
    "openreview_id": "OpenReview",
    "acl_id": "ACL",
    "url": "URL",
}
"""How a field is called here where its key is not its name."""
IDENTIFIERS = ("arxiv_id", "version", "doi", "openreview_id", "acl_id", "url")


def draw(paper: Paper, group: Group, console: Console, *, bits: bool = False) -> None:
    """Draw a paper; what is not known is left out. With ``bits``, why it is one in match weights
    too."""
    console.print(Text.assemble(data(paper.id, QUIET), "  ", data(paper.title, NAME)))
    table = Table.grid(padding=(0, 1))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(ratio=1)
    for label, value in (*_known(paper), *_origins(paper, group)):
        table.add_row(data(label), data(value))
    console.print(Padding(table, (1, 0, 0, 0)))
    if paper.abstract:
        console.print(Padding(data(paper.abstract), (1, 0, 0, 0)))
    if paper.summary:
        summary = Text.assemble(data("Summary", NAME), "  ", data(paper.summary))
        console.print(Padding(summary, (1, 0, 0, 0)))
    console.print()
    console.print(data("Seen", NAME))
    draw_members(group, console)
    if group.links:
        console.print()
        console.print(data("Why this is one paper", NAME), end="")
        draw_links(group, console, bits=bits)


def _known(paper: Paper) -> list[tuple[str, str]]:
    organization = paper.organization
    authors = "; ".join(paper.authors) if paper.authors else None
    facts = (
        (
            "published",
            paper.published and with_year(paper.published) and marked_date(paper.published),
        ),
        ("authors", _both(paper.author_count, authors)),
        ("organization", organization and f"{organization.name} ({organization.slug})"),
        *((counter, getattr(paper, counter)) for counter in COUNTERS),
        ("venue", paper.venue),
        ("kind", paper.kind),
        ("categories", ", ".join(paper.categories) if paper.categories else None),
        *((LABELS[name], getattr(paper, name)) for name in IDENTIFIERS),
        ("links", "  ".join(paper.links) or None),
        ("digests", _span(paper)),
    )
    return [(label, str(value)) for label, value in facts if value is not None]


def _origins(paper: Paper, group: Group) -> list[tuple[str, str]]:
    """What each of several sightings gave to the paper: ``1: published; 5: title, abstract``."""
    if len(group.members) < 2:
        return []
    given: dict[int, list[str]] = {}
    for name, number in origins_of(paper, group.members).items():
        if number is not None:
            given.setdefault(number, []).append(LABELS.get(name, name))
    parts = (f"{number}: {', '.join(names)}" for number, names in sorted(given.items()))
    return [("from", "; ".join(parts))]


def _both(count: int | None, names: str | None) -> str | None:
    if count is None or names is None:
        return names if count is None else str(count)
    return f"{count}: {names}"


def _span(paper: Paper) -> str | None:
    if paper.first_seen is None or paper.last_seen is None:
        return None
    first, last = marked_date(paper.first_seen), marked_date(paper.last_seen)
    return first if first == last else f"{first} to {last}"
