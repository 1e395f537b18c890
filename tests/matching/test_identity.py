"""Records that identifiers join or part, whatever they look like, and those that fit two papers."""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import pytest

from papercli.matching.blocking import block_keys, identity_keys, is_of_identifier
from papercli.matching.clustering import cluster
from papercli.matching.comparison import compare
from papercli.matching.record import Record, is_self_identifying
from papercli.matching.resolution import block_pairs, most_members, resolve
from papercli.model.digest import Digest
from papercli.model.paper import Sighting
from papercli.model.verdict import Outcome
from papercli.search.evidence import undecided_pairs
from papercli.store.connection import scratch
from papercli.store.decisions import merge, split
from papercli.store.forgetting import forget_digest
from tests.store.invented import NOW, assert_sound, digest, groups, store

PEAT = (
    "Peat holds more water than any other soil and gives it back at its own pace. Forty probes in"
    " two raised bogs are read every minute for three years. Most of the release follows falling"
    " pressure of the air and not the rain of the week before. A model with two stores and one"
    " valve explains nine tenths of what they say."
)
LOAF = (
    "Sourdough rises slowly in cold kitchens, and bakers judge the crumb by ear. We let a robot"
    " knock on four hundred loaves and learn when to open the oven. The sound tells the moisture of"
    " the crumb within two percent, more surely than any thermometer, and spares every tenth loaf."
)
PAGE = "https://example.org/p"
OLD, NEW = "Early Notes on Wet Ground", "What Raised Bogs Do Between One Storm and the Next"
X, Y = "4905.00017", "4905.00018"
P, Q = "10.5555/peat.1", "10.5555/peat.2"


class Row(NamedTuple):
    """Records and the papers that they are: their letters, a word a paper."""

    why: str
    records: tuple[Record, ...]
    papers: str


ROWS = [
    Row("a record of two identifiers is a bridge",
        (Record(OLD, arxiv_id=X), Record("Bogs", arxiv_id=X, doi=P), Record(NEW, doi=P)), "abc"),
    Row("a bridge without a title",
        (Record(OLD, arxiv_id=X), Record("", arxiv_id=X, doi=P), Record(NEW, doi=P)), "abc"),
    Row("versions, and the DOI of an arXiv id",
        (Record(OLD, arxiv_id=f"{X}v1"), Record(NEW, doi=f"10.48550/arXiv.{X}v2"),
         Record("Bogs", arxiv_id=X)), "abc"),
    Row("OpenReview and the Anthology",
        (Record(OLD, openreview_id="p3atB0gsZ"),
         Record(NEW, openreview_id="p3atB0gsZ", acl_id="2049.peat-main.7"),
         Record("Bogs", doi="10.18653/v1/2049.peat-main.7")), "abc"),
    Row("two arXiv ids of one title are two papers",
        (Record(NEW, arxiv_id=X), Record(NEW, arxiv_id=Y)), "a b"),
    Row("two arXiv ids are not joined where all else agrees",
        (Record(NEW, PEAT, arxiv_id=X), Record(NEW, PEAT, arxiv_id=Y)), "a b"),
    Row("nor through a third of no id, which may be either",
        (Record(NEW, PEAT, arxiv_id=X), Record(NEW, PEAT, arxiv_id=Y), Record(NEW, PEAT)), "a b c"),
    Row("that fits one of them better",
        (Record(NEW, PEAT, arxiv_id=X), Record(NEW, LOAF, arxiv_id=Y), Record(NEW, PEAT)), "ac b"),
    Row("or of which nothing more is known",
        (Record(NEW, PEAT, arxiv_id=X), Record(NEW, LOAF, arxiv_id=Y), Record(NEW)), "a b c"),
    Row("two that may be either stay together",
        (Record(NEW, arxiv_id=X), Record(NEW, arxiv_id=Y), Record(NEW), Record(NEW, None, 4)),
        "a b cd"),
    Row("a preprint beside its publication",
        (Record(NEW, doi="10.1101/4905.17"), Record(NEW, doi=P), Record(NEW, arxiv_id=X)), "abc"),
    Row("an arXiv id may be of either of two publications",
        (Record(NEW, doi=P), Record(NEW, doi=Q), Record(NEW, arxiv_id=X)), "a b c"),
    Row("a DOI stands above two arXiv ids",
        (Record(NEW, arxiv_id=X, doi=P), Record(NEW, arxiv_id=Y, doi=P)), "ab"),
    Row("what is called as the new title is no stranger to the old one",
        (Record(OLD, arxiv_id=X), Record(NEW, arxiv_id=X), Record(NEW, None, 3)), "abc"),
    Row("nor those who know the old title to those who know the new one",
        (Record(OLD, arxiv_id=X), Record(NEW, arxiv_id=X), Record(OLD, None, 3),
         Record(NEW, None, 3)), "abcd"),
    Row("nor to one that tells less",
        (Record(NEW, PEAT, doi=P), Record(NEW, doi=P), Record("Wet Ground and Its Valves", PEAT)),
        "abc"),
    Row("a title without abstract beside two with different ones",
        (Record("Wet Ground", PEAT), Record("Wet Ground", LOAF), Record("Wet Ground")), "a b c"),
    Row("or beside two that are left to the user",
        (Record(NEW, PEAT), Record(NEW, LOAF), Record(NEW)), "a b c"),
    Row("one that tells as much as they joins them",
        (Record(NEW, PEAT), Record(NEW, LOAF), Record(NEW, f"{PEAT} {LOAF}")), "abc"),
    Row("and brings in what tells less",
        (Record(NEW, PEAT), Record(NEW, LOAF), Record(NEW, f"{PEAT} {LOAF}"), Record(NEW)), "abcd"),
    Row("a cut title that fits two papers",
        (Record(f"{NEW} on Moors", PEAT), Record(f"{NEW} in Towns", LOAF),
         Record("What Raised Bogs Do Between One Storm and...")), "a b c"),
    Row("no title is like no title",
        (Record("", PEAT), Record("", PEAT, 3), Record("", arxiv_id=X)), "a b c"),
    Row("one address under two titles is for review",
        (Record(OLD, url=PAGE), Record(NEW, url=PAGE)), "a b"),
]  # fmt: skip


