"""`papers show`: papers by their ids, with their sightings."""

from __future__ import annotations

import io
import json

import pytest

from papercli.cli.piped_ids import piped_ids
from papercli.errors import UsageError
from papercli.output.rows import PAPER_FIELDS
from tests.command import Papers, assert_refused


def test_show_has_every_sighting_and_why(filled: Papers) -> None:
    number = filled("search", "kelp", "--format", "tsv", "--fields", "id").out.strip()
    [shown] = filled("show", number, "--json").json
    assert tuple(shown)[: len(PAPER_FIELDS)] == PAPER_FIELDS
    assert [seen["line"] for seen in shown["seen"]] == [
        digest["line"] for digest in shown["digests"]
    ]
    assert shown["merges"]
    assert tuple(shown)[len(PAPER_FIELDS) :] == ("from", "seen", "merges")
    named = {name for name, number in shown["from"].items() if number}
    assert named == {name for name in shown["from"] if shown[name] is not None}
    numbers = {seen["number"] for seen in shown["seen"]}
    assert numbers.issuperset(number for number in shown["from"].values() if number)
    lines = filled("show", number).out.splitlines()
    assert f"id\t{number}" in lines
    assert f"from\ttitle\t{shown['from']['title']}" in lines
    assert sum(line.startswith("seen\t") for line in lines) == 2


def test_show_reads_ids_from_a_pipe(filled: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    found = filled("search", "kelp OR diffusion").out
    monkeypatch.setattr("sys.stdin", io.StringIO(found))
    assert len(filled("show", "-", "--json").json) == 2


def test_bytes_that_are_no_text_are_no_ids(filled: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    for command, code, told in (
        (("show", "-"), 2, "is not the id of a paper"),
        (("show", "-", "-"), 2, "is not the id of a paper"),
    ):
        stdin = io.TextIOWrapper(io.BytesIO(b"caf\xe9\n"), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", stdin)
        result = filled(*command)
        assert (result.code, result.out) == (code, "")
        assert told in result.err.splitlines()[0]


def test_ids_from_a_pipe_may_begin_with_a_byte_order_mark(
    filled: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf2\n4\n"), encoding="cp1252")
    monkeypatch.setattr("sys.stdin", stdin)
    assert [paper["id"] for paper in filled("show", "-", "-", "--json").json] == [2, 4]


def test_show_of_no_such_paper(filled: Papers) -> None:
    told = filled("show", "999")
    assert (told.code, told.out) == (1, "")
    assert "999" in told.err


@pytest.mark.parametrize(
    ("piped", "ids"),
    [
        ('[{"id": 2, "title": "x"}, {"id": 4}]', "2 4"),
        ('{"id": 2}\n{"id": 4}\n', "2 4"),
        ('{\n  "id": 2\n}\n{\n  "id": 4\n}', "2 4"),
        ("[4, 2]", "4 2"),
        ('\n  ["4"]', "4"),
        ('[{"paper_id": 2, "title": "x", "merges": []}]', "2"),
        ("[]", ""),
        ("2 [{\n4\tx", "2 4"),
        ("", ""),
    ],
)
def test_ids_are_read_from_lines_and_from_json(
    monkeypatch: pytest.MonkeyPatch, piped: str, ids: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(piped))
    assert list(piped_ids()) == ids.split()


@pytest.mark.parametrize(
    ("piped", "what"),
    [
        ("[", "not JSON from line 1 on"),
        ('{"id": 2}\n{"id": ', "not JSON from line 2 on"),
        ("[" * 100_000, "not JSON"),
        ('[{"id": 2}, {"title": "x"}]', "something that is no paper"),
        ('[{"id": true}]', "something that is no paper"),
        ('[{"id": 2.0}]', "something that is no paper"),
        ('{"id": 2, "fingerprint": "0f"}', "something that is no paper"),
        ('{"id": 2, "a_key": "0f"}', "something that is no paper"),
    ],
)
def test_json_that_names_no_papers_is_refused(
    monkeypatch: pytest.MonkeyPatch, piped: str, what: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(piped))
    with pytest.raises(UsageError, match=what):
        list(piped_ids())


def test_show_takes_the_json_of_a_search(filled: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    found = filled("search", "--json")
    monkeypatch.setattr("sys.stdin", io.StringIO(found.out))
    shown = filled("show", "-", "--json").json
    assert [paper["id"] for paper in shown] == [paper["id"] for paper in found.json]
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": "kelp"}'))
    assert_refused(filled("show", "-"), 2, "'kelp' is not the id of a paper")


def test_a_format_of_rows_is_that_of_a_search(filled: Papers) -> None:
    for name in ("csv", "tsv", "bibtex", "ris", "csl-json", "markdown-list"):
        found = filled("search", "id:2", "--format", name)
        assert found.out
        assert filled("show", "2", "--format", name) == found


def test_json_of_a_paper_has_what_a_search_has_of_it(filled: Papers) -> None:
    [found] = filled("search", "id:2", "--json").json
    [shown] = filled("show", "2", "--json").json
    assert found.items() <= shown.items()


def test_lines_are_what_a_pipe_gets(filled: Papers) -> None:
    assert filled("show", "2", "4") == filled("show", "2", "4", "--format", "lines")
    found = filled("search", "id:2", "--format", "lines").out.splitlines()
    shown = filled("show", "2").out.splitlines()
    assert set(found) - set(shown) == {line for line in found if line.startswith("digests\t")}


def test_a_blank_line_stands_between_papers(filled: Papers) -> None:
    for name in ("lines", "markdown", "bibtex", "table"):
        both = filled("show", "2", "4", "--format", name).out
        one = filled("show", "2", "--format", name).out
        other = filled("show", "4", "--format", name).out
        assert both.startswith(f"{one}\n")
        assert both.endswith(f"\n{other}")


def test_markdown_is_a_card(filled: Papers) -> None:
    number = filled("search", "kelp", "--format", "tsv", "--fields", "id").out.strip()
    [paper] = filled("show", number, "--json").json
    card = filled("show", number, "--format", "markdown").out
    assert card.startswith(f"## {paper['title']}\n\n- **Paper:** {number}\n- **Published:** ")
    assert paper["abstract"] in card
    assert f"\n### Seen {paper['sightings']} times\n\n1. " in card
    assert "\n### Why this is one paper\n\n- 1 and 2: " in card
    assert "None" not in card
    assert json.dumps(None) not in card
