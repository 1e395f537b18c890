"""Decisions as lines that another index takes over, those that older versions wrote included."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from papercli.model.decision import Decision, Said
from papercli.model.digest import Problem
from papercli.store.connection import is_there, writing
from papercli.store.contradictions import check
from papercli.store.decided import list_decisions
from papercli.store.decisions import MOST_SEPARATIONS, decide
from papercli.store.decisions_left import what_holds
from papercli.store.locking import PATIENT, Waiting
from papercli.store.older_decisions import Pair, grouped
from papercli.text import encodable

_KEY = re.compile(r"[0-9a-f]{32}(?::[0-9a-f]{32}#[0-9]{1,9})?")
_SOURCE = "decisions"
_MOST_PARTS = 1_000_000


@dataclass(slots=True)
class ImportReport:
    """What came of importing decisions."""

    decisions: list[Decision] = field(default_factory=list)
    """Those that were added."""
    known: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def added(self) -> int:
        """How many decisions were added."""
        return len(self.decisions)


def export_decisions(connection: Connection) -> Iterator[dict[str, Any]]:
    """What holds of the decisions as JSON objects, oldest first, keyed by content, so that it holds
    in another index too."""
    for decision in what_holds(list_decisions(connection)):
        yield {
            "outcome": decision.verdict,
            "decided_at": decision.decided_at,
            "reason": decision.reason,
            "contents": [
                {"part": said.part, "key": said.key, "title": said.title} for said in decision.said
            ],
        }


def import_decisions(
    index: Path, lines: Iterable[str], *, now: datetime, waiting: Waiting = PATIENT
) -> ImportReport:
    """Take over exported decisions, one JSON object a line; those that are known already stay as
    they are.

    All lines are read before anybody is kept from writing, and where none is a decision no index is
    made. Lines that cannot be read are reported and left out. Raises PapersError where one
    contradicts another or what holds here: who takes over decisions has not changed their mind.
    Then none is taken over.
    """
    report = ImportReport()
    there = is_there(index, waiting)
    decisions = _distinct(_parsed(lines, now, report.problems))
    if not there:
        check(decisions)
    if decisions:
        with writing(index, create=True, waiting=waiting) as connection:
            check([*what_holds(list_decisions(connection)), *decisions])
            report.decisions = decide(connection, decisions).decisions
        report.known = len(decisions) - report.added
    return report


def read_decisions(
    lines: Iterable[str], *, now: datetime, problems: list[Problem]
) -> list[Decision]:
    """Exported decisions, oldest first, numbered from 1; what cannot be read becomes a problem.
    Raises PapersError where one contradicts another."""
    decisions = _distinct(_parsed(lines, now, problems))
    check(decisions)
    return [one._replace(id=number) for number, one in enumerate(decisions, 1)]


def _parsed(lines: Iterable[str], now: datetime, problems: list[Problem]) -> Iterator[Decision]:
    """The decisions in order; pairs of 0.1.0 after the others, each command's as one decision."""
    pairs = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            read = _read(line, now.isoformat(timespec="seconds"))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            # What Python says of broken JSON or a missing key helps nobody.
            why = f": {error}" if type(error) is ValueError else ""
            hint = "each line is one object as `papers decisions --export` writes it"
            problems.append(Problem(_SOURCE, number, f"not a decision{why}", hint))
            continue
        if isinstance(read, Pair):
            pairs.append(read)
        else:
            yield read
    yield from grouped(pairs)


def _distinct(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions, those that say the same once."""
    return list({(d.verdict, frozenset(d.said)): d for d in decisions}.values())


def _read(line: str, now: str) -> Decision | Pair:
    row = json.loads(line)
    outcome = row["outcome"] if "outcome" in row else row["verdict"]  # as 0.1.0 wrote it
    if outcome not in {"same", "different"}:
        raise ValueError(f"outcome {outcome!r} is neither same nor different")
    when = encodable(str(row.get("decided_at") or now))
    reason = row.get("reason")
    why = None if reason is None else encodable(str(reason))
    if "contents" not in row:
        a, b = (
            Said(1, _key(row[f"{side}_key"]), _title(row.get(f"{side}_title")))
            for side in ("a", "b")
        )
        if a.key == b.key:
            raise ValueError("both keys are the same")
        return Pair(0, outcome, a, b, when, why)
    said = tuple(_said(content) for content in row["contents"])
    if len({one.key for one in said}) != len(said):
        raise ValueError("a key stands there twice")
    parts = Counter(one.part for one in said)
    apart = (len(said) ** 2 - sum(size**2 for size in parts.values())) // 2
    if outcome == "different" and apart > MOST_SEPARATIONS:
        raise ValueError(f"it tells more than {MOST_SEPARATIONS:,} pairs apart")
    if (len(parts) < 2) if outcome == "different" else (max(parts.values(), default=0) < 2):
        raise ValueError("it says nothing of two contents")
    return Decision(0, outcome, tuple(sorted(said, key=attrgetter("part"))), when, why)


def _said(content: dict[str, Any]) -> Said:
    part = content["part"]
    if type(part) is not int or not 0 < part < _MOST_PARTS:
        raise ValueError(f"{part!r} is no part")
    return Said(part, _key(content["key"]), _title(content.get("title")))


def _key(value: object) -> str:
    if not _KEY.fullmatch(str(value)):
        raise ValueError(f"{encodable(str(value))!r} is not a key")
    return str(value)


def _title(value: object) -> str:
    return "" if value is None else encodable(str(value))
