"""The index in the hands of sqlite-utils: what it shows and finds, and what it cannot spoil."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from papercli.cli import main
from papercli.store.damage import is_damaged
from papercli.store.fulltext import BM25
from tests.invented import environment
from tests.readme import README, ROOT
from tests.store.invented import assert_sound

LISTED = (
    "id title abstract published author_count authors organization sightings first_seen last_seen"
    " comments upvotes arxiv_id version doi openreview_id acl_id url venue kind categories summary"
    " links published_inferred seen_inferred"
)


@pytest.fixture
def index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "papers.db"
    assert main(["ingest", str(ROOT / "fixtures" / "hf-page"), "-q"]) == 0
    capsys.readouterr()
    return path


def sqlite(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line of sqlite-utils."""
    return subprocess.run(
        [sys.executable, "-m", "sqlite_utils", *arguments],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=60,
    )


def test_the_view_lists_what_a_person_asks_for(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "lanternfish-70b", "--json"]) == 0
    (paper,) = json.loads(capsys.readouterr().out)
    with closing(sqlite3.connect(index)) as connection:
        connection.execute("UPDATE papers SET upvotes = 12 WHERE id = ?", (paper["id"],))
        connection.commit()
        view = sqlite_utils.Database(connection).view("paper_list")
        assert [column.name for column in view.columns] == LISTED.split()
        assert view.count == connection.execute("SELECT count(*) FROM papers").fetchone()[0]
        (row,) = view.rows_where("id = ?", [paper["id"]])
    same = ("title", "abstract", "published", "author_count", "sightings", "last_seen", "comments")
    assert {name: row[name] for name in same} == {name: paper[name] for name in same}
    assert row["organization"] == paper["organization"]["name"]
    assert json.loads(row["links"]) == paper["links"]
    assert row["upvotes"] == 12


def test_an_organization_without_a_name_is_listed_by_its_account(index: Path) -> None:
    with closing(sqlite3.connect(index)) as connection:
        for name in ("", None):
            connection.execute("UPDATE papers SET org_slug = 'reef', org_name = ?", (name,))
            query = "SELECT DISTINCT organization FROM paper_list"
            assert connection.execute(query).fetchall() == [("reef",)]


def test_the_full_text_is_known_as_that_of_papers(index: Path) -> None:
    with closing(sqlite3.connect(index)) as connection:
        assert sqlite_utils.Database(connection).table("papers").detect_fts() == "papers_fts"


@pytest.mark.parametrize("words", ["kv cache", "mod*", "title: cache", "models OR harbours"])
def test_its_search_ranks_with_our_weights(index: Path, words: str) -> None:
    found = json.loads(sqlite("search", str(index), "papers", words, "-c", "id").stdout)
    query = f"SELECT rowid FROM papers_fts WHERE papers_fts MATCH ? ORDER BY {BM25}"
    with closing(sqlite3.connect(index)) as connection:
        ours = connection.execute(query, (words,)).fetchall()
    assert [row["id"] for row in found] == [number for (number,) in ours]
    assert len(found) > 1


def test_its_search_finds_what_ours_finds(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(sqlite("search", str(index), "papers", "kv cache", "-c", "id").stdout)
    assert main(["search", "kv", "cache", "--json"]) == 0
    papers = json.loads(capsys.readouterr().out)
    assert {row["id"] for row in found} == {paper["id"] for paper in papers}


def test_the_query_of_the_readme_runs(index: Path) -> None:
    text = README.read_text(encoding="utf-8")
    _, _, line = text.partition('sqlite-utils papers.db "')
    query, closed, _ = line.partition('"')
    assert closed
    rows = json.loads(sqlite(str(index), query).stdout)
    assert rows
    assert all("cache" in f"{row['title']} {row['abstract']}".lower() for row in rows)


@pytest.mark.parametrize("command", ["rebuild-fts", "optimize"])
def test_what_it_does_to_the_full_text_spoils_nothing(
    index: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert (sqlite(command, str(index)).returncode == 0) == (command == "optimize")
    with closing(sqlite3.connect(index, isolation_level=None)) as connection:
        assert_sound(connection)
    assert not is_damaged(index)
    assert main(["forget", "1", "-q"]) == 0
    with closing(sqlite3.connect(index, isolation_level=None)) as connection:
        assert_sound(connection)
