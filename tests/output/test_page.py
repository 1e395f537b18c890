"""The page of figures and papers: whole by itself, and hostile text stays text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papercli.model.paper import Organization, Paper, PartialDate
from papercli.output.page import MOST_DIGESTS, MOST_ORGANIZATIONS, is_page, page
from papercli.output.pictures import LEAST_COLUMNS, columns
from papercli.output.rows import paper_row
from papercli.search.counts import Figures, Place
from papercli.stats import report
from papercli.text import visible
from tests.output.papers import FULL, HOSTILE, paper

TODAY = date(2025, 12, 24)
MARKUP = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'-- <!-- ]]> &amp; </title>"
FOUND = Figures(
    sightings=9,
    undecided=1,
    published={"2024-03": 1, "2025": 1, "2025-05": 2, None: 1},
    inferred=0,
    author_counts={1: 1, 4: 2, 70: 1, None: 1},
    organizations={"Kelp Laboratory": 1, None: 4},
    digests=[Place(1, "d/a.txt", 1), Place(2, "d/b.txt", 1)],
    seen_in={(1,): 2, (2,): 1, (1, 2): 2},
)


class Read(HTMLParser):
    """A page as a browser would take it apart: tags with their attributes, and the texts."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


def written(papers: Sequence[Paper], found: Figures = FOUND, query: str = "") -> str:
    return page(report(found), list(map(paper_row, papers)), query=query, today=TODAY)


def test_the_page_says_what_the_figures_and_the_papers_are() -> None:
    source = written([FULL, paper(8, "Other")] * 2 + [FULL])
    read = Read(source)
    told = " ".join(" ".join(read.texts).split())
    assert "5 papers made by papers on 2025-12-24" in told
    assert "All papers" in told
    for text in (FULL.title, FULL.abstract, "2025-05-26", "2 authors", "seen 2 times", "Other"):
        assert str(text) in told
    assert [attrs["href"] for tag, attrs in read.tags if tag == "a"][:4] == [
        "https://arxiv.org/abs/2505.00001",
        "https://doi.org/10.1000/a_b",
        "https://example.org/a_b",
        "https://example.org/code",
    ]
    assert sum(tag == "li" and "dir" not in attrs for tag, attrs in read.tags) == 5


def test_a_part_of_the_papers_is_said_to_be_one() -> None:
    assert "2 of 5 papers" in written([FULL, FULL], query="kelp")
    assert "<title>5 papers: kelp</title>" in written([FULL, FULL], query="kelp")


def test_the_pictures_hold_the_figures() -> None:
    source = written([])
    bars = re.findall(r'>(\w+)</th><td class="number">(\d+)</td>.*?<rect width="([\d.]+)"', source)
    assert bars[:3] == [("2024", "1", "33.33"), ("2025", "3", "100"), ("unknown", "1", "33.33")]
    columns = dict(re.findall(r"<title>([^<,]+): (\d+)</title>", source))
    assert (columns["2024-03"], columns["2024-04"], columns["2025-05"]) == ("1", "0", "2")
    # Many author counts are counted together, and none is lost.
    assert (columns["1"], columns["4"], columns["40 or more"]) == ("1", "2", "1")
    assert "<title>d/a.txt, d/b.txt: 2</title>" in source


@pytest.mark.parametrize(("count", "ends"), [(1, ["a"]), (3, ["a to c"]), (26, ["a", "z"])])
def test_a_column_is_no_wall_where_there_are_few(count: int, ends: list[str]) -> None:
    drawn = columns(dict.fromkeys("abcdefghijklmnopqrstuvwxyz"[:count], 1))
    (width,) = map(int, re.findall(r'viewBox="0 0 (\d+) ', drawn))
    assert width >= 10 * max(count, LEAST_COLUMNS)
    assert re.findall("<span>([^<]*)</span>", drawn) == ends


