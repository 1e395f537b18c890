"""What an ingest did: the JSON report, the summary, and a line for each sighting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from papercli.dates import INFERRED
from papercli.ingest.report import DigestReport, IngestReport
from papercli.ingest.sources import LEADS_OUT, LeftOut
from papercli.model.digest import Problem
from papercli.output.rows import counted, date_value
from papercli.paths import shown
from papercli.text import visible

if TYPE_CHECKING:
    from papercli.model.decision import Decision
    from papercli.search.outcomes import SightingReport
    from papercli.store.forgetting import ForgetReport
    from papercli.store.rebuild import RebuildReport

MOST_LINES = 20
"""Problems and digests told one by one; ``-v`` and ``--json`` tell all of them."""


def report_value(report: IngestReport, left_out: Sequence[LeftOut]) -> dict[str, object]:
    """The JSON object of a report; ``sightings`` says what became of each, ``left_out`` is what the
    folders held beside files."""
    return {
        "digests": [_digest_value(digest) for digest in report.digests],
        "totals": dict(vars(report.totals)),
        "problems": [
            {**problem._asdict(), "path": shown(problem.path)} for problem in report.problems
        ],
        "left_out": [{**each._asdict(), "path": shown(each.path)} for each in left_out],
        "sightings": [_sighting_value(sighting) for sighting in report.sightings],
    }


def forget_value(report: ForgetReport) -> dict[str, object]:
    """The JSON object of what forgetting a digest took out."""
    return report._asdict()


def rebuild_value(report: RebuildReport) -> dict[str, object]:
    """The JSON object of what a rebuild changed: papers merged and split, with their old ids."""
    return {
        "papers_before": report.papers_before,
        "papers": report.papers,
        "merged": [{"id": kept, "from": gone} for kept, gone in report.merged],
        "split": [{"id": old, "into": now} for old, now in report.split],
        "changed": report.changed,
    }


def summary(report: IngestReport, dry_run: bool = False) -> str:
    """One line: what was read, what came of it, what there is now."""
    totals = report.totals
    known = sum(digest.status == "known" for digest in report.digests)
    read = (
        f"{counted(totals.digests, 'digest')}, {counted(totals.sightings, 'sighting')}: "
        f"{counted(totals.new_papers, 'new paper')}, {totals.merged} merged"
    )
    nothing = (known or totals.skipped) and not totals.digests
    parts = ["nothing new" if nothing else read]
    if totals.undecided:
        parts.append(f"{totals.undecided} undecided (papers review)")
    if known:
        parts.append(f"{known} already indexed")
    if totals.skipped:
        parts.append(f"{totals.skipped} skipped")
    ending = "would then hold" if dry_run else "holds"
    return f"{', '.join(parts)}; the index {ending} {counted(totals.papers, 'paper')}"


def next_step(report: IngestReport, dry_run: bool) -> str | None:
    """One line for a person: what to do with what was read; None where nothing was."""
    totals = report.totals
    if not totals.sightings:
        return None
    if dry_run:
        return "nothing was stored; the same without --dry-run stores it"
    if totals.undecided:
        pairs = counted(totals.undecided, "pair")
        return f"next: papers search is:new, and papers review for {pairs} that may be one paper"
    if totals.new_papers:
        return "next: papers search is:new lists what is new, papers search WORDS finds papers"
    return "next: papers search WORDS finds papers, papers stats counts them"


def interrupted(report: IngestReport, files: int, dry_run: bool) -> str:
    """One line: what an interrupted run over so many files has left in the index."""
    if not report.stored or dry_run:
        return "nothing of this run was stored"
    kept = f"{report.stored} of {counted(files, 'file')}"
    return f"in the index: {kept}; the same command again reads the rest"


def claim_lines(report: IngestReport) -> Iterator[str]:
    """A line for each file that several readers claim: which read it, and how sure each was."""
    for path, ((name, strength), *others) in report.claims:
        also = ", ".join(f"{other} {less:.2f}" for other, less in others)
        sure = f"the strongest claim ({strength:.2f}; {also})"
        yield f"{visible(shown(path))}: read as {name}, {sure}"


def known_lines(report: IngestReport, everything: bool) -> Iterator[str]:
    """A line for each digest that was not read again, or for one if there was but one; how many
    there were is in the summary."""
    known = [shown(digest.path) for digest in report.digests if digest.status == "known"]
    for path in known if everything or len(known) == 1 else ():
        yield f"{visible(path)}: already indexed, skipped"


def problem_lines(problems: list[Problem], everything: bool) -> Iterator[str]:
    """A line for each problem, and one for what to do about it unless that was said before."""
    said = set()
    for problem in problems if everything else problems[:MOST_LINES]:
        # A line break in a name would begin a line of its own.
        path = visible(shown(problem.path))
        place = path if problem.line is None else f"{path}:{problem.line}"
        yield f"{place}: {problem.problem}"
        if problem.hint and problem.hint not in said:
            said.add(problem.hint)
            yield f"  hint: {problem.hint}"
    yield from _rest(len(problems), everything)


def left_out_lines(left_out: Sequence[LeftOut], everything: bool) -> Iterator[str]:
    """What was left out of folders: how many of each kind, or each by its name."""
    if everything:
        for path, reason in left_out:
            yield f"{visible(shown(path))}: left out: {reason}"
    elif left_out:
        kinds = Counter(reason for _, reason in left_out)
        told = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items()))
        yield f"left out: {told}; -v names each"
    if any(reason == LEADS_OUT for _, reason in left_out):
        yield "  hint: --follow reads what links lead to, wherever it is"


def new_lines(report: IngestReport) -> Iterator[str]:
    """A line for each paper that the run was the first to show: its id and title, and what it
    resembles where that is undecided."""
    for sighting in report.sightings:
        if sighting.status == "new":
            yield f"new: {sighting.paper_id}  {sighting.title}"
        elif sighting.status == "undecided":
            like = f"like {sighting.other_paper_id}  {sighting.other_title}"
            yield f"new: {sighting.paper_id}  {sighting.title}  (to review: {like})"


def sighting_lines(report: IngestReport) -> Iterator[str]:
    """A line for each sighting: new, merged into which paper, or undecided, on what evidence."""
    from papercli.output.evidence import in_one_line

    for sighting in report.sightings:
        place = f"{visible(shown(sighting.path))}:{sighting.line}"
        yield f"{place}: {_became(sighting)}: {sighting.title}"
        if sighting.decision is not None:
            yield f"  {_decided(sighting.decision)}"
        if sighting.verdict is not None:
            yield f"  {in_one_line(sighting.verdict)}"
        if sighting.other_title is not None:
            yield f"  {_other(sighting)}"


def _became(sighting: SightingReport) -> str:
    if sighting.status == "merged":
        return f"merged into {sighting.paper_id}"
    return f"{sighting.status}, paper {sighting.paper_id}"


def _decided(decision: Decision) -> str:
    reason = f": {decision.reason}" if decision.reason else ""
    return f"by your decision of {decision.decided_at[:10]}{reason}"


def _other(sighting: SightingReport) -> str:
    number = "" if sighting.other_paper_id is None else f" {sighting.other_paper_id}"
    return f"compared with{number}: {sighting.other_title}"


def _digest_value(digest: DigestReport) -> dict[str, object]:
    return {
        "path": shown(digest.path),
        "line": digest.line,
        "reader": digest.reader,
        "date": date_value(digest.date),
        "year_inferred": digest.year_source == INFERRED,
        "sightings": digest.sightings,
        "new_papers": digest.new_papers,
        "merged": digest.merged,
        "undecided": digest.undecided,
        "status": digest.status,
        "year_source": digest.year_source,
    }


def _sighting_value(sighting: SightingReport) -> dict[str, object]:
    # Both load what explains a merge.
    from papercli.output.evidence import verdict_value
    from papercli.output.groups import decision_value

    return {
        "path": shown(sighting.path),
        "line": sighting.line,
        "title": sighting.title,
        "status": sighting.status,
        "paper_id": sighting.paper_id,
        "other_paper_id": sighting.other_paper_id,
        "other_title": sighting.other_title,
        "verdict": verdict_value(sighting.verdict),
        "decision": sighting.decision and decision_value(sighting.decision),
    }


def _rest(total: int, everything: bool) -> Iterator[str]:
    if not everything and total > MOST_LINES:
        yield f"and {total - MOST_LINES} more (-v or --json for all)"
