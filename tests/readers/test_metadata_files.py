"""Files of papers as data: where records stand, what is broken, and what the program writes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.model.paper import Organization, PartialDate
from papercli.output.as_csv import write as write_csv
from papercli.output.as_json import write as write_json
from papercli.output.as_lines import write as write_lines
from papercli.output.as_ndjson import write as write_ndjson
from papercli.output.rows import organization_value
from papercli.readers import UnknownFormatError
from papercli.readers.metadata import claim
from papercli.readers.metadata.entries import sighting_of
from papercli.readers.metadata.objects import decoder
from papercli.readers.metadata.plans import plan_of
from papercli.readers.metadata.regular import regular, shape_of
from tests.readers.pages import problems, sightings
from tests.readers.test_metadata import TITLE, read


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('[\n{"title": "A"},\n{"title": "B"}\n]', [2, 3]),
        ('{"title": "A"}\n\n{"title": "B"}', [1, 3]),
        ('{"title": "A"},\n{"title": "B"},\n', [1, 2]),
        ('{\n "title": "A"\n}\n{\n "title": "B"\n}', [2, 5]),
        ('{"data": {"papers": [\n{"title": "A"},\n{"title": "B"}]}}', [2, 3]),
        ('{"2024-05-26": [{"title": "A"}],\n"2024-05-27": [{"title": "B"}]}', [1, 2]),
        ('{"x": {"title": "A"},\n"y": {"title": "B"}}', [1, 2]),
        ('[[{"title": "A"}],\n[{"title": "B"}]]', [1, 2]),
        ('{"title": "A", "references": [{"title": "C"}]}\n{"title": "B"}', [1, 2]),
        ('{"papers": [{"title": "A"}]}\n{"papers": [{"title": "B"}]}', [1, 2]),
        ('title,doi\nA,\n"B",10.1234/x', [2, 3]),
        ("sep=;\ntitle;doi\nA;\nB;", [3, 4]),
        ("title\tdoi\nA\nB", [2, 3]),
    ],
)
def test_where_records_stand(text: str, lines: list[int]) -> None:
    reading = read(text)
    assert [(found.title, found.line) for found in sightings(reading)] == list(
        zip("AB", lines, strict=True)
    )
    assert not reading.problems


@pytest.mark.parametrize(
    ("keys", "strength"),
    [
        ("title abstract upvotes comments", 0.93),
        ("title abstract upvotes numComments", 0.5),
        ("title published_at upvotes num_comments authors", 0.5),
    ],
)
def test_an_answer_of_hugging_face_is_left_to_its_own_reader(keys: str, strength: float) -> None:
    assert claim(json.dumps([dict.fromkeys(keys.split(), "1")])).strength == strength


@pytest.mark.parametrize("keys", ["标题 作者", "título autores"])
def test_keys_may_be_in_other_scripts(keys: str) -> None:
    record = dict.fromkeys(keys.split(), "A")
    assert claim(json.dumps([record], ensure_ascii=False)).strength == 0.93


def test_short_lines_are_no_sign_of_anything_in_data() -> None:
    names = {"authors": [{"n": "A"}] * 12_000}
    text = json.dumps([{"title": "A", **names}, {"title": "B"}], indent=0)
    assert [found.title for found in sightings(read(text))] == ["A", "B"]


def test_a_record_may_be_listed_under_its_id() -> None:
    [found] = sightings(read('{"2409.10590": {"title": "A", "abstract": "B"}}', None))
    assert found.arxiv_id == "2409.10590"


def test_the_date_of_a_list_is_that_of_its_digest() -> None:
    reading = read('{"date": "2024-05-26", "papers": [{"title": "A"}]}')
    assert reading.digests[0].date == PartialDate(2024, 5, 26)


def test_a_paper_may_be_named_by_an_identifier_alone() -> None:
    [found] = sightings(read('{"arxiv_id": "2409.10590"}', None))
    assert (found.title, found.arxiv_id) == ("", "2409.10590")


@pytest.mark.parametrize(
    ("text", "titles", "told"),
    [
        ('{"title": "A"}\n{"title": \n{"title": "B"}', "AB", [(2, "broken JSON: expecting value")]),
        ('[{"title": "A"},\n{"title" "x"},\n{"title": "B"}]', "AB",
         [(2, "broken JSON: expecting ':' delimiter")]),
        ('[{"title": "A"},\n{"title": "B", "authors": [{"na', "A",
         [(2, "broken JSON: unterminated string starting at"), (2, "the text ends within a list")]),
        ('{"data": [{"title": "A"},\n{"title": }, {"title": "B"}]}', "AB",
         [(2, "broken JSON: expecting value")]),
        ('[{"title": "A"},\n{"authors": ["C D"]}]', "A",
         [(2, "neither a title nor an identifier: left out")]),
        ('{"title": "A", "abstract": 5, "date": "soon", "arxiv_id": "x"}', "A",
         [(1, "arxiv_id: no such identifier: 'x'"), (1, "published: cannot be read: 'soon'")]),
        ('{"title": "A", "abstract": {"b": 1}}', "A",
         [(1, "abstract: not a text: \"{'b': '1'}\"")]),
        ('[{"title": "A"},\n5, [],\n"b", {"title": "B"}]', "AB",
         [(2, "not a record with named values"), (3, "not a record with named values")]),
        ('{"title": "A"}\n{"title": "B"}\nnull', "AB", [(3, "not a record with named values")]),
        ("title,doi\nA,\n,\nB,\n,\n,\n", "AB", []),
        ("title,doi\nA,\ntitle,doi\nB,\n", "AB", []),
        ("title,doi\nA,\nB,x,y\n", "A", [(3, "3 cells where the header has 2")]),
        ('title,doi\nA,\n"C,10.1/x\nB,\n', "AB",
         [(3, "a quotation that nothing closes, or a wrong number of cells")]),
    ],
)  # fmt: skip
def test_what_is_broken_costs_only_itself(
    text: str, titles: str, told: list[tuple[int, str]]
) -> None:
    reading = read(text)
    assert "".join(found.title for found in sightings(reading)) == titles
    assert problems(reading) == told


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '[{"title": "A", "b": ' + "[" * 100_000,
        '[{"title": "A"}, {"title": ' + '{"title": ' * 20_000,
        "[" + "{" * 50_000,
        '{"title": "A", "year": ' + "9" * 10_000 + "}",
        'title,doi\n"' + 'a"b,' * 20_000,
        "title,doi\n" + '"a "b\n' * 20_000,
        "title,doi" + ",x" * 20_000 + "\n" + ",\n" * 20_000,
        '{"title": "A", "authors": "' + ", " * 50_000 + '"}',
        '{"title": "A", "authors": "A' + " " * 100_000 + 'B"}',
        '{"title": "A", "categories": "a' + " " * 100_000 + 'b"}',
    ],
)
def test_hostile_texts_end(text: str) -> None:
    reading = read(text)
    assert reading.digests or reading.problems


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "left-pad", "version": "1.0.0", "author": "x", "license": "MIT"}',
        '[{"title": "Fix the build", "number": 7, "body": "x", "url": "https://e.org"}]',
        "Title, and other words, of a page\n\nAbstract",
        "name,price\nkelp,7\n",
        '{"version": "https://jsonfeed.org/version/1", "items": [{"title": "x", "authors": []}]}',
        "[1, 2]",
        "| Title | Authors |\n|:--|:-:|\n| Kelp | Ida Moreau |\n",
        "Title | Authors\n--- | ---\nKelp | Ida Moreau\n",
    ],
)
def test_other_data_are_not_taken_for_papers(text: str) -> None:
    with pytest.raises(UnknownFormatError):
        read(text, None)


SAFE = st.text("Kelp é字,\"'\n\\u{}[]:1", min_size=1, max_size=12).map(str.strip).filter(bool)
NAMES = st.text("Kelp é字-", min_size=1, max_size=9).map(str.strip).filter(bool)
ADDRESSES = st.sampled_from(["https://example.org/a,b", "http://example.org/?q=1&x=2"])
PAPERS = st.fixed_dictionaries(
    {
        "title": SAFE,
        "abstract": st.none() | SAFE,
        "published": st.none()
        | st.sampled_from([PartialDate(2024), PartialDate(2024, 2), PartialDate(2024, 2, 29)]),
        "authors": st.none() | st.lists(NAMES, min_size=1, max_size=4).map(tuple),
        "organization": st.none() | st.builds(Organization, NAMES, NAMES),
        "comments": st.none() | st.integers(0, 99),
        "upvotes": st.none() | st.integers(0, 99),
        "arxiv_id": st.sampled_from([None, "2409.10590", "0704.0001", "cs/0112017"]),
        "doi": st.sampled_from([None, "10.1234/a(b)c;d"]),
        "url": st.none() | ADDRESSES,
        "summary": st.none() | SAFE,
        "categories": st.none() | st.lists(NAMES, min_size=1, max_size=3, unique=True).map(tuple),
        "venue": st.none() | SAFE,
        "kind": st.sampled_from([None, "article", "Review of Kelp"]),
        "openreview_id": st.sampled_from([None, "aBc-DeF_123"]),
        "acl_id": st.sampled_from([None, "2020.acl-main.1", "P19-1001"]),
        "links": st.none() | st.lists(ADDRESSES, min_size=1, max_size=2, unique=True).map(tuple),
    }
)  # fmt: skip


def row_of(fields: dict[str, Any]) -> dict[str, object]:
    """The fields as the program writes them."""
    lists = ("authors", "categories", "links")
    return {
        "id": 7,
        **{
            name: list(value) if name in lists and value else value
            for name, value in fields.items()
        },
        "published": str(fields["published"]) if fields["published"] else None,
        "organization": organization_value(fields["organization"]),
        "author_count": len(fields["authors"]) if fields["authors"] else 3,
        "version": 2 if fields["arxiv_id"] else None,
        "digests": [{"path": "a.txt", "date": None, "line": 9}],
        "published_inferred": False,
    }


@settings(max_examples=60)
@given(st.lists(PAPERS, min_size=1, max_size=3), st.sampled_from(["ndjson", "json", "csv"]))
def test_what_the_program_writes_is_read_without_loss(
    papers: list[dict[str, Any]], written: str
) -> None:
    rows = [row_of(fields) for fields in papers]
    stream = io.StringIO()
    write = {"ndjson": write_ndjson, "json": write_json, "csv": write_csv}[written]
    write(rows, tuple(rows[0]), stream)
    reading = read(stream.getvalue(), None)
    assert not reading.problems
    for fields, row, found in zip(papers, rows, sightings(reading), strict=True):
        expected = dict(fields)
        if written == "csv":  # which has no room for more than the name
            organization = fields["organization"]
            expected["organization"] = organization and Organization(
                organization.name, organization.name
            )
        assert {name: getattr(found, name) for name in expected} == expected
        assert (found.author_count, found.version) == (row["author_count"], row["version"])


def test_papers_shown_into_a_pipe_are_read_without_loss() -> None:
    rows = [
        {**row_of({"title": "2000 authors", "arxiv_id": "2409.10590", "organization": None,
                   "authors": ["Tide, Carol", "4 Reefs"], "published": PartialDate(2024, 5)})},
        {**row_of({"title": "Kelp", "arxiv_id": None, "organization": None, "authors": None,
                   "published": None}), "published": "~2024", "published_inferred": True},
    ]  # fmt: skip
    stream = io.StringIO()
    write_lines(rows, tuple(rows[0]), stream)
    reading = read(stream.getvalue(), None)
    assert not reading.problems
    reefs, kelp = sightings(reading)
    assert (reefs.line, reefs.title, reefs.arxiv_id) == (2, "2000 authors", "2409.10590")
    assert (reefs.authors, reefs.author_count) == (("Tide, Carol", "4 Reefs"), 2)
    assert reefs.published == PartialDate(2024, 5)
    cut = read("id\t1\ntitle\tKelp\nauthors\tA B\nauthors\tC D\n", None)
    assert [found.author_count for found in sightings(cut)] == [None]
    assert (kelp.title, kelp.author_count, kelp.published) == ("Kelp", 3, None)


@settings(max_examples=60)
@given(st.lists(PAPERS, min_size=1, max_size=3), st.booleans())
def test_what_is_read_at_a_glance_is_read_as_closely(
    papers: list[dict[str, Any]], told: bool
) -> None:
    """A regular record comes to the same by either way."""
    for fields in papers:
        row = {name: value for name, value in row_of(fields).items() if told or value}
        record = decoder.decode(json.dumps({**row, "title": TITLE}))
        keys = tuple(record)
        shape = shape_of(keys)
        assert shape is not None
        found = regular(record, shape, 1)
        assert found in (None, sighting_of(record, plan_of(keys), 1, pytest.fail))
    plain = {"title": TITLE, "authors": ["Carol Tide", "Dan Reef"], "id": "2409.10590v2"}
    assert regular(plain, shape_of(tuple(plain)), 1) is not None  # type: ignore[arg-type]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    "title abstract authors author_count published issued id arxiv_id doi externalIds versions"
    " abstract_inverted_index organization comments categories url links locations kind"
    " note".split()
)


@settings(max_examples=60)
@given(st.dictionaries(KEYS, JSON, max_size=6), st.integers(0, 400))
def test_values_of_any_type_are_read_or_told(record: dict[str, Any], cut: int) -> None:
    text = json.dumps([{"title": TITLE}, record])
    read(text)
    read(text[: 1 + cut])
    cells = io.StringIO()
    csv.writer(cells).writerows([list(record), [str(value) for value in record.values()]])
    read("title,doi\n" + cells.getvalue())
