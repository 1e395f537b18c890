"""CSV as RFC 4180 has it, with a header and a newline at line ends.

Values stand as they are: a title that begins with ``=`` is not changed to please a spreadsheet.
Only on a terminal is what it would act upon replaced.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from papercli.output import Row
from papercli.output.rows import flat
from papercli.text import visible


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write the header, then the rows; lists are joined by ``"; "``."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(fields)
    shown = visible if stream.isatty() else _one_line_end
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        writer.writerow([shown(flat(row[field])) for field in fields])
    return count


def _one_line_end(text: str) -> str:
    # The csv module leaves a carriage return unquoted, which its own reader takes for an end.
    return text.replace("\r", "\n")
