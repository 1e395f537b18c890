"""``papers merge``, ``papers split`` and ``papers undo``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import clock
from papercli.cli.asking import typed
from papercli.cli.options import JsonReport
from papercli.cli.printing import emit_report
from papercli.cli.session import Session
from papercli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from papercli.store.following import DecisionReport

Reason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help="Reason, stored with the decision.")
]


MERGE_HELP = """\
Merge papers by hand, whatever their match weight.

The smallest id stays, and the others redirect to it. The decision is stored: it still applies
after the digests are read again, and after `forget` and `rebuild`. It replaces an earlier one that
keeps the papers apart. `papers undo` takes it back.

Examples:
papers merge 12 48
papers merge 12 48 --reason "preprint and journal version"
"""


def merge(
    session: Session,
    ids: Annotated[list[int], typer.Argument(metavar="ID...", help="Ids of two or more papers.")],
    reason: Reason = None,
    as_json: JsonReport = False,
) -> None:
    """Run `papers merge`."""
    from papercli.output.decided import merged_lines
    from papercli.store.decisions import merge_papers

    report = merge_papers(
        session.index,
        ids,
        now=clock.now(),
        reason=_said(reason),
        waiting=session.waiting,
    )
    tell(session, report, merged_lines, as_json)


SPLIT_HELP = """\
Split a wrongly merged paper.

The decision is stored, replaces an earlier one, and is undone like that of `papers merge`.

Examples:
papers show 12
papers split 12 3 --reason "part two"
"""


def split(
    session: Session,
    paper: Annotated[int, typer.Argument(metavar="ID", help="The paper to split.")],
    sightings: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[SIGHTING]...",
            help="Numbers (see `papers show ID`) of the sightings that are another paper; "
            "without any, each becomes a paper of its own.",
        ),
    ] = None,
    reason: Reason = None,
    as_json: JsonReport = False,
) -> None:
    """Run `papers split`."""
    from papercli.output.decided import split_lines
    from papercli.store.decisions import split_paper

    report = split_paper(
        session.index,
        paper,
        sightings or (),
        now=clock.now(),
        reason=_said(reason),
        waiting=session.waiting,
    )
    tell(session, report, split_lines, as_json)


def _said(reason: str | None) -> str | None:
    return None if reason is None else typed(reason)


UNDO_HELP = """\
Take a decision back: the last one, or those of these numbers.

One command, or one answer in `papers review`, is one decision, whatever number of papers it is
about. Papers that come apart again have the ids that they had, and what the decision had replaced
holds again. `papers decisions` lists the numbers; 4..9 is all from 4 to 9.

Examples:
papers undo
papers undo 4
papers undo 4..9
"""


def undo(
    session: Session,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[N]...",
            help="Numbers of decisions; without any, the last one.",
        ),
    ] = None,
    as_json: JsonReport = False,
) -> None:
    """Run `papers undo`."""
    from papercli.output.decided import undone_lines
    from papercli.store.decisions import remove_decisions

    report = remove_decisions(session.index, _numbers(numbers or ()), session.waiting)
    tell(session, report, undone_lines, as_json)


def _numbers(texts: Sequence[str]) -> list[range] | None:
    """The numbers of decisions; None where none is named."""
    found = []
    for text in texts:
        first, dots, last = text.partition("..")
        ends = first, last if dots else first
        if not all(end.isascii() and end.isdigit() and len(end) < 19 for end in ends):
            hint = "papers decisions lists them; 4..9 is all from 4 to 9"
            raise UsageError(f"{text!r} is not the number of a decision", hint)
        if int(ends[1]) < int(ends[0]):
            raise UsageError(f"{text!r} ends before it begins", f"write {ends[1]}..{ends[0]}")
        found.append(range(int(ends[0]), int(ends[1]) + 1))
    return found or None


def tell(
    session: Session,
    report: DecisionReport,
    lines: Callable[[DecisionReport], Iterable[str]],
    as_json: bool = False,
) -> None:
    """Tell what was decided or undone: to people, and to programs that ask for it."""
    if as_json:
        from papercli.output.decided import decided_value

        emit_report(decided_value(report))
    for line in lines(report):
        session.note(line)
