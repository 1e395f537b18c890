"""What a person is told when a command cannot do its work; imported only then."""

from __future__ import annotations

import os
import traceback
from unicodedata import combining, east_asian_width

from papercli.cli.streams import say
from papercli.errors import OUT_OF_MEMORY, ExitCode, PapersError, QueryError, advice
from papercli.text import visible

LINE = 75
"""Letters of a query that fit on a line of a narrow terminal."""


def report(error: Exception) -> int:
    """Print what went wrong and what to do about it; returns the exit code."""
    if os.environ.get("PAPERS_DEBUG"):
        say("".join(traceback.format_exception(error)).rstrip())
    if isinstance(error, PapersError):
        _say_error(error.message)
        if isinstance(error, QueryError):
            _point_at(error)
        _say_hint(error.hint)
        return error.code
    if isinstance(error, MemoryError):
        _say_error("out of memory")
        _say_hint(OUT_OF_MEMORY)
        return ExitCode.FAILED
    if isinstance(error, OSError):
        _say_error(_describe(error))
        _say_hint(advice(error))
        return ExitCode.FAILED
    usage = getattr(error, "format_message", None)
    if callable(usage):
        # Typer's own errors have no common documented class; format_message is what they share.
        context = getattr(error, "ctx", None)
        _say_error(str(usage()).rstrip("."))
        _say_hint(f"{getattr(context, 'command_path', 'papers')} --help lists what it takes")
        return ExitCode.USAGE
    _say_error(f"unexpected {type(error).__name__}: {error}")
    _say_hint("this is a bug; run it again with PAPERS_DEBUG=1 and report what it prints")
    return ExitCode.FAILED


def _say_error(message: str) -> None:
    say(f"papers: {visible(message)}")


def _say_hint(hint: str | None) -> None:
    if hint:
        say(f"hint: {visible(hint)}")


def _point_at(error: QueryError) -> None:
    before = visible(error.query[: error.start])
    inside = visible(error.query[error.start : error.end])
    after = visible(error.query[error.end :])
    if len(before + inside + after) > LINE:
        # A line that wraps would leave the caret under the wrong place.
        before = _shortened(before[::-1])[::-1]
        inside, after = _shortened(inside), _shortened(after)
    say(f"  {before}{inside}{after}")
    say(f"  {' ' * _width(before)}{'^' * max(1, _width(inside))}")


def _shortened(text: str) -> str:
    return text if len(text) <= LINE // 3 else text[: LINE // 3 - 1] + "…"


def _width(text: str) -> int:
    """Columns of a text: two for East Asian wide letters, none for combining marks."""
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def _describe(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason
