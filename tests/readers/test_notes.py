"""Markdown notes with YAML front matter: what they say of their paper, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.errors import UsageError
from papercli.model.paper import PartialDate, Sighting
from papercli.readers import Reading, read_bytes
from papercli.readers.notes import claim

TITLE = "Larder: Sorting the KV Cache by How Soon It Is Needed Again"
ABSTRACT = "Serving long conversations is limited by the memory of the cache."


def read(text: str, **options: int) -> Reading:
    data = text.encode("utf-8", "replace")
    return read_bytes(data, "note.md", reader="notes", year=options.get("year"))


def note(matter: str, body: str = "") -> Sighting:
    """The one paper of a note of which nothing is told, but that it has no title."""
    reading = read(f"---\n{matter}\n---\n{body}")
    [digest] = reading.digests
    [sighting] = digest.sightings
    told = [one.problem for one in reading.problems]
    assert told == ([] if sighting.title else ["an identifier without a title"])
    return sighting


def told(matter: str) -> list[tuple[int | None, str]]:
    reading = read(f"---\n{matter}\n---\n")
    return [(one.line, one.problem) for one in reading.problems]


def test_all_that_a_note_says() -> None:
    found = note(
        f"""\
title: "{TITLE}"
title_zh: 储藏室
authors: "Ida Moreau, Tom Okafor, Li Wei"
date: 20251209
pdf: "https://arxiv.org/pdf/2512.90010v2"
doi: 10.5555/larder.1
journal: Journal of Coasts
type: article
tags: [cs.LG, "keyword:cache", hep-th]
upvotes: 12
github: https://github.com/example/larder
tldr: It sorts what a cache holds.""",
        f"\n# Notes\n\n## Abstract\n\n{ABSTRACT}\nMore of it.\n\n## Mine\n\nRead again.\n",
    )
    assert found == Sighting(
        line=2,
        title=TITLE,
        abstract=f"{ABSTRACT}\nMore of it.",
        author_count=3,
        authors=("Ida Moreau", "Tom Okafor", "Li Wei"),
        published=PartialDate(2025, 12, 9),
        upvotes=12,
        arxiv_id="2512.90010",
        doi="10.5555/larder.1",
        url="https://arxiv.org/pdf/2512.90010v2",
        summary="It sorts what a cache holds.",
        categories=("cs.LG", "hep-th"),
        version=2,
        venue="Journal of Coasts",
        kind="article",
        links=("https://github.com/example/larder",),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("arxiv: 2409.10590", "2409.10590"),
        ("arxiv: '2409.10590'", "2409.10590"),
        ("arxiv_id: 2409.1059", "2409.10590"),
        ("id: 704.0001", "0704.0001"),
        ("ArXiv ID: arXiv:2409.10590v3", "2409.10590"),
        ("source: https://arxiv.org/abs/2409.10590", "2409.10590"),
        ("url: https://huggingface.co/papers/2409.10590", "2409.10590"),
        ("eprint: cs/0112017", "cs/0112017"),
        ("doi: 10.48550/arXiv.2409.10590", "2409.10590"),
    ],
)
def test_an_id_is_no_number(line: str, expected: str) -> None:
    assert note(f"title: {TITLE.partition(':')[0]}\n{line}").arxiv_id == expected


@pytest.mark.parametrize(
    ("lines", "authors", "count"),
    [
        ("authors: [Ida Moreau, Tom Okafor]", ("Ida Moreau", "Tom Okafor"), 2),
        ("authors:\n  - Ida Moreau\n  - Tom Okafor", ("Ida Moreau", "Tom Okafor"), 2),
        ("authors:\n  - Moreau, Ida\n  - Okafor, Tom", ("Moreau, Ida", "Okafor, Tom"), 2),
        ("author: Ida Moreau and Tom Okafor", ("Ida Moreau", "Tom Okafor"), 2),
        ("authors: Moreau, Ida; Okafor, Tom", ("Moreau, Ida", "Okafor, Tom"), 2),
        ("authors: Ida Moreau et al.", ("Ida Moreau",), None),
        ("authors: [Ida Moreau, et al.]", ("Ida Moreau",), None),
        ("authors: Ida Moreau and 4 others", ("Ida Moreau",), 5),
        (
            "authors:\n  - name: Ida Moreau\n    at: X\n  - name: Li Wei",
            ("Ida Moreau", "Li Wei"),
            2,
        ),
        ("authors:\n  - given: Ida\n    family: Moreau", ("Ida Moreau",), 1),
        ('authors: ["[[Ida Moreau]]", "[[people/li|Li Wei]]"]', ("Ida Moreau", "Li Wei"), 2),
        ("authors:\n  - [[Ida Moreau]]\n  - [[Li Wei]]", ("Ida Moreau", "Li Wei"), 2),
        ("作者: Ida Moreau, 李伟", ("Ida Moreau", "李伟"), 2),
        ("authors: Moreau, Ida", ("Moreau, Ida",), 1),
        ("authors:\n  - van der Moreau, Ida", ("van der Moreau, Ida",), 1),
        ("authors:\n  - Moreau, Ida\n  - et al.", ("Moreau, Ida",), None),
        ("authors: Ida Moreau, Tom Okafor", ("Ida Moreau", "Tom Okafor"), 2),
        ("authors: []", None, None),
        ("authors: [Moreau, Ida, Okafor, Tom]", None, None),
        ("authors: [李雷, 韩梅梅]", ("李雷", "韩梅梅"), 2),
        ('authors: "[[Ida Moreau]], [[people/li|Li Wei]]"', ("Ida Moreau", "Li Wei"), 2),
        ("authors:\n  - Moreau, Ida", ("Moreau, Ida",), 1),
    ],
)
def test_authors(lines: str, authors: tuple[str, ...] | None, count: int | None) -> None:
    found = note(f"arxiv: 2512.90010\n{lines}")
    assert (found.authors, found.author_count) == (authors, count)


@pytest.mark.parametrize(
    "body",
    [
        f"## Abstract\n{ABSTRACT}\n",
        f"# 📄 Abstract:\n\n{ABSTRACT}\n\n---\nmine\n",
        f"> [!abstract]\n> {ABSTRACT}\n\n# Mine\n",
        f"> [!Abstract]- {ABSTRACT}\n",
        f"**Abstract**: {ABSTRACT}\n\n**Mine**: x\n## Mine\n",
        f"## 摘要\n{ABSTRACT}\n",
    ],
)
def test_where_the_abstract_stands(body: str) -> None:
    found = note("arxiv: 2512.90010\ntitle: Larder", body)
    assert (found.abstract or "").split("\n")[0] == ABSTRACT


def test_a_page_of_a_site_on_a_publication() -> None:
    matter = f'title: "{TITLE}"\ncollection: publications\nvenue: Lamps\ndate: 2024-05-26\nurl: #'
    found = note(matter)
    assert (found.title, found.venue, str(found.published)) == (TITLE, "Lamps", "2024-05-26")
    talk = matter.replace("publications", "talks")
    assert not claim(f"---\n{talk}\n---\n").strength
    assert claim(f"---\n{matter}\n---\n").strength > 0.5


def test_a_venue_may_stand_in_a_phrase_and_a_type_is_that_of_the_note() -> None:
    matter = "arxiv: 2512.90010\npublication: In *Journal of Lamps*, 3\ntype: "
    for told, kind in (("literature", None), ("Article", "article"), ("paper", None)):
        found = note(matter + told)
        assert (found.venue, found.kind) == ("Journal of Lamps, 3", kind)
    assert note("arxiv: 2512.90010\nkind: sermon").kind == "sermon"


def test_a_title_and_an_id_in_the_text() -> None:
    found = note("tags: [paper]\nauthors: [Ida Moreau]", f"\n# {TITLE}\n\narXiv: 2512.90010\n")
    assert (found.line, found.title, found.arxiv_id) == (6, TITLE, "2512.90010")


def test_the_day_of_the_note_is_not_that_of_the_paper() -> None:
    assert note("arxiv: 2512.90010\nyear: 2019\ndate: 2025-12-09").published == PartialDate(2019)
    assert note("arxiv: 2512.90010\nyear: 2025\ndate: 2025-12-09").published == PartialDate(
        2025, 12, 9
    )
    assert note("arxiv: 2512.90010\ncreated: 2025-12-09").published is None


DIGEST = f"""\
---
title: Papers of the week
date: 2025-12-10
---

