"""The laws of the index: no order, no split, no detour changes what the papers are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from sqlite3 import Connection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papercli.matching import resolution
from papercli.matching.record import Record
from papercli.model.digest import Digest
from papercli.model.paper import PartialDate, Sighting
from papercli.search.evidence import undecided_pairs
from papercli.store.connection import scratch
from papercli.store.forgetting import forget_digest
from papercli.store.rebuild import rebuild_papers
from papercli.text import encodable
from tests.matching.pieces import pair
from tests.store.invented import ENTRIES, assert_sound, digest, snapshot, store

LAW = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

dates = st.sampled_from(
    [
        None,
        PartialDate(None, 3, 17),
        PartialDate(None, 12, 10),
        PartialDate(2025, 12, 9),
        PartialDate(2025, 1, 2),
    ]
)
contents = st.lists(st.integers(0, len(ENTRIES) - 1), min_size=1, max_size=5)


@st.composite
def libraries(draw: st.DrawFn) -> list[Digest]:
    pages = draw(st.lists(st.tuples(contents, dates), min_size=1, max_size=5))
    return [digest(f"page{number}", page, date) for number, (page, date) in enumerate(pages)]


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[Digest], list[list[Digest]]]:
    """Digests, and the same in another order, split over several runs."""
    library = draw(libraries())
    shuffled = draw(st.permutations(library))
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(library) - 1)))))
    bounds = [0, *cuts, len(library)]
    return library, [shuffled[a:b] for a, b in pairwise(bounds) if a < b]


@LAW
@given(arrivals())
def test_any_order_and_any_split_give_the_same_papers(
    case: tuple[list[Digest], list[list[Digest]]],
) -> None:
    library, runs = case
    with scratch() as at_once, scratch() as in_parts:
        store(at_once, [library])
        store(in_parts, runs)
        assert snapshot(at_once) == snapshot(in_parts)
        assert _awaiting(at_once) == _awaiting(in_parts)
        assert_sound(at_once)
        assert_sound(in_parts)


@LAW
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_order_of_two_files_does_not_matter_whatever_they_hold(
    random: Random, number: int
) -> None:
    pairs = [pair(random) for _ in range(number)]
    files = [
        digest(name, [_sighting(sides[side]) for sides in pairs])
        for side, name in enumerate(("one", "other"))
    ]
    with scratch() as forth, scratch() as back:
        store(forth, [[one] for one in files])
        store(back, [[one] for one in reversed(files)])
        assert snapshot(forth) == snapshot(back)
        assert _awaiting(forth) == _awaiting(back)


def _sighting(record: Record) -> Sighting:
    """A sighting that shows what a record holds; a lone surrogate would not come out of a file."""
    return Sighting(
        1,
        encodable(record.title),
        record.abstract,
        record.author_count,
        None,
        record.organization,
        record.published,
        arxiv_id=record.arxiv_id,
        doi=record.doi,
        url=record.url,
    )


def _awaiting(connection: Connection) -> list[tuple[str, ...]]:
    return [
        tuple(sorted((pair.a.record_key, pair.b.record_key)))
        for pair in undecided_pairs(connection)
    ]


@LAW
@given(libraries())
def test_the_same_digests_twice_change_nothing(library: list[Digest]) -> None:
    with scratch() as connection:
        store(connection, [library])
        before = _everything(connection)
        store(connection, [library])
        assert _everything(connection) == before


@LAW
@given(arrivals(), st.data())
def test_a_forgotten_digest_leaves_no_trace_in_the_papers(
    case: tuple[list[Digest], list[list[Digest]]], data: st.DataObject
) -> None:
    library, runs = case
    forgotten = data.draw(st.sampled_from(library))
    with scratch() as without, scratch() as connection:
        store(without, [[one for one in library if one is not forgotten]])
        store(connection, runs)
        forget_digest(connection, forgotten.path)
        assert snapshot(connection) == snapshot(without)
        assert_sound(connection)


@LAW
@given(arrivals())
def test_rebuilding_changes_nothing_while_the_rules_are_the_same(
    case: tuple[list[Digest], list[list[Digest]]],
) -> None:
    _, runs = case
    with scratch() as connection:
        store(connection, runs)
        before = _papers(connection)
        report = rebuild_papers(connection)
        assert _papers(connection) == before
        assert (report.merged, report.split, report.changed) == ([], [], 0)
        assert_sound(connection)


@LAW
@given(arrivals(), st.data(), st.integers(2, 4))
def test_oversized_blocks_obey_the_same_laws(
    case: tuple[list[Digest], list[list[Digest]]], data: st.DataObject, crowd: int
) -> None:
    library, runs = case
    forgotten = data.draw(st.sampled_from(library))
    kept = [one for one in library if one is not forgotten]
    with (
        pytest.MonkeyPatch.context() as patch,
        scratch() as at_once,
        scratch() as connection,
        scratch() as without,
    ):
        patch.setattr(resolution, "most_members", lambda key: crowd - (key < 0))
        store(at_once, [library])
        store(connection, runs)
        assert snapshot(at_once) == snapshot(connection)
        store(without, [kept])
        forget_digest(connection, forgotten.path)
        assert snapshot(connection) == snapshot(without)
        assert _rows(connection, "oversized_blocks") == _rows(without, "oversized_blocks")
        assert_sound(connection)


def _rows(connection: Connection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def _papers(connection: Connection) -> list[tuple[object, ...]]:
    return _rows(connection, "papers")


def _everything(connection: Connection) -> Sequence[object]:
    tables = (
        "digests",
        "records",
        "texts",
        "sightings",
        "blocks",
        "verdicts",
        "papers",
        "redirects",
    )
    return [_rows(connection, table) for table in tables]
