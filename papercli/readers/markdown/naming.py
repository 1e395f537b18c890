"""The name of a paper in a heading, an item or a paragraph: a link, bold words, what stands before
the first link."""

from __future__ import annotations

import re

from papercli.identifiers import Identifiers, arxiv_id, identifiers
from papercli.readers.markdown.around import (
    italic_title,
    without_people,
    words_after,
    words_before,
)
from papercli.readers.markdown.details import Line, take_rest
from papercli.readers.markdown.fields import Entry, is_id, is_paper_page, is_web, merged, take_links
from papercli.readers.markdown.inline import BREAK, Piece, plain
from papercli.readers.markdown.labels import is_label, is_paper_label, names_other
from papercli.readers.markdown.leading import leading_title
from papercli.readers.markdown.mentions import (
    SENTENCE_BEFORE,
    begins,
    is_cited,
    is_mention,
    is_taken_from,
)
from papercli.readers.markdown.nicknames import behind_nickname, with_rest
from papercli.readers.markdown.people import is_credit, is_names
from papercli.readers.markdown.titles import (
    NICKNAME_WORDS,
    cleaned,
    is_capitalized,
    is_citation,
    is_report,
    is_shown,
    is_title,
    word_count,
)
from papercli.text.pattern import Pattern
from papercli.usual_identifiers import ArxivId

_NAMED_ID = Pattern(r"\W{0,12}(?:arxiv|doi)\s?:?\s?\S{5,80}", re.IGNORECASE)
_BARE_LINE = Pattern(
    r"\W{0,6}(?:[\w ]{2,12}:\s?)?(?:arxiv\s?:?\s?|doi\s?:?\s?)?\S{8,60}\W{0,4}", re.IGNORECASE
)
_CITATION = Pattern(r"\[[^\[\]]{2,80}\bet al[^\[\]]{0,80}\]")
_CITED = Pattern(r"arXiv preprint\b|\((?:19|20)\d\d\)\.", re.IGNORECASE)
"""Of a citation, which ends in a full stop as sentences do."""
_ENDS_NAMES = Pattern(r"(?<=[^\W\d_]{2})\.\s|,\s(?=[\"“])|(?<=\(\d{4}\))[.,:]?\s")
"""Between the last name, which is no initial, or the year, and a title."""
_LAST_BUT_DATE = Pattern(r"(?:\s*\[[\w.-]{2,20}\])?(?:[,.;]?\s*\(?(?:19|20)\d\d\)?)?[\s.,;)]*\Z")
_UNSAID = Pattern(r"[\W_]*(?:(?<=\[)[xX]\])?[\W_]*")
"""What stands before a link and says nothing: the box of a task, a star."""
_NAME_OF_ID = Pattern(
    r"(?<![\s([:–—|-])[\s([:–—|-]*(?:arxiv(?:\s(?:pre|e-)prints?)?[\s([:–—|-]*)?\Z", re.IGNORECASE
)
"""What stands before an id, and what divides it from a title; looked for once in each run."""
_AROUND = "[](),.;:`*_ "
_LONGEST_LABEL = 3
"""Words of a link that may lead to anything."""
_LONGEST_PLAIN = 30
"""Words of a line without links that may still be a title and who wrote it."""
_LONGEST_BESIDE = 8
"""Words behind a title among which an id is the paper's own."""
_MOST_BEFORE = 1_000
"""Letters before bold words that are looked at: names of many authors."""


def named(index: int, pieces: list[Piece]) -> Entry | None:
    """The entry that a block names: by a link, bold words, or what stands before the first link."""
    links = [piece for piece in pieces if piece.url]
    papers = [piece for piece in links if _is_titled(piece) and identified(piece)]
    before = words_before(pieces, papers[0]) if papers else ""
    label, own = _own(pieces, links, papers, before)
    bold = _bold(pieces)
    title: Piece | None = None
    if papers and begins(papers[0], before) and not (bold and own and before and bold[0] in before):
        title, how = papers[0], "link"
        name = with_rest(pieces, title, cleaned(title.text))
    elif bold:
        how, name = "bold", behind_nickname(pieces, bold[0], own)
    elif own and (linked := _long(links, own)):
        title, how, name = linked, "link", cleaned(linked.text)
    elif (
        own and links[0] is not own and _is_titled(links[0]) and not words_before(pieces, links[0])
    ):
        how, name = "link", behind_nickname(pieces, cleaned(links[0].text), own)
    elif own:
        before = words_before(without_people(pieces, own), own)
        before = words_after(pieces, own) if _UNSAID.fullmatch(before) else before
        how, name = "before", italic_title(pieces, own) or leading_title(before) or ""
        name = "" if is_report(name) or is_taken_from(before) else name
    elif links:
        return None
    else:
        how, name = "plain", _plain_title(pieces)
    if not name or not is_title(name):
        return None
    entry = Entry(index, name, ("cited" if is_cited(pieces, name) else how,))
    cited = own is not None and (is_citation(own.text) or is_shown(own.text))
    take_links(entry, own if cited else title, pieces)
    if not entry.identified:
        entry.ids = merged(entry.ids, _ids_in_text(pieces, title, name))
    if not entry.identified and not _is_paper(entry, title, label):
        if how == "bold":
            take_rest(entry, _behind(pieces, name, title), [])
        # A name without any sign of a paper may be one whose links stand in the next block.
        return entry if how in {"bold", "before", "plain"} or own else None
    take_rest(entry, _behind(pieces, name, title), [])
    return entry


