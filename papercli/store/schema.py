"""The index as SQL, as it is today, and the numbers and names by which a file is known as ours.

How older indexes come to it is in `papercli.store.migrations`; nothing may depend on the order of
columns, which differs where a step has added one.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timezone
from sqlite3 import Connection

APPLICATION_ID = 0x50415052
"""``PRAGMA application_id`` of every index ("PAPR" in ASCII)."""

STEPS = (
    "m001_create",
    "m002_upvotes_and_full_text",
    "m003_years",
    "m004_decisions_of_commands",
    "m005_particulars",
    "m006_weights_of_columns",
    "m007_sightings_of_ids",
    "m008_all_sightings_of_ids",
)
"""The steps to the schema below, oldest first; a file that has taken others is of a newer
program."""

SCHEMA_VERSION = len(STEPS)
"""``PRAGMA user_version`` of the schema below; a higher one in a file means a newer program."""

RULES_VERSION = 10
"""Kept in ``meta`` as ``rules``; raise it whenever keys, verdicts, clustering, combining or the
text that is searched change, so that the program can tell that an index should be rebuilt."""

SCHEMA = """
-- What was ingested. A fingerprint is known once, under whatever path it came first. Of a page
-- that leaves its year out, the facts are said_year (by the user), year_after (the last year that
-- it writes out) and leap_day (whether it shows 29 February); year, year_source and contradiction
-- (a JSON list of the years that facts name) are derived.
CREATE TABLE digests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    reader TEXT NOT NULL,
    line INTEGER NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    year INTEGER, month INTEGER, day INTEGER,
    ingested_at TEXT NOT NULL,
    year_source TEXT,
    said_year INTEGER,
    year_after INTEGER,
    leap_day INTEGER NOT NULL DEFAULT 0,
    contradiction TEXT
) STRICT;

-- Distinct contents: what comparison sees. Sightings that read the same share one record. A date
-- is as written, without a year where the page leaves it out.
CREATE TABLE records (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    paper_id INTEGER,
    author_count INTEGER,
    org_slug TEXT, org_name TEXT,
    year INTEGER, month INTEGER, day INTEGER,
    arxiv_id TEXT, doi TEXT, url TEXT,
    authors TEXT,
    categories TEXT, version INTEGER, venue TEXT, kind TEXT,
    openreview_id TEXT, acl_id TEXT,
    links TEXT
) STRICT;
CREATE INDEX records_by_paper ON records(paper_id) WHERE paper_id IS NOT NULL;

-- The texts as read, apart from the rest: counting, joining and regrouping records never pages
-- through them.
CREATE TABLE texts (
    record_id INTEGER PRIMARY KEY REFERENCES records(id),
    title TEXT NOT NULL,
    abstract TEXT,
    summary TEXT
) STRICT;

CREATE TABLE sightings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest_id INTEGER NOT NULL REFERENCES digests(id),
    position INTEGER NOT NULL,
    line INTEGER NOT NULL,
    record_id INTEGER NOT NULL REFERENCES records(id),
    comments INTEGER,
    upvotes INTEGER,
    metadata TEXT
) STRICT;
CREATE INDEX sightings_by_digest ON sightings(digest_id);
CREATE INDEX sightings_by_record ON sightings(record_id);

-- Blocking: records that share a key are compared.
CREATE TABLE blocks (
    key INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (key, record_id)
) STRICT, WITHOUT ROWID;

-- Keys that so many records share that they tell nothing; their rows in blocks are kept, so that
-- forgetting can bring them back.
CREATE TABLE oversized_blocks (key INTEGER PRIMARY KEY) STRICT;

-- Compared pairs (a < b) that are the same (outcome 1) or undecided (outcome 0); different ones are
-- not kept.
CREATE TABLE verdicts (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    bits REAL NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdicts_by_b ON verdicts(b);
CREATE INDEX verdicts_undecided ON verdicts(bits) WHERE outcome = 0;

-- What the user decided, a row a command.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
    decided_at TEXT NOT NULL,
    reason TEXT
) STRICT;

-- Of what, by record key, so that it holds in another index and after a forget: what is the same is
-- of one part, what is different of two; of part 0 is what weights moved along, though nothing was
-- said of it. paper_id: the paper that it was in before.
CREATE TABLE decided (
    decision_id INTEGER NOT NULL REFERENCES decisions(id),
    place INTEGER NOT NULL,
    part INTEGER NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    paper_id INTEGER,
    PRIMARY KEY (decision_id, place)
) STRICT, WITHOUT ROWID;

