"""The steps by which an index comes to its schema, one function each, kept by sqlite-utils.

Imported only where an index is brought up to date or looked at for damage: loading sqlite-utils
takes longer than a whole search. A step that was released never changes; what it needs
of the schema is written out in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timezone

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from papercli.model.decision import Said
from papercli.store.fulltext import document
from papercli.store.inferred import STALE, take_back_years
from papercli.store.older_decisions import Pair, grouped
from papercli.store.rebuild import rebuild_papers
from papercli.store.schema import SCHEMA, SCHEMA_VERSION, STEPS, execute_script
from papercli.text import fold

steps = Migrations("papers")
"""All steps; `STEPS` says their names where sqlite-utils is not to be loaded."""


@steps()
def m001_create(database: Database) -> None:
    """Make the whole schema of today: the later steps are for indexes that were made before
    them."""
    execute_script(database.conn, SCHEMA)


@steps()
def m002_upvotes_and_full_text(database: Database) -> None:
    """Add the votes, the view, and the full text in the form that sqlite-utils knows."""
    connection = database.conn
    execute_script(
        connection,
        """
        ALTER TABLE sightings ADD COLUMN upvotes INTEGER;
        ALTER TABLE papers ADD COLUMN upvotes INTEGER;
        DROP TABLE papers_fts;
        CREATE VIRTUAL TABLE papers_fts USING fts5(
            title, abstract, variants,
            content="papers", content_rowid="id",
            tokenize='porter unicode61 remove_diacritics 2'
        );
        INSERT INTO papers_fts (papers_fts, rank) VALUES ('hashsize', 16777216);
        INSERT INTO papers_fts (papers_fts, rank) VALUES ('automerge', 16);
        INSERT INTO papers_fts (papers_fts, rank) VALUES ('rank', 'bm25(10.0, 1.0, 4.0)');
        CREATE VIEW paper_list AS
        SELECT p.id, p.title, t.abstract, p.published, p.author_count, p.authors,
               coalesce(nullif(p.org_name, ''), p.org_slug) AS organization,
               p.sightings, p.first_seen, p.last_seen, p.comments, p.upvotes,
               p.arxiv_id, p.doi, p.url, p.links
          FROM papers AS p
          LEFT JOIN texts AS t ON t.record_id = p.abstract_record;
        """,
    )
    # Today's documents, whatever those of the step's own day were: they are what it will be told
    # when it is to forget them.
    papers = connection.execute(
        """
        SELECT p.id, p.title, t.abstract
          FROM papers AS p
          LEFT JOIN texts AS t ON t.record_id = p.abstract_record
         ORDER BY p.id
        """
    )
    connection.executemany(
        "INSERT INTO papers_fts (rowid, title, abstract, variants) VALUES (?, ?, ?, ?)",
        ((number, *document(title, abstract)) for number, title, abstract in papers),
    )


@steps()
def m003_years(database: Database) -> None:
    """Take the years that were inferred while reading back out of dates, and keep the facts."""
    connection = database.conn
    execute_script(
        connection,
        """
        CREATE TABLE oversized_blocks (key INTEGER PRIMARY KEY) STRICT;
        INSERT INTO oversized_blocks (key) SELECT key FROM crowded;
        DROP TABLE crowded;
        ALTER TABLE digests ADD COLUMN year_source TEXT;
        ALTER TABLE digests ADD COLUMN said_year INTEGER;
        ALTER TABLE digests ADD COLUMN year_after INTEGER;
        ALTER TABLE digests ADD COLUMN leap_day INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE digests ADD COLUMN contradiction TEXT;
        ALTER TABLE papers ADD COLUMN published_inferred INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE papers ADD COLUMN seen_inferred INTEGER NOT NULL DEFAULT 0;
        DROP VIEW paper_list;
        CREATE VIEW paper_list AS
        SELECT p.id, p.title, t.abstract, p.published, p.author_count, p.authors,
               coalesce(nullif(p.org_name, ''), p.org_slug) AS organization,
               p.sightings, p.first_seen, p.last_seen, p.comments, p.upvotes,
               p.arxiv_id, p.doi, p.url, p.links, p.published_inferred, p.seen_inferred
          FROM papers AS p
          LEFT JOIN texts AS t ON t.record_id = p.abstract_record;
        UPDATE digests
           SET year_source = 'written'
         WHERE year IS NOT NULL
           AND NOT year_inferred;
        """,
    )
    take_back_years(connection)
    connection.execute("ALTER TABLE digests DROP COLUMN year_inferred")


@steps()
def m004_decisions_of_commands(database: Database) -> None:
    """Make one decision of all that one command decided, and a table of what a review passed."""
    connection = database.conn
    pairs = [
        Pair(number, verdict, Said(1, a, a_title), Said(1, b, b_title), when, why)
        for number, verdict, a, b, a_title, b_title, when, why in connection.execute(
            """
            SELECT id, verdict, a_key, b_key, a_title, b_title, decided_at, reason
              FROM decisions
             ORDER BY id
            """
        )
    ]
    (last,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'decisions'"
    ).fetchone()
    execute_script(
        connection,
        """
        DROP TABLE decisions;
        CREATE TABLE decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
            decided_at TEXT NOT NULL,
            reason TEXT,
            led TEXT
        ) STRICT;
        CREATE TABLE decided (
            decision_id INTEGER NOT NULL REFERENCES decisions(id),
            place INTEGER NOT NULL,
            part INTEGER NOT NULL,
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            paper_id INTEGER,
            PRIMARY KEY (decision_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE passed (
            low_key TEXT NOT NULL,
            high_key TEXT NOT NULL,
            turn INTEGER NOT NULL,
            PRIMARY KEY (low_key, high_key)
        ) STRICT, WITHOUT ROWID;
        """,
    )
    for decision in grouped(pairs):
        connection.execute(
            "INSERT INTO decisions (id, verdict, decided_at, reason) VALUES (?, ?, ?, ?)",
            (decision.id, decision.verdict, decision.decided_at, decision.reason),
        )
        connection.executemany(
            """
            INSERT INTO decided (decision_id, place, part, key, title)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                (decision.id, place, said.part, said.key, said.title)
                for place, said in enumerate(decision.said, 1)
            ],
        )
    # No id of a decision is given twice, those of rows that are one with others now included.
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'decisions'")
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('decisions', ?)", (last,))


