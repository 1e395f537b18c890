"""The papers of the rows of tables, whatever their columns are called and in whatever order."""

from __future__ import annotations

from collections import Counter

from papercli.identifiers import arxiv_id, identifiers
from papercli.named_tuples import NamedTuple
from papercli.readers.markdown.blocks import Block, Document
from papercli.readers.markdown.fields import (
    Entry,
    categories_in,
    date_in,
    is_id,
    is_paper_page,
    merged,
    take_links,
)
from papercli.readers.markdown.inline import Piece, parse, plain
from papercli.readers.markdown.labels import field_of, is_label, is_venue_or_date, words
from papercli.readers.markdown.people import names
from papercli.readers.markdown.titles import NICKNAME_WORDS, cleaned, is_title, word_count
from papercli.text.pattern import Pattern

TITLE = frozenset(
    "title titles paper_title name_of_paper 标题 题目 论文标题 论文题目 papertitle 論文名"
    " タイトル 題名 제목".split()
)
"""Names of columns that hold nothing but titles."""
_PAPER = frozenset("paper papers publication publications article work reference 论文".split())
"""Names of columns that hold titles or links."""
_NICKNAME = frozenset(
    "model method name nickname abbreviation abbr abbr. acronym models methods approach benchmark"
    " dataset datasets system framework keywords keyword short alias 模型 方法 名称 简称".split()
)
_NONE = frozenset(
    ("", "-", "–", "—", "n/a", "na", "none", "null", "tbd", "/", "\\", "x", "✗", "❌")
)
_NOT_PAPERS = frozenset(
    "blog website web github hf huggingface webpage product post news demo".split()
)
_FEWEST_CUT, _SHARE_CUT, _MOST_CUT = 3, 0.3, 12
LONGEST_CELL = 40
"""Words of a cell that may still be a title; a newsletter's cell holds a nickname and prose."""
_HEADLINE = Pattern(r"\s*(?:\d{1,3}[.)]\s*)?([^\n]{1,120}?)(?:\s{2,}|\s+[-–—]\s+|:\s)(?=\S)")


class Columns(NamedTuple):
    """What the columns of a table hold: a role a column."""

    roles: tuple[str, ...]
    titled: bool
    """Whether a column is called the title."""

    def place(self, role: str) -> int | None:
        """The first column of that role."""
        return self.roles.index(role) if role in self.roles else None

    @property
    def of_papers(self) -> bool:
        """Whether such columns are those of a table of papers, links or not."""
        known = set(self.roles)
        return bool(known & {"title", "paper"}) and bool(
            known & {"authors", "venue", "abstract", "link", "date"}
        )


def columns(header: list[str]) -> Columns:
    """The roles of the columns by their names; a name that is not known is a role of its own."""
    roles: list[str] = []
    titled = False
    for cell in header:
        name = plain(parse(cell)).strip(" *_:")
        folded = "_".join(name.lower().split())
        parts = [part for part in words(name) if part not in {"and", "&", "/"}]
        role = field_of(name) or "other"
        if folded in TITLE or (parts and parts[0] in TITLE):
            role = "title"
        elif folded in _PAPER or (parts and parts[0] in {"paper", "papers"} and role == "other"):
            role = "paper"
        elif folded in _NICKNAME:
            role = "nickname"
        elif role == "other" and any(part in {"link", "links", "pdf", "arxiv"} for part in parts):
            role = "link"
        elif role == "other" and parts and parts[-1] in {"date", "year", "venue", "authors"}:
            role = field_of(parts[-1]) or "other"
        if role == "title" and role in roles:
            role = "other"
        titled |= role == "title"
        roles.append(role)
    return Columns(tuple(roles), titled)


