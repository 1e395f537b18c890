"""``papers evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from papercli.cli.options import JsonReport
from papercli.cli.session import Session


def evaluate(
    session: Session,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="JSON lines, .gz too: labelled pairs, or records."),
    ],
    truth: Annotated[
        Path | None,
        typer.Option(
            metavar="CLUSTERS", help="Which record is which paper: JSON lines of id, cluster."
        ),
    ] = None,
    titles_only: Annotated[
        bool, typer.Option("--titles-only", help="Judge by titles alone.")
    ] = False,
    ambiguous: Annotated[
        Path | None,
        typer.Option(
            metavar="PAIRS", help="Pairs of papers that count as neither right nor wrong."
        ),
    ] = None,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="Print the share of true matches by match weight.")
    ] = False,
    show: Annotated[
        int, typer.Option(min=0, metavar="N", help="Wrong pairs to show with their evidence.")
    ] = 10,
    as_json: JsonReport = False,
) -> None:
    """Measure the matching on labelled data.

    FILE holds pairs ({"a", "b", "label"}, perhaps "a_abstract" and "b_abstract"), or records
    ({"id", "title"}, perhaps "abstract", "n_authors" and "date") whose papers --truth tells.
    Prints precision, recall and F1 over pairs, and the pairs that are wrong.

    Examples:
    papers evaluate pairs.jsonl
    papers evaluate records.jsonl.gz --truth clusters.jsonl.gz --json
    papers evaluate pairs.jsonl --calibrate
    """
    raise NotImplementedError
