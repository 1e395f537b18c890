"""What the third step does to dates: years that older versions inferred while reading go again.

Up to version 2 of the schema a digest that leaves its year out was given the smallest that fits,
and so were its entries, as if it stood there. Which years those are is certain: every year that
such a page writes out lies before its own. Years of other digests stay as they are, since an older
index does not say whether the page wrote them or the user said them.

Contents are known by keys that a date is part of, so entries get other records, and decisions other
keys. Papers are derived anew afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from sqlite3 import Connection

from papercli.matching.record import content_key
from papercli.model.paper import PartialDate, Sighting
from papercli.store.columns import list_of, organization_of
from papercli.store.decided import means
from papercli.store.decisions_in_force import content_of_key

STALE = "stale"
"""The name in ``meta`` that says that papers are to be derived anew."""


def take_back_years(connection: Connection) -> None:
    """Make the dates yearless that were written so; notes `STALE` where there are any."""
    connection.execute(
        """
        UPDATE digests
           SET year_after = (
               SELECT max(r.year)
                 FROM sightings AS s
                 JOIN records AS r ON r.id = s.record_id
                WHERE s.digest_id = digests.id
                  AND (digests.year IS NULL OR r.year < digests.year)
           )
         WHERE year IS NULL
            OR year_inferred
        """
    )
    moving: defaultdict[int, list[int]] = defaultdict(list)
    for record, sighting in connection.execute(
        """
        SELECT s.record_id, s.id
          FROM digests AS d
          JOIN sightings AS s ON s.digest_id = d.id
          JOIN records AS r ON r.id = s.record_id
         WHERE d.year_inferred
           AND r.year = d.year
        """
    ):
        moving[record].append(sighting)
    renamed: dict[str, str] = {}
    for record, sightings in sorted(moving.items()):
        old, new = _move(connection, record, sightings)
        renamed |= {old: new, content_of_key(old): content_of_key(new)}
    _rename_in_decisions(connection, renamed)
    connection.execute("UPDATE digests SET year = NULL WHERE year_inferred")
    connection.execute(
        """
        UPDATE digests
           SET leap_day = 1
         WHERE year IS NULL
           AND (
               (month = 2 AND day = 29)
               OR id IN (
                   SELECT s.digest_id
                     FROM sightings AS s
                     JOIN records AS r ON r.id = s.record_id
                    WHERE r.year IS NULL
                      AND r.month = 2
                      AND r.day = 29
               )
           )
        """
    )
    if connection.execute("SELECT 1 FROM digests WHERE year_inferred").fetchone():
        connection.execute("INSERT INTO meta (name, value) VALUES (?, 'papers')", (STALE,))


def _move(connection: Connection, record: int, sightings: list[int]) -> tuple[str, str]:
    """Give sightings the record of their content without its year; returns both keys."""
    key, paper, count, slug, name, month, day, arxiv, doi, url, authors, title, abstract = (
        connection.execute(
            """
            SELECT r.key, r.paper_id, r.author_count, r.org_slug, r.org_name, r.month, r.day,
                   r.arxiv_id, r.doi, r.url, r.authors, t.title, t.abstract
              FROM records AS r
              JOIN texts AS t ON t.record_id = r.id
             WHERE r.id = ?
            """,
            (record,),
        ).fetchone()
    )
    sighting = Sighting(
        line=0,
        title=title,
        abstract=abstract,
        author_count=count,
        authors=list_of(authors),
        organization=organization_of(slug, name),
        published=PartialDate(None, month, day),
        arxiv_id=arxiv,
        doi=doi,
        url=url,
    )
    new = content_key(sighting) + key.removeprefix(content_of_key(key))
    whole = len(sightings) == _count(connection, "sightings WHERE record_id = ?", record)
    target = connection.execute("SELECT id, paper_id FROM records WHERE key = ?", (new,)).fetchone()
    if whole and target is None:
        connection.execute("UPDATE records SET key = ?, year = NULL WHERE id = ?", (new, record))
        return key, new
    if target is None:
        values = (new, paper, count, slug, name, month, day, arxiv, doi, url, authors)
        target = connection.execute(
            """
            INSERT INTO records (key, paper_id, author_count, org_slug, org_name, month, day,
                                 arxiv_id, doi, url, authors)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING id, paper_id
            """,
            values,
        ).fetchone()
        text = (target[0], title, abstract)
        connection.execute("INSERT INTO texts (record_id, title, abstract) VALUES (?, ?, ?)", text)
    connection.executemany(
        "UPDATE sightings SET record_id = ? WHERE id = ?", [(target[0], one) for one in sightings]
    )
    if whole:
        connection.execute("DELETE FROM records WHERE id = ?", (record,))
        connection.execute("DELETE FROM texts WHERE record_id = ?", (record,))
        if not _count(connection, "records WHERE paper_id = ?", paper):
            _redirect(connection, paper, target[1])
    return key, new


def _redirect(connection: Connection, paper: int, heir: int) -> None:
    """Let the id of a paper without records lead to another."""
    connection.execute("UPDATE redirects SET paper_id = ? WHERE paper_id = ?", (heir, paper))
    connection.execute(
        "INSERT OR REPLACE INTO redirects (id, paper_id) VALUES (?, ?)", (paper, heir)
    )


def _rename_in_decisions(connection: Connection, renamed: dict[str, str]) -> None:
    """Let decisions hold for the new keys; where an old one still has sightings, for both."""
    for number, *said in connection.execute(
        """
        SELECT id, verdict, a_key, a_title, b_key, b_title, decided_at, reason
          FROM decisions
         ORDER BY id
        """
    ).fetchall():
        verdict, a_key, a_title, b_key, b_title, *rest = said
        if a_key not in renamed and b_key not in renamed:
            continue
        connection.execute("DELETE FROM decisions WHERE id = ?", (number,))
        pairs = [
            sorted(((a, a_title), (b, b_title)))
            for a in _keys_now(connection, a_key, renamed)
            for b in _keys_now(connection, b_key, renamed)
            if a != b
        ]
        for at, ((a, one), (b, other)) in enumerate(pairs):
            connection.execute(
                """
                INSERT OR IGNORE INTO decisions (id, verdict, a_key, a_title, b_key, b_title,
                                                 decided_at, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                (None if at else number, verdict, a, one, b, other, *rest),
            )


def _keys_now(connection: Connection, key: str, renamed: dict[str, str]) -> list[str]:
    if key not in renamed:
        return [key]
    query = f"SELECT count(*) FROM records AS r WHERE {means(':key', 'r')}"
    (stays,) = connection.execute(query, {"key": key}).fetchone()
    return [renamed[key], key] if stays else [renamed[key]]


def _count(connection: Connection, what: str, value: int | str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {what}", (value,)).fetchone()
    return int(number)