def entries(
    document: Document, rows: list[Block]
) -> tuple[list[Entry], list[int], list[tuple[int, str]]]:
    """The papers of the rows of one table; of a table of papers the lines of the rows that name
    none; and what is wrong, as line and problem. Lines are counted from 0."""
    header = document.headers[rows[0].table]
    header = header if any(header) else []
    parsed = [[parse(cell, document.references) for cell in row.lines] for row in rows]
    names_of = columns(header)
    roles = names_of if header else _guessed(parsed)
    found: list[Entry] = []
    problems: list[tuple[int, str]] = []
    for row, cells in zip(rows, parsed, strict=True):
        whole = _with_columns(cells, roles) if header else cells
        entry = _entry(row.index, whole, header, roles, problems)
        if entry is None:
            continue
        entry.group = ("table", tuple(header))
        found.append(entry)
    _mark_cut_lists(found)
    identified = sum(entry.placed for entry in found)
    for entry in found:
        entry.listed = _is_paper(entry, roles, identified, len(rows))
    kept = [entry for entry in found if entry.identified or entry.listed]
    taken = {entry.index for entry in kept}
    passed = [row.index for row in rows if row.index not in taken and any(row.lines)]
    return kept, passed if kept else [], problems


def _with_columns(cells: list[list[Piece]], roles: Columns) -> list[list[Piece]]:
    """The cells of a row, as many as there are columns: a pipe that nothing marks stands in the
    longest text of the row, which is the abstract or the title."""
    surplus = len(cells) - len(roles.roles)
    if surplus <= 0:
        return cells
    for role in ("abstract", "summary", "title", "paper"):
        if (place := roles.place(role)) is not None:
            parts = cells[place : place + surplus + 1]
            joined = [piece for part in parts for piece in [*part, Piece(" | ")]][:-1]
            return [*cells[:place], joined, *cells[place + surplus + 1 :]]
    return cells


def _guessed(rows: list[list[list[Piece]]]) -> Columns:
    """The columns of a table without header: of one whose cells are dates, names, links to papers
    as an arXiv list has them, by what most rows hold there."""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    roles = []
    for place in range(width):
        cells = [row[place] for row in rows if len(row) == width]
        roles.append(Counter(map(_role_of, cells)).most_common(1)[0][0])
    for place, role in enumerate(roles):
        if role == "title" and "title" in roles[:place]:
            roles[place] = "other"
    return Columns(tuple(roles), False)


def _role_of(cell: list[Piece]) -> str:
    text = plain(cell)
    linked = [piece for piece in cell if piece.url]
    if linked and all(is_label(piece.text) or is_id(piece.text) for piece in linked):
        return "link" if any(is_paper_page(piece.url or "") for piece in linked) else "other"
    if text.lower() in _NONE or not text:
        return "other"
    if is_venue_or_date(text):
        return "date"
    if "et al" in text or "et.al" in text:
        return "authors"
    return "title" if word_count(text) > NICKNAME_WORDS and is_title(cleaned(text)) else "other"


def _entry(
    index: int,
    cells: list[list[Piece]],
    header: list[str],
    roles: Columns,
    problems: list[tuple[int, str]],
) -> Entry | None:
    entry = Entry(index)
    title: Piece | None = None
    linked: list[Piece] = []
    several = False
    for place, (role, cell) in enumerate(zip(roles.roles, cells, strict=False)):
        text = plain(cell)
        if role in {"title", "paper"} and (role == "title" or not entry.name):
            title = _take_title(entry, cell, explicit=role == "title") or title
        elif text.lower() in _NONE and not any(piece.url for piece in cell):
            continue
        else:
            if role == "other" and text and not any(piece.url for piece in cell):
                entry.metadata.append(f"{header[place]}: {text}" if header else text)
            _take(entry, role, cell, text, problems)
        ids = _ids(cell)
        several |= len(ids) > 1 and role not in {"abstract", "summary"}
        if role in {"title", "paper", "link"} and ids:
            entry.ids = merged(entry.ids, identifiers(ids[0]))
        if role not in {"abstract", "summary"}:
            linked += [piece for piece in cell if piece.url]
    take_links(entry, title, linked)
    if several and not entry.name:  # a row about several papers is about none of them
        return None
    return entry if entry.name or entry.identified else None


