"""Python's cyclic garbage collector, held off where there is nothing for it to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """No collections inside: records and verdicts are millions of small objects and not one cycle,
    and looking through them again and again takes a third of a large run. Nor are those that
    outlive it looked through behind it, which takes a twentieth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.enable()
