"""``papers digests`` and ``papers forget``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from papercli.cli.options import Json, JsonReport, PlainFormat
from papercli.cli.session import Session


def forget(
    session: Session,
    digest: Annotated[
        str,
        typer.Argument(metavar="DIGEST", help="Its id, its path, or the start of its fingerprint."),
    ],
    as_json: JsonReport = False,
) -> None:
    """Take a digest out of the index again; the papers follow.

    A paper seen in other digests too keeps what those said of it, a paper seen only here is gone.
    What you decided stays and holds again when the digest comes back.

    Examples:
    papers digests
    papers forget 3
    papers forget digests/2025-12-10.txt
    """
    from papercli.store.maintenance import forget as run

    report = run(session.index, digest)
    if as_json:
        from papercli.output import prepare
        from papercli.output.as_json import write_object
        from papercli.output.reports import forget_value

        prepare("json", sys.stdout)
        write_object(forget_value(report), sys.stdout)
    session.note(
        f"forgot {report.path}: {report.sightings} sightings, {report.papers_removed} papers gone, "
        f"{report.papers_changed} changed; the index holds {report.papers} papers"
    )
