"""Lists in HTML that link each paper, as recommenders mail them: a bold line, names, a summary,
buttons ("PDF", "Code").

A paper is known by an address with its identifier. What is shown of it stands in the smallest
element around that link that has a title and no link to another paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papercli.identifiers import Identifiers, identifiers
from papercli.model.paper import Sighting
from papercli.named_tuples import NamedTuple
from papercli.readers.author_lists import authors_of
from papercli.readers.html_tree import parse, words
from papercli.text.pattern import Pattern

if TYPE_CHECKING:
    from papercli.readers.html_tree import Node, Tree

FEWEST = 2
"""Papers with a title that make a list, if most have one; one will do where it has a summary."""

_LIKELY = Pattern(
    r"href\s*=\s*[\"']?[^\"'<>\s]{0,300}(?:arxiv\.org|alphaxiv\.org|huggingface\.co/papers"
    r"|openreview\.net|aclanthology\.org|doi\.org/10\.)"
)
_HREF = Pattern(r"(?i)\bhref\s*=\s*[\"']?([^\"'<>\s]{10,1000})")
_HIGHEST = 40
"""Elements around a link that are looked at."""
_MOST_LINKS = 4
"""Links to one paper that are looked at."""
_NEAR = 5_000
"""Letters before and behind its first link between which a title is looked for."""
_BLOCKS = frozenset("p li td th div section article h1 h2 h3 h4 h5 h6 dt dd body".split())
_TITLES = "h1, h2, h3, h4, h5, h6, strong, b, [style*='font-weight']"
_BOLD = Pattern(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_LABEL = Pattern(
    r"(?i)(?:\[?(?:pdf|html|paper|code|arxiv|abs|link|project(?: page)?|github|doi|view"
    r"|read(?: more)?|full text|kimi|zotero)\]?\s*){1,4}\Z|.{0,60}[:：]\Z"
    r"|(?:https?:|arxiv:|doi:|10\.\d).*"
    r"|(?:authors?|affiliations?|relevance|score|published|date|venue|keywords|categories|subjects?"
    r"|comments?|abstract|summary|tl;?dr|arxiv id|作者|摘要)\s?[:：].*"
    r"|(?:read|view|see|open|get|download|click|go to)\b.{0,60}"
    r"\b(?:papers?|article|pdf|arxiv|here|more|abstract|page)\W*\Z"
)
_ORDINAL = Pattern(r"\A(?:\(?\d{1,3}[.)]\s+)?(?:Title\s?:\s+)?")
_SUMMARY = Pattern(r"(?i)(?:tl;?\s?dr|ai summary|ai 总结|摘要推荐)\s*[:：]?\s*(.*)\Z")
_ABSTRACT = Pattern(r"(?i)(?:abstract|摘要)\s*[:：]\s*(.*)\Z")
_ANY_LABEL = Pattern(r".{1,30}[:：]\Z")
_NAME = Pattern(r"(?:[^\W\d_][\w.'’-]*\s?){1,5}\Z")
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 12


class _Linked(NamedTuple):
    """A paper that a page links."""

    ids: Identifiers
    link: Node
    address: str


def is_list(text: str) -> bool:
    """Whether the HTML is such a list: several papers with titles, or one with its summary."""
    if not _LIKELY.search(text, 0):
        return False
    found = sightings(text)
    titled = [one for one in found if one.title]
    summed = any(one.summary or one.abstract for one in titled)
    return 2 * len(titled) >= len(found) and (len(titled) >= FEWEST or summed)


def sightings(text: str) -> list[Sighting]:
    """The papers of a list, in its order; lines are those of the text, counted from 1.

    A paper whose title cannot be told has an empty one.
    """
    tree = parse(text)
    if tree is None:
        return []
    papers = _papers(tree)
    alone = _alone(papers)
    places = _places(text)
    found = []
    at, line = 0, 1
    for key, links in papers.items():
        seen = _sighting(key, links[:_MOST_LINKS], alone)
        link = max(at, places.get(key, at))
        place = text.find(_first_words(seen.title), max(at, link - _NEAR), link + _NEAR)
        place = place if seen.title and place >= 0 else link
        line += text.count("\n", at, place)
        at = place
        found.append(seen._replace(line=line))
    return found


def _places(text: str) -> dict[str, int]:
    """The offset of the first link to each paper."""
    places: dict[str, int] = {}
    for link in _HREF.finditer(text):
        key = _key(identifiers(link[1].replace("&amp;", "&")))
        if key:
            places.setdefault(key, link.start())
    return places


def _key(ids: Identifiers) -> str | None:
    return ids.arxiv_id or ids.doi or ids.openreview_id or ids.acl_id


def _papers(tree: Tree) -> dict[str, list[_Linked]]:
    """The papers that are linked, by an identifier, with all links to them."""
    papers: dict[str, list[_Linked]] = {}
    for link in tree.css("a[href]"):
        address = link.attributes.get("href") or ""
        ids = identifiers(address)
        key = _key(ids)
        if key and address.startswith(("http://", "https://")):
            papers.setdefault(key, []).append(_Linked(ids, link, address))
    return papers


def _alone(papers: dict[str, list[_Linked]]) -> dict[int, str]:
    """The elements around links, by number, with the paper that is the only one linked in each;
    empty for those with several."""
    around: dict[int, str] = {}
    for key, links in papers.items():
        for linked in links:
            node: Node | None = linked.link
            for _ in range(_HIGHEST):
                if node is None:
                    break
                if around.setdefault(node.mem_id, key) != key:
                    around[node.mem_id] = ""
                node = node.parent
    return around


def _sighting(key: str, links: list[_Linked], alone: dict[int, str]) -> Sighting:
    title, block = "", None
    for linked in links:
        node: Node | None = linked.link
        for _ in range(_HIGHEST):
            if node is None or alone.get(node.mem_id) != key or node.tag in {"body", "html"}:
                break
            title, block = _title(node, key), node
            if title:
                break
            node = node.parent
        if title:
            break
    ids, _, address = links[0]
    shown = _shown(block) if title and block is not None else []
    after = shown[_index(shown, title) :]
    names = _names(after[0]) if after else ""
    people = authors_of(names)
    others = block.css("a[href]") if title and block is not None else []
    more = [link.attributes.get("href") or "" for link in others]
    return Sighting(
        line=1,
        title=_ORDINAL.sub("", title),
        abstract=_labeled(_ABSTRACT, after),
        author_count=people.total,
        authors=people.names or None,
        arxiv_id=ids.arxiv_id,
        doi=ids.doi,
        url=address,
        summary=_labeled(_SUMMARY, after),
        version=ids.version,
        openreview_id=ids.openreview_id,
        acl_id=ids.acl_id,
        links=tuple(dict.fromkeys(link for link in more if "://github.com/" in link)) or None,
    )


def _title(node: Node, key: str) -> str:
    """The title in an element: the text of a link to the paper, or what stands out as a heading."""
    for link in [node, *node.css("a[href]")] if node.tag == "a" else node.css("a[href]"):
        text = words(link)
        own = key == _key(identifiers(link.attributes.get("href") or ""))
        if own and _is_title(text) and _leads(link, text):
            return text
    for part in node.css(_TITLES):
        style = part.attributes.get("style") or ""
        if part.tag == "a" or ("font-weight" in style and not _BOLD.search(style, 0)):
            continue
        text = words(part)
        if _is_title(text) and _leads(part, text):
            return text
    return ""


def _leads(part: Node, text: str) -> bool:
    """Whether a text begins what it stands in and no sentence goes on after it: words that prose
    links are no title."""
    block: Node | None = part
    while block is not None and block.tag not in _BLOCKS:
        block = block.parent
    whole = _ORDINAL.sub("", words(block))
    title = _ORDINAL.sub("", text)
    return whole.startswith(title) and not whole[len(title) :].lstrip()[:1].islower()


def _is_title(text: str) -> bool:
    return (
        len(text.split()) >= _FEWEST_WORDS
        and len(text) >= _FEWEST_LETTERS
        and not _LABEL.match(text)
        and not text.endswith(("…", "..."))
    )


def _shown(block: Node) -> list[str]:
    """The texts of an element, one for each run between tags."""
    runs = block.text(separator="\x1f").split("\x1f")
    return [" ".join(run.split()) for run in runs if run.strip()]


def _index(shown: list[str], title: str) -> int:
    """Where the texts go on after the title."""
    left = title.replace(" ", "")
    for at, run in enumerate(shown):
        piece = run.replace(" ", "")
        if left.startswith(piece):
            left = left[len(piece) :]
            if not left:
                return at + 1
        elif len(left) < len(title.replace(" ", "")):
            left = title.replace(" ", "")
    return len(shown)


def _names(text: str) -> str:
    """The text if it lists names and nothing else."""
    people = authors_of(text)
    written = bool(people.names) and all(
        _NAME.match(name) and not name[0].islower() for name in people.names
    )
    several = len(people.names) > 1 or (len(text.split()) in {2, 3} and not _LABEL.match(text))
    return text if written and several else ""


def _labeled(label: Pattern, shown: list[str]) -> str | None:
    """What stands behind a label, up to the next."""
    for at, run in enumerate(shown):
        match = label.match(run)
        if match is None:
            continue
        pieces = [match[1]] if match[1] else []
        for following in shown[at + 1 :]:
            if _ANY_LABEL.match(following) or _LABEL.match(following):
                break
            pieces.append(following)
        return " ".join(pieces) or None
    return None


def _first_words(title: str) -> str:
    return " ".join(title.split()[:2])
