"""Real files of many formats that overlap: an arXiv id is one paper, and a paper has one."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from papercli.text import fold
from tests.command import Papers
from tests.invented import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"
FILES = (
    "hf_api/daily_papers_2025-10-27.json",
    "hf_api/daily_papers_2026-08-21.json",
    "hf_cli/ls.json",
    "hf_cli/info_human.json",
    "hf_html/papers_2024-08_slbqc.html",
    "hf_markdown",
    "hf_rss",
    "hf_text_dumps",
    "markdown_lists/arxiv_daily_table.md",
    "markdown_lists/bot_readme.md",
    "scholar_alert",
    "semantic_scholar",
    "zotero/library_a.bib",
    "zotero/library_a.csv",
)
"""Of `../shared/samples`; the others have no paper in common with any."""
_LINKED = "hf_text_dumps/firecrawl_markdown_2026-10-02.md"
_ID = re.compile(r"[0-9]{4}\.[0-9]{5}")

_ONE = """
SELECT count(*)
  FROM (SELECT {one} FROM records WHERE arxiv_id IS NOT NULL
         GROUP BY {one} HAVING count(DISTINCT {other}) > 1)
"""


@pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the samples stand beside the repository, not in it"
)
def test_an_id_is_one_paper_and_a_paper_has_one(papers: Papers, tmp_path: Path) -> None:
    unlinked = tmp_path / "unlinked.md"
    unlinked.write_text(_ID.sub("", (SAMPLES / _LINKED).read_text("utf-8")), "utf-8")
    told = papers("ingest", *(str(SAMPLES / name) for name in FILES), str(unlinked), "-qq")
    assert told.code in (0, 3), told.err
    with closing(sqlite3.connect(tmp_path / "papers.db")) as connection:
        connection.create_function("fold", 1, fold)
        for one, other in (("paper_id", "arxiv_id"), ("arxiv_id", "paper_id")):
            assert connection.execute(_ONE.format(one=one, other=other)).fetchone() == (0,)
        (readers,) = connection.execute("SELECT count(DISTINCT reader) FROM digests").fetchone()
        assert readers >= 7
        merged = "SELECT count(*) FROM papers WHERE sightings > 1 AND arxiv_id IS NOT NULL"
        assert connection.execute(merged).fetchone()[0] > 50
        titles = connection.execute(
            """
            SELECT r.paper_id, r.arxiv_id, fold(t.title)
              FROM records AS r
              JOIN texts AS t ON t.record_id = r.id
             WHERE t.title <> ''
            """
        ).fetchall()
    identified = {title: paper for paper, arxiv_id, title in titles if arxiv_id}
    without = [(paper, title) for paper, arxiv_id, title in titles if not arxiv_id]
    apart = [title for paper, title in without if identified.get(title, paper) != paper]
    assert not apart
    assert any(title in identified for _, title in without)
