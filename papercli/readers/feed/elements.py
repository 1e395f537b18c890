"""What the elements of a feed hold, by their names, and the item that they make."""

from __future__ import annotations

ITEM = "item"
_ROLES = {
    name: role
    for role, names in {
        ITEM: "item entry",
        "title": "title",
        "id": "link guid id doi identifier",
        "text": "description summary content encoded abstract",
        "author": "creator author",
        "published": "pubDate published issued date",
        "updated": "updated",
        "category": "category primary_category",
        "announced": "announce_type",
        "venue": "journal_ref publicationName",
    }.items()
    for name in names.split()
}
"""What is read of an element, by its name."""
_ATTRIBUTES = {"link": "href", "category": "term", "primary_category": "term"}
"""What says more of an element than its text, where it is there, by its name."""
_NONE = [""]
MADE, DATED = frozenset(("lastBuildDate", "updated")), frozenset(("pubDate", "date"))
"""Elements beside the items that say when the feed was made, and for which day."""

Fields = tuple[str, tuple[str, ...], str, tuple[str, ...], str, tuple[str, ...], str, str]
"""Those of an `Item`, without its line."""


def local(tag: object) -> str:
    """The name of an element without its namespace."""
    return str(tag).rpartition("}")[2]


class Roles(dict[object, str]):
    """What is read of the elements of a tag, worked out once for a feed; empty where nothing is."""

    def __missing__(self, tag: object) -> str:
        self[tag] = role = _ROLES.get(local(tag), "")
        return role


class Attributes(dict[object, str]):
    """The attribute that is read of the elements of a tag; empty where none is."""

    def __missing__(self, tag: object) -> str:
        self[tag] = name = _ATTRIBUTES.get(local(tag), "")
        return name


def fields_of(said: dict[str, list[str]]) -> Fields:
    """The fields of an item whose elements say this, by what they are; none says nothing."""
    get = said.get
    texts, categories = get("text", _NONE), get("category", _NONE)
    return (
        get("title", _NONE)[0],
        tuple(get("id", ())),
        texts[0] if len(texts) == 1 else max(texts, key=len),
        tuple(get("author", ())),
        get("published", _NONE)[0] or get("updated", _NONE)[-1],
        tuple(dict.fromkeys(categories)) if categories is not _NONE else (),
        get("announced", _NONE)[-1],
        get("venue", _NONE)[0],
    )
