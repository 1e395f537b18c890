"""Records of JSON that are papers by what they say, and notes of OpenReview."""

from __future__ import annotations

import json

import pytest

from papercli.readers import UnknownFormatError, read_bytes
from tests.readers.pages import problems, sightings, titles

LONG = [
    "Kelp Forests Seen from Above at Night",
    "A Study of Tides in Narrow Harbors",
    "Why Do Lighthouses Still Need Keepers?",
]
NOTES: list[dict[str, object]] = [
    {
        "id": "aBcDeF123",
        "pdate": 1716717600000,
        "content": {
            "title": {"value": LONG[0]},
            "authors": {"value": ["Ann Bee", "Cy Dee"]},
            "abstract": {"value": "We look down."},
            "venue": {"value": "ICLR 2024 poster"},
            "venueid": {"value": "ICLR.cc/2024/Conference"},
        },
    },
    {"id": "gHiJkL456", "forum": "gHiJkL456", "content": {"title": LONG[1]}},
    {
        "id": "mNoPqR789",
        "forum": "aBcDeF123",
        "replyto": "aBcDeF123",
        "content": {"title": {"value": "Official Review of Paper 1"}},
    },
]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"count": 3, "notes": NOTES}),
        json.dumps(NOTES),
        "\n".join(map(json.dumps, NOTES)),
    ],
    ids=["answer", "list", "lines"],
)
def test_notes_of_openreview_are_read_and_reviews_are_none(text: str) -> None:
    reading = read_bytes(text.encode(), "a.json")
    first, second = sightings(reading)
    assert (first.title, first.openreview_id) == (LONG[0], "aBcDeF123")
    assert (first.author_count, first.abstract, first.venue) == (
        *(2, "We look down.", "ICLR 2024 poster"),
    )
    assert str(first.published) == "2024-05-26"
    assert (second.title, second.openreview_id) == (LONG[1], "gHiJkL456")
    assert not reading.problems


def test_records_are_papers_by_their_titles_and_venues_though_their_names_do_not_say_so() -> None:
    records = [{"conf": "ICSE 2024", "title": one, "author": "Ann Bee, Cy Dee"} for one in LONG]
    for text in (json.dumps(records), "\n".join(map(json.dumps, records))):
        found = sightings(read_bytes(text.encode(), "a.json"))
        assert [(one.title, one.venue, one.author_count) for one in found] == [
            (title, "ICSE 2024", 2) for title in LONG
        ]


@pytest.mark.parametrize(
    "records",
    [
        [{"title": one, "author": "Ann Bee", "date": "2024-05-26"} for one in LONG],
        [{"title": one[:9], "author": "Ann Bee", "year": 2024} for one in LONG],
        [{"title": one, "year": 2024, "director": "Ann Bee"} for one in LONG],
        [{"title": one, "year": 2024, "url": "https://example.org/a"} for one in LONG],
        [{"title": LONG[0], "author": "Ann Bee", "year": 2024}],
    ],
    ids=["posts", "short", "films", "pages", "one"],
)
def test_records_of_other_things_are_not_claimed(records: list[dict[str, object]]) -> None:
    with pytest.raises(UnknownFormatError):
        read_bytes(json.dumps(records).encode(), "a.json")


def test_an_address_under_the_name_of_arxiv_may_name_another_id() -> None:
    table = (
        "Year,Title,Arxiv\n"
        f"2018,{LONG[0]},https://openreview.net/forum?id=aBcDeF123\n"
        f"2018,{LONG[1]},soon\n"
    )
    reading = read_bytes(table.encode(), "a.csv")
    assert titles(reading) == LONG[:2]
    assert sightings(reading)[0].openreview_id == "aBcDeF123"
    assert problems(reading) == [(3, "arxiv_id: no such identifier: 'soon'")]


@pytest.mark.parametrize("indent", [2, None])
@pytest.mark.parametrize("lost", ['"', ":", "[", "{", "}"])
def test_no_part_of_a_broken_record_is_one(indent: int | None, lost: str) -> None:
    works: list[dict[str, object]] = [
        {
            "doi": f"10.1000/kelp.{number}",
            "title": title,
            "authorships": [
                {
                    "author": {"id": "A1", "display_name": "Ann Bee"},
                    "institutions": [{"id": "I1", "display_name": "Kelp Lab"}],
                }
            ],
            "topics": [{"id": "T1", "display_name": "Forests of the Sea"}],
        }
        for number, title in enumerate(LONG)
    ]
    text = json.dumps({"results": works}, indent=indent)
    within = text.index(LONG[1])
    place = text.index(lost, within + len(LONG[1]) + (lost == '"'))
    reading = read_bytes((text[:place] + text[place + 1 :]).encode(), "a.json")
    assert {LONG[0], LONG[2]} <= set(titles(reading)) <= set(LONG)
    assert reading.problems


@pytest.mark.parametrize("records", [1, 2, 8])
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("listed", [True, False])
def test_an_abstract_that_speaks_of_the_research_community_makes_no_page_of_its_file(
    records: int, indent: int | None, listed: bool
) -> None:
    said = "\n".join(["We offer lamps to the research community.", *["They burn."] * 30])
    papers = [{"title": f"{LONG[0]} {at}", "abstract": said} for at in range(records)]
    parts = [json.dumps(one, indent=indent) for one in papers]
    read = read_bytes((f"[{', '.join(parts)}]" if listed else "\n".join(parts)).encode(), "a.json")
    assert [(one.title, one.abstract) for one in sightings(read)] == [
        (one["title"], said) for one in papers
    ]
    assert not read.problems


def test_a_schema_has_the_fields_of_papers_and_none_of_them() -> None:
    fields = {"title": {"type": "string", "title": LONG[0]}, "externalIds": {"$ref": "#/ids"}}
    text = json.dumps({"title": LONG[1], "properties": fields, "definitions": {"ids": {}}})
    with pytest.raises(UnknownFormatError):
        read_bytes(text.encode(), "schema.json")
    assert titles(read_bytes(text.replace("$ref", "ref").encode(), "a.json"))
