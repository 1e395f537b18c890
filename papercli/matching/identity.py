"""Records that identifiers make one paper, and how much is known of a record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from papercli.matching.record import Record

if TYPE_CHECKING:

    class Records(Protocol):
        """Whatever gives a record by its number."""

        def __getitem__(self, number: int, /) -> Record:
            """The record of that number."""


def groups_by_identifier(keys: Mapping[int, str], records: Records) -> list[list[int]]:
    """Records that are one paper because they share an identifier, surest first, each group in the
    order of its keys.

    Those of one identifier and one title come before those of one identifier: where the user told
    some of them apart, the others stay with those that they are called like.
    """
    alike: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    any_title: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number in sorted(keys, key=keys.__getitem__):
        record = records[number]
        for kind, name in record.identity:
            alike[kind, name, record.title_profile.squashed].append(number)
            any_title[kind, name].append(number)
    groups = [[group for _, group in sorted(table.items())] for table in (alike, any_title)]
    return [group for table in groups for group in table if len(group) > 1]


def bareness(record: Record) -> int:
    """How little a record says to tell which of two like papers it is: 0 where it shows a whole
    title and an abstract that says something, 1 without the abstract, 2 where the title was cut."""
    if record.title_profile.is_cut:
        return 2
    return 0 if record.abstract_profile.words else 1