def as_digest(record: Record, name: str) -> Digest:
    sighting = Sighting(
        1, record.title, record.abstract, record.author_count,
        arxiv_id=record.arxiv_id, doi=record.doi, url=record.url,
    )  # fmt: skip
    return digest(name, [sighting])


@pytest.mark.parametrize("row", ROWS, ids=[row.why for row in ROWS])
def test_what_identifiers_make_of_records_in_any_order(row: Row) -> None:
    letters = "abcd"[: len(row.records)]
    for order in permutations(range(len(row.records))):
        papers = resolve([row.records[at] for at in order]).papers
        found = sorted("".join(sorted(letters[order[at]] for at in paper)) for paper in papers)
        assert " ".join(found) == row.papers


STORED = [
    row
    for row in ROWS
    if not any(r.openreview_id or r.acl_id or not block_keys(r) for r in row.records)
]


@pytest.mark.parametrize("row", STORED, ids=[row.why for row in STORED])
def test_an_index_comes_to_the_same_papers_whichever_comes_first_or_goes(row: Row) -> None:
    letters = "abcd"[: len(row.records)]
    pages = [as_digest(record, name) for record, name in zip(row.records, letters, strict=True)]
    bridge = as_digest(Record("", arxiv_id=X, doi=P), "z")
    for run in (pages, pages[::-1], [bridge, *pages]):
        with scratch() as connection:
            store(connection, [[page] for page in run])
            if bridge in run:
                forget_digest(connection, bridge.path)
            found = sorted(
                "".join(sorted(at[0] for at, _ in paper)) for paper in groups(connection)
            )
            assert " ".join(found) == row.papers
            assert_sound(connection)


def test_what_fits_two_papers_is_shown_beside_both() -> None:
    records = Record(NEW, arxiv_id=X), Record(NEW, arxiv_id=Y), Record(NEW)
    with scratch() as connection:
        store(
            connection, [[as_digest(one, name) for one, name in zip(records, "abc", strict=True)]]
        )
        assert {(pair.a.paper_id, pair.b.paper_id) for pair in undecided_pairs(connection)} == {
            (1, 3), (2, 3),
        }  # fmt: skip


def test_the_user_stands_above_identifiers() -> None:
    pages = [as_digest(Record(title, doi=P), name) for title, name in ((OLD, "a"), (NEW, "b"))]
    with scratch() as connection:
        store(connection, [pages])
        assert len(groups(connection)) == 1
        split(connection, 1, [2], now=NOW)
        assert groups(connection) == {frozenset({("a.txt", 1)}), frozenset({("b.txt", 1)})}
        store(connection, [[as_digest(Record(NEW, None, 2, doi=P), "c")]])
        store(connection, [[as_digest(Record(OLD, None, 2, doi=P), "d")]])
        alike = {frozenset({("a.txt", 1), ("d.txt", 1)}), frozenset({("b.txt", 1), ("c.txt", 1)})}
        assert groups(connection) == alike, "newcomers go to those of their title"
        merge(connection, [1, 2], now=NOW)
        assert len(groups(connection)) == 1


