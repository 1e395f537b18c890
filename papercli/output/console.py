"""The one place where Rich is told what may be drawn."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from papercli.output.formats import prepare
from papercli.output.words import places
from papercli.text import visible

FOUND = "bold yellow"
QUIET = "dim"
NAME = "bold"


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line, for which a closed pipe is a normal end."""
        raise  # noqa: PLE0704


def console(stream: TextIO, color: str) -> Console:
    """A console that takes no text for markup, emoji codes or numbers to color.

    ``color`` is ``auto``, ``always`` or ``never``; ``auto`` heeds ``NO_COLOR``, ``FORCE_COLOR`` and
    ``TERM=dumb``.
    """
    prepare("table", stream)
    plain = color == "never" or (color == "auto" and bool(os.environ.get("NO_COLOR")))
    return _Console(
        file=stream,
        color_system=None if plain else "auto" if color == "auto" else "standard",
        force_terminal=True if color == "always" else None,
        no_color=False if color == "always" else None,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )


def data(text: object, style: str = "", found: Sequence[str] = ()) -> Text:
    """Anything from a digest as it may be drawn: literally, with the words found emphasised."""
    shown = visible("" if text is None else str(text))
    result = Text(shown, style=style, overflow="fold")
    for start, end in places(shown, found):
        result.stylize(FOUND, start, end)
    return result
