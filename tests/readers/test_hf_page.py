"""The Hugging Face page reader, against every departure from its layout that is known."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papercli.errors import ExitCode, UsageError
from papercli.model import Digest, Organization, PartialDate, Problem, Sighting
from papercli.readers import READERS, Reading, UnknownFormatError, read_bytes

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures" / "hf-page"
SEEDS = ROOT.parent / "shared" / "seeds"

TITLES = [
    "Lighthouse: Guiding Small Models Past Large Mistakes",
    "A Study of Silence in Spoken Dialogue",
    "Knots and Crosses: Topology of Attention Maps",
    "Sparse Harbours for Dense Traffic",
]
ABSTRACTS = [
    f"We study problem number {number} and find that it is harder than it looks. A method is given "
    "that solves the easy half of it in linear time. Experiments on three invented data sets show "
    "that the hard half is rare in practice, and we say where it is not."
    for number in range(len(TITLES))
]
MASTHEAD = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
]


def page(*entries: str, date: str = "Dec 10", masthead: list[str] = MASTHEAD) -> str:
    return "\n\n".join([*masthead, date, *entries])


def entry(number: int, metadata: str | None = "  • 4 authors\n·\nMay 26 2") -> str:
    text = f"{TITLES[number]}\n\n{ABSTRACTS[number]}"
    return f"{text}\n\n{metadata}" if metadata else text


def read(text: str | bytes, year: int | None = None) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(data, "page.txt", year=year)


def sightings(reading: Reading) -> list[Sighting]:
    return [sighting for digest in reading.digests for sighting in digest.sightings]


def titles(reading: Reading) -> list[str]:
    return [sighting.title for sighting in sightings(reading)]


def numbers_left_out(problem: Problem) -> range:
    """The numbers of the lines that a problem says were left out."""
    if problem.line is None or "left out" not in problem.problem:
        return range(0)
    last = re.search("up to line ([0-9]+)", problem.problem)
    return range(problem.line, (int(last[1]) if last else problem.line) + 1)


def problems(reading: Reading) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.problem) for problem in reading.problems]


def test_an_entry_with_everything_it_can_show() -> None:
    reading = read(page(entry(0, "  • 4 authors\n·\nMay 26, 2024 2")))
    assert not reading.problems
    assert sightings(reading) == [
        Sighting(
            line=13,
            title=TITLES[0],
            abstract=ABSTRACTS[0],
            author_count=4,
            published=PartialDate(2024, 5, 26),
            comments=2,
            metadata="  • 4 authors\n·\nMay 26, 2024 2",
        )
    ]
    digest = reading.digests[0]
    assert (digest.path, digest.reader, digest.line) == ("page.txt", "hf-page", 1)
    assert (digest.date, digest.year_inferred) == (PartialDate(2025, 12, 10), True)


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
        assert sighting.organization == (Organization(*organization) if organization else None)
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
    assert [str(d.date) for d in reading.digests] == ["2024-12-10", "--03-17"]
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
    assert not reading.problems


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


def test_nothing_but_titles_is_no_page_of_papers() -> None:
    with pytest.raises(UnknownFormatError, match="0 entries") as raised:
        read(page(*TITLES))
    assert "--reader hf-page" in (raised.value.hint or "")
    reading = read_bytes(page(*TITLES).encode(), "page.txt", reader="hf-page")
    assert not reading.digests
    assert problems(reading) == [
        (1, "digest without entries"),
        (13, f"4 lines left out, up to line 19: {TITLES[0]!r}"),
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
        ("·\nMay 26", "neither author count nor organization before the dot"),
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


def test_an_entry_later_than_its_digest_keeps_month_and_day() -> None:
    reading = read(
        page(entry(0, "• 1 authors\n·\nDec 24"), entry(1, "• 1 authors\n·\nMay 1, 2020"))
    )
    assert [str(s.published) for s in sightings(reading)] == ["--12-24", "2020-05-01"]


def test_numbers_before_titles_are_votes() -> None:
    reading = read(page("101", entry(0), "-", entry(1), "1,204", entry(2)))
    assert titles(reading) == TITLES[:3]
    assert [sighting.upvotes for sighting in sightings(reading)] == [101, None, 1204]
    assert [sighting.comments for sighting in sightings(reading)] == [2, 2, 2]
    assert not reading.problems


def test_an_abstract_whose_title_is_missing_is_reported_and_no_entry() -> None:
    reading = read(page(entry(0), ABSTRACTS[1], entry(2)))
    assert titles(reading) == [TITLES[0], TITLES[2]]
    assert [sighting.abstract for sighting in sightings(reading)] == [ABSTRACTS[0], ABSTRACTS[2]]
    assert problems(reading) == [(21, f"line left out: {ABSTRACTS[1][:59] + '…'!r}")]


@pytest.mark.parametrize(
    ("date", "dates", "expected"),
    [
        ("Dec 10", ["May 1"], "--12-10"),
        ("Dec 10", ["May 1, 2019", "Jun 1, 2024", "Dec 10"], "2025-12-10"),
        ("Feb 29", ["May 1, 2024"], "2028-02-29"),
        ("Dec 10", ["Feb 29", "May 1, 2021"], "2024-12-10"),
        ("Dec 10", ["Feb 29, 2020"], "2021-12-10"),
        ("Dec 10", ["Feb 29, 2021"], "--12-10"),
        ("Dec 10", ["Feb 29"], "--12-10"),
        ("Dec 10, 2024", ["May 1"], "2024-12-10"),
    ],
)
def test_the_year_of_a_digest(date: str, dates: list[str], expected: str) -> None:
    entries = [entry(n, f"• 2 authors\n·\n{shown}") for n, shown in enumerate(dates)]
    digest = read(page(*entries, date=date)).digests[0]
    assert str(digest.date) == expected
    assert digest.year_inferred == (not expected.startswith("--") and "," not in date)


def test_the_year_that_the_user_says() -> None:
    text = page(entry(0), entry(1, "• 2 authors\n·\nMay 1, 2023"))
    digest = read(text, year=2026).digests[0]
    assert (str(digest.date), digest.year_inferred) == ("2026-12-10", False)
    assert [str(s.published) for s in digest.sightings] == ["2026-05-26", "2023-05-01"]


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


def test_a_line_too_long_for_an_entry_is_left_out_and_reported() -> None:
    reading = read(page(entry(0), "x" * 1_000_000, entry(1)))
    assert titles(reading) == TITLES[:2]
    assert problems(reading) == [(21, "line of 1,000,000 characters left out")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\0\1\2\xff" * 999,
        b"SQLite format 3\0",
        b"hello\n",
        b'{"paper": {"title": "x"}}',
        b"<html></html>",
    ],
)
def test_what_no_reader_knows(data: bytes) -> None:
    with pytest.raises(UnknownFormatError) as raised:
        read(data)
    assert raised.value.message
    assert raised.value.hint


def test_a_page_inside_a_database_is_read_only_when_asked_for() -> None:
    data = b"SQLite format 3\0" + page(entry(0)).encode()
    with pytest.raises(UnknownFormatError, match="not text"):
        read(data)
    assert titles(read_bytes(data, "page.txt", reader="hf-page")) == TITLES[:1]


def test_a_long_line_is_quoted_in_part() -> None:
    reading = read(page(entry(0), "q" * 500, entry(1)))
    [(_, told)] = problems(reading)
    assert told == f"line left out: '{'q' * 59}…'"


def test_a_page_in_markdown() -> None:
    text = "\n\n".join(
        [
            *MASTHEAD[:2],
            "[Subscribe](https://example.org)",
            "# Daily Papers",
            "## by[![](https://example.org/x.png)AK](https://a.org) and the research community",
            "May 30",
            f"### [{TITLES[0]}](https://example.org/papers/1)",
            f"[{ABSTRACTS[0]}](https://example.org/papers/1)",
            "[- ![](https://example.org/a.png)\\\\\n- 4 authors](https://example.org/papers/1)",
            "·",
            "May 26[2](https://example.org/papers/1#community)",
        ]
    )
    reading = read(text)
    assert titles(reading) == TITLES[:1]
    [sighting] = sightings(reading)
    assert sighting.abstract == ABSTRACTS[0]
    assert (sighting.author_count, str(sighting.published), sighting.comments) == (4, "--05-26", 2)
    assert reading.digests[0].date == PartialDate(None, 5, 30)


def test_a_masthead_alone_is_a_problem() -> None:
    reading = read(page())
    assert not reading.digests
    assert problems(reading) == [(1, "digest without entries")]


def test_an_unknown_reader_is_refused_with_the_list() -> None:
    with pytest.raises(UsageError, match="no reader is called 'nope'") as raised:
        read_bytes(b"", "page.txt", reader="nope")
    assert all(reader.name in (raised.value.hint or "") for reader in READERS)


def test_a_named_reader_reads_what_it_would_not_recognize() -> None:
    reading = read_bytes(entry(0, None).encode(), "page.txt", reader="hf-page")
    assert titles(reading) == TITLES[:1]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_bytes(page(entry(0)).encode() + data, "page.txt")
    read_bytes(data, "page.txt", reader="hf-page")


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
    years = [digest.date and digest.date.year for digest in digests]
    assert years == [2025, None, 2025, 2025, 2025]
