"""What a process does that another began to have calls done; apart from `processes`, since what
begins processes takes as long to load as a file to be read."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, BinaryIO

Calls = SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...]]]


def serve() -> None:
    """What a worker does: take calls from standard input until they end, and answer them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where there are no masks
    _end_with_parent()
    # Calls come one by one and leave no cycles behind.
    gc.disable()
    calls: Calls = SimpleQueue()
    with os.fdopen(os.dup(0), "rb") as incoming, os.fdopen(os.dup(1), "wb") as outgoing:
        # What a call reads or prints must not get between them.
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        threading.Thread(target=_listen, args=(incoming, calls), daemon=True).start()
        while True:
            answer = _answer(*calls.get())
            try:
                outgoing.write(answer)
                outgoing.flush()
            except OSError:
                os._exit(1)


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((function(*arguments), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps((None, error), pickle.HIGHEST_PROTOCOL)


def _listen(incoming: BinaryIO, calls: Calls) -> None:
    """Take in calls while another is done; when no more can come, end at once."""
    try:
        while True:
            calls.put(pickle.load(incoming))
    finally:
        os._exit(0)


def _end_with_parent() -> None:
    """Have Linux end this process with its parent, even in the middle of what lets no other thread
    run; elsewhere the end of the calls has to do."""
    if sys.platform != "linux":
        return
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
