"""What can be worked out about a digest without any index, in any process."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from papercli.matching.blocking import REMEMBERED, block_keys
from papercli.matching.record import Record, content_key, is_self_identifying, prepare
from papercli.model import Digest, PartialDate, Sighting
from papercli.store.fulltext import document
from papercli.store.rows import Content, content_columns, lone_row
from papercli.text import clean, links


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
    shown, searched, links = _texts(sighting.title, sighting.abstract)
    content = content_of(prepare(sighting), content_columns(sighting))
    content = content._replace(alone=lone_row(sighting, shown, links, date), document=searched)
    key = content_key(sighting)
    return Entry(sighting.line, sighting.comments, sighting.metadata, key, content)


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
