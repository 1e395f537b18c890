"""What stands where in records of some names, and how surely they are papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from papercli.readers.metadata.aliases import ALIASES, LONGEST_NAME, alias_of

_PLACE = {alias.name: place for place, alias in enumerate(ALIASES)}
_IDENTIFIERS = {"arxiv_id", "doi", "acl_id", "openreview_id"}

NAMED = ("ids", "arxiv_id", "id", "doi", "dblp", "openreview_id", "acl_id")
"""Fields that are for identifiers, the surest first."""
_ADDRESSED = ("url", "pdf", "location", "locations")
_NOTED = ("notes", "venue")
_TITLED = 0.93
_TITLE_BESIDE = (
    ("paper", frozenset(("authors", "abstract", "published"))),
    ("name", frozenset(("abstract",))),
)
"""Names that mean a title beside one of some fields; of methods and models they are nicknames."""
_MANY_KNOWN = 3
"""Of a row of long names, so many are enough to make it a header: Zotero has 87 columns."""
_OF_RECORDS = frozenset(("title", "id", "arxiv_id", "doi"))


class Plan(dict[str, tuple[Any, ...]]):
    """Of each field the keys of a record that may hold it, the surest first."""

    __slots__ = ("addressed", "is_of_record", "named", "noted")

    def __init__(self, fields: Mapping[str, Iterable[Any]]) -> None:
        super().__init__((field, tuple(keys)) for field, keys in fields.items())
        self.named = tuple((field, key) for field in NAMED for key in self.get(field, ()))
        """The keys that are for identifiers, each with its field."""
        self.addressed = self._keys(_ADDRESSED)
        """Those whose addresses may name an identifier."""
        self.noted = self._keys(_NOTED)
        """Those in which a line may begin with one."""

        self.is_of_record = not _OF_RECORDS.isdisjoint(self)
        """Whether these are keys of a record, rather than of what stands around records."""

    def _keys(self, fields: Iterable[str]) -> tuple[Any, ...]:
        return tuple(key for field in fields for key in self.get(field, ()))


@lru_cache(maxsize=1 << 8)
def plan_of(keys: tuple[str, ...]) -> Plan:
    """What stands where in records of these keys."""
    found = [(alias, key) for key in keys if (alias := alias_of(key))]
    found.sort(key=lambda each: _PLACE[each[0].name])
    plan: dict[str, list[str]] = {}
    for alias, key in found:
        plan.setdefault(alias.field, []).append(key)
        if alias.name == "itemtype":
            plan["item"] = [key]
    if "summary or abstract" in plan:
        # arXiv calls its abstracts so, and what is made of its answers does; whoever has both, or
        # writes a list by hand, means a summary.
        abstract = "abstract" not in plan and ("authors" in plan or "categories" in plan)
        plan.setdefault("abstract" if abstract else "summary", []).extend(
            plan.pop("summary or abstract")
        )
    return Plan(plan)


def plan_of_columns(columns: tuple[str, ...]) -> Plan:
    """What stands where in rows of these columns, by their places."""
    places: dict[str, int] = {}
    for place, column in enumerate(columns):
        places.setdefault(column, place)
    plan = dict(plan_of(columns))
    if (named := _title_among(plan)) is not None:
        plan["title"] = plan[named]
    return Plan({field: [places[column] for column in named] for field, named in plan.items()})


def _title_among(plan: Mapping[str, object]) -> str | None:
    """The field that a table means as its title, though lists of other things have it too."""
    for name, beside in _TITLE_BESIDE:
        if name in plan and "title" not in plan and not beside.isdisjoint(plan):
            return name
    return None


def are_columns(cells: Iterable[str]) -> bool:
    """Whether the cells of a row are names of columns of papers, and no values."""
    names = [name for cell in cells if (name := cell.strip())]
    if len(names) < 2 or max(map(len, names)) > LONGEST_NAME:
        return False
    known = [alias.field for name in names if (alias := alias_of(name))]
    if len(known) * 2 < len(names) and len(known) < _MANY_KNOWN:
        return False
    return len(known) > 1 and not _OF_RECORDS.isdisjoint(known)


def strength_of_columns(columns: tuple[str, ...]) -> float:
    """How surely a table of these columns is one of papers, from 0 to 1."""
    return _TITLED if _title_among(plan_of(columns)) else strength(columns)


def strength(keys: tuple[str, ...]) -> float:
    """How surely records of these keys are papers, from 0 to 1."""
    found = [alias for key in keys if (alias := alias_of(key))]
    titled = any(alias.field == "title" for alias in found)
    telling = [alias.field for alias in found if alias.telling]
    if titled and telling:
        return _TITLED
    if not titled and "arxiv_id" in telling:
        return 0.7
    return 0.6 if len(set(telling)) > 1 and _IDENTIFIERS.intersection(telling) else 0.0