@pytest.mark.parametrize(
    ("why", "apart", "papers"),
    [
        ("nothing told apart", [], [[0, 1, 2, 3]]),
        ("one told apart from one", [(0, 2)], [[0, 1, 3], [2]]),
        ("from all", [(2, 0), (2, 1), (2, 3)], [[0, 1, 3], [2]]),
        ("two from two", [(0, 2), (0, 3), (1, 2), (1, 3)], [[0, 1], [2, 3]]),
    ],
)
def test_who_shares_an_identifier_goes_to_the_first_that_may_have_him(
    why: str, apart: list[tuple[int, int]], papers: list[list[int]]
) -> None:
    keys = {number: f"key{number}" for number in range(4)}
    found = cluster(keys, [], lambda a, b: True, cannot_link=apart, identified=[[0, 1, 2, 3]])
    assert found == papers, why


@pytest.mark.parametrize(
    ("why", "conflicts", "unlike", "bare", "papers"),
    [
        ("judged the same as both", "", "", "", [[0, 1, 2]]),
        ("the other differs, and is as like the first as can be", "02", "", "", [[0], [1, 2]]),
        ("the other is unlike the first as well", "02", "12", "", [[0, 1, 2]]),
        ("the other tells less", "02", "", "2", [[0, 1, 2]]),
        ("the first tells less", "02", "", "1", [[0], [1, 2]]),
    ],
)
def test_who_resembles_one_of_those_that_share_an_identifier(
    why: str, conflicts: str, unlike: str, bare: str, papers: list[list[int]]
) -> None:
    found = cluster(
        {number: f"key{number}" for number in range(3)},
        [(0, 1, 5.0)],
        lambda a, b: f"{a}{b}" == conflicts,
        identified=[[1, 2]],
        unlike=lambda a, b: f"{a}{b}" == unlike,
        bareness=lambda number: int(str(number) in bare),
    )
    assert found == papers, why


def test_a_decision_brings_in_none_that_fits_what_it_joins() -> None:
    keys = {number: f"key{number}" for number in range(3)}
    edges = [(0, 2, 5.0), (1, 2, 5.0)]

    def found(*must_link: tuple[int, int]) -> list[list[int]]:
        return cluster(keys, edges, lambda a, b: False, must_link, parted=lambda a, b: a + b == 1)

    assert found() == [[0], [1], [2]]
    assert found((0, 1)) == [[0, 1], [2]]
    assert found((0, 2)) == [[0, 2], [1]]


def test_any_number_may_share_an_identifier_and_each_is_compared_once() -> None:
    key = max(block_keys(Record(OLD, arxiv_id=X)))
    assert is_of_identifier(key)
    assert most_members(key) > 1 << 40
    assert list(block_pairs(key, (), range(200)) or ()) == [(0, other) for other in range(1, 200)]
    assert list(block_pairs(key, (3, 4), (7, 9)) or ()) == [(3, 7), (3, 9)]
    crowd = [Record(f"Called {'so ' * at}", arxiv_id=X) for at in range(300)]
    pairs: list[int] = []
    assert len(resolve(crowd, lambda _, every: pairs.append(every)).papers) == 1
    assert pairs[-1] <= 300 * 20


def test_keys_of_identifiers_are_no_other_keys() -> None:
    plain, named = Record(NEW, PEAT), Record(NEW, PEAT, arxiv_id=X, doi=P)
    own = identity_keys(named.identity)
    assert len(own) == 2
    assert set(block_keys(named)) == set(block_keys(plain)) | own
    assert all(map(is_of_identifier, own))
    assert not any(map(is_of_identifier, block_keys(plain)))
    assert all(key < 1 << 63 for key in own), "an integer of SQLite"
    assert block_keys(Record("", PEAT, doi=P)) == tuple(identity_keys(Record("", doi=P).identity))
    assert block_keys(Record(" ", PEAT)) == ()


def test_an_entry_without_title_is_compared_by_identifiers_alone() -> None:
    bare = Record("", PEAT, 3, arxiv_id=X)
    assert compare(bare, Record(NEW, arxiv_id=f"{X}v3")).outcome is Outcome.SAME
    assert compare(bare, Record("", PEAT, 3, arxiv_id=Y)).outcome is Outcome.DIFFERENT
    assert compare(bare, Record(NEW, PEAT, 3)).outcome is Outcome.DIFFERENT
    assert is_self_identifying(bare)
    assert not is_self_identifying(Record("", PEAT, 3, url="https://example.org", authors=("Ada",)))