-- Pairs of record keys, in order, that were passed over in the review, and in which order.
CREATE TABLE passed (
    low_key TEXT NOT NULL,
    high_key TEXT NOT NULL,
    turn INTEGER NOT NULL,
    PRIMARY KEY (low_key, high_key)
) STRICT, WITHOUT ROWID;

-- Derived. Rows are narrow so that filters and sorting never page through abstracts:
-- the abstract shown is clean(texts.abstract) of abstract_record, and so is the summary.
CREATE TABLE papers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    published TEXT,
    published_from TEXT, published_to TEXT,
    author_count INTEGER,
    comments INTEGER,
    upvotes INTEGER,
    sightings INTEGER NOT NULL,
    first_seen TEXT, last_seen TEXT,
    org_slug TEXT, org_name TEXT, org_folded TEXT,
    arxiv_id TEXT, doi TEXT, url TEXT,
    authors TEXT,
    links TEXT,
    abstract_record INTEGER,
    published_inferred INTEGER NOT NULL DEFAULT 0,
    seen_inferred INTEGER NOT NULL DEFAULT 0,
    version INTEGER,
    openreview_id TEXT, acl_id TEXT,
    venue TEXT, kind TEXT, categories TEXT,
    authors_folded TEXT,
    summary_record INTEGER
) STRICT;
CREATE INDEX papers_by_date ON papers(published_to DESC, id);

-- An id that is no paper's any more leads to the paper that most of the sightings it had are in,
-- whatever is merged, split or forgotten meanwhile.
CREATE TABLE redirects (
    id INTEGER NOT NULL,
    sighting_id INTEGER NOT NULL REFERENCES sightings(id),
    PRIMARY KEY (id, sighting_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX redirects_by_sighting ON redirects(sighting_id);

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The words of papers, not their texts. It is told every document, and never reads one: papers has
-- not all its columns, so that nobody can fill it with texts that were not cleaned. That it is the
-- full text of papers is written as sqlite-utils looks for it.
CREATE VIRTUAL TABLE papers_fts USING fts5(
    title, abstract, variants,
    content="papers", content_rowid="id",
    tokenize='porter unicode61 remove_diacritics 2'
);
-- Words are gathered in up to 16 MB before they are written: a third less time for a large ingest.
INSERT INTO papers_fts (papers_fts, rank) VALUES ('hashsize', 16777216);
-- Each posting is merged half as often as with the usual 4.
INSERT INTO papers_fts (papers_fts, rank) VALUES ('automerge', 16);
-- Who sorts by rank ranks with the weights of papers search.
INSERT INTO papers_fts (papers_fts, rank) VALUES ('rank', 'bm25(5.0, 1.0, 2.0)');

-- The index for people and other tools; the program does not read it.
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
"""

# The list that sqlite-utils keeps of the steps that were taken, letter for letter as it makes it.
_STEPS_TAKEN = """
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
"""


def create(connection: Connection) -> None:
    """Make an index without papers of an empty database, inside the open transaction.

    Every step is noted as taken. Without sqlite-utils, whose import takes longer than reading a
    few digests; `tests/store/test_migrations.py` holds that it finds the list as if it had made it.
    """
    execute_script(connection, _STEPS_TAKEN)
    execute_script(connection, SCHEMA)
    now = str(datetime.now(timezone.utc))
    connection.executemany(
        """
        INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
        VALUES ('papers', ?, ?)
        """,
        [(name, now) for name in STEPS],
    )
    connection.execute("INSERT INTO meta (name, value) VALUES ('rules', ?)", (str(RULES_VERSION),))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def execute_script(connection: Connection, script: str) -> None:
    """Run several statements; ``executescript`` of the standard library would commit first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def rules_changed(connection: Connection) -> bool:
    """Whether the papers of this index were derived by other rules than the program's."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'rules'").fetchone()
    return row is not None and row[0] != str(RULES_VERSION)


def steps_taken(connection: Connection) -> set[str]:
    """The steps that an index has taken, as sqlite-utils keeps them; none in version 1."""
    if not connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
    ).fetchone():
        return set()
    taken = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'papers'")
    return {name for (name,) in taken}
