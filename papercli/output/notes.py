"""One paper as a Markdown note with YAML front matter, and what of an older note stays.

A note has a marker line. All above it is written anew with each export; what stands below it is the
person's, and so are fields of the front matter that have other names than those written here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast

from papercli.named_tuples import NamedTuple
from papercli.output import Row
from papercli.output.references import authors, slug
from papercli.output.rows import marked
from papercli.text import visible

ID = "papers_id"
"""The field by which a note is known, whatever its file is called."""
MARKER = "<!-- papers: all above is written by papers export; what stands below stays -->"
_MARKER = re.compile(r"^<!-- papers: [^\n]*-->[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
FIELDS = (
    *("title", "authors", "author_count", "published", "organization", "venue"),
    *("kind", "arxiv_id", "version", "doi", "openreview_id", "acl_id", "url", "categories"),
    *("links", ID),
)
"""The fields that are written, in their order; those that are not known are left out."""
_FENCE = "---"
_NOT_YAML = re.compile("[\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\u2028\u2029]")
_AT_START = re.compile(r"\A(?:[#>+*=_`~|:-]|\d{1,9}[.)])")
"""What at the beginning of a paragraph would make it something else."""


class Note(NamedTuple):
    """A note as it was found."""

    id: int | None
    """The paper that it is of; None where its front matter does not say."""
    own_fields: str
    """Lines of the front matter that are the person's."""
    own_text: str | None
    """What stands below the marker; None where there is no marker."""


def file_name(row: Row) -> str:
    """The name of a new note: safe on every system, and no other paper's."""
    return f"{slug(str(row['title'])) or 'paper'}-{row['id']}.md"


def read_note(note: str) -> Note:
    """What is the person's in a note, and of which paper it is."""
    lines = note.removeprefix("\ufeff").split("\n")
    end = 0
    if lines[0].rstrip() == _FENCE:
        end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), 0)
    number, own, ours = "", [], False
    for line in lines[1:end]:
        # A field goes on with lines that are indented, or items of a list.
        if line.strip() and not line.startswith((" ", "\t", "- ")):
            name, _, value = line.partition(":")
            ours = name.strip("\"' \t") in FIELDS
            if name == ID:
                number = value.strip().strip("\"'")
        if not ours:
            own.append(f"{line.rstrip()}\n")
    marker = _MARKER.search(note)
    known = number.isascii() and number.isdigit() and len(number) < len(str(2**63))
    return Note(
        int(number) if known else None,
        "".join(own),
        note[marker.end() :] if marker else None,
    )


def note(row: Row, before: Note | None = None) -> str:
    """The note of a paper; ``before`` is the one that it replaces, of which the person's stays."""
    head = "".join(f"{name}{value}\n" for name, value in _front_matter(row))
    own_fields = before.own_fields if before else ""
    own_text = (before.own_text if before else None) or ""
    body = f"# {_line(str(row['title']))}\n\n"
    for heading in ("abstract", "summary"):
        if row.get(heading):
            body += f"## {heading.capitalize()}\n\n{_line(str(row[heading]))}\n\n"
    return f"{_FENCE}\n{head}{own_fields}{_FENCE}\n\n{body}{MARKER}\n{own_text}"


def _front_matter(row: Row) -> Iterator[tuple[str, str]]:
    who = authors(row)
    organization = cast("dict[str, str] | None", row["organization"])
    values = {
        **row,
        "authors": [*who.names, *(["et al."] if who.cut and who.names else [])],
        "published": marked(row)["published"],
        "organization": organization and (organization["name"] or organization["slug"]),
        ID: row["id"],
    }
    for name in FIELDS:
        value = values.get(name)
        if isinstance(value, list):
            if value:
                yield f"{name}:", "".join(f"\n  - {_quoted(str(item))}" for item in value)
        elif value is not None and value != "":
            yield f"{name}: ", _quoted(str(value))


def _quoted(value: str) -> str:
    """A value as YAML: always in quotation marks, so that ids and dates stay text."""
    one_line = " ".join(visible(value).split())
    # JSON is YAML, but for some characters that YAML wants escaped.
    return _NOT_YAML.sub(
        lambda letter: f"\\u{ord(letter[0]):04x}", json.dumps(one_line, ensure_ascii=False)
    )


def _line(text_: str) -> str:
    """A text as one paragraph. Formulas stay as they are, for whatever sets them; mark-up of HTML,
    which could hide the rest of the note, is written so that it is read as letters."""
    one_line = " ".join(visible(text_).split()).replace("<", "&lt;")
    return _AT_START.sub(lambda start: "".join(f"&#{ord(each)};" for each in start[0]), one_line)
