"""Entries of an alert of Google Scholar: a heading with a link, a line of authors and venue, and a
piece of the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from papercli.identifiers import doi, identifiers
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.author_lists import authors_of
from papercli.readers.html_tree import parse, words
from papercli.readers.line_numbers import LineNumbers
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from papercli.readers.html_tree import Node

_TITLE = Pattern(r"<a\b[^<>]{0,4000}\bgse_alrt_title\b")
_YEAR = Pattern(r"(?:,\s*|\A)((?:19|20)\d{2})\Z")
_PREPRINT = Pattern(r"(?i)arxiv(?: preprint)?\b")
_CUT = ("…", "...")
_MOST_FOLLOWERS = 12
"""Nodes behind a heading among which its lines are looked for; they are the first two."""
_AS_TEXT = "save the mail again"


def sightings(text: str, tell: Callable[[int, str, str], None]) -> list[Sighting]:
    """The entries of the HTML of an alert; lines are those of the text, counted from 1.

    ``tell`` is given the line of what cannot be read, what is wrong and what to do.
    """
    tree = parse(text)
    if tree is None:
        tell(1, "elements lie too deep in each other: not read", _AS_TEXT)
        return []
    lines = _lines(text)
    found: list[Sighting] = []
    for number, link in enumerate(tree.css("a.gse_alrt_title")):
        line = lines[number] if number < len(lines) else 1
        seen = _sighting(link, line)
        if seen is None:
            tell(line, "an entry without a title or an identifier: left out", _AS_TEXT)
        else:
            found.append(seen)
    return found


def _sighting(link: Node, line: int) -> Sighting | None:
    heading = link.parent if link.parent is not None and link.parent.tag == "h3" else link
    by, snippet = _followers(heading)
    address = _target(link.attributes.get("href") or "")
    people, _, rest = by.partition(" - ")
    year = _YEAR.search(rest, 0)
    venue = rest[: year.start()].strip(" ,") if year else rest.strip()
    bare, _, _ = address.partition("?")
    ids = identifiers(address, venue)._replace(doi=doi(bare))
    title = words(link)
    if title.endswith(_CUT) and any((ids.arxiv_id, ids.doi, ids.openreview_id, ids.acl_id)):
        title = ""  # a part of a title is none
    if not title and not any((ids.arxiv_id, ids.doi, ids.openreview_id, ids.acl_id)):
        return None
    names = authors_of(people)
    return Sighting(
        line=line,
        title=title,
        author_count=names.total,
        authors=names.names or None,
        published=PartialDate(int(year[1])) if year else None,
        arxiv_id=ids.arxiv_id,
        doi=ids.doi,
        url=address or None,
        summary=snippet or None,
        version=ids.version,
        venue=None if _PREPRINT.match(venue) else venue or None,
        openreview_id=ids.openreview_id,
        acl_id=ids.acl_id,
    )


def _followers(heading: Node) -> tuple[str, str]:
    """The line of authors and venue after a heading, and the piece of the text after that."""
    by = snippet = ""
    node = heading.next
    for _ in range(_MOST_FOLLOWERS):
        if node is None or node.tag == "h3":
            break
        if "gse_alrt_sni" in (node.attributes.get("class") or "").split():
            snippet = _joined(node.text(separator="\n").split("\n"))
            break
        if node.tag == "div" and not by:
            by = words(node)
        node = node.next
    return by, snippet


def _joined(lines: list[str]) -> str:
    """The lines of a text that is divided within words too: after hyphens that belong to them."""
    joined = ""
    for line in lines:
        text = " ".join(line.split())
        joined += text if not joined or joined.endswith("-") else f" {text}"
    return joined.strip()


def _target(address: str) -> str:
    """Where a link leads in the end; empty where that is no address of the web."""
    try:
        parts = urlsplit(address)
        if parts.path.endswith("/scholar_url"):
            address = parse_qs(parts.query, max_num_fields=50).get("url", [""])[0]
    except ValueError:
        return ""
    return address if address.startswith(("http://", "https://")) else ""


def _lines(text: str) -> list[int]:
    """The lines of the headings, in their order."""
    numbers = LineNumbers(text)
    return [numbers.at(match.start()) for match in _TITLE.finditer(text)]
