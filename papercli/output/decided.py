"""What was decided, by titles: what was joined or parted, what it is called now, how to undo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from papercli.model.decision import Decision
from papercli.output.groups import decision_value
from papercli.output.rows import counted
from papercli.store.following import DecisionReport

MOST_NAMED = 3
"""Titles that are named of one decision; how many more there are is said."""


def decided_value(report: DecisionReport) -> dict[str, object]:
    """The JSON object of what was decided: the papers before and now, and which earlier decisions
    hold no more, or hold again."""
    return {
        "decisions": [decision_value(decision) for decision in report.decisions],
        "papers": list(report.papers),
        "now": _papers(report.papers),
        "before": _papers(report.before),
        "replaced": [decision.id for decision in report.replaced],
        "restored": [decision.id for decision in report.restored],
    }


def _papers(titles: Mapping[int, str]) -> list[dict[str, object]]:
    return [{"id": number, "title": title} for number, title in titles.items()]


def decision_row(decision: Decision, status: str) -> dict[str, object]:
    """A decision as a row: its JSON object, its day, how it stands, and a title of each side."""
    return {
        **decision_value(decision),
        "date": decision.decided_at[:10],
        "status": status,
        "titles": titles_of(decision),
    }


def merged_lines(report: DecisionReport) -> Iterator[str]:
    """What a merge did, and how to undo it."""
    if not report.decisions:
        yield "already decided"
        return
    yield f"merged {counted(len(report.before), 'paper')} into {_named(report.papers)}"
    yield from _listed(report.before)
    yield from _afterwards(report)


def split_lines(report: DecisionReport) -> Iterator[str]:
    """What a split did, and how to undo it."""
    if not report.decisions:
        yield "already decided"
        return
    yield f"split {_named(report.before)}"
    yield from _listed(report.papers)
    yield from _afterwards(report)


def undone_lines(report: DecisionReport) -> Iterator[str]:
    """What was taken back, and what the papers are now."""
    for decision in report.decisions:
        yield f"undone: {told(decision)}"
    if len(report.papers) < len(report.before):
        yield from _listed(report.before)
        yield f"now {_named(report.papers)}"
    else:
        yield from _listed(report.papers)
    if not report.papers:
        yield "none of its entries is in the index"
    elif not report.changed:
        yield "no paper changed by this: match weights and other decisions give the same papers"
    yield from _others(report)


def told(decision: Decision) -> str:
    """A decision in a line: its number and the titles."""
    return f"decision {decision.id}, {_says(decision)}"


def titles_of(decision: Decision) -> list[str]:
    """A title for each paper that was joined, or for each part that was told apart, as read; of
    what was one paper without decisions that are gone, one for each content."""
    sides: dict[object, str] = {}
    for said in decision.own:
        paper = said.key if said.paper is None else said.paper
        sides.setdefault(paper if decision.verdict == "same" else said.part, said.title)
    return list(sides.values()) if len(sides) > 1 else [said.title for said in decision.own]


def _says(decision: Decision) -> str:
    titles = titles_of(decision)
    different = list(dict.fromkeys(titles))
    named = [f'"{title}"' if title else "one without a title" for title in different[:MOST_NAMED]]
    if len(different) > MOST_NAMED:
        named.append(f"{len(different) - MOST_NAMED} more")
    if len(different) == 1:
        title = f"titled {named[0]}" if titles[0] else "without a title"
        what = f"{len(titles)} entries {title}"
    else:
        what = f"{', '.join(named[:-1])} and {named[-1]}"
    return f"that {what} are {'one paper' if decision.verdict == 'same' else 'different papers'}"


def _named(papers: Mapping[int, str]) -> str:
    return ", ".join(f"{number}: {title}" for number, title in papers.items())


def _listed(papers: Mapping[int, str]) -> Iterator[str]:
    width = max((len(str(number)) for number in papers), default=0)
    for number, title in papers.items():
        yield f"  {number:>{width}}  {title}"


def _others(report: DecisionReport) -> Iterator[str]:
    for decision in report.replaced:
        still = "only in part" if decision.id in report.in_part else "no longer"
        yield f"this holds {still}: {told(decision)}"
    for decision in report.restored:
        again = "again in part" if decision.id in report.in_part else "again"
        yield f"this holds {again}: {told(decision)}"


def _afterwards(report: DecisionReport) -> Iterator[str]:
    yield from _others(report)
    yield f"undo: papers undo {' '.join(str(decision.id) for decision in report.decisions)}"


def review_lines(report: DecisionReport) -> Iterator[str]:
    """What an answer in the review did, in as few lines as it takes."""
    same = any(decision.verdict == "same" for decision in report.decisions)
    papers = _named(report.papers) if same else " and ".join(map(str, report.papers))
    yield f"one paper now, {papers}" if same else f"different papers: {papers}"
    yield from _others(report)
