"""Reader of lists of papers in Markdown: tables, bullets, headings with links, labeled lines.

What real lists contain that breaks simple parsers:

- columns in any order, of any name and language; tables without header; several tables a file;
- titles as link, in bold, in quotation marks, or before the first link, with numbers, dates, venues
  and emoji around them, a nickname or who wrote them when before; badges and other images before
  them; `<br>` between title and authors;
- links called "PDF", "Paper", an id: labels, and no titles; links within brackets: `[[paper]](…)`;
- nicknames in place of titles (``| BERT | paper |``, ``**Mamba** - prose``): these give an id and
  an empty title, and the nickname stays in the metadata. Whether a column or a list has titles or
  nicknames is decided by all its names together, since a title of two words exists too;
- authors cut short with "et al.", or silently after so many names: no author count;
- links to projects, courses, badges; prose that mentions papers: no entries;
- a wrong link: one id at two unlike titles is taken for neither;
- titles, authors, links and rows over several lines, items or paragraphs; cells over several rows;
  fields by name, also in Chinese;
- code, comments, front matter; pipes within cells; addresses with brackets; references defined
  apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papercli.errors import UsageError
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.readers.base import Claim, Request
from papercli.readers.markup import source
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from papercli.readers.markdown.fields import Entry
    from papercli.readers.markdown.parsing import Parsed

NAME = "markdown-list"
EXAMPLE = """\
## Updated on 2025.12.10

