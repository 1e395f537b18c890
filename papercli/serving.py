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
from typing import IO, Any

_LENGTH = 8
"""Bytes that say how long a message is."""
Calls = SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...]]]


def serve() -> None:
    """What a worker does: take calls from standard input until they end, and answer them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where there are no masks
    _end_with_parent()
    # Calls come one by one and leave no cycles behind.
    gc.disable()
    calls: Calls = SimpleQueue()
    answers: SimpleQueue[bytes] = SimpleQueue()
    with os.fdopen(os.dup(0), "rb") as incoming, os.fdopen(os.dup(1), "wb") as outgoing:
        # What a call reads or prints must not get between them.
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        threading.Thread(target=_listen, args=(incoming, calls), daemon=True).start()
        threading.Thread(target=_tell, args=(answers, outgoing), daemon=True).start()
        while True:
            answers.put(_answer(*calls.get()))


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write a message, its length before it."""
    pipe.write(len(message).to_bytes(_LENGTH, "little") + message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read what was sent; raises EOFError where the pipe ends first."""
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _LENGTH), "little"))


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((function(*arguments), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps((None, error), pickle.HIGHEST_PROTOCOL)


def _listen(incoming: IO[bytes], calls: Calls) -> None:
    """Take in calls while another is done; when no more can come, end at once."""
    try:
        while True:
            calls.put(pickle.loads(receive(incoming)))
    finally:
        os._exit(0)


def _tell(answers: SimpleQueue[bytes], outgoing: IO[bytes]) -> None:
    """Hand over answers while the next call is done; who takes them may be long in coming."""
    try:
        while True:
            send(outgoing, answers.get())
    finally:
        os._exit(1)


def _end_with_parent() -> None:
    """Have Linux end this process with its parent, even in the middle of what lets no other thread
    run; elsewhere the end of the calls has to do."""
    if sys.platform != "linux":
        return
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
