"""Ingesting files: what the report says, and what is there after anything went wrong."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from papercli import ingest as module
from papercli import reading
from papercli.errors import BusyError, NoIndexError, PapersError, UsageError
from papercli.ingest import IngestReport, Source, find_sources, ingest
from papercli.model import Outcome, Sighting
from papercli.store import connection as opening
from papercli.store import decisions, grouping, verdicts
from papercli.store.connection import open_reading, opened_for_writing, writing
from papercli.store.maintenance import find_digest, forget, rebuild, rules_changed
from papercli.store.pairs import explain_paper, merged_groups, near, undecided_pairs
from papercli.store.schema import SCHEMA_VERSION
from tests.store.invented import ENTRIES, KILN, NOW, assert_sound, groups, write_page

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


def run(index: Path, *paths: Path, **options: object) -> IngestReport:
    sources, problems = find_sources([str(path) for path in paths], None)
    return ingest(sources, index, now=NOW, problems=problems, **options)  # type: ignore[arg-type]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    write_page(folder / "a.txt", [0, 4, 7])
    write_page(folder / "b.txt", [1, 5, 9], "Dec 11")
    write_page(folder / "c.txt", [0, 6], "Dec 12")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "data" / "papers.db"


def counts(index: Path) -> tuple[int, ...]:
    with closing(open_reading(index)) as connection:
        return tuple(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("digests", "sightings", "papers")
        )


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds stand beside the repository, not in it")
def test_the_seeds(index: Path) -> None:
    report = run(index, SEEDS)
    assert [row.sightings for row in report.digests] == [39, 54, 58, 46, 52]
    assert [str(row.date) for row in report.digests] == [
        "2025-12-10", "--03-17", "2025-12-09", "2025-12-24", "2025-12-12",
    ]  # fmt: skip
    totals = report.totals
    assert (totals.digests, totals.sightings, totals.papers, totals.merged) == (5, 249, 185, 64)
    assert sum(row.new_papers for row in report.digests) == 185
    assert report.problems == []
    backwards = index.with_name("backwards.db")
    for path in sorted(SEEDS.glob("*.txt"), reverse=True):
        run(backwards, path)
    with closing(open_reading(index)) as one, closing(open_reading(backwards)) as other:
        assert groups(one) == groups(other)


def test_the_report_counts_this_run_and_the_papers_of_the_index(index: Path, pages: Path) -> None:
    first = run(index, pages / "a.txt", pages / "b.txt")
    assert [(row.status, row.sightings, row.new_papers + row.merged) for row in first.digests] == [
        ("new", 3, 3),
        ("new", 3, 3),
    ]
    second = run(index, pages)
    assert [row.status for row in second.digests] == ["known", "known", "new"]
    totals = second.totals
    assert (totals.digests, totals.sightings, totals.skipped) == (1, 2, 0)
    assert totals.new_papers + totals.merged == totals.sightings
    assert totals.papers == counts(index)[2]
    assert totals.papers <= first.totals.papers + totals.new_papers, "a bridge may join two papers"


def test_the_same_text_under_another_path_is_known_and_changed_text_is_new(
    index: Path, pages: Path
) -> None:
    run(index, pages / "a.txt")
    copy = pages / "copy.txt"
    copy.write_bytes((pages / "a.txt").read_bytes())
    assert [row.status for row in run(index, copy).digests] == ["known"]
    write_page(pages / "a.txt", [0, 8])
    assert [row.status for row in run(index, pages / "a.txt").digests] == ["new"]
    assert counts(index)[0] == 2


def test_two_copies_in_one_run_are_one_digest(index: Path, pages: Path) -> None:
    (pages / "z.txt").write_bytes((pages / "a.txt").read_bytes())
    report = run(index, pages / "a.txt", pages / "z.txt")
    assert [row.status for row in report.digests] == ["new", "known"]
    assert report.totals.sightings == 3


def test_each_sighting_is_accounted_for(index: Path, pages: Path) -> None:
    report = run(index, pages, detail=True)
    assert len(report.sightings) == report.totals.sightings
    new = [row for row in report.sightings if row.outcome != "merged"]
    assert len(new) == report.totals.new_papers
    merged = [row for row in report.sightings if row.outcome == "merged"]
    assert merged
    for row in merged:
        assert row.verdict is not None
        assert row.verdict.evidence
        assert row.other_title
        assert row.other_paper_id == row.paper_id
        assert Path(row.path).read_text().splitlines()[row.line - 1] == row.title


def test_a_dry_run_tells_the_truth_and_leaves_nothing(index: Path, pages: Path) -> None:
    told = run(index, pages, dry_run=True)
    assert not index.parent.exists()
    assert told.totals == run(index, pages).totals
    again = write_page(pages / "d.txt", [0, 8, 10], "Dec 13")
    before = counts(index)
    told = run(index, again, dry_run=True, detail=True)
    assert counts(index) == before
    done = run(index, again, detail=True)
    assert (told.totals, told.digests, told.sightings) == (
        done.totals,
        done.digests,
        done.sightings,
    )


def test_strict_stores_all_or_nothing(index: Path, pages: Path) -> None:
    (pages / "notes.md").write_text("# nothing of the kind\n")
    report = run(index, pages, strict=True)
    assert [problem.path for problem in report.problems] == [str(pages / "notes.md")]
    assert not index.exists()
    run(index, pages / "a.txt", strict=True)
    before = counts(index)
    run(index, pages, strict=True)
    assert counts(index) == before


def test_what_cannot_be_read_is_skipped_and_named(index: Path, pages: Path) -> None:
    (pages / "empty.txt").write_bytes(b"")
    (pages / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (pages / ".hidden.txt").write_text("not looked at")
    (pages / "loop").symlink_to(pages)
    (pages / "dangling.txt").symlink_to(pages / "nowhere")
    (pages / "void").mkdir()
    report = run(index, pages, pages / "missing.txt", pages / "void")
    skipped = {Path(row.path).name for row in report.digests if row.status == "skipped"}
    assert skipped == {"empty.txt", "binary.txt", "dangling.txt", "missing.txt", "void"}
    assert report.totals.skipped == 5
    assert report.totals.digests == 3
    named = {Path(problem.path).name for problem in report.problems}
    assert named >= skipped | {"missing.txt", "void"}
    assert all(problem.hint for problem in report.problems)


def test_nothing_to_store_makes_no_index(index: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run(index, tmp_path / "empty.txt").totals.skipped == 1
    assert not index.exists()


def test_standard_input(index: Path, pages: Path) -> None:
    stream = io.BytesIO((pages / "a.txt").read_bytes())
    sources, _ = find_sources(["-"], stream)
    report = ingest(sources, index, now=NOW)
    assert [(row.path, row.status) for row in report.digests] == [("-", "new")]


def test_a_contradicted_year_and_an_unknown_reader_store_nothing(index: Path, pages: Path) -> None:
    with pytest.raises(UsageError, match="no reader is called 'papyrus'"):
        run(index, pages, reader="papyrus")
    with pytest.raises(UsageError, match=r"not of 2019: an entry is dated 2024-05-26"):
        run(index, pages, year=2019)
    assert not index.exists()


def test_many_small_batches_in_several_processes_give_the_same(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    for number in range(12):
        write_page(
            folder / f"{number:02}.txt", [number % 13, (number * 5) % 13], f"Dec {number + 1}"
        )
    run(index, folder)
    monkeypatch.setattr(module, "BATCH", 3)
    monkeypatch.setattr(reading, "PARALLEL_BYTES", 0)
    other = index.with_name("other.db")
    seen: list[tuple[int, int]] = []
    report = run(other, folder, progress=lambda done, total: seen.append((done, total)))
    assert report.totals.digests == 12
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    with closing(open_reading(index)) as one, closing(open_reading(other)) as two:
        assert groups(one) == groups(two)


def test_who_waits_reads_what_no_process_has_begun(pages: Path) -> None:
    begun: Future[reading.ReadFile] = Future()
    begun.set_running_or_notify_cancel()
    files = [Source(str(path)) for path in sorted(pages.iterdir())[:2]]
    pending: reading.Pending = deque([(files[0], begun), (files[1], Future())])
    assert reading._lend_a_hand(pending, None, None)
    source, result = pending[1]
    assert result
    assert result.done()
    assert result.result().path == source.path
    assert not reading._lend_a_hand(pending, None, None)


def test_a_reading_process_that_dies_is_told_of(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "digests"
    folder.mkdir()
    for number in range(2):
        write_page(folder / f"{number}.txt", [number], "Dec 1")
    monkeypatch.setattr(reading, "PARALLEL_BYTES", 0)
    monkeypatch.setattr(reading, "_begin_worker", partial(os._exit, 1))
    with pytest.raises(PapersError, match="ended from outside"):
        run(index, folder)


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from papercli import ingest as module
from papercli.store import writing
module.BATCH = 1
calls = 0
derive = writing.derive
def dies(*args, **options):
    global calls
    calls += 1
    derive(*args, **options)
    if calls == 3:
        os.kill(os.getpid(), getattr(signal, sys.argv[3]))
writing.derive = dies
sources, _ = module.find_sources([sys.argv[1]], None)
module.ingest(sources, Path(sys.argv[2]), now=datetime(2026, 1, 1))
"""


