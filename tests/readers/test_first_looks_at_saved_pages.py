"""What a saved page embeds is found without its tree, and is what the tree holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.readers import hf_api_page
from papercli.readers.base import Request
from papercli.readers.hf_api_embedded import plain_props, props_in
from papercli.readers.html_tree import parse
from tests.invented import ROOT

PAGE = (ROOT / "fixtures/hf-api/page_2025-11-25.html").read_text(encoding="utf-8")
TAG = '<div class="a" data-target="DailyPapers" data-props="{}">'
PARTS = st.one_of(
    st.sampled_from(
        [
            *("<!--", "-->", "<p>", "</p>", "x", "<DIV>", "</div>", "<br/>", "\n"),
            *("<div data-target=\"PaperContent\" data-props='c'>", "<div data-target=DailyPapers>"),
        ]
    ),
    st.sampled_from("script style textarea template title noscript iframe select".split()).flatmap(
        lambda name: st.sampled_from([f"<{name}>", f"<{name.upper()} a>", f"</{name}>"])
    ),
    st.sampled_from(
        ["{&quot;a&quot;:1}", "&amp;lt; &lt;&#39;&copy=&copy;", "Ä\r\nb\0", "a>b<c", "\ud800", ""]
    ).map(TAG.format),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=12).map("".join))
def test_what_one_tag_holds_is_what_the_tree_holds(page: str) -> None:
    tree, found = parse(page), plain_props(page)
    assert tree is not None
    if found is not None:
        props, around = found
        assert props == props_in(tree)[0]
        assert (len(props) < len(page), around.count("\n")) == (True, page.count("\n"))


def test_a_page_as_the_site_writes_it_needs_no_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = hf_api_page.read_page(PAGE, Request("x"))
    monkeypatch.setattr(hf_api_page, "parse", lambda text: pytest.fail("the page was parsed"))
    assert hf_api_page.read_page(PAGE, Request("x")) == expected


@pytest.mark.parametrize("deep", [10, 40_000])
def test_a_page_whose_elements_lie_deep_gives_what_it_embeds(deep: int) -> None:
    start = PAGE.index("</body>")
    page = PAGE[:start] + "<div>" * deep + PAGE[start:]
    assert len(hf_api_page.read_page(page, Request("x"))[0][0].sightings) > 1
