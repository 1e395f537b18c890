"""Mails about papers: arXiv's, Google Scholar's, recommenders'; in files and in folders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.errors import UsageError
from papercli.model.paper import PartialDate, Sighting
from papercli.readers import READERS, Reading, UnknownFormatError, read_bytes
from papercli.readers.author_lists import authors_of
from papercli.readers.mime import mail, messages
from tests.readers.pages import problems, sightings, titles

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"


def fixture(name: str) -> str:
    return (ROOT / "fixtures" / "mail" / name).read_text(encoding="utf-8")


ARXIV, SCHOLAR, LIST = map(fixture, ("arxiv_daily.eml", "scholar_alert.eml", "recommendations.eml"))
LISTING = ARXIV[ARXIV.index("-----") :]
HTML = mail(LIST).parts[0].text
ALERT = mail(SCHOLAR).parts[0].text
LARDER = "Larder: Sorting the KV Cache by How Soon It Is Needed\n  Again"
SILENCE = "A Study of Silence in Spoken Dialogue"
KNOTS = "Knots and Crosses: Topology of Attention Maps"


def read(text: str, reader: str | None = None) -> Reading:
    return read_bytes(text.encode("utf-8", "surrogatepass"), "mail", reader=reader)


def test_a_daily_mail_of_arxiv() -> None:
    reading = read(ARXIV)
    assert not reading.problems
    [digest] = reading.digests
    assert (digest.reader, digest.line, digest.date) == ("mail", 1, PartialDate(2024, 5, 28))
    larder, silence, knots = digest.sightings
    assert larder == Sighting(
        line=ARXIV[: ARXIV.index("Title: Larder")].count("\n") + 1,
        title=LARDER,
        abstract=larder.abstract,
        author_count=4,
        authors=("Ada Quill", "Bo Lindqvist", r"M{\aa}ns Holm", "Chen Wei"),
        published=PartialDate(2024, 5, 26),
        arxiv_id="2405.90101",
        doi="10.99999/jir.2024.0007",
        url="https://arxiv.org/abs/2405.90101",
        categories=("cs.LG", "cs.CL"),
        venue="Journal of Invented Results 7 (2024) 1-12",
    )
    assert (larder.abstract or "").startswith("Serving long")
    assert (larder.abstract or "").endswith("first of them close.")
    assert (silence.title, silence.author_count) == (SILENCE, 21)
    assert silence.authors == ("Edda Storm", "Finn Strand")
    assert (knots.abstract, knots.published) == (None, None), "the day of a revision is none"


PAST = """\
------------------------------------------------------------------------------
\\\\
/* Mon, 27 May 2024 */
\\\\
------------------------------------------------------------------------------
\\\\
arXiv:2405.90101
From: Ada Quill  <quill@example.org>
Date: Sun, 26 May 2024 19:00:02 GMT   (3197kb,D)
Date (revised v2): Mon, 27 May 2024 02:22:57 GMT   (3198kb,D)

Title: Knots and Crosses: Topology of Attention Maps
Authors: Gro Tangen
Categories: cs.LG
License: http://creativecommons.org/licenses/by/4.0/
\\\\
------------------------------------------------------------------------------
\\\\
/* Fri, 24 May 2024 */
\\\\
------------------------------------------------------------------------------
\\\\
arXiv:math/0405102
Date: Thu, 23 May 2024 19:00:02 GMT   (7kb)