@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT"])
def test_an_interrupted_run_keeps_whole_batches(index: Path, pages: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(pages), str(index), name],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode != 0
    assert counts(index)[:2] == (2, 6)
    with opened_for_writing(index) as connection:
        assert_sound(connection)
    assert [row.status for row in run(index, pages).digests] == ["known", "known", "new"]


FULL = """
import resource, signal, sys
from datetime import datetime
from pathlib import Path
from papercli.errors import PapersError
from papercli.ingest import find_sources, ingest
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
sources, _ = find_sources([sys.argv[1]], None)
try:
    ingest(sources, Path(sys.argv[2]), now=datetime(2026, 1, 1))
except PapersError as error:
    sys.exit(f"{error.code}|{error.message}|{error.hint}")
"""


def test_a_full_disk_is_said_and_loses_nothing(index: Path, pages: Path) -> None:
    run(index, pages / "a.txt")
    before = counts(index)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(pages), str(index), "20000"],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 1, done.stderr
    assert "what was stored before is still there" in done.stderr
    assert counts(index) == before


def _not_sqlite(path: Path) -> None:
    path.write_text("once upon a time there was a file that was no database\n" * 40)


def _not_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE t (x)")


def _newer(path: Path) -> None:
    with opened_for_writing(path, create=True) as connection:
        connection.execute("INSERT INTO decisions VALUES (1, 'same', 'a', 'b', '', '', '', NULL)")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_not_sqlite, "not an SQLite file"),
        (_not_ours, "not an index of papers"),
        (_newer, "newer version"),
        (Path.mkdir, "is a folder"),
    ],
)
def test_a_file_that_is_no_index_of_ours_is_left_alone(
    tmp_path: Path, pages: Path, make: object, message: str
) -> None:
    path = tmp_path / "some.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    for action in (lambda: open_reading(path), lambda: run(path, pages), lambda: forget(path, "1")):
        with pytest.raises(NoIndexError, match=message) as caught:
            action()
        assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_reading_never_makes_a_file(tmp_path: Path, index: Path, pages: Path) -> None:
    for path in (tmp_path / "none.db", tmp_path / "no" / "folder" / "none.db"):
        with pytest.raises(NoIndexError, match="no index"):
            open_reading(path)
        with pytest.raises(NoIndexError, match="no index"):
            forget(path, "1")
        assert not path.exists()
    run(index, pages)
    files = sorted(index.parent.iterdir())
    open_reading(index).close()
    assert sorted(index.parent.iterdir()) == files == [index]


