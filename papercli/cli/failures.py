"""What a person is told when a command cannot do its work; imported only then."""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from papercli.cli import emphasis
from papercli.cli.streams import say
from papercli.errors import OUT_OF_MEMORY, ExitCode, PapersError, QueryError, advice
from papercli.text import visible

LINE = 75
"""Letters of a query that fit on a line of a narrow terminal."""


def report(error: Exception, color: str = "auto", given: Sequence[str] = ()) -> int:
    """Print what went wrong and what to do about it; returns the exit code.

    ``color`` is what the command line says of it: ``auto``, ``always`` or ``never``; ``given`` are
    the words of that.
    """
    if os.environ.get("PAPERS_DEBUG"):
        say("".join(traceback.format_exception(error)).rstrip())
    what, hint, code = _told(error, given)
    say(emphasis.error(f"papers: {visible(what)}", color))
    if isinstance(error, QueryError):
        _point_at(error, color)
    if hint:
        say(emphasis.hint(f"hint: {visible(hint)}", color))
    return code


def _told(error: Exception, given: Sequence[str]) -> tuple[str, str | None, int]:
    """What went wrong, what to do about it, and the exit code."""
    if isinstance(error, PapersError):
        return error.message, error.hint, error.code
    if isinstance(error, MemoryError):
        return "out of memory", OUT_OF_MEMORY, ExitCode.FAILED
    if isinstance(error, OSError):
        return _describe(error), advice(error), ExitCode.FAILED
    usage = getattr(error, "format_message", None)
    if callable(usage):
        # Typer's own errors have no common documented class; format_message is what they share.
        context = getattr(error, "ctx", None)
        program = getattr(context, "command_path", "papers")
        what, hint = str(usage()).rstrip("."), f"{program} --help lists what it takes"
        asked = given if program == "papers search" and getattr(error, "option_name", "") else ()
        excluded = _excluded(error, asked)
        if any(map(_is_query, asked)):
            hint = f"before a query that begins with -, write --: {program} -- '- …'; {hint}"
        elif excluded:
            what = f"No such option: {excluded}"
            hint = f"to exclude a word, write 'NOT {excluded.lstrip('-')}'; {hint}"
        return what, hint, ExitCode.USAGE
    bug = "this is a bug; run it again with PAPERS_DEBUG=1 and report what it prints"
    return f"unexpected {type(error).__name__}: {error}", bug, ExitCode.FAILED


def _is_query(word: str) -> bool:
    """Whether an argument begins as an option does and has blanks, as a pasted line of a list."""
    return word[:1] == "-" and any(map(str.isspace, word.partition("=")[0]))


def _excluded(error: Exception, given: Sequence[str]) -> str | None:
    """The word of a query that begins with a dash, as other programs exclude one, and was taken for
    an option that there is not."""
    name = getattr(error, "option_name", "")
    if not name or getattr(error, "possibilities", None):
        return None
    if name.startswith("--"):
        return name if name in given else None
    # Options of one letter may be written as one word, so only one of its letters is named.
    words = (word for word in given if word[:1] == "-" and word[1:2].isalpha() and len(word) > 2)
    return next((word for word in words if name[1:] in word), None)


def _point_at(error: QueryError, color: str) -> None:
    before = visible(error.query[: error.start])
    inside = visible(error.query[error.start : error.end])
    after = visible(error.query[error.end :])
    if len(before + inside + after) > LINE:
        # A line that wraps would leave the caret under the wrong place.
        before = _shortened(before[::-1])[::-1]
        inside, after = _shortened(inside), _shortened(after)
    say(f"  {before}{inside}{after}")
    say(emphasis.error(f"  {' ' * _width(before)}{'^' * max(1, _width(inside))}", color))


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
