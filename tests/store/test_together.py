"""Several processes and one index: what each reports as stored is there, whoever runs beside it."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from papercli.errors import BusyError, NoIndexError, PapersError
from papercli.ingest.report import Done, IngestReport
from papercli.ingest.run import ingest
from papercli.ingest.sources import find_sources
from papercli.store import connection as opening
from papercli.store.connection import is_there, open_reading, opened_for_writing, writing
from papercli.store.decision_exports import import_decisions
from papercli.store.locking import Waiting
from tests.invented import ALGAE, CACHE, DIFFUSION, KELP, MARKUP, dump, environment
from tests.store.invented import NOW, assert_sound

DECISION = json.dumps({"verdict": "same", "a_key": "a" * 32, "b_key": "b" * 32})
AT_ONCE = Waiting(0)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Three digests, a text of no format, one decision and none."""
    folder = tmp_path / "files"
    folder.mkdir()
    digests = {"one": [CACHE, KELP], "two": [DIFFUSION], "three": [MARKUP, ALGAE]}
    for name, entries in digests.items():
        (folder / f"{name}.txt").write_text(dump("Dec 10", *entries), encoding="utf-8")
    (folder / "bad.txt").write_text("nothing of use\n")
    (folder / "none.jsonl").touch()
    (folder / "some.jsonl").write_text(f"{DECISION}\n")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "data" / "papers.db"


def run(index: Path, *paths: Path, **options: object) -> IngestReport:
    found = find_sources([str(path) for path in paths], None)
    return ingest(found.sources, index, now=NOW, problems=found.problems, **options)  # type: ignore[arg-type]


def held(index: Path) -> tuple[int, int, int]:
    """Digests, sightings and decisions that an index holds, alone in its folder and sound."""
    with opened_for_writing(index) as connection:
        assert_sound(connection)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with closing(open_reading(index)) as connection:
        digests, sightings, decisions = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("digests", "sightings", "decisions")
        )
    assert list(index.parent.iterdir()) == [index]
    return digests, sightings, decisions


AT_THE_GATE = """
import sys
import papercli.cli.app, papercli.cli.ingest, papercli.cli.search, papercli.ingest
import papercli.output.reports, papercli.store.decisions, sqlite_utils
print("ready", flush=True)
sys.stdin.readline()
sys.exit(papercli.cli.main(sys.argv[1:]))
"""
"""What takes time is imported before the start, so that all reach the index in the same moments."""
COMMANDS = (
    ["ingest", "one.txt", "--json"],
    ["ingest", "--strict", "two.txt", "bad.txt", "--json"],
    ["decisions", "--import", "none.jsonl"],
    ["ingest", "--dry-run", "one.txt"],
    ["search", "--count"],
    ["ingest", "--strict", "three.txt", "--json"],
    ["decisions", "--import", "some.jsonl"],
)


