"""The one place where the time of day comes from; all else has it passed in."""

from __future__ import annotations

from datetime import datetime, timezone


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(timezone.utc)
