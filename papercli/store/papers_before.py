"""In which papers contents were before they were decided upon: what gives them their ids back.

A decision keeps that of what it names, and of what weights moved along with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter

from papercli.model.decision import Decision, Said
from papercli.named_tuples import NamedTuple
from papercli.store.decisions_in_force import content_of_key


class Change(NamedTuple):
    """A content, in the paper of before, and the paper that its oldest sighting is in now."""

    said: Said
    now: int


def changes(
    contents: Mapping[int, tuple[str, str]], before: Mapping[int, int], after: Mapping[int, int]
) -> list[Change]:
    """What became of contents, which are told by their sightings as keys and titles; ``before`` and
    ``after`` are the papers of all sightings around."""
    found: dict[str, Change] = {}
    for sighting, (key, title) in sorted(contents.items()):
        found.setdefault(key, Change(Said(0, key, title, before[sighting]), after[sighting]))
    return list(found.values())


def moved_along(decisions: Sequence[Decision], around: Collection[Change]) -> list[list[Said]]:
    """What weights moved along with each of the decisions that were just made: contents that none
    of them names, or not with the paper that they were in."""
    told = {said.key: said.paper for one in reversed(decisions) for said in one.said}
    moved = [
        one
        for one in around
        if one.said.paper not in (one.now, told.get(_form(one.said.key, told)))
    ]
    return _of_decisions(decisions, around, moved)


def untold(
    old: Iterable[Decision], kept: Sequence[Decision], around: Collection[Change]
) -> list[list[Said]]:
    """What each of the decisions that are ``kept`` of the ``old`` ones has to tell in place of
    those that are gone: contents which are not where they were before all decisions."""
    known = _before(old)
    moved = [
        Change(said._replace(paper=paper), now)
        for said, now in around
        if (paper := _known(known, [said]) or now) != now
    ]
    left = _before(kept) if moved else {}
    told: defaultdict[str, set[int]] = defaultdict(set)
    for key, paper in left.items():
        told[content_of_key(key)].add(paper)
    # What reads the same may be one record again, which had been in one paper.
    forgotten = [
        one
        for one in moved
        if _known(left, [one.said]) is None
        and told[content_of_key(one.said.key)] <= {one.said.paper}
    ]
    return _of_decisions(kept, around, forgotten)


def _of_decisions(
    decisions: Sequence[Decision], around: Iterable[Change], moved: Collection[Change]
) -> list[list[Said]]:
    """For each decision what it moved: it is the first that names something in the paper that the
    content was in, or else in that where it is now."""
    found: list[list[Said]] = [[] for _ in decisions]
    if not decisions or not moved:
        return found
    named = {
        said.key: place
        for place, decision in reversed(list(enumerate(decisions)))
        for said in decision.said
    }
    movers: dict[int | None, int] = {}
    for said, now in around:
        place = named.get(_form(said.key, named))
        if place is not None:
            for paper in (said.paper, now):
                movers[paper] = min(place, movers.get(paper, place))
    for said, now in moved:
        found[movers.get(said.paper, movers.get(now, 0))].append(said)
    return found


def _form(key: str, named: Mapping[str, object]) -> str:
    """A key as it is named: by itself, or by its content."""
    return key if key in named else content_of_key(key)


def ids_had(
    in_part: Iterable[Decision], lost: Iterable[Decision], gone: Iterable[Decision]
) -> dict[str, int]:
    """The paper ids to give back, by key, in the order in which they count: the last most.

    Decisions that joined papers know the ids of what comes apart: those that hold ``in_part``,
    those that have just ``lost`` something, and what is ``gone``.
    """
    had: dict[str, int] = {}
    merges = (
        [one._replace(said=one.own) for one in kind if one.verdict == "same"]
        for kind in (in_part, lost)
    )
    for decisions in (*merges, gone):
        for key, paper in reversed(_before(decisions).items()):
            # Last in order too: the key of a content and that of its sighting overlap.
            had.pop(key, None)
            had[key] = paper
    return had


def as_without(decisions: Sequence[Decision], gone: Collection[Decision]) -> list[Decision]:
    """Decisions that stay, with the papers that their contents would have been in if those that are
    ``gone`` had never been made."""
    told = []
    numbers = {decision.id for decision in gone}
    before: dict[str, int] = {}
    for decision in sorted((*decisions, *gone), key=attrgetter("id")):
        if decision.id in numbers:
            _learn(before, decision)
            continue
        said, moved = (
            tuple(one._replace(paper=_known(before, [one]) or one.paper) for one in contents)
            if before
            else contents
            for contents in (decision.said, decision.moved)
        )
        told.append(decision._replace(said=said, moved=moved))
    return told


def _before(decisions: Iterable[Decision]) -> dict[str, int]:
    """The paper that each content was in before all of these decisions; its keys stand first."""
    papers: dict[str, int] = {}
    for decision in sorted(decisions, key=attrgetter("id")):
        _learn(papers, decision)
    return papers


def _learn(papers: dict[str, int], decision: Decision) -> None:
    """Add the papers that a decision tells of contents, which older ones told nothing of: the
    oldest that names a content says so, or names what is one with it by the weights alone."""
    for unit in _units_of(decision):
        paper = unit[0].paper
        if paper is not None and _known(papers, unit) in (None, paper):
            new = [said.key for said in unit if _known(papers, [said]) is None]
            papers.update(dict.fromkeys(new, paper))


def _units_of(decision: Decision) -> list[list[Said]]:
    """What a decision moved along, each by itself, and what it names, in groups of which each was
    one by the weights alone."""
    units: defaultdict[tuple[object, ...], list[Said]] = defaultdict(list)
    for said in decision.moved:
        units[said.part, said.key].append(said)
    for said in decision.said:
        same = decision.verdict == "same"
        units[(said.part, said.paper) if same else (said.key,)].append(said)
    return list(units.values())


def _known(papers: Mapping[str, int], unit: Iterable[Said]) -> int | None:
    keys = (key for said in unit for key in (said.key, content_of_key(said.key)))
    return next((papers[key] for key in keys if key in papers), None)
