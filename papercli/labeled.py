"""Labeled pairs: what is known of two sightings, and how they are to be judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from papercli.dates import parse_date
from papercli.errors import UsageError
from papercli.matching.author_names import names_of
from papercli.matching.record import Record
from papercli.model.paper import PARTICULARS, Organization, PartialDate
from papercli.model.verdict import Outcome
from papercli.named_tuples import NamedTuple

_EXPECTED = {"1": Outcome.SAME, "0": Outcome.DIFFERENT}
_OUTCOMES = tuple(outcome.value for outcome in Outcome)
_TEXTS = ("title", "abstract", "date", "arxiv_id", "doi", "url")
_LISTS = ("authors", "categories", "links")
_COUNTS = ("author_count", "version")
_FIELDS = (*_TEXTS, "authors", "author_count", "organization", *PARTICULARS)
_AS_THEY_ARE = tuple(
    name
    for name in _FIELDS
    if name not in ("title", "date", "author_count", "organization", *_LISTS)
)
_KINDS = {
    "authors": "list of names",
    "categories": "list of names",
    "links": "list of addresses",
    "author_count": "number",
    "version": "number",
    "organization": "object of slug and name",
}
_SIDE = "a side is a title, or an object with one"
_NOT_KNOWN = "null says that it is not known"


class LabeledPair(NamedTuple):
    """Two records, and the outcome that their comparison should have."""

    a: Record
    b: Record
    expected: Outcome
    category: str


def check_pair(row: Mapping[str, Any], place: str) -> None:
    """Raise UsageError, whose message begins with ``place``, where a row is no labeled pair.

    A side is a title, or an object of the fields of a sighting; what is expected is a ``label`` of
    0 or 1, or an ``outcome``.
    """
    label, outcome = row.get("label"), row.get("outcome")
    if (label is None) == (outcome is None):
        what = "no 'label'" if label is None else "both 'label' and 'outcome'"
        raise UsageError(f"{place}: {what}", "a pair has a, b and either label or outcome")
    if label is not None and label not in (0, 1, "0", "1"):
        message = f"{place}: label {label!r} is neither 0 nor 1"
        raise UsageError(message, "1 is the same paper")
    if outcome is not None and outcome not in _OUTCOMES:
        message = f"{place}: outcome {outcome!r} is unknown"
        raise UsageError(message, f"an outcome is {', '.join(_OUTCOMES[:-1])} or {_OUTCOMES[-1]}")
    for side in ("a", "b"):
        if isinstance(row[side], dict):
            _check_side(row[side], f"{place}: {side}")
        elif isinstance(row[side], list):
            raise UsageError(f"{place}: {side} is a list", _SIDE)


def _check_side(fields: Mapping[str, Any], place: str) -> None:
    unknown = [name for name in fields if name not in _FIELDS]
    if unknown:
        raise UsageError(f"{place}.{unknown[0]} is unknown", f"a side has {', '.join(_FIELDS)}")
    if not isinstance(fields.get("title"), str):
        raise UsageError(f"{place} has no title", _SIDE)
    for name, value in fields.items():
        if value is not None and not _is_right(name, value):
            raise UsageError(f"{place}.{name} is no {_KINDS.get(name, 'text')}", _NOT_KNOWN)
    if fields.get("date") is not None and _date(fields["date"]) is None:
        hint = "write 2024, 2024-05, 2024-05-26 or --05-26; " + _NOT_KNOWN
        raise UsageError(f"{place}.date {fields['date']!r} is no date", hint)


def _date(text: str) -> PartialDate | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _is_right(name: str, value: object) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if name in _COUNTS:
        return type(value) is int and value >= 0
    if name == "organization":
        return (
            isinstance(value, dict)
            and set(value) == set(Organization._fields)
            and all(isinstance(part, str) for part in value.values())
        )
    return isinstance(value, str)


def pair_of(row: Mapping[str, Any], titles_only: bool = False) -> LabeledPair:
    """The pair of a row that ``check_pair`` let pass; with ``titles_only`` its titles alone."""
    a, b = (_record(row, side, titles_only) for side in ("a", "b"))
    label = row.get("label")
    expected = Outcome(row["outcome"]) if label is None else _EXPECTED[str(int(label))]
    return LabeledPair(a, b, expected, str(row.get("category", "")))


def _record(row: Mapping[str, Any], side: str, titles_only: bool) -> Record:
    fields = row[side]
    if not isinstance(fields, dict):
        return Record(str(fields), None if titles_only else row.get(f"{side}_abstract"))
    if titles_only:
        return Record(fields["title"])
    organization, date = map(fields.get, ("organization", "date"))
    authors, categories, links = (_listed(fields.get(name)) for name in _LISTS)
    count = fields.get("author_count")
    whole = authors is not None and not names_of(authors).cut
    return Record(
        title=fields["title"].strip(),
        author_count=len(authors) if authors is not None and count is None and whole else count,
        organization=Organization(**organization) if organization else None,
        published=_date(date) if date else None,
        authors=authors,
        categories=categories,
        links=links,
        **{name: fields.get(name) for name in _AS_THEY_ARE},
    )


def _listed(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)


def known_record(row: Mapping[str, Any]) -> Record:
    """A record of a set whose papers are known: title, and what else of it is in the fields of a
    sighting; ``n_authors`` is its author count. Authors that are no list are not compared."""
    given = row.get
    authors = given("authors")
    return Record(
        title=row["title"].strip(),
        abstract=given("abstract"),
        author_count=given("n_authors"),
        published=_lenient_date(given("date")),
        authors=tuple(map(str, authors)) if isinstance(authors, list) else None,
        arxiv_id=given("arxiv_id"),
        doi=given("doi"),
        url=given("url"),
        summary=given("summary"),
        openreview_id=given("openreview_id"),
        acl_id=given("acl_id"),
    )


def _lenient_date(text: object) -> PartialDate | None:
    parts = str(text).split("-") if text else []
    known = 0 < len(parts) <= 3 and all(part.isdecimal() and len(part) <= 4 for part in parts)
    if not known:
        return None
    year, month, day = (*map(int, parts), None, None)[:3]
    return PartialDate(year, month, day)
