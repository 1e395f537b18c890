"""What can be worked out about a digest without any index, in any process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from papercli.matching.blocking import REMEMBERED, all_block_keys
from papercli.matching.record import Record, content_key, is_self_identifying, prepare
from papercli.model import Digest, PartialDate, Sighting
from papercli.store.fulltext import document
from papercli.store.rows import Content, Row, content_columns, lone_row
from papercli.text import clean, links

TOGETHER = 1_000
"""Sightings of which one kind of work after the other is done. All kinds of work on one sighting
after the other take a third longer: their code does not fit into a processor's nearest cache."""


class Entry(NamedTuple):
    """A sighting ready to be stored."""

    line: int
    comments: int | None
    metadata: str | None
    content_key: str
    content: Content


class PreparedDigest(NamedTuple):
    """A digest ready to be stored."""

    path: str
    reader: str
    line: int
    date: PartialDate | None
    year_inferred: bool
    fingerprint: str
    entries: list[Entry]


def prepare_digest(digest: Digest) -> PreparedDigest:
    """Work out keys and blocking keys of every sighting; pure, and cheap to send to another
    process."""
    sightings = digest.sightings
    entries: list[Entry] = []
    for start in range(0, len(sightings), TOGETHER):
        entries += _entries(sightings[start : start + TOGETHER], digest.date)
    return PreparedDigest(
        digest.path,
        digest.reader,
        digest.line,
        digest.date,
        digest.year_inferred,
        digest.fingerprint,
        entries,
    )


def _entries(sightings: Sequence[Sighting], date: PartialDate | None) -> list[Entry]:
    texts = [_texts(sighting.title, sighting.abstract) for sighting in sightings]
    contents = contents_of(
        [prepare(sighting) for sighting in sightings],
        [content_columns(sighting) for sighting in sightings],
        [
            lone_row(sighting, shown, links, date)
            for sighting, (shown, _, links) in zip(sightings, texts, strict=True)
        ],
        [searched for _, searched, _ in texts],
    )
    return [
        Entry(sighting.line, sighting.comments, sighting.metadata, content_key(sighting), content)
        for sighting, content in zip(sightings, contents, strict=True)
    ]


@lru_cache(maxsize=REMEMBERED)
def _texts(
    title: str, abstract: str | None
) -> tuple[str, tuple[str, str | None, str], tuple[str, ...]]:
    """The title shown, what is searched (None for an abstract that needs no cleaning, so that it
    is not sent twice) and the links of a title and an abstract."""
    shown = clean(title)
    words, text, variants = document(shown, abstract)
    searched = (words, None if text == abstract else text, variants)
    return shown, searched, links(abstract) if abstract else ()


def contents_of(
    records: Sequence[Record],
    columns: Sequence[Row],
    alone: Iterable[Row | None] = repeat(None),
    documents: Iterable[tuple[str, str | None, str] | None] = repeat(None),
) -> list[Content]:
    """The content rows of records, whose `content_columns` are ``columns``."""
    identify = [is_self_identifying(record) for record in records]
    titles = [record.title for record in records]
    abstracts = [record.abstract for record in records]
    keys = all_block_keys(titles, abstracts)
    return list(map(Content, columns, titles, abstracts, keys, identify, alone, documents))


def record_key(content_key: str, apart: bool, fingerprint: str, position: int) -> str:
    """The key of the record a sighting belongs to.

    ``apart``: the content alone does not tell which paper it is, so each sighting is a record of
    its own.
    """
    return f"{content_key}:{fingerprint}#{position}" if apart else content_key
