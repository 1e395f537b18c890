"""``papers help``."""

from __future__ import annotations

from typing import Annotated

import typer

from papercli.cli.session import Session

HELP_HELP = """\
Print the help of a command, as `papers COMMAND --help` does; without one, list the commands.

Examples:
papers help
papers help search
"""


def help_(
    session: Session,
    command: Annotated[
        str | None, typer.Argument(metavar="[COMMAND]", help="The command to explain.")
    ] = None,
) -> None:
    """Run `papers help`; raises UsageError for a command that is not there."""
    from papercli.cli.app import COMMANDS, parse
    from papercli.errors import UsageError

    if command is None or command in COMMANDS:
        parse(["--help"] if command is None else [command, "--help"])
        return
    from difflib import get_close_matches

    near = get_close_matches(command, COMMANDS, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise UsageError(f"there is no command {command!r}", f"{hint}papers --help lists them")
