"""The options that several commands share, each declared once."""

from __future__ import annotations

from math import isnan
from typing import Annotated, Literal

import typer

from papercli.errors import UsageError


def _size(text: str | int) -> int:
    if isinstance(text, int):  # Typer has its own default read as well
        return text
    from papercli import sizes

    try:
        return sizes.read(text)
    except ValueError:
        hint = "write it as 500MB, 2GB or 1000000; KiB, MiB and GiB are powers of 1024"
        raise UsageError(f"--max-size: cannot read {text!r} as a size", hint) from None


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
MaxSize = Annotated[
    int,
    typer.Option(
        "--max-size",
        metavar="SIZE",
        parser=_size,
        show_default=False,
        help="Refuse input that is larger; 1GB if not said.",
    ),
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