def _may_be_own(piece: Piece) -> bool:
    """Whether a link leads to a paper, and is not called slides or the like: of these no address
    but one with an identifier is a paper's."""
    return identified(piece) and (not names_other(piece.text) or any(identifiers(piece.url)))


def _own(
    pieces: list[Piece], links: list[Piece], papers: list[Piece], before: str
) -> tuple[Piece | None, Piece | None]:
    """The link by a label to the paper itself, and that or the one of a picture."""
    labels = [piece for piece in links if is_paper_label(piece.text) or is_id(piece.text)]
    if not labels:
        labels = [one for one in links if _is_told_by(pieces, one) and _may_be_own(one)]
    if not labels and papers and is_shown(papers[0].text) and not begins(papers[0], before):
        labels = papers[:1]
    label = labels[0] if labels else None
    pictured = next((piece for piece in links if piece.image and identified(piece)), None)
    return label, label or pictured


def _is_told_by(pieces: list[Piece], link: Piece) -> bool:
    """Whether the words of a link are a label, or, as the first or last words of a block, who wrote
    the paper when."""
    if is_label(link.text):
        return not link.image
    if not is_citation(link.text):
        return False
    place = pieces.index(link)
    return not (plain(pieces[:place]).strip(_AROUND) and plain(pieces[place + 1 :]).strip(_AROUND))


def titled(pieces: list[Piece]) -> list[Piece]:
    """The links by their titles to papers, each paper once, where a line has several."""
    found: dict[str, Piece] = {}
    for piece in pieces:
        number = identifiers(piece.url).arxiv_id if piece.url else None
        if number and _is_titled(piece) and word_count(cleaned(piece.text)) > NICKNAME_WORDS:
            found.setdefault(number, piece)
    first = next(iter(found.values()), None)
    if first is None or is_mention(words_before(pieces, first)):
        return []
    return list(found.values())


def called(index: int, line: Line) -> Entry | None:
    """An entry whose title the list calls so."""
    linked = next((piece for piece in line.value if piece.url and not is_label(piece.text)), None)
    name = cleaned(linked.text if linked else plain(line.value))
    if not name:
        return None
    entry = Entry(index, name, ("field",), explicit=True)
    take_links(entry, linked, line.value)
    return entry


def identified(piece: Piece) -> bool:
    """Whether a link leads to a paper that has an identifier, or to a page of papers."""
    if not piece.url:
        return False
    return any(identifiers(piece.url)) or is_paper_page(piece.url) or bool(leading_id(piece.text))


def _is_titled(piece: Piece) -> bool:
    text = piece.text
    return not (piece.image or is_id(text) or is_citation(text)) and is_title(cleaned(text))


def _long(links: list[Piece], own: Piece) -> Piece | None:
    """The first other link whose words may be a title."""
    for piece in links:
        if (
            piece is not own
            and _is_titled(piece)
            and is_web(piece.url)
            and word_count(cleaned(piece.text)) > _LONGEST_LABEL
        ):
            return piece
    return None


def _is_paper(entry: Entry, title: Piece | None, label: Piece | None) -> bool:
    """Whether an entry without identifier is a paper: its title, or a link called "Paper", leads to
    a page of papers."""
    if word_count(entry.name) <= NICKNAME_WORDS:
        return False
    pages = [piece.url or "" for piece in (title, label) if piece is not None]
    return any(map(is_paper_page, pages))


