"""The entries of a Hugging Face page, against every departure from their layout."""

from __future__ import annotations

from textwrap import fill

import pytest

from papercli.matching.normalize import normalize
from papercli.model.paper import Organization, PartialDate, Sighting
from papercli.readers import UnknownFormatError, read_bytes
from papercli.readers.hf_metadata import read_parts
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
    assert (digest.date, digest.said_year) == (PartialDate(None, 12, 10), None)


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


def test_a_line_too_long_for_an_entry_is_left_out_and_reported() -> None:
    reading = read(page(entry(0), "x" * 1_000_000, entry(1)))
    assert titles(reading) == TITLES[:2]
    assert problems(reading) == [(21, "line of 1,000,000 characters left out")]


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


@pytest.mark.parametrize(
    "title",
    [
        "A New Class of Lanterns That Contain Information (22-aug-2010)",
        "Results of the Kelp Workshop (3 May 2019)",
        "The Harbor Beacons (Nov 3)",
    ],
)
def test_a_title_may_end_in_a_day(title: str) -> None:
    text = page(*(entry(place) for place in range(3))).replace(TITLES[1], title)
    assert [one.title for one in sightings(read(text))] == [TITLES[0], title, TITLES[2]]


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("kelp-lab Kelp Lab (Nov 3)", "kelp-lab"),
        ("kelp-lab Harbor Beacons · Nov 3", "kelp-lab"),
        ("kelp-lab Harbor Beacons (Nov 3)", None),
        ("The Kelp (Nov 3)", None),
    ],
)
def test_a_day_in_parentheses_follows_an_account_that_is_called_so(
    line: str, account: str | None
) -> None:
    parts = read_parts(line)
    organization = parts.head.organization if parts and parts.head else None
    assert (organization and organization.slug) == account


@pytest.mark.parametrize(
    "line", ["{}", "  • {} authors", "Page {}", "&#{};", "&amp;#{};", "{}. Tides", "3/{}/2025"]
)
def test_numbers_of_more_digits_than_python_reads(line: str) -> None:
    text = page(*map(entry, range(4)), line.format("1" * 5000))
    assert titles(read(text)) == TITLES
    assert isinstance(normalize(text), str)