@steps()
def m005_particulars(database: Database) -> None:
    """Add what an entry may say beside title, abstract, authors and dates."""
    execute_script(
        database.conn,
        """
        ALTER TABLE records ADD COLUMN categories TEXT;
        ALTER TABLE records ADD COLUMN version INTEGER;
        ALTER TABLE records ADD COLUMN venue TEXT;
        ALTER TABLE records ADD COLUMN kind TEXT;
        ALTER TABLE records ADD COLUMN openreview_id TEXT;
        ALTER TABLE records ADD COLUMN acl_id TEXT;
        ALTER TABLE records ADD COLUMN links TEXT;
        ALTER TABLE texts ADD COLUMN summary TEXT;
        ALTER TABLE papers ADD COLUMN version INTEGER;
        ALTER TABLE papers ADD COLUMN openreview_id TEXT;
        ALTER TABLE papers ADD COLUMN acl_id TEXT;
        ALTER TABLE papers ADD COLUMN venue TEXT;
        ALTER TABLE papers ADD COLUMN kind TEXT;
        ALTER TABLE papers ADD COLUMN categories TEXT;
        ALTER TABLE papers ADD COLUMN authors_folded TEXT;
        ALTER TABLE papers ADD COLUMN summary_record INTEGER;
        DROP VIEW paper_list;
        CREATE VIEW paper_list AS
        SELECT p.id, p.title, t.abstract, p.published, p.author_count, p.authors,
               coalesce(nullif(p.org_name, ''), p.org_slug) AS organization,
               p.sightings, p.first_seen, p.last_seen, p.comments, p.upvotes,
               p.arxiv_id, p.version, p.doi, p.openreview_id, p.acl_id, p.url,
               p.venue, p.kind, p.categories, s.summary, p.links,
               p.published_inferred, p.seen_inferred
          FROM papers AS p
          LEFT JOIN texts AS t ON t.record_id = p.abstract_record
          LEFT JOIN texts AS s ON s.record_id = p.summary_record;
        """,
    )
    database.conn.create_function("fold", 1, fold, deterministic=True)
    database.conn.execute(
        "UPDATE papers SET authors_folded = fold(authors) WHERE authors IS NOT NULL"
    )


