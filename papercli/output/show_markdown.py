"""One paper as a card in Markdown, to keep in notes: what is known, the abstract, where it was
seen, and why that is one paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from papercli.identifiers import ADDRESSES
from papercli.model.paper import COUNTERS, Paper
from papercli.output.as_markdown import escape
from papercli.output.evidence import in_one_line
from papercli.output.groups import link_words
from papercli.output.rows import counted, flat, heading, marked_date, with_year
from papercli.paths import shown
from papercli.search.evidence import Group

_LINKABLE = re.compile(r"https?://[^\s<>\\]+")


def write(paper: Paper, group: Group, stream: TextIO, *, bits: bool = False) -> None:
    """Write the card; what is not known is left out. ``bits`` adds the match weights."""
    stream.write(f"## {escape(paper.title)}\n\n")
    for label, value in _known(paper):
        stream.write(f"- **{label}:** {value}\n")
    if paper.abstract:
        stream.write(f"\n{_paragraph(paper.abstract)}\n")
    if paper.summary:
        stream.write(f"\n**Summary:** {_paragraph(paper.summary)}\n")
    stream.write(f"\n### Seen {counted(len(group.members), 'time')}\n\n")
    for member in group.members:
        date = escape(marked_date(member.date) or "")
        place = escape(f"{shown(member.path)}:{member.line}")
        stream.write(f"{member.number}. {f'{date}, ' if date else ''}{place}\n")
    if group.links:
        stream.write("\n### Why this is one paper\n\n")
        for link in group.links:
            weights = f" ({in_one_line(link.verdict)})" if bits else ""
            why = escape(f"{link_words(link)}{weights}")
            stream.write(f"- {link.a} and {link.b}: {why}\n")


def _known(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "Paper", str(paper.id)
    if with_year(paper.published):
        yield "Published", escape(marked_date(paper.published) or "")
    if paper.authors:
        yield "Authors", escape("; ".join(paper.authors))
    elif paper.author_count is not None:
        yield "Authors", str(paper.author_count)
    if paper.organization:
        yield "Organization", escape(paper.organization.name or paper.organization.slug)
    for name in ("venue", "kind", "categories"):
        if value := flat(getattr(paper, name)):
            yield heading(name), escape(value)
    for counter in COUNTERS:
        if (count := getattr(paper, counter)) is not None:
            yield counter.capitalize(), str(count)
    for name, before in ADDRESSES.items():
        if identifier := getattr(paper, name):
            yield heading(name), _address(f"{before}{identifier}")
    if paper.url:
        yield "URL", _address(paper.url)
    if paper.links:
        yield "Links", ", ".join(map(_address, paper.links))


def _address(address: str) -> str:
    """An address as a link, where Markdown can hold it as one."""
    whole = address.isprintable() and _LINKABLE.fullmatch(address)
    return f"<{address}>" if whole else escape(address)


def _paragraph(text: str) -> str:
    """A text as one paragraph, whatever it begins with."""
    # A sign or a number at the start would begin a heading, a list or a rule.
    return re.sub(r"\A(\d*)([#+=.)-])", r"\1\\\2", escape(text.strip()))
