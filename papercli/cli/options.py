"""The options that several commands share, each declared once; those of answers stand in
`papercli.cli.answer_options`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isnan
from typing import Annotated, Any, Literal

import typer

from papercli.errors import UsageError

WIDEST = 60
"""Letters of a list of names beside its option; a longer one stands in the help."""


def size(flag: str) -> Callable[[str | int], int]:
    """What reads the value of an option as a number of bytes."""

    def read(text: str | int) -> int:
        if isinstance(text, int):  # Typer has its own default read as well
            return text
        from papercli import sizes

        try:
            return sizes.read(text)
        except ValueError:
            hint = "write it as 500MB, 2GB or 1000000; KiB, MiB and GiB are powers of 1024"
            raise UsageError(f"{flag}: cannot read {text!r} as a size", hint) from None

    return read


def choice(
    names: Sequence[str], help: str, *flags: str, also: Mapping[str, str] | None = None
) -> Any:
    """An option that takes one of some names, which come from a table; ``also`` are other names
    for them, which are understood and not listed."""

    def read(text: str) -> str:
        text = (also or {}).get(text, text)
        if text in names:
            return text
        listed = ", ".join(names)
        raise UsageError(f"{flags[0]}: {text!r} is not one of them", f"write one of {listed}")

    read.names = tuple(names)  # type: ignore[attr-defined] # for completion
    metavar = f"<{'|'.join(names)}>"
    if len(metavar) > WIDEST:
        metavar, help = flags[0].strip("-").upper(), f"{', '.join(names)}. {help}"
    return typer.Option(*flags, parser=read, metavar=metavar, help=help)


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
        raise typer.BadParameter("nan is not a number of seconds")
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
        help="Seconds to wait while another papers writes; 0: do not wait.",
    ),
]
Quiet = Annotated[
    int,
    typer.Option(
        "--quiet",
        "-q",
        count=True,
        show_default=False,
        help="Suppress summaries and hints; -qq also suppresses warnings.",
    ),
]
Verbose = Annotated[
    int,
    typer.Option(
        "--verbose", "-v", count=True, show_default=False, help="Print details to stderr."
    ),
]
Color = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--color", help="Color and emphasis; auto: on a terminal without NO_COLOR."),
]
Version = Annotated[
    bool,
    typer.Option(
        "--version", "-V", callback=_print_version, is_eager=True, help="Print the version."
    ),
]
JsonReport = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ReaderName = Annotated[
    str | None,
    typer.Option(
        "--reader", metavar="NAME", help="Input format. Default: detected from the content."
    ),
]
Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        min=1900,
        max=9999,
        metavar="YYYY",
        help="Year of digests that show only month and day.",
    ),
]
Follow = Annotated[bool, typer.Option("--follow", help="Follow links that lead out of a folder.")]
MaxSize = Annotated[
    int,
    typer.Option(
        "--max-size",
        metavar="SIZE",
        parser=size("--max-size"),
        show_default=False,
        help="Refuse larger input, packed or unpacked; JSON lines may be longer. Default: 1GB.",
    ),
]
