"""The user's last word: merge, split, and the decisions that say so for good."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple

from papercli.errors import PapersError, UsageError
from papercli.model import Decision, Problem
from papercli.store.clusters import papers_of, records_of_papers
from papercli.store.connection import is_there, writing
from papercli.store.constraints import check, content_of_key, records_under, split_contents
from papercli.store.locking import PATIENT, Waiting
from papercli.store.prepared_digests import record_key
from papercli.store.redirects import current_id
from papercli.store.rekeying import rekey
from papercli.store.sightings import StoredSighting, sightings_of
from papercli.text import encodable

MOST_SEPARATIONS = 10_000
"""Decisions that one split may take: a hundred and forty sightings each apart from each other."""
_KEY = re.compile(r"[0-9a-f]{32}(?::[0-9a-f]{32}#[0-9]{1,9})?")
_SOURCE = "decisions"


@dataclass(slots=True)
class DecisionReport:
    """What was decided, and the papers that hold the sightings now."""

    decisions: list[Decision] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class ImportReport:
    """What came of importing decisions."""

    added: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)


class _Side(NamedTuple):
    """What a decision says of one of its two contents."""

    key: str
    title: str


def list_decisions(connection: Connection) -> list[Decision]:
    """All decisions, oldest first."""
    return [
        Decision(*row)
        for row in connection.execute(
            "SELECT id, verdict, a_key, b_key, a_title, b_title, decided_at, reason"
            " FROM decisions ORDER BY id"
        )
    ]


def merge_papers(
    index: Path,
    ids: Sequence[int],
    *,
    now: datetime,
    reason: str | None = None,
    waiting: Waiting = PATIENT,
) -> DecisionReport:
    """Decide that papers are one; the oldest id stays.

    Raises UsageError for a single paper, PapersError for an unknown id and where an earlier
    decision says the opposite.
    """
    with writing(index, waiting=waiting) as connection:
        papers = sorted({current_id(connection, number) for number in ids})
        if len(papers) < 2:
            raise UsageError(
                "merging takes two papers or more"
                if len(set(ids)) < 2
                else f"already one paper: {papers[0]}",
                "name the ids of different papers: papers merge 12 57",
            )
        seen = [sighting for paper in papers for sighting in sightings_of(connection, paper)]
        hub, *others = {one.record_key: _Side(one.record_key, one.title) for one in seen}.values()
        pairs = [("same", hub, other) for other in others]
        return _decide(connection, [_decision(*pair, now, reason) for pair in pairs])


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

    Without any, every sighting is to stand alone. Raises UsageError for an unknown number and where
    nothing would be left, PapersError for an unknown paper and where an earlier decision says the
    opposite.
    """
    with writing(index, waiting=waiting) as connection:
        paper = current_id(connection, paper)
        seen = sightings_of(connection, paper)
        wrong = sorted(set(sightings) - set(range(1, len(seen) + 1)))
        if wrong:
            raise UsageError(
                f"paper {paper} has no sighting {wrong[0]}",
                f"its sightings are numbered 1 to {len(seen)}: papers show {paper}",
            )
        if len(seen) == 1 or len(set(sightings)) == len(seen) > 0:
            raise UsageError(
                f"nothing of paper {paper} would be left to split from",
                f"papers show {paper} lists its sightings",
            )
        chosen = set(sightings)
        groups = [
            number if not chosen else int(number in chosen) for number in range(1, len(seen) + 1)
        ]
        apart = (len(seen) ** 2 - sum(size**2 for size in Counter(groups).values())) // 2
        if apart > MOST_SEPARATIONS:
            raise UsageError(
                f"that would take {apart:,} decisions, one for each two sightings told apart",
                f"name the sightings that are another paper: papers split {paper} NUMBER...",
            )
        pairs = _separations(seen, groups)
        return _decide(connection, [_decision("different", a, b, now, reason) for a, b in pairs])


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
        sides = []
        for key in (a_key, b_key):
            row = connection.execute(
                "SELECT title FROM records JOIN texts ON record_id = id WHERE key = ?", (key,)
            ).fetchone()
            if row is None:
                raise UsageError(
                    f"no record has the key {key}", "it may have been forgotten meanwhile"
                )
            sides.append(_Side(key, row[0]))
        a, b = sides
        return _decide(connection, [_decision(verdict, a, b, now, reason)])


def remove_decisions(
    index: Path, ids: Collection[int], waiting: Waiting = PATIENT
) -> DecisionReport:
    """Take decisions back; the papers are what the weights say again. PapersError for an unknown
    id."""
    with writing(index, waiting=waiting) as connection:
        chosen = [decision for decision in list_decisions(connection) if decision.id in ids]
        unknown = sorted(set(ids) - {decision.id for decision in chosen})
        if unknown:
            raise PapersError(f"there is no decision {unknown[0]}", "papers decisions lists them")
        before = split_contents(connection)
        touched = _records(connection, chosen)
        touched |= records_of_papers(connection, papers_of(connection, touched))
        connection.executemany("DELETE FROM decisions WHERE id = ?", [(d.id,) for d in chosen])
        rekey(connection, before - split_contents(connection), touched)
        return DecisionReport(chosen, _papers(connection, chosen))


