"""Entries of the daily list whose fields have the names and types that nearly all have, read
without a second look.

What `hf_api_fields.listed` makes of such an entry, in three quarters of the time; None for any
other.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from papercli.model.paper import Sighting
from papercli.readers.hf_api_fields import (
    MOST_DIGITS,
    Listed,
    day_of,
    organization_of,
    plain_names,
)
from papercli.text import encodable
from papercli.usual_identifiers import plain_arxiv_id

_IN_PAPER = frozenset(
    "aiSummary submitted_on_daily_at github_repo project_page"
    " numComments num_comments comments".split()
)
_IN_ENTRY = frozenset(
    "ai_summary aiSummary submittedOnDailyAt submitted_on_daily_at githubRepo github_repo"
    " projectPage project_page num_comments comments"
    " discussion_id published_at submitted_at".split()
)
"""Other names and places of the fields that may be missing where they are looked for here."""
_required = itemgetter("title", "summary", "id", "publishedAt", "authors")
_TOO_MANY = 10**MOST_DIGITS
_SECOND = len("2024-05-26T09:00:00")
_HTTP = ("http://", "https://")


def regular(entry: dict[str, Any], line: int) -> Listed | None:  # noqa: PLR0912
    """The sighting of an entry whose title is in that line, if its values are what they mostly
    are."""
    paper = entry.get("paper")
    if type(paper) is not dict or not (
        paper.keys().isdisjoint(_IN_PAPER) and entry.keys().isdisjoint(_IN_ENTRY)
    ):
        return None
    try:
        title, abstract, said, time, authors = _required(paper)
    except KeyError:
        return None
    if not (type(title) is type(abstract) is type(said) is type(time) is str):
        return None
    names, identifier, published = plain_names(authors), plain_arxiv_id(said), day_of(time)
    if not names or identifier is None or published is None or not (title := title.strip()):
        return None
    number, version = identifier
    get = paper.get
    summary, listed = get("ai_summary"), get("submittedOnDailyAt")
    day = day_of(listed) if type(listed) is str else None
    if (listed is not None and day is None) or not (summary is None or type(summary) is str):
        return None
    at, submitted = entry.get("publishedAt"), None
    if at == time:
        submitted = published
    elif at:
        if type(at) is not str:
            return None
        if at[:_SECOND] >= time[:_SECOND]:
            submitted = day_of(at)
            if submitted is None:
                return None
    votes, comments = get("upvotes"), entry.get("numComments")
    if not (
        (votes is None or (type(votes) is int and 0 <= votes < _TOO_MANY))
        and (comments is None or (type(comments) is int and 0 <= comments < _TOO_MANY))
    ):
        return None
    told = get("organization")
    if told is None:
        told = entry.get("organization")
    organization = organization_of(told) if told is not None else None
    repository, project, links = get("githubRepo"), get("projectPage"), None
    if repository is not None or project is not None:
        found = [one for one in (repository, project) if one is not None]
        links = tuple(dict.fromkeys(found)) if all(map(_is_plain_address, found)) else ()
    if (told is not None and organization is None) or links == ():
        return None
    if not (title.isascii() and abstract.isascii()):
        title, abstract = encodable(title), encodable(abstract)
    sighting = Sighting(
        line,
        title,
        abstract.strip() or None,
        len(names),
        names,
        organization,
        published,
        comments,
        votes,
        number,
        None,
        None,
        None,
        (encodable(summary).strip() or None) if summary else None,
        None,
        version,
        None,
        None,
        None,
        None,
        links,
    )
    return sighting, day, submitted


def _is_plain_address(value: Any) -> bool:
    """Whether it needs no repair."""
    return (
        type(value) is str
        and value.startswith(_HTTP)
        and value.isascii()
        and value == value.strip()
    )
