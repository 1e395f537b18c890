"""``papers web``."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Annotated

import typer

from papercli.cli.session import Session
from papercli.errors import PapersError

WEB_HELP = """\
Browse the index in a web browser, through Datasette.

Search, sort, facets, SQL and downloads, on this machine only (127.0.0.1); nothing can be changed
there. Prints the address, and runs until Ctrl-C. What is ingested meanwhile is shown. Needs the
extra `web`: pipx inject papercli 'datasette<1'.

Examples:
papers web
papers web --open
papers --db other.db web --port 0
"""


def web(
    session: Session,
    port: Annotated[
        int,
        typer.Option(
            "--port", min=0, max=65535, metavar="N", help="Port to listen on; 0: any that is free."
        ),
    ] = 8001,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Run `papers web`."""
    from papercli.cli.signals import Terminated
    from papercli.web import serve

    output = sys.stdout

    def tell(address: str) -> None:
        output.write(f"{address}\n")
        output.flush()
        session.note(f"serving {session.index}; Ctrl-C ends it")
        if open_it:
            import webbrowser

            webbrowser.open(address)

    with session.reading():
        pass  # says why there is none, and brings an older one up to date
    try:
        # Datasette prints a traceback for each query that a visitor mistypes.
        with (
            Path(os.devnull).open("w") as nowhere,
            redirect_stdout(sys.stderr if session.verbose else nowhere),
        ):
            serve(session.index, port, tell)
    except Terminated:
        raise
    except KeyboardInterrupt:
        session.note("stopped")
    finally:
        # A connection that cannot write leaves lock files behind; this one removes them.
        with suppress(PapersError), session.reading():
            pass
