"""A progress bar only for a person who waits."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from papercli.progress import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal, nothing set that says no."""
    for name in ("CI", "NO_PROGRESS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    return stream


def seconds(*times: float) -> Iterator[float]:
    """A clock that shows these times, one a look."""
    yield from times


def test_nothing_within_half_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    clock = seconds(0.0, 0.1, 0.4)
    with progress("Reading", clock=lambda: next(clock)) as tell:
        assert tell is not None
        tell(1, 3)
        tell(2, 3)
    assert stderr.getvalue() == ""


def test_a_bar_after_half_a_second_that_is_taken_away_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stderr = terminal(monkeypatch)
    clock = seconds(0.0, 0.6)
    with progress("Reading", clock=lambda: next(clock)) as tell:
        assert tell is not None
        tell(1, 3, "2 of 7 files")
        tell(3, 3, "7 of 7 files")
    assert "Reading" in stderr.getvalue()
    assert "7 of 7 files" in stderr.getvalue()
    assert "100%" in stderr.getvalue()
    assert stderr.getvalue().rstrip().endswith("\x1b[2K")


@pytest.mark.parametrize("name", ["CI", "NO_PROGRESS"])
def test_none_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    terminal(monkeypatch)
    monkeypatch.setenv(name, "1")
    with progress("Reading") as tell:
        assert tell is None


def test_none_when_quiet_or_not_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal(monkeypatch)
    with progress("Reading", quiet=True) as tell:
        assert tell is None
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress("Reading") as tell:
        assert tell is None
