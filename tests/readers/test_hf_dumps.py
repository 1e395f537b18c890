"""Hugging Face pages as wholes: mastheads, dates, and several in one file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.errors import ExitCode, UsageError
from papercli.model.digest import Digest
from papercli.model.paper import PartialDate
from papercli.readers import read_bytes
from tests.readers.pages import (
    ABSTRACTS,
    MASTHEAD,
    TITLES,
    entry,
    numbers_left_out,
    page,
    problems,
    read,
    sightings,
    titles,
)

ROOT = Path(__file__).parents[2]

FIXTURES = ROOT / "fixtures" / "hf-page"

SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.mark.parametrize(
    "masthead",
    [
        MASTHEAD,
        [line for line in MASTHEAD if line != "Daily Papers"],
        [*MASTHEAD[:1], "Get trending papers in your email inbox once a day!", *MASTHEAD[1:]],
        MASTHEAD[1:],
        MASTHEAD[-1:],
        MASTHEAD[:3],
        [*MASTHEAD, "intercode bash"],
        [*MASTHEAD, "KV cache", "Daily", "Weekly", "Monthly", "Trending Papers"],
        [*MASTHEAD, "- Daily", "- Weekly", "- Monthly"],
    ],
)
def test_every_form_of_the_masthead(masthead: list[str]) -> None:
    reading = read(page(entry(0), entry(1), masthead=masthead))
    assert titles(reading) == TITLES[:2]
    assert not reading.problems
    assert reading.digests[0].date == PartialDate(None, 12, 10)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.replace("\n", "  \t\n").encode(),
        lambda text: (text + "\n\n \n").encode(),
    ],
    ids=["crlf", "cr", "bom", "utf-16", "utf-16-le", "utf-16-be", "trailing", "final newlines"],
)
def test_bytes_that_mean_the_same_text(change: object) -> None:
    text = page(entry(0), entry(1, None), entry(2, "acme Acme\n·\nMay 1, 2023"))
    reading, plain = read(change(text)), read(text)  # type: ignore[operator]
    assert not reading.problems
    assert reading.digests[0].fingerprint == plain.digests[0].fingerprint
    assert [(s.line, s.title, s.abstract, s.published) for s in sightings(reading)] == [
        (s.line, s.title, s.abstract, s.published) for s in sightings(plain)
    ]


@pytest.mark.parametrize("join", ["\n", "\n\n\n", "", "\r\n", "\n\ufeff", "\ufeff"])
def test_dumps_one_after_the_other(join: str) -> None:
    first = page(entry(0), entry(1, "  • 2 authors\n·\nJun 8, 2023"))
    assert not first.endswith("\n")
    second = page(entry(2, "• 3 authors\n·\nMar 16 1"), entry(3, None), date="Mar 17")
    reading = read(first + join + second)
    apart = [*read(first).digests, *read(second).digests]
    assert not reading.problems
    assert [d.fingerprint for d in reading.digests] == [d.fingerprint for d in apart]
    assert [str(d.date) for d in reading.digests] == ["--12-10", "--03-17"]
    assert titles(reading) == TITLES
    assert sightings(reading)[1].metadata == "  • 2 authors\n·\nJun 8, 2023"


def test_every_cut_of_a_dump_before_another_one() -> None:
    first = page(entry(0), entry(1, None), entry(2))
    second = page(entry(3), date="Mar 17")
    for cut in range(len(first)):
        reading = read(first[:cut] + "\n" + second)
        assert titles(reading)[-1] == TITLES[3]
        assert reading.digests[-1].date == PartialDate(None, 3, 17)
        whole = [title for title in titles(reading) if title in TITLES[:3]]
        assert whole == TITLES[: len(whole)]


def test_a_part_without_the_beginning_is_read_and_reported() -> None:
    reading = read("\n·\nMay 3\n\n" + entry(0) + "\n\n" + page(entry(1)))
    assert titles(reading) == TITLES[:2]
    assert reading.digests[0].date is None
    assert [line for line, _ in problems(reading)] == [2, 2, 2]


@pytest.mark.parametrize("date", ["May 26 2", "Dec 10"])
def test_a_date_at_the_very_beginning_dates_nothing(date: str) -> None:
    reading = read(date + "\n\n" + entry(0))
    assert titles(reading) == TITLES[:1]
    assert reading.digests[0].date is None
    assert (1, f"line left out: {date!r}") in problems(reading)


@pytest.mark.parametrize(
    ("text", "year", "line"),
    [
        (page(entry(0), entry(1, "• 2 authors\n·\nMay 1, 2023")), 2023, 27),
        (page(entry(0), entry(1, "• 2 authors\n·\nMay 1, 2023")), 1999, 27),
        (page(entry(0), date="Feb 29"), 2025, 11),
        (page(entry(0, "• 2 authors\n·\nFeb 29")), 2025, 19),
        (page(entry(0), date="Dec 10, 2024"), 2025, 11),
    ],
)
def test_a_year_that_the_dump_contradicts_is_refused(text: str, year: int, line: int) -> None:
    with pytest.raises(UsageError) as raised:
        read(text, year=year)
    assert raised.value.message.startswith(f"page.txt:{line}: ")
    assert raised.value.code is ExitCode.USAGE
    assert raised.value.hint


def test_damage_to_the_bytes_is_reported_with_its_line() -> None:
    data = page(entry(0), entry(1)).encode()
    reading = read(data.replace(b"Silence", b"Sil\xffence").replace(b"Sparse", b"Sp\0arse"))
    assert titles(reading)[1] == TITLES[1].replace("Silence", "Sil\N{REPLACEMENT CHARACTER}ence")
    assert [line for line, _ in problems(reading)] == [21]


def test_a_masthead_alone_is_a_problem() -> None:
    reading = read(page())
    assert not reading.digests
    assert problems(reading) == [(1, "digest without entries")]


LINES = st.sampled_from(
    [*MASTHEAD, *TITLES, *ABSTRACTS, "", "", "·", "• 4 authors", "May 26 2", "Dec 10", "acme Acme",
     "Feb 30", "-", "12", "Jun 8, 2023new"]
)  # fmt: skip


@given(st.lists(LINES, max_size=30))
def test_no_line_is_lost_whatever_the_order(lines: list[str]) -> None:
    reading = read_bytes("\n".join(lines).encode(), "page.txt", reader="hf-page")
    kept = {
        part for s in sightings(reading) for part in (s.title, s.abstract or "", s.metadata or "")
    }
    kept = {line.strip() for text in kept for line in text.split("\n")}
    reported = " ".join(problem.problem for problem in reading.problems)
    left_out = {number for problem in reading.problems for number in numbers_left_out(problem)}
    for number, line in enumerate(lines, 1):
        if line in ABSTRACTS or (line in TITLES and line not in MASTHEAD):
            told = line in kept or number in left_out or repr(line) in reported
            assert told or _is_phrase(line, lines)
    for digest in reading.digests:
        positions = [sighting.line for sighting in digest.sightings]
        assert all(one < other for one, other in pairwise(positions))
        for sighting in digest.sightings:
            assert lines[sighting.line - 1].startswith(sighting.title.split("\n")[0])


def _is_phrase(line: str, lines: list[str]) -> bool:
    """A short line between masthead and date is taken for the search phrase."""
    before = lines[: max(i for i, each in enumerate(lines) if each == line)]
    return any(each in MASTHEAD for each in before)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*")), ids=lambda path: path.name)
def test_the_fixtures_read_without_a_problem(path: Path) -> None:
    reading = read_bytes(path.read_bytes(), path.name)
    assert not reading.problems
    assert all(len(digest.sightings) >= 6 for digest in reading.digests)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed dumps are not part of the project")
def test_the_seeds() -> None:
    digests: list[Digest] = []
    for path in sorted(SEEDS.glob("*.txt")):
        reading = read_bytes(path.read_bytes(), path.name)
        assert not reading.problems
        digests += reading.digests
    assert [len(digest.sightings) for digest in digests] == [39, 54, 58, 46, 52]
    dates = [str(digest.date) for digest in digests]
    assert dates == ["--12-10", "--03-17", "--12-09", "--12-24", "--12-12"]
