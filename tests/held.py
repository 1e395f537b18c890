"""What the tests have other processes do: hold a FIFO open, and not come to an end."""

from __future__ import annotations

import re
import time


def idly(fifo: str) -> None:
    """Wait, so that other threads may run."""
    with open(fifo, "wb") as stream:  # noqa: PTH123
        stream.write(b"held")
        stream.flush()
        time.sleep(1000)


def busily(fifo: str) -> None:
    """Match a pattern that takes years, while no other thread of Python runs."""
    with open(fifo, "wb") as stream:  # noqa: PTH123
        stream.write(b"held")
        stream.flush()
        re.match("(a|a)*$", "a" * 1000 + "b")


class UnreadableError(Exception):
    """What can be sent, and not be made again of what was sent."""

    def __init__(self, message: str, place: str) -> None:
        super().__init__(message)
        self.place = place
