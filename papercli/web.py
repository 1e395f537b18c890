"""The index in a browser: Datasette, on this machine alone and unable to write.

Datasette is an extra, and imported only here.
"""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from papercli.errors import PapersError
from papercli.store.tables import COLUMNS, TABLES

HOST = "127.0.0.1"
NAME = "papers"
"""The index in addresses, whatever its file is called."""
PAGE = f"/{NAME}/paper_list"

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Callable[..., Any], Send], Awaitable[None]]

_MISSING = "papers web needs Datasette, which is not installed"
_INSTALL = "put it beside papers: pipx inject papercli 'datasette<1', or pip install 'datasette<1'"
_LOCAL = frozenset((HOST, "localhost"))

QUERIES = {
    "papers_by_year": (
        "Papers by year",
        """
        SELECT substr(published, 1, 4) AS year, count(*) AS papers
          FROM paper_list
         GROUP BY year
         ORDER BY year DESC
        """,
    ),
    "papers_by_organization": (
        "Papers by organization",
        """
        SELECT organization, count(*) AS papers, max(published) AS latest
          FROM paper_list
         WHERE organization IS NOT NULL
         GROUP BY organization
         ORDER BY papers DESC
        """,
    ),
    "where_a_paper_was_seen": (
        "Where a paper was seen",
        """
        SELECT d.path, s.line, t.title, t.abstract
          FROM records AS r
          JOIN sightings AS s ON s.record_id = r.id
          JOIN digests AS d ON d.id = s.digest_id
          JOIN texts AS t ON t.record_id = r.id
         WHERE r.paper_id = :id
         ORDER BY s.id
        """,
    ),
}
"""Questions that Datasette offers as pages: title and SQL by name."""

_SETTINGS = {"default_page_size": 50, "facet_time_limit_ms": 1000, "sql_time_limit_ms": 5000}


def metadata() -> dict[str, Any]:
    """What Datasette is told of the index: how to search it, what to count, what each table is."""
    tables: dict[str, dict[str, Any]] = {
        name: {"description": description, "hidden": name not in ("paper_list", "digests")}
        for name, description in TABLES.items()
    }
    tables["sqlite_sequence"] = {"description": "SQLite's own.", "hidden": True}
    tables["paper_list"] |= {
        "columns": COLUMNS,
        "fts_table": "papers_fts",
        "fts_pk": "id",
        "facets": ["organization", "author_count", "sightings"],
        "sortable_columns": list(COLUMNS),
        "sort_desc": "published",
    }
    queries = {name: {"title": title, "sql": sql} for name, (title, sql) in QUERIES.items()}
    return {
        "title": "Papers",
        "description": "One index from overlapping digests of papers. Nothing here can change it.",
        "databases": {NAME: {"tables": tables, "queries": queries}},
    }


def serve(index: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve an index at `HOST` until Ctrl-C; ``ready`` is called with the address once it answers.

    ``port`` 0 takes any that is free. Raises PapersError where Datasette is not installed and where
    the port is taken.
    """
    try:
        import uvicorn
        from datasette.app import Datasette
        from datasette.database import Database
    except ImportError as error:
        raise PapersError(_MISSING, _INSTALL) from error

    with closing(_bound(port)) as listening, ExitStack() as connections:
        datasette = Datasette([], metadata=metadata(), settings=_SETTINGS)
        datasette.remove_database("_memory")
        database = Database(datasette, path=str(index), is_mutable=True)
        listed = database.table_names

        async def table_names() -> list[str]:
            # The full text keeps no rows that could be counted or shown.
            return [name for name in await listed() if not name.startswith("papers_fts")]

        database.connect = lambda write=False: connections.enter_context(
            closing(_connect(index, write))
        )
        database.table_names = table_names
        datasette.add_database(database, name=NAME)
        config = uvicorn.Config(_for_local_pages(datasette.app()), log_level="error", lifespan="on")
        server = uvicorn.Server(config)
        begin = server.startup

        async def startup(sockets: list[socket.socket] | None = None) -> None:
            await begin(sockets)
            if server.started:
                ready(f"http://{HOST}:{listening.getsockname()[1]}{PAGE}")

        server.startup = startup
        server.run(sockets=[listening])


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        hint = "name another one with --port N; --port 0 takes any that is free"
        raise PapersError(f"port {port}: {error.strerror}", hint) from error
    return listening


def _connect(index: Path, write: bool) -> sqlite3.Connection:
    """A connection that cannot write, for any thread."""
    if write:
        raise sqlite3.OperationalError("attempt to write a readonly database")
    for mode in ("mode=ro", "immutable=1"):
        address = f"{index.absolute().as_uri()}?{mode}"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            # Where not even the lock files of WAL can be made, nobody writes either.
            if mode == "immutable=1":
                raise
        else:
            break
    return connection


def _for_local_pages(application: Application) -> Application:
    """The application for requests by its own name only: a page of another site whose name leads
    to this machine is not to read the index."""

    async def guarded(scope: Scope, receive: Callable[..., Any], send: Send) -> None:
        if scope["type"] == "http" and _host(scope) not in _LOCAL:
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b"not asked for by its own name\n"})
            return
        await application(scope, receive, send)

    return guarded


def _host(scope: Scope) -> str:
    named = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return str(named.decode("latin-1")).partition(":")[0].lower()
