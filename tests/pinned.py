"""``python -m tests.pinned``: the program on a day that never changes, as the README shows it.

Whether the year of a page is known or inferred depends on the day of its ingest.
"""

from __future__ import annotations

from datetime import datetime, timezone

from papercli.cli import clock, main

DAY = datetime(2026, 1, 15, tzinfo=timezone.utc)

if __name__ == "__main__":
    setattr(clock, "now", lambda: DAY)  # noqa: B010 - a function, to the type checker
    raise SystemExit(main())
