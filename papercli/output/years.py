"""What is told of the years of digests: which are inferred, and which facts contradict."""

from __future__ import annotations

from collections.abc import Sequence

from papercli.dates import INFERRED
from papercli.ingest.report import IngestReport
from papercli.output.rows import MARK, counted
from papercli.paths import shown
from papercli.text.hidden import visible

MOST_NAMED = 3
"""Digests named on the line; ``papers digests`` lists all."""


def year_line(report: IngestReport) -> str | None:
    """Which new digests have an inferred year or none, and how to say it; None if all have one."""
    new = [digest for digest in report.digests if digest.status == "new"]
    inferred = [shown(digest.path) for digest in new if digest.year_source == INFERRED]
    without = [
        shown(digest.path)
        for digest in new
        if digest.year_source is None and digest.leaves_out_years
    ]
    parts = []
    if inferred:
        parts.append(f"{counted(len(inferred), 'digest')} with an inferred year ({MARK}): ")
        parts[-1] += _named(inferred)
    if without:
        parts.append(f"{counted(len(without), 'digest')} without a year: {_named(without)}")
    if not parts:
        return None
    return f"{'; '.join(parts)}; to set it: papers digests --set-year DIGEST=2025"


def problem_line(path: str, line: int, problem: str) -> str:
    """Which facts contradict each other on the year of a digest."""
    return f"{visible(shown(path))}:{line}: {problem}"


def _named(paths: Sequence[str]) -> str:
    named = ", ".join(visible(path) for path in dict.fromkeys(paths[:MOST_NAMED]))
    more = len(paths) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
