"""``papers rebuild``."""

from __future__ import annotations

import sys

from papercli.cli.options import JsonReport
from papercli.cli.printing import emit_report
from papercli.cli.session import Session
from papercli.progress import progress

REBUILD_HELP = """\
Recompute all papers from the stored sightings, as after an update of the matching rules.

A paper keeps its id where it is recognizably the same, and your decisions still apply. Prints a
line for each paper that was merged or split.

Examples:
papers rebuild
papers rebuild --json | jq .merged
"""


def rebuild(session: Session, as_json: JsonReport = False) -> None:
    """Run `papers rebuild`."""
    from papercli.output.formats import prepare
    from papercli.output.reports import rebuild_value
    from papercli.output.rows import counted
    from papercli.store.rebuild import rebuild as run

    with progress("Rebuilding", quiet=bool(session.quiet)) as tell:
        report = run(session.index, tell, session.waiting)
    if as_json:
        emit_report(rebuild_value(report))
    else:
        prepare("tsv", sys.stdout)
        for kept, gone in report.merged:
            sys.stdout.write(f"merged\t{kept}\t{' '.join(map(str, gone))}\n")
        for old, now in report.split:
            sys.stdout.write(f"split\t{old}\t{' '.join(map(str, now))}\n")
    session.note(
        f"{counted(report.papers_before, 'paper')} before, {report.papers} now: "
        f"{len(report.merged)} merged, "
        f"{len(report.split)} split, {report.changed} changed otherwise"
    )
