"""``papers merge`` and ``papers split``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from papercli.cli import clock
from papercli.cli.asking import typed
from papercli.cli.options import JsonReport
from papercli.cli.printing import emit_report
from papercli.cli.session import Session

if TYPE_CHECKING:
    from papercli.store.decisions import DecisionReport

Reason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help="Reason, stored with the decision.")
]


MERGE_HELP = """\
Merge papers by hand, whatever their match weight.

The smallest id stays, and the others redirect to it. The decision is stored: it still applies
after the digests are read again, and after `forget` and `rebuild`. `papers decisions --remove`
undoes it.

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
    from papercli.store.decisions import merge_papers

    report = merge_papers(
        session.index,
        ids,
        now=clock.now(),
        reason=_said(reason),
        waiting=session.waiting,
    )
    _tell(session, report, as_json, "merged into paper")


SPLIT_HELP = """\
Split a wrongly merged paper.

The decision is stored, and undone, like that of `papers merge`.

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
    from papercli.store.decisions import split_paper

    report = split_paper(
        session.index,
        paper,
        sightings or (),
        now=clock.now(),
        reason=_said(reason),
        waiting=session.waiting,
    )
    _tell(session, report, as_json, "split into papers")


def _said(reason: str | None) -> str | None:
    return None if reason is None else typed(reason)


def _tell(session: Session, report: DecisionReport, as_json: bool, done: str) -> None:
    if as_json:
        from papercli.output.groups import decision_value

        decisions = [decision_value(decision) for decision in report.decisions]
        emit_report({"decisions": decisions, "papers": report.papers})
    if report.decisions:
        session.note(f"{done} {', '.join(map(str, report.papers))}")
    else:
        session.note("already decided")
