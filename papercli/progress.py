"""A progress bar on standard error, for a person who waits: late, and gone when done."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 0.5
"""Seconds of work before anything is shown; less would only flicker."""


def wanted(quiet: bool) -> bool:
    """Whether a bar is any use: on a terminal, and nobody said otherwise."""
    if quiet or os.environ.get("NO_PROGRESS") or os.environ.get("CI"):
        return False
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(
    label: str, quiet: bool = False, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int, int], None] | None]:
    """Give a callable that takes (done, of how many), or ``None`` where no bar is wanted.

    Rich is imported when there is something to show, not before.
    """
    if not wanted(quiet):
        yield None
        return
    bar = _Bar(label, clock)
    try:
        yield bar.update
    finally:
        bar.close()


class _Bar:
    def __init__(self, label: str, clock: Callable[[], float]) -> None:
        self._label = label
        self._clock = clock
        self._begun = clock()
        self._close: Callable[[], None] = lambda: None
        self._show: Callable[[int, int], None] | None = None

    def update(self, done: int, total: int) -> None:
        if self._show is None:
            if self._clock() - self._begun < PATIENCE:
                return
            self._show = self._open(total)
        self._show(done, total)

    def close(self) -> None:
        self._close()

    def _open(self, total: int) -> Callable[[int, int], None]:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining

        plain = bool(os.environ.get("NO_COLOR"))
        shown = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            Remaining(),
            console=Console(
                stderr=True, no_color=plain, markup=False, emoji=False, highlight=False
            ),
            transient=True,
        )
        task = shown.add_task(self._label, total=total)
        shown.start()
        self._close = shown.stop
        return lambda done, of: shown.update(task, completed=done, total=of)
