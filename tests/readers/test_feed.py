"""Feeds: RSS, Atom and JSON Feed, and what is broken in them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.model.paper import PartialDate, Sighting
from papercli.readers import Reading, UnknownFormatError, read_bytes
from papercli.readers.feed.texts import said_in
from tests.readers.pages import problems, sightings

FIXTURES = Path(__file__).parents[2] / "fixtures" / "feed"
ABSTRACT = "Serving long conversations is limited by the memory of the cache."
LARDER = Sighting(
    line=9,
    title="Larder: Sorting the KV Cache by How Soon It Is Needed Again",
    abstract=ABSTRACT,
    author_count=2,
    authors=("Ada Larder", "Ben Shelf"),
    published=PartialDate(2024, 5, 27),
    arxiv_id="2405.01234",
    url="https://arxiv.org/abs/2405.01234",
    categories=("cs.CL", "cs.AI"),
    version=1,
)
ON_PAGE = LARDER._replace(
    url="https://huggingface.co/papers/2405.01234",
    summary="A cache is sorted.",
    categories=None,
    version=None,
)


def read(text: str | bytes, reader: str | None = None) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(data, "feed.xml", reader=reader)


@pytest.mark.parametrize(
    ("name", "date", "expected"),
    [
        ("arxiv-rss.xml", PartialDate(2024, 5, 27), LARDER),
        (
            "arxiv-api.xml",
            PartialDate(2024, 5, 28),
            Sighting(
                line=8,
                title="Kelp Forests\n  Seen from Above",
                abstract="We count kelp, <1 minute each.",
                author_count=2,
                authors=("Carol Tide", "Dan Reef, Jr."),
                published=PartialDate(2023, 1, 11),
                arxiv_id="2301.04560",
                doi="10.1234/kelp.5",
                url="http://arxiv.org/abs/2301.04560v3",
                categories=("cs.CV",),
                version=3,
                venue="Invented Seas 7 (2023)",
            ),
        ),
        (
            "page-feed.xml",
            PartialDate(2024, 6, 1),
            ON_PAGE._replace(line=8, published=None, upvotes=52),
        ),
        ("feed.json", None, ON_PAGE._replace(line=3, categories=("cs.CL",))),
    ],
)
def test_feeds(name: str, date: PartialDate | None, expected: Sighting) -> None:
    reading = read((FIXTURES / name).read_bytes())
    assert not reading.problems
    assert (reading.digests[0].reader, reading.digests[0].date) == ("feed", date)
    assert sightings(reading)[0] == expected


def test_a_revised_paper_is_not_dated_by_its_announcement() -> None:
    revised = sightings(read((FIXTURES / "arxiv-rss.xml").read_bytes()))[1]
    assert (revised.published, revised.version, revised.abstract) == (None, 3, "We count kelp.")


def rss(item: str, head: str = "", declaration: str = "") -> str:
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    items = f"<item><link>https://arxiv.org/abs/2405.01234</link>{item}</item>"
    return f'{declaration}<rss version="2.0" {dc}><channel>{head}{items}</channel></rss>'


@pytest.mark.parametrize(
    ("item", "field", "expected"),
    [
        ("<title>A (arXiv:2405.01234v2 [cs.CL] UPDATED)</title>", "title", "A"),
        ("<title>A (arXiv:2405.01234v2 [cs.CL] UPDATED)</title>", "version", 2),
        ("<title>A (arXiv:2405.01234v2 [cs.CL])</title>", "categories", ("cs.CL",)),
        ("<title><![CDATA[A &lt; <item> B]]></title>", "title", "A &lt; <item> B"),
        ("<dc:creator>&lt;a href='x'&gt;A B&lt;/a&gt;, &lt;a&gt;C D&lt;/a&gt;</dc:creator>",
         "authors", ("A B", "C D")),
        ("<dc:creator>A B</dc:creator><dc:creator>C D</dc:creator>", "author_count", 2),
        ("<dc:creator>A B, C D et al.</dc:creator>", "author_count", None),
        ("<author>a@e.org (A B)</author>", "authors", ("A B",)),
        ("<description>&lt;p&gt;We &lt;i&gt;count&lt;/i&gt; kelp.&lt;/p&gt;</description>",
         "abstract", "We count kelp."),
        ("<description>x &lt; y, as ever</description>", "abstract", "x < y, as ever"),
        ("<pubDate>2024-05-27T00:00:00Z</pubDate>", "published", PartialDate(2024, 5, 27)),
        ("<pubDate>soon</pubDate>", "published", None),
        ("<updated>2024-05-26</updated><updated>2024-05-27</updated><updated/>", "published",
         PartialDate(2024, 5, 27)),
        ("<guid>https://arxiv.org/abs/2405.01234v3</guid>"
         "<link>https://arxiv.org/abs/2405.01234v2</link>", "version", 3),
        ("<guid>https://arxiv.org/abs/2405.01234v1</guid>"
         "<link>https://arxiv.org/abs/2405.01234v2</link>", "version", 2),
        ("<link>https://arxiv.org/abs/2405.01235v2</link>", "version", None),
        ("<guid>https://doi.org/10.1234/kelp.5</guid>", "doi", "10.1234/kelp.5"),
    ],
)  # fmt: skip
def test_items(item: str, field: str, expected: object) -> None:
    [found] = sightings(read(rss(item)))
    assert getattr(found, field) == expected


LONG = "We count kelp. " * 40


@pytest.mark.parametrize(
    ("text", "abstract", "summary"),
    [
        (f"Summary: {LONG}", LONG.strip(), None),
        ("<p>Summary: Kelp is counted.</p>", None, "Kelp is counted."),
        (f"<h3>TL;DR</h3><p>{LONG}</p>", None, LONG.strip()),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo.", None),
        ("Abstract  One.", "One.", None),
        ("Abstract Short.  AI-generated summary Long.", "Long.", "Short."),
        ("<script>x</script><p>One.", "One.", None),
        ("", None, None),
    ],
)
def test_abstract_and_summary(text: str, abstract: str | None, summary: str | None) -> None:
    assert said_in(text)[:2] == (abstract, summary)


def test_lists_that_a_feed_cuts_at_a_number_tell_no_count() -> None:
    items = "".join(
        f"<item><link>https://arxiv.org/abs/2405.0123{number}</link>"
        f"<dc:creator>{', '.join('ABCDE'[i] + ' X' for i in range(names))}</dc:creator></item>"
        for number, names in enumerate((5, 2, 5, 5, 1, 5), 1)
    )
    found = sightings(read(rss("", head=items)))
    assert [one.author_count for one in found] == [None, 2, None, None, 1, None, None]
    assert found[0].authors is not None


BOMB = "<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    "declaration", [BOMB, "<!-- <rss> -->" + BOMB, "<?xml version='1.0'?>" + BOMB]
)
def test_declared_entities_are_refused(declaration: str) -> None:
    with pytest.raises(UnknownFormatError, match="declares entities"):
        read(rss("<title>&b;</title>", declaration=declaration))
    text = rss("<title>A</title><description><![CDATA[<!ENTITY a 'x'>]]></description>")
    assert sightings(read(text))[0].title == "A"


@pytest.mark.parametrize(
    ("text", "titles", "told"),
    [
        (rss("<title>AT&T &nbsp; &eacute; &amp;</title>"), ["AT&T \xa0 é &"], "repaired"),
        (rss("<title>A\x0bB</title>"), ["A B"], "repaired"),
        (rss("<title>A</title>").partition("</channel>")[0] + "<item><title>B", ["A"], "read"),
        (rss("<title>é</title>", declaration="<?xml version='1.0' encoding='ascii'?>"), ["é"], ""),
    ],
)  # fmt: skip
def test_broken_feeds(text: str, titles: list[str], told: str) -> None:
    reading = read(text)
    assert [one.title for one in sightings(reading)] == titles
    assert bool(reading.problems) is bool(told)
    assert all(told in problem for _, problem in problems(reading)[:1])


def test_what_is_broken_beyond_repair_is_read_by_feedparser() -> None:
    more = "<item><title>B <b></title><link>https://arxiv.org/abs/2405.01235</link></item>"
    text = rss("<title>A</title>", head=more)
    reading = read(text)
    assert [one.title for one in sightings(reading)] == ["B <b>", "A"]
    told = "broken XML (mismatched tag): read by feedparser"
    assert [problem for _, problem in problems(reading)] == [told]


def test_posts_are_no_papers_unless_the_reader_is_named() -> None:
    post = "<item><title>Office hours</title><link>https://example.org/1</link></item>"
    reading = read(rss("<title>A</title>", head=post))
    assert [one.title for one in sightings(reading)] == ["A"]
    assert problems(reading) == [(1, "no identifier of a paper: 'Office hours'")]
    named = read(rss("<title>A</title>", head=post), "feed")
    assert [one.title for one in sightings(named)] == ["Office hours", "A"]


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item><title>News</title><link>https://e.org</link></item></channel></rss>",
        "<html><body>arxiv.org</body></html>",
        '{"version": "https://jsonfeed.org/version/1", "items": [{"title": "News"}]}',
    ],
)
def test_other_feeds_are_not_taken_for_papers(text: str) -> None:
    with pytest.raises(UnknownFormatError):
        read(text)


PIECES = st.sampled_from(
    "<item> </item> <title> </title> A & &lt; &nbsp; ]]> <![CDATA[ <!-- --> <!ENTITY <p> </p>"
    " Abstract: Authors: <entry> </entry> <link>arxiv.org/abs/2405.01234</link> \x00 {".split()
)


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=12), st.integers(0, 300))
def test_any_feed_is_read_told_or_refused(pieces: list[str], cut: int) -> None:
    for text in (
        rss(" ".join(pieces)),
        rss(" ".join(pieces))[:cut],
        '{"items": ' + "".join(pieces),
    ):
        try:
            reading = read(text, "feed")
        except UnknownFormatError:
            continue
        assert reading.digests or reading.problems


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 20_000,
        rss("<b>" * 20_000),
        "<rss>" + "<item " * 20_000,
        "<rss>" + "<!-- <item>" * 20_000,
        rss(f"<title>{' ' * 50_000}(arXiv:</title>"),
        rss("<description>" + "&lt;![" * 20_000 + "</description>"),
        "{" * 50_000,
    ],
)
def test_hostile_texts_end(text: str) -> None:
    with suppress(UnknownFormatError):
        reading = read(text, "feed")
        assert reading.digests or reading.problems
