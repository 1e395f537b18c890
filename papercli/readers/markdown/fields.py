"""What a list says of a paper beside its title: identifiers, addresses, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from papercli.dates import is_calendar_date, parse_date
from papercli.identifiers import Identifiers, arxiv_id, identifiers
from papercli.model.paper import PartialDate
from papercli.readers.markdown.inline import Piece
from papercli.readers.markdown.labels import REMEMBERED, is_label, is_paper_label, names_other
from papercli.text.pattern import Pattern

MOST_LINKS = 20
"""Addresses of one entry that are kept."""

_PAPER_PAGE = Pattern(
    r"\Ahttps?://(?:[\w-]+\.)*(?:arxiv\.org/(?:abs|pdf|html|format|ps|e-print|src)/"
    r"|openreview\.net/(?:forum|pdf|attachment|references)|aclanthology\.org/(?:papers/)?(?:[a-z]\d\d-\d|\d{4}\.)"
    r"|aclweb\.org/anthology/(?:papers/)?(?:\w/)?(?:\w+/)?[a-z]\d\d-\d|aclweb\.org/anthology/\d{4}\."
    r"|(?:dx\.)?doi\.org/10|huggingface\.co/papers/\d|hf\.co/papers/\d"
    r"|(?:neurips|nips)\.cc/(?:(?:paper_files/)?paper/(?:\d{4}/[a-z]|\d+-)|virtual/\d{4}/(?:poster|oral|spotlight))"
    r"|mlr\.press/v\d+/[a-z]|thecvf\.com/content|jmlr\.org/(?:\w+/)?papers/v(?:olume)?\d+/\w|ecva\.net/papers/"
    r"|ieee\.org/(?:(?:abstract/)?document|stamp/)|computer\.org/csdl/(?:[\w-]+/){3}|acm\.org/(?:doi|citation)"
    r"|springer\.com/(?:article|chapter|content)|nature\.com/articles|science\.org/doi"
    r"|sciencedirect\.com/science/article|aaai\.org/(?:\S{0,60}(?:article|paper)/(?:view|download)|papers/\d)"
    r"|ijcai\.org/(?:proceedings/\d{4}/\d|abstract/\d)|isca-(?:speech|archive)\.org/\S{0,60}_\w+\.(?:html|pdf)"
    r"|(?:bio|med)rxiv\.org/(?:cgi/)?content/\S{0,40}\d|techrxiv\.org/(?:articles|doi|users)"
    r"|ssrn\.com/(?:abstract|sol3/papers)|semanticscholar\.org/(?:paper|corpusid|arxiv)"
    r"|cell\.com/(?:[\w-]+/){1,3}(?:fulltext|abstract|pdf|retrieve)|pnas\.org/(?:doi|content)|oup\.com/[\w-]+/(?:advance-)?article|wiley\.com/\S{0,20}doi"
    r"|tandfonline\.com/doi|mdpi\.com/(?:[\d-]+/){3}\d|frontiersin\.org/(?:journals/[\w-]+/)?articles?/10|iop\.org/article"
    r"|usenix\.org/(?:conference/(?!srecon|enigma|pepr)\w+/\S{0,40}presentation|system/files)|vldb\.org/pvldb/volumes/\d+/paper"
    r"|hal\.science/\w+-\d|eprint\.iacr\.org/\d{4}/\d|paperswithcode\.com/paper/"
    r"|alphaxiv\.org/(?:\w\w/)?(?:abs|pdf|overview)/|papers\.cool/(?:arxiv/\d|venue/\S{0,60}@)"
    r"|ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html|pdf)|transformer-circuits\.pub/\d)",
    re.I,
)
_PDF = Pattern(r"\Ahttps?://[^\s?#]{3,300}\.pdf(?:[?#]|\Z)", re.I)
_ISO = Pattern(r"(?<!\d)((?:19|20)\d\d)\s?[-./年]\s?(\d{1,2})(?:\s?[-./月]\s?(\d{1,2}))?(?![\d.])")
_CATEGORY = Pattern(
    r"(?<![\w.-])(?:(?:cs|math|stat|eess|econ|physics|q-bio|q-fin|cond-mat|astro-ph|nlin)\.[A-Za-z-]{2,12}"
    r"|hep-(?:ex|lat|ph|th)|gr-qc|quant-ph|math-ph|nucl-(?:ex|th))(?![\w.-])"
)
_ONE_WORD = Pattern(r"(?:arxiv\s{0,2}[:.]?\s{0,2})?\S{1,200}", re.IGNORECASE)
_IN_CATEGORY = Pattern(r"(?<=\d)(?:v\d{1,2})?\s?\[[a-z-]{2,12}(?:\.[A-Za-z-]{2,12})?\]\s*\Z")
_COMPACT = Pattern(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)\s*\Z")
_YEAR = Pattern(r"(?<![\d.])((?:19|20)\d\d)(?![\d.])")
_PICTURE = Pattern(r"\.(?:png|jpe?g|gif|svg|webp|mp4|mov)(?:[?#]|\Z)|shields\.io/|/badge", re.I)


NO_IDS = Identifiers()


@dataclass(slots=True)
class Entry:
    """One paper of a list, before it is decided whether its name is a title."""

    index: int
    """Of the line of its title."""
    name: str = ""
    """The title, or a nickname."""
    group: object = None
    """Names of one group are found in one way, so that one of them tells of the others."""
    explicit: bool = False
    """Whether the list calls the name the title."""
    prose: str = ""
    """Running text behind the name."""
    ids: Identifiers = NO_IDS
    url: str | None = None
    links: list[str] = field(default_factory=list)
    authors: tuple[str, ...] | None = None
    author_count: int | None = None
    published: PartialDate | None = None
    abstract: str | None = None
    summary: str | None = None
    venue: str | None = None
    categories: tuple[str, ...] | None = None
    upvotes: int | None = None
    metadata: list[str] = field(default_factory=list)
    listed: bool = False
    """Whether the list says that it is a paper, so that it needs no identifier."""

    @property
    def identified(self) -> bool:
        """Whether it carries an identifier of a paper."""
        ids = self.ids
        return bool(ids.arxiv_id or ids.doi or ids.openreview_id or ids.acl_id)

    @property
    def placed(self) -> bool:
        """Whether it has such an identifier, or the address of a paper's page that has none."""
        return self.identified or (self.url is not None and is_known_page(self.url))


