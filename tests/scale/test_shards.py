"""Several indexes that are asked as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from random import Random
from sqlite3 import Connection

import pytest

pytest.importorskip("pyarrow", reason="the extra scale is not installed")
pytest.importorskip("duckdb", reason="the extra scale is not installed")

from papercli.errors import NoIndexError, PapersError
from papercli.model.digest import Digest
from papercli.model.paper import PartialDate, Sighting
from papercli.query.parser import parse
from papercli.scale.run import resolve
from papercli.search import counts, ranking, shards
from papercli.search.evidence import explain_paper
from papercli.search.references import Meant, home_of, papers_meant
from papercli.stats import report
from tests.scale.libraries import job, lined, resolved
from tests.store.invented import digest

WORDS = "kelp tide glaze ferry lantern moss radar kiln copper reed fog harbor".split()
QUERIES = (
    "kelp",
    "tide radar",
    "title:moss",
    "fog OR reed",
    '"copper kiln"',
    "har*",
    "kelp NOT tide",
    "date:2021.. glaze",
    "date:2022",
    "kelp-tide-fog",
    "kelp-tide moss",
    "(kelp tide) OR (moss NOT (fog radar))",
    "",
)


def shelf() -> list[Digest]:
    random = Random(7)
    titles = [" ".join(random.sample(WORDS, 4)).title() for _ in range(60)]
    entries = [
        Sighting(
            1,
            f"{title} {number}",
            " ".join(random.choices(WORDS, k=random.randint(5, 40))) + number % 3 * " kelptide",
            published=PartialDate(random.choice([2020, 2021, 2022])),
            comments=random.choice([None, 1, 2]),
        )
        for number, title in enumerate(titles)
    ]
    return lined([digest("a", entries[:40]), digest("b", entries[20:])])


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, list[Connection]]]:
    """The same papers in one index and in three."""
    with ExitStack() as stack:
        found = {}
        for number in (1, 3):
            out = tmp_path_factory.mktemp("shards") / str(number)
            resolved(job(out, "local")._replace(shards=number), shelf())
            found[number] = stack.enter_context(shards.opened(out))
        yield found


@pytest.mark.parametrize("query", QUERIES)
def test_results_and_their_order_are_those_of_one_index(
    indexes: dict[int, list[Connection]], query: str
) -> None:
    (one,), several = indexes[1], indexes[3]
    tree = parse(query, date(2026, 1, 2))
    assert shards.count(several, tree) == ranking.count(one, tree)
    for sort in ("relevance", "comments"):
        for reverse in (False, True):
            for limit, offset in ((20, 0), (3, 2), (None, 0)):
                wanted = ranking.find(
                    one, tree, sort=sort, reverse=reverse, limit=limit, offset=offset
                )
                assert wanted.ids == shards.find(
                    several, tree, sort=sort, reverse=reverse, limit=limit, offset=offset
                )
    ids = wanted.ids[:5]
    assert list(shards.loaded(several, ids)) == list(ranking.loaded(one, ids))


def test_figures_are_those_of_one_index(indexes: dict[int, list[Connection]]) -> None:
    (one,), several = indexes[1], indexes[3]
    tree = parse("kelp", date(2026, 1, 2))
    assert report(shards.figures(several, tree)) == report(counts.figures(one, tree))


def test_papers_are_called_as_in_one_index(indexes: dict[int, list[Connection]]) -> None:
    (one,), several = indexes[1], indexes[3]
    ids = ranking.find(one, parse("", date(2026, 1, 2)), limit=None).ids
    titles = [paper.title for paper in ranking.loaded(one, ids, False)]
    words = [" ".join(title.split()[:number]) for title in titles[:9] for number in (2, 3)]
    met = set()
    for text in (*map(str, ids), "0", *titles, *words, "kelp"):
        wanted = called([one], text)
        assert called(several, text) == wanted
        met.add(wanted.guessed if isinstance(wanted, Meant) else wanted.strip("0123456789")[:7])
        if isinstance(wanted, Meant):
            for number in wanted.ids:
                home = home_of(several, number)
                assert explain_paper(home, number) == explain_paper(one, number)
    assert met == {True, False, "there i", " papers", "'kelp' "}


def called(connections: list[Connection], text: str) -> Meant | str:
    try:
        return papers_meant(connections, text)
    except PapersError as error:
        return error.message


def test_a_folder_without_indexes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="without indexes"), shards.opened(tmp_path):
        pass


def test_a_disk_that_is_full_while_indexes_are_written_leaves_a_run_to_go_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> int:
        raise PapersError("the disk is full", "run it again")

    wanted = job(tmp_path / "out", "local")._replace(shards=2)
    with monkeypatch.context() as patch:
        patch.setattr("papercli.scale.shards.write_shard", full)
        with pytest.raises(PapersError, match="the disk is full") as told:
            resolved(wanted, shelf())
    assert "--resume" in str(told.value.hint)
    resolve(wanted._replace(resume=True))
    with shards.opened(tmp_path / "out") as connections:
        assert len(connections) == 2
