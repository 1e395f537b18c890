"""Invented digests, as objects and as page dumps, and what an index comes to whatever its ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from hashlib import blake2b
from pathlib import Path
from sqlite3 import Connection

from papercli.model.digest import Digest
from papercli.model.paper import PartialDate, Sighting
from papercli.store.digests import add_digests
from papercli.store.fulltext import document
from papercli.store.prepared_digests import prepare_digest

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)

MOSS = (
    "Mosses store rain water for weeks. We attach capacitive probes to nineteen peat columns and"
    " find"
    " that hyaline cells release moisture in bursts that follow barometric pressure, which earlier"
    " gravimetric campaigns had smoothed away."
)
KILN = (
    "Ceramic glaze defects appear late in the firing. A recurrent controller watches thermocouple"
    " traces, anticipates crazing twelve minutes ahead and adjusts the damper; rejected tiles"
    " fall by"
    " forty percent in a Delft workshop."
)
FERRY = (
    "Island ferries burn most fuel while manoeuvring. We learn docking policies from harbour"
    " radar and"
    " tide tables, verify them with reachable sets, and report savings on three Hebridean routes."
)

ENTRIES: tuple[Sighting, ...] = (
    Sighting(
        1,
        "Bursting Mosses: Pressure Driven Release in Peat Columns",
        MOSS,
        4,
        comments=2,
        upvotes=31,
    ),
    Sighting(1, "Bursting Mosses: Pressure Driven Release in Peat Columns", MOSS),
    Sighting(1, "Bursting mosses: pressure-driven release in peat columns", None, 4, upvotes=8),
    Sighting(1, "Bursting Mosses", MOSS, published=PartialDate(2024, 5, 6)),
    Sighting(1, "Kiln Whisperer 2: Anticipating Glaze Defects with Recurrent Control", KILN, 7),
    Sighting(1, "Kiln Whisperer 3: Anticipating Glaze Defects with Recurrent Control", KILN, 7),
    Sighting(
        1, "Kiln Whisperer: Anticipating Glaze Defects with Recurrent Control", KILN, comments=5
    ),
    Sighting(1, "Verified Docking Policies for Island Ferries", FERRY, 3),
    Sighting(1, "Verified Docking Policies for Island Ferries", MOSS, 3),
    Sighting(1, "Comment on Verified Docking Policies for Island Ferries", FERRY),
    Sighting(1, "Editorial"),
    Sighting(1, "Editorial", comments=1),
    Sighting(1, "Editorial", KILN),
    Sighting(1, "Kiln Whisperer 2: Anticipating Gla\ufffde Defects with Recurrent Control", KILN),
    Sighting(1, "Bursting Mosses", MOSS, published=PartialDate(None, 5, 6)),
    Sighting(1, "Bursting Mosses", MOSS, comments=1, published=PartialDate(None, 5, 6)),
    Sighting(1, "Verified Docking Policies for Island Ferries", FERRY, published=PartialDate(2023)),
    Sighting(1, "Bursting Mosses", arxiv_id="4905.00017"),
    Sighting(1, "", arxiv_id="4905.00017v2", doi="10.5555/MOSS.1"),
    Sighting(1, "What Peat Does Before Rain", doi="10.5555/moss.1"),
    Sighting(1, "Bursting Mosses", KILN, arxiv_id="4905.00018"),
    Sighting(1, "Island Ferries That Dock Themselves", FERRY, doi="10.5555/ferry.2"),
    Sighting(1, "Verified Docking Policies for Island Ferries", doi="10.5555/ferry.3"),
    Sighting(
        1, "Verified Docking Policies for Island Ferries", FERRY, doi="10.48550/arXiv.4905.00018"
    ),
)


def digest(
    name: str,
    entries: Iterable[Sighting | int],
    date: PartialDate | None = None,
    said: int | None = None,
) -> Digest:
    """A digest of these entries, of the year said; numbers name those of `ENTRIES`."""
    sightings = tuple(ENTRIES[entry] if isinstance(entry, int) else entry for entry in entries)
    fingerprint = blake2b(name.encode(), digest_size=16).hexdigest()
    return Digest(
        f"{name}.txt", "hf-page", 1, date, said, fingerprint, sightings, leaves_out_years=True
    )


def store(connection: Connection, runs: Iterable[Sequence[Digest]]) -> None:
    """Ingest the digests, each sequence as a batch of its own."""
    for run in runs:
        add_digests(connection, [prepare_digest(one) for one in run], NOW)


Snapshot = frozenset[tuple[object, ...]]


def snapshot(connection: Connection) -> Snapshot:
    """The papers with their fields and sightings, without ids: what must not depend on any
    order."""
    found: set[tuple[object, ...]] = set()
    rows = connection.execute(
        "SELECT p.id, p.title, published, published_from, published_to, p.author_count, p.comments,"
        " published_inferred, seen_inferred, p.upvotes, sightings, first_seen, last_seen,"
        " org_slug, org_folded, arxiv_id, doi, url,"
        " authors, links, t.abstract FROM papers AS p"
        " LEFT JOIN texts AS t ON t.record_id = p.abstract_record"
    ).fetchall()
    for paper, *fields in rows:
        places = connection.execute(
            "SELECT d.fingerprint, s.position FROM records AS r JOIN sightings AS s ON"
            " s.record_id = r.id"
            " JOIN digests AS d ON d.id = s.digest_id WHERE r.paper_id = ?",
            (paper,),
        )
        found.add((frozenset(places), *fields))
    return frozenset(found)


def groups(connection: Connection) -> set[frozenset[tuple[str, int]]]:
    """The papers as sets of (path, position)."""
    found: dict[int, set[tuple[str, int]]] = {}
    for paper, path, position in connection.execute(
        "SELECT r.paper_id, d.path, s.position FROM records AS r JOIN sightings AS s ON"
        " s.record_id = r.id"
        " JOIN digests AS d ON d.id = s.digest_id"
    ):
        found.setdefault(paper, set()).add((path, position))
    return {frozenset(places) for places in found.values()}


def assert_sound(connection: Connection) -> None:
    """Every table agrees with every other, the full text index word by word."""
    one = connection.execute
    assert one("PRAGMA integrity_check").fetchone() == ("ok",)
    assert one("SELECT count(*) FROM records WHERE paper_id IS NULL").fetchone() == (0,)
    homes = {paper for (paper,) in one("SELECT DISTINCT paper_id FROM records")}
    assert homes == {paper for (paper,) in one("SELECT id FROM papers")}
    numbers = {record for (record,) in one("SELECT id FROM records")}
    assert numbers == {record for (record,) in one("SELECT record_id FROM texts")}
    assert numbers == {record for (record,) in one("SELECT DISTINCT record_id FROM sightings")}
    assert numbers == {record for (record,) in one("SELECT DISTINCT record_id FROM blocks")}
    assert {r for pair in one("SELECT a, b FROM verdicts") for r in pair} <= numbers
    assert one("PRAGMA foreign_key_check").fetchall() == []
    assert not {number for (number,) in one("SELECT id FROM redirects")} & homes
    _assert_searchable(connection)


def _assert_searchable(connection: Connection) -> None:
    one = connection.execute
    one(
        "CREATE VIRTUAL TABLE temp.again USING fts5(title, abstract, variants, content='',"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    rows = one(
        "SELECT p.id, p.title, t.abstract FROM papers AS p"
        " LEFT JOIN texts AS t ON t.record_id = p.abstract_record"
    ).fetchall()
    connection.executemany(
        "INSERT INTO again (rowid, title, abstract, variants) VALUES (?, ?, ?, ?)",
        [(paper, *document(title, abstract)) for paper, title, abstract in rows],
    )
    one("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, papers_fts, instance)")
    one("CREATE VIRTUAL TABLE temp.words_again USING fts5vocab(temp, again, instance)")
    assert set(one("SELECT * FROM words")) == set(one("SELECT * FROM words_again"))
    for table in ("words", "words_again", "again"):
        one(f"DROP TABLE temp.{table}")


PAGE = """new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community

{date}
"""


def write_page(
    path: Path, entries: Iterable[Sighting | int], date: str = "Dec 10", year: int = 2024
) -> Path:
    """Write a page dump of these entries, each dated in a year before the page's."""
    text = PAGE.format(date=date)
    for entry in entries:
        sighting = ENTRIES[entry] if isinstance(entry, int) else entry
        count = sighting.author_count or 1
        comments = f" {sighting.comments}" if sighting.comments else ""
        abstract = sighting.abstract or "A short notice without any result to speak of."
        text += f"\n{sighting.title}\n\n{abstract}\n\n"
        text += f"  • {count} authors\n·\nMay 26, {year}{comments}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
