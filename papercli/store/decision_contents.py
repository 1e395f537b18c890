"""Of which contents a decision speaks: those of papers that are joined, of sightings parted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection

from papercli.matching.resolution import DisjointSets
from papercli.model.decision import Decision, Said
from papercli.store.columns import as_json
from papercli.store.constraints import records_under
from papercli.store.decided import list_decisions
from papercli.store.decisions_in_force import Standing, content_of_key, stand
from papercli.store.prepared_digests import record_key
from papercli.store.sightings import StoredSighting, sightings_of


def joined(connection: Connection, papers: Iterable[int]) -> list[Said]:
    """What a merge of papers says is one.

    Of each paper that is what the weights alone hold together with its first sighting. The rest is
    in it by earlier decisions and a part of its own: when one of those is taken back, it leaves.
    """
    one: list[Said] = []
    others: list[list[Said]] = []
    held = stand(list_decisions(connection))
    for paper in papers:
        first, *rest = _units(connection, paper, held)
        one += first
        others += rest
    return [
        said._replace(part=number) for number, part in enumerate((one, *others), 1) for said in part
    ]


def _units(connection: Connection, paper: int, held: Standing) -> list[list[Said]]:
    """The contents of a paper, in groups that the weights alone hold together; that of its first
    sighting first, with all that no decision ties to it."""
    seen = {one.record_id: one for one in reversed(sightings_of(connection, paper))}
    sets = DisjointSets(seen)
    for a, b in connection.execute(
        """
        SELECT v.a, v.b
          FROM json_each(:ids) AS w
    CROSS JOIN verdicts AS v ON v.a = w.value
         WHERE v.outcome = 1
           AND v.b IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": as_json(seen)},
    ):
        sets.join(a, b)
    units: defaultdict[int, list[int]] = defaultdict(list)
    for record in sorted(seen, key=lambda record: seen[record].number):
        units[sets.find(record)].append(record)
    tied: dict[str, int] = {}
    for record, one in seen.items():
        key = one.record_key if one.record_key in held.root else content_of_key(one.record_key)
        sets.join(record, tied.setdefault(held.find(key), record))
    first, *others = units.values()
    rest = []
    for unit in others:
        # What shares an identifier is compared with one that may be in another paper by now.
        if sets.find(unit[0]) == sets.find(first[0]):
            rest.append(unit)
        else:
            first = first + unit
    return [
        [Said(1, seen[record].record_key, seen[record].title, paper) for record in unit]
        for unit in (first, *rest)
    ]


def parted(seen: Sequence[StoredSighting], groups: Sequence[int], paper: int) -> Iterator[Said]:
    """What is told apart; sightings that read the same get keys of their own where they must."""
    sides: defaultdict[str, set[int]] = defaultdict(set)
    for one, group in zip(seen, groups, strict=True):
        sides[content_of_key(one.record_key)].add(group)
    named: dict[str, Said] = {}
    for one, group in sorted(zip(seen, groups, strict=True), key=lambda pair: pair[1]):
        key, content = one.record_key, content_of_key(one.record_key)
        if len(sides[content]) > 1:
            key = record_key(content, True, one.fingerprint, one.position)
        named.setdefault(key, Said(group, key, one.title, paper))
    yield from named.values()


def absent(connection: Connection, said: Sequence[Said], alone: bool) -> Iterator[Said]:
    """Contents that are not in the index and were said to be the same as these: they stay with the
    first part, and so cannot tie together again what is told apart."""
    decisions = list_decisions(connection)
    held, named = stand(decisions), {one.key for one in said}
    roots = {held.find(key) for key in named} | {held.find(content_of_key(key)) for key in named}
    part = max(one.part for one in said)
    for one in {one.key: one for decision in decisions for one in decision.said}.values():
        if one.key in named or held.find(one.key) not in roots:
            continue
        if not records_under(connection, one.key):
            part += 1
            yield Said(part if alone else 1, one.key, one.title)


def with_moved(
    connection: Connection,
    decisions: Sequence[Decision],
    before: Mapping[int, int],
    after: Mapping[int, int],
) -> list[Decision]:
    """Decisions that were just made, with what weights moved along: contents that none of them
    names, in the papers of before, or that its name alone does not tell.

    ``before`` and ``after`` are the papers of all sightings around. What several decisions moved is
    told by the first that names something in the same paper.
    """
    named = {
        said.key: (number, said.paper)
        for number, decision in reversed(list(enumerate(decisions)))
        for said in decision.said
    }
    mover: dict[int, int] = {}
    found: dict[str, tuple[int, Said]] = {}
    for sighting, key, title in connection.execute(
        """
        SELECT s.id, r.key, t.title
          FROM json_each(?) AS w
    CROSS JOIN sightings AS s ON s.id = w.value
    CROSS JOIN records AS r ON r.id = s.record_id
    CROSS JOIN texts AS t ON t.record_id = r.id
         ORDER BY s.id
        """,
        (as_json(before),),
    ):
        was, now = before[sighting], after[sighting]
        number, told = named.get(key) or named.get(content_of_key(key)) or (None, None)
        if number is not None:
            mover.setdefault(was, number)
            mover.setdefault(now, number)
        if was not in (now, told):
            found.setdefault(key, (now, Said(0, key, title, was)))
    moved: defaultdict[int, list[Said]] = defaultdict(list)
    for now, said in found.values():
        moved[mover.get(said.paper or 0, mover.get(now, 0))].append(said)
    return [
        decision._replace(moved=tuple(moved[number])) for number, decision in enumerate(decisions)
    ]


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


def as_without(decisions: Sequence[Decision], gone: Iterable[Decision]) -> list[Decision]:
    """Decisions that stay, with the papers that their contents would have been in if those that are
    ``gone`` had never been made."""
    told = []
    for decision in decisions:
        before = _before(other for other in gone if other.id < decision.id)
        papers = {
            said.key: paper
            for unit in _units_of(decision)
            if (paper := _known(before, unit))
            for said in unit
        }
        said, moved = (
            tuple(one._replace(paper=papers.get(one.key, one.paper)) for one in contents)
            for contents in (decision.said, decision.moved)
        )
        told.append(decision._replace(said=said, moved=moved))
    return told


def _before(decisions: Iterable[Decision]) -> dict[str, int]:
    """The paper that each content was in before all of these decisions: the oldest that names it
    says so, or names what is one with it by the weights alone. Its keys stand first."""
    papers: dict[str, int] = {}
    for decision in sorted(decisions, key=lambda decision: decision.id):
        for unit in _units_of(decision):
            paper = _known(papers, unit) or unit[0].paper
            if paper is not None:
                new = [said.key for said in unit if _known(papers, [said]) is None]
                papers.update(dict.fromkeys(new, paper))
    return papers


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
