"""Going through what is undecided: two real pairs, and what is stored of each answer."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from papercli.cli import main
from papercli.errors import PapersError
from tests.command import Papers, Result
from tests.invented import DIFFUSION, KELP, dump, write_dumps

FOG, NIGHT = f"{DIFFUSION[0]}: the Fog Returns", f"{KELP[0]} at Night"
NEARER, FARTHER = frozenset((DIFFUSION[0], FOG)), frozenset((KELP[0], NIGHT))
Review = Callable[..., Result]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An index of seven papers, of which two go on where another's title ends, and nothing else
    that both show would tell."""
    folder = tmp_path_factory.mktemp("review")
    write_dumps(folder / "digests")
    page = dump(
        "Dec 14",
        (FOG, "", "fog Fog Office\n\n·\n\nMay 3"),
        (NIGHT, "", "  • 2 authors\n\n·\n\nMay 4"),
    )
    (folder / "digests" / "third.txt").write_text(page, encoding="utf-8")
    made = folder / "papers.db"
    assert main(["ingest", str(folder / "digests"), "-q", "--db", str(made)]) == 0
    return made.read_bytes()


@pytest.fixture
def review(papers: Papers, index: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    """Review that index with these lines typed."""
    (tmp_path / "papers.db").write_bytes(index)
    assert papers("search", "--count").out == "7\n"

    def typed(lines: str, *arguments: str) -> Result:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return papers("review", *arguments)

    return typed


def questions(told: Result) -> list[tuple[int, int, frozenset[str]]]:
    """Number, total and titles of each pair that was shown, in order."""
    parts = re.split(r"^(\d+) of (\d+) \S+$", told.out, flags=re.MULTILINE)
    titles = (DIFFUSION[0], FOG, KELP[0], NIGHT)
    pairs = [
        frozenset(title for title in titles if re.search(rf"^\d: {title} *$", part, re.MULTILINE))
        for part in parts[3::3]
    ]
    return list(zip(map(int, parts[1::3]), map(int, parts[2::3]), pairs, strict=True))


def shown(told: Result) -> list[frozenset[str]]:
    """The titles of each pair that was shown, in order, one after the other."""
    asked = questions(told)
    assert [number for number, _, _ in asked] == list(range(1, len(asked) + 1))
    return [pair for _, _, pair in asked]


def summary(made: int, left: int | None = None) -> str:
    """The last line of a review, of two pairs if not said otherwise."""
    undo = "; papers undo takes the last one back" if made else ""
    return f"{made} decided, {2 - made if left is None else left} undecided in the index{undo}\n"


def decided(papers: Papers) -> list[tuple[str, frozenset[str]]]:
    """Verdict and titles of each decision on two titles."""
    return [
        (one["outcome"], frozenset((one["a_title"], one["b_title"])))
        for one in papers("decisions", "--json").json
        if one["a_title"] != one["b_title"]
    ]


@pytest.mark.parametrize(
    ("typed", "seen", "kept"),
    [
        ("s\ns\n", [NEARER, FARTHER], [("same", NEARER), ("same", FARTHER)]),
        ("d\nd\n", [NEARER, FARTHER], [("different", NEARER), ("different", FARTHER)]),
        ("d\nSAME\n", [NEARER, FARTHER], [("different", NEARER), ("same", FARTHER)]),
        (" Same \ndifferent\n", [NEARER, FARTHER], [("same", NEARER), ("different", FARTHER)]),
        ("k\nd\n", [NEARER, FARTHER], [("different", FARTHER)]),
        ("\ns\n", [NEARER, FARTHER], [("same", FARTHER)]),
        ("skip\nk\ns\n", [NEARER, FARTHER], []),
        ("s\nq\n", [NEARER, FARTHER], [("same", NEARER)]),
        ("d\n", [NEARER, FARTHER], [("different", NEARER)]),
        ("q\ns\n", [NEARER], []),
        ("quit\n", [NEARER], []),
        ("", [NEARER], []),
    ],
)
def test_each_answer_is_stored_at_once_and_leads_to_the_next_pair(
    papers: Papers,
    review: Review,
    typed: str,
    seen: list[frozenset[str]],
    kept: list[tuple[str, frozenset[str]]],
) -> None:
    told = review(typed)
    assert told.code == 0
    assert shown(told) == seen
    assert decided(papers) == kept
    merged = [pair for verdict, pair in kept if verdict == "same"]
    assert papers("search", "--count").out == f"{7 - len(merged)}\n"
    assert told.err == summary(len(kept))
    left = papers("duplicates", "--undecided", "--json").json
    answered = [pair for _, pair in kept]
    assert [frozenset((pair["a"]["title"], pair["b"]["title"])) for pair in left] == [
        pair for pair in (NEARER, FARTHER) if pair not in answered
    ]


def test_what_is_no_answer_is_asked_for_again(papers: Papers, review: Review) -> None:
    told = review("what\nx\nd\nq\n")
    assert told.err.count("a letter and Enter: s, d, n, p, u, a, e or q; ? says more\n") == 2
    assert shown(told) == [NEARER, FARTHER]
    assert told.out.count("[q]uit? ") == 4
    assert decided(papers) == [("different", NEARER)]


def test_a_query_narrows_what_is_reviewed(papers: Papers, review: Review) -> None:
    assert shown(review("k\n", "kelp")) == [FARTHER]
    none = review("k\n", "zebra")
    assert shown(none) == []
    assert none.err == "nothing that the query finds awaits a decision\n" + summary(0)
    assert shown(review("d\n", "title:night")) == [FARTHER]
    assert shown(review("k\n")) == [NEARER]
    assert decided(papers) == [("different", FARTHER)]


def test_an_answer_may_settle_what_was_to_be_asked_next(papers: Papers, review: Review) -> None:
    ids = {paper["title"]: str(paper["id"]) for paper in papers("search", "--json").json}
    assert papers("merge", ids[DIFFUSION[0]], ids[KELP[0]]).code == 0
    assert papers("merge", ids[FOG], ids[NIGHT]).code == 0
    told = review("d\ns\n")
    assert shown(told) == [NEARER]
    assert told.err == summary(1, 0)


def test_same_joins_the_two_papers_that_were_shown_with_all_their_sightings(
    filled: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One of the two sightings of this paper names another organization than the newcomer does.
    page = dump("Dec 14", (NIGHT, "", "fog Fog Office\n\n·\n\nMay 4"))
    (tmp_path / "digests" / "third.txt").write_text(page, encoding="utf-8")
    assert filled("ingest", "digests").code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("s\n"))
    assert shown(filled("review")) == [FARTHER]
    [paper] = filled("search", "kelp", "--json").json
    assert paper["sightings"] == 3
    assert filled("duplicates", "--undecided", "--json").json == []


@pytest.fixture
def press(review: Review, papers: Papers, monkeypatch: pytest.MonkeyPatch) -> Review:
    """Review with these keys pressed on a terminal."""

    def pressed(*keys: str) -> Result:
        monkeypatch.setattr("papercli.cli.review._on_terminal", lambda: True)
        monkeypatch.setattr("papercli.cli.keys.keys", lambda: Pressed(keys))
        return papers("review")

    return pressed


class Pressed:
    """Keys in a row, and then nobody any more."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = iter(keys)

    def __enter__(self) -> Pressed:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self) -> str:
        return next(self._keys, "end")


@pytest.mark.parametrize(
    ("keys", "seen", "kept"),
    [
        ("sd", [NEARER, FARTHER], [("same", NEARER), ("different", FARTHER)]),
        ("SD", [NEARER, FARTHER], [("same", NEARER), ("different", FARTHER)]),
        ("q", [NEARER], []),
        ("np", [NEARER, FARTHER, NEARER], []),
        ("npd", [NEARER, FARTHER, NEARER, FARTHER], [("different", NEARER)]),
        ("pd", [NEARER, FARTHER], [("different", NEARER)]),
        ("su", [NEARER, FARTHER, NEARER], []),
        ("sdud", [NEARER, FARTHER], [("same", NEARER), ("different", FARTHER)]),
        ("suud", [NEARER, FARTHER, NEARER, FARTHER], [("different", NEARER)]),
        ("dsuus", [NEARER, FARTHER], [("different", NEARER), ("same", FARTHER)]),
        (["left", "unknown", "right", "d"], [NEARER, FARTHER], [("different", FARTHER)]),
    ],
)
def test_a_key_is_an_answer(
    papers: Papers,
    press: Review,
    keys: Sequence[str],
    seen: list[frozenset[str]],
    kept: list[tuple[str, frozenset[str]]],
) -> None:
    told = press(*keys)
    assert told.code == 0
    assert [pair for _, _, pair in questions(told)] == seen
    assert decided(papers) == kept
    assert told.err == summary(len(kept))


def test_undo_gives_back_the_papers_and_says_so(papers: Papers, press: Review) -> None:
    before = papers("search", "--json").json
    told = press("s", "u")
    assert papers("search", "--json").json == before
    assert "one paper now, " in told.out
    assert "undone: decision 1, that " in told.out
    assert papers("decisions", "--json").json == []


def test_a_review_goes_on_where_the_last_one_stopped(review: Review) -> None:
    assert shown(review("n\nq\n")) == [NEARER, FARTHER]
    assert shown(review("n\nn\n")) == [FARTHER, NEARER]
    assert shown(review("q\n")) == [FARTHER]


def test_what_each_key_shows(press: Review) -> None:
    told = press("a", "e", "?", "q")
    assert [number for number, _, _ in questions(told)] == [1]
    for words in ("no abstract", "bits ", "same: make one paper of the two"):
        assert words in told.out


def test_what_cannot_be_stored_is_told_and_asked_again(
    papers: Papers, press: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise PapersError("busy", "again")

    monkeypatch.setattr("papercli.cli.review.merge_papers", busy)
    told = press("s", "d", "q")
    assert told.err.startswith("papers: busy\nhint: again\n1 decided")
    assert decided(papers) == [("different", NEARER)]
    monkeypatch.setattr("papercli.cli.review._on_terminal", lambda: False)
    monkeypatch.setattr("sys.stdin", io.StringIO("s\n" * 9))
    assert_refused_at_the_end(papers("review"), "busy")


def assert_refused_at_the_end(told: Result, what: str) -> None:
    assert told.code == 1
    assert told.err.splitlines()[-2] == f"papers: {what}"


def test_review_does_not_ask_for_ever(review: Review) -> None:
    told = review("y\n" * 10_000)
    assert told.code == 2
    assert told.err.splitlines()[-2].startswith("papers: none of 20 lines was an answer")
