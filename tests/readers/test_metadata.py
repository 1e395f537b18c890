"""Papers as data: the fields of a record, in each form in which real files have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from papercli.model.paper import Organization, PartialDate, Sighting
from papercli.readers import Reading, read_bytes
from tests.readers.pages import sightings

FIXTURES = Path(__file__).parents[2] / "fixtures" / "metadata"
TITLE = "Kelp Forests Seen from Above"


def read(text: str | bytes, reader: str | None = "metadata") -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(data, "papers.json", reader=reader)


def one(record: dict[str, Any]) -> Sighting:
    """What is read of one record with a title."""
    [found] = sightings(read(json.dumps({"title": TITLE, **record})))
    return found


KELP = Sighting(
    line=1,
    title=TITLE,
    author_count=1,
    authors=("Carol Tide",),
    published=PartialDate(2020),
    arxiv_id="2006.01230",
    doi="10.1234/kelp.5",
    url="https://www.semanticscholar.org/paper/a1",
    summary="Kelp is counted.",
    venue="Invented Seas",
    kind="article",
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("semantic-scholar.json", KELP),
        (
            "openalex.json",
            KELP._replace(
                abstract="We count kelp by kelp",
                author_count=2,
                authors=("Carol Tide", "Dan Reef"),
                published=PartialDate(2020, 6, 5),
                url="https://doi.org/10.1234/kelp.5",
                summary=None,
                venue="Journal of Invented Seas",
            ),
        ),
        (
            "csl.json",
            Sighting(
                line=8,
                title=TITLE,
                abstract="We count kelp.",
                author_count=3,
                authors=("Carol Tide", "Dan van Reef", "Kelp Consortium"),
                published=PartialDate(2020, 6),
                doi="10.1234/kelp.5",
                venue="Journal of Invented Seas",
                kind="article",
            ),
        ),
        (
            "kaggle-snapshot.json",
            Sighting(
                line=1,
                title="On the Weight of Shelves in\n  Large Pantries",
                abstract="Shelves are heavy. We weigh\nthem.",
                author_count=2,
                authors=("B. Shélf", "A. Larder Jr"),
                published=PartialDate(2007, 4, 2),
                arxiv_id="0704.0010",
                doi="10.1234/pantry.2008.13",
                categories=("hep-ph", "math.CO"),
                version=2,
                venue="J. Pantries 7 (2008) 13",
            ),
        ),
        (
            "daily-arxiv.jsonl",
            Sighting(
                line=1,
                title="Larder: Sorting the KV Cache by How Soon It Is Needed Again",
                abstract="Serving long conversations is limited by the memory of the cache, not by"
                " arithmetic.",
                author_count=2,
                authors=("Ada Larder", "Ben Shelf"),
                arxiv_id="2405.01230",
                url="https://arxiv.org/abs/2405.01230",
                categories=("cs.CL", "cs.AI"),
            ),
        ),
        (
            "zotero.csv",
            Sighting(
                line=2,
                title="Kelp Forests, Seen\nfrom Above",
                abstract='We count "kelp".',
                author_count=2,
                authors=("Tide, Carol", "Reef, Dan"),
                published=PartialDate(2020, 6),
                doi="10.1234/kelp.5",
                url="https://example.org/kelp",
                venue="Journal of Invented Seas",
                kind="article",
            ),
        ),
        (
            "scopus.csv",
            Sighting(
                line=2,
                title="Kelp forests seen from above",
                abstract="We count kelp.",
                author_count=3,
                authors=("Tide, Carol", "Reef, Dan", "Sound, Eve"),
                published=PartialDate(2020),
                doi="10.1234/kelp.5",
                url="https://www.scopus.com/inward/record.uri?eid=2-s2.0-1",
                venue="Journal of Invented Seas",
                kind="article",
            ),
        ),
    ],
)
def test_what_programs_write(name: str, expected: Sighting) -> None:
    reading = read((FIXTURES / name).read_bytes(), reader=None)
    assert not reading.problems
    assert reading.digests[0].reader == "metadata"
    assert sightings(reading)[0] == expected


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        # An id that was read as a number, here or before it was written.
        ('"arxiv_id": 2409.10590', "arxiv_id", "2409.10590"),
        ('"arxiv_id": 2409.1059', "arxiv_id", "2409.10590"),
        ('"arxiv_id": "704.0001"', "arxiv_id", "0704.0001"),
        ('"id": 2409.1059', "arxiv_id", "2409.10590"),
        ('"id": 7', "arxiv_id", None),
        ('"id": 1203', "arxiv_id", None),
        ('"arxiv_id": "2409.10590v3"', "version", 3),
        ('"entry_id": "http://arxiv.org/abs/cs/0112017v1"', "arxiv_id", "cs/0112017"),
        ('"link": "https://arxiv.org/pdf/2409.10590v2.pdf"', "version", 2),
        ('"doi": "https://doi.org/10.48550/arXiv.2409.10590"', "arxiv_id", "2409.10590"),
        ('"url": "https://openreview.net/forum?id=aBcDeF123"', "openreview_id", "aBcDeF123"),
        ('"url": "https://www.alphaxiv.org/abs/2409.10590"', "arxiv_id", "2409.10590"),
        ('"url": "https://ar5iv.org/abs/2409.10590"', "arxiv_id", "2409.10590"),
        ('"url": "https://dblp.org/rec/journals/corr/abs-2409-10590"', "arxiv_id", "2409.10590"),
        ('"externalIds": {"ACL": "2020.acl-main.1"}', "acl_id", "2020.acl-main.1"),
        ('"note": "arXiv: 2409.10590 [cs]"', "arxiv_id", "2409.10590"),
        ('"note": "builds on arXiv:2409.10590"', "arxiv_id", None),
        ('"upvotes": 123456789012345678901234567890', "upvotes", None),
        ('"upvotes": "12.0"', "upvotes", 12),
        ('"comments": "37 pages"', "comments", None),
        ('"comments": 3', "comments", 3),
        ('"abstract": NaN', "abstract", None),
        ('"title": ["U"]', "title", "U"),
        ('"title": " T \\n  U "', "title", "T \n  U"),
        ('"title": "T\\u0000\\ud800"', "title", "T\ufffd?"),
        ('"organization": "Kelp Lab"', "organization", Organization("Kelp Lab", "Kelp Lab")),
        ('"authors": ["A"], "summary": "S"', "abstract", "S"),
        ('"authors": ["A"], "abstract": null, "summary": "S"', "summary", "S"),
        ('"url": "https://e.org", "summary": "S"', "abstract", None),
        ('"ai_summary": "S"', "summary", "S"),
        ('"subjects": "Seas; Kelp, tall"', "categories", ("Seas", "Kelp, tall")),
        ('"github": "https://github.com/a/b"', "links", ("https://github.com/a/b",)),
        ('"type": "paper-conference"', "kind", "inproceedings"),
        ('"abstract_inverted_index": {"a": [999999999]}', "abstract", "a"),
    ],
)  # fmt: skip
def test_one_field(record: str, field: str, expected: object) -> None:
    [found] = sightings(read(f'{{"title": "T", {record}}}'))
    assert getattr(found, field) == expected


@pytest.mark.parametrize(
    ("authors", "names", "count"),
    [
        (["A B", "C D"], ("A B", "C D"), 2),
        (["A B", "et al."], ("A B",), None),
        (["A B", "and 5 others"], ("A B",), 6),
        (["A B", {"name": None}], ("A B",), None),
        (["A B, C D and E F"], ("A B", "C D", "E F"), 3),
        ([{"name": "A B"}, {"firstName": "C", "lastName": "D"}], ("A B", "C D"), 2),
        ("[{'lastname': 'D', 'firstname': 'C'}, {'LastName': 'F'}]", ("C D", "F"), 2),
        ([{"creatorType": "editor", "lastName": "D"}], None, None),
        ([["D", "C.", "Jr"]], ("C. D Jr",), 1),
        (["Ann More", "Bo Other"], ("Ann More", "Bo Other"), 2),
        ("A B", ("A B",), 1),
        ("Lovelace, Ada", ("Lovelace, Ada",), 1),
        ("Lovelace, Ada; Byron, B.", ("Lovelace, Ada", "Byron, B."), 2),
        ("Lovelace, Ada and Byron, Bo", ("Lovelace, Ada", "Byron, Bo"), 2),
        ("A B, C D, and E F", ("A B", "C D", "E F"), 3),
        ("A B, C D and E F, G H", ("A B", "C D", "E F", "G H"), 4),
        ("Tide C., Reef D.", ("Tide C.", "Reef D."), 2),
        ("Tide, C., Reef, D. E.", ("Tide, C.", "Reef, D. E."), 2),
        ("A B, Jr., C D", ("A B, Jr.", "C D"), 2),
        ("Plato, Socrates, A B", ("Plato", "Socrates", "A B"), None),
        ("A B et al.", ("A B",), None),
        ("A B, C D and 12 more", ("A B", "C D"), 14),
        ("A B, C D…", ("A B", "C D"), None),
        ("A B, 等", ("A B",), None),
        ("M&uuml;ller, J.; Bee, A.", ("Müller, J.", "Bee, A."), 2),
        ("A B &amp; C D", ("A B", "C D"), 2),
        ("7", None, 7),
        (7, None, 7),
    ],
)
def test_authors(authors: object, names: tuple[str, ...] | None, count: int | None) -> None:
    found = one({"authors": authors})
    assert (found.authors, found.author_count) == (names, count)


def test_whoever_counts_the_authors_says_whether_the_list_is_cut() -> None:
    assert one({"authors": ["A B"], "author_count": 5}).author_count == 5
    assert one({"authors": ["A B"], "author_count": None}).author_count is None
    assert one({"authors": ["Kelp and Reef"], "author_count": 1}).authors == ("Kelp and Reef",)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-26T23:30:00-05:00", "2024-05-26"),
        ("2024/5/26", "2024-05-26"),
        ("2024-05-00", "2024-05"),
        ("2024-00-00", "2024"),
        ("Sun, 26 May 2024 10:00:00 GMT", "2024-05-26"),
        ("26 May 2024", "2024-05-26"),
        ("May 2024", "2024-05"),
        ("05/2024", "2024-05"),
        ("26/05/2024", "2024-05-26"),
        ("03/04/2024", "2024"),
        (1716717600, "2024-05-26"),
        (1716717600000, "2024-05-26"),
        ("20240526", "2024-05-26"),
        ({"date-parts": [[2024, 5]]}, "2024-05"),
        ({"date-parts": [[]]}, "None"),
        ("2024-13-45", "None"),
        ("~2024-05-26", "None"),
        ("--05-26", "None"),
    ],
)
def test_dates(written: object, expected: str) -> None:
    assert str(one({"date": written}).published) == expected


def test_the_surest_name_of_a_date_counts_and_another_may_say_more_of_it() -> None:
    assert one({"year": 2020, "publicationDate": None}).published == PartialDate(2020)
    assert one({"date": "2020", "publication_year": "2020", "year": 2021}).published == (
        PartialDate(2020)
    )
    assert one({"updated": "2023-01-02"}).published is None


def test_an_inferred_year_is_no_fact_when_it_is_read_again() -> None:
    found = one({"published": "2024-05-26", "published_inferred": True})
    assert found.published is None
