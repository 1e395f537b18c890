"""``papers fields``."""

from __future__ import annotations

from papercli.cli.answer_options import Json, PlainFormat
from papercli.cli.printing import emit, format_of
from papercli.cli.session import Session
from papercli.query.fields import FIELDS

COLUMNS = ("field", "help", "example")


FIELDS_HELP = """\
List the fields that a query can ask for, with what they mean and an example.

Examples:
papers fields
papers fields --format markdown
papers search 'has:link authors:1'
"""


def fields(session: Session, format: PlainFormat = None, as_json: Json = False) -> None:
    """Run `papers fields`."""
    rows = [
        {"field": f"{field.name}:", "help": field.help, "example": field.example}
        for field in FIELDS.values()
    ]
    emit(session, format_of(session, format, as_json), rows, COLUMNS)
