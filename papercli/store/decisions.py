"""The user's last word: merge, split, and the decisions that say so until they are taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from papercli.errors import PapersError, UsageError
from papercli.model.decision import Decision, Said
from papercli.store.clusters import papers_of
from papercli.store.connection import writing
from papercli.store.constraints import records_behind
from papercli.store.decided import list_decisions
from papercli.store.decision_contents import absent, joined, parted
from papercli.store.decisions_left import says_already
from papercli.store.following import DecisionReport, follow, keys_of, records_of_keys
from papercli.store.locking import PATIENT, Waiting
from papercli.store.paper_changes import titles_of
from papercli.store.redirects import current_id
from papercli.store.sightings import sightings_of
from papercli.text import encodable

MOST_SEPARATIONS = 10_000
"""Pairs that one split may tell apart: a hundred and forty sightings each apart from each other."""


def merge_papers(
    index: Path,
    ids: Sequence[int],
    *,
    now: datetime,
    reason: str | None = None,
    waiting: Waiting = PATIENT,
) -> DecisionReport:
    """Decide that papers are one; the oldest id stays.

    An earlier decision that keeps them apart is replaced. Raises UsageError for a single paper,
    PapersError for an unknown id.
    """
    with writing(index, waiting=waiting) as connection:
        return merge(connection, ids, now=now, reason=reason)


def merge(
    connection: Connection, ids: Sequence[int], *, now: datetime, reason: str | None = None
) -> DecisionReport:
    """`merge_papers` inside an open transaction."""
    papers = sorted({current_id(connection, number) for number in ids})
    if len(papers) < 2:
        raise UsageError(
            "merging takes two papers or more"
            if len(set(ids)) < 2
            else f"already one paper: {papers[0]}",
            "name the ids of different papers: papers merge 12 57",
        )
    said = joined(connection, papers)
    return decide(connection, [_decision("same", said, now, reason)])


def split_paper(
    index: Path,
    paper: int,
    sightings: Sequence[int] = (),
    *,
    now: datetime,
    reason: str | None = None,
    waiting: Waiting = PATIENT,
) -> DecisionReport:
    """Decide that some sightings of a paper, named by their numbers, are another paper.

    Without any, every sighting is to stand alone. An earlier decision that joined them is replaced.
    Raises UsageError for an unknown number and where nothing would be left, PapersError for an
    unknown paper.
    """
    with writing(index, waiting=waiting) as connection:
        return split(connection, paper, sightings, now=now, reason=reason)


def split(
    connection: Connection,
    paper: int,
    sightings: Sequence[int] = (),
    *,
    now: datetime,
    reason: str | None = None,
) -> DecisionReport:
    """`split_paper` inside an open transaction."""
    paper = current_id(connection, paper)
    seen = sightings_of(connection, paper)
    if len(seen) == 1:
        raise UsageError(
            f"paper {paper} has one sighting: there is nothing to part",
            f"papers show {paper} says where it was seen",
        )
    wrong = sorted(set(sightings) - set(range(1, len(seen) + 1)))
    if wrong:
        raise UsageError(
            f"paper {paper} has no sighting {wrong[0]}",
            f"its sightings are numbered 1 to {len(seen)}: papers show {paper}",
        )
    if len(set(sightings)) == len(seen):
        raise UsageError(
            f"nothing of paper {paper} would be left to split from",
            f"papers show {paper} lists its sightings",
        )
    chosen = set(sightings)
    groups = [1 + (one.number in chosen) if chosen else one.number for one in seen]
    apart = (len(seen) ** 2 - sum(size**2 for size in Counter(groups).values())) // 2
    if apart > MOST_SEPARATIONS:
        raise UsageError(
            f"that would tell {apart:,} pairs of sightings apart, one by one",
            f"name the sightings that are another paper: papers split {paper} NUMBER...",
        )
    said = list(parted(seen, groups, paper))
    said += absent(connection, said, alone=not chosen)
    return decide(connection, [_decision("different", said, now, reason)])


def decide_pair(
    index: Path,
    a_key: str,
    b_key: str,
    verdict: str,
    *,
    now: datetime,
    reason: str | None = None,
    waiting: Waiting = PATIENT,
) -> DecisionReport:
    """Decide on two records by their keys: ``same`` or ``different``."""
    with writing(index, waiting=waiting) as connection:
        said = []
        for number, key in enumerate((a_key, b_key), 1):
            row = connection.execute(
                "SELECT title, paper_id FROM records JOIN texts ON record_id = id WHERE key = ?",
                (key,),
            ).fetchone()
            if row is None:
                raise UsageError(
                    f"no record has the key {key}", "it may have been forgotten meanwhile"
                )
            said.append(Said(1 if verdict == "same" else number, key, *row))
        return decide(connection, [_decision(verdict, said, now, reason)])


def remove_decisions(
    index: Path, ids: Collection[int | range] | None = None, waiting: Waiting = PATIENT
) -> DecisionReport:
    """Take decisions back, the last one without ids: the papers are what the others and the weights
    say, and have the ids that they had.

    PapersError for an unknown id, a range without a decision, and where nothing was decided.
    """
    with writing(index, waiting=waiting) as connection:
        return take_back(connection, ids)


def take_back(connection: Connection, ids: Collection[int | range] | None = None) -> DecisionReport:
    """`remove_decisions` inside an open transaction."""
    decisions = list_decisions(connection)
    if ids is None and not decisions:
        raise PapersError(
            "nothing was decided that could be undone", "papers review shows what is undecided"
        )
    wanted = {decisions[-1].id} if ids is None else set()
    for one in ids or ():
        numbers = range(one, one + 1) if isinstance(one, int) else one
        found = {decision.id for decision in decisions if decision.id in numbers}
        if not found:
            what = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}..{numbers[-1]}"
            raise PapersError(f"there is no decision {what}", "papers decisions lists them")
        wanted |= found
    chosen = [decision for decision in decisions if decision.id in wanted]
    return follow(connection, decisions, gone=chosen)


def decide(connection: Connection, decisions: Sequence[Decision]) -> DecisionReport:
    """Store decisions and let the papers follow; what is said already stays as it is."""
    stored = list_decisions(connection)
    known = says_already(stored)
    new = [decision for decision in decisions if not known(decision)]
    if not new:
        papers = titles_of(
            connection, papers_of(connection, records_of_keys(connection, keys_of(decisions)))
        )
        return DecisionReport([], False, papers, papers)
    return follow(connection, stored, made=[_in_papers(connection, one) for one in new])


def _decision(verdict: str, said: Sequence[Said], now: datetime, reason: str | None) -> Decision:
    when = now.isoformat(timespec="seconds")
    why = None if reason is None else encodable(reason)
    return Decision(0, verdict, tuple(said), when, why)


def _in_papers(connection: Connection, decision: Decision) -> Decision:
    """A decision with the papers that its contents are in, as far as they are in the index."""
    said = []
    for one in decision.said:
        home = one.paper or min(
            papers_of(connection, records_behind(connection, one.key)), default=None
        )
        said.append(one._replace(paper=home))
    return decision._replace(said=tuple(said))
