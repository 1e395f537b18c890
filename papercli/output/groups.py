"""Merged groups and undecided pairs as plain values: for JSON, and for tab-separated lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from papercli.matching.comparison import WORD_FOR_WORD
from papercli.matching.evidence_in_words import SAME_TEXT
from papercli.model.decision import Decision
from papercli.output import Row
from papercli.output.evidence import in_words, verdict_value
from papercli.output.rows import date_value, is_inferred
from papercli.paths import shown
from papercli.search.evidence import Group, Link, Pair, Side

MEMBER_FIELDS = ("paper_id", "number", "bits", "digest", "title", "in_words")
"""What a line says of a sighting in a merged group; bits and words are of its strongest link."""

PAIR_FIELDS = ("bits", "outcome", "a_id", "b_id", "a_title", "b_title", "in_words")


def group_value(group: Group) -> dict[str, object]:
    """The JSON object of a merged group: its sightings as read, and what links them."""
    same_text = repeated(group)
    return {
        "paper_id": group.paper_id,
        "title": group.title,
        "sightings": [
            {
                "number": member.number,
                "path": shown(member.path),
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
        Link(first, number, WORD_FOR_WORD, SAME_TEXT)
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
    return {
        **(verdict_value(pair.verdict) or {}),
        "in_words": in_words(pair.said),
        "refused": pair.refused,
        "a": _side_value(pair.a),
        "b": _side_value(pair.b),
    }


def decision_value(decision: Decision) -> dict[str, object]:
    """The JSON object of a decision; ``a_`` and ``b_`` are one content of either side, ``contents``
    all of them."""
    a, b = decision.ends
    return {
        "id": decision.id,
        "outcome": decision.verdict,
        "a_key": a.key,
        "b_key": b.key,
        "a_title": a.title,
        "b_title": b.title,
        "decided_at": decision.decided_at,
        "reason": decision.reason,
        "contents": [
            {"part": said.part, "key": said.key, "title": said.title, "paper_id": said.paper}
            for said in decision.said
        ],
    }


def member_rows(groups: Iterable[Group]) -> Iterator[Row]:
    """One row of `MEMBER_FIELDS` for each sighting of each group."""
    for group in groups:
        strongest: dict[int, Link] = {}
        for link in sorted(_links(group), key=lambda link: link.verdict.bits):
            strongest |= {link.a: link, link.b: link}
        for member in group.members:
            # One of very many is in no link that is shown.
            best = strongest.get(member.number)
            yield {
                "paper_id": group.paper_id,
                "number": member.number,
                "bits": None if best is None else best.verdict.bits,
                "digest": f"{shown(member.path)}:{member.line}",
                "title": member.title,
                "in_words": None if best is None else in_words(best.said),
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
            "in_words": in_words(pair.said),
        }


def outcome(pair: Pair) -> str:
    """The outcome in a word; a pair that was judged the same and yet kept apart is ``refused``."""
    return "refused" if pair.refused else pair.verdict.outcome.value


def link_words(link: Link) -> str:
    """Why two sightings are together: what the user decided, then the evidence in words."""
    if link.decision is None:
        return in_words(link.said)
    reason = f" ({link.decision.reason})" if link.decision.reason else ""
    return in_words((f"decided on {link.decision.decided_at[:10]}{reason}", *link.said))


def _side_value(side: Side) -> dict[str, object]:
    return {
        "paper_id": side.paper_id,
        "title": side.title,
        "abstract": side.abstract,
        "sightings": [{"path": shown(path), "line": line} for path, line in side.sightings],
    }


def _link_value(link: Link) -> dict[str, object]:
    return {
        "a": link.a,
        "b": link.b,
        **(verdict_value(link.verdict) or {}),
        "in_words": in_words(link.said),
        "decision": decision_value(link.decision) if link.decision else None,
    }