def export_decisions(connection: Connection) -> Iterator[dict[str, Any]]:
    """The decisions as JSON objects keyed by content, so that they hold in another index too."""
    for decision in list_decisions(connection):
        row = {"outcome": decision.verdict, **decision._asdict()}
        del row["id"], row["verdict"]
        yield row


def import_decisions(
    index: Path, lines: Iterable[str], *, now: datetime, waiting: Waiting = PATIENT
) -> ImportReport:
    """Take over exported decisions, one JSON object a line; those that are known already stay as
    they are.

    All lines are read before anybody is kept from writing, and where none is a decision no index is
    made. Lines that cannot be read are reported and left out. Raises PapersError where one
    contradicts another; then none is taken over.
    """
    report = ImportReport()
    there = is_there(index, waiting)
    decisions = list(_parsed(lines, now, report.problems))
    if not there:
        check(_distinct(decisions))
    if decisions:
        with writing(index, create=True, waiting=waiting) as connection:
            added = _decide(connection, decisions).decisions
        report.added, report.known = len(added), len(decisions) - len(added)
    return report


def _parsed(lines: Iterable[str], now: datetime, problems: list[Problem]) -> Iterator[Decision]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _read(line, now)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            # What Python says of broken JSON or a missing key helps nobody.
            why = f": {error}" if type(error) is ValueError else ""
            hint = "each line is one object as `papers decisions --export` writes it"
            problems.append(Problem(_SOURCE, number, f"not a decision{why}", hint))


def _distinct(decisions: Iterable[Decision]) -> Iterable[Decision]:
    """The decisions, those that say the same once."""
    return {(d.verdict, d.a_key, d.b_key): d for d in decisions}.values()


def _separations(
    seen: Sequence[StoredSighting], groups: Sequence[int]
) -> list[tuple[_Side, _Side]]:
    """The pairs to be told apart; sightings that read the same get keys of their own where they
    must."""
    sides: dict[str, set[int]] = {}
    for one, group in zip(seen, groups, strict=True):
        sides.setdefault(content_of_key(one.record_key), set()).add(group)
    named: dict[str, tuple[_Side, int]] = {}
    for one, group in zip(seen, groups, strict=True):
        key = one.record_key
        content = content_of_key(key)
        if len(sides[content]) > 1:
            key = record_key(content, True, one.fingerprint, one.position)
        named.setdefault(key, (_Side(key, one.title), group))
    return [(a, b) for (a, one), (b, other) in combinations(named.values(), 2) if one != other]


def _decision(verdict: str, a: _Side, b: _Side, now: datetime, reason: str | None) -> Decision:
    a, b = sorted((a, b), key=lambda side: side.key)
    when = now.isoformat(timespec="seconds")
    why = None if reason is None else encodable(reason)
    return Decision(0, verdict, a.key, b.key, a.title, b.title, when, why)


def _decide(connection: Connection, decisions: Sequence[Decision]) -> DecisionReport:
    """Store decisions and let the papers follow, or raise where they contradict each other."""
    import sqlite_utils  # slow to import, and only few commands write decisions

    stored = list_decisions(connection)
    known = {(d.verdict, d.a_key, d.b_key) for d in stored}
    new = [d for d in _distinct(decisions) if (d.verdict, d.a_key, d.b_key) not in known]
    check([*stored, *new])
    before = split_contents(connection)
    if new:
        rows = [{k: v for k, v in d._asdict().items() if k != "id"} for d in new]
        database = sqlite_utils.Database(connection, execute_plugins=False)
        database.table("decisions").insert_all(rows)
        rekey(connection, split_contents(connection) - before, _records(connection, new))
    pairs = {(d.a_key, d.b_key) for d in new}
    added = [d for d in list_decisions(connection) if (d.a_key, d.b_key) in pairs]
    return DecisionReport(added, _papers(connection, decisions))


def _records(connection: Connection, decisions: Iterable[Decision]) -> set[int]:
    keys = {key for d in decisions for key in (d.a_key, d.b_key)}
    return {number for key in keys for number in records_under(connection, key)}


def _papers(connection: Connection, decisions: Iterable[Decision]) -> list[int]:
    return sorted(papers_of(connection, _records(connection, decisions)))


def _read(line: str, now: datetime) -> Decision:
    row = json.loads(line)
    outcome = row["outcome"] if "outcome" in row else row["verdict"]  # as 0.1.0 wrote it
    if outcome not in {"same", "different"}:
        raise ValueError(f"outcome {outcome!r} is neither same nor different")
    said = {name: encodable(str(value)) for name, value in row.items() if value is not None}
    a, b = (_Side(said[f"{side}_key"], said.get(f"{side}_title", "")) for side in ("a", "b"))
    for side in (a, b):
        if not _KEY.fullmatch(side.key):
            raise ValueError(f"{side.key!r} is not a key")
    if a.key == b.key:
        raise ValueError("both keys are the same")
    decision = _decision(outcome, a, b, now, said.get("reason"))
    return decision._replace(decided_at=said.get("decided_at") or decision.decided_at)
