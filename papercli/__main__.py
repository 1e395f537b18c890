"""``python -m papercli``."""

from __future__ import annotations

from papercli.cli import run

if __name__ == "__main__":
    raise SystemExit(run())
