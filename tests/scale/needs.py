"""What a test of an engine needs, and the reason why it is skipped where that is missing."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

EXTRA = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("pyarrow", "duckdb")),
    reason="the extra scale is not installed: pip install -e '.[scale]'",
)
THOROUGH = "SCALE_TESTS" in os.environ
LONG = pytest.mark.skipif(not THOROUGH, reason="takes long: make test-scale")
SPARK = pytest.mark.skipif("SPARK_TESTS" not in os.environ, reason="needs Java: make test-spark")
