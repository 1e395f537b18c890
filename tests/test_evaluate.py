"""Figures on labeled data."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from papercli.errors import PapersError, UsageError
from papercli.evaluate import calibration, evaluate
from papercli.labeled import pair_of
from papercli.matching.record import Record
from papercli.model.paper import Organization, PartialDate
from papercli.model.verdict import Outcome

TITLES = ("Hierarchical Pruning of Orchard Networks", "Listening to Gravel in Invented Rivers")


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_pairs_are_counted_by_label_outcome_and_category(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"a": TITLES[0], "b": TITLES[0].upper(), "label": 1, "category": "case"},
        {"a": TITLES[0], "b": TITLES[1], "label": 0, "category": "other"},
    ]
    found = evaluate(lines(tmp_path / "pairs.jsonl", rows))
    figures = found.as_dict()
    assert figures["1"] == {"same": 1, "undecided": 0, "different": 0}
    assert figures["0"] == {"same": 0, "undecided": 0, "different": 1}
    assert figures["by_category"]["case"]["1"]["same"] == 1
    assert found.wrong == []


SIDE = {
    "title": TITLES[0],
    "abstract": "Orchard keepers prune in winter, when the branches are bare. " * 2,
    "authors": ["Ada Quillfeather", "Bram Ostrova"],
    "date": "2024-05",
    "organization": {"slug": "kelpworks", "name": "Kelpworks Laboratory"},
    "arxiv_id": "4901.00017",
    "doi": "10.5555/orchard",
    "url": "https://example.org/orchard",
}


def test_a_side_may_be_an_object_of_everything_that_is_known() -> None:
    row: dict[str, object] = {"a": SIDE, "b": {**SIDE, "author_count": None}, "outcome": "same"}
    pair = pair_of(row)
    assert pair.a == pair.b
    assert pair.a == Record(
        title=TITLES[0],
        abstract=str(SIDE["abstract"]),
        author_count=2,
        organization=Organization("kelpworks", "Kelpworks Laboratory"),
        published=PartialDate(2024, 5),
        authors=("Ada Quillfeather", "Bram Ostrova"),
        arxiv_id="4901.00017",
        doi="10.5555/orchard",
        url="https://example.org/orchard",
    )
    assert pair_of(row, titles_only=True).a == Record(TITLES[0])
    more = {**SIDE, "author_count": 9, "date": "--05-26"}
    many = pair_of({"a": more, "b": TITLES[0], "label": "0"})
    assert (many.a.author_count, many.a.published) == (9, PartialDate(None, 5, 26))
    assert (many.b, many.expected) == (Record(TITLES[0]), Outcome.DIFFERENT)


def test_a_side_may_name_what_only_some_formats_have() -> None:
    more = {
        "title": " ", "summary": "We prune.", "version": 2, "venue": "Journal of Orchards",
        "kind": "article", "openreview_id": "p3atB0gsZ", "acl_id": "2049.peat-main.7",
        "categories": ["cs.GR"], "links": ["https://example.org/code"],
    }  # fmt: skip
    pair = pair_of({"a": more, "b": {"title": "x", "authors": ["Ada Moss", "et al."]}, "label": 0})
    assert pair.a == Record(
        title="", summary="We prune.", version=2, venue="Journal of Orchards", kind="article",
        openreview_id="p3atB0gsZ", acl_id="2049.peat-main.7", categories=("cs.GR",),
        links=("https://example.org/code",),
    )  # fmt: skip
    assert pair.b.author_count is None, "a list that was cut is no count"


def test_records_may_name_identifiers_and_authors(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": 1, "title": "Pruning in Winter", "arxiv_id": "4905.00017v1", "authors": ["A. Moss"]},
        {"id": 2, "title": "", "arxiv_id": "4905.00017", "doi": "10.5555/Peat.1"},
        {"id": 3, "title": "Cold Orchards", "doi": "10.5555/peat.1", "authors": "Moss, Ada"},
        {"id": 4, "title": "Cold Orchards", "doi": "10.5555/peat.2"},
    ]
    known: list[dict[str, object]] = [
        {"id": number, "cluster": str(number == 4)} for number in (1, 2, 3, 4)
    ]
    records, truth = lines(tmp_path / "r.jsonl", rows), lines(tmp_path / "t.jsonl", known)
    figures = evaluate(records, truth=truth).as_dict()
    assert (figures["f1"], figures["false_pairs"], figures["missed_pairs"]) == (1.0, 0, 0)


def test_pairs_to_be_undecided_have_a_row_of_their_own(tmp_path: Path) -> None:
    longer = {"title": "Orchard Networks: A Closer Look"}
    rows: list[dict[str, object]] = [
        {"a": longer, "b": "Orchard Networks", "outcome": "undecided", "category": "subtitle"},
        {"a": TITLES[0], "b": TITLES[0].upper(), "outcome": "undecided"},
        {"a": TITLES[0], "b": TITLES[1], "outcome": "undecided"},
        {"a": TITLES[0], "b": TITLES[1], "outcome": "different"},
    ]
    found = evaluate(lines(tmp_path / "pairs.jsonl", rows))
    figures = found.as_dict()
    assert figures["undecided"] == {"same": 1, "undecided": 1, "different": 1}
    assert figures["0"] == {"same": 0, "undecided": 0, "different": 1}
    assert figures["by_category"]["subtitle"]["undecided"]["undecided"] == 1
    assert (figures["precision"], figures["recall"]) == (1.0, 1.0)
    assert [wrong.mistake for wrong in found.wrong] == ["not undecided"] * 2
    assert sum(row["pairs"] for row in calibration(tmp_path / "pairs.jsonl")) == 1


def test_records_are_clustered_and_held_against_the_truth(tmp_path: Path) -> None:
    records = [
        {"id": "a", "title": TITLES[0]},
        {"id": "b", "title": TITLES[0].lower() + "."},
        {"id": "c", "title": TITLES[1]},
        {"id": "d", "title": "Something Else Entirely About Snow"},
    ]
    packed = tmp_path / "records.jsonl.gz"
    with gzip.open(packed, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in records)
    clusters = [{"id": i, "cluster": c} for i, c in (("a", 1), ("b", 1), ("c", 2), ("d", 2))]
    found = evaluate(packed, truth=lines(tmp_path / "truth.jsonl", clusters))
    figures = found.as_dict()
    assert (figures["precision"], figures["recall"]) == (1.0, 0.5)
    assert (figures["records"], figures["false_pairs"], figures["missed_pairs"]) == (4, 0, 1)
    assert [wrong.mistake for wrong in found.wrong] == ["missed"]


def test_calibration_gives_the_share_of_matches_by_bit(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"a": TITLES[0], "b": TITLES[0], "label": 1}]
    (row,) = calibration(lines(tmp_path / "pairs.jsonl", rows))
    assert (row["pairs"], row["matches"], row["share"]) == (1, 1, 1.0)


def test_calibration_leaves_out_what_is_ambiguous(tmp_path: Path) -> None:
    same: list[dict[str, object]] = [
        {"id": name, "title": TITLES[0], "date": name} for name in ("2024", "2025")
    ]
    records = lines(tmp_path / "records.jsonl", same)
    truth = lines(tmp_path / "truth.jsonl", [{"id": r["id"], "cluster": r["id"]} for r in same])
    ambiguous = lines(tmp_path / "ambiguous.jsonl", [{"a": "2024", "b": "2025"}])
    assert [row["pairs"] for row in calibration(records, truth=truth)] == [1]
    assert list(calibration(records, truth=truth, ambiguous=ambiguous)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "pairs.jsonl is empty"),
        ("\ufeff\n", "pairs.jsonl is empty"),
        ("{", "pairs.jsonl:1: not JSON"),
        ("[" * 100_000, "pairs.jsonl:1: not JSON"),
        ("[1]", "pairs.jsonl:1: no 'a'"),
        ('{"a": "x"}', "pairs.jsonl:1: no 'b'"),
        ('\n{"a": "x", "b": "y", "label": 2}', "pairs.jsonl:2: label 2 is neither 0 nor 1"),
        ('{"a": "x", "b": "y", "label": [1]}', "pairs.jsonl:1: label .1. is neither 0 nor 1"),
        ('{"a": "x", "b": "y", "label": 1, "a_abstract": 5}', "a_abstract is no text"),
        ('{"a": "x", "b": "y"}', "pairs.jsonl:1: no 'label'"),
        ('{"a": "x", "b": "y", "label": 1, "outcome": "same"}', "both 'label' and 'outcome'"),
        ('{"a": "x", "b": "y", "outcome": "equal"}', "pairs.jsonl:1: outcome 'equal' is unknown"),
        ('{"a": "x", "b": ["y"], "outcome": "same"}', "pairs.jsonl:1: b is a list"),
        ('{"a": {"doi": "1"}, "b": "y", "outcome": "same"}', "pairs.jsonl:1: a has no title"),
        ('{"a": "x", "b": {"name": "y"}, "outcome": "same"}', "pairs.jsonl:1: b.name is unknown"),
    ],
    ids=lambda value: value[:20],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        evaluate(file)


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ({"abstract": 5}, "b.abstract is no text"),
        ({"authors": "Ada"}, "b.authors is no list of names"),
        ({"authors": [1]}, "b.authors is no list of names"),
        ({"author_count": "two"}, "b.author_count is no number"),
        ({"version": "2"}, "b.version is no number"),
        ({"categories": "cs.GR"}, "b.categories is no list of names"),
        ({"links": [None]}, "b.links is no list of addresses"),
        ({"acl_id": 7}, "b.acl_id is no text"),
        ({"author_count": True}, "b.author_count is no number"),
        ({"author_count": -1}, "b.author_count is no number"),
        ({"organization": "Kelpworks"}, "b.organization is no object of slug and name"),
        ({"organization": {"slug": "kelpworks"}}, "b.organization is no object of slug and name"),
        ({"date": 2024}, "b.date is no text"),
        ({"date": "2024-13"}, "b.date '2024-13' is no date"),
        ({"date": "soon"}, "b.date 'soon' is no date"),
    ],
    ids=str,
)
def test_a_side_with_something_else_in_it_is_named(
    tmp_path: Path, side: dict[str, object], said: str
) -> None:
    rows: list[dict[str, object]] = [{"a": "x", "b": {"title": "y", **side}, "outcome": "same"}]
    with pytest.raises(UsageError, match="pairs.jsonl:1: " + re.escape(said)):
        evaluate(lines(tmp_path / "pairs.jsonl", rows))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"title": 5}, "records.jsonl:1: title is no text"),
        ({"title": "x", "abstract": ["y"]}, "records.jsonl:1: abstract is no text"),
        ({"title": "x", "arxiv_id": 2409.1}, "records.jsonl:1: arxiv_id is no text"),
        ({"title": "x", "n_authors": "many"}, "records.jsonl:1: n_authors is no number"),
        ({"title": "x", "date": 2024}, "records.jsonl:1: date is no text"),
    ],
)
def test_a_record_of_something_else_is_named(
    tmp_path: Path, record: dict[str, object], said: str
) -> None:
    records = lines(tmp_path / "records.jsonl", [{"id": 1, **record}])
    truth = lines(tmp_path / "truth.jsonl", [{"id": 1, "cluster": 1}])
    with pytest.raises(UsageError, match=said):
        evaluate(records, truth=truth)


@pytest.mark.parametrize("date", ["", "soon", "2024", "2024-13-45", "1-2-3-4-5"])
def test_any_date_of_a_record_is_survived(tmp_path: Path, date: str) -> None:
    records = lines(tmp_path / "records.jsonl", [{"id": 1, "title": "x", "date": date}] * 2)
    truth = lines(tmp_path / "truth.jsonl", [{"id": 1, "cluster": 1}])
    assert evaluate(records, truth=truth).as_dict()["records"] == 2


def test_a_missing_file_is_an_error_for_a_person(tmp_path: Path) -> None:
    with pytest.raises(PapersError, match=r"none\.jsonl: No such file or directory$"):
        evaluate(tmp_path / "none.jsonl")


def test_a_record_without_truth_is_named(tmp_path: Path) -> None:
    records = lines(tmp_path / "records.jsonl", [{"id": "a", "title": TITLES[0]}])
    truth = lines(tmp_path / "truth.jsonl", [{"id": "b", "cluster": 1}])
    with pytest.raises(UsageError, match="record a"):
        evaluate(records, truth=truth)
    with pytest.raises(UsageError, match="record a"):
        list(calibration(records, truth=truth))
