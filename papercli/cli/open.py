"""``papers open``."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from papercli.cli.asking import meant_in
from papercli.cli.session import Session
from papercli.errors import PapersError
from papercli.identifiers import ADDRESSES
from papercli.model.paper import Paper

OPEN_HELP = """\
Open the page of a paper in your web browser: on arXiv, or by its DOI, OpenReview or ACL id, or its
address. Prints the address where there is no browser, or into a pipe.

Examples:
papers open 12
papers open 2409.10594
papers open 12 | xargs curl -L
"""

SCHEMES = ("http://", "https://")
"""An address that a digest gives may begin with anything; no other is opened or printed."""


def open_(
    session: Session,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Id, arXiv id, DOI, address or title of a paper.")
    ],
) -> None:
    """Run `papers open`."""
    with session.reading_all() as connections:
        papers = [paper for _, paper in meant_in(session, connections, [id])]
    if len(papers) > 1:
        listed = ", ".join(str(paper.id) for paper in papers)
        raise PapersError(f"{len(papers)} papers are called so: {listed}", "name one by its id")
    address = page_of(papers[0])
    if address is None:
        hint = f"papers show {papers[0].id} says where it was seen"
        raise PapersError(f"no digest gives an address of paper {papers[0].id}", hint)
    if not (session.terminal and _opened(address)):
        sys.stdout.write(f"{address}\n")


def page_of(paper: Paper) -> str | None:
    """The address of a paper's page; None where nothing names one on the web."""
    from urllib.parse import quote

    for name, before in ADDRESSES.items():
        if identifier := getattr(paper, name):
            return before + quote(identifier, safe="/.:;()_-")
    for address in (paper.url, *paper.links):
        if address and address.lower().startswith(SCHEMES) and not any(map(str.isspace, address)):
            return quote(address, safe="!#$%&'()*+,/:;=?@[]~")
    return None


def _opened(address: str) -> bool:
    """Whether a browser took the address; none is tried where there is no screen."""
    screen = sys.platform in ("darwin", "win32") or "DISPLAY" in os.environ
    if not (screen or "WAYLAND_DISPLAY" in os.environ or "BROWSER" in os.environ):
        return False
    import webbrowser

    return webbrowser.open(address)
