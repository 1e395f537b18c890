"""``papers stats``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from papercli.cli.answer_options import Html, Json, PlainFormat, Query
from papercli.cli.asking import asked
from papercli.cli.options import choice
from papercli.cli.page import alone, write_page
from papercli.cli.printing import emit, emit_report, fields_of, format_of
from papercli.cli.session import Session
from papercli.errors import UsageError
from papercli.query.names import OTHER_NAMES
from papercli.stats import BREAKDOWNS

if TYPE_CHECKING:
    from papercli.search.counts import Figures

STATS_HELP = """\
Count digests, sightings and papers, what is known of them, and how digests overlap.

A query limits it to the matching papers. A terminal gets one screen: totals, the years, the last
twelve months up to the newest paper, and the most frequent of the rest; --by shows one of these
tables whole, in any format. A pipe gets tab-separated lines of section, key and number. --html
writes a page with the same figures as pictures, and all papers as a list that can be filtered;
it opens in any browser, needs no network, and can be mailed or kept.

Examples:
papers stats
papers stats "diffusion date:2025"
papers stats --by organization
papers stats --by month --format csv > months.csv
papers stats --json | jq .by_month
papers stats --html papers.html
"""

_OTHER_NAMES = {
    name: breakdown
    for names in OTHER_NAMES.items()
    for name, breakdown in (names, names[::-1])
    if breakdown in BREAKDOWNS
}
By = Annotated[
    str | None,
    choice(tuple(BREAKDOWNS), "Show one table, whole.", "--by", also=_OTHER_NAMES),
]
_WHOLE_REPORT = ("table", "tsv", "json")


def stats(
    session: Session,
    query: Query = None,
    by: By = None,
    html: Html = None,
    format: PlainFormat = None,
    as_json: Json = False,
) -> None:
    """Run `papers stats`."""
    from papercli.search.counts import figures

    if html is not None:
        alone({"--by": by is not None, "--format": format is not None, "--json": as_json})
        tree = asked(session, query)
        if session.in_folder:
            from papercli.cli import sharded

            sharded.write_page(session, tree, html)
            return
        with session.reading() as connection:
            write_page(session, connection, tree, html)
            session.tell_of_rules(connection)
        return
    name = format_of(session, format, as_json)
    if by is None and name not in _WHOLE_REPORT:
        hint = f"say which: --by {'|'.join(BREAKDOWNS)}; --json has them all"
        raise UsageError(f"--format {name} is for one table, and the report has several", hint)
    tree = asked(session, query)
    if session.in_folder:
        from papercli.cli import sharded

        found = sharded.figures(session, tree)
    else:
        with session.reading() as connection:
            found = figures(connection, tree)
            session.tell_of_rules(connection)
    if by is None:
        _report(session, found, name)
    else:
        _breakdown(session, found, by, name)


def _report(session: Session, found: Figures, name: str) -> None:
    from papercli.stats import most_shared, report

    told = report(found)
    if name == "json":
        emit_report(told.as_dict())
    elif name == "table":
        from papercli.output.console import console
        from papercli.output.stats_table import draw

        draw(told, *most_shared(found), console(sys.stdout, session.color))
    else:
        from papercli.output.formats import prepare
        from papercli.output.stats import write_lines

        prepare("tsv", sys.stdout)
        write_lines(told.as_dict(), sys.stdout)
    if session.terminal:
        session.note(f"index: {session.index}")


def _breakdown(session: Session, found: Figures, by: str, name: str) -> None:
    breakdown = BREAKDOWNS[by]
    rows = breakdown.rows(found)
    if name == "table":
        from papercli.output.console import console
        from papercli.output.stats_table import draw_breakdown

        draw_breakdown(by, list(rows), console(sys.stdout, session.color))
    else:
        emit(session, name, rows, fields_of(None, breakdown.fields, breakdown.brief, name))