@steps()
def m006_weights_of_columns(database: Database) -> None:
    """Keep the weights by which the program ranks for whoever else asks the full text."""
    database.conn.execute(
        "INSERT INTO papers_fts (papers_fts, rank) VALUES ('rank', 'bm25(5.0, 1.0, 2.0)')"
    )


@steps()
def m007_sightings_of_ids(database: Database) -> None:
    """Let ids that are no more lead to a sighting: the first that a decision says they had, or else
    the first of the paper that they led to."""
    execute_script(
        database.conn,
        """
        ALTER TABLE redirects RENAME TO led_to_papers;
        DROP INDEX redirects_by_paper;
        CREATE TABLE redirects (
            id INTEGER PRIMARY KEY,
            sighting_id INTEGER NOT NULL REFERENCES sightings(id)
        ) STRICT;
        CREATE INDEX redirects_by_sighting ON redirects(sighting_id);
        INSERT INTO redirects (id, sighting_id)
        SELECT l.id, coalesce(min(s.id) FILTER (WHERE d.key IS NOT NULL), min(s.id))
          FROM led_to_papers AS l
          JOIN records AS r ON r.paper_id = l.paper_id
          JOIN sightings AS s ON s.record_id = r.id
          LEFT JOIN decided AS d ON d.paper_id = l.id AND d.key = r.key
         GROUP BY l.id;
        DROP TABLE led_to_papers;
        ALTER TABLE decisions DROP COLUMN led;
        """,
    )


@steps()
def m008_all_sightings_of_ids(database: Database) -> None:
    """Let an id that is no more have room for every sighting that it had."""
    execute_script(
        database.conn,
        """
        ALTER TABLE redirects RENAME TO led_to_sightings;
        DROP INDEX redirects_by_sighting;
        CREATE TABLE redirects (
            id INTEGER NOT NULL,
            sighting_id INTEGER NOT NULL REFERENCES sightings(id),
            PRIMARY KEY (id, sighting_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX redirects_by_sighting ON redirects(sighting_id);
        INSERT INTO redirects (id, sighting_id)
        SELECT id, sighting_id
          FROM led_to_sightings;
        DROP TABLE led_to_sightings;
        """,
    )


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring an index from ``version`` to the current schema, inside the open transaction."""
    database = opened(connection)
    steps.ensure_migrations_table(database)
    if not steps.applied(database):
        # Version 1 kept no list.
        _note(database, STEPS[:version])
    steps.apply(database)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    if connection.execute("DELETE FROM meta WHERE name = ?", (STALE,)).rowcount:
        rebuild_papers(connection)


def opened(connection: sqlite3.Connection) -> Database:
    """The connection as sqlite-utils sees it, left as it is and without plug-ins of others."""
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def _note(database: Database, names: Iterable[str]) -> None:
    """Keep in the list of sqlite-utils that these steps need not be taken any more."""
    now = str(datetime.now(timezone.utc))
    database.table(steps.migrations_table).insert_all(
        {"migration_set": steps.name, "name": name, "applied_at": now} for name in names
    )