def started_together(
    commands: Sequence[Sequence[str]], folder: Path
) -> Iterator[tuple[int, str, str]]:
    """Run commands that begin in the same moment; gives exit code and streams of each."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", AT_THE_GATE, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=environment(PAPERS_DB="data/papers.db"),
        )
        for command in commands
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        out, err = process.communicate(timeout=120)
        yield process.returncode, out, err


@pytest.mark.parametrize("turn", range(4))
def test_first_runs_of_every_kind_at_once(files: Path, turn: int) -> None:
    order = COMMANDS[turn:] + COMMANDS[:turn]
    found = dict(zip(map(" ".join, order), started_together(order, files), strict=True))
    one, strict, none, dry, search, three, some = (found[" ".join(one)] for one in COMMANDS)
    codes = [code for code, _, _ in (one, strict, none, dry, three, some)]
    assert codes == [0, 1, 0, 0, 0, 0], found
    assert search[0] == 4 if "no index at" in search[2] else search[::2] == (0, ""), search
    reports = [json.loads(out)["totals"] for _, out, _ in (one, strict, three)]
    assert [totals["sightings"] for totals in reports] == [2, 0, 2]
    assert "1 decision added" in some[2]
    assert held(files / "data" / "papers.db") == (2, 4, 1)


# The same windows, each held open


def test_an_index_that_another_made_meanwhile_is_used(
    index: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def late(new: Path, place: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        run(index, files / "one.txt")
        link(new, place)

    monkeypatch.setattr(os, "link", late)
    assert run(index, files / "two.txt").totals.papers == 3
    assert held(index) == (2, 3, 0)


DECIDE = "INSERT INTO decisions VALUES (1, 'same', '', NULL)"


def test_who_gives_up_takes_nothing_away(
    index: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(index, create=True) as connection:
        connection.execute(DECIDE)
        monkeypatch.setattr(opening, "_exists", lambda _: False)
        with pytest.raises(BusyError):
            run(index, files / "two.txt", waiting=AT_ONCE)
        monkeypatch.undo()
    assert held(index) == (0, 0, 1)


def test_who_stores_nothing_takes_nothing_away(index: Path) -> None:
    with ExitStack() as other:
        with opened_for_writing(index, create=True):
            connection = other.enter_context(writing(index))
        connection.execute(DECIDE)
    assert held(index) == (0, 0, 1)


@pytest.mark.parametrize("options", [{"strict": True}, {"dry_run": True}], ids=str)
@pytest.mark.parametrize("before", [True, False], ids=["index", "no index"])
def test_a_run_that_keeps_all_or_nothing_reads_before_it_locks(
    index: Path, files: Path, options: dict[str, bool], before: bool
) -> None:
    if before:
        run(index, files / "two.txt")
    stored: list[IngestReport] = []

    def meanwhile(done: Done) -> None:
        if not stored:
            assert done.bytes < done.of_bytes
            stored.append(run(index, files / "one.txt", waiting=AT_ONCE))

    report = run(index, files / "three.txt", files / "bad.txt", progress=meanwhile, **options)
    assert report.problems
    assert [totals.digests for totals in (stored[0].totals, report.totals)] == [
        1,
        0 if "strict" in options else 1,
    ]
    assert held(index) == ((2, 3, 0) if before else (1, 2, 0))


def test_decisions_are_read_before_anybody_is_kept_from_writing(index: Path, files: Path) -> None:
    def lines() -> Iterator[str]:
        yield DECISION
        run(index, files / "one.txt", waiting=AT_ONCE)

    assert import_decisions(index, lines(), now=NOW).added == 1
    assert held(index) == (1, 2, 1)


def test_an_index_in_the_making_is_seen_in_one_look(tmp_path: Path, files: Path) -> None:
    index = tmp_path / "empty.db"
    index.touch()

    def meanwhile(statement: str) -> None:
        if statement.startswith("PRAGMA"):
            run(index, files / "one.txt", waiting=AT_ONCE)

    with closing(sqlite3.connect(index, isolation_level=None)) as connection:
        connection.set_trace_callback(meanwhile)
        assert opening._version(connection, index) is None
    assert not is_there(index)
    assert run(index, files / "one.txt").totals.papers == 2


def test_decisions_that_contradict_each_other_make_no_index(index: Path) -> None:
    with pytest.raises(PapersError, match="both merged and kept apart"):
        import_decisions(index, [DECISION, DECISION.replace("same", "different")], now=NOW)
    assert not index.exists()


# What is left behind


def nothing(index: Path, files: Path) -> None:
    assert run(index, files / "bad.txt").totals.skipped == 1


def dry(index: Path, files: Path) -> None:
    assert run(index, files / "one.txt", dry_run=True).totals.papers == 2


def strict(index: Path, files: Path) -> None:
    report = run(index, files / "one.txt", files / "bad.txt", files / "one.txt", strict=True)
    assert [row.status for row in report.digests] == ["refused", "skipped"]
    assert (report.totals.papers, report.totals.skipped) == (0, 1)


def no_decision(index: Path, files: Path) -> None:
    assert len(import_decisions(index, ["not one"], now=NOW).problems) == 1


def reading(index: Path, files: Path) -> None:
    with pytest.raises(NoIndexError, match=r"no index at|is empty"):
        open_reading(index)


RUNS = (nothing, dry, strict, no_decision, reading)


@pytest.mark.parametrize("leave", RUNS, ids=lambda run: run.__name__)
def test_a_run_that_stores_nothing_leaves_nothing(
    index: Path, files: Path, leave: Callable[[Path, Path], None]
) -> None:
    leave(index, files)
    assert not index.parent.exists()


@pytest.mark.parametrize("leave", RUNS, ids=lambda run: run.__name__)
def test_a_run_that_stores_nothing_leaves_an_empty_file_empty(
    index: Path, files: Path, leave: Callable[[Path, Path], None]
) -> None:
    index.parent.mkdir()
    index.touch()
    leave(index, files)
    assert list(index.parent.iterdir()) == [index]
    assert index.read_bytes() == b""


def test_an_interrupted_first_run_leaves_no_half_index(
    index: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        assert not index.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(index, files / "one.txt")
    assert list(index.parent.iterdir()) == []


def test_without_hard_links_an_index_is_made_in_its_place(
    index: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", forbidden)
    run(index, files / "one.txt")
    assert held(index) == (1, 2, 0)


def test_what_a_killed_run_left_half_made_is_removed_after_a_day(index: Path, files: Path) -> None:
    index.parent.mkdir()
    left = [index.parent / f".papers-{name}.new{end}" for name in "ab" for end in ("", "-wal")]
    other = index.parent / ".papers-notes.txt"
    now = files.stat().st_mtime
    for place, age in zip([*left, other], (90_000, 90_000, 80_000, 90_000, 90_000), strict=True):
        place.touch()
        os.utime(place, (now - age, now - age))
    run(index, files / "one.txt")
    assert sorted(index.parent.iterdir()) == sorted([index, other, *left[2:]])


def test_a_link_to_nowhere_is_followed(index: Path, files: Path, tmp_path: Path) -> None:
    index.parent.mkdir()
    link = tmp_path / "link.db"
    link.symlink_to(index)
    run(link, files / "one.txt")
    assert held(index) == (1, 2, 0)
    assert link.is_symlink()
