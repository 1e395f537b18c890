"""Which sighting each field of a combined paper is from."""

from __future__ import annotations

from collections.abc import Sequence

from papercli.matching.combining_sightings import Kept, combine, texts_of
from papercli.matching.tally import Appearance, latest_count, recency
from papercli.model.paper import COUNTERS


def origins(kept: Sequence[Kept], appearances: Sequence[Appearance]) -> dict[str, int | None]:
    """Which sighting each field of the combined paper is from: its place among the appearances.

    Where several sightings show what was taken, the first of them; None for what is not known. The
    names are those of the fields of `Sighting`.
    """
    whole, (title, abstract, summary) = combine(kept, appearances), texts_of(kept, appearances)
    records = {each.id: each.record for each in kept}
    read = [records[seen.record] for seen in appearances]
    counted = whole.tally
    shown: dict[str, tuple[object, Sequence[object]]] = {
        "title": (title or None, [record.title for record in read]),
        "abstract": (abstract, [record.abstract for record in read]),
        "published": (counted.dates.published, [seen.published for seen in appearances]),
        "author_count": (counted.author_count, [seen.author_count for seen in appearances]),
        "authors": (whole.authors, [record.authors for record in read]),
        "organization": (counted.organization, [seen.organization for seen in appearances]),
        "summary": (summary, [record.summary for record in read]),
    }
    for name in (
        "arxiv_id",
        "doi",
        "openreview_id",
        "acl_id",
        "url",
        "venue",
        "kind",
        "categories",
    ):
        shown[name] = getattr(whole, name), [getattr(record, name) for record in read]
    shown["version"] = (
        whole.version and (whole.arxiv_id, whole.version),
        [(record.arxiv_id, record.version) for record in read],
    )
    days = [seen.digest_date for seen in appearances]
    for name in COUNTERS:
        counts = [getattr(seen, name) for seen in appearances]
        date, number = latest_count(days, counts)
        latest = None if number is None else (date, number)
        shown[name] = (latest, list(zip(map(recency, days), counts, strict=True)))
    return {
        name: None if taken is None else values.index(taken)
        for name, (taken, values) in shown.items()
    }
