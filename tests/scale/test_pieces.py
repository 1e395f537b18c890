"""What a run is made of: columns, sets that are whole or not there, workers, sources."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")

from papercli.errors import BusyError, InputError, PapersError, UsageError
from papercli.ingest.sources import find_sources
from papercli.ingest.streams import StreamedSightings
from papercli.model.paper import Organization, Paper, PartialDate, Sighting
from papercli.processes import WorkerEndedError
from papercli.scale import pool
from papercli.scale.columns import fields_of, files, read, rows_of, schema_of, table_of
from papercli.scale.folder import Folder
from papercli.scale.pool import Pool
from papercli.scale.reading import Read, read_task, tasks_of
from papercli.scale.work import PAPERS
from tests.scale.libraries import parquet

FULL = Sighting(
    3,
    "Tides in a Glass",
    "We watch tides.",
    2,
    ("Ada Quillfeather", "Bram Ostrova"),
    Organization("kelp", "Kelp Laboratory"),
    PartialDate(None, 3, 17),
    comments=4,
    categories=("cs.TI",),
    version=2,
)


def test_every_field_of_a_sighting_comes_back_as_it_was() -> None:
    table = table_of(schema_of(Sighting), [FULL, Sighting(1, "Bare")])
    assert list(map(Sighting._make, rows_of(Sighting, table))) == [FULL, Sighting(1, "Bare")]
    assert set(fields_of(Sighting)) == set(Sighting._fields)


def test_half_a_surrogate_pair_is_no_reason_to_stop() -> None:
    table = table_of(schema_of(Sighting), [Sighting(1, "Half a \ud800 letter")])
    (title,) = table["title"].to_pylist()
    assert title.startswith("Half a ")


def test_every_field_of_a_paper_is_a_column() -> None:
    assert set(Paper._fields) <= set(PAPERS.names)


def test_a_set_is_there_when_it_is_whole(tmp_path: Path) -> None:
    folder = Folder(tmp_path)

    def half() -> None:
        with folder.making("pairs") as place:
            (place / "0.parquet").write_text("whole")
            (place / ".1.parquet").write_text("half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        half()
    assert not folder.has("pairs")
    with folder.making("pairs") as place:
        assert [file.name for file in place.iterdir()] == ["0.parquet"]
    assert folder.has("pairs")


def test_a_set_that_is_half_removed_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)

    def made() -> None:
        with folder.making("blocks") as place:
            (place / "0.parquet").write_text("whole")

    def killed(place: Path, ignore_errors: bool = False) -> None:
        if place.exists():
            (place / "0.parquet").unlink()
            raise KeyboardInterrupt

    def dropped() -> None:
        folder.drop("blocks")

    made()
    for remove in (dropped, made):
        with monkeypatch.context() as patch:
            patch.setattr("shutil.rmtree", killed)
            with pytest.raises(KeyboardInterrupt):
                remove()
        assert not folder.has("blocks")
        made()
        assert (folder.set("blocks") / "0.parquet").exists()
    dropped()
    assert [file.name for file in tmp_path.rglob("*")] == ["steps"]


@pytest.mark.parametrize(
    ("plan", "resume", "told"),
    [
        ({"engine": "local"}, False, "is not empty"),
        ({"engine": "duckdb"}, True, "begun with other engine"),
    ],
)
def test_a_folder_is_gone_on_with_only_on_request_and_as_it_was_begun(
    tmp_path: Path, plan: dict[str, Any], resume: bool, told: str
) -> None:
    folder = Folder(tmp_path / "out")
    began = {"engine": "local", "began": "2026-01-01"}
    assert folder.begin(began, False) == began
    with pytest.raises(UsageError, match=told):
        folder.begin(plan, resume)
    assert folder.begin({"engine": "local", "began": "later"}, True) == began


def test_of_two_runs_in_one_folder_the_second_is_told_who_is_at_work(tmp_path: Path) -> None:
    plan = {"engine": "local"}
    with Folder(tmp_path).begun(plan, False) as first:
        told = f"process {os.getpid()} on .* is at work in"
        with pytest.raises(BusyError, match=told), Folder(tmp_path).begun(plan, True):
            pass
    with Folder(tmp_path).begun(plan, True) as second:
        assert second == first


def test_a_folder_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear tide,")
    for resume in (False, True):
        with pytest.raises(UsageError), Folder(tmp_path).begun({}, resume):
            pass
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


class Dying:
    """Workers of which some die."""

    begun = 0
    dying = 1

    def __init__(self, count: int) -> None:
        Dying.begun += 1
        self.count = count

    def submit(self, function: Any, *call: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if Dying.begun <= Dying.dying:
            future.set_exception(WorkerEndedError())
        else:
            future.set_result(function(*call))
        return future

    def close(self) -> None:
        pass


@pytest.mark.parametrize(("dying", "whole"), [(0, True), (2, True), (3, False)])
def test_what_a_worker_died_of_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, dying: int, whole: bool
) -> None:
    monkeypatch.setattr(pool, "Workers", Dying)
    monkeypatch.setattr(Dying, "begun", 0)
    monkeypatch.setattr(Dying, "dying", dying)
    calls = [(number,) for number in range(9)]
    if whole:
        assert sorted(Pool(2).map(abs, calls)) == list(range(9))
    else:
        with pytest.raises(PapersError, match="killed again"):
            list(Pool(2).map(abs, calls))


def test_sources_that_cannot_be_read_are_named_and_the_rest_goes_on(
    tmp_path: Path, pages: Path
) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and then nothing of the kind PAR1")
    parquet(tmp_path / "untitled.parquet", [{"name": "x"}])
    many: list[dict[str, Any]] = [{"title": f"Tide Number {number}"} for number in range(5)]
    parquet(tmp_path / "good.parquet", many, row_group_size=2)
    names = ["broken.parquet", "untitled.parquet", "good.parquet"]
    paths = [str(tmp_path / name) for name in names]
    tasks = tasks_of(find_sources([*paths, str(pages)], None).sources, None, None, ())
    out = tmp_path / "read"
    out.mkdir()
    done = [read_task(task, out) for task in tasks]
    assert sum(read.skipped for read in done) == 2
    told = {Path(one.path).name for read in done for one in read.problems}
    assert told == {"broken.parquet", "untitled.parquet"}
    assert sum(read.sightings for read in done) == 5 + 8
    files = {file.name: file.stat().st_mtime_ns for file in out.iterdir()}
    assert [read_task(task, out) for task in tasks] == done
    assert files == {file.name: file.stat().st_mtime_ns for file in out.iterdir()}
    assert all(isinstance(read, Read) for read in done)
    json.dumps(done)


def test_a_long_file_of_lines_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papercli.ingest.sources.LONG", 100)
    rows = [{"title": f"Tide Number {number}", "doi": None} for number in range(9)]
    lines = [json.dumps(row) for row in (*rows, {"title": "", "doi": "never"})]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines))
    sources = find_sources([str(tmp_path / "rows.jsonl")], None).sources
    [task] = tasks_of(sources, None, None, ())
    done = read_task(task, tmp_path)
    assert (done.sightings, done.digests, done.skipped) == (9, 1, 0)
    assert [problem.line for problem in done.problems] == [10, 10]


CHANGED = 9
"""Entries of the file that changes."""


def test_of_a_file_that_changes_while_it_is_read_nothing_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = StreamedSightings.__iter__

    def changing(self: StreamedSightings) -> Iterator[Sighting]:
        yield from whole(self)
        if len(list(whole(self))) == CHANGED:
            raise InputError("a.jsonl", "changed while it was read", "run it again")

    monkeypatch.setattr("papercli.ingest.sources.LONG", 100)
    monkeypatch.setattr(StreamedSightings, "__iter__", changing)
    for name, number in (("a.jsonl", CHANGED), ("b.jsonl", CHANGED + 1)):
        rows = [{"title": f"Tides in Glass {row}", "doi": None} for row in range(number)]
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)))
    sources = find_sources([str(tmp_path)], None).sources
    [task] = tasks_of(sources, None, None, ())
    done = read_task(task, tmp_path)
    assert (done.sightings, done.digests, done.skipped) == (CHANGED + 1, 1, 1)
    assert [problem.problem for problem in done.problems] == ["changed while it was read"]
    sightings, keys = (read(files(tmp_path, prefix)) for prefix in ("sightings-", "keys-"))
    assert sightings is not None
    assert keys is not None
    assert set(keys["record"].to_pylist()) == set(sightings["sighting"].to_pylist())
