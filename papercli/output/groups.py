"""Merged groups and undecided pairs as plain values: for JSON, and for tab-separated lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from papercli.matching.comparison import WORD_FOR_WORD
from papercli.model import Decision
from papercli.output import Row
from papercli.output.evidence import verdict_value
from papercli.output.rows import date_value, is_inferred
from papercli.search.evidence import Group, Link, Pair, Side

MEMBER_FIELDS = ("paper_id", "number", "bits", "digest", "title")
"""What a line says of a sighting in a merged group; bits are those of its strongest link."""

PAIR_FIELDS = ("bits", "outcome", "a_id", "b_id", "a_title", "b_title")


def group_value(group: Group) -> dict[str, object]:
    """The JSON object of a merged group: its sightings as read, and what links them."""
    same_text = repeated(group)
    return {
        "paper_id": group.paper_id,
        "title": group.title,
        "sightings": [
            {
                "number": member.number,
                "path": member.path,
                "line": member.line,
                "date": date_value(member.date),
                "title": member.title,
                "same_text_as": same_text[member.number],
                "year_inferred": is_inferred(member.date),
            }
            for member in group.members
        ],
        "merges": [_link_value(link) for link in _links(group)],
    }


def _links(group: Group) -> list[Link]:
    """What joins the sightings, those of the same text too."""
    same_text = [
        Link(first, number, WORD_FOR_WORD)
        for number, first in repeated(group).items()
        if first is not None
    ]
    return [*group.links, *same_text]


def repeated(group: Group) -> dict[int, int | None]:
    """For each sighting, the first one that reads the same word for word, if it is another."""
    first: dict[str, int] = {}
    numbers: dict[int, int | None] = {}
    for member in group.members:
        number = first.setdefault(member.record_key, member.number)
        numbers[member.number] = None if number == member.number else number
    return numbers


def pair_value(pair: Pair) -> dict[str, object]:
    """The JSON object of a pair; ``refused`` says that joining it would join what is different."""
    value = verdict_value(pair.verdict) or {}
    return {**value, "refused": pair.refused, "a": _side_value(pair.a), "b": _side_value(pair.b)}


def decision_value(decision: Decision) -> dict[str, object]:
    """The JSON object of a decision."""
    fields = decision._asdict()
    outcome = fields.pop("verdict")
    return {"id": fields.pop("id"), "outcome": outcome, **fields}


def member_rows(groups: Iterable[Group]) -> Iterator[Row]:
    """One row of `MEMBER_FIELDS` for each sighting of each group."""
    for group in groups:
        strongest: dict[int, float] = {}
        for link in _links(group):
            for number in (link.a, link.b):
                bits = link.verdict.bits
                strongest[number] = max(strongest.get(number, bits), bits)
        for member in group.members:
            yield {
                "paper_id": group.paper_id,
                "number": member.number,
                "bits": strongest.get(member.number),
                "digest": f"{member.path}:{member.line}",
                "title": member.title,
            }


def pair_rows(pairs: Iterable[Pair]) -> Iterator[Row]:
    """One row of `PAIR_FIELDS` for each pair."""
    for pair in pairs:
        yield {
            "bits": pair.verdict.bits,
            "outcome": outcome(pair),
            "a_id": pair.a.paper_id,
            "b_id": pair.b.paper_id,
            "a_title": pair.a.title,
            "b_title": pair.b.title,
        }


def outcome(pair: Pair) -> str:
    """The outcome in a word; a pair that was judged the same and yet kept apart is ``refused``."""
    return "refused" if pair.refused else pair.verdict.outcome.value


def _side_value(side: Side) -> dict[str, object]:
    return {
        "paper_id": side.paper_id,
        "title": side.title,
        "abstract": side.abstract,
        "sightings": [{"path": path, "line": line} for path, line in side.sightings],
    }


def _link_value(link: Link) -> dict[str, object]:
    return {
        "a": link.a,
        "b": link.b,
        **(verdict_value(link.verdict) or {}),
        "decision": decision_value(link.decision) if link.decision else None,
    }
