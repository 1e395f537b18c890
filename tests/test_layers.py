"""Imports go one way, and each library is used in one place: the contracts in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys

from tests.readme import ROOT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_the_contracts_hold() -> None:
    command = [sys.executable, "-c", LINT, "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
