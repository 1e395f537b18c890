"""``papers stats``."""

from __future__ import annotations

import sys

from papercli.cli.asking import asked
from papercli.cli.options import JsonReport, Query
from papercli.cli.printing import emit_report
from papercli.cli.session import Session

STATS_HELP = """\
Count digests, sightings and papers, what is known of them, and how digests overlap.

A query limits it to the matching papers. A terminal gets bars and a matrix, a pipe gets
tab-separated lines of section, key and number.

Examples:
papers stats
papers stats "diffusion date:2025"
papers stats --json | jq .by_month
"""


def stats(session: Session, query: Query = None, as_json: JsonReport = False) -> None:
    """Run `papers stats`."""
    from papercli.stats import stats as collect

    tree = asked(session, query)
    with session.reading() as connection:
        found = collect(connection, tree).as_dict()
        session.tell_of_rules(connection)
    if as_json:
        emit_report(found)
    elif session.terminal:
        from papercli.output.console import console
        from papercli.output.stats_table import draw

        draw(found, console(sys.stdout, session.color))
    else:
        from papercli.output import prepare
        from papercli.output.stats import write_lines

        prepare("tsv", sys.stdout)
        write_lines(found, sys.stdout)
    if session.terminal:
        session.note(f"index: {session.index}")
