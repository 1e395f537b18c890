"""-v says why a file that several readers claim was read as it was."""

from __future__ import annotations

from pathlib import Path

from papercli.readers import named, read_bytes
from tests.command import Papers

PAGE = """\
# Daily Papers

Dec 10

- [Larder: Sorting the KV Cache by How Soon It Is Needed Again](https://arxiv.org/abs/2512.90001)
- [Tides in the Streams of Small Models](https://arxiv.org/abs/2512.90002)
- [Learning to Knit: Long-Horizon Manipulation of Yarn](https://arxiv.org/abs/2512.90003)
"""


def test_the_strongest_claim_reads_and_is_named(papers: Papers, tmp_path: Path) -> None:
    text = f"@misc{{kelp,\n  title = {{Kelp Seen From Above}},\n}}\n\n{PAGE}"
    strengths = {name: named(name).claim(text).strength for name in ("bibtex", "markdown-list")}
    assert strengths["bibtex"] > strengths["markdown-list"] > 0
    reading = read_bytes(text.encode(), "list.md")
    assert [name for name, _ in reading.claims[:2]] == ["bibtex", "markdown-list"]
    (tmp_path / "list.md").write_text(text, encoding="utf-8")
    told = papers("ingest", "list.md", "-v").err
    assert "list.md: read as bibtex, the strongest claim (0.95; markdown-list 0." in told
    assert "the strongest claim" not in papers("ingest", "list.md").err


def test_a_named_reader_is_asked_for_no_claim() -> None:
    assert not read_bytes(PAGE.encode(), "list.md", reader="markdown-list").claims
