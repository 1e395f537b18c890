"""The Hugging Face page reader, against every departure from its layout that is known."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.model import Digest, PartialDate, Sighting
from papercli.readers import read_bytes
from tests.readers.pages import (
    ABSTRACTS,
    MASTHEAD,
    TITLES,
    entry,
    page,
    problems,
    read,
    sightings,
    titles,
)

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures" / "hf-page"
SEEDS = ROOT.parent / "shared" / "seeds"


def test_an_entry_with_everything_it_can_show() -> None:
    reading = read(page(entry(0, "  • 4 authors\n·\nMay 26, 2024 2")))
    assert not reading.problems
    assert sightings(reading) == [
        Sighting(
            line=13,
            title=TITLES[0],
            abstract=ABSTRACTS[0],
            author_count=4,
            published=PartialDate(year=2024, month=5, day=26),
            comments=2,
            metadata="  • 4 authors\n·\nMay 26, 2024 2",
        )
    ]
    digest = reading.digests[0]
    assert (digest.path, digest.reader, digest.line) == ("page.txt", "hf-page", 1)
    assert (str(digest.date), digest.year_inferred) == ("2025-12-10", True)


@pytest.mark.parametrize(
    ("metadata", "authors", "organization", "date", "comments"),
    [
        ("  • 4 authors\n·\nMay 26 2", 4, None, "--05-26", 2),
        ("•\t1 authors\n·\nMay 26", 1, None, "--05-26", 0),
        ("• 1 author\n·\nMay 6", 1, None, "--05-06", 0),
        ("  • 1,024 authors\n·\nMay 26 1,200", 1024, None, "--05-26", 1200),
        ("example Example", None, ("example", "Example"), "--05-26", 2),
        ("some-lab Some Lab for Everything", None, ("some-lab", "Some Lab for Everything"), "", 2),
        ("acme Acme Inc.", None, ("acme", "Acme Inc."), "", 2),
        (None, None, None, None, None),
    ],
)
def test_metadata(
    metadata: str | None,
    authors: int | None,
    organization: tuple[str, str] | None,
    date: str | None,
    comments: int | None,
) -> None:
    if organization:
        metadata, date = f"{metadata}\n·\nMay 26 2", "--05-26"
    reading = read(page(entry(0, metadata), entry(1, metadata)))
    assert not reading.problems
    for sighting in sightings(reading):
        assert sighting.author_count == authors
        shown = sighting.organization
        assert (shown and (shown.slug, shown.name)) == organization
        assert str(sighting.published) == str(date)
        assert sighting.comments == comments
        assert sighting.metadata == metadata


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
    assert str(reading.digests[0].date) == "--12-10"


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
    assert [str(d.date) for d in reading.digests] == ["2024-12-10", "--03-17"]
    assert titles(reading) == TITLES
    assert sightings(reading)[1].metadata == "  • 2 authors\n·\nJun 8, 2023"


def test_every_cut_of_a_dump_before_another_one() -> None:
    first = page(entry(0), entry(1, None), entry(2))
    second = page(entry(3), date="Mar 17")
    for cut in range(len(first)):
        reading = read(first[:cut] + "\n" + second)
        assert titles(reading)[-1] == TITLES[3]
        assert str(reading.digests[-1].date) == "--03-17"
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
    assert (1, f"unknown line {date!r}") in problems(reading)


@pytest.mark.parametrize("missing", range(4))
def test_a_title_without_an_abstract_shifts_nothing(missing: int) -> None:
    entries = [entry(number, None) for number in range(4)]
    entries[missing] = TITLES[missing]
    reading = read(page(*entries))
    assert titles(reading) == TITLES
    found = [sighting.abstract for sighting in sightings(reading)]
    assert found == [None if n == missing else ABSTRACTS[n] for n in range(4)]
    line = sightings(reading)[missing].line
    assert problems(reading) == [(line, "title without an abstract")]


@pytest.mark.parametrize("split", ["\n", "\n\n"])
@pytest.mark.parametrize("metadata", [None, "  • 4 authors\n·\nMay 26 2"])
def test_an_abstract_in_pieces(split: str, metadata: str | None) -> None:
    pieces = ABSTRACTS[1].replace(". ", "." + split)
    text = page(entry(0), entry(1, metadata).replace(ABSTRACTS[1], pieces), entry(2, metadata))
    reading = read(text)
    assert titles(reading) == TITLES[:3]
    assert sightings(reading)[1].abstract == ABSTRACTS[1].replace(". ", ".\n")
    assert [problem for _, problem in problems(reading)] == ["abstract in 3 lines"]


@pytest.mark.parametrize("metadata", [None, "  • 4 authors\n·\nMay 26 2"])
def test_wrapped_titles_and_abstracts(metadata: str | None) -> None:
    text = page(*(entry(number, metadata) for number in range(4)))
    for long in [TITLES[0], *ABSTRACTS]:
        text = text.replace(long, fill(long, 40))
    reading = read(text)
    assert [title.replace("\n", " ") for title in titles(reading)] == TITLES
    assert [(s.abstract or "").replace("\n", " ") for s in sightings(reading)] == ABSTRACTS
    assert "title in 2 lines" in dict(problems(reading)).values()


def test_a_dump_without_blank_lines() -> None:
    text = page(entry(0), entry(1, None), entry(2), entry(3, "acme Acme\n·\nMay 1"))
    reading = read(text.replace("\n\n", "\n"))
    assert titles(reading) == TITLES
    assert [sighting.abstract for sighting in sightings(reading)] == ABSTRACTS
    assert not reading.problems


def test_metadata_lines_set_apart_by_blank_lines() -> None:
    reading = read(page(entry(0, "  • 4 authors\n\n·\n\nMay 26 2"), entry(1)))
    assert titles(reading) == TITLES[:2]
    assert sightings(reading)[0].author_count == 4
    assert sightings(reading)[0].comments == 2
    assert not reading.problems


def test_short_abstracts_alternate_with_titles_nevertheless() -> None:
    text = page("First Title", "It is short.", "Second Title", "So is this one.")
    assert titles(read(text)) == ["First Title", "Second Title"]


def test_nothing_but_titles_is_read_as_the_layout_says_and_reported() -> None:
    reading = read(page(*TITLES))
    assert [(s.title, s.abstract) for s in sightings(reading)] == [
        (TITLES[0], TITLES[1]),
        (TITLES[2], TITLES[3]),
    ]
    assert problems(reading) == [
        (15, "abstract expected, but this looks like a title"),
        (19, "abstract expected, but this looks like a title"),
    ]


def test_titles_with_metadata_and_without_abstracts() -> None:
    reading = read(page(*(f"{title}\n\n  • 4 authors\n·\nMay 26" for title in TITLES)))
    assert [(s.title, s.abstract, s.author_count) for s in sightings(reading)] == [
        (title, None, 4) for title in TITLES
    ]
    assert {problem for _, problem in problems(reading)} == {"title without an abstract"}


@pytest.mark.parametrize(
    "odd", ["May 26", "4 authors", "Dec 10, 2024 5", "·x", "42", "new", "Subscribe", "…", "3.5"]
)
@pytest.mark.parametrize("metadata", [None, "  • 4 authors\n·\nMay 26 2"])
def test_odd_titles_stay_titles(odd: str, metadata: str | None) -> None:
    text = page(entry(0), entry(1, metadata), entry(2)).replace(TITLES[1], odd)
    assert titles(read(text)) == [TITLES[0], odd, TITLES[2]]


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("  • 4 authors\n·\nFeb 30", "no calendar has 'Feb 30'"),
        ("  • 4 authors\n·\n3 days ago", "not a date: '3 days ago'"),
        ("  • 4 authors\n·", "no date after the dot"),
        ("  • 4 authors", "metadata in part only"),
        ("  • 4 authors\nMay 26 2", "metadata in part only"),
        ("·\nMay 26", "neither author count nor organisation before the dot"),
        ("  • 4 authors\n·\nDec 24", "entry dated later than its digest; its year is unknown"),
    ],
)
def test_broken_metadata_is_reported_and_kept(metadata: str, expected: str) -> None:
    reading = read(page(entry(0), entry(1, metadata), entry(2)))
    assert titles(reading) == TITLES[:3]
    assert [sighting.abstract for sighting in sightings(reading)] == ABSTRACTS[:3]
    assert [problem for _, problem in problems(reading)] == [expected]
    assert sightings(reading)[1].metadata == metadata
    if "•" in metadata:
        assert sightings(reading)[1].author_count == 4


def test_lines_of_another_layout_are_reported() -> None:
    reading = read(page("101", entry(0), "-", entry(1)))
    assert titles(reading) == TITLES[:2]
    assert [problem for _, problem in problems(reading)] == [
        "unknown line '101'",
        "unknown line '-'",
    ]


def test_an_abstract_whose_title_is_missing_is_not_lost() -> None:
    reading = read(page(entry(0), ABSTRACTS[1], entry(2)))
    assert titles(reading) == [TITLES[0], ABSTRACTS[1], TITLES[2]]
    assert [problem for _, problem in problems(reading)] == [
        "title expected, but this looks like an abstract"
    ]


def test_damage_to_the_bytes_is_reported_with_its_line() -> None:
    data = page(entry(0), entry(1)).encode()
    reading = read(data.replace(b"Silence", b"Sil\xffence").replace(b"Sparse", b"Sp\0arse"))
    assert titles(reading)[1] == TITLES[1].replace("Silence", "Sil\N{REPLACEMENT CHARACTER}ence")
    assert [line for line, _ in problems(reading)] == [21]


def test_a_line_too_long_for_an_entry_is_left_out_and_reported() -> None:
    reading = read(page(entry(0), "x" * 1_000_000, entry(1)))
    assert titles(reading) == TITLES[:2]
    assert problems(reading) == [(21, "line of 1,000,000 characters left out")]


def test_a_long_line_is_quoted_in_part() -> None:
    reading = read(page(entry(0), "-" * 5000, entry(1)))
    [(_, told)] = problems(reading)
    assert told == f"unknown line '{'-' * 59}…'"


def test_a_masthead_alone_is_a_problem() -> None:
    reading = read(page())
    assert not reading.digests
    assert problems(reading) == [(1, "digest without entries")]


LINES = st.sampled_from(
    [*MASTHEAD, *TITLES, *ABSTRACTS, "", "", "·", "• 4 authors", "May 26 2", "Dec 10", "acme Acme",
     "Feb 30", "-", "12", "Jun 8, 2023new"]
)  # fmt: skip


@given(st.lists(LINES, max_size=30))
def test_no_line_is_lost_whatever_the_order(drawn: list[str]) -> None:
    # Each title and abstract is another one: a copy that is kept would hide one that is lost.
    texts = {*TITLES, *ABSTRACTS}
    lines = [f"{line} ({at})" if line in texts else line for at, line in enumerate(drawn)]
    reading = read_bytes("\n".join(lines).encode(), "page.txt", reader="hf-page")
    kept = {
        line.strip()
        for one in sightings(reading)
        for part in (one.title, one.abstract or "", one.metadata or "")
        for line in part.split("\n")
    }
    reported = " ".join(problem.problem for problem in reading.problems)
    for at, line in enumerate(lines):
        if drawn[at] in texts:
            assert line in kept or line[:58] in reported or _is_phrase(at, drawn)
    for digest in reading.digests:
        positions = [sighting.line for sighting in digest.sightings]
        assert all(one < other for one, other in pairwise(positions))
        for sighting in digest.sightings:
            assert lines[sighting.line - 1].startswith(sighting.title.split("\n")[0])


def _is_phrase(at: int, lines: list[str]) -> bool:
    """Whether a title stands where a page shows what was searched for: between the masthead and
    the date, with nothing but such lines beside it."""
    before = [line in MASTHEAD for line in lines[:at]]
    after = [line in ("Dec 10", "Feb 30") for line in lines[at:]]
    if lines[at] in ABSTRACTS or True not in before or True not in after:
        return False
    start, end = at - before[::-1].index(True), at + after.index(True)
    return not {*ABSTRACTS, "·", "• 4 authors"} & set(lines[start:end])


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
    years = [digest.date and digest.date.year for digest in digests]
    assert years == [2025, None, 2025, 2025, 2025]
