"""Which sighting of a paper each of its fields is from."""

from __future__ import annotations

from collections.abc import Sequence

from papercli.matching.combining_sightings import Kept
from papercli.matching.origins import origins
from papercli.matching.record import prepare
from papercli.matching.tally import Appearance
from papercli.model.paper import Paper
from papercli.store.sightings import StoredSighting
from papercli.text import clean


def origins_of(paper: Paper, members: Sequence[StoredSighting]) -> dict[str, int | None]:
    """The number of the sighting that each field of a paper is from, None where it is not known.

    ``members`` are all sightings of the paper. Combining chooses again as it did when the paper was
    derived. Where other rules derived it, the first sighting that shows what is stored is named.
    """
    kept = {each.record_id: each for each in members}
    places = origins(
        [Kept(record, each.record_key, prepare(each.sighting)) for record, each in kept.items()],
        [
            Appearance(
                each.record_id,
                each.sighting.author_count,
                each.sighting.organization,
                each.published,
                each.date,
                each.sighting.comments,
                each.sighting.upvotes,
            )
            for each in members
        ],
    )
    numbers: dict[str, int | None] = {}
    for name, place in places.items():
        likely = [] if place is None else [members[place]]
        stored = getattr(paper, name)
        numbers[name] = (
            None
            if stored is None
            else next(
                (each.number for each in (*likely, *members) if _shown(each, name) == stored),
                None,
            )
        )
    return numbers


def _shown(one: StoredSighting, name: str) -> object:
    """A field of a sighting as the paper would show it."""
    sighting = one.sighting
    if name == "published":
        return one.published
    value = getattr(sighting, name)
    if name in ("title", "abstract", "summary"):
        return clean(value) if value else None
    return value
