"""The options that several commands share, each declared once."""

from __future__ import annotations

from math import isnan
from typing import Annotated, Literal

import typer


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("papercli")
        except PackageNotFoundError:
            number = "(run from its source, not installed)"
        typer.echo(f"papers {number}")
        raise typer.Exit


def _a_time(seconds: float) -> float:
    if isnan(seconds):
        raise typer.BadParameter("nan is no number of seconds")
    return seconds


Database = Annotated[
    str | None,
    typer.Option("--db", metavar="PATH", help="The index; default: PAPERS_DB, or the user's own."),
]
Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        min=0,
        metavar="SECONDS",
        callback=_a_time,
        help="How long to wait for another papers that is writing; 0: not at all.",
    ),
]
Quiet = Annotated[
    int,
    typer.Option(
        "--quiet",
        "-q",
        count=True,
        show_default=False,
        help="No summaries, hints; -qq: no warnings.",
    ),
]
Verbose = Annotated[
    int,
    typer.Option("--verbose", "-v", count=True, show_default=False, help="Say more on stderr."),
]
Color = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--color", help="Colour and emphasis; auto: on a terminal without NO_COLOR."),
]
Version = Annotated[
    bool,
    typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
]

Format = Annotated[
    Literal["table", "tsv", "csv", "json", "ndjson", "markdown", "bibtex"] | None,
    typer.Option("--format", "-f", help="Default: table on a terminal, tsv in a pipe."),
]
PlainFormat = Annotated[
    Literal["table", "tsv", "csv", "json", "ndjson", "markdown"] | None,
    typer.Option("--format", "-f", help="Default: table on a terminal, tsv in a pipe."),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
JsonReport = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
Query = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]...", help="Words and fields; `papers fields` lists them."),
]
Rows = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=0,
        metavar="N",
        help="0: all, as a pipe gets; default on a terminal: 20.",
    ),
]
