"""The same page with votes, names and dates where others put them, with lines lost or filled up."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest

from papercli.readers import read_bytes
from tests.readers.around import folded, tight
from tests.readers.pages import ABSTRACTS, TITLES, entry, page, problems, sightings
from tests.readers.pages import read as read_page
from tests.readers.test_pages_of_tools import Change, abstracts, blocks, dates
from tests.readers.test_saved_pages import (
    TRENDING,
    UNDATED,
    contents,
    read,
    titles,
)

NAMES = [
    "Ada Quill, Bo Lindqvist and Chen Wei",
    "Dee Marsh, Eli Stone",
    "Fay Reed, Gus Tern, Hal Urban, Ida Vale",
    "Jo Wick, Kim Yarrow",
]


def without_some_blank_lines(width: int, share: float) -> Change:
    def changed(text: str) -> str:
        random = Random(width)
        lines = folded(text, width).split("\n")
        return "\n".join(line for line in lines if line or random.random() > share)

    return changed


def padded(text: str, width: int = 80) -> str:
    return "\n".join(line.ljust(width) for line in text.split("\n"))


def cut(text: str, width: int = 80) -> str:
    lines = text.split("\n")
    return "\n".join(x[at : at + width] for x in lines for at in range(0, max(1, len(x)), width))


def in_rtf(text: str) -> str:
    return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)


def headed(text: str) -> str:
    """As a print that repeats the masthead above each of its pages."""
    lines = folded(text, 84).split("\n")
    header = ["Daily Papers", "byAK and the research community"]
    return "\n".join(
        line
        for at in range(0, len(lines), 20)
        for line in [*(header if at else []), *lines[at : at + 20]]
    )


def date_first(head: str, date: str, count: str) -> str:
    """The date above the number of authors; an organization stays above its date."""
    first, last = (date, head) if head.endswith(("author", "authors")) else (head, date)
    return f"{first}\n·\n{last}" + (f"\n{count} comments" if count else "")


def submitted(by: str) -> Change:
    return titles(lambda title, place: f"{by} reader{place % 7}\n\n{title}")


def numbered(text: str) -> str:
    return titles(lambda title, place: f"{place}. {title}")(text)


CHANGES: dict[str, Change] = {
    **{
        f"{share:.0%} of the blank lines lost at {width} columns": without_some_blank_lines(
            width, share
        )
        for width in (80, 100)
        for share in (0.1, 0.3, 0.6)
    },
    "filled with blanks": lambda text: padded(folded(text, 80)),
    "filled with blanks, without blank lines": lambda text: padded(tight(folded(text, 80))),
    "cut at a column and filled with blanks": lambda text: padded(cut(text)),
    "two widths": lambda text: (
        folded(text[: len(text) // 2], 66) + folded(text[len(text) // 2 :], 98)
    ),
    "signs in decimal numbers": in_rtf,
    "signs as bytes of Windows-1252": lambda text: text.replace("•", "\\'95").replace("·", "\\'b7"),
    "the masthead as a header": headed,
    "numbers before wrapped titles": lambda text: folded(numbered(text), 48),
    "the first letter set larger": abstracts(lambda text: f"{text[0]}\n{text[1:]}"),
    "a date first": blocks(date_first),
    "a date with a preposition": dates(
        lambda month, day, year: f"on {month} {day}" + (f", {year}" if year else "")
    ),
    "a year in brackets": dates(
        lambda month, day, year: f"{month} {day}" + (f" ({year})" if year else "")
    ),
    "no comments": blocks(
        lambda head, date, count: (
            f"{head} · {date} · " + (f"{count} comments" if count else "no comments")
        )
    ),
    **{
        f"submitted: {by}": submitted(by)
        for by in ("提交者", "Envoyé par", "Eingereicht von", "Inviato da", "投稿者", "제출자")
    },
}


@pytest.mark.parametrize("page_", [TRENDING, UNDATED], ids=["trending", "undated"])
@pytest.mark.parametrize("name", CHANGES)
def test_what_is_read_stays(name: str, page_: str) -> None:
    changed = CHANGES[name](page_)
    assert contents(changed) == contents(page_)
    assert all("left out" not in problem.problem for problem in read(changed).problems)


def page_of(form: Callable[[str, str, int], str]) -> str:
    """Four entries, with something to each of title, abstract and number."""
    rows = zip(TITLES, ABSTRACTS, range(4), strict=True)
    return page(*(form(*row) for row in rows))


METADATA = "  • 4 authors\n·\nMay 26 2"


@pytest.mark.parametrize("label", ["Authors: ", "By ", "", "Autoren: ", "作者："])
@pytest.mark.parametrize("glue", ["\n\n", "\n"])
def test_names_below_titles_are_authors(label: str, glue: str) -> None:
    text = page_of(lambda t, a, n: f"{t}{glue}{label}{NAMES[n]}\n\n{a}\n\n{METADATA}")
    found = sightings(read_page(text))
    assert [one.abstract for one in found] == ABSTRACTS
    assert [one.authors and len(one.authors) for one in found] == [3, 2, 4, 2]


@pytest.mark.parametrize("label", ["Authors: ", "Von ", ""])
@pytest.mark.parametrize(
    "form",
    ["{t}\n\n{a}\n\n{names}\n\n{m}", "{t}\n\n{a}\n\n{m}\n\n{names}", "{t}\n\n{a}\n\n{m}\n{names}"],
)
def test_names_elsewhere_are_no_papers_and_told(label: str, form: str) -> None:
    text = page_of(lambda t, a, n: form.format(t=t, a=a, m=METADATA, names=label + NAMES[n]))
    reading = read_page(text)
    assert [one.abstract for one in sightings(reading)] == ABSTRACTS
    assert [p for _, p in problems(reading)] == [
        f"4 lines of authors' names left out: {label + NAMES[0]!r}"
    ]


def test_a_title_that_lists_what_may_be_names_stays() -> None:
    title = "Large Language Models, Knowledge Graphs and Retrieval Augmented Generation"
    text = page(f"{title}\n\n{ABSTRACTS[3]}\n\n* 4 authors\n·\nMay 26 2", *map(entry, range(3)))
    assert sightings(read_page(text))[0].title == title
    named = page_of(lambda t, a, n: f"{title if n == 2 else t}\n\n{NAMES[n]}\n\n{a}\n\n{METADATA}")
    assert sightings(read_page(named))[2].title == title


LISTED = [
    "Deep Harbors and Quiet Streets",
    "Large Models, Knowledge Graphs and Sparse Retrieval",
    "Short Loops & Open Problems",
    "Tidal Currents and Sparse Optics",
]


@pytest.mark.parametrize(
    "form",
    [
        "{t}\n{a}\n{m}",
        "12\n\n{t}\n\n{a}\n\n{m}",
        "{t}\n\n{m}",
        "{t}\n\n{a}\n\n4 authors · May 26 · 12 votes",
        "submitted by\n\nAda\n\n12\n\n{t}\n\n{m}",
    ],
)
def test_titles_that_list_what_may_be_names_stay(form: str) -> None:
    rows = zip(LISTED, ABSTRACTS, strict=True)
    text = page(*(form.format(t=title, a=text, m=METADATA) for title, text in rows))
    known = set(re.findall(r"\w+", " ".join(LISTED).casefold()))
    found = read_bytes(text.encode(), "page.txt", is_word=known.__contains__)
    assert [one.title for one in sightings(found)] == LISTED


@pytest.mark.parametrize("other", ["Quill Research Team", "Bo Bo"])
def test_names_may_have_a_team_or_one_word_twice_among_them(other: str) -> None:
    names = f"{other}, Ada Quill, Eli Stone, Chen Wei, Ida Vale"
    text = page_of(lambda t, a, n: f"{t}\n\n{names if n == 2 else NAMES[n]}\n\n{a}\n\n{METADATA}")
    found = sightings(read_page(text))
    assert [one.abstract for one in found] == ABSTRACTS
    assert [one.authors and len(one.authors) for one in found] == [3, 2, 5, 2]


def test_names_that_cannot_be_counted_are_no_text() -> None:
    names = "Seed, Ada Quill, Eli Stone, Chen Wei, Ida Vale"
    text = page_of(lambda t, a, n: f"{t}\n\n{names if n == 2 else NAMES[n]}\n\n{a}\n\n{METADATA}")
    found = sightings(read_page(text))
    assert [one.abstract for one in found] == ABSTRACTS
    assert found[2].authors is None


def test_an_abstract_that_begins_with_names_keeps_its_first_line() -> None:
    text = page_of(lambda t, a, n: f"{t}\n\n{NAMES[n]} And\nco-workers: {a}\n\n{METADATA}")
    found = [one.abstract for one in sightings(read_page(text))]
    assert found == [f"{NAMES[n]} And\nco-workers: {ABSTRACTS[n]}" for n in range(4)]


def test_what_may_be_names_before_an_abstract_is_its_title() -> None:
    rows = zip(LISTED, ABSTRACTS, strict=True)
    text = page(*(f"{title}\n{text * 2}\n{METADATA}" for title, text in rows))
    assert [one.title for one in sightings(read_page(text))] == LISTED


def test_an_organization_below_its_date_is_one() -> None:
    text = page(
        *(entry(n, f"May 26 2\n·\n{'acme Acme Labs' if n % 2 else '4 authors'}") for n in range(4))
    )
    found = sightings(read_page(text))
    assert [one.title for one in found] == TITLES
    assert [one.organization and one.organization.slug for one in found] == [None, "acme"] * 2
    assert [one.author_count for one in found] == [4, None] * 2


def test_pages_without_a_date_behind_one_another_stay_apart() -> None:
    undated = page(entry(0), entry(1)).replace("\n\nDec 10\n", "\n")
    text = "\n\n".join([page(entry(2), entry(3)), *[undated] * 3])
    assert [bool(digest.date) for digest in read_page(text).digests] == [True, False, False, False]


def test_a_line_that_ends_early_within_a_sentence_is_no_title() -> None:
    text = folded(page(*map(entry, range(4))), 80)
    begun = "We study problem number 1 and find that it"
    early = text.replace(
        begun, "Effective harbor design requires not only calm\nwater, but light and a pier: it"
    )
    assert early != text
    assert [one.title for one in sightings(read_page(early))] == TITLES


def test_a_title_of_two_words_between_names_stays() -> None:
    text = page_of(
        lambda t, a, n: f"{'Deep Harbors' if n == 2 else t}\n\n{NAMES[n]}\n\n{a}\n\n{METADATA}"
    )
    assert [one.title for one in sightings(read_page(text))][2] == "Deep Harbors"


VOTED = {
    "▲ 12 · 4 authors · May 26 · 2": 12,
    "4 authors · May 26 · 2 comments · 12 upvotes": 12,
    "1.2k votes | 4 authors | May 26 | 2": 1200,
    "Upvotes: 12 · 4 authors · May 26 · 2": 12,
    "4 authors · May 26 · 👍 12 · 💬 2": 12,
    "4 authors · May 26 · 2 comments (12 upvotes)": 12,
    "4 authors · May 26 · 2 comments · ⭐ 12": None,
    "4 authors · May 26 · 2 comments · 12 likes": None,
    "  • 4 authors\n·\nMay 26 2\n\n▲ 12": 12,
    "  • 4 authors\n·\nMay 26 2\n·\n12 upvotes": 12,
    "  • 4 authors\n·\nMay 26 2\n\nVotes: 12": 12,
}


@pytest.mark.parametrize("metadata", VOTED)
def test_votes_go_into_upvotes(metadata: str) -> None:
    reading = read_page(page(*(entry(number, metadata) for number in range(4))))
    assert [one.upvotes for one in sightings(reading)] == [VOTED[metadata]] * 4
    assert [(one.author_count, one.comments) for one in sightings(reading)] == [(4, 2)] * 4


@pytest.mark.parametrize("sign", ["▲ {}", "{} upvotes", "Votes: {}", "Upvotes: {}"])
def test_votes_above_titles_are_theirs(sign: str) -> None:
    text = page(*(f"{sign.format(number + 5)}\n\n{entry(number)}" for number in range(4)))
    assert [one.upvotes for one in sightings(read_page(text))] == [5, 6, 7, 8]


@pytest.mark.parametrize("ago", ["2 days ago", "2d", "il y a 2 jours", "vor 2 Tagen", "2 天前"])
def test_how_long_ago_is_no_date_and_told(ago: str) -> None:
    reading = read_page(page(*(entry(number, f"4 authors · {ago} · 2") for number in range(4))))
    assert [(one.author_count, one.published) for one in sightings(reading)] == [(4, None)] * 4
    assert [p for _, p in problems(reading)] == [f"not a date: '4 authors · {ago} · 2'"] * 4


def test_what_is_no_time_is_a_title() -> None:
    title = "Gaussian Harbors - 3D"
    text = page(f"{title}\n\n{ABSTRACTS[0]}\n\n* 4 authors\n·\nMay 26 2", *map(entry, range(1, 4)))
    assert sightings(read_page(text))[0].title == title


def test_numbers_are_taken_off_before_titles_only() -> None:
    title = "ULIP-2: Towards Knots"
    rows = ["1. First Harbor of All", title, "2. Second Harbor of All", "3. Third Harbor of All"]
    text = page_of(lambda _, a, n: f"{rows[n]}\n\n{a}\n\n{METADATA}")
    assert [one.title for one in sightings(read_page(text))] == [
        "First Harbor of All",
        title,
        "Second Harbor of All",
        "Third Harbor of All",
    ]


def test_a_marker_within_a_title_stays() -> None:
    rows = [f"• Harbor {letter} at Night" for letter in "ABC"] + ["Knots - Tied and Untied"]
    text = page_of(lambda _, a, n: f"{rows[n]}\n\n{a}\n\n{METADATA}")
    assert sightings(read_page(text))[3].title == rows[3]


def test_an_abstract_that_holds_another_entry_is_told() -> None:
    swallowed = f"{ABSTRACTS[0]} " * 9
    text = page(f"* {entry(0)}".replace(ABSTRACTS[0], swallowed.strip()), entry(1))
    found = [p for _, p in problems(read_page(text)) if p.startswith("abstract of")]
    assert found == [f"abstract of {len(swallowed) - 1:,} characters"]


def test_pages_without_dates_are_pages_and_no_headers() -> None:
    one = "Trending Papers\n\nby AK and the research community\n\n"
    text = "\n\n".join(one + entry(number) for number in range(4))
    assert len(read_page(text).digests) == 4


@pytest.mark.parametrize(
    "form",
    [
        *("NEW {}", "Pinned {}", "{} NEW", "{} Copy link", "{} - Hugging Face"),
        *("{} (4 min read)", "\\textbf{{{}}}"),
    ],
)
def test_what_a_site_puts_beside_titles_goes(form: str) -> None:
    for page_ in (TRENDING, UNDATED):
        changed = titles(lambda title, place: form.format(title).replace("4 min", f"{place} min"))
        assert contents(changed(page_)) == contents(page_)


def test_one_title_keeps_a_word_of_a_site() -> None:
    title = "New Harbors for Old Ships"
    text = page(f"{title}\n\n{ABSTRACTS[0]}\n\n{METADATA}", *map(entry, range(1, 4)))
    assert sightings(read_page(text))[0].title == title


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060"])
def test_signs_that_nobody_sees_may_stand_in_every_word(sign: str) -> None:
    found = contents(re.sub(r"([a-z]{3})(?=[a-z]{3})", rf"\1{sign}", TRENDING))
    # Joiners are letters of some scripts and stay in texts.
    assert [str(row).replace(repr(sign)[1:-1], "") for row in found] == list(
        map(str, contents(TRENDING))
    )