def test_a_reader_writes_nothing(index: Path, pages: Path) -> None:
    run(index, pages)
    with closing(open_reading(index)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM papers")


def test_a_second_writer_is_told_to_wait(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, pages / "a.txt")
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with writing(index) as connection:
        connection.execute("DELETE FROM redirects")
        with pytest.raises(BusyError, match="another papers"):
            run(index, pages)
        assert counts(index)[0] == 1, "a reader is not kept waiting"
    assert run(index, pages).totals.digests == 2


def test_an_empty_file_becomes_an_index(tmp_path: Path, pages: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(NoIndexError, match="is empty"):
        open_reading(path)
    assert run(path, pages).totals.digests == 3


def test_an_index_of_an_older_version_is_migrated(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, pages)
    monkeypatch.setattr(opening, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    step = "CREATE TABLE later (x INTEGER);\nALTER TABLE digests ADD COLUMN note TEXT;\n"
    monkeypatch.setattr(opening, "MIGRATIONS", {SCHEMA_VERSION: step})
    with closing(open_reading(index)) as connection:
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
        assert connection.execute("SELECT note FROM digests").fetchone() == (None,)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written(index: Path, pages: Path) -> None:
    run(index, pages / "a.txt")
    index.chmod(0o400)
    index.parent.chmod(0o500)
    try:
        assert counts(index)[0] == 1
        with pytest.raises(PapersError, match="cannot be"):
            run(index, pages)
        with pytest.raises(PapersError, match="cannot be"):
            run(index.parent / "deeper" / "papers.db", pages)
    finally:
        index.parent.chmod(0o700)
        index.chmod(0o600)


def test_forgetting_by_id_path_and_fingerprint(index: Path, pages: Path) -> None:
    run(index, pages)
    with closing(open_reading(index)) as connection:
        rows = connection.execute(
            "SELECT id, path, fingerprint FROM digests ORDER BY id"
        ).fetchall()
        for number, path, fingerprint in rows:
            for name in (str(number), path, Path(path).name, fingerprint, fingerprint[:10].upper()):
                assert find_digest(connection, name) == number
        for name in ("", "nowhere.txt", "99", "' OR 1=1 --"):
            with pytest.raises(PapersError, match="no digest"):
                find_digest(connection, name)
        last = connection.execute("SELECT max(id) FROM papers").fetchone()[0]
    (pages / "twice").mkdir()
    write_page(pages / "twice" / "a.txt", [7])
    run(index, pages)
    with pytest.raises(UsageError, match="any of 2"):
        forget(index, "a.txt")
    report = forget(index, str(rows[0][0]))
    assert (report.path, report.sightings) == (rows[0][1], 3)
    assert report.papers == counts(index)[2]
    run(index, pages / "a.txt")
    with closing(open_reading(index)) as connection:
        ids = {number for (number,) in connection.execute("SELECT id FROM papers")}
    assert max(ids) >= last


def test_paper_ids_are_never_used_again(index: Path, pages: Path) -> None:
    run(index, pages)
    with closing(open_reading(index)) as connection:
        used = {number for (number,) in connection.execute("SELECT id FROM papers")}
    for digest in ("a.txt", "b.txt", "c.txt"):
        forget(index, digest)
    assert counts(index) == (0, 0, 0)
    run(index, pages)
    with closing(open_reading(index)) as connection:
        assert not used & {number for (number,) in connection.execute("SELECT id FROM papers")}


def test_an_index_remembers_by_which_rules_it_was_derived(index: Path, pages: Path) -> None:
    run(index, pages)
    with writing(index) as connection:
        assert not rules_changed(connection)
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'rules'")
        assert rules_changed(connection)
    rebuild(index)
    with closing(open_reading(index)) as connection:
        assert not rules_changed(connection)


def test_rebuild_says_what_other_rules_changed(
    index: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(index, pages)
    before = counts(index)[2]
    with closing(open_reading(index)) as connection:
        old = {n for (n,) in connection.execute("SELECT id FROM papers")}
    monkeypatch.setattr(grouping, "judge", lambda a, b: (Outcome.DIFFERENT, -9.0))
    monkeypatch.setattr(
        verdicts, "judge_all", lambda pairs: [(Outcome.DIFFERENT, -9.0)] * len(pairs)
    )
    report = rebuild(index)
    assert report.papers > report.papers_before == before
    assert report.split
    assert not report.changed
    for was, now in report.split:
        assert was in now, "the paper that is recognisably the same keeps its id"
    monkeypatch.undo()
    back = rebuild(index)
    assert back.papers == before
    assert [kept for kept, _ in back.merged] == [was for was, _ in report.split]
    with opened_for_writing(index) as connection:
        assert_sound(connection)
        assert {n for (n,) in connection.execute("SELECT id FROM papers")} == old


def test_groups_are_explained_largest_first(index: Path, pages: Path) -> None:
    run(index, pages)
    with closing(open_reading(index)) as connection:
        found = merged_groups(connection)
        assert found
        sizes = [len(group.members) for group in found]
        assert sizes == sorted(sizes, reverse=True)
        for group in found:
            numbers = [member.number for member in group.members]
            assert numbers == list(range(1, len(numbers) + 1))
            readings = {member.record_key for member in group.members}
            assert len(group.links) == len(readings) - 1
        assert merged_groups(connection, [found[0].paper_id]) == found[:1]
        assert merged_groups(connection, [], limit=1) == []
        assert explain_paper(connection, found[0].paper_id) == found[0]


def test_what_awaits_a_decision(index: Path, tmp_path: Path) -> None:
    editorial = ENTRIES[12]._replace(author_count=7)
    folder = tmp_path / "open"
    write_page(folder / "a.txt", [0, 4])
    write_page(folder / "b.txt", [5, editorial], "Dec 11")
    report = run(index, folder)
    kiln, other = (ENTRIES[number].title for number in (4, 5))
    with closing(open_reading(index)) as connection:
        pairs = undecided_pairs(connection)
        titles = [{pair.a.title, pair.b.title} for pair in pairs]
        assert titles[0] == {kiln, other}, "nearest to the threshold first"
        assert {kiln, "Editorial"} in titles
        assert {other, "Editorial"} in titles
        assert len(pairs) == report.totals.undecided == 3
        assert all(pair.verdict.outcome is Outcome.UNDECIDED for pair in pairs)
        first = pairs[0]
        assert first.a.sightings == ((str(folder / "a.txt"), 21),)
        assert first.b.sightings == ((str(folder / "b.txt"), 13),)
        around = [pair for pair in pairs if first.a.paper_id in (pair.a.paper_id, pair.b.paper_id)]
        assert near(connection, first.a.paper_id) == around != pairs
        assert undecided_pairs(connection, limit=1) == [first]
        assert undecided_pairs(connection, []) == []
    decisions.decide_pair(index, first.a.record_key, first.b.record_key, "different", now=NOW)
    with closing(open_reading(index)) as connection:
        assert undecided_pairs(connection) == pairs[1:]


@pytest.mark.parametrize("kind", ["one title", "one word", "no abstract"])
def test_hostile_input_is_not_compared_all_with_all(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    compared = 0

    def judge_all(pairs: Sequence[object]) -> list[tuple[Outcome, float]]:
        nonlocal compared
        compared += len(pairs)
        return [(Outcome.DIFFERENT, -1.0)] * len(pairs)

    monkeypatch.setattr(verdicts, "judge_all", judge_all)
    syllables = ["ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu"]

    def word(number: int) -> str:
        return "".join(syllables[int(digit)] for digit in f"{number * 7919 % 100_000:05}")

    def entry(number: int) -> Sighting:
        words = " ".join(word(number * 40 + at) for at in range(40))
        if kind == "one title":
            return Sighting(1, "Verified Docking Policies for Island Ferries", words)
        if kind == "one word":
            return Sighting(
                1, f"Zeolith {word(number)} {word(number + 1)} {word(number + 2)}", words
            )
        return Sighting(1, "Verified Docking Policies for Island Ferries", None, number)

    entries = 3000
    run(index, write_page(tmp_path / "hostile.txt", map(entry, range(entries))))
    assert compared < entries * 50


def test_texts_are_kept_as_read(index: Path, tmp_path: Path) -> None:
    abstract = r"We save 40\% of energy~\cite{x}. " + KILN
    run(index, write_page(tmp_path / "tex.txt", [Sighting(1, r"Na\"ive Kilns", abstract)]))
    with closing(open_reading(index)) as connection:
        assert connection.execute("SELECT title, abstract FROM texts").fetchall() == [
            (r"Na\"ive Kilns", abstract)
        ]
        assert connection.execute("SELECT title FROM papers").fetchone()[0].startswith("Naïve")


def test_sources_say_their_size(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"1234")
    assert Source(str(path)).size == 4
    assert Source(str(tmp_path / "none")).size == 0
