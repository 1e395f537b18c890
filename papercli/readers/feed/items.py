"""The items of a feed, whatever its format, before anything is made of them."""

from __future__ import annotations

from papercli.named_tuples import NamedTuple


class Item(NamedTuple):
    """One item, its texts as they stand in the feed."""

    line: int
    title: str = ""
    ids: tuple[str, ...] = ()
    """What identifies it: addresses, names, DOIs."""
    text: str = ""
    """Its description, perhaps HTML."""
    authors: tuple[str, ...] = ()
    """Elements, each of which may hold several names."""
    published: str = ""
    categories: tuple[str, ...] = ()
    announced: str = ""
    """How arXiv announces it: new, cross, replace."""
    venue: str = ""


class Feed(NamedTuple):
    """The items of a feed, and when it was made."""

    items: list[Item]
    made: str = ""
    dated: str = ""
    """The day it is for, where that is said beside."""