def _take_title(entry: Entry, cell: list[Piece], *, explicit: bool) -> Piece | None:
    """Take the title of a cell, and return the link that it is, if it is one."""
    links = [piece for piece in cell if piece.url and not piece.image]
    named = [piece for piece in links if is_title(cleaned(piece.text)) and not is_id(piece.text)]
    whole = plain(cell)
    if named:
        best = max(named[:2], key=lambda piece: min(word_count(piece.text), NICKNAME_WORDS + 1))
        entry.name, entry.explicit = cleaned(best.text), explicit
        behind = cell[cell.index(best) + 1 :]
        if any(piece.stop for piece in behind) and entry.authors is None:
            listed = plain([piece for piece in behind if not piece.url])
            found, _ = names(listed)
            if len(found) > 1 and listed:
                entry.authors, entry.author_count = found, None
        return best
    if word_count(whole) > LONGEST_CELL:
        raw = "".join("\n" if piece.stop else piece.text for piece in cell if not piece.image)
        headline = _HEADLINE.match(raw)
        entry.prose = raw[headline.end() :].strip() if headline else raw.strip()
        if headline:
            entry.metadata.append(headline[1].strip())
        entry.summary = entry.summary or entry.prose
        return None
    lines = "".join("\n" if piece.stop else "" if piece.image else piece.text for piece in cell)
    first = next((line for line in lines.split("\n") if line.strip()), "")
    loud = [piece.text for piece in cell if piece.bold and not piece.url]
    name = cleaned(loud[0] if len(loud) == 1 and not first.strip().startswith(loud[0]) else first)
    if is_title(name) or (explicit and name and not is_label(name)):
        entry.name, entry.explicit = name, explicit
    return None


def _ids(cell: list[Piece]) -> list[str]:
    """The arXiv ids that a cell names, each once, as code, as text or as addresses."""
    found: dict[str, str] = {}
    for piece in cell:
        words = piece.text.split() if piece.url is None else [piece.url, piece.text]
        for word in words:
            # No id is without one of these.
            if "." in word or "/" in word or "%" in word:
                bare = word.strip(" ,;.()[]`")
                if one := arxiv_id(bare):
                    found.setdefault(one.id, bare)
    return list(found.values())


def _take(
    entry: Entry, role: str, cell: list[Piece], text: str, problems: list[tuple[int, str]]
) -> None:
    if not text:
        return
    if role == "authors":
        entry.authors, entry.author_count = names(text)
        entry.authors = entry.authors or None
    elif role == "date" and entry.published is None:
        try:
            entry.published = date_in(text)
        except ValueError:
            problems.append((entry.index, f"no calendar has {text[:40]!r}"))
    elif role == "venue":
        entry.venue = text
    elif role in {"abstract", "summary"}:
        shown = "".join("\n" if piece.stop else piece.text for piece in cell).strip()
        shown = shown.removeprefix("Show").strip()
        setattr(entry, role, shown or None)
    elif role == "categories" and (named := categories_in(text)):
        entry.categories = named
    elif role == "upvotes" and text.isdecimal() and len(text) < 10:
        entry.upvotes = int(text)
    elif role in {"nickname", "categories"} and not any(piece.url for piece in cell):
        entry.metadata.append(text)


def _mark_cut_lists(found: list[Entry]) -> None:
    """Take no count from lists that a table cuts short without a word: those of the length that is
    the longest, where many rows have it."""
    lengths = Counter(entry.author_count for entry in found if entry.author_count)
    longest = max(lengths, default=0)
    many = max(_FEWEST_CUT, _SHARE_CUT * lengths.total())
    if 1 <= longest <= _MOST_CUT and lengths[longest] >= many:
        for entry in found:
            if entry.author_count == longest:
                entry.author_count = None


def _is_paper(entry: Entry, roles: Columns, identified: int, rows: int) -> bool:
    """Whether a row without identifier is a paper: the table is one of papers, the name is long
    enough for a title, and what the row links to, or its venue, is no mere web page."""
    if word_count(entry.name) <= NICKNAME_WORDS or not (roles.of_papers or identified * 2 >= rows):
        return False
    venue = words(entry.venue or "")
    if venue and any(word in _NOT_PAPERS for word in venue):
        return False
    if entry.url is not None:
        papers_alone = "paper" in roles.roles or "authors" in roles.roles
        known = is_venue_or_date(entry.venue or "") and entry.venue not in {None, ""}
        return is_paper_page(entry.url) or papers_alone or known
    return bool(entry.authors) or is_venue_or_date(entry.venue or "-")
