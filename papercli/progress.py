"""A progress bar on standard error, for a person who waits: late, and gone when done."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

PATIENCE = 0.5
"""Seconds of work before anything is shown; less would only flicker."""


if TYPE_CHECKING:

    class Tell(Protocol):
        """Takes how much is done, of how much, and what else to tell of that."""

        def __call__(self, done: int, total: int, told: str = "") -> None:
            """Show it."""


def wanted(quiet: bool) -> bool:
    """Whether a bar is any use: on a terminal, and nobody said otherwise."""
    if quiet or os.environ.get("NO_PROGRESS") or os.environ.get("CI"):
        return False
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(
    label: str, quiet: bool = False, clock: Callable[[], float] = time.monotonic
) -> Iterator[Tell | None]:
    """Give what takes how far the work is, or ``None`` where no bar is wanted.

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
        self._show: Tell | None = None

    def update(self, done: int, total: int, told: str = "") -> None:
        if self._show is None:
            if self._clock() - self._begun < PATIENCE:
                return
            self._show = self._open(total)
        self._show(done, total, told)

    def close(self) -> None:
        self._close()

    def _open(self, total: int) -> Tell:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining

        plain = bool(os.environ.get("NO_COLOR"))
        shown = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[told]}", markup=False),
            Remaining(),
            console=Console(
                stderr=True, no_color=plain, markup=False, emoji=False, highlight=False
            ),
            transient=True,
        )
        task = shown.add_task(self._label, total=total, told="")
        shown.start()
        self._close = shown.stop

        def show(done: int, total: int, told: str = "") -> None:
            shown.update(task, completed=done, total=total, told=told)

        return show
