"""A run of `papers resolve`: its steps one after the other, each done once."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from papercli.errors import PapersError, UsageError, advice
from papercli.gc_pause import gc_paused
from papercli.hashes import blake2b
from papercli.ingest.sources import Source
from papercli.model.decision import Decision
from papercli.model.digest import Problem
from papercli.named_tuples import NamedTuple
from papercli.scale.columns import files, read, rows_of, schema_of, table_of, write
from papercli.scale.engine import ENGINES, Engine, Settings
from papercli.scale.folder import REPORT, Folder
from papercli.scale.reading import DigestColumns, tasks_of
from papercli.scale.tasks import Constraints, uncompared_in
from papercli.scale.years import dated
from papercli.store.columns import DigestRow
from papercli.store.constraints import constraints_of
from papercli.store.decisions_in_force import content_of_key
from papercli.store.schema import RULES_VERSION

UNCOUNTED = ("components", "clusters", "members")
"""Steps whose rows tell nothing of the library."""
_REMEDIES = {errno.ENOSPC: "make room on the disk", errno.EDQUOT: "make room in your quota"}
NOTE = "_step.json"
"""Names that begin so are left out by whatever reads a folder of Parquet."""


class Step(NamedTuple):
    """What a step came to."""

    name: str
    rows: int
    seconds: float
    bytes: int
    done_before: bool
    """Whether an earlier run did it; the seconds are its."""


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    steps: list[Step] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """Of this run and of earlier ones: digests, sightings, records, pairs, papers and others."""
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0
    """Inputs that gave nothing."""


class Job(NamedTuple):
    """What is to be resolved, and with what."""

    sources: Sequence[Source]
    out: Path
    engine: str
    settings: Settings
    now: datetime
    reader: str | None = None
    year: int | None = None
    decisions: Sequence[Decision] = ()
    shards: int = 0
    resume: bool = False


Tell = Callable[[Step], None]


def engine_of(name: str, folder: Folder, settings: Settings) -> Engine:
    """The engine of that name; PapersError where what it needs is not installed."""
    if name == "local":
        from papercli.scale.local import Local

        return Local(folder)
    if name == "duckdb":
        from papercli.scale.duck import duckdb_engine

        return duckdb_engine(folder, settings)
    if name == "spark":
        from papercli.scale.spark import spark_engine

        return spark_engine(folder, settings)
    raise UsageError(f"no engine is named {name!r}", f"engines: {', '.join(ENGINES)}")


def resolve(job: Job, tell: Tell | None = None) -> Outcome:
    """Put all that the sources hold into papers, in the folder of the job.

    ``tell`` is called after each step. Raises UsageError where the folder was begun with other
    options or is not empty, PapersError where an engine fails; what is whole stays, for a run that
    resumes.
    """
    folder = Folder(job.out)
    outcome = Outcome()
    with folder.begun(plan_of(job), job.resume) as plan:
        engine = engine_of(job.engine, folder, job.settings)
        try:
            _run(job, folder, engine, datetime.fromisoformat(plan["began"]), outcome, tell)
            folder.write(REPORT, _report(job, plan, outcome, engine))
        except OSError as error:
            # Arrow has an error's number alone, with a text of its own beside it.
            what = os.strerror(error.errno) if error.errno else str(error)
            what = f"{error.filename or folder.path}: {what}"
            hint = f"{_REMEDIES.get(error.errno or 0, advice(error))}; then go on with --resume"
            raise PapersError(what, hint) from error
        finally:
            engine.close()
    return outcome


def plan_of(job: Job) -> dict[str, Any]:
    """What a run that resumes must be told as the first one was, and when that began."""
    decided = blake2b(repr([(d.verdict, d.said) for d in job.decisions]).encode("utf-8", "replace"))
    return {
        "began": job.now.isoformat(timespec="seconds"),
        "sources": [[source.whole or source.path, source.size] for source in job.sources],
        "reader": job.reader,
        "year": job.year,
        "engine": job.engine,
        "decisions": decided.hexdigest() if job.decisions else None,
        "rules": RULES_VERSION,
    }


def _report(job: Job, plan: dict[str, Any], outcome: Outcome, engine: Engine) -> dict[str, Any]:
    return {
        "began": plan["began"],
        "engine": job.engine,
        "workers": job.settings.workers,
        "versions": engine.versions(),
        "rules": RULES_VERSION,
        "counts": outcome.counts,
        "steps": [step._asdict() for step in outcome.steps],
        "problems": [problem._asdict() for problem in outcome.problems],
    }


def _run(
    job: Job,
    folder: Folder,
    engine: Engine,
    began: datetime,
    outcome: Outcome,
    tell: Tell | None,
) -> None:
    told_apart = {
        content_of_key(said.key) for one in job.decisions for said in one.said if ":" in said.key
    }
    decided: Constraints | None = None

    def constraints() -> Constraints:
        nonlocal decided
        if decided is None:
            decided = _constraints(job.decisions, engine)
        return decided

    def reading(place: Path) -> int:
        return sum(
            each.sightings
            for each in engine.read(tasks_of(job.sources, job.reader, job.year, told_apart), place)
        )

    def digests(place: Path) -> int:
        table = read(files(folder.set("read"), "digests-"))
        known = map(DigestColumns._make, rows_of(DigestColumns, table))
        rows = list(dated(known, engine.days(), began))
        write(table_of(schema_of(DigestRow), rows), place / "0.parquet")
        return len(rows)

    makers: dict[str, Callable[[Path], int]] = {
        "read": reading,
        "records": engine.records,
        "pairs": engine.pairs,
        "evidence": engine.evidence,
        "components": lambda place: engine.components(place, constraints()),
        "clusters": lambda place: engine.clusters(place, constraints()),
        "members": engine.members,
        "digests": digests,
        "papers": engine.papers,
    }
    if job.shards:
        _check_shards(folder, job.shards)
        makers["shards"] = lambda place: engine.shards(place, job.shards)
    for name, make in makers.items():
        step = _step(folder, name, make)
        outcome.steps.append(step)
        if tell:
            tell(step)
        if name == "read":
            _gather(folder.set("read"), outcome)
        if name == "read" and not step.rows:
            folder.drop("read")
            break
    outcome.counts = {step.name: step.rows for step in outcome.steps if step.name not in UNCOUNTED}
    if folder.has("pairs"):
        outcome.counts["uncompared"] = uncompared_in(folder.set("pairs"))


def _check_shards(folder: Folder, wanted: int) -> None:
    there = sum(1 for _ in folder.set("shards").glob("*.db"))
    if folder.has("shards") and there != wanted:
        place = folder.set("shards")
        raise UsageError(
            f"{place} holds {there} indexes, not {wanted}", "remove it, or say so many"
        )


def _step(folder: Folder, name: str, make: Callable[[Path], int]) -> Step:
    """Do a step, unless an earlier run did; what it came to is noted beside its files."""
    note = folder.set(name) / NOTE
    done = folder.has(name)
    if not done:
        start = time.monotonic()
        with folder.making(name) as place, gc_paused():
            rows = make(place)
            seconds = round(time.monotonic() - start, 2)
            (place / NOTE).write_text(json.dumps([rows, seconds]), encoding="ascii")
    rows, seconds = json.loads(note.read_text(encoding="ascii"))
    return Step(name, rows, seconds, folder.bytes(name), done)


def _gather(place: Path, outcome: Outcome) -> None:
    """What was told of the sources when they were read, by this run or an earlier one."""
    from papercli.scale.reading import noted

    for note in sorted(place.glob("task-*.json")):
        each = noted(note)
        outcome.problems += each.problems
        outcome.skipped += each.skipped


def _constraints(decisions: Sequence[Decision], engine: Engine) -> Constraints:
    """What stands of the decisions as pairs of records."""
    if not decisions:
        return Constraints()
    contents = {content_of_key(said.key) for decision in decisions for said in decision.said}
    known: dict[str, list[tuple[str, int]]] = {}
    for key, number in engine.keyed(contents):
        known.setdefault(content_of_key(key), []).append((key, number))

    def under(key: str) -> list[int]:
        return sorted(
            number
            for own, number in known.get(content_of_key(key), ())
            if own == key or own.startswith(f"{key}:")
        )

    found = constraints_of(decisions, under)
    return Constraints(tuple(sorted(found.must_link)), tuple(sorted(found.cannot_link)))
