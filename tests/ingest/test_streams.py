"""A long file of one entry a line is read as it is stored: that takes no memory, and changes
nothing else."""

from __future__ import annotations

import gzip
import json
from contextlib import closing
from pathlib import Path

import pytest

from papercli import files
from papercli.errors import InputError
from papercli.ingest import sources, streams
from papercli.ingest.report import Done, IngestReport
from papercli.ingest.sources import Source
from papercli.store.connection import open_reading
from tests.ingest.runs import counts, run
from tests.store.invented import ENTRIES, groups, snapshot

SAID = ("title", "abstract", "author_count", "arxiv_id", "doi", "openreview_id", "acl_id")
BROKEN = ["", '{"title": ', '{"authors": ["A B"]}', '{"papers": [{"title": "Kelp"}]}']


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    lines = [json.dumps({name: getattr(one, name) for name in SAID}) for one in ENTRIES]
    path = tmp_path / "papers.jsonl"
    path.write_text("\n".join([*lines[:3], *BROKEN, *lines[3:]]) + "\n")
    return path


@pytest.fixture
def streaming(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a long one, and read a few lines at a time."""
    monkeypatch.setattr(sources, "LONG", 1)
    monkeypatch.setattr(files, "_CHUNK", 700)


def told(report: IngestReport) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.problem) for problem in report.problems]


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_streamed_is_stored_as_if_it_were_read_whole(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    whole = run(tmp_path / "whole.db", papers)
    if packed:
        papers.write_bytes(gzip.compress(papers.read_bytes()))
    monkeypatch.setattr(sources, "LONG", 1)
    monkeypatch.setattr(files, "_CHUNK", 700)
    streamed = run(tmp_path / "streamed.db", papers)
    assert told(streamed) == told(whole) != []
    assert streamed.totals == whole.totals
    with (
        closing(open_reading(tmp_path / "whole.db")) as a,
        closing(open_reading(tmp_path / "streamed.db")) as b,
    ):
        assert snapshot(a) == snapshot(b)
        assert groups(a) == groups(b)
    again = run(tmp_path / "whole.db", papers)
    assert [row.status for row in again.digests] == ["known"]


@pytest.mark.usefixtures("streaming")
@pytest.mark.parametrize(("option", "status"), [("dry_run", "new"), ("strict", "refused")])
def test_nothing_is_kept_where_nothing_is_to_be_kept(
    papers: Path, index: Path, option: str, status: str
) -> None:
    report = run(index, papers, **{option: True})
    assert [row.status for row in report.digests] == [status]
    assert len(report.problems) == 3
    assert not index.exists() or counts(index) == (0, 0, 0)


@pytest.mark.usefixtures("streaming")
def test_a_file_that_changes_while_it_is_read_is_not_kept(papers: Path, index: Path) -> None:
    streamed = streams.stream(Source(str(papers)), None)
    assert streamed is not None
    text = papers.read_text()
    papers.write_text(text.replace("Mosses", "Misses"))
    with pytest.raises(InputError, match="changed while it was read"):
        list(streamed.sightings)
    papers.write_text(text)
    assert len(list(streamed.sightings)) == len(streamed.sightings) == len(ENTRIES) + 1


@pytest.mark.usefixtures("streaming")
def test_more_entries_than_letters_can_hold_are_left_out(
    papers: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_ENTRIES", 3)
    monkeypatch.setattr(streams, "LETTERS_AN_ENTRY", 1_000_000)
    report = run(index, papers)
    assert counts(index)[1] == report.totals.sightings == 3
    assert "more entries than a file of this length can hold" in told(report)[-1][1]


@pytest.mark.usefixtures("streaming")
def test_problems_beyond_the_first_are_counted(
    papers: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_TOLD", 1)
    papers.write_text(papers.read_text() + "{\n" * 5)
    last = papers.read_text().count("\n")
    assert told(run(index, papers))[1:] == [
        (6, f"6 more problems, the last in line {last}"),
        (23, "an identifier without a title"),
    ]


@pytest.mark.usefixtures("streaming")
def test_a_file_of_other_lines_is_read_whole(papers: Path) -> None:
    for text in ('[{"title": "A", "abstract": "B"}]', "title,doi\nA,\n", "kelp\n", ""):
        papers.write_text(text)
        assert streams.stream(Source(str(papers)), None) is None
    papers.write_bytes('{"title": "A", "doi": "x"}\n{"title": "B"}'.encode("utf-16"))
    assert streams.stream(Source(str(papers)), None) is None


@pytest.mark.usefixtures("streaming")
def test_how_far_a_run_is_shows_within_a_long_file(papers: Path, index: Path) -> None:
    seen: list[Done] = []
    run(index, papers, progress=seen.append)
    done = [one.bytes for one in seen]
    assert len(set(done)) > 2
    assert done == sorted(done)
    assert done[-2] == papers.stat().st_size, "bytes, of which all are read before they are stored"
    assert seen[-1] == Done(papers.stat().st_size, papers.stat().st_size, 1, 1)
    assert {one.files for one in seen[:-1]} == {0}
