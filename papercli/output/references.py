"""A paper as reference managers want it: what BibTeX, RIS, CSL-JSON and notes share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast
from unicodedata import combining, normalize

from papercli.named_tuples import NamedTuple
from papercli.output import Row
from papercli.output.rows import counted
from papercli.text import few_marks, visible

SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "the")
)
ARXIV = "https://arxiv.org/abs/"
LONGEST_PART = 40
"""Letters of a name or a word in a key."""
INFERRED, CUT = "year inferred", "not all authors"
"""What a note says, in words that the readers of these formats know again."""


class Authors(NamedTuple):
    """Whose names are known."""

    names: tuple[str, ...]
    """As written, without what a terminal would act upon."""
    number: int | None
    """How many authors there are, where that is known."""

    @property
    def cut(self) -> bool:
        """Whether there are, or may be, more than are named."""
        return bool(self.names) and (self.number is None or self.number > len(self.names))


def authors(row: Row) -> Authors:
    """The authors of a paper."""
    listed = cast("list[str] | None", row["authors"]) or ()
    names = tuple(name for one in listed if (name := " ".join(visible(one).split())))
    return Authors(names, cast("int | None", row["author_count"]))


def note(row: Row, *, cut: bool = True) -> str:
    """What a format has no field for: how many authors there are, and that the year is inferred.

    ``cut`` says whether to tell that names are missing; BibTeX has "and others" for that.
    """
    who = authors(row)
    said = []
    if who.number is not None and (not who.names or who.cut):
        said.append(counted(who.number, "author"))
    elif who.cut and cut:
        said.append(CUT)
    if row.get("published_inferred"):
        said.append(INFERRED)
    return "; ".join(said)


def date_parts(row: Row) -> tuple[int, ...]:
    """Year, month and day of the publication, as far as they are known."""
    published = str(row["published"] or "")
    return tuple(map(int, published.split("-"))) if published else ()


def text(row: Row, name: str) -> str:
    """A field as one line; empty where it is not known. Fields that a row lacks are not known."""
    value = row.get(name)
    return "" if value is None else " ".join(visible(str(value)).split())


def addresses(row: Row) -> Iterator[str]:
    """Addresses of a paper, its own first, then those that its identifiers make."""
    own = visible(str(row["url"])) if row["url"] else ""
    if own:
        yield own
    for name, form in (
        ("arxiv_id", f"{ARXIV}{{}}"),
        ("openreview_id", "https://openreview.net/forum?id={}"),
        ("acl_id", "https://aclanthology.org/{}"),
    ):
        value = text(row, name)
        if value and value not in own:
            yield form.format(value)


def key(row: Row) -> str:
    """By what an entry is cited: last name, year, first word that says something, and the id.

    The id makes it the paper's alone, whatever else is exported: it is never given again. An
    inferred year would change as more is known, and is left out.
    """
    who = authors(row).names
    family = _ascii(_family(who[0])) if who else ""
    year = "" if row.get("published_inferred") else str(row["published"] or "")[:4]
    words = (_ascii(word) for word in str(row["title"]).split())
    word = next((word for word in words if word and word not in SMALL_WORDS), "")
    parts = f"{family}{year}{word}" if family or word else "paper"
    return f"{parts}-{row['id']}"


def slug(title: str, longest: int = 60) -> str:
    """A title as a part of a file's name: small letters, digits and hyphens; empty where it has
    none of these."""
    words = [word for word in re.split("[^a-z0-9]+", _folded(title)) if word]
    kept = ""
    for word in words:
        if kept and len(kept) + 1 + len(word) > longest:
            break
        kept = f"{kept}-{word[:longest]}" if kept else word[:longest]
    return kept


def _family(name: str) -> str:
    return name.partition(",")[0] if "," in name else (name.split() or [""])[-1]


def _ascii(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _folded(word))[:LONGEST_PART]


def _folded(text: str) -> str:
    apart = normalize("NFKD", few_marks(text)).casefold()
    return "".join(letter for letter in apart if not combining(letter))
