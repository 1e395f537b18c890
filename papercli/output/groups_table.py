"""Merged groups and undecided pairs drawn: the evidence in words, titles that differ, and where it
is asked for the weights as a waterfall."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from papercli.output.console import NAME, QUIET, data
from papercli.output.evidence import heading
from papercli.output.groups import link_words, outcome, repeated
from papercli.output.pairs import draw_titles, draw_waterfall
from papercli.output.rows import marked_date
from papercli.paths import shown
from papercli.search.evidence import Group, Pair, Side

MOST_PLACES = 3
"""Places named for one side of a pair; a paper of fifty digests needs no more."""


def draw_group(group: Group, console: Console, *, bits: bool = False) -> None:
    """Draw a merged paper: its sightings as read, then what links them."""
    console.print(Text.assemble(data(group.paper_id, NAME), "  ", data(group.title, NAME)))
    draw_members(group, console)
    draw_links(group, console, bits=bits)


def draw_links(group: Group, console: Console, *, bits: bool = False) -> None:
    """Draw what joined the sightings of a paper, each link in words; with ``bits`` the match
    weights behind it as well."""
    titles = {member.number: member.title for member in group.members}
    for link in group.links:
        console.print()
        _draw_said(data(f"{link.a} and {link.b}:", QUIET), data(link_words(link)), console)
        if titles[link.a] != titles[link.b]:
            left, right = (f"{link.a}:", titles[link.a]), (f"{link.b}:", titles[link.b])
            draw_titles(left, right, console)
        if bits:
            draw_waterfall(link.verdict, console)


def draw_members(group: Group, console: Console) -> None:
    """Draw the sightings of a paper: number, place, date of the digest, the title as read."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style=QUIET, no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    same_text = repeated(group)
    for member in group.members:
        place = data(f"{shown(member.path)}:{member.line}")
        if same_text[member.number] is not None:
            place.append(f"  same text as {same_text[member.number]}", QUIET)
        table.add_row(data(member.number), data(marked_date(member.date) or "-", QUIET), place)
        if member.title != group.title and same_text[member.number] is None:
            table.add_row(data(""), data(""), data(member.title, QUIET))
    console.print(table)


def draw_pair(pair: Pair, console: Console, *, bits: bool = False) -> None:
    """Draw two papers that may be one: their titles, where they were seen, and in words what speaks
    for and against it; with ``bits`` the match weights as well."""
    console.print(data(heading(outcome(pair), pair.verdict) if bits else outcome(pair), NAME))
    if pair.refused:
        console.print(
            data("match refused: merging would put records judged different into one paper", QUIET)
        )
    draw_titles(_named(pair.a), _named(pair.b), console)
    for said in pair.said:
        _draw_said(data("-", QUIET), data(said), console)
    for side in (pair.a, pair.b):
        _draw_said(data(f"{side.paper_id}:", QUIET), data(places(side), QUIET), console)
    if bits:
        draw_waterfall(pair.verdict, console)


def _draw_said(label: Text, said: Text, console: Console) -> None:
    """Draw a sentence behind its label; where it wraps, the lines stand under its beginning."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(label, said)
    console.print(table)


def places(side: Side) -> str:
    """Where a side was seen: a few places, and how many more there are."""
    named = ", ".join(f"{shown(path)}:{line}" for path, line in side.sightings[:MOST_PLACES])
    more = len(side.sightings) - MOST_PLACES
    return f"{named} and {more} more" if more > 0 else named


def _named(side: Side) -> tuple[str, str]:
    return f"{side.paper_id}:", side.title