def _bold(pieces: list[Piece]) -> list[str]:
    """The bold words that may be a title or a nickname, if a block begins with such: a few words,
    names or a venue may stand before them. Bold words in running text stress something."""
    runs: list[str] = []
    before = ""
    last: Piece | None = None
    for piece in pieces:
        if piece.bold and not piece.image and not (piece.url and is_label(piece.text)):
            if last is not None and last.bold and runs:
                runs[-1] += piece.text
            elif word_count(before) < SENTENCE_BEFORE or is_names(before):
                runs.append(piece.text)
            else:
                break  # no more words make names of a sentence
        elif piece.url is None and not piece.image and len(before) < _MOST_BEFORE:
            before = cleaned(_CITATION.sub("", before + piece.text))
        last = piece
    told = [cleaned(run) for run in runs if not is_credit(run)]
    found = [name for name in told if is_title(name) and not is_names(name)]
    return sorted(found[:2], key=lambda name: word_count(name) <= NICKNAME_WORDS)[:1]


def _plain_title(pieces: list[Piece]) -> str:
    """The title in a line without links: the whole line, or what stands behind an id, or before one
    that is called so. A sentence may end with the id of the paper that it speaks of."""
    words = ["\n" if piece.stop else "" if piece.image else piece.text for piece in pieces]
    if pieces and pieces[0].code and not is_id(pieces[0].text):
        words[0] = BREAK  # of a folder or a program
    text = "".join(words).strip()
    found = [word for word in text.split() if arxiv_id(word.strip(_AROUND))]
    if len(found) > 1:
        return ""
    before, number, behind = text.partition(found[0]) if found else (text, "", "")
    if before.strip(" -*#`[("):
        called = (
            not number or "arxiv" in number.lower() or before.rstrip(" :").lower().endswith("arxiv")
        )
        before = _NAME_OF_ID.sub("", before)
        short = called and word_count(_without_authors(before)) <= _LONGEST_PLAIN
        name = leading_title(before) if short else ""
    else:
        name = leading_title(behind)
    ends = text.rstrip(" )]`").endswith(".") and not _CITED.search(text, 0)
    sentence = ends and not is_capitalized(name or "")
    return name if name and not sentence and not is_report(name) else ""


def _without_authors(text: str) -> str:
    """What stands behind the names with which a citation begins, however many they are."""
    bare = text[text.find("]") + 1 :] if text.startswith("[") else text
    if ended := _ENDS_NAMES.search(bare, 0):
        people = bare[: ended.start()]
        if "," in people and is_credit(people):
            return bare[ended.end() :]
    return text


def _behind(pieces: list[Piece], name: str, title: Piece | None) -> list[Piece]:
    if title is not None:
        return pieces[pieces.index(title) + 1 :]
    for place, piece in enumerate(pieces):
        if name[-12:] in piece.text:
            end = piece.text.index(name[-12:]) + len(name[-12:])
            rest = Piece(piece.text[end:], None, False, piece.italic)
            return [rest, *pieces[place + 1 :]]
    return []


def leading_id(text: str) -> ArxivId | None:
    """The arXiv id with which a text begins: ``2409.10594 — Larder``."""
    first = text.split(maxsplit=1)[:1]
    return arxiv_id(first[0].strip(_AROUND)) if first else None


def _ids_in_text(pieces: list[Piece], title: Piece | None, name: str) -> Identifiers:
    """The identifiers that stand beside a title as text: ``arXiv:2409.10594``, `` `2409.10594` ``.

    Beside means before it, directly behind it, or in a line of its own: in running text an id may
    be of any paper that is spoken of.
    """
    if title is not None and (own := leading_id(title.text)):
        return identifiers(own.id)
    text = "".join("\n" if piece.stop else piece.text for piece in pieces)
    place = max(text.find(name[:40]), 0)
    first, *lines = text[place + len(name) :].split("\n")
    beside = [text[:place], *filter(_BARE_LINE.fullmatch, lines)]
    last = _LAST_BUT_DATE.sub("", first).split()[-1:]
    if word_count(first) > _LONGEST_BESIDE and last and is_id(last[0].strip(_AROUND)):
        beside += last
    if word_count(first) <= _LONGEST_BESIDE or (found := _NAMED_ID.match(first)):
        beside.append(first if word_count(first) <= _LONGEST_BESIDE else found[0])  # type: ignore[index]
    words = [word.strip(_AROUND) for part in beside for word in part.split()]
    written = {word for word in words if is_id(word)}
    if len(written) > 1:
        return Identifiers()  # words about several papers are the title of none
    return identifiers(*written) if written else identifiers(*beside)
