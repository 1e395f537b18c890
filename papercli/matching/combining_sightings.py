"""One paper out of its records and sightings, field by field; no value comes from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar

from papercli.matching.copies import best_abstract, best_title
from papercli.matching.record import Record
from papercli.matching.tally import Appearance, Tally, tally
from papercli.named_tuples import NamedTuple
from papercli.text import clean
from papercli.text.addresses import links

Listed = TypeVar("Listed", str, tuple[str, ...])


class Kept(NamedTuple):
    """A record of the paper, with its id and key."""

    id: int
    key: str
    record: Record


class Combined(NamedTuple):
    """The fields of a paper; ``title`` is cleaned, abstract and summary are named by a record."""

    title: str
    abstract_record: int | None
    summary_record: int | None
    authors: tuple[str, ...] | None
    arxiv_id: str | None
    version: int | None
    doi: str | None
    openreview_id: str | None
    acl_id: str | None
    url: str | None
    venue: str | None
    kind: str | None
    categories: tuple[str, ...] | None
    links: tuple[str, ...]
    tally: Tally


def combine(kept: Sequence[Kept], appearances: Sequence[Appearance]) -> Combined:
    """Merge the records of one paper and their sightings.

    The best of the copies of title and abstract, all author names and links; the rest as `tally`
    says. The order of either sequence does not matter.
    """
    records = [each.record for each in kept]
    title, abstract, summary = texts_of(kept, appearances)
    abstracts = sorted(
        {r.abstract for r in records if r.abstract}, key=lambda text: (-len(text), text)
    )
    # Pages say no more than that, and most records are of pages.
    rich = [record for record in records if record.says_more]
    given = {link for record in rich for link in record.links or ()}
    within = chain.from_iterable(map(links, abstracts))
    return Combined._make(
        (
            clean(title) if title else name_by_identifier(records),
            _record_of("abstract", abstract, kept),
            _record_of("summary", summary, kept),
            *(_beside_texts(rich) if rich else _NOTHING_BESIDE),
            all_links(given, within),
            tally(appearances),
        )
    )


def _beside_texts(records: Sequence[Record]) -> tuple[Any, ...]:
    """The fields of `Combined` from ``authors`` to ``categories``."""
    arxiv_id = min((r.arxiv_id for r in records if r.arxiv_id), default=None)
    versions = (r.version for r in records if r.version and arxiv_id == r.arxiv_id)
    return (
        _longest(r.authors for r in records),
        arxiv_id,
        max(versions, default=None) if arxiv_id else None,
        min((r.doi for r in records if r.doi), default=None),
        min((r.openreview_id for r in records if r.openreview_id), default=None),
        min((r.acl_id for r in records if r.acl_id), default=None),
        min((r.url for r in records if r.url), default=None),
        _longest(r.venue for r in records),
        _commonest_kind(records),
        _longest(r.categories for r in records),
    )


def _longest(values: Iterable[Listed | None]) -> Listed | None:
    return max(filter(None, values), key=lambda value: (len(value), value), default=None)


def _commonest_kind(records: Iterable[Record]) -> str | None:
    counted = Counter(record.kind for record in records if record.kind)
    return max(counted, key=lambda kind: (counted[kind], kind), default=None)


_NOTHING_BESIDE = _beside_texts(())


def all_links(given: Iterable[str], within: Iterable[str]) -> tuple[str, ...]:
    """The addresses that entries give, in order, and those in abstracts, each once; one that only
    lacks the slash at the end of another is that one."""
    given = sorted(given)
    known = {address.rstrip("/") for address in given}
    others = (address for address in within if address.rstrip("/") not in known)
    return tuple(dict.fromkeys((*given, *others)))


def name_by_identifier(records: Iterable[Record]) -> str:
    """What a paper is called that no digest gives a title: its first identifier or its address."""
    return min(filter(None, map(_by_identifier, records)), default="")


def _by_identifier(record: Record) -> str | None:
    for name, value in (
        ("arXiv", record.arxiv_id),
        ("DOI", record.doi),
        ("OpenReview", record.openreview_id),
        ("ACL", record.acl_id),
    ):
        if value:
            return f"{name}:{value}"
    return record.url


def _record_of(name: str, text: str | None, kept: Iterable[Kept]) -> int | None:
    """The record that has an abstract or a summary: of several the one with the last key."""
    named = ((each.key, each.id) for each in kept if text and getattr(each.record, name) == text)
    return max(named, default=("", None))[1]


def texts_of(
    kept: Sequence[Kept], appearances: Sequence[Appearance]
) -> tuple[str, str | None, str | None]:
    """The title, the abstract and the summary of the paper, as read."""
    titles = dict.fromkeys((each.record.title for each in kept if each.record.title), 0)
    abstracts = dict.fromkeys((each.record.abstract for each in kept if each.record.abstract), 0)
    summaries = dict.fromkeys((each.record.summary for each in kept if each.record.summary), 0)
    if max(len(titles), len(abstracts), len(summaries)) > 1:
        seen = Counter(appearance.record for appearance in appearances)
        for number, _, record in kept:
            for copies, text in (
                (titles, record.title),
                (abstracts, record.abstract),
                (summaries, record.summary),
            ):
                if text:
                    copies[text] += seen[number]
    abstract, summary = best_abstract(abstracts), best_abstract(summaries)
    return best_title(titles) if titles else "", abstract, own_summary(summary, abstract)


def own_summary(summary: str | None, abstract: str | None) -> str | None:
    """The summary, unless it is the abstract that some list calls so."""
    return None if summary and abstract and summary.split() == abstract.split() else summary
