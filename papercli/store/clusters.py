"""From verdicts and decisions to papers: components, clusters, and the ids they keep."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from sqlite3 import Connection

from papercli.matching.resolution import Component, Pair, connect, partition
from papercli.model.verdict import Outcome
from papercli.store.columns import as_json, last_id
from papercli.store.constraints import Constraints
from papercli.store.redirects import leading_to, live_again, redirect
from papercli.store.verdicts import Records

TOGETHER = 1_000
"""Records whose components are looked at in one go, with all the verdicts in them."""


class Regrouping:
    """What became of the papers that were looked at."""

    def __init__(
        self, changed: set[int], gone: set[int], singletons: dict[int, int], *, parted: bool
    ) -> None:
        self.changed = changed
        """Ids of papers whose records are not those they were, new papers included."""
        self.gone = gone
        """Ids that are no papers any more."""
        self.singletons = singletons
        """New papers of one record each, with that record."""
        self.parted = parted
        """Whether records that were one paper are not any more."""


def regroup(
    connection: Connection,
    touched: Iterable[int],
    records: Records,
    constraints: Constraints,
    claims: Mapping[int, int] | None = None,
    given_back: Mapping[int, int] | None = None,
) -> Regrouping:
    """Put the records in ``touched``, and all they are connected to, into papers again.

    ``claims`` are paper ids that records without a paper once had, ``given_back`` those that
    records had before a decision that no longer stands. Every record reached ends up with a paper
    id; a paper that is recognizably the same keeps its id, an id merged away leads to the paper
    that took its records.
    """
    groups: list[list[int]] = []
    homes: dict[int, int | None] = {}
    for components, outcomes in _components(connection, touched, constraints):
        members = [record for component in components for record in component.members]
        keys, papers = _homes(connection, members)
        homes.update(papers)
        large = [component for component in components if len(component.members) > 2]
        records.load(record for component in large for record in component.members)
        groups += [
            sorted(group)
            for component in components
            for group in partition(component, keys.__getitem__, records, outcomes)
        ]
    groups.sort(key=min)
    old = {record: paper for record, paper in homes.items() if paper is not None}
    claimed = {**(claims or {}), **old}
    last = last_id(connection, "papers")
    ids = _assign(
        connection,
        groups,
        {r: claimed[r] for r in homes if r in claimed},
        given_back or {},
        set(old.values()),
    )
    live_again(connection, {paper for paper in ids if paper <= last}.difference(old.values()))
    moved = [
        (paper, record)
        for paper, group in zip(ids, groups, strict=True)
        for record in group
        if homes[record] != paper
    ]
    connection.executemany("UPDATE records SET paper_id = ? WHERE id = ?", moved)
    gone = set(old.values()) - set(ids)
    redirect(connection, [(paper, record) for record, paper in old.items() if paper in gone])
    now = {record: paper for paper, group in zip(ids, groups, strict=True) for record in group}
    changed = {paper for paper, _ in moved}
    changed |= {old[record] for _, record in moved if record in old} - gone
    singletons = {
        paper: group[0]
        for paper, group in zip(ids, groups, strict=True)
        if len(group) == 1 and paper > last
    }
    first: dict[int, int] = {}
    parted = any(
        first.setdefault(paper, now[record]) != now[record] for record, paper in old.items()
    )
    return Regrouping(changed, gone, singletons, parted=parted)


def _components(
    connection: Connection, touched: Iterable[int], constraints: Constraints
) -> Iterator[tuple[list[Component], dict[Pair, Outcome]]]:
    """The components that some records are in, and the verdicts on pairs in them that are kept;
    those of `TOGETHER` records at a time, since there may be thirty verdicts for each of them."""
    linked: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in constraints.must_link:
        linked[a].append(b)
        linked[b].append(a)
    found: set[int] = set()
    remaining = iter(sorted(touched))
    while seeds := set(islice(remaining, TOGETHER)):
        inside: set[int] = set()
        agreements: dict[Pair, float] = {}
        outcomes: dict[Pair, Outcome] = {}
        frontier = seeds - found
        while frontier:
            inside |= frontier
            reached = {other for number in frontier for other in linked.get(number, ())}
            for a, b, outcome, bits in _verdicts(connection, frontier):
                pair = a, b
                if outcome:
                    agreements[pair] = bits
                    reached.update(pair)
                outcomes[pair] = Outcome.SAME if outcome else Outcome.UNDECIDED
            frontier = reached - inside
        found |= inside
        yield (
            connect(inside, agreements, constraints.must_link, constraints.cannot_link),
            outcomes,
        )


def _verdicts(connection: Connection, around: set[int]) -> Iterable[tuple[int, int, int, float]]:
    return connection.execute(
        """
        SELECT a, b, outcome, bits
          FROM json_each(:ids) AS w
         CROSS JOIN verdicts ON a = w.value
         UNION ALL
        SELECT a, b, outcome, bits
          FROM json_each(:ids) AS w
         CROSS JOIN verdicts ON b = w.value
        """,
        {"ids": as_json(around)},
    )


def _homes(
    connection: Connection, members: Iterable[int]
) -> tuple[dict[int, str], dict[int, int | None]]:
    keys, homes = {}, {}
    for record, key, paper in connection.execute(
        """
        SELECT r.id, r.key, r.paper_id
          FROM json_each(?) AS w
         CROSS JOIN records AS r ON r.id = w.value
        """,
        (as_json(members),),
    ):
        keys[record], homes[record] = key, paper
    return keys, homes


def _assign(
    connection: Connection,
    groups: Sequence[list[int]],
    claimed: Mapping[int, int],
    given_back: Mapping[int, int],
    own: set[int],
) -> list[int]:
    """A paper id for each group: the oldest that is claimed and free, else the oldest that leads to
    a record of it, or a new one.

    A paper whose records stay together keeps its own, unless they are given another. Where several
    groups claim one id, the one to which more of it is given back has it, then the larger, then the
    one to which less of others is given back, then the one with the oldest record.
    """
    claims: dict[int, list[tuple[int, bool, int, int, int, int]]] = {}
    known: set[int] = set()
    claiming = claimed.keys() | given_back.keys()
    for number, group in enumerate(groups):
        if claiming.isdisjoint(group):
            continue  # most groups of an ingest are new papers
        known.add(number)
        backed = Counter(given_back[record] for record in group if record in given_back)
        shares = Counter(claimed[record] for record in group if record in claimed)
        for paper in shares | backed:
            another = bool(backed) and not backed[paper]
            elsewhere = backed.total() - backed[paper]
            claim = (-backed[paper], another, -shares[paper], elsewhere, group[0], number)
            claims.setdefault(paper, []).append(claim)
    taken = {
        paper
        for (paper,) in connection.execute(
            """
            SELECT DISTINCT paper_id
              FROM records
             WHERE paper_id IN (SELECT value FROM json_each(?))
            """,
            (as_json(claims.keys() - own),),
        )
    }
    sizes = Counter(claimed.values())
    ids: dict[int, int] = {}
    for number, group in enumerate(groups):
        paper = claimed.get(group[0], 0)
        if paper not in own:
            continue
        whole = sizes[paper] == sum(claimed.get(record) == paper for record in group) == len(group)
        if whole:
            given = {given_back[record] for record in group if record in given_back}
            if (
                not given
                or paper in given
                or not any(_is_nobodys(claims[other], number) for other in given - taken)
            ):
                ids[number] = paper
    # Who is given another id waits for that, before having what is left of one that is not its own.
    for left_over in (False, True) if given_back else (True,):
        for paper in sorted(claims.keys() - taken.union(ids.values())):
            best = min(claims[paper])
            free = [
                claim
                for claim in claims[paper]
                if claim[-1] not in ids and (left_over or not claim[1] or claim == best)
            ]
            if free:
                ids[min(free)[-1]] = paper
    _regain(connection, groups, known - ids.keys(), ids)
    following = last_id(connection, "papers") + 1
    for number in range(len(groups)):
        if number not in ids:
            ids[number] = following
            following += 1
    return [ids[number] for number in range(len(groups))]


def _regain(
    connection: Connection, groups: Sequence[list[int]], numbers: set[int], ids: dict[int, int]
) -> None:
    """Give these groups the ids of which they have as much as any other paper: weights join what no
    decision names as well, and of that only the id itself knows."""
    leading = leading_to(connection, [record for number in numbers for record in groups[number]])
    of = {record: number for number, group in enumerate(groups) for record in group if leading}
    given = set(ids.values())
    for paper in sorted(leading.keys() - given):
        # What is in no group stays where it is: of that only the share counts.
        shares = Counter(of.get(record, -(home or 0)) for record, home in leading[paper])
        most = max(shares.values())
        for number in sorted(numbers - ids.keys()):
            if shares[number] == most:
                ids[number] = paper
                break


def _is_nobodys(claims: Iterable[tuple[int, bool, int, int, int, int]], number: int) -> bool:
    """Whether no group has an id today but perhaps this, and such as are given back another."""
    return all(group == number or another or not share for _, another, share, _, _, group in claims)


def all_around(connection: Connection, records: Iterable[int]) -> set[int]:
    """Some records and all that may change papers with them: those of their papers, those judged
    the same, and so on from each."""
    found: set[int] = set()
    found_now = set(records)
    while found_now:
        found |= found_now
        near = found_now.union(
            *((a, b) for a, b, outcome, _ in _verdicts(connection, found_now) if outcome)
        )
        found_now = near.union(records_of_papers(connection, papers_of(connection, near))) - found
    return found


def records_of_papers(connection: Connection, papers: Iterable[int]) -> set[int]:
    """All records of some papers."""
    return {
        number
        for (number,) in connection.execute(
            "SELECT r.id FROM json_each(?) AS w CROSS JOIN records AS r ON r.paper_id = w.value",
            (as_json(papers),),
        )
    }


def papers_of(connection: Connection, records: Iterable[int]) -> set[int]:
    """The papers that some records belong to."""
    return {
        paper
        for (paper,) in connection.execute(
            """
            SELECT r.paper_id
              FROM json_each(?) AS w
             CROSS JOIN records AS r ON r.id = w.value
             WHERE r.paper_id IS NOT NULL
            """,
            (as_json(records),),
        )
    }
