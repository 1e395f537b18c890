"""A feed that is read without a tree is what the tree holds, line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.readers.feed import xml
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
    lines = text.split("\n")
    assert all("<title" in lines[item.line - 1] for item in found.items)
