"""Whatever the engine, the papers are those of an index."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from sqlite3 import Connection
from tempfile import TemporaryDirectory

import pytest

pytest.importorskip("pyarrow", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.errors import PapersError
from papercli.matching.record import Record
from papercli.model.decision import Decision
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.scale.duck import DuckDB
from papercli.scale.folder import Folder
from papercli.scale.local import Local
from papercli.scale.run import resolve
from papercli.store.connection import scratch
from papercli.store.decision_exports import export_decisions, read_decisions
from papercli.store.decisions import merge, split
from papercli.store.digests import add_digests
from papercli.store.prepared_digests import prepare_digest
from papercli.text import encodable
from tests.matching.pieces import pair
from tests.scale.libraries import LIBRARY, in_folder, in_index, job, lined, of_index, resolved
from tests.scale.needs import LONG, SPARK, THOROUGH
from tests.store.invented import ENTRIES, NOW, digest, store

ENGINES = ("local", "duckdb", pytest.param("spark", marks=SPARK))


@pytest.mark.parametrize("engine", ENGINES)
def test_papers_are_those_of_an_index_in_every_field(tmp_path: Path, engine: str) -> None:
    with scratch() as connection:
        store(connection, [LIBRARY])
        decisions = decided(connection)
        wanted = of_index(connection)
    assert wanted != in_index(LIBRARY)
    resolved(job(tmp_path / "out", engine, decisions), LIBRARY)
    assert in_folder(tmp_path / "out") == wanted


def decided(connection: Connection) -> list[Decision]:
    """Papers merged, split, and sightings of one content told apart, as another index takes it."""
    ids = [number for (number,) in connection.execute("SELECT id FROM papers ORDER BY id")]
    merge(connection, [ids[0], ids[-1]], now=NOW)
    (parted,) = connection.execute(
        "SELECT id FROM papers WHERE id <> ? ORDER BY sightings DESC LIMIT 1", (ids[0],)
    ).fetchone()
    split(connection, parted, [1], now=NOW)
    exported = [json.dumps(row) for row in export_decisions(connection)]
    problems: list[Problem] = []
    found = read_decisions(exported, now=NOW, problems=problems)
    assert not problems
    return found


def sighting(record: Record, line: int = 1) -> Sighting:
    """A sighting that shows what a record holds."""
    return Sighting(
        line,
        encodable(record.title),
        record.abstract,
        record.author_count,
        None,
        record.organization,
        record.published,
        arxiv_id=record.arxiv_id,
        doi=record.doi,
        url=record.url,
    )


@settings(max_examples=60 if THOROUGH else 2, derandomize=True, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 8), st.integers(0, 3))
def test_engines_are_of_one_mind(random: Random, number: int, more: int) -> None:
    sides = [pair(random) for _ in range(number)]
    library = lined(
        [
            digest("one", [sighting(a) for a, _ in sides]),
            digest("other", [sighting(b) for _, b in sides]),
            digest("more", [random.randrange(len(ENTRIES)) for _ in range(more)]),
        ]
    )
    wanted = in_index(library)
    with TemporaryDirectory() as folder:
        for engine in ("local", "duckdb"):
            resolved(job(Path(folder, engine), engine), library)
            assert in_folder(Path(folder, engine)) == wanted
    random.shuffle(library)
    assert in_index(library) == wanted


@LONG
@pytest.mark.parametrize("workers", [2, 3])
def test_workers_and_parts_change_nothing(tmp_path: Path, workers: int) -> None:
    resolved(job(tmp_path / "out", "duckdb", workers=workers), LIBRARY)
    assert in_folder(tmp_path / "out") == in_index(LIBRARY)


def crowd(number: int) -> list[Digest]:
    # Longer than what is sketched, so that the records differ in no key.
    text = "We measure how reeds bend under wind that a fan of blades makes, in wet months. " * 6
    return lined(
        [
            digest(
                "crowd",
                [
                    Sighting(1, "Reeds that Bend before the Fan", f"{text}Fan {at}.")
                    for at in range(number)
                ],
            )
        ]
    )


@pytest.mark.parametrize("engine", ["local", "duckdb"])
def test_what_too_many_records_share_is_compared_with_none(tmp_path: Path, engine: str) -> None:
    found = resolved(job(tmp_path / "out", engine), crowd(80))
    assert (found.counts["records"], found.counts["pairs"]) == (80, 0)
    with scratch() as connection:
        batch = add_digests(connection, [prepare_digest(crowd(80)[0])], NOW)
    assert found.counts["uncompared"] == batch.uncompared.total() > 60


@pytest.mark.parametrize("engine", ["local", "duckdb"])
def test_who_shares_an_identifier_is_one_paper_however_many_they_are(
    tmp_path: Path, engine: str
) -> None:
    [whole] = crowd(80)
    named = [one._replace(arxiv_id="2409.10594") for one in whole.sightings]
    library = lined([whole._replace(sightings=tuple(named))])
    assert resolved(job(tmp_path / "out", engine), library).counts["pairs"] == 79
    assert in_folder(tmp_path / "out") == in_index(library)
    assert len(in_index(library)) == 1


def test_a_run_that_was_ended_goes_on_and_does_no_step_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = job(tmp_path / "out", "local")

    def full(self: object, place: Path) -> int:
        (place / ".half").write_text("half a file")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Local, "members", full)
        with pytest.raises(PapersError, match="No space") as told:
            resolved(wanted, LIBRARY)
    assert told.value.hint == "make room on the disk; then go on with --resume"
    folder = Folder(tmp_path / "out")
    assert folder.has("clusters")
    assert not folder.has("members")

    def twice(self: object, place: Path) -> int:
        raise AssertionError("done before")

    for step in ("records", "pairs", "evidence"):
        monkeypatch.setattr(Local, step, twice)
    outcome = resolve(wanted._replace(resume=True))
    assert in_folder(tmp_path / "out") == in_index(LIBRARY)
    assert [step.name for step in outcome.steps if not step.done_before] == [
        "members",
        "digests",
        "papers",
    ]


def test_what_duckdb_cannot_write_is_told_in_a_line(tmp_path: Path) -> None:
    engine = DuckDB(Folder(tmp_path), job(tmp_path, "duckdb").settings)
    within = {"exception_type": "IO", "exception_message": 'file "a": No space left on device'}

    def full() -> None:
        with engine.translated():
            raise duckdb.IOException(f"IO Error: Async write failed: {json.dumps(within)}\nmore")

    with pytest.raises(PapersError) as told:
        full()
    assert told.value.message == 'DuckDB: file "a": No space left on device'
    assert told.value.hint == "make room on the disk; then go on with --resume"
    with pytest.raises(PapersError) as told, engine.translated():
        raise duckdb.OutOfMemoryException("Out of Memory Error: no more\nhints")
    assert told.value.message == "DuckDB: Out of Memory Error: no more"
    assert "--memory" in str(told.value.hint)
    engine.close()
