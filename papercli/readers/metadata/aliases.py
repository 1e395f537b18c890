"""The names that columns and keys have in files of papers: one row a name.

A name is compared without case, blanks, hyphens and underscores, so that `Publication Title`,
`publication-title` and `publicationTitle` are one row. Of several names of one field the first that
holds something counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from papercli.text.pattern import Pattern

_APART = Pattern(r"[\s_.:/()\-]+")
LONGEST_NAME = 60
"""Letters of the name of a column or key."""


class Alias(NamedTuple):
    """One name."""

    name: str
    field: str
    telling: bool = False
    """Whether lists of other things than papers do not have it."""


ALIASES = (
    Alias("title", "title"),
    Alias("papertitle", "title", True),
    Alias("titleen", "title"),
    Alias("documenttitle", "title"),
    Alias("articletitle", "title", True),
    Alias("displayname", "title"),
    Alias("papername", "title"),
    Alias("abstract", "abstract", True),
    Alias("paperabstract", "abstract", True),
    Alias("abstracten", "abstract", True),
    Alias("abstractnote", "abstract", True),
    Alias("abstractinvertedindex", "words", True),
    Alias("aisummary", "summary"),
    Alias("tldr", "summary"),
    Alias("tl;dr", "summary"),
    Alias("ai", "summary"),
    Alias("summary", "summary or abstract"),
    Alias("authorsparsed", "authors", True),
    Alias("authorfullnames", "authors", True),
    Alias("authors", "authors", True),
    Alias("author", "authors"),
    Alias("authorships", "authors", True),
    Alias("authornames", "authors", True),
    Alias("authorlist", "authors", True),
    Alias("creators", "authors"),
    Alias("authorcount", "author_count", True),
    Alias("numauthors", "author_count", True),
    Alias("nauthors", "author_count", True),
    Alias("isauthorstruncated", "cut"),
    Alias("organization", "organization"),
    Alias("organisation", "organization"),
    Alias("published", "published"),
    Alias("publishedat", "published"),
    Alias("publisheddate", "published"),
    Alias("publicationdate", "published", True),
    Alias("pubdate", "published"),
    Alias("publishdate", "published"),
    Alias("issued", "published", True),
    Alias("submitteddate", "published", True),
    Alias("submissiondate", "published", True),
    Alias("date", "published"),
    Alias("versions", "versions"),
    Alias("publicationyear", "published", True),
    Alias("year", "published"),
    Alias("publishedinferred", "inferred"),
    Alias("comments", "comments"),
    Alias("numcomments", "comments"),
    Alias("commentcount", "comments"),
    Alias("upvotes", "upvotes"),
    Alias("arxivid", "arxiv_id", True),
    Alias("arxiv", "arxiv_id", True),
    Alias("eprint", "arxiv_id", True),
    Alias("id", "id"),
    Alias("paperid", "id"),
    Alias("entryid", "id", True),
    Alias("identifier", "id"),
    Alias("corpusid", "ignored"),
    Alias("doi", "doi", True),
    Alias("articledoi", "doi", True),
    Alias("externalids", "ids", True),
    Alias("ids", "ids"),
    Alias("dblp", "dblp", True),
    Alias("openreviewid", "openreview_id", True),
    Alias("forum", "openreview_id"),
    Alias("aclid", "acl_id", True),
    Alias("acl", "acl_id", True),
    Alias("extra", "notes"),
    Alias("note", "notes"),
    Alias("number", "notes"),
    Alias("archivelocation", "notes"),
    Alias("version", "version"),
    Alias("venue", "venue"),
    Alias("journal", "venue", True),
    Alias("journalref", "venue", True),
    Alias("containertitle", "venue", True),
    Alias("publicationtitle", "venue", True),
    Alias("sourcetitle", "venue", True),
    Alias("journaltitle", "venue", True),
    Alias("booktitle", "venue", True),
    Alias("conferencename", "venue", True),
    Alias("conference", "venue"),
    Alias("publicationvenue", "venue", True),
    Alias("primarylocation", "location", True),
    Alias("locations", "locations"),
    Alias("kind", "kind as told"),
    Alias("itemtype", "kind", True),
    Alias("documenttype", "kind", True),
    Alias("publicationtypes", "kind", True),
    Alias("type", "kind"),
    Alias("categories", "categories", True),
    Alias("arxivcategories", "categories", True),
    Alias("subjects", "categories"),
    Alias("category", "categories"),
    Alias("primarycategory", "categories", True),
    Alias("tags", "categories"),
    Alias("url", "url"),
    Alias("absurl", "url", True),
    Alias("abs", "url", True),
    Alias("paperurl", "url", True),
    Alias("urlabs", "url", True),
    Alias("htmlurl", "url"),
    Alias("link", "url"),
    Alias("landingpageurl", "url"),
    Alias("arxivurl", "url", True),
    Alias("pdf", "pdf"),
    Alias("pdfurl", "pdf"),
    Alias("urlpdf", "pdf", True),
    Alias("pdflink", "pdf"),
    Alias("links", "links"),
    Alias("codeurl", "links"),
    Alias("code", "links"),
    Alias("codelink", "links"),
    Alias("github", "links"),
    Alias("githubrepo", "links"),
    Alias("githuburl", "links"),
    Alias("repository", "links"),
    Alias("repo", "links"),
    Alias("repourl", "links"),
    Alias("projectpage", "links"),
    Alias("projecturl", "links"),
    Alias("homepage", "links"),
)

ALIAS = {alias.name: alias for alias in ALIASES}
_PLACE = {alias.name: place for place, alias in enumerate(ALIASES)}
_IDENTIFIERS = {"arxiv_id", "doi", "acl_id", "openreview_id"}

NAMED = ("ids", "arxiv_id", "id", "doi", "dblp", "openreview_id", "acl_id")
"""Fields that are for identifiers, the surest first."""
_ADDRESSED = ("url", "pdf", "location", "locations")
_NOTED = ("notes", "venue")
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


@lru_cache(maxsize=1 << 12)
def alias_of(key: str) -> Alias | None:
    """The row of a column or key as it is written; None where it has none."""
    return ALIAS.get(_APART.sub("", key).casefold()) if len(key) <= LONGEST_NAME else None


@lru_cache(maxsize=1 << 8)
def plan_of(keys: tuple[str, ...]) -> Plan:
    """What stands where in records of these keys."""
    found = [(alias, key) for key in keys if (alias := alias_of(key))]
    found.sort(key=lambda each: _PLACE[each[0].name])
    plan: dict[str, list[str]] = {}
    for alias, key in found:
        plan.setdefault(alias.field, []).append(key)
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
    return Plan(
        {field: [places[column] for column in named] for field, named in plan_of(columns).items()}
    )


def are_columns(cells: Iterable[str]) -> bool:
    """Whether the cells of a row are names of columns of papers, and no values."""
    names = [name for cell in cells if (name := cell.strip())]
    if len(names) < 2 or max(map(len, names)) > LONGEST_NAME:
        return False
    known = [alias.field for name in names if (alias := alias_of(name))]
    if len(known) * 2 < len(names) and len(known) < _MANY_KNOWN:
        return False
    return len(known) > 1 and not _OF_RECORDS.isdisjoint(known)


def strength(keys: tuple[str, ...]) -> float:
    """How surely records of these keys are papers, from 0 to 1."""
    found = [alias for key in keys if (alias := alias_of(key))]
    titled = any(alias.field == "title" for alias in found)
    telling = [alias.field for alias in found if alias.telling]
    if titled and telling:
        return 0.93
    if not titled and "arxiv_id" in telling:
        return 0.7
    return 0.6 if len(set(telling)) > 1 and _IDENTIFIERS.intersection(telling) else 0.0
