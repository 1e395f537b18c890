"""``python -m papercli``."""

from __future__ import annotations

from papercli.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
