"""The options of commands that print what an index holds."""

from __future__ import annotations

from typing import Annotated

import typer

from papercli.cli.options import choice
from papercli.output.formats import TABLE, WRITERS

_FORMAT = "Default: table on a terminal, tsv in a pipe."
Format = Annotated[str | None, choice((TABLE, *WRITERS), _FORMAT, "--format", "-f")]
FullFormat = Annotated[
    str | None,
    choice((TABLE, *WRITERS), "Default: table on a terminal, lines in a pipe.", "--format", "-f"),
]
PlainFormat = Annotated[
    str | None,
    choice(
        (TABLE, *(name for name, writer in WRITERS.items() if writer.any_rows)),
        _FORMAT,
        "--format",
        "-f",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Same as --format json.")]
Query = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]...", help="Words and fields; `papers fields` lists them."),
]
Abstracts = Annotated[
    bool, typer.Option("--abstracts", help="Include abstracts in bibtex, ris and csl-json.")
]
Html = Annotated[
    str | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help="Write a page of figures and papers to FILE; - is standard output.",
    ),
]
Rows = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=0,
        metavar="N",
        help="Maximum number of rows; 0: all. Default: 20 on a terminal, all in a pipe.",
    ),
]
