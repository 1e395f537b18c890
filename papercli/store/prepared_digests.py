"""What can be worked out about a digest before it is stored, in any process."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from papercli.matching.blocking import REMEMBERED, all_block_keys
from papercli.matching.combining_sightings import name_by_identifier
from papercli.matching.record import Record, content_key, is_self_identifying, prepare
from papercli.model.digest import Digest
from papercli.model.paper import COUNTERS, PartialDate, Sighting
from papercli.model.verdict import Outcome
from papercli.named_tuples import NamedTuple
from papercli.store.fulltext import document
from papercli.store.paper_rows import singleton_row
from papercli.store.records import Content, Verdicts
from papercli.text import clean
from papercli.text.addresses import links

TOGETHER = 1_000
"""Sightings of which one kind of work after the other is done. All kinds of work on one sighting
after the other take a third longer: their code does not fit into a processor's nearest cache."""

LONGEST_REMEMBERED = 4_000
"""Letters of a title and an abstract that are remembered as worked out, among `REMEMBERED` others;
what is longer is made again if it comes again."""


_counts = attrgetter(*COUNTERS)


class Entry(NamedTuple):
    """A sighting ready to be stored."""

    line: int
    counts: tuple[int | None, ...]
    """What the digest counts, in the order of `COUNTERS`."""
    metadata: str | None
    content_key: str
    content: Content


if TYPE_CHECKING:

    class Entries(Protocol):
        """The entries of a digest, in order."""

        def __len__(self) -> int:
            """How many there are."""

        def __iter__(self) -> Iterator[Entry]:
            """One after the other."""


class PreparedDigest(NamedTuple):
    """A digest ready to be stored."""

    digest: Digest
    """Without its sightings, which the entries hold."""
    entries: Entries


if TYPE_CHECKING:

    class Sightings(Protocol):
        """The sightings of a digest, the same each time they are asked for."""

        def __len__(self) -> int:
            """How many there are; before they were asked for the first time, perhaps fewer."""

        def __iter__(self) -> Iterator[Sighting]:
            """One after the other."""


class _Later:
    """Entries that are worked out a thousand at a time when they are stored: those of a long digest
    take ten times its memory all at once."""

    __slots__ = ("sightings",)

    def __init__(self, sightings: Sightings) -> None:
        self.sightings = sightings

    def __len__(self) -> int:
        return len(self.sightings)

    def __iter__(self) -> Iterator[Entry]:
        return self.beside(set())

    def beside(self, seen: set[str]) -> Iterator[Entry]:
        """The entries; of a content whose key is in ``seen`` nothing is worked out again. The keys
        of the others are added to it, but for those each sighting of which is another record."""
        sightings = iter(self.sightings)
        while together := list(islice(sightings, TOGETHER)):
            entries = _entries(together, lambda keys: seen, _deferred)
            seen.update([one.content_key for one in entries if one.content.identifies])
            yield from entries


if TYPE_CHECKING:

    class Ahead(Protocol):
        """What an index tells of entries before they are stored in it."""

        def known(self, content_keys: Sequence[str]) -> Container[str]:
            """Those of the keys that it holds; of these contents nothing more is worked out."""

        def verdicts(self, contents: Sequence[Content]) -> Sequence[Verdicts]:
            """The verdicts on each content and records that it holds; perhaps not all."""


def prepare_digest(digest: Digest, ahead: Ahead | None = None) -> PreparedDigest:
    """Work out keys and blocking keys of every sighting; cheap to send to another process.

    Pure, but for what ``ahead`` tells: that saves work and changes nothing of what is stored.
    """
    sightings = digest.sightings
    entries: list[Entry] = []
    for start in range(0, len(sightings), TOGETHER):
        together = sightings[start : start + TOGETHER]
        known = ahead.known if ahead else lambda keys: ()
        entries += _entries(together, known, partial(_contents, ahead=ahead))
    return PreparedDigest(digest._replace(sightings=()), entries)


def prepare_later(digest: Digest, sightings: Sightings | None = None) -> PreparedDigest:
    """`prepare_digest`, where whoever reads the digest also stores it: the work is done as its
    entries are asked for. ``sightings`` are those of a digest that has none itself."""
    entries = _Later(digest.sightings if sightings is None else sightings)
    return PreparedDigest(digest._replace(sightings=()), entries)


def dates_of(entries: Entries) -> Iterator[PartialDate | None]:
    """The date of each entry as it is written; nothing else is worked out for it."""
    if isinstance(entries, _Later):
        return (one.published for one in entries.sightings)
    return (entry.content.record.published for entry in entries)


