"""A feed that is read without a tree is what the tree holds, line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.readers.feed import xml
from papercli.readers.feed.alike import alike
from papercli.readers.feed.items import Feed
from papercli.readers.feed.regular import regular
from tests.invented import ROOT

FIXTURES = ROOT / "fixtures" / "feed"
NAMESPACES = 'xmlns:dc="http://dc" xmlns:media="http://media" xmlns:a="http://www.w3.org/2005/Atom"'
WORDS = st.sampled_from(
    [
        "x",
        "",
        " y\n",
        "&lt;b&gt; ",
        "&#233;é",
        "<![CDATA[<item> &]]>",
        "<!-- <title> -->z",
        "&nbsp;",
    ]
)
LEAVES = st.builds(
    "<{0}{1}>{2}</{0}>\n".format,
    st.sampled_from(
        "title media:title link guid description category dc:creator author pubDate dc:date updated"
        " lastBuildDate published media:group image item a:entry name a:link".split()
    ),
    st.sampled_from(["", ' href="h"', ' term="t"', '\nterm=""', ' rel="self"\nhref="r"']),
    WORDS,
)
NESTED = st.builds(
    "<{0}>{1}{2}</{0}>".format,
    st.sampled_from("author media:group image description title dc:date channel".split()),
    WORDS,
    st.lists(st.one_of(LEAVES, WORDS), max_size=3).map("".join),
)
INNER = st.lists(st.one_of(LEAVES, LEAVES, NESTED), max_size=5).map("".join)
ITEMS = st.builds(
    "<{0}>{1}</{0}>{2}".format,
    st.sampled_from(["item", "entry", "item", "a:entry"]),
    st.one_of(INNER, INNER.map("<title>T</title>{}".format)),
    WORDS,
)
FEEDS = st.builds(
    f"{{0}}<{{1}} {NAMESPACES}>{{2}}{{3}}</{{1}}>".format,
    st.sampled_from(["", "<?xml version='1.0' encoding='utf-16'?>\n", "\n", "<!DOCTYPE rss>\n"]),
    st.sampled_from(["rss", "feed", "rss"]),
    st.one_of(LEAVES, st.just("")),
    st.lists(st.one_of(ITEMS, ITEMS, LEAVES, NESTED), max_size=5)
    .map("".join)
    .flatmap(lambda inside: st.sampled_from([inside, f"<channel>{inside}</channel>"])),
)


def by_tree(text: str) -> Feed | Exception:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml, "regular", lambda text: None)
        patch.setattr(xml, "alike", lambda text: None)
        try:
            return xml.parse(text)
        except ValueError as error:
            return error


@settings(max_examples=600, deadline=None)
@given(FEEDS)
def test_a_feed_without_a_tree_is_the_feed(text: str) -> None:
    found = regular(text)
    assert found is None or found == by_tree(text)


def test_an_author_without_a_name_is_none() -> None:
    people = "<author><name>Ann Bee</name></author><author><name> </name></author>"
    text = f"<feed><entry><title>Kelp</title>{people}<id>x</id></entry></feed>"
    found = regular(text)
    assert found is not None
    assert found == by_tree(text)
    assert [item.authors for item in found.items] == [("Ann Bee",)]


@pytest.mark.parametrize("name", ["arxiv-rss.xml", "arxiv-api.xml"])
def test_a_usual_feed_needs_no_tree(name: str) -> None:
    text = (FIXTURES / name).read_text(encoding="utf-8")
    found = regular(text)
    assert found is not None
    assert found == by_tree(text)
    assert alike(text) == (found if "<rss" in text else None)
    lines = text.split("\n")
    assert all("<title" in lines[item.line - 1] for item in found.items)


TAGS = st.sampled_from(
    [
        *"title link guid description category dc:creator author pubDate updated dc:rights".split(),
        *"media:title item".split(),
        *('guid isPermaLink="false"', 'category term="x"', "link rel='>'", 'source url=">"'),
    ]
)
TEXTS = st.sampled_from(["x", "", " y\n", "&lt;b&gt; ", "&#233;é", "&#x3c;/a&amp;gt;", "1 > 0"])
MARKS = st.sampled_from(
    [
        *'<!-- --> <![CDATA[ ]]> </item> <item> <a> </a> <b/> <?p ?> & &no; &#1; > < "'.split(),
        "\x01",
        "\ufffe",
    ]
)


@st.composite
def feeds_alike(draw: st.DrawFn) -> str:
    """RSS whose items are of one kind or two, with marks put in anywhere that may break it."""
    kinds = draw(st.lists(st.lists(TAGS, max_size=5), min_size=1, max_size=2))
    text = f"<rss {NAMESPACES}><channel><title>F</title><pubDate>P</pubDate>\n"
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=4)):
        fields = (f"<{tag}>{draw(TEXTS)}</{tag.partition(' ')[0]}>\n" for tag in ["title", *kind])
        text += f"<item>{''.join(fields)}</item> "
    text += "</channel></rss>"
    for mark in draw(st.lists(MARKS, max_size=2)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + mark + text[at:]
    return text


@settings(max_examples=600, deadline=None)
@given(st.one_of(feeds_alike(), FEEDS))
def test_a_feed_of_items_alike_is_the_feed(text: str) -> None:
    found = alike(text)
    assert found is None or found == by_tree(text)


def in_rss(*items: str) -> str:
    inside = "\n".join(f"<item>{item}</item>" for item in items)
    return f"<rss {NAMESPACES}><channel>\n<pubDate>P</pubDate>{inside}</channel></rss>"


def test_items_of_several_kinds_are_alike() -> None:
    one, other = "<title>A &amp; B</title>", "<title>C</title><category>d</category>"
    more = f"{other}<category>&lt;e</category>\n<category> </category><link>f</link>"
    text = in_rss(one, other, f"\n{one}", more)
    found = alike(text)
    assert found is not None
    assert found == by_tree(text)
    assert [item.line for item in found.items] == [2, 3, 5, 6]
    assert found.items[-1].categories == ("d", "<e")


@pytest.mark.parametrize(
    "item",
    [
        "<title>A</title><!-- <link>b</link> -->",
        "<title>A</title><link>b</link",
        "<title>A</title><link href='b'>c</link>",
        "<title>A</title><title>B</title>",
        "<title>A</title><author><name>B</name></author>",
        "<title>A<b/></title>",
        "<title>A &nbsp;</title>",
        "<title>A \x01</title>",
        "<link>b</link>",
    ],
)
def test_items_that_take_a_second_look(item: str) -> None:
    assert alike(in_rss("<title>A</title>")) is not None
    assert alike(in_rss("<title>A</title>", item)) is None


def test_a_feed_of_as_many_kinds_as_items_is_not_alike() -> None:
    items = [f"<title>A</title><u{number}>b</u{number}>" for number in range(20)]
    assert alike(in_rss(*items[:4])) is not None
    assert alike(in_rss(*items)) is None


def test_tags_of_many_letters_are_not_alike() -> None:
    fields = [f'<a{number} b="{"c" * 100}">d</a{number}>' for number in range(20)]
    assert alike(in_rss("".join(("<title>A</title>", *fields[:4])))) is not None
    assert alike(in_rss("".join(("<title>A</title>", *fields)))) is None
