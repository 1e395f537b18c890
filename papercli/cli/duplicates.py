"""``papers duplicates``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Annotated, TypeVar

import typer

from papercli.cli.answer_options import Json, PlainFormat, Query, Rows
from papercli.cli.asking import existing, narrowed
from papercli.cli.printing import emit, format_of, limit_of
from papercli.cli.session import Session
from papercli.errors import UsageError
from papercli.output.formats import WRITERS
from papercli.output.groups import (
    MEMBER_FIELDS,
    PAIR_FIELDS,
    group_value,
    member_rows,
    pair_rows,
    pair_value,
)
from papercli.search.evidence import Group, Pair, merged_groups, near, undecided_pairs

Item = TypeVar("Item")


DUPLICATES_HELP = """\
List merged papers, largest group first, with the evidence.

Each group shows its titles as read and, in words, what joined them. -v and JSON add the match
weights in bits: a weight of 10 means that the agreement is 2**10 times likelier between two
sightings of one paper than between two papers.

Examples:
papers duplicates
papers duplicates "diffusion" --json
papers duplicates --undecided
papers duplicates --near 12
"""


def duplicates(
    session: Session,
    query: Query = None,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="Possible duplicates that await your decision.")
    ] = False,
    near_id: Annotated[
        int | None, typer.Option("--near", metavar="ID", help="Near misses of this paper.")
    ] = None,
    limit: Rows = None,
    format: PlainFormat = None,
    as_json: Json = False,
) -> None:
    """Run `papers duplicates`."""
    if near_id is not None and (undecided or query):
        raise UsageError("--near stands alone", "leave the query and --undecided out")
    name = format_of(session, format, as_json)
    rows = limit_of(session, limit, name)
    with session.reading() as connection:
        wanted = None if rows is None else rows + 1
        if near_id is not None:
            pairs = near(connection, existing(session, connection, near_id).id)
            _pairs(session, _cut(session, pairs, rows), name)
            return
        papers = narrowed(session, connection, query)
        if undecided:
            pairs = undecided_pairs(connection, papers, limit=wanted)
            _pairs(session, _cut(session, pairs, rows), name)
        else:
            groups = merged_groups(connection, papers, limit=wanted)
            _groups(session, _cut(session, groups, rows), name)


def _cut(session: Session, items: Sequence[Item], limit: int | None) -> Iterable[Item]:
    """The items up to the limit; then, on standard error, that there are more."""
    yield from islice(items, limit)
    if limit is not None and len(items) > limit:
        session.note("there are more; -n 0 for all")
    if not items:
        session.note("none")


def _groups(session: Session, groups: Iterable[Group], name: str) -> None:
    if name == "table":
        from papercli.output.console import console
        from papercli.output.groups_table import draw_group

        screen = console(sys.stdout, session.color)
        for number, group in enumerate(groups):
            if number:
                screen.rule(style="dim")
            draw_group(group, screen, bits=bool(session.verbose))
    elif name in WRITERS and WRITERS[name].nested:
        fields = ("paper_id", "title", "sightings", "merges")
        emit(session, name, map(group_value, groups), fields)
    else:
        emit(session, name, member_rows(groups), MEMBER_FIELDS)


def _pairs(session: Session, pairs: Iterable[Pair], name: str) -> None:
    if name == "table":
        from papercli.output.console import console
        from papercli.output.groups_table import draw_pair

        screen = console(sys.stdout, session.color)
        for number, pair in enumerate(pairs):
            if number:
                screen.rule(style="dim")
            draw_pair(pair, screen, bits=bool(session.verbose))
    elif name in WRITERS and WRITERS[name].nested:
        fields = ("outcome", "bits", "veto", "in_words", "refused", "a", "b", "evidence")
        emit(session, name, map(pair_value, pairs), fields)
    else:
        emit(session, name, pair_rows(pairs), PAIR_FIELDS)
