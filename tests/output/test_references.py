"""RIS, CSL-JSON and lists: accepted by other programs, and read back to the same papers by ours."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any, cast

import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papercli.kinds import KINDS, Kind
from papercli.model.paper import PartialDate, Sighting
from papercli.output import Row
from papercli.output.formats import write
from papercli.output.references import slug
from papercli.output.rows import PAPER_FIELDS, paper_row
from papercli.readers import READERS, read_bytes
from papercli.text import clean
from tests.output.papers import FULL, HOSTILE, paper
from tests.readers.pages import sightings

RICH: Row = {
    **paper_row(FULL),
    "title": "Naïve Caches: 50% of 大語言模型 -- a ``Survey'' of O(n_1)",
    "kind": "inproceedings",
    "venue": "Lamps & Co. 2025",
    "categories": ["cs.CL", "cs.LG"],
    "openreview_id": "abcDEF123",
}
UNNAMED: Row = {
    **paper_row(paper(8, "Kelp Seen From Above", author_count=9)),
    "published": "2024-11-03",
    "published_inferred": True,
    "url": "https://example.org/kelp",
}
CUT: Row = {
    **paper_row(paper(9, "Gossip on Collars", authors=("Bee, Ann", "Cy Dee"), author_count=12)),
    "published": "2023",
}
UNCOUNTED: Row = {**CUT, "id": 10, "title": "More Gossip on Collars", "author_count": None}
ROWS = (RICH, UNNAMED, CUT, UNCOUNTED)


def printed(name: str, *rows: Row, fields: tuple[str, ...] = PAPER_FIELDS) -> str:
    stream = io.StringIO(newline="")
    assert write(name, rows, fields, stream) == len(rows)
    return stream.getvalue()


def read_back(name: str, *rows: Row, reader: str | None = None) -> list[Sighting]:
    wanted = reader or name
    if wanted not in [each.name for each in READERS]:
        pytest.skip(f"no reader named {wanted} yet")
    reading = read_bytes(printed(name, *rows).encode(), "export")
    assert [digest.reader for digest in reading.digests] == [wanted]
    assert reading.problems == ()
    return sightings(reading)


def compared(row: Row, *names: str) -> dict[str, Any]:
    """What a format is to keep of a paper, as a sighting has it."""
    listed = cast("list[str] | None", row["authors"])
    known = {"authors": tuple(listed) if listed else None}
    return {name: known.get(name, row.get(name)) for name in names}


def shown(sighting: Sighting, *names: str) -> dict[str, Any]:
    return {
        name: clean(value) if name in ("title", "abstract") and value else value
        for name in names
        for value in [getattr(sighting, name)]
    }


KEPT = ("title", "abstract", "authors", "author_count", "arxiv_id", "doi", "openreview_id")


@pytest.mark.parametrize("name", ["bibtex", "ris"])
def test_papers_read_back_the_same(name: str) -> None:
    seen = read_back(name, *ROWS)
    expected = [{**compared(row, *KEPT), "title": clean(str(row["title"]))} for row in ROWS]
    assert [shown(one, *KEPT) for one in seen] == expected
    # A date of a guessed year is none when it is read back.
    assert [str(one.published) for one in seen] == ["2025-05-26", "None", "2023", "2023"]
    assert (seen[0].venue, seen[0].kind) == ("Lamps & Co. 2025", "inproceedings")
    assert seen[0].url == RICH["url"]


@pytest.mark.parametrize(
    ("name", "own"), [("bibtex", "bibtex"), ("csl-json", "csl"), ("ris", "ris")]
)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_reads_back_the_same(kind: Kind, name: str, own: str) -> None:
    if not getattr(kind, own):
        pytest.skip("has no name in this format")
    # Of an item that CSL has no other sign of, it may be no more than the names of authors.
    rows = [{**row, "kind": kind.name} for row in (RICH, {**RICH, "published": None})]
    seen = read_back(name, *rows, reader="metadata" if name == "csl-json" else None)
    # CSL's "document" says as much as no kind at all.
    kept = None if (name, kind.name) == ("csl-json", "misc") else kind.name
    assert [one.kind for one in seen] == [kept] * 2


def test_links_stand_in_ris() -> None:
    rich, bare = read_back("ris", RICH, {**UNNAMED, "url": None, "links": ["https://a.example/"]})
    assert "https://example.org/code" in (rich.links or ())
    assert (bare.url, bare.links) == (None, ("https://a.example/",))


def test_csl_json_reads_back_the_same() -> None:
    seen = read_back("csl-json", *ROWS, reader="metadata")
    assert [clean(one.title) for one in seen] == [clean(str(row["title"])) for row in ROWS]
    assert [(one.arxiv_id, one.doi) for one in seen] == [
        (row["arxiv_id"], row["doi"]) for row in ROWS
    ]
    assert (seen[0].venue, seen[0].kind) == ("Lamps & Co. 2025", "inproceedings")
    # What is a guess, or cut short, is no fact when it is read back.
    assert [str(one.published) for one in seen] == ["2025-05-26", "None", "2023", "2023"]
    assert [one.author_count for one in seen[:1] + seen[3:]] == [2, None]
    assert seen[1].kind is None


def test_a_list_reads_back_the_same() -> None:
    rows = [{**RICH, "title": "Naïve Caches of Kelp [v2]", "url": None}]
    rows += [
        paper_row(paper(n, f"Kelp Forests Seen From Above, Part {n}", arxiv_id=f"2505.0000{n}"))
        for n in range(2, 6)
    ]
    seen = read_back("markdown-list", *rows)
    assert [clean(one.title) for one in seen] == [row["title"] for row in rows]
    assert [one.arxiv_id for one in seen] == [row["arxiv_id"] for row in rows]


LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=40)
@given(LINES, LINES)
@example("TY  - JOUR", "ER  - ")
@example("  ", "and")
@example("{a} -- ``b''", "A, B, C and D; et al.")
def test_any_title_reads_back_equal(title: str, name: str) -> None:
    row: Row = {**paper_row(paper(1, f"T {title}", authors=(f"N {name}",), author_count=1))}
    expected = clean(" ".join(json.loads(printed("csl-json", row))[0]["title"].split()))
    for form in ("bibtex", "ris"):
        [one] = sightings(read_bytes(printed(form, row).encode(), "export", reader=form))
        assert clean(one.title) == expected


def test_ris_is_accepted_by_rispy() -> None:
    entries = rispy.loads(printed("ris", *ROWS, {**RICH, "title": HOSTILE}))
    assert [entry["id"] for entry in entries] == [
        *("lovelace2025naive-7", "kelp-8", "bee2023gossip-9", "bee2023more-10"),
        "lovelace2025boldxbold-7",
    ]
    assert entries[0]["authors"] == list(FULL.authors or ())
    assert entries[0]["date"] == "2025/05/26/"
    assert entries[0]["type_of_reference"] == "CPAPER"
    assert entries[0]["secondary_title"] == RICH["venue"]
    assert entries[2]["date"] == "2023///"


ITEM = {
    "id": str,
    "type": str,
    "title": str,
    "author": list,
    "issued": dict,
    "container-title": str,
    "number": str,
    "DOI": str,
    "URL": str,
    "note": str,
    "abstract": str,
}
TYPES = {"article", "article-journal", "paper-conference", "document", "thesis", "book"}
NAME_PARTS = {"family", "given", "literal"}


def check_item(item: Mapping[str, Any]) -> None:
    """What the schema of CSL 1.0.2 asks of the fields that are written here."""
    assert {"id", "type"} <= item.keys() <= ITEM.keys()
    assert all(isinstance(value, ITEM[name]) for name, value in item.items())
    assert item["type"] in TYPES
    for name in item.get("author", ()):
        assert name
        assert name.keys() <= NAME_PARTS
        assert all(isinstance(part, str) and part for part in name.values())
    issued = item.get("issued", {"date-parts": [[2000]]})
    [parts] = issued["date-parts"]
    assert 1 <= len(parts) <= 3
    assert all(isinstance(part, int) for part in parts)
    assert issued.keys() <= {"date-parts", "circa"}


def test_csl_json_is_as_its_schema_has_it() -> None:
    items = json.loads(printed("csl-json", *ROWS, {**RICH, "title": HOSTILE}))
    for item in items:
        check_item(item)
    assert items[0]["author"] == [
        {"family": "Lovélace", "given": "Ada"},
        {"literal": "Command and Control Group"},
    ]
    assert items[0]["issued"] == {"date-parts": [[2025, 5, 26]]}
    assert (items[0]["type"], items[0]["number"]) == ("paper-conference", "arXiv:2505.00001")
    assert items[1]["issued"]["circa"] is True
    assert items[1]["note"] == "9 authors; year inferred"
    assert items[2]["author"] == [
        {"family": "Bee", "given": "Ann"},
        {"family": "Dee", "given": "Cy"},
        {"literal": "others"},
    ]


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json"])
def test_abstracts_only_where_they_are_asked_for(name: str) -> None:
    assert "therefore" in printed(name, RICH, fields=("id", "abstract"))
    assert "therefore" not in printed(name, RICH, fields=("id",))


def test_a_list() -> None:
    names = ("Bee, Ann", "C, Jr., D", *(f"N{n}" for n in range(9)))
    many = paper(3, "A [b] *c*", authors=names, author_count=11)
    bare = paper(4, "Kelp", doi="10.1000/a(b)", published=PartialDate(2024))
    assert printed("markdown-list", RICH, UNNAMED, paper_row(many), paper_row(bare)) == (
        "- [Naïve Caches: 50% of 大語言模型 -- a \\`\\`Survey'' of O(n\\_1)]"
        "(https://arxiv.org/abs/2505.00001). *Ada Lovélace, Command and Control Group*. "
        "Lamps \\& Co. 2025. 2025-05-26. doi:10.1000/a\\_b\n"
        "- [Kelp Seen From Above](https://example.org/kelp). 9 authors. ~2024-11-03\n"
        "- **A \\[b\\] \\*c\\***. *Ann Bee, C, Jr., D, N0, N1, N2, N3, N4, N5, N6, N7 et al.*\n"
        "- [Kelp](https://doi.org/10.1000/a%28b%29). 2024\n"
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Naïve Caches: 50% of it", "naive-caches-50-of-it"),
        ("大語言模型", ""),
        ("../../etc/passwd\x00", "etc-passwd"),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 500, "x" * 60),
    ],
)
def test_a_slug_is_safe_in_a_name_of_a_file(title: str, name: str) -> None:
    assert slug(title) == name
