"""The fields of a query, one row each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from papercli.named_tuples import NamedTuple
from papercli.query.values import (
    Label,
    Range,
    Text,
    Value,
    WrongValueError,
    number_reader,
    read_author,
    read_choice,
    read_code,
    read_date,
    read_identifier,
    read_name,
    read_text,
)


class Field(NamedTuple):
    """One field of the query language."""

    name: str
    help: str
    example: str
    read: Callable[[Value], Text | Range | Label]
    """Raises WrongValueError."""
    columns: tuple[str, ...] = ()
    """Of a range: the columns of ``papers`` that hold its lower and its upper end, or both."""


SCOPES = ("title", "abstract")
HAS = ("date", "authors", "org", "abstract", "link", "id")
IS = ("merged", "undecided", "inferred", "new")

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("title", "words in the title", 'title:"KV cache"', partial(read_text, scope="title")),
        Field(
            "abstract",
            "words in the abstract",
            "abstract:(video OR audio)",
            partial(read_text, scope="abstract"),
        ),
        Field(
            "author",
            "author, by words of a name",
            'author:"Ada Lovelace"',
            read_author,
        ),
        Field(
            "org",
            "organization, by words of its name",
            "org:kyutai",
            partial(read_name, "org", "org:kyutai"),
        ),
        Field(
            "venue",
            "where it was published, by words of the name",
            "venue:NeurIPS",
            partial(read_name, "venue", "venue:NeurIPS"),
        ),
        Field(
            "category",
            "subject category, whole or up to a dot",
            "category:cs.CL",
            partial(read_code, "category", "category:cs.CL"),
        ),
        Field(
            "format",
            "format of a digest it was seen in, as `papers readers` lists them",
            "format:bibtex",
            partial(read_code, "format", "format:bibtex"),
        ),
        Field(
            "digest",
            "digest it was seen in, by words of the path",
            "digest:2025-05",
            partial(read_name, "digest", "digest:2025-05"),
        ),
        Field("id", "number of a paper, or its arXiv id, DOI or address", "id:12", read_identifier),
        Field(
            "date",
            "publication date or range; d w m y count back",
            "date:2024-01..2024-06",
            partial(read_date, "date"),
            ("published_from", "published_to"),
        ),
        Field(
            "authors",
            "number of authors",
            "authors:>=8",
            number_reader("authors"),
            ("author_count",),
        ),
        Field(
            "comments",
            "number of comments",
            "comments:2..4",
            number_reader("comments"),
            ("comments",),
        ),
        Field("votes", "number of votes", "votes:>=50", number_reader("votes"), ("upvotes",)),
        Field("seen", "how often it was seen", "seen:>=3", number_reader("seen"), ("sightings",)),
        Field(
            "new",
            "day or range of days on which it first came into the index",
            "new:7d..",
            partial(read_date, "new"),
        ),
        Field(
            "has", f"what is known: {', '.join(HAS)}", "has:date", partial(read_choice, "has", HAS)
        ),
        Field(
            "is",
            "merged (seen more than once), undecided (perhaps a duplicate), inferred (its year),"
            " new (since the last ingest)",
            "is:merged",
            partial(read_choice, "is", IS),
        ),
    )
}


def reads(name: str, value: Value) -> bool:
    """Whether a field can have a value."""
    try:
        FIELDS[name].read(value)
    except WrongValueError:
        return False
    return True
