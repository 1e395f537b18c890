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
    """Run `papers help`."""
    from papercli.cli.app import parse

    parse(["--help"] if command is None else [command, "--help"])
