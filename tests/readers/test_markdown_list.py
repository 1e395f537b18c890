"""Lists of papers in Markdown: what is an entry, what its title is, what is told of the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.errors import UsageError
from papercli.model.paper import PartialDate, Sighting
from papercli.readers import Reading, markdown_list, read_bytes
from papercli.readers.base import Request
from papercli.readers.markdown_list import claim
from tests.readers.markdown_cases import ABS, CASES, KELP, LARDER, TEMPLATES, TIDES
from tests.readers.markdown_layouts import LAYOUTS


def read(text: str) -> Reading:
    return read_bytes(text.encode("utf-8", "replace"), "list.md", reader="markdown-list")


def entries(text: str) -> list[Sighting]:
    return [sighting for digest in read(text).digests for sighting in digest.sightings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, expected) for _, text, expected in [*CASES, *LAYOUTS]],
    ids=[name for name, _, _ in [*CASES, *LAYOUTS]],
)
def test_what_a_list_lists(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    found = [
        (one.line, one.title, one.arxiv_id or one.doi or one.openreview_id or one.acl_id)
        for one in entries(text)
    ]
    assert found == expected


TABLE = f"""# Tides

## Updated on 2025.12.10

| Date | Title | Authors | Venue | PDF | Code | Notes |
|---|---|---|---|---|---|---|
| 2025-12-09 | {LARDER} | Ida Moreau, Tom Okafor | ICML 2025 | [pdf]({ABS}2512.90001v2) | [link](https://github.com/a/larder) | read twice |
| 2025.12 | {TIDES} | Tom Okafor et al. | - | [pdf]({ABS}2512.90002) | null | |
| 2025-02-30 | {KELP} | Ida Moreau and 4 others | - | [pdf]({ABS}2512.90003) | - | - |
"""


def test_what_the_columns_of_a_table_say() -> None:
    larder, tides, kelp = entries(TABLE)
    assert larder == Sighting(
        line=7,
        title=LARDER,
        author_count=2,
        authors=("Ida Moreau", "Tom Okafor"),
        published=PartialDate(2025, 12, 9),
        arxiv_id="2512.90001",
        version=2,
        url=f"{ABS}2512.90001v2",
        venue="ICML 2025",
        metadata="Notes: read twice",
        links=("https://github.com/a/larder",),
    )
    assert (tides.authors, tides.author_count) == (("Tom Okafor",), None)
    assert (tides.published, tides.venue, tides.links) == (PartialDate(2025, 12), None, None)
    assert (kelp.authors, kelp.author_count, kelp.published) == (("Ida Moreau",), 5, None)
    reading = read(TABLE)
    assert [digest.date for digest in reading.digests] == [PartialDate(2025, 12, 10)]
    assert [(one.line, one.problem) for one in reading.problems] == [
        (9, "no calendar has '2025-02-30'")
    ]


def test_what_a_bot_says_below_a_heading() -> None:
    [entry] = entries(
        f"""## 1. [{LARDER}]({ABS}2512.90001)

**Authors**: Ida Moreau, Tom Okafor
**Published**: 2025-12-09
**Category**: cs.LG, cs.DC
**Code**: https://github.com/a/larder

### Abstract
Serving is limited by memory.

### TL;DR
It sorts.
"""
    )
    assert entry == Sighting(
        line=1,
        title=LARDER,
        abstract="Serving is limited by memory.",
        author_count=2,
        authors=("Ida Moreau", "Tom Okafor"),
        published=PartialDate(2025, 12, 9),
        arxiv_id="2512.90001",
        url=f"{ABS}2512.90001",
        summary="It sorts.",
        categories=("cs.LG", "cs.DC"),
        links=("https://github.com/a/larder",),
    )


def test_what_a_bullet_says_behind_its_title() -> None:
    [entry] = entries(
        f"- **{LARDER}** *Ida Moreau, Tom Okafor*, NeurIPS 2025, [[paper]({ABS}2512.90001)] "
        "[[code](https://github.com/a/larder)] [![x](https://img.shields.io/x)](https://x.org/y.png)"
    )
    assert (entry.authors, entry.author_count) == (("Ida Moreau", "Tom Okafor"), None)
    assert (entry.venue, entry.links) == ("NeurIPS 2025", ("https://github.com/a/larder",))


def test_what_our_own_list_says_of_a_paper() -> None:
    larder, kelp = entries(
        f"- [{LARDER}]({ABS}2512.90001). *Ida Moreau, Tom Okafor*. Coasts A. 2025-12-09. doi:10.5555/a.(5)\n"
        f"- **{KELP}**. *Ida Moreau, Li Wei*. ICML 2025. 2025-05\n"
        "- **Notes on Kelp and Tides**. 2025-05\n"
    )
    [tides] = entries(
        f"- [{TIDES}]({ABS}2512.90002). *Ida Moreau, Okafor, Jr., Tom, The Kelp Collaboration, Li Wei*"
    )
    assert (tides.authors, tides.summary) == (None, None)
    assert (larder.arxiv_id, larder.doi, str(larder.published)) == (
        "2512.90001",
        "10.5555/a.(5)",
        "2025-12-09",
    )
    assert (kelp.title, kelp.authors, str(kelp.published)) == (
        KELP,
        ("Ida Moreau", "Li Wei"),
        "2025-05",
    )


def test_a_nickname_is_kept_beside_the_empty_title() -> None:
    [entry] = entries(
        f"1. **Larder** - a cache that knows what is needed next of it. [Paper]({ABS}2512.90001)"
    )
    assert (entry.title, entry.metadata) == ("", "Larder")
    assert entry.summary == "a cache that knows what is needed next of it"


def test_an_identifier_of_another_paper_is_not_taken() -> None:
    [entry] = entries(
        f"- [{LARDER}]({ABS}2512.90001), which follows [Tides](https://openreview.net/forum?id=aB3dE5fG)"
    )
    assert (entry.arxiv_id, entry.openreview_id) == ("2512.90001", None)


def test_a_list_of_authors_that_is_cut_without_a_word_has_no_count() -> None:
    rows = "".join(
        f"| {title} | A One, B Two, C Three{more} | [x]({ABS}2512.9000{n}) |\n"
        for n, (title, more) in enumerate([(LARDER, ""), (TIDES, ""), (KELP, "")], 1)
    )
    table = f"| Title | Authors | Link |\n|---|---|---|\n{rows}"
    assert [one.author_count for one in entries(table)] == [None] * 3
    longer = table.replace("C Three |", "C Three, D Four, E Five |", 1)
    assert [one.author_count for one in entries(longer)] == [5, 3, 3]


def test_what_is_in_no_entry_is_told() -> None:
    reading = read(
        f"""- [{LARDER}]({ABS}2512.90001)

We like [this one]({ABS}2512.90007) and arXiv:2512.90008 more than we can say.

| Title | PDF |
|---|---|
| [{TIDES}]({ABS}2512.90002) | - |
| Kelp | - |
"""
    )
    assert [(one.line, one.problem) for one in reading.problems] == [
        (3, "arXiv id 2512.90007 and 1 more in running text: no entry"),
        (8, "1 row of tables of papers without title or identifier of a paper: left out"),
    ]


def test_what_is_too_long_is_told() -> None:
    reading = read(f"- [{LARDER}]({ABS}2512.90001) " + "a " * 60_000)
    assert [(one.line, one.problem) for one in reading.problems] == [
        (1, "more than 100,000 letters without a break: the rest is left out")
    ]


def test_a_wrong_link_is_told() -> None:
    reading = read(f"- [{LARDER}]({ABS}2512.90001)\n- [{TIDES}]({ABS}2512.90001)\n")
    problem = "arXiv id 2512.90001 stands at different titles: not taken"
    assert [(one.line, one.problem) for one in reading.problems] == [(1, problem), (2, problem)]
    retitled = f"- [{LARDER}]({ABS}2512.90001)\n- [Sorting the Cache]({ABS}2512.90001)\n"
    assert [one.arxiv_id for one in entries(retitled)] == ["2512.90001"] * 2


ROWS = json.dumps(
    {
        "Tides": {
            "2512.90001": f"|**2025-12-09**|**{LARDER}**|Ida Moreau et.al.|[2512.90001]({ABS}2512.90001)|null|\n",
            "2512.90010": f"|**2025-12-08**|**{TIDES}**|Tom Okafor et.al.|[2512.90010]({ABS}2512.90010)|null|\n",
        },
        "Coast": {
            "2512.90003": f"- 2025-12-03, **{KELP}**, Ida Moreau et.al., Paper: [{ABS}2512.90003]({ABS}2512.90003)"
        },
    },
    indent=1,
)


def test_rows_in_json() -> None:
    assert [(one.line, one.title, one.arxiv_id) for one in entries(ROWS)] == [
        (3, LARDER, "2512.90001"),
        (4, TIDES, "2512.90010"),
        (7, KELP, "2512.90003"),
    ]


@pytest.mark.parametrize("text", ["{", "{" * 2_000, '{"a": "|x|"}', '{"a": 1, "a": [2.50, null]}'])
def test_json_that_holds_no_rows(text: str) -> None:
    reading = read(text)
    assert reading.digests == ()
    assert reading.problems


def test_the_year_that_is_said() -> None:
    with pytest.raises(UsageError, match="not of 2024: the list is dated 2025-12-10"):
        read_bytes(TABLE.encode(), "list.md", reader="markdown-list", year=2024)
    undated = f"- [{LARDER}]({ABS}2512.90001)"
    [digest] = read_bytes(undated.encode(), "l.md", reader="markdown-list", year=2024).digests
    assert digest.said_year == 2024


LIST = "\n".join(f"- [{title}]({ABS}2512.9000{n})" for n, title in enumerate((LARDER, TIDES, KELP)))
README = """# Tides
[![CI](https://img.shields.io/x)](https://ci.example.org) [![arXiv](https://img.shields.io/y)](https://arxiv.org/abs/2512.90001)

## Installation
```bash
pip install tides
python -m tides run
python -m tides show
python -m tides stop
```
## Related
- [Larder](https://github.com/a/larder), [paper](https://arxiv.org/abs/2512.90002)
- [Kelp](https://github.com/a/kelp), [paper](https://arxiv.org/abs/2512.90003)
- [Sand](https://github.com/a/sand)
"""


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        (LIST, 0.7, 0.9),
        (TABLE, 0.7, 0.9),
        (ROWS, 0.7, 0.9),
        (f"- [{LARDER}]({ABS}2512.90001)\n", 0.1, 0.5),
        (f"- {LARDER}, arxiv:2512.90001\n- Kelp Seen from Above, arxiv:2512.90002\n", 0.1, 0.9),
        (f"- [{LARDER}](https://ar5iv.org/html/2512.90001)\n", 0.1, 0.5),
        (README, 0, 0),
        (README.replace("2512.", "x."), 0, 0),
        ("- [one](https://example.org/a)\n- [two](https://example.org/b)\n" * 9, 0, 0),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", 0, 0),
        (f"\\\\\narXiv:2512.90001\nTitle: {LARDER}\nAuthors: Ida Moreau\n\\\\\n" * 4, 0, 0),
        ("<html><body>" + LIST, 0, 0),
        (LIST.replace("\n", "\n\n• 4 authors\n\n") + "\n\n• 3 authors\n", 0.1, 0.4),
        ("", 0, 0),
    ],
)
def test_how_strongly_a_text_is_claimed(text: str, lowest: float, highest: float) -> None:
    assert lowest <= claim(text).strength <= highest


HOSTILE = [
    "[" * 5_000,
    "[" * 5_000 + "](x)" * 5_000,
    "![" * 2_000 + "](x)" * 2_000,
    "| " * 5_000 + "\n" + "|-" * 5_000 + "|\n" + "| [a](b) " * 5_000,
    "- **" * 5_000,
    "<a href='x'>" * 2_000,
    "```a\n" * 2_000,
    "<!--" * 2_000,
    "- " * 5_000 + "arXiv:2512.90001",
    "(a, " * 5_000,
    "- a. " + "B, " * 5_000 + "[pdf](https://arxiv.org/abs/2512.90001)",
    "- " + "A, B. " * 5_000 + "[pdf](https://arxiv.org/abs/2512.90001)",
    "<tr>" + "<td rowspan='9' colspan='9'>" * 5_000 + "https://arxiv.org/abs/2512.90001",
    "- [" + "(a) [b] " * 2_000 + "](https://arxiv.org/abs/2512.90001)",
    "- acl" + " long" * 5_000 + " [x](https://arxiv.org/abs/2512.90001)",
    "[x]: y\n" * 2_000 + "[x] " * 2_000,
    "- \ud800 \ufffd [\x00](https://arxiv.org/abs/2512.90001)",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_read_in_time(text: str) -> None:
    claim(text)
    markdown_list.read(text, Request("list.md", named=True))


_MARKS = st.sampled_from(
    ["[", "](", ")", "https://arxiv.org/abs/2512.9000", "1", "|", "\n", "- ", "**", "<br>", "`", "# ",
     "Title: ", "---", "<a href=", "![", "]", "[x]: ", " ", "paper", "Authors: A B, C D", "\\", "$", "_"]
)  # fmt: skip


@given(st.lists(st.one_of(_MARKS, st.text(max_size=6)), max_size=40).map("".join))
@settings(max_examples=25)
def test_any_text_is_read(text: str) -> None:
    reading = read(text)
    for digest in reading.digests:
        for one in digest.sightings:
            assert one.title == one.title.strip()
            assert 1 <= one.line <= text.count("\n") + 1
            assert one.title or one.arxiv_id or one.doi or one.openreview_id or one.acl_id


_TITLE_WORDS = st.sampled_from(
    "Sparse Tides of the Coast and Kelp under Waves Attention Models for Small Seas Memory".split()
)


@given(
    st.lists(
        st.tuples(
            st.lists(_TITLE_WORDS, min_size=5, max_size=12).map(" ".join),
            st.sampled_from(sorted(TEMPLATES)),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=20)
def test_what_is_written_is_read(papers: list[tuple[str, str]]) -> None:
    """Whatever ways of writing a list mixes, each title is read with its own id."""
    text, expected = "", []
    for number, (words, way) in enumerate(papers):
        title, identifier = f"Study {number + 1}: {words}", f"2512.{number + 1:05}"
        line = TEMPLATES[way].format(title=title, id=identifier, abs=f"{ABS}{identifier}")
        text += f"{line}\n\n"
        expected.append((2 * number + 1, title, identifier))
    assert [(one.line, one.title, one.arxiv_id) for one in entries(text)] == expected


SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
COUNTS = {
    "markdown_lists/arxiv_daily_table.md": (360, 337),
    "markdown_lists/arxiv_daily_rows.json": (360, 338),
    "markdown_lists/bot_readme.md": (30, 30),
    "hf_markdown/gabrielchua_2024-09-05.md": (8, 8),
    "hf_markdown/InMatrix_paper_metadata_2026-08-21.txt": (50, 50),
}
"""Entries and arXiv ids of real lists, counted by hand and grep."""


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real samples are not here")
@pytest.mark.parametrize("name", COUNTS)
def test_real_lists(name: str) -> None:
    reading = read_bytes((SAMPLES / name).read_bytes(), name)
    found = [one for digest in reading.digests for one in digest.sightings]
    assert (len(found), len({one.arxiv_id for one in found})) == COUNTS[name]
    assert all(one.title for one in found)
    assert reading.problems == ()


FIXTURES = Path(__file__).parents[2] / "fixtures" / "markdown-list"


def test_the_fixtures() -> None:
    found = {path.name: read_bytes(path.read_bytes(), path.name) for path in FIXTURES.iterdir()}
    assert {
        name: [(one.line, one.title, one.arxiv_id) for one in reading.digests[0].sightings]
        for name, reading in found.items()
    } == {
        "arxiv-daily_dec-10.md": [
            (16, LARDER, "2512.90001"),
            (17, "Sandbar++", "2512.90004"),
            (18, "Who Evicts the Evictors? A Study of Nested Caches", "2512.90010"),
            (26, TIDES, "2512.90002"),
            (27, "Who Evicts the Evictors? A Study of Nested Caches", "2512.90010"),
        ],
        "awesome-coast.md": [
            (11, KELP, "2512.90003"),
            (14, "A Survey of Surveys of the Shore", None),
            (20, LARDER, "2512.90001"),
            (21, TIDES, "2512.90002"),
            (22, "", "2511.90007"),
        ],
    }
    assert {
        name: [(one.line, one.problem) for one in reading.problems]
        for name, reading in found.items()
    } == {
        "arxiv-daily_dec-10.md": [],
        "awesome-coast.md": [(22, "an identifier without a title")],
    }
