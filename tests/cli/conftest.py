"""Commands in a folder of their own, with an empty index or a filled one."""

from __future__ import annotations

from pathlib import Path

import pytest

from papercli.cli import main
from tests.command import Papers, Result
from tests.invented import write_dumps


@pytest.fixture
def papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Papers:
    """Run commands in an empty folder, with an index of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAPERS_DB", str(tmp_path / "papers.db"))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("PAPERS_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Result:
        code = main(arguments)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def filled(papers: Papers, tmp_path: Path) -> Papers:
    """The same with the invented dumps read."""
    write_dumps(tmp_path / "digests")
    assert papers("ingest", "digests", "-q").code == 0
    return papers
