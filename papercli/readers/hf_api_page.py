"""Entries of a saved page of Hugging Face: what it embeds for its scripts, else its cards.

A page holds the whole answer of the API in an attribute, with the year and the abstracts that it
does not show. A tool that leaves out what is for scripts leaves the cards: titles, votes, and the
numbers of authors and comments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papercli.dates import parse_date
from papercli.identifiers import arxiv_id
from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.base import Request
from papercli.readers.digests import digest
from papercli.readers.hf_api_embedded import plain_props, props_in, unfinished_props
from papercli.readers.hf_api_fields import is_entry
from papercli.readers.hf_api_lists import NAME, Lists
from papercli.readers.html_tree import Page, parse, words
from papercli.readers.json_entries import Entry, entries
from papercli.readers.markup import source
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from papercli.readers.html_tree import Node, Tree

_LISTS = ("searchResults", "dailyPapers")
"""What holds the entries of a page; a search embeds the papers of the day as well."""
_LINK = Pattern(r"/papers/(\d{4}\.\d{4,5})(?:v\d+)?[\"'\s>]")
_IN_HEADING = Pattern(r"<h[1-4]\b[^<>]*>\s*<a\b[^<>]*\Z")
_LONGEST_TAGS = 500
_AUTHORS = Pattern(r"\b([1-9][0-9]{0,5})\s+authors?\b")
_NUMBER = Pattern(r"[0-9]{1,9}\Z")
_DAY = Pattern(r"/papers(?:/date/|\?date=)(\d{4}-\d{2}-\d{2})\Z")
_AS_TEXT = "open it in a browser, select all, copy, and save that as text"


def read_page(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read the entries of a page in HTML, or of one in a web archive.

    Raises UsageError where the page contradicts the year that is said.
    """
    kind = source(text)
    if isinstance(request.parsed, Page):
        page = request.parsed
    elif kind is not None and kind.is_archive:
        from papercli.readers.mime import page_of  # the standard library's takes 40 ms

        page = page_of(text)
    else:
        page = Page(text, lambda number: number)
    if plain := plain_props(page.text):
        props, around = plain
        if made := _embedded(props, page, _lines(Page(around, page.line)), request):
            return made
    tree = parse(page.text)
    if tree is None:
        problem = "elements lie too deep in each other: not read"
        return [], [Problem(request.path, None, problem, _AS_TEXT)]
    lines = _lines(page)
    for props in props_in(tree) or unfinished_props(page.text):
        if made := _embedded(props, page, lines, request):
            return made
    return _cards(tree, page.text, lines, request)


def _embedded(
    props: str, page: Page, lines: dict[str, int], request: Request
) -> tuple[list[Digest], list[Problem]] | None:
    """The digests of what a page embeds; None where that has no entries."""
    found, broken = entries(props, is_entry)
    if not found:
        return None
    at = max(0, page.text.find("data-props"))
    first = page.line(1 + page.text.count("\n", 0, at))

    def line_of(value: dict[str, object]) -> int:
        return lines.get(_id(value), first)

    lists = Lists(props, request, line_of)
    for entry in _shown(found):
        lists.take(*entry)
    return lists.digests(broken)


def _shown(found: list[Entry]) -> list[Entry]:
    """The entries that the page shows as its own: a search is of no day."""
    for name in _LISTS:
        shown = [entry for entry in found if entry.within == name]
        if shown:
            return [entry._replace(around={}) for entry in shown] if name == _LISTS[0] else shown
    return found


def _id(entry: dict[str, object]) -> str:
    paper = entry.get("paper")
    return str((paper if isinstance(paper, dict) else entry).get("id"))


def _lines(page: Page) -> dict[str, int]:
    """The line of the file for each paper that the page links: that of its heading, if it has one,
    else that of the first link."""
    lines: dict[str, int] = {}
    headings = set()
    at, line = 0, 1
    for link in _LINK.finditer(page.text):
        line += page.text.count("\n", at, link.start())
        at = link.start()
        before = page.text[max(0, at - _LONGEST_TAGS) : at]
        tag = before.rfind("<", 0, max(0, before.rfind("<")))
        heading = tag >= 0 and _IN_HEADING.match(before, tag)
        if link[1] not in lines or (heading and link[1] not in headings):
            lines[link[1]] = page.line(line)
        if heading:
            headings.add(link[1])
    return lines


def _cards(
    tree: Tree, text: str, lines: dict[str, int], request: Request
) -> tuple[list[Digest], list[Problem]]:
    """The entries as the cards show them: title, id, votes, number of authors, comments."""
    sightings: list[Sighting] = []
    for article in tree.css("article"):
        link = article.css_first("h1 a, h2 a, h3 a, h4 a")
        identifier = arxiv_id(_address(link))
        if link is None or identifier is None:
            continue
        count = _AUTHORS.search(words(article), 0)
        summary = words(article.css_first("p"))
        sightings.append(
            Sighting(
                line=lines.get(identifier.id, 1),
                title=words(link),
                author_count=int(count[1]) if count else None,
                comments=_number(article.css("a[href$='#community']")),
                upvotes=_number(article.css("div.leading-none")),
                arxiv_id=identifier.id,
                summary=summary or None,
            )
        )
    if not sightings:
        return [], []
    date = _date(tree)
    line = sightings[0].line
    shown = [sighting.title for sighting in sightings]
    return [digest(request.path, NAME, line, date, request.year, shown, sightings)], []


def _address(link: Node | None) -> str:
    address = (link.attributes.get("href") or "") if link is not None else ""
    return f"https://huggingface.co{address}" if address.startswith("/papers/") else address


def _number(nodes: list[Node]) -> int | None:
    """The first element that is a number and nothing else."""
    return next((int(text) for text in map(words, nodes) if _NUMBER.match(text)), None)


def _date(tree: Tree) -> PartialDate | None:
    """The day that the page says it is of: in its own address, or as the time in its head."""
    own = tree.css_first("link[rel=canonical], meta[property='og:url']")
    address = "" if own is None else own.attributes.get("href") or own.attributes.get("content")
    day = _DAY.search(address or "", 0)
    time = tree.css_first("time[datetime]")
    shown = day[1] if day else (time.attributes.get("datetime") or "") if time else ""
    try:
        return parse_date(shown.partition("T")[0])
    except ValueError:
        return None
