"""What every test starts from: no index of the user's within reach, examples that never change."""

from __future__ import annotations

import gc
import os
import signal
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from hypothesis import settings

from papercli.cli import clock
from papercli.matching.words import Remembered
from tests.store.invented import NOW, write_page

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_sessionstart() -> None:
    """Start the same under nohup, in the background and under mutmut.

    Signals that are ignored would be ignored by the commands that tests end. mutmut forks a process
    that has run all tests: no mutant may hide behind what was remembered there.
    """
    for name in ("SIGHUP", "SIGQUIT", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if os.environ.get("MUTANT_UNDER_TEST"):
        for found in gc.get_objects():
            if isinstance(found, _lru_cache_wrapper):
                found.cache_clear()
            elif isinstance(found, Remembered):
                found.clear()


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's index, settings and clock out of every test."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("PAPERS_DB", str(tmp_path / "papers.db"))
    for name in ("PAPERS_DEBUG", "NO_COLOR", "FORCE_COLOR", "NO_PROGRESS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three page dumps whose papers overlap."""
    folder = tmp_path / "pages"
    write_page(folder / "a.txt", [0, 4, 7])
    write_page(folder / "b.txt", [1, 5, 9], "Dec 11")
    write_page(folder / "c.txt", [0, 6], "Dec 12")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where an index may be made: neither the file nor its folder is there yet."""
    return tmp_path / "data" / "papers.db"
