"""BibTeX: one ``@misc`` entry a paper, as digests never say where a paper appeared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO, cast
from unicodedata import normalize

from papercli.output import Row
from papercli.output.rows import counted
from papercli.text import few_marks, visible

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
MOST_PARTS = 3
"""Parts of a name that commas may divide: last name, junior, first name."""
SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "the")
)


def write(rows: Iterable[Row], fields: Sequence[str], stream: TextIO) -> int:
    """Write one entry a paper; ``fields`` has no say, an entry holds what BibTeX has a name for."""
    keys = _Keys()
    count = 0
    for count, row in enumerate(rows, 1):
        body = "".join(f"  {name} = {value},\n" for name, value in _entries(row))
        stream.write(f"{'' if count == 1 else chr(10)}@misc{{{keys.take(row)},\n{body}}}\n")
    return count


def escape(text: str) -> str:
    """A text that TeX typesets as it stands."""
    return "".join(ESCAPES.get(letter, letter) for letter in visible(text))


def _entries(row: Row) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{escape(str(row['title']))}}}}}"
    authors = cast("list[str] | None", row["authors"])
    names = [_author(name) for name in authors or () if visible(name).strip()]
    notes = []
    if names:
        yield "author", f"{{{' and '.join(names)}}}"
    elif row["author_count"] is not None:
        notes.append(counted(cast("int", row["author_count"]), "author"))
    if row.get("published_inferred"):
        notes.append("year inferred")
    if notes:
        yield "note", f"{{{'; '.join(notes)}}}"
    organization = cast("dict[str, str] | None", row["organization"])
    if organization:
        yield "organization", f"{{{escape(organization['name'])}}}"
    year, *rest = str(row["published"] or "").split("-")
    if year:
        yield "year", f"{{{year}}}"
    if rest:
        yield "month", MONTHS[int(rest[0]) - 1]
    if row["arxiv_id"]:
        yield "eprint", f"{{{escape(str(row['arxiv_id']))}}}"
        yield "archiveprefix", "{arXiv}"
    for name in ("doi", "url"):
        if row[name]:
            yield name, f"{{{_verbatim(str(row[name]))}}}"
    if row["abstract"]:
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


class _Keys:
    """Gives each entry a key of its own."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._papers: Counter[str] = Counter()

    def take(self, row: Row) -> str:
        key = wanted = _key(row)
        while key in self._used:
            # What one title gets with a letter behind it may be the whole of another.
            self._papers[wanted] += 1
            key = f"{wanted}{_letters(self._papers[wanted])}"
        self._used.add(key)
        return key


def _key(row: Row) -> str:
    """First author's last name, year, first informative word of the title, as far as known."""
    authors = cast("list[str] | None", row["authors"])
    family = _ascii(_family(authors[0])) if authors else ""
    year = str(row["published"] or "")[:4]
    words = (_ascii(word) for word in str(row["title"]).split())
    word = next((word for word in words if word and word not in SMALL_WORDS), "")
    return f"{family}{year}{word}" if family or word else f"paper{row['id']}"


def _family(name: str) -> str:
    return name.partition(",")[0] if "," in name else (name.split() or [""])[-1]


def _ascii(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", normalize("NFKD", few_marks(word)).casefold())


def _letters(number: int) -> str:
    """1 -> a, 26 -> z, 27 -> aa, as spreadsheets count columns."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
