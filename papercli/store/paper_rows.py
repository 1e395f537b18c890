"""The rows of ``papers``: of a combined paper, of one that was seen once, of what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papercli.dates import first_day, last_day
from papercli.matching.combining_sightings import Combined, all_links
from papercli.matching.tally import Dates, Tally
from papercli.model.paper import Organization, PartialDate, Sighting
from papercli.store.columns import PaperRow, as_list
from papercli.text import fold

Row = tuple[Any, ...]
"""Values in the order of `PaperRow`."""
_COLUMNS = PaperRow._fields
TALLY = _COLUMNS[_COLUMNS.index("author_count") : _COLUMNS.index("seen_inferred") + 1]
"""The columns that depend on how often, and when, a paper was seen; those of its dates stand last.
"""


def tally_row(counted: Tally) -> Row:
    """What is stored of a tally, in the order of `TALLY`."""
    author_count, organization, sightings, comments, upvotes, dates = counted
    return (
        author_count,
        *organization_columns(organization),
        sightings,
        comments,
        upvotes,
        *dates_row(dates),
    )


def dates_row(dates: Dates) -> Row:
    """What is stored of the dates of a paper, in the order of the last columns of `TALLY`."""
    published, first, last = dates
    return (
        *published_columns(published),
        published is not None and published.inferred,
        str(first) if first else None,
        str(last) if last else None,
        first is not None and first.inferred,
    )


def paper_row(paper: int, combined: Combined) -> PaperRow:
    """What is stored of a combined paper."""
    authors, (count, *counted) = combined.authors, tally_row(combined.tally)
    return PaperRow._make(
        (
            paper,
            combined.title,
            combined.arxiv_id,
            combined.version,
            combined.doi,
            combined.openreview_id,
            combined.acl_id,
            combined.url,
            combined.venue,
            combined.kind,
            as_list(combined.categories) if combined.categories else None,
            as_list(authors) if authors else None,
            names_folded(authors),
            as_list(combined.links),
            count,
            *counted,
            combined.abstract_record,
            combined.summary_record,
        )
    )


def singleton_row(sighting: Sighting, title: str, links: Sequence[str]) -> Row:
    """`paper_row` without its ends and dates for a paper seen once, with its cleaned title and the
    links of its abstract.

    What combining one sighting gives, without the way there: most papers of a large index are so.
    """
    authors = sighting.authors
    return (
        title,
        sighting.arxiv_id or None,
        sighting.version if sighting.arxiv_id else None,
        sighting.doi or None,
        sighting.openreview_id or None,
        sighting.acl_id or None,
        sighting.url or None,
        sighting.venue or None,
        sighting.kind or None,
        as_list(sighting.categories) if sighting.categories else None,
        as_list(authors) if authors else None,
        names_folded(authors),
        as_list(all_links(sighting.links, links) if sighting.links else links),
        sighting.author_count,
        *organization_columns(sighting.organization),
        1,
        sighting.comments,
        sighting.upvotes,
    )


def published_columns(when: PartialDate | None) -> tuple[str | None, str | None, str | None]:
    """A date as written, and the first and last day it may be; those only of a date with a year."""
    if when is None:
        return None, None, None
    text = str(when)
    if when.year is None:
        return text, None, None
    if when.day is not None:
        return text, text, text
    return text, first_day(when).isoformat(), last_day(when).isoformat()


def organization_columns(
    organization: Organization | None,
) -> tuple[str | None, str | None, str | None]:
    """Account name, full name, and both folded for searching."""
    if organization is None:
        return None, None, None
    slug, name = organization.slug, organization.name
    return slug, name, fold(f"{slug} {name}")


def names_folded(names: Sequence[str] | None) -> str | None:
    """Author names as they are searched, one after the other with a bar between them."""
    return " | ".join(map(fold, names)) if names else None