def _entries(
    sightings: Sequence[Sighting],
    held: Callable[[Sequence[str]], Container[str]],
    work_out: Callable[[Sequence[Sighting]], Sequence[Content]],
) -> list[Entry]:
    keys = [content_key(sighting) for sighting in sightings]
    known = held(keys)
    new = [one for one, key in zip(sightings, keys, strict=True) if key not in known]
    worked_out = iter(work_out(new))
    return [
        Entry(
            one.line,
            _counts(one),
            one.metadata,
            key,
            _bare(one) if key in known else next(worked_out),
        )
        for one, key in zip(sightings, keys, strict=True)
    ]


def _contents(sightings: Sequence[Sighting], ahead: Ahead | None) -> list[Content]:
    contents = _deferred(sightings)
    if ahead is None:
        return by_themselves(contents)
    foreseen = ahead.verdicts(contents)
    # What joins a paper is combined with the rest of it, whatever it is by itself.
    return by_themselves(
        [
            content._replace(
                foreseen=verdicts,
                sighting=None
                if any(outcome is Outcome.SAME for outcome, _ in verdicts.values())
                else content.sighting,
            )
            for content, verdicts in zip(contents, foreseen, strict=True)
        ]
    )


def _deferred(sightings: Sequence[Sighting]) -> list[Content]:
    """The contents without what they are by themselves, which only those need that stay so."""
    return [
        Content(record, keys, identifies, one)
        for one, (record, keys, identifies, *_) in zip(
            sightings, contents_of([prepare(sighting) for sighting in sightings]), strict=True
        )
    ]


def by_themselves(contents: Sequence[Content]) -> list[Content]:
    """The contents with the papers that they make by themselves, where that is to be worked out."""
    texts = [
        one.sighting
        and _worked_out(
            one.sighting.title or name_by_identifier([one.record]), one.sighting.abstract
        )
        for one in contents
    ]
    return [
        Content(
            one.record,
            one.keys,
            one.identifies,
            None,
            singleton_row(one.sighting, text[0], text[2]),
            text[1],
            one.foreseen,
        )
        if text and one.sighting
        else one
        for one, text in zip(contents, texts, strict=True)
    ]


def _bare(sighting: Sighting) -> Content:
    """A content that an index holds, under its own key, so that it identifies a paper; without
    blocking keys, see `completed`."""
    return Content(prepare(sighting), (), True)


def completed(content: Content) -> Content:
    """The content with its keys, if they were not worked out because an index held it."""
    return content if content.keys else contents_of([content.record])[0]


_Texts = tuple[str, tuple[str, str | None, str], tuple[str, ...]]


def _worked_out(title: str, abstract: str | None) -> _Texts:
    short = len(title) + len(abstract or "") <= LONGEST_REMEMBERED
    return _remembered(title, abstract) if short else _texts(title, abstract)


def _texts(title: str, abstract: str | None) -> _Texts:
    """The title shown, what is searched (None for an abstract that needs no cleaning, so that it
    is not sent twice) and the links of a title and an abstract."""
    shown = clean(title)
    words, text, variants = document(shown, abstract)
    searched = (words, None if text == abstract else text, variants)
    return shown, searched, links(abstract) if abstract else ()


_remembered = lru_cache(maxsize=REMEMBERED)(_texts)


def contents_of(records: Sequence[Record]) -> list[Content]:
    """The contents of records, with their keys."""
    identify = [is_self_identifying(record) for record in records]
    titles = [record.title for record in records]
    abstracts = [record.abstract for record in records]
    keys = all_block_keys(titles, abstracts, [record.identity for record in records])
    return list(map(Content, records, keys, identify))


def record_key(content_key: str, apart: bool, fingerprint: str, position: int) -> str:
    """The key of the record a sighting belongs to.

    ``apart``: the content alone does not tell which paper it is, so each sighting is a record of
    its own.
    """
    return f"{content_key}:{fingerprint}#{position}" if apart else content_key


PIECE, PIECE_LETTERS = 16_000, 5_000_000
"""Sightings of a long digest that are stored and derived at a time, and letters of their texts from
which fewer are: what is worked out of one takes ten times the memory of a short title, and six
times that of an abstract."""


class Placed(NamedTuple):
    """A sighting with its place in a digest that was stored."""

    digest: int
    fingerprint: str
    position: int
    entry: Entry


def pieces(digests: Iterable[tuple[int, PreparedDigest]]) -> Iterator[list[Placed]]:
    """The sightings of all digests, in one go unless a digest has more than `PIECE`."""
    piece: list[Placed] = []
    seen: set[str] = set()
    letters = 0
    for number, (digest, entries) in digests:
        each = entries.beside(seen) if isinstance(entries, _Later) else entries
        for position, entry in enumerate(each, 1):
            piece.append(Placed(number, digest.fingerprint, position, entry))
            record = entry.content.record
            letters += len(record.title) + len(record.abstract or "")
            if (len(piece) >= PIECE or letters >= PIECE_LETTERS) and len(entries) > PIECE:
                yield piece
                piece, letters = [], 0
                seen.clear()
    if piece:
        yield piece
