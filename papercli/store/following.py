"""Letting the papers follow what was decided or taken back, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from papercli.model.decision import Decision
from papercli.store.clusters import all_around, papers_of, records_of_papers
from papercli.store.constraints import records_behind, records_under, split_contents
from papercli.store.decided import (
    delete_decisions,
    insert_decisions,
    insert_moved,
    list_decisions,
    say_again,
)
from papercli.store.decisions_in_force import DEGREES, IN_PART, REPLACED, Standing, stand
from papercli.store.paper_changes import (
    contents_under,
    differing,
    homes_of,
    sightings_under,
    titles_of,
)
from papercli.store.papers_before import Change, as_without, changes, ids_had, moved_along, untold
from papercli.store.redirects import redirect_missing
from papercli.store.rekeying import rekey


@dataclass(slots=True)
class DecisionReport:
    """What was decided or taken back, and the papers that hold the sightings now."""

    decisions: list[Decision] = field(default_factory=list)
    changed: bool = False
    """Whether any sighting is in another paper than before."""
    papers: dict[int, str] = field(default_factory=dict)
    """Those that changed, by id, with their titles; those that are concerned where none changed."""
    before: dict[int, str] = field(default_factory=dict)
    """The papers that these were before."""
    replaced: list[Decision] = field(default_factory=list)
    """Earlier decisions of which something holds no more."""
    in_part: set[int] = field(default_factory=set)
    """Ids of those of which something still holds."""
    restored: list[Decision] = field(default_factory=list)
    """Earlier decisions of which something holds again."""


def follow(
    connection: Connection,
    old: Sequence[Decision],
    *,
    made: Sequence[Decision] = (),
    gone: Sequence[Decision] = (),
) -> DecisionReport:
    """Store the decisions that are made, take out those that are gone, and let the papers follow;
    ``old`` are all that there were."""
    told_apart = split_contents(connection)
    delete_decisions(connection, [decision.id for decision in gone])
    own = [*insert_decisions(connection, made), *gone]
    now = list_decisions(connection)
    kept = {decision.id for decision in now}
    before, after = stand(old), stand(now)
    lost, regained = _changed(old, before, after), _changed(now, after, before)
    rekeyed = told_apart ^ split_contents(connection)
    keys = keys_of((*own, *lost, *regained)) | _otherwise(before, after)
    touched = records_of_keys(connection, keys)
    touched.update(number for content in rekeyed for number in records_under(connection, content))
    touched |= records_of_papers(connection, papers_of(connection, touched))
    homes = homes_of(connection, sightings_under(connection, all_around(connection, touched)))
    titles = titles_of(connection, homes.values())
    in_part = [d for d in old if after.status.get(d.id) == IN_PART]
    had = ids_had(in_part, [d for d in lost if d.id in kept], gone)
    contents = contents_under(connection, homes) if gone else {}
    rekey(connection, rekeyed, touched, had)
    homes_now = homes_of(connection, homes)
    # Of records that became others the id is not known any more.
    redirect_missing(connection, [(paper, sighting) for sighting, paper in homes.items()])
    if made:
        # Sightings that are told apart now have keys of their own.
        contents = contents_under(connection, homes)
        own = _with_moved(connection, own, changes(contents, homes, homes_now))
    else:
        _tell_instead(connection, old, gone, changes(contents, homes, homes_now))
    changed = differing(homes, homes_now)
    shown = changed or papers_of(connection, records_of_keys(connection, keys_of(own)))
    titles_now = titles_of(connection, homes_now.values())
    mine = {decision.id for decision in own}
    return DecisionReport(
        decisions=own,
        changed=bool(changed),
        papers={number: title for number, title in titles_now.items() if number in shown},
        before={number: title for number, title in titles.items() if number in shown},
        replaced=[decision for decision in lost if decision.id not in mine],
        in_part={number for number, status in after.status.items() if status == IN_PART},
        restored=[decision for decision in regained if decision.id not in mine],
    )


def _with_moved(
    connection: Connection, made: Sequence[Decision], around: Sequence[Change]
) -> list[Decision]:
    """Decisions that were just stored, with what they moved along, which is stored as well."""
    found = []
    for decision, moved in zip(made, moved_along(made, around), strict=True):
        insert_moved(connection, decision, moved)
        found.append(decision._replace(moved=tuple(moved)))
    return found


def _tell_instead(
    connection: Connection,
    old: Sequence[Decision],
    gone: Sequence[Decision],
    around: Sequence[Change],
) -> None:
    """Let the decisions that stay tell what there was before those that are gone."""
    numbers = {decision.id for decision in gone}
    as_kept = [one for one in old if one.id not in numbers]
    kept = as_without(as_kept, gone)
    say_again(connection, [one for one, was in zip(kept, as_kept, strict=True) if one != was])
    for decision, more in zip(kept, untold(old, kept, around), strict=True):
        insert_moved(connection, decision, more)


def _changed(decisions: Iterable[Decision], before: Standing, after: Standing) -> list[Decision]:
    """The decisions of which less holds after than before."""
    return [
        decision
        for decision in decisions
        if DEGREES.index(before.status[decision.id])
        < DEGREES.index(after.status.get(decision.id, REPLACED))
    ]


def _otherwise(before: Standing, after: Standing) -> set[str]:
    """The keys that are one with others than before, or apart from others: what holds in part may
    hold of other contents now."""
    were, are = ({*map(frozenset, held.classes()), *held.apart} for held in (before, after))
    return {key for keys in were ^ are for key in keys}


def keys_of(decisions: Iterable[Decision]) -> set[str]:
    """The keys of what decisions name or moved along."""
    return {said.key for one in decisions for said in (*one.said, *one.moved)}


def records_of_keys(connection: Connection, keys: Iterable[str]) -> set[int]:
    """The records that keys mean, as `records_behind` has it."""
    return {number for key in keys for number in records_behind(connection, key)}