## [{TITLE}](https://arxiv.org/abs/2512.90001)

**Authors:** Ida Moreau, Tom Okafor

## [Tides in the Residual Stream of Small Models](https://arxiv.org/abs/2512.90002)

**Authors:** Li Wei
"""


def test_a_digest_of_several_headings() -> None:
    reading = read_bytes(DIGEST.encode(), "note.md")
    [digest] = reading.digests
    assert (digest.reader, digest.date) == ("notes", PartialDate(2025, 12, 10))
    assert [(one.line, one.arxiv_id, one.author_count) for one in digest.sightings] == [
        (6, "2512.90001", 2),
        (10, "2512.90002", 1),
    ]
    with pytest.raises(UsageError, match=r"note\.md:3: not of 2024: it is dated 2025-12-10"):
        read(DIGEST, year=2024)


def test_notes_that_were_put_together_in_one_file() -> None:
    other = "---\ntitle: Tides in the Residual Stream\narxiv: 2512.90002\n---\n\n---\n\nRead it.\n"
    reading = read(f"---\ntitle: {TITLE!r}\narxiv: 2512.90001\n---\n\nMine.\n\n{other}\n{other}")
    [digest] = reading.digests
    assert [(one.line, one.arxiv_id) for one in digest.sightings] == [
        (2, "2512.90001"),
        (9, "2512.90002"),
        (18, "2512.90002"),
    ]
    assert not reading.problems
    shown = read(f"---\ntitle: {TITLE!r}\narxiv: 2512.90001\n---\n\n```\n{other}```\n")
    assert len(shown.digests[0].sightings) == 1


@pytest.mark.parametrize("before", ["\n", "\n\n\n", "\ufeff\n", "  \n\n"])
def test_empty_lines_before_several_notes_are_no_note(before: str) -> None:
    other = "---\ntitle: Tides in the Residual Stream\narxiv: 2512.90002\n---\n\nRead it.\n"
    reading = read(f"{before}---\ntitle: {TITLE!r}\narxiv: 2512.90001\n---\n\nMine.\n\n{other}")
    lines = before.count("\n")
    assert [one.line for one in reading.digests[0].sightings] == [lines + 2, lines + 9]
    assert not reading.problems


def test_front_matter_that_is_no_yaml_is_read_line_by_line() -> None:
    reading = read(f"---\ntitle: {TITLE}\narxiv: 2512.90010\nauthors:\n  - Ida Moreau\n---\n")
    [problem] = reading.problems
    assert problem.line == 2
    assert "no YAML: mapping values are not allowed" in problem.problem
    [found] = reading.digests[0].sightings
    assert (found.title, found.arxiv_id, found.authors) == (TITLE, "2512.90010", ("Ida Moreau",))


def test_a_list_that_nothing_closes_is_cut_short() -> None:
    reading = read("---\narxiv: 2512.90010\nauthors: [Ida Moreau, Tom Okafor\nyear: 2025\n---\n")
    [found] = reading.digests[0].sightings
    assert (found.authors, found.author_count) == (("Ida Moreau", "Tom Okafor"), None)
    assert len(reading.problems) == 2
    assert reading.problems[1].problem == "an identifier without a title"


@pytest.mark.parametrize("cut", ["", "tags: [cs.LG, hep", "# Display this page?\nfeat"])
def test_front_matter_that_nothing_ends_is_read_and_told(cut: str) -> None:
    matter = (
        f"---\ntitle: {TITLE!r}\n\n# Authors\nauthors:\n  - Ida Moreau\ndoi: 10.5555/larder.1\n"
    )
    reading = read_bytes(f"{matter}{cut}".encode(), "note.md")
    [[sighting]] = [one.sightings for one in reading.digests]
    assert (sighting.title, sighting.doi) == (TITLE, "10.5555/larder.1")
    told = [(one.line, one.problem) for one in reading.problems]
    line = f"{matter}{cut}".count("\n") + 1
    assert (line, "nothing ends the front matter: the file may be cut") in told


def test_what_holds_more_than_keys_has_no_front_matter_without_an_end() -> None:
    assert claim(f"---\ntitle: {TITLE}\narxiv: 2512.90010\nIt is about caches.\n\n").strength == 0


def test_a_note_that_export_wrote() -> None:
    found = note(
        'title: "Kelp"\nopenreview_id: "aBcDeF_12-"\nlinks:\n  - "https://a.org"\npapers_id: "7"',
        "## Summary\n\nSorted by need.\n",
    )
    assert (found.openreview_id, found.summary) == ("aBcDeF_12-", "Sorted by need.")
    assert (found.url, found.links) == (None, ("https://a.org",))


@pytest.mark.parametrize(
    ("matter", "line", "problem"),
    [
        ("title: A\ntitle: B\narxiv: 2512.90010", 3, "'title' stands twice: the first is taken"),
        ("arxiv: 2512.90010\ntitle: [A, B]", 3, "the title is no text but a list"),
        ("arxiv: 2512.90010\ndate: 2025-02-30", 3, "no calendar has '2025-02-30'"),
        ("arxiv: 2512.90010\na: " + "[" * 700, 2, "it is nested too deeply"),
        ("arxiv: 2512.90010\n" + "- " * 1_200, 3, "is no YAML"),
        ("arxiv: 2512.90010\na: *b", 3, "found undefined alias"),
        ("arxiv: 2512.90010\na: \ufffd\n\tb: x", 4, "is no YAML"),
        ("title: A\n" + f"a: {'b' * 100}\n" * 500, 2, "front matter of more than 50,000 letters"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(matter: str, line: int, problem: str) -> None:
    assert any(at == line and problem in what for at, what in told(matter)), told(matter)[:3]


def test_aliases_are_not_multiplied() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
    )
    assert note(f"arxiv: 2512.90010\n{bomb}authors: *u").arxiv_id == "2512.90010"


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        (f"---\ntitle: {TITLE}\narxiv: 2512.90010\n---\n", 0.8, 0.9),
        ("---\ntitle: A\nauthors: B\npdf: https://example.org/a.pdf\n---\n", 0.5, 0.7),
        (DIGEST, 0.4, 0.5),
        (
            "---\ntitle: My holidays\nauthor: Ida\ndate: 2025-12-09\n---\nSee arXiv:2512.90010.",
            0,
            0,
        ),
        (
            "---\nlicense: mit\ntags:\n- text-generation\n---\n# Model\n```\npip install x\n```\n",
            0,
            0,
        ),
        ("---\ntitle: Daily Papers\nurl: https://huggingface.co/papers?q=a\n---\n", 0, 0),
        ("---\n\n# A rule above a heading\n\n---\n", 0, 0),
        ("title: A\narxiv: 2512.90010\n", 0, 0),
        ("", 0, 0),
    ],
)
def test_how_strongly_a_text_is_claimed(text: str, lowest: float, highest: float) -> None:
    assert lowest <= claim(text).strength <= highest


_PARTS = st.sampled_from(
    "title|: |arxiv: 2512.90010|\n|- |[|]|{|}|&a |*a|> |'|\"|authors:|---|\t|  |#|%|@|? |date: x"
    "|!!python/object:os.system".split("|")
)


@given(st.lists(st.one_of(_PARTS, st.text(max_size=5)), max_size=30).map("".join))
@settings(max_examples=40)
def test_any_front_matter_is_read(inner: str) -> None:
    text = f"---\n{inner}\n---\n"
    claim(text)
    for digest in read(text).digests:
        assert all(1 <= one.line <= text.count("\n") + 1 for one in digest.sightings)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1))
@settings(max_examples=40)
def test_a_title_that_is_quoted_is_read(title: str) -> None:
    quoted = title.replace("'", "''")
    found = note(f"title: 'A {quoted}'\narxiv: 2512.90010")
    assert found.title == " ".join(f"A {title}".split())


FIXTURES = Path(__file__).parents[2] / "fixtures" / "notes"


def test_the_fixtures() -> None:
    found = {path.name: read_bytes(path.read_bytes(), path.name) for path in FIXTURES.iterdir()}
    assert {
        name: [(one.line, one.arxiv_id, one.author_count) for one in reading.digests[0].sightings]
        for name, reading in found.items()
    } == {
        "larder.md": [(2, "2512.90001", 2)],
        "week-50.md": [(7, "2512.90002", 2), (16, "2512.90003", None)],
    }
    assert not any(reading.problems for reading in found.values())