Title: A Study of Silence in Spoken Dialogue
Author: Edda Storm
Categories: math.GT
\\\\
"""


def test_the_lists_of_a_week_are_digests_of_its_days() -> None:
    reading = read(PAST)
    assert not reading.problems
    assert [(str(one.date), len(one.sightings)) for one in reading.digests] == [
        ("2024-05-27", 1),
        ("2024-05-24", 1),
    ]
    knots, silence = sightings(reading)
    assert (knots.title, knots.version, knots.abstract) == (KNOTS, 2, None)
    assert (silence.arxiv_id, silence.authors) == ("math/0405102", ("Edda Storm",))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (LISTING, "2024-05-27"),
        (LISTING.replace(" 24 18:00", " 2024 18:00"), "2024-05-27"),
        (re.sub("(?m)^", "> ", LISTING), "2024-05-27"),
        (re.sub("(?m)^", ">", LISTING), "2024-05-27"),
        (ARXIV.replace("28 May 2024 01", "28 May 24 01"), "2024-05-28"),
        (ARXIV.replace("\n", "\r\n"), "2024-05-28"),
        (ARXIV.replace("Tue, 28 May 2024 01:29:12 GMT", "some day"), "2024-05-27"),
        ("From MAILER Tue May 28 01:29:13 2024\n" + ARXIV, "2024-05-28"),
    ],
    ids=["no head", "long years", "forwarded", "no blank", "short year", "CRLF", "no date", "mbox"],
)
def test_other_forms_of_it(text: str, date: str) -> None:
    reading = read(text)
    assert titles(reading) == [LARDER, SILENCE, KNOTS]
    assert [str(digest.date) for digest in reading.digests] == [date]
    assert not reading.problems
    lines = text.split("\n")
    assert all("Title: " in lines[sighting.line - 1] for sighting in sightings(reading))


@pytest.mark.parametrize(
    ("change", "left", "problem"),
    [
        (("arXiv:2405.90102 (", "arXiv:someday ("), 3, "no arXiv id: 'someday"),
        (("arXiv:2405.90102 (", "arXiv:9999.99999 ("), 3, "no arXiv id"),
        (("Title: A Study of Silence in Spoken Dialogue\n", ""), 3, "an entry without a title"),
    ],
)
def test_a_damaged_entry_costs_only_itself(
    change: tuple[str, str], left: int, problem: str
) -> None:
    reading = read(ARXIV.replace(*change))
    assert len(sightings(reading)) == left
    assert any(told.startswith(problem) for _, told in problems(reading))


@pytest.mark.parametrize("sign", ["-\n\\\\\narXiv:2405.90102", "\\\\\narXiv:2405.90102"])
def test_an_entry_without_its_beginning_is_told(sign: str) -> None:
    assert sign in ARXIV
    damaged = ARXIV.replace(sign, sign.replace("\n", "", 1))
    reading = read(damaged)
    assert titles(reading) == [LARDER, KNOTS]
    [(line, problem)] = problems(reading)
    assert problem == "the end of an entry without its beginning: left out"
    assert line
    assert abs(line - damaged[: damaged.index("Title: A Study")].count("\n")) < 12


@pytest.mark.parametrize("end", ["Title: Knots and Cr", "Title: Knots and Crosses: Topology of"])
def test_a_list_that_ends_within_an_entry(end: str) -> None:
    reading = read(ARXIV[: ARXIV.index(end) + len(end)])
    assert titles(reading) == [LARDER, SILENCE, end.removeprefix("Title: ")]
    told = ["the list ends within this entry: what stands before its end is read"]
    assert [problem for _, problem in problems(reading)] == told


def test_an_alert_of_google_scholar() -> None:
    reading = read(SCHOLAR)
    assert not reading.problems
    [digest] = reading.digests
    assert digest.date == PartialDate(2024, 6, 3)
    larder, knots, tides = digest.sightings
    assert larder == Sighting(
        line=SCHOLAR.index("\n\n") and SCHOLAR[: SCHOLAR.index("\n\n")].count("\n") + 3,
        title="Larder: Sorting the KV Cache by How Soon It Is Needed Again",
        author_count=4,
        authors=("A Quill", "B Lindqvist", "M Holm", "C Wei"),
        published=PartialDate(2024),
        arxiv_id="2405.90101",
        url="https://arxiv.org/pdf/2405.90101",
        summary="Serving long conversations is limited by the memory of the cache, not by "
        "arith-metic. We sort its entries …",
    )
    assert (knots.doi, knots.venue) == ("10.99999/jir.2024.0012", "Journal of Invented Results")
    assert (knots.author_count, knots.authors) == (None, ("G Tangen", "O Vik"))
    assert (tides.title, tides.authors) == ("What Tides Leave Behind", ("I Moe",))


def test_a_title_that_is_cut_is_none() -> None:
    cut = ALERT.replace("Topology of Attention Maps", "Topology …").replace(
        "Tides Leave", "Tides …"
    )
    assert titles(read(cut))[1:] == ["", "What Tides … Behind"]


def test_a_list_of_a_recommender() -> None:
    reading = read(LIST)
    assert not reading.problems
    [digest] = reading.digests
    assert digest.date == PartialDate(2024, 6, 4)
    larder, silence = digest.sightings
    assert larder == Sighting(
        line=larder.line,
        title="Larder: Sorting the KV Cache by How Soon It Is Needed Again",
        authors=("Ada Quill", "Bo Lindqvist", "Måns Holm", "Chen Wei", "Gro Tangen"),
        arxiv_id="2405.90101",
        url="https://arxiv.org/abs/2405.90101",
        summary="A cache that is sorted by time of next use serves longer conversations.",
        links=("https://github.com/example/larder",),
    )
    assert "Larder" in LIST.split("\n")[larder.line - 1]
    assert (silence.title, silence.authors, silence.links) == (SILENCE, ("Edda Storm",), None)


LINK = '<a href="https://arxiv.org/abs/2405.9010{}">{}</a>'
TIDES = "Tides of the Northern Sound"


@pytest.mark.parametrize(
    ("item", "title"),
    [
        (LINK.format(1, f"1. {TIDES}"), TIDES),
        (f"<b>{TIDES}</b> {LINK.format(1, 'PDF')}", TIDES),
        (LINK.format(1, "Read the whole paper here"), ""),
        (f"We build on {LINK.format(1, 'a new theory of tides')}", ""),
        (LINK.format(1, "The theory of tides") + " shows that", ""),
        (f"<b>Authors: Ada Quill and others</b> {LINK.format(1, '[pdf] [code]')}", ""),
        (LINK.format(1, "Tides of the Northern …"), ""),
    ],
)
def test_what_is_a_title_beside_a_link(item: str, title: str) -> None:
    page = f"<html><ul><li>{item}</li>\n<li>{LINK.format(2, KNOTS)}</li></ul></html>"
    assert titles(read(page, reader="mail")) == [title, KNOTS]
    if title:
        assert titles(read(page)) == [title, KNOTS]
    else:
        with pytest.raises(UnknownFormatError, match="an HTML file"):
            read(page)  # one paper is no list


def test_a_folder_of_mails() -> None:
    other = "From: a@example.org\nSubject: lunch\nDate: Tue, 4 Jun 2024 12:00:00 +0000\n\nAt one?\n"
    mark = "From MAILER Tue May 28 01:29:13 2024\n"
    folder = "\n".join(mark + one for one in (ARXIV, other, SCHOLAR, other, LIST))
    reading = read(folder)
    assert [len(digest.sightings) for digest in reading.digests] == [3, 3, 2]
    assert [digest.line for digest in reading.digests][:2] == [
        2,
        ARXIV.count("\n") + 2 + other.count("\n") + 2 + 2,
    ]
    assert problems(reading) == [(ARXIV.count("\n") + 4, "2 mails hold no list of papers")]
    assert len(messages(folder)) == 5


def test_the_same_list_as_text_and_as_html_is_one() -> None:
    both = (
        "From: a@example.org\nSubject: arXiv\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="B"\n\n'
        f"--B\nContent-Type: text/html\n\n{HTML}\n"
        f"--B\nContent-Type: text/plain\n\n{LISTING}\n--B--\n"
    )
    assert titles(read(both)) == [LARDER, SILENCE, KNOTS]


@pytest.mark.parametrize("charset", ["no-such-charset", "ascii", "utf-8\x00", '"'])
def test_a_charset_that_is_none_is_no_matter(charset: str) -> None:
    text = SCHOLAR.replace('charset="UTF-8"', f"charset={charset}")
    assert len(sightings(read(text))) == 3


@pytest.mark.parametrize(
    ("text", "names", "total"),
    [
        ("Ada Quill and Bo Lindqvist", 2, 2),
        ("Ada Quill, Bo Lindqvist, and Chen Wei", 3, 3),
        ("Ada Quill (1), Bo Lindqvist (1 and 2) ((1) Here, (2) There)", 2, 2),
        ("Ada Quill, Jr., Bo Lindqvist III", 2, 2),
        ("Tide Collaboration: A. Quill, B. Lindqvist", 3, 3),
        ("Ada Quill, et al. (19 additional authors not shown)", 1, 20),
        ("Ada Quill, Bo Lindqvist and 5 others", 2, 7),
        ("Lianjie Guo et.al.", 1, None),
        ("A Quill, B Lindqvist…", 2, None),
        ("Ada Quill, Bo Lindqvist, ...", 2, None),
        ("Ada Quill and others", 1, None),
        ("Quill, Ada, Lindqvist, Bo", 0, None),
        ("Alexander Grosvenor, Leandro Ander", 2, 2),
        ("Ada Quill (unclosed, Bo", 1, 1),
        ("", 0, None),
    ],
)
def test_lists_of_authors(text: str, names: int, total: int | None) -> None:
    found = authors_of(text)
    assert (len(found.names), found.total) == (names, total)


def test_the_year_that_is_said() -> None:
    assert read_bytes(ARXIV.encode(), "mail", year=2024).digests
    with pytest.raises(UsageError, match="not of 2023: the digest is dated 2024-05-28"):
        read_bytes(ARXIV.encode(), "mail", year=2023)


@pytest.mark.parametrize(
    "text",
    [
        "Title: A note\nDate: 2024\n\n" + SILENCE,
        "From: a@example.org\nSubject: lunch\n\nAt one?\n",
        '<html><a href="https://arxiv.org/abs/2405.90101">one paper of many words</a></html>',
        "<html>" + "<div>" * 40_000,
        "\\\\\nnothing\n",
    ],
)
def test_what_is_no_list_of_papers_is_not_claimed(text: str) -> None:
    [reader] = [reader for reader in READERS if reader.name == "mail"]
    assert not reader.claim(text).strength


@settings(max_examples=60)
@given(st.sampled_from([ARXIV, SCHOLAR, LIST, HTML]), st.text(max_size=40), st.floats(0, 1))
def test_nothing_raises(text: str, noise: str, share: float) -> None:
    at = int(share * len(text))
    read(text[:at] + noise + text[at + 2 * len(noise) :], reader="mail")


WORDS = st.text("ab Z{}$-:,\u00e9", min_size=1, max_size=20).map(lambda text: f"X{text}x")


@settings(max_examples=30)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3))
def test_what_is_written_is_read(papers: list[tuple[str, str]]) -> None:
    text = "".join(
        f"\\\\\narXiv:2405.{90101 + at}\nTitle: {title}\nAuthors: Ada Quill\n\\\\\n  {abstract}\n"
        f"\\\\ ( https://arxiv.org/abs/2405.{90101 + at} ,  3kb)\n{'-' * 78}\n"
        for at, (title, abstract) in enumerate(papers)
    )
    assert [(one.title, one.abstract) for one in sightings(read(text))] == papers


@pytest.mark.skipif(not SAMPLES.exists(), reason="../shared is not here")
def test_real_lists_and_alerts_are_read_whole() -> None:
    lists = sorted((SAMPLES / "arxiv_email").glob("*.txt"))
    assert lists
    for path in lists:
        text = path.read_text(encoding="utf-8")
        if len(text) > 300_000:  # a month; the others hold all its forms
            continue
        reading = read(text)
        found = sightings(reading)
        assert [" ".join(one.title.split()) for one in found] == [
            " ".join(title.split()) for title in re.findall(r"(?ms)^Title: (.*?)\nAuthors:", text)
        ]
        assert not reading.problems
        assert all(one.arxiv_id and one.authors and one.categories for one in found)
    for path in (SAMPLES / "scholar_alert").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert len(sightings(read(text))) == text.count('class="gse_alrt_title"')