def is_paper_page(url: str) -> bool:
    """Whether an address is that of a paper, or may be since it ends in .pdf."""
    return is_known_page(url) or bool(_PDF.search(url, 0))


def is_known_page(url: str) -> bool:
    """Whether an address is that of a paper by its host and the beginning of its path, which no
    list of papers there has."""
    return bool(_PAPER_PAGE.search(url, 0))


def is_web(url: str | None) -> bool:
    """Whether an address leads into the web, not to a part of the file or to a neighbor of it."""
    return bool(url) and (url or "").lower().startswith(("http://", "https://"))


def take_links(entry: Entry, title: Piece | None, others: Iterable[Piece]) -> None:
    """Give an entry the identifiers and addresses of its links.

    The link that is the title comes first, then those that are called "Paper" and the like, then
    any address of a paper. An identifier of another kind is taken from the first two alone: what
    else a line links to may be another paper.
    """
    links = [piece for piece in others if piece.url and piece is not title]
    labeled = [piece for piece in links if is_paper_label(piece.text) or is_id(piece.text)]
    own = [piece for piece in [title, *labeled] if piece is not None and piece.url]
    found = identifiers(*(piece.url for piece in own))
    if not any(found):
        pictured = [one for one in links if _may_be_own(one)]
        found = identifiers(*(piece.url for piece in pictured[:1]))
        own += pictured[:1]
    entry.ids = merged(entry.ids, found)
    pages = [piece.url for piece in own if is_web(piece.url)]
    if len(pages) > 1:
        pages.sort(key=lambda url: not is_paper_page(url or ""))
    if entry.url is None and pages:
        entry.url = pages[0]
    for piece in links if title is None else [title, *links]:
        url = piece.url or ""
        if (
            is_web(url)
            and url != entry.url
            and url not in entry.links
            and not is_paper_page(url)
            and not _PICTURE.search(url, 0)
            and len(entry.links) < MOST_LINKS
        ):
            entry.links.append(url)


def _may_be_own(link: Piece) -> bool:
    """Whether a link without a name leads to the paper: slides and code need an identifier."""
    url = link.url or ""
    if not (is_paper_page(url) and is_label(link.text)):
        return False
    return not names_other(link.text) or any(identifiers(url))


@lru_cache(REMEMBERED)
def is_id(text: str) -> bool:
    """Whether a text is an arXiv id and nothing else, but perhaps its category."""
    bare = _IN_CATEGORY.sub("", text).strip(" \t[]()`")
    return bool(_ONE_WORD.fullmatch(bare)) and bool(arxiv_id(bare))


def merged(first: Identifiers, second: Identifiers) -> Identifiers:
    """The identifiers of the first, and of the second those of kinds that the first lacks."""
    same = first.arxiv_id in {None, second.arxiv_id}
    return Identifiers(
        first.arxiv_id or second.arxiv_id,
        first.version or (second.version if same else None),
        first.doi or second.doi,
        first.openreview_id or second.openreview_id,
        first.acl_id or second.acl_id,
    )


def categories_in(text: str) -> tuple[str, ...] | None:
    """The categories of arXiv that a text names, each once; None without any."""
    return tuple(dict.fromkeys(_CATEGORY.findall(text))) or None


def date_in(text: str) -> PartialDate | None:
    """The date in a text, as exact as it stands there: ``2026.06.29``, ``2017-06``, ``May 26,
    2024``, ``2023``. Raises ValueError for a day that no calendar has."""
    if found := _ISO.search(text, 0) or _COMPACT.match(text):
        written, month, day = [int(part) if part else None for part in found.groups()]
        if is_calendar_date(written, 1 if month is None else month, 1 if day is None else day):
            return PartialDate(written, month, day)
        raise ValueError(f"{text!r} is not in the calendar")
    if year := _YEAR.search(text, 0):
        bare = text.strip(" \t*_()[]`.,:|")
        if bare == year[1]:
            return PartialDate(int(year[1]))
        try:
            return parse_date(bare)
        except ValueError:
            return PartialDate(int(year[1]))
    return None
