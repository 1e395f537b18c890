"""SIGTERM, met like Ctrl-C: what is under way is undone, other processes end, lines are whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Terminated(KeyboardInterrupt):
    """A supervisor, or a person, asked the process to end."""


@contextmanager
def termination_raised() -> Iterator[None]:
    """Have SIGTERM raise `Terminated` meanwhile, unless somebody has decided what it does."""
    here = threading.current_thread() is threading.main_thread()
    if not here or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _terminate(*_: object) -> None:
    # Once is enough: a second one must not break into what the first has brought about.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Terminated
