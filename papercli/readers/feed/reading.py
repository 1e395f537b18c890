"""From the text of a feed to its one digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from papercli.identifiers import Identifiers, arxiv_id, identifiers
from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.readers.base import Request, UnknownFormatError, quoted
from papercli.readers.feed import xml
from papercli.readers.feed.items import Feed, Item
from papercli.readers.feed.texts import plain, said_in
from papercli.readers.names import names_in, usual_names
from papercli.readers.timestamps import when
from papercli.text.pattern import Pattern
from papercli.usual_identifiers import plain_arxiv_id

NAME = "feed"
# What older feeds of arXiv put behind a title.
_TITLE_END = Pattern(
    r"\((?P<id>arXiv:\S{9,30})\s+\[(?P<category>[\w.-]{2,20})\](?P<rest>[^)]{0,40})\)\s*\Z"
)
_MAIL_ADDRESS = Pattern(r"^[^\s@]+@[^\s@]+\s*\((.*)\)$")
_CHECK = "check the feed; the rest of it was kept"
_LEFT_OUT = "nothing of it was stored; --reader feed keeps it"
LONGEST_BROKEN = 4_000_000
"""Letters of a broken feed up to which feedparser is asked, which takes up to ten seconds a
million."""
_FEWEST_CUT = 4
_Known = tuple[str | None, int | None, str | None, str | None, str | None]
"""What `Identifiers` are, whose making takes longer than the look for most."""
_CUT_SHARE = 0.2


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read a feed; raises UnknownFormatError where it is none, or declares entities."""
    problems: list[Problem] = []
    feed = _feed(text, request.path, problems)
    sightings = []
    for item in feed.items:
        found = _sighting(item, feed)
        if not (
            found.arxiv_id
            or found.doi
            or found.openreview_id
            or found.acl_id
            or (request.named and found.title)
        ):
            what = f"no identifier of a paper: {quoted(found.title)}"
            problems.append(Problem(request.path, item.line, what, _LEFT_OUT))
        else:
            sightings.append(found)
    if not sightings:
        return [], problems
    date = when(feed.dated) or when(feed.made)
    kept = tuple(_without_cut_lists(sightings))
    return [Digest(request.path, NAME, 1, date, None, "", kept, own=(text,))], problems


def _feed(text: str, path: str, problems: list[Problem]) -> Feed:
    if text.lstrip("\ufeff \t\n")[:1] == "{":
        from papercli.readers.feed.json_feed import parse

        try:
            return parse(text)
        except (ValueError, RecursionError) as error:
            raise UnknownFormatError("a JSON Feed that is broken", "fetch it again") from error
    try:
        return xml.parse(text)
    except xml.EntityError:
        hint = "a feed needs none; they can be made to grow without end"
        raise UnknownFormatError("a feed that declares entities", hint) from None
    except xml.BrokenError as error:
        first = error
    try:
        feed = xml.parse(xml.repaired(text))
    except (xml.BrokenError, xml.EntityError) as error:
        before = error.feed if isinstance(error, xml.BrokenError) else first.feed
        feed, how = _by_feedparser(text, before)
    else:
        how = "repaired"
    problem = f"broken XML ({first}): {how}"
    problems.append(Problem(path, first.line, problem, _CHECK))
    return feed


def _by_feedparser(text: str, before: Feed) -> tuple[Feed, str]:
    """What feedparser reads of broken XML, if it is installed and that is more."""
    if len(text) > LONGEST_BROKEN:
        return before, "read up to there"
    try:
        from papercli.readers.feed.broken import parse  # an extra, and slow to import
    except ImportError:
        return before, "read up to there; pip install 'papercli[feeds]' may read the rest"
    feed = parse(text)
    more = len(feed.items) > len(before.items)
    return (feed, "read by feedparser") if more else (before, "read up to there")


def _sighting(item: Item, feed: Feed) -> Sighting:
    line, title, ids, text, authors, published, categories, announced, venue = item
    abstract, summary, named, votes, told, arxiv = said_in(text)
    announced = told or announced
    # arXiv puts the same before its abstracts as into its guids.
    texts = (*ids, f"arXiv:{arxiv}") if arxiv and f"oai:arXiv.org:{arxiv}" not in ids else ids
    if "(arXiv:" in title and (ended := _TITLE_END.match(title, title.rfind("(arXiv:"))):
        title = title[: ended.start()].strip()
        texts = (*texts, ended["id"])
        categories = categories or (ended["category"],)
        if "UPDATED" in ended["rest"]:
            announced = "replace"
    number, version, doi, forum, anthology = _identifiers(texts)
    names, count = _authors(authors or ((named,) if named else ()))
    when_published = None
    # When the feed was made, or when it was announced again, is no date of the paper.
    if published and published != feed.made and not announced.startswith("replace"):
        when_published = when(published)
    url = None
    for one in ids:
        if one.startswith(("http://", "https://")):
            url = one
            break
    return Sighting(
        line,
        title,
        abstract,
        count,
        names or None,
        None,
        when_published,
        None,
        votes,
        number,
        doi,
        url,
        None,
        summary,
        categories or None,
        version,
        venue or None,
        None,
        forum,
        anthology,
    )


def _identifiers(texts: Sequence[str]) -> _Known:
    """The identifiers of an item, with the highest version that it names."""
    first: str | None = None
    highest: int | None = None
    for text in texts:
        one = plain_arxiv_id(text)
        if one is None:
            return _closely_read(texts)
        if first is None:
            first, highest = one
        elif one[1] and one[0] == first and (highest is None or one[1] > highest):
            highest = one[1]
    return first, highest, None, None, None


def _closely_read(texts: Sequence[str]) -> Identifiers:
    found = identifiers(*texts)
    named = [one for one in map(arxiv_id, texts) if one] if found.arxiv_id else []
    versions = [one.version for one in named if one.version and one.id == found.arxiv_id]
    return Identifiers(found.arxiv_id, max(versions), *found[2:]) if versions else found


def _authors(elements: Sequence[str]) -> tuple[tuple[str, ...], int | None]:
    if len(elements) == 1 and "<" not in elements[0] and "@" not in elements[0]:
        usual = usual_names(elements[0])
        if usual:
            return usual, len(usual)
    texts = list(map(plain, elements))
    if len(texts) == 1:
        [text] = texts
        return names_in(_MAIL_ADDRESS.sub(r"\1", text) if "@" in text else text)
    found: list[str] = []
    whole = True
    for text in texts:
        names, count = names_in(text)
        # A name with a comma in it, among others, is one name.
        found += names if count is None else [text]
        whole = whole and count is not None
    return tuple(found), len(found) if whole and found else None


def _without_cut_lists(sightings: list[Sighting]) -> Iterable[Sighting]:
    """No author count where the feed cuts lists: where the longest length is that of many."""
    counts = Counter(one.author_count for one in sightings if one.author_count)
    most = max(counts, default=0)
    cut = counts[most] >= max(_FEWEST_CUT, _CUT_SHARE * len(sightings)) and most > 2
    for one in sightings:
        yield one._replace(author_count=None) if cut and one.author_count == most else one
