"""``papers evaluate``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from papercli.cli.options import JsonReport, MaxSize
from papercli.cli.printing import emit, emit_report, format_of
from papercli.cli.session import Session
from papercli.files import LIMIT
from papercli.progress import progress

CALIBRATION = ("bits_from", "bits_to", "pairs", "matches", "share")


EVALUATE_HELP = """\
Measure the matching on labeled data.

FILE holds pairs or records, one JSON object a line. A pair is {"a", "b", "label"} with label 1
for one paper and 0 for two, or {"a", "b", "outcome"} with same, undecided or different, and
perhaps a "category". A side is a title (its abstract in "a_abstract", "b_abstract"), or an
object of "title" and, where known, "abstract", "summary", "authors", "author_count", "date",
"organization", "arxiv_id", "doi", "openreview_id", "acl_id" and "url". A record is {"id",
"title"}, perhaps with "n_authors" and the rest of these; --truth tells its paper.
Prints how the pairs of each label come out, precision, recall and F1, and the pairs that are
wrong.

Examples:
papers evaluate pairs.jsonl
papers evaluate records.jsonl.gz --truth clusters.jsonl.gz --json
papers evaluate pairs.jsonl --calibrate
"""


def evaluate(
    session: Session,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="JSON lines, .gz and .xz too, - for stdin: labeled pairs, or records.",
        ),
    ],
    truth: Annotated[
        Path | None,
        typer.Option(
            metavar="CLUSTERS", help="The true paper of each record: JSON lines of id, cluster."
        ),
    ] = None,
    titles_only: Annotated[
        bool, typer.Option("--titles-only", help="Compare titles only.")
    ] = False,
    ambiguous: Annotated[
        Path | None,
        typer.Option(
            metavar="PAIRS", help="Pairs of papers that count as neither right nor wrong."
        ),
    ] = None,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="Print the share of true matches by match weight.")
    ] = False,
    show: Annotated[
        int, typer.Option(min=0, metavar="N", help="Wrong pairs to show with their evidence.")
    ] = 10,
    max_size: MaxSize = LIMIT,
    as_json: JsonReport = False,
) -> None:
    """Run `papers evaluate`."""
    from papercli.evaluate import calibration
    from papercli.evaluate import evaluate as run
    from papercli.output.evaluation import draw_pairs, write_figures, write_pairs
    from papercli.output.formats import prepare

    given: dict[str, Any] = {
        "truth": truth,
        "titles_only": titles_only,
        "ambiguous": ambiguous,
        "limit": max_size,
    }
    if calibrate:
        rows = calibration(file, **given)
        emit(session, format_of(session, None, as_json), rows, CALIBRATION)
        return
    with progress("Comparing", quiet=bool(session.quiet)) as tell:
        found = run(file, **given, progress=tell)
    if as_json:
        emit_report(found.as_dict())
        return
    prepare("tsv", sys.stdout)
    write_figures(found.as_dict(), sys.stdout)
    if session.terminal:
        from papercli.output.console import console

        draw_pairs(found.wrong[:show], console(sys.stdout, session.color))
    else:
        write_pairs(found.wrong[:show], sys.stdout)
    shown = min(show, len(found.wrong))
    if found.mistakes > shown:
        how = "--show N" if shown < len(found.wrong) else "too many to show"
        session.note(f"{found.mistakes - shown} more wrong pairs ({how})")
