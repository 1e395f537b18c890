"""A Parquet file gives the entries that a JSON-lines file of the same rows gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

pytest.importorskip("pyarrow", reason="the extra scale is not installed")

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from papercli.ingest.sources import find_sources
from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.base import MOST_TOLD
from papercli.readers.metadata.reading import Told, of_lines
from papercli.readers.untitled import Untitled
from papercli.scale import parquet_input
from papercli.scale.parquet_input import parquet_digests, row_groups
from tests.scale.libraries import parquet

Row = dict[str, Any]


def in_parquet(file: Path) -> tuple[list[Digest], list[Problem]]:
    (source,) = find_sources([str(file)], None).sources
    read = list(parquet_digests(source, None, None))
    return (
        [digest for digest, _ in read if digest is not None],
        [problem for _, problems in read for problem in problems],
    )


def in_lines(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Sighting], list[Problem]]:
    told = Told("rows.parquet")
    entries = list(of_lines([json.dumps(row, default=str) for row in rows], 1, told))
    untitled = Untitled()
    for entry in entries:
        if not entry.title:
            untitled.add(entry.line)
    return entries, told.problems + untitled.told(told.path)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


WORDS = st.sampled_from(
    ["", " Tides in a Glass ", "Undated Tides", "nan", "N\0L", "A. Quill; B. Ost", "x" * 12]
)
NAMES = st.lists(st.sampled_from(["Ada Quillfeather", "Bram Ostrova", "et al.", ""]), max_size=3)
ADDRESSES = st.sampled_from(
    ["https://arxiv.org/abs/2409.10590v2", "https://doi.org/10.1234/kelp.5", "see there"]
)
COLUMNS: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS,
    "Abstract": WORDS,
    "abstract_inverted_index": st.fixed_dictionaries(
        {"we": st.lists(st.integers(-1, 3)), "tide": st.lists(st.integers(0, 3), min_size=1)}
    ),
    "summary": WORDS,
    "authors": NAMES,
    "authorships": st.lists(
        st.fixed_dictionaries(
            {"author": st.fixed_dictionaries({"display_name": st.just("Ada Tide")})}
        )
    ),
    "Author Full Names": WORDS,
    "n_authors": st.integers(-1, 4),
    "organization": st.fixed_dictionaries({"slug": maybe(WORDS), "name": WORDS}),
    "published": st.dates(date(1999, 1, 1), date(2030, 1, 1)),
    "date": st.sampled_from(["2024-09", "someday", "", "~2020"]),
    "issued": st.fixed_dictionaries(
        {"date-parts": st.lists(st.lists(st.integers(0, 2030), max_size=3), max_size=1)}
    ),
    "year": st.floats(1990, 2030) | st.sampled_from([float("nan"), float("inf")]) | st.just(2024.0),
    "versions": st.lists(
        st.fixed_dictionaries({"created": st.just("Mon, 2 Apr 2007 19:18:42 GMT")}), max_size=2
    ),
    "comments": st.integers(0, 9),
    "upvotes": st.decimals(0, 9, places=1),
    "arxiv_id": st.sampled_from(["2409.10590v2", "2409.1059", "none"]),
    "externalIds": st.fixed_dictionaries(
        {"ArXiv": maybe(st.just("2409.10590")), "DOI": maybe(st.just("10.1234/KELP.5"))}
    ),
    "doi": ADDRESSES,
    "id": st.integers(1, 9),
    "url": ADDRESSES,
    "links": st.lists(ADDRESSES),
    "github": st.fixed_dictionaries({"url": ADDRESSES}),
    "journal-ref": WORDS,
    "primary_location": st.fixed_dictionaries(
        {"source": st.fixed_dictionaries({"display_name": st.just("Tidal Letters")})}
    ),
    "type": st.sampled_from(["journal-article", "posted-content"]),
    "categories": st.lists(st.sampled_from(["cs.TI", "cs.CL"]), max_size=2),
    "is_authors_truncated": st.booleans(),
    "embedding": st.lists(st.floats(0, 1), max_size=2),
}


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    names = draw(st.lists(st.sampled_from(sorted(COLUMNS)), unique=True, min_size=1, max_size=6))
    own = draw(st.sampled_from(["title", "arxiv_id"]))
    row = st.fixed_dictionaries(
        {name: maybe(COLUMNS[name]) for name in dict.fromkeys([own, *names])}
    )
    return draw(st.lists(row, min_size=1, max_size=5))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(tables())
def test_rows_are_read_as_those_of_json_lines(rows: list[Row]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "rows.parquet")
        table = pa.Table.from_pylist(rows)
        pq.write_table(table, file)
        digests, problems = in_parquet(file)
    entries, told = in_lines(table.to_pylist())
    assert [entry for digest in digests for entry in digest.sightings] == entries
    named = [(one.line, one.problem) for one in problems if one.line is not None]
    assert named == [(one.line, one.problem) for one in told]


def test_columns_of_other_types_are_read_too(tmp_path: Path) -> None:
    rows = pa.table(
        {
            "title": pa.array(["Tides in a Glass", "Undated Tides"]).dictionary_encode(),
            "abstract": pa.array([b"We watch tides.", None], pa.binary()),
            "published": pa.array([1_714_953_600_000_000_001, None], pa.timestamp("ns", "UTC")),
            "authors": pa.array([["Ada", "Bram"], None], pa.large_list(pa.large_string())),
            "upvotes": pa.array([Decimal(4), None], pa.decimal128(5)),
            "externalids": pa.array(
                [[("DOI", "10.1234/kelp.5")], None], pa.map_(pa.string(), pa.string())
            ),
        }
    )
    pq.write_table(rows, tmp_path / "rows.parquet")
    ([digest], problems) = in_parquet(tmp_path / "rows.parquet")
    assert not problems
    assert digest.sightings == (
        Sighting(
            1,
            "Tides in a Glass",
            "We watch tides.",
            2,
            ("Ada", "Bram"),
            published=PartialDate(2024, 5, 6),
            upvotes=4,
            doi="10.1234/kelp.5",
        ),
        Sighting(2, "Undated Tides"),
    )


def test_so_many_rows_are_a_digest_however_they_are_grouped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_input, "ROWS", 4)
    rows = [{"title": f"Tide Number {number}"} for number in range(10)]
    parquet(tmp_path / "one.parquet", rows)
    digests, _ = in_parquet(tmp_path / "one.parquet")
    assert [(one.line, len(one.sightings)) for one in digests] == [(1, 4), (5, 4), (9, 2)]
    lines = [entry.line for digest in digests for entry in digest.sightings]
    assert lines == list(range(1, 11))
    parquet(tmp_path / "groups.parquet", rows, row_group_size=2)
    (source,) = find_sources([str(tmp_path / "groups.parquet")], None).sources
    apart = [
        digest
        for groups in row_groups(source)
        for digest, _ in parquet_digests(source, groups, None)
        if digest is not None
    ]
    assert apart == [one._replace(path=source.path) for one in digests]


def test_of_many_problems_a_few_are_told_and_the_others_counted(tmp_path: Path) -> None:
    rows = [{"title": "Undated Tides", "date": "someday"}] * (MOST_TOLD + 20)
    _, problems = in_parquet(parquet(tmp_path / "rows.parquet", rows))
    assert len(problems) == MOST_TOLD + 1
    assert problems[-1].problem.startswith("20 more problems")


def test_what_is_wrong_with_a_row_is_named(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"title": "Undated Tides", "date": "someday"},
        {"title": None, "date": None},
        {"title": "Tides in a Glass", "date": None},
    ]
    [digest], problems = in_parquet(parquet(tmp_path / "rows.parquet", rows))
    assert [entry.line for entry in digest.sightings] == [1, 3]
    assert [(one.line, one.problem[:10]) for one in problems] == [
        (1, "published:"),
        (2, "neither a "),
    ]


def test_rows_without_a_title_are_told(tmp_path: Path) -> None:
    titled = [{"arxiv_id": f"2405.0123{n}", "title": "" if n else "Kelp"} for n in range(3)]
    _, [problem] = in_parquet(parquet(tmp_path / "rows.parquet", titled))
    assert (problem.line, problem.problem) == (2, "2 identifiers without a title: lines 2-3")
    named = [{"arxiv_id": "2405.01230", "headline": "Kelp"}]
    _, [problem] = in_parquet(parquet(tmp_path / "others.parquet", named))
    assert problem.hint == "no column is known as a title; not understood: 'headline'"
