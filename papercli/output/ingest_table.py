"""What an ingest did, on a terminal: a row for each digest that was new."""

from __future__ import annotations

from rich.console import Console

from papercli.ingest.report import DigestReport, IngestReport
from papercli.output.as_table import draw as draw_rows
from papercli.output.console import QUIET, data
from papercli.output.reports import MOST_LINES
from papercli.output.rows import marked_date
from papercli.search.counts import Place
from papercli.stats import labels

FIELDS = ("digest", "date", "entries", "new", "merged", "to_review")


def draw(report: IngestReport, everything: bool, console: Console) -> None:
    """Draw the digests that were read; what was known already, or skipped, is told elsewhere.

    Without ``everything`` no more than `MOST_LINES` of them, before others those that left
    something to review.
    """
    digests = [digest for digest in report.digests if digest.status == "new"]
    named = labels([Place(n, digest.path, digest.line or 1) for n, digest in enumerate(digests)])
    shown = list(range(len(digests)))
    if not everything:
        shown = sorted(sorted(shown, key=lambda n: not digests[n].undecided)[:MOST_LINES])
    draw_rows([_row(digests[n], named[n]) for n in shown], FIELDS, console)
    if len(shown) < len(digests):
        console.print(data(f"and {len(digests) - len(shown)} more (-v for all)", QUIET))


def _row(digest: DigestReport, label: str) -> dict[str, object]:
    return {
        "digest": label,
        "date": marked_date(digest.date),
        "entries": digest.sightings,
        "new": digest.new_papers,
        "merged": digest.merged,
        "to_review": digest.undecided,
    }
