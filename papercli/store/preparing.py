"""What can be worked out about a digest without any index, in any process."""

from __future__ import annotations

from typing import NamedTuple

from papercli.matching.blocking import block_keys
from papercli.matching.record import Record, content_key, is_self_identifying, prepare
from papercli.model import Digest, PartialDate, Sighting
from papercli.store.fulltext import document
from papercli.store.rows import Content, content_columns, lone_row
from papercli.text import clean


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
    return PreparedDigest(
        digest.path,
        digest.reader,
        digest.line,
        digest.date,
        digest.year_inferred,
        digest.fingerprint,
        [_entry(sighting, digest.date) for sighting in digest.sightings],
    )


def _entry(sighting: Sighting, date: PartialDate | None) -> Entry:
    key = content_key(sighting)
    cleaned = clean(sighting.title)
    title, abstract, variants = document(cleaned, sighting.abstract)
    content = content_of(prepare(sighting), content_columns(sighting))
    # Most papers are seen once, and most abstracts need no cleaning: neither is sent twice.
    searched = (title, None if abstract == sighting.abstract else abstract, variants)
    content = content._replace(alone=lone_row(sighting, cleaned, date), document=searched)
    return Entry(sighting.line, sighting.comments, sighting.metadata, key, content)


def content_of(record: Record, columns: tuple[object, ...]) -> Content:
    """The content row of a record."""
    return Content(
        columns, record.title, record.abstract, block_keys(record), is_self_identifying(record)
    )


def record_key(content_key: str, apart: bool, fingerprint: str, position: int) -> str:
    """The key of the record a sighting belongs to.

    ``apart``: the content alone does not tell which paper it is, so each sighting is a record of
    its own.
    """
    return f"{content_key}:{fingerprint}#{position}" if apart else content_key
