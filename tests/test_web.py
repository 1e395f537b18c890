"""The index in a browser: what Datasette is told of it, and pages fetched from it."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from papercli import web
from papercli.cli import main
from papercli.errors import PapersError
from papercli.store.connection import scratch
from papercli.store.tables import COLUMNS, TABLES
from tests.invented import environment, write_dumps
from tests.readme import README

EXTRA = "Datasette is not installed: make test-web, or pip install -e '.[web]'"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    path = folder / "50% of #1?.db"
    assert main(["ingest", str(write_dumps(folder / "digests")), "-q", "--db", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def address(index: Path) -> Iterator[str]:
    """Where a process of its own serves the index; ended as by Ctrl-C."""
    pytest.importorskip("datasette", reason=EXTRA)
    process = subprocess.Popen(
        [sys.executable, "-m", "papercli", "--db", str(index), "web", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stdout
    first = process.stdout.readline().strip()
    assert first.startswith("http://127.0.0.1:"), process.communicate()
    yield first
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert err == f"serving {index}; Ctrl-C ends it\nstopped\n"
    assert [path.name for path in index.parent.glob("*.db*")] == [index.name]


def fetched(address: str, **headers: str) -> tuple[int, str]:
    try:
        with urlopen(Request(address, headers=headers), timeout=60) as page:
            return page.status, page.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_pages_show_and_search_the_papers(address: str, index: Path) -> None:
    status, page = fetched(address)
    assert status == 200
    assert "Number of authors" in page, "columns are described"
    assert "_facet=organization" in page or "facet-organization" in page
    _, found = fetched(f"{address}.json?_shape=array&_search=kelp")
    with closing(sqlite3.connect(index)) as connection:
        query = "SELECT rowid FROM papers_fts WHERE papers_fts MATCH 'kelp'"
        ours = {number for (number,) in connection.execute(query)}
    assert {row["id"] for row in json.loads(found)} == ours != set()
    base = address.removesuffix("/paper_list")
    _, whole = fetched(f"{base}.json")
    shown = {table["name"] for table in json.loads(whole)["tables"] if not table["hidden"]}
    assert shown == {"digests"}
    for name in web.QUERIES:
        status, answer = fetched(f"{base}/{name}.json?_shape=array&id=1")
        assert (status, bool(json.loads(answer))) == (200, True)


def test_datasette_by_itself_finds_papers_as_the_readme_says(index: Path) -> None:
    app = pytest.importorskip("datasette.app", reason=EXTRA)
    plain = index.parent / "plain"
    plain.mkdir()
    shutil.copy(index, plain / "papers.db")
    _, _, rest = README.read_text(encoding="utf-8").partition("and `paper_list` with\n`?_fts_table")
    described = f"?_fts_table{rest.partition('&_search=')[0]}"

    async def ask() -> list[str]:
        datasette = app.Datasette([str(plain / "papers.db")])
        pages = ("papers.json?", f"paper_list.json{described}&")
        return [
            (await datasette.client.get(f"/papers/{page}_search=kelp&_shape=array")).text
            for page in pages
        ]

    found = [{row["id"] for row in json.loads(page)} for page in asyncio.run(ask())]
    assert found[0] == found[1] != set()


def test_nothing_can_be_changed_and_no_other_site_may_ask(address: str) -> None:
    base = address.removesuffix("/paper_list")
    status, told = fetched(f"{base}.json?sql={quote('DELETE FROM papers')}")
    assert (status, json.loads(told)["ok"]) == (400, False)
    assert fetched(address, Host="127.0.0.1.evil.example")[0] == 403
    assert fetched(address, Host="evil.example:80")[0] == 403
    assert fetched(address, Host="localhost:9000")[0] == 200


def test_a_connection_cannot_write(index: Path) -> None:
    with closing(web._connect(index, False)) as connection:
        for statement in ("DELETE FROM papers", "PRAGMA user_version=9", "CREATE TABLE x (y)"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                connection.execute(statement)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        web._connect(index, True)


def test_a_port_that_is_taken_is_told() -> None:
    with closing(web._bound(0)) as taken:
        taken.listen()
        with pytest.raises(PapersError, match="in use") as told:
            web._bound(taken.getsockname()[1])
    assert "--port 0" in str(told.value.hint)


def test_without_the_extra_it_says_how_to_get_it(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    assert main(["web", "--db", str(index)]) == 1
    what, hint = capsys.readouterr().err.splitlines()
    assert what == "papers: papers web needs Datasette, which is not installed"
    assert hint.startswith("hint: ")
    assert "pipx inject papercli" in hint


def test_every_table_and_column_is_described() -> None:
    with scratch() as connection:
        rows = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT GLOB 'papers_fts_*' AND name <> 'sqlite_sequence'"
        )
        assert {name for (name,) in rows} == set(TABLES)
        listed = connection.execute("SELECT * FROM paper_list").description
        assert [name for name, *_ in listed] == list(COLUMNS)
