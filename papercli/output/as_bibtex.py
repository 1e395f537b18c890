"""BibTeX: one entry a paper, of the type of its kind; ``@misc`` where that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO, cast

from papercli import kinds
from papercli.output import Row
from papercli.output.references import ARXIV, addresses, authors, date_parts, key, note, text
from papercli.text import visible

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ESCAPES = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces whatever stands before them: one of a pair would open or end a value.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # TeX's oldest fonts, still its default, have other signs in the places of these.
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
LIGATURES = (("--", "-{}"), ("``", "`{}"), ("''", "'{}"))
"""Signs of which TeX makes others where two stand together, and how to keep them apart."""
VENUES = {
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "thesis": "school",
    "techreport": "institution",
    "article": "journal",
}
"""What each type calls the place where it appeared; all others have it in ``howpublished``."""
MOST_PARTS = 3
"""Parts of a name that commas may divide: last name, junior, first name."""


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write one entry a paper, with what BibTeX has a name for; of ``fields`` it only matters
    whether the abstract is among them."""
    with_abstract = "abstract" in fields
    count = 0
    for count, row in enumerate(rows, 1):
        type_ = kinds.as_bibtex(cast("str | None", row.get("kind")))
        known = _entries(row, type_, with_abstract)
        body = "".join(f"  {name} = {value},\n" for name, value in known)
        stream.write(f"{'' if count == 1 else chr(10)}@{type_}{{{key(row)},\n{body}}}\n")
    return count


def escape(text: str) -> str:
    """A text that TeX typesets as it stands."""
    text = "".join(ESCAPES.get(letter, letter) for letter in visible(text))
    for pair, apart in LIGATURES:
        while pair in text:
            text = text.replace(pair, f"{apart}{pair[1]}")
    return text


def _entries(row: Row, type_: str, with_abstract: bool) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{escape(str(row['title']))}}}}}"
    who = authors(row)
    if who.names:
        listed = [*map(_author, who.names), *(["others"] if who.cut else [])]
        yield "author", f"{{{' and '.join(listed)}}}"
    if said := note(row, cut=False):
        yield "note", f"{{{said}}}"
    organization = cast("dict[str, str] | None", row["organization"])
    if organization:
        yield "organization", f"{{{escape(organization['name'])}}}"
    venue = text(row, "venue")
    if venue:
        yield VENUES.get(type_, "howpublished"), f"{{{escape(venue)}}}"
    date = dict(zip(("year", "month", "day"), date_parts(row), strict=False))
    for name, number in date.items():
        yield name, MONTHS[number - 1] if name == "month" else f"{{{number}}}"
    if row["arxiv_id"]:
        yield "eprint", f"{{{escape(str(row['arxiv_id']))}}}"
        yield "archiveprefix", "{arXiv}"
        categories = cast("list[str] | None", row.get("categories"))
        if categories:
            yield "primaryclass", f"{{{escape(categories[0])}}}"
    if row["doi"]:
        yield "doi", f"{{{_verbatim(str(row['doi']))}}}"
    # The address that the eprint makes is left to whoever sets it.
    listed = [one for one in addresses(row) if one == row["url"] or not one.startswith(ARXIV)]
    if listed:
        yield "url", f"{{{_verbatim(listed[0])}}}"
    if len(listed) > 1 and not (venue and type_ not in VENUES):
        yield "howpublished", f"{{\\url{{{_verbatim(listed[1])}}}}}"
    if with_abstract and row["abstract"]:
        yield "abstract", f"{{{escape(str(row['abstract']))}}}"


def _verbatim(address: str) -> str:
    """An address, which TeX takes as it stands but for what ends or begins a group."""
    for letter, code in (("{", "%7B"), ("}", "%7D"), ("\\", "%5C")):
        address = address.replace(letter, code)
    return visible(address)


def _author(name: str) -> str:
    """A name that BibTeX reads as one: in braces where a word or a comma in it would mean more."""
    escaped = escape(name)
    parts = escaped.split(",")
    plain = len(parts) <= MOST_PARTS and all(part.strip() for part in parts)
    if plain and not re.search(r"\b(?:and|others)\b", escaped, re.IGNORECASE):
        return escaped
    return f"{{{escaped}}}"
