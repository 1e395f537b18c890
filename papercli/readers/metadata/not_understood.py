"""What is said of a file whose records have no title under any name that is known."""

from __future__ import annotations

from collections.abc import Iterable

from papercli.readers.base import quoted
from papercli.readers.metadata.aliases import alias_of
from papercli.readers.metadata.headers import header_of
from papercli.readers.metadata.objects import Walk
from papercli.readers.metadata.plans import plan_of, plan_of_columns

_MOST_NAMED = 8
_LOOKED_AT = 200_000
"""Letters in which the first record stands."""


def hint_of(text: str) -> str | None:
    """What to say of records without a title; None where one of their names means it."""
    head = text[:_LOOKED_AT]
    names: Iterable[str] = ()
    what = "field"
    if head.lstrip("\ufeff \t\n")[:1] in ("{", "["):
        first = next((found.record for found in Walk(head).records() if found.record), {})
        names = first
    elif header := header_of(head):
        names, what = filter(None, header.columns), "column"
    names = tuple(dict.fromkeys(names))
    if "title" in (plan_of_columns if what == "column" else plan_of)(names):
        return None
    return hint_of_names(names, what)


def hint_of_names(names: Iterable[str], what: str) -> str:
    """The same of records whose columns or fields are called so."""
    others = [quoted(name) for name in names if _is_unknown(name)]
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    told = f"; not understood: {', '.join(others[:_MOST_NAMED])}{more}" if others else ""
    return f"no {what} is known as a title{told}"


def _is_unknown(name: str) -> bool:
    alias = alias_of(name)
    return alias is None or alias.field in {"paper", "name"}
