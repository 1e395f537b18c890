"""An index of an older version becomes one of today's, whichever command opens it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from papercli.cli import main
from papercli.paths import shown
from papercli.store import migrations
from papercli.store.connection import open_reading, scratch
from papercli.store.damage import is_damaged
from papercli.store.decided import list_decisions
from papercli.store.decisions_in_force import parts_of, separations
from papercli.store.fulltext import BM25
from papercli.store.redirects import current_id
from papercli.store.schema import SCHEMA_VERSION, STEPS
from tests.invented import ALGAE, dump
from tests.older import MADE, UNDATED, write_version_1
from tests.readme import ROOT
from tests.store.invented import assert_sound, groups, snapshot

WEIGHTS = BM25.replace("papers_fts, ", "")
"""The weights of the columns as the full text index keeps them for whoever asks it."""


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    index = write_version_1(tmp_path / "old" / "papers.db")
    monkeypatch.setenv("PAPERS_DB", str(index))
    return index


def definition(sql: str | None) -> tuple[str, ...]:
    """What SQL says, without comments, line breaks and the order of columns."""
    text = re.sub(r"--[^\n]*", "", sql or "")
    text = re.sub(r"\s+", " ", text)
    if not text.startswith("CREATE TABLE") or "(" not in text:
        return (text,)
    head, _, rest = text.partition("(")
    body, _, options = rest.rpartition(")")
    parts = re.split(r",(?![^(]*\))", body)
    return (head, *sorted(part.strip() for part in parts), options)


def schema(connection: sqlite3.Connection) -> dict[tuple[str, str, str], tuple[str, ...]]:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {(kind, name, table): definition(sql) for kind, name, table, sql in rows}


def version(connection: sqlite3.Connection) -> tuple[int, int, list[str]]:
    """Both numbers of the file, and the steps that it has taken."""
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    steps = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")
    return ours, number, [name for (name,) in steps]


def test_every_step_has_a_number_and_a_name() -> None:
    with scratch() as connection:
        taken = [step.name for step in migrations.steps.applied(migrations.opened(connection))]
    assert taken == list(STEPS)
    assert [step.split("_")[0] for step in STEPS] == [
        f"m{number:03}" for number in range(1, SCHEMA_VERSION + 1)
    ]
    with closing(sqlite3.connect(":memory:")) as empty:
        known = migrations.steps.pending(migrations.opened(empty))
    assert [step.name for step in known] == list(STEPS)


@pytest.mark.parametrize(
    "command",
    [
        ["search", "--count"],
        ["show", "4"],
        ["ingest", "new.txt"],
        ["forget", "6"],
        ["rebuild"],
        ["stats"],
        ["merge", "4", "5"],
    ],
    ids=" ".join,
)
def test_any_command_brings_an_older_index_up_to_date(
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    monkeypatch.chdir(old.parent)
    Path("new.txt").write_text(dump("Dec 14", ALGAE), encoding="utf-8")
    said = f"bringing {old} to the current schema; this happens once\n"
    assert main(command) == 0
    assert capsys.readouterr().err.count(said) == 1
    assert main(["search"]) == 0
    assert said not in capsys.readouterr().err
    with closing(sqlite3.connect(old, isolation_level=None)) as connection, scratch() as new:
        assert schema(connection) == schema(new)
        assert version(connection) == version(new)
        weights = "SELECT v FROM papers_fts_config WHERE k = 'rank'"
        kept = {index.execute(weights).fetchone() for index in (connection, new)}
        assert kept == {(WEIGHTS,)}
        assert_sound(connection)
    assert not is_damaged(old)


def test_an_older_index_holds_the_same_papers_as_one_made_today(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    today = str(tmp_path / "today.db")
    for command in MADE:
        assert main([*command, "-q", "--db", today]) == 0
    for index in (today, str(old)):
        assert main(["rebuild", "-q", "--db", index]) == 0
    with closing(open_reading(old)) as one, closing(open_reading(Path(today))) as other:
        assert snapshot(one) == snapshot(other)
    found = []
    for index in (today, str(old)):
        capsys.readouterr()
        assert main(["search", "kv cache", "--db", index]) == 0
        found.append(capsys.readouterr().out)
    assert found[0] == found[1] != ""


def test_ids_and_decisions_outlive_the_steps(old: Path) -> None:
    kept = (
        "SELECT id, title, comments, links FROM papers",
        "SELECT id, digest_id, position, line, record_id, comments, metadata FROM sightings",
    )
    with closing(sqlite3.connect(old)) as connection:
        before = [connection.execute(query).fetchall() for query in kept]
        led = connection.execute("SELECT id, paper_id FROM redirects").fetchall()
    with closing(open_reading(old)) as connection:
        assert [connection.execute(query).fetchall() for query in kept] == before
        now = connection.execute("SELECT id FROM redirects ORDER BY id").fetchall()
        assert [(old, current_id(connection, old)) for (old,) in now] == led != []


def test_what_one_command_decided_is_one_decision_after_the_steps(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        rows = connection.execute("SELECT id, verdict, a_key, b_key, a_title FROM decisions")
        pairs = {(number, verdict): frozenset((a, b)) for number, verdict, a, b, _ in rows}
        (title,) = connection.execute("SELECT a_title FROM decisions WHERE id = 3").fetchone()
    with closing(open_reading(old)) as connection:
        merged, parted = list_decisions(connection)
        (last,) = connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'decisions'"
        ).fetchone()
    assert [(one.id, one.verdict) for one in (merged, parted)] == [(1, "same"), (3, "different")]
    assert parts_of(merged) == [sorted(pairs[1, "same"] | pairs[2, "same"])]
    assert {frozenset(pair) for pair in separations(parted)} == {
        pair for (_, verdict), pair in pairs.items() if verdict == "different"
    }
    assert title in {said.title for said in parted.said}
    assert last == max(number for number, _ in pairs) > parted.id


def test_decisions_of_an_older_index_are_taken_back_as_one(old: Path) -> None:
    with closing(open_reading(old)) as connection:
        before = groups(connection)
    assert main(["undo", "3"]) == 0
    with closing(open_reading(old)) as connection:
        after = groups(connection)
    assert len(after - before) == 1
    assert frozenset().union(*(before - after)) == frozenset().union(*(after - before))


def infer(index: Path, digests: Sequence[int]) -> list[int]:
    """Let the years of these digests be inferred, as older versions did while reading; returns the
    ids of all papers."""
    with closing(sqlite3.connect(index)) as connection:
        listed = ", ".join(map(str, digests))
        connection.execute(f"UPDATE digests SET year_inferred = 1 WHERE id IN ({listed})")
        connection.commit()
        return [number for (number,) in connection.execute("SELECT id FROM papers")]


def test_years_that_were_inferred_are_not_stored_any_more(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    infer(old, (2, 3, 4, 6))
    today = str(tmp_path / "today.db")
    (first, *rest) = MADE
    for command in (first[:2], ("digests", "--set-year", f"{UNDATED}=2025"), *rest):
        assert main([*command, "-q", "--db", today]) == 0
    with closing(open_reading(old)) as one, closing(open_reading(Path(today))) as other:
        assert snapshot(one) == snapshot(other)
        dates = "SELECT key, year, month, day FROM records ORDER BY key"
        assert one.execute(dates).fetchall() == other.execute(dates).fetchall()
        decided = """
            SELECT d.verdict, s.key, s.title
              FROM decisions AS d
              JOIN decided AS s ON s.decision_id = d.id
             ORDER BY 1, 2
        """
        assert one.execute(decided).fetchall() == other.execute(decided).fetchall()
        facts = "SELECT path, line, month, day, year_after, leap_day FROM digests ORDER BY 1, 2"
        # The older version kept paths as they were typed, and today's are whole.
        told, kept = one.execute(facts).fetchall(), other.execute(facts).fetchall()
        assert told == [(shown(path), *rest) for path, *rest in kept]
        assert all(Path(path).is_absolute() for path, *_ in kept)


@pytest.mark.parametrize("inferred", [(2,), (3, 4), (2, 3, 6), (2, 3, 4, 6)], ids=str)
def test_what_was_one_content_is_two_where_one_page_wrote_the_year(
    old: Path, inferred: Sequence[int]
) -> None:
    before = infer(old, inferred)
    open_reading(old).close()
    with closing(sqlite3.connect(old)) as connection:
        assert_sound(connection)
        for number in before:
            assert current_id(connection, number)
        written = connection.execute(
            """
            SELECT count(*)
              FROM digests AS d
              JOIN sightings AS s ON s.digest_id = d.id
              JOIN records AS r ON r.id = s.record_id
             WHERE d.year_source <> 'written'
               AND r.year >= 2025
            """
        )
        assert written.fetchone() == (0,)
        found = connection.execute("SELECT DISTINCT substr(published, 1, 4) FROM papers")
        assert {year for (year,) in found} == {None, "2023", "2024", "2025"}
    assert not is_damaged(old)


def test_two_contents_that_differ_by_inferred_years_alone_become_one(old: Path) -> None:
    infer(old, (2, 4))
    with closing(sqlite3.connect(old)) as connection:
        # The entry stood on two pages that were given different years, and was two papers.
        (record,) = connection.execute(
            """
            SELECT s.record_id
              FROM sightings AS s
              JOIN records AS r ON r.id = s.record_id
             WHERE r.year = 2025
             GROUP BY s.record_id
            HAVING min(s.digest_id) = 2
               AND max(s.digest_id) = 4
             LIMIT 1
            """
        ).fetchone()
        connection.execute(
            """
            INSERT INTO records (id, key, paper_id, author_count, org_slug, org_name, year, month,
                                 day, arxiv_id, doi, url, authors)
            SELECT 98, 'other', 99, author_count, org_slug, org_name, 2024, month, day, arxiv_id,
                   doi, url, authors
              FROM records
             WHERE id = ?
            """,
            (record,),
        )
        connection.execute(
            "INSERT INTO texts SELECT 98, title, abstract FROM texts WHERE record_id = ?", (record,)
        )
        connection.execute("INSERT INTO papers (id, title, sightings) VALUES (99, '', 1)")
        connection.execute("INSERT INTO redirects (id, paper_id) VALUES (97, 99)")
        connection.execute(
            "UPDATE sightings SET record_id = 98 WHERE record_id = ? AND digest_id = 4", (record,)
        )
        connection.execute("UPDATE digests SET year = 2024 WHERE id = 4")
        connection.commit()
    open_reading(old).close()
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT 1 FROM records WHERE id = 98").fetchone() is None
        assert current_id(connection, 99) == current_id(connection, 97)
        (home,) = connection.execute(
            "SELECT paper_id FROM records WHERE id = ?", (record,)
        ).fetchone()
        assert current_id(connection, 99) == home
        assert_sound(connection)


def test_a_year_that_only_the_index_knew_is_marked_as_inferred(old: Path) -> None:
    infer(old, (2, 3, 4, 6))
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE digests SET ingested_at = '2027-12-24T00:00:00+00:00'")
        connection.commit()
    with closing(open_reading(old)) as connection:
        sources = connection.execute("SELECT DISTINCT year_source FROM digests WHERE id <> 5")
        assert sources.fetchall() == [("inferred",)]
        marked = connection.execute(
            "SELECT DISTINCT published_inferred FROM papers WHERE published LIKE '2025%'"
        )
        assert marked.fetchall() == [(1,)]


def test_a_step_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(migrations, "document", fail)
    with closing(sqlite3.connect(old)) as connection:
        before = schema(connection)
    with pytest.raises(KeyboardInterrupt):
        open_reading(old)
    with closing(sqlite3.connect(old)) as connection:
        assert schema(connection) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert not is_damaged(old)
    monkeypatch.undo()
    open_reading(old).close()


def test_a_rebuild_leaves_the_full_text_in_one_piece(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Ids of split papers come out of their order, at which FTS5 begins another piece.
    monkeypatch.setattr("papercli.store.rebuild.REBUILD_BATCH", 1)
    assert main(["rebuild"]) == 0
    with closing(sqlite3.connect(old)) as connection:
        pieces = connection.execute("SELECT count(DISTINCT segid) FROM papers_fts_idx")
        assert pieces.fetchone() == (1,)
        assert_sound(connection)
