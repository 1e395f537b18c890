"""``papers search`` (stub for measuring)."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from papercli.cli.options import Format, Json, Query
from papercli.cli.session import Session


def search(
    session: Session,
    query: Query = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published on or after.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published on or before.")
    ] = None,
    year: Annotated[str | None, typer.Option(metavar="YEARS", help="2024, or 2023..2025.")] = None,
    min_authors: Annotated[
        int | None, typer.Option(metavar="N", help="At least N authors.")
    ] = None,
    max_authors: Annotated[int | None, typer.Option(metavar="N", help="At most N authors.")] = None,
    org: Annotated[str | None, typer.Option(metavar="NAME", help="Organisation.")] = None,
    digest: Annotated[str | None, typer.Option(metavar="PATH", help="Seen in this digest.")] = None,
    sort: Annotated[
        Literal["relevance", "date", "authors", "comments", "title"] | None,
        typer.Option(help="Default: relevance with words, date without."),
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Turn the order round.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", "-n", min=0, metavar="N", help="0: all. Default: 20 on a terminal."
        ),
    ] = None,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="Leave out the first N.")] = 0,
    count: Annotated[bool, typer.Option("--count", help="Print how many there are.")] = False,
    fields: Annotated[str | None, typer.Option(metavar="A,B", help="Only these fields.")] = None,
    format: Format = None,
    as_json: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="Tell on stderr how.")] = False,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", help="End with 1 when nothing matches.")
    ] = False,
) -> int | None:
    """List the papers that match a query; without one, all of them.

    Words next to each other must all be there.

    Examples:
    papers search "KV cache"
    papers search 'date:2024.. authors:>=8 diffusion' --json | jq -r '.[].title'
    """
    print(query, format)
    return 0
