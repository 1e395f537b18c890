"""Nothing grows faster than its input: what took minutes is done in a moment, or is bounded.

What is given here would take longer than anybody waits if it took quadratic time; a process of its
own ends it then.
"""

from __future__ import annotations

import subprocess
import sys

PATIENCE = 120
"""Seconds; each of these takes a few, and took ten minutes or more."""

PUMPS = (
    "a", "_", "\u0301", " ", "\n", "- ", "-\n", "a-", "<", "<a ", "<a>", "(v", "(v1 ", ":", ". ",
    "\\", "\\a", "\\emph{", "{", "http://", "http://a{", "&a", "~", "``", "1 ", "Aa", "â ", "•",
    "word ", "(comment", "reply ",
)  # fmt: skip
BEFORE = ("", "<", "-")
AFTER = ("", "a")
LETTERS = 5_000
SEARCH = f"""
import importlib, pkgutil, re
from itertools import product
import papercli
from papercli.text.pattern import Pattern

found = set()
for module in pkgutil.walk_packages(papercli.__path__, "papercli."):
    # A reader's patterns see one line each, with its blanks folded: `make traps` reads pages.
    if "__main__" not in module.name and ".readers" not in module.name:
        for value in vars(importlib.import_module(module.name)).values():
            for one in value if isinstance(value, tuple) else (value,):
                one = one[0] if isinstance(one, tuple) and one else one
                if isinstance(one, Pattern):
                    one = re.compile(one.source, one.flags)
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    found.add(one)
for before, pump, after in product({BEFORE!r}, {PUMPS!r}, {AFTER!r}):
    text = before + pump * ({LETTERS} // len(pump)) + after
    for pattern in found:
        for _ in pattern.finditer(text):
            pass
print(len(found))
"""


def run(code: str, *arguments: str) -> str:
    """Run some Python of its own, and stop it when it takes too long."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert not done.returncode, done.stderr
    return done.stdout


def test_no_pattern_begins_again_at_every_letter_of_what_it_ran_over() -> None:
    assert int(run(SEARCH)) > 50