def test_long_lists_are_cut_with_a_word_on_it() -> None:
    found = FOUND._replace(
        organizations={f"Kelp {n}": 1 for n in range(MOST_ORGANIZATIONS + 3)},
        digests=[Place(n, f"{n}.txt", 1) for n in range(MOST_DIGESTS + 2)],
        seen_in={(n,): 1 for n in range(MOST_DIGESTS)} | {(12, 13): 4},
        published={"2010-01": 7, "2025-01": 1},
    )
    source = written([], found)
    for told in ("and 3 more", "and 2 more", "and 7 before", "most papers: 1 (2025-01)"):
        assert told in source
    many = FOUND._replace(
        digests=[Place(n, f"{n}.txt", 1) for n in range(500)], seen_in={(n,): 1 for n in range(500)}
    )
    assert f"and {500 - MOST_DIGESTS} more" in written([], many)
    assert "<title>12.txt, 13.txt: 4</title>" in source


def test_nothing_is_fetched_and_nothing_else_is_run() -> None:
    source = written([FULL])
    read = Read(source)
    loads = {"src", "srcset", "data", "poster", "action", "xlink:href", "background", "style"}
    for tag, attrs in read.tags:
        assert not loads & set(attrs), tag
        assert not any(name.startswith("on") for name in attrs), tag
        assert tag not in ("iframe", "object", "embed", "img", "base")
        if tag != "a":
            assert attrs.get("href", "data:,") == "data:,"
    assert not re.search(r"@import|url\(|@font-face|fetch\(|import\(|XMLHttp", source)
    [policy] = [attrs["content"] for _, attrs in read.tags if "http-equiv" in attrs]
    assert policy is not None
    for tag in ("style", "script"):
        [body] = re.findall(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        digest = b64encode(sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")


@example(MARKUP)
@example(HOSTILE)
@example("</style></script>")
@settings(max_examples=20)
@given(st.text(st.characters(categories=["P", "S", "C"]), max_size=30))
def test_no_text_is_taken_for_markup(text: str) -> None:
    def of(value: str) -> Read:
        one = paper(
            1,
            value or "x",
            abstract=value or None,
            authors=(value,),
            organization=Organization(value or "x", value),
            links=(f"https://example.org/{value}",),
        )
        found = FOUND._replace(
            organizations={value: 5}, digests=[Place(1, value, 1), Place(2, "b", 1)]
        )
        return Read(written([one], found, query=value))

    harmless, read = of("kelp" if text else ""), of(text)
    shape = [(tag, list(attrs)) for tag, attrs in read.tags]
    assert shape == [(tag, list(attrs)) for tag, attrs in harmless.tags]
    assert visible(text or "x") in ("", *read.texts)
    addresses = [attrs["href"] or "" for tag, attrs in read.tags if tag == "a"]
    assert all(re.fullmatch(r"https://example\.org/[!-~]*", address) for address in addresses)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "file:///x", " http://e.org", ""],
)
def test_only_addresses_of_the_web_can_be_followed(address: str) -> None:
    assert "<a " not in written([paper(1, "Kelp", url=address, links=(address,))])


def test_no_paper_at_all() -> None:
    source = written([], Figures(0, 0, {}, 0, {}, {}, [], {}), query="kelp")
    assert "No paper matches." in source
    assert "<svg" not in source


def test_a_page_is_known_by_its_beginning() -> None:
    assert is_page(written([FULL]).encode())
    assert is_page(b"")
    assert not is_page(b"<!doctype html>\n<html lang=en><title>Mine</title>")


def test_what_is_of_an_inferred_year_is_marked() -> None:
    guessed = FULL._replace(published=PartialDate(2025, 5, 26, inferred=True))
    for inferred in (0, 1):
        source = written([guessed if inferred else FULL], FOUND._replace(inferred=inferred))
        for told in ("<time>~2025-05-26</time>", "~ before a date", "date of an inferred year"):
            assert (told in source) is bool(inferred)


def test_one_of_a_kind_is_told_as_one() -> None:
    one = FOUND._replace(sightings=1, author_counts={None: 1}, digests=FOUND.digests[:1])
    told = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", written([], one))
    assert told[:3] == [("paper", "1"), ("sighting", "1"), ("digest", "1")]
    assert told[3:] == [("merged", "0"), ("undecided pair", "1")]