| Date | Title | Authors | PDF |
|---|---|---|---|
| 2025-12-09 | Larder: Sorting the KV Cache by Need | Ida Moreau et al. | \
[2512.90001](http://arxiv.org/abs/2512.90001) |

- **Tides in the Streams of Small Models** *Ida Moreau, Tom Okafor* \
[[paper]](https://arxiv.org/abs/2512.90002)
"""

_CHECK = "check the line in the file"
_LOOKED_AT = 60_000
"""Letters in which a list shows that it is one."""
_BEGUN_IN = 20_000
"""Letters in which a list has a line that begins as Markdown's do."""
_XML, _LONGEST_XML = ("<?xml", "<rss", "<feed", "<rdf:"), 5
"""Beginnings of feeds, which name papers as lists do."""
_FEWEST = 3
_LEAST_SHARE, _LEAST_SHARE_OF_FEW, _LEAST_SHARE_BESIDE_CODE = 0.15, 0.5, 0.5
_MOST_CODE = 4
"""Lines of code of a list; README files of software have more."""

_BEGINNINGS = tuple("|,- ,* ,+ ,#,1. ,1) ,• ,> ,Title:,**Title,标题".split(","))
_FIRST_LETTERS = frozenset(beginning[0] for beginning in _BEGINNINGS)
_WITHIN = (("]", 0, ("](", "][")), ("<", 0, ("<a ", "<li>")), ("|", 1, (" | ",)))
"""A letter, and what lists hold that has it at this place. Where neither any of these nor a line
that begins as Markdown's do is, a text is none that lists something."""
_SIGNS = (("X", 2, ("arXiv",)), (":", 5, ("arxiv:",)), ("5", 2, ("ar5iv",)))
"""As `_WITHIN`, of what names arXiv without its site."""
_SITES = tuple(
    "rxiv.org/ alphaxiv.org/ openreview.net/ aclanthology.org/ doi.org/ huggingface.co/papers/"
    " mlr.press/ thecvf.com/ neurips.cc/ nips.cc/ ieee.org/ acm.org/ springer.com/ ssrn.com/"
    " nature.com/articles/ sciencedirect.com/ aaai.org/ ijcai.org/ semanticscholar.org/"
    " jmlr.org/papers/ usenix.org/ isca-archive.org/ science.org/doi/".split()
)
# It begins with a sign that is found as fast as a letter is, and of which a text has few.
_BARE_ID = Pattern(r"\.(?<=[\[`|\s]\d{4}\.)\d{4,5}[\]`|:\s]")
_HF_AUTHORS = Pattern(
    r"^[^\n\w]{0,8}\d[\d,]{0,6} authors?\W{0,4}(?:\[\d+\]|\(http\S+\))?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_MAY_IDENTIFY = Pattern(r"\]\(|://|\d{4}\.\d{4,5}|10\.\d{4}|(?i:arxiv)")
"""At most so many identifiers are in a text: to look for them is far faster than to parse it."""
_MAIL = Pattern(r"^\\\\\s*\n(?:arXiv:|Paper:)|^-{50,}\n\\\\\s*$", re.MULTILINE)
"""arXiv's mails and listings: a line of two backslashes above the id of each paper."""
_SOFTWARE = Pattern(
    r"^#{1,4}\s[^\n]{0,12}(?:install|quick ?start|getting started|usage|requirements|build)"
    r"|pip3? install|git clone|conda (?:install|create)|npm (?:i|install)\b",
    re.IGNORECASE | re.MULTILINE,
)


def claim(text: str) -> Claim:
    """How surely the text is a list of papers: by how many of its rows, items and headings name
    one by an identifier, and whether it is otherwise about software."""
    begun = text.lstrip()[:_LONGEST_XML]
    if source(text) or begun.startswith(_XML):
        return Claim(0.0)
    if begun.startswith("{"):
        from papercli.readers.markdown import rows  # JSON of rows is rare

        return Claim(0.85) if rows.claims(text) else Claim(0.0)
    if not _may_list(text):
        return Claim(0.0)
    head = f"\n{text[:_LOOKED_AT]}"
    if not (_names_site(head) or any(_holds(text, *s) for s in _SIGNS) or _BARE_ID.search(head, 0)):
        return Claim(0.0)
    if _MAIL.search(head, 0):
        return Claim(0.0)
    pages = len(_HF_AUTHORS.findall(text))
    if pages >= _FEWEST and pages * 2 >= len(_MAY_IDENTIFY.findall(text)):
        return Claim(0.0)
    parsed = _parse(text)
    return Claim(_strength(text, parsed, pages), parsed)


def _may_list(text: str) -> bool:
    return any(_holds(text, *sign) for sign in _WITHIN) or any(
        line[:1] in _FIRST_LETTERS and line.startswith(_BEGINNINGS)
        for line in map(str.lstrip, text[:_BEGUN_IN].split("\n"))
    )


def _names_site(text: str) -> bool:
    at = text.find("/")
    while at >= 0:
        if text.endswith(_SITES, 0, at + 1):
            return True
        at = text.find("/", at + 1)
    return False


def _holds(text: str, letter: str, place: int, signs: tuple[str, ...]) -> bool:
    # One letter is looked for many times as fast as several.
    at = text.find(letter, place, _LOOKED_AT)
    while at >= 0:
        if text.startswith(signs, at - place):
            return True
        at = text.find(letter, at + 1, _LOOKED_AT)
    return False


def _strength(text: str, parsed: Parsed, pages: int) -> float:
    """``pages``: entries of a page of Hugging Face, whose links are no rows."""
    identified = sum(entry.placed for entry in parsed.entries)
    tabled = parsed.rows >= _FEWEST
    share = identified / max(parsed.linked, identified, 1)
    if not identified or pages * 2 >= identified:
        return 0.2 if identified >= _FEWEST else 0.0
    if parsed.fenced > _MOST_CODE and _SOFTWARE.search(text, 0):
        many = identified > 3 * _FEWEST
        return 0.6 if many and (tabled or share >= _LEAST_SHARE_BESIDE_CODE) else 0.0
    if identified >= _FEWEST:
        return 0.8 if tabled or share >= _LEAST_SHARE else 0.0
    few = share >= _LEAST_SHARE_OF_FEW and not parsed.fenced
    return 0.4 if few and not _SOFTWARE.search(text, 0) else 0.0


def _parse(text: str) -> Parsed:
    from papercli.readers.markdown.parsing import parse  # a page of another format needs none of it

    return parse(text.split("\n"))


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read the list of papers that a text is.

    Raises UsageError where the list is dated in another year than the one that is said.
    """
    from papercli.readers.markdown.parsing import Parsed

    parsed = request.parsed if isinstance(request.parsed, Parsed) else None
    if parsed is None:
        if text.lstrip()[:1] == "{":
            from papercli.readers.markdown import rows

            parsed = rows.parse(text)
        else:
            parsed = _parse(text)
    problems = [
        Problem(request.path, index + 1, problem, _CHECK)
        for index, problem in sorted(parsed.problems)
    ]
    date = parsed.date
    if request.year is not None and date and date.year not in {None, request.year}:
        where = f"{request.path}:{parsed.date_line + 1}"
        reason = f"the list is dated {date}"
        raise UsageError(f"{where}: not of {request.year}: {reason}", "leave --year out")
    if not parsed.entries:
        return [], problems
    sightings = tuple(map(_sighting, parsed.entries))
    whole = Digest(request.path, NAME, 1, date, request.year, "", sightings, own=(text,))
    return [whole], problems


def _sighting(entry: Entry) -> Sighting:
    ids = entry.ids
    return Sighting(
        line=entry.index + 1,
        title=entry.name,
        abstract=entry.abstract,
        author_count=entry.author_count,
        authors=entry.authors,
        published=entry.published,
        upvotes=entry.upvotes,
        arxiv_id=ids.arxiv_id,
        doi=ids.doi,
        url=entry.url,
        metadata="\n".join(entry.metadata) or None,
        summary=entry.summary or entry.prose or None,
        categories=entry.categories,
        version=ids.version,
        venue=entry.venue,
        openreview_id=ids.openreview_id,
        acl_id=ids.acl_id,
        links=tuple(entry.links) or None,
    )
