"""The metadata of a Hugging Face page entry, in any dress: author count or organization, date,
comments, and the marks between them."""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.model.paper import Organization
from papercli.named_tuples import NamedTuple
from papercli.readers.hf_dates import COUNT, Shown, is_ago, read_count, read_date
from papercli.text.pattern import Pattern

SEPARATOR = "·"
BULLET = "•"

_PLAIN_AUTHORS = Pattern(rf"(?:{BULLET}\s*)?([0-9][0-9,]{{0,11}})\s+authors?")
_ORGANIZATION = Pattern(r"([A-Za-z0-9_][\w.\-]{0,95})(?:\s+(\S.{0,119}))?")

# A list marker of any kind: a sign, a wrongly decoded one (which is no ASCII letter either), the
# "o" of word processors, a number.
_MARK = r"(?:[^0-9A-Za-z(\[\"'“‘$\\]{1,12}|o(?=\s)|[0-9]{1,2}[.)](?=\s))"
_LEADING_MARK = Pattern(rf"{_MARK}\s*")
# In Western languages, Russian, Chinese, Japanese and Korean.
_AUTHORS = (
    r"(?:authors?(?:\(s\))?|autor(?:en|es|i)?|auteurs?|autore|автор(?:ов|а|ы)?|(?:位|名|个)?作者"
    r"|名の?著者|人の著者|著者|명의?\s?저자|저자)"
)
AUTHOR_WORDS_IN_ENGLISH = ("author", "authors")
AUTHOR_WORDS = ("author", "autor", "auteur", "автор", "作者", "著者", "저자")
_LOOSE_AUTHORS = Pattern(
    rf"(?:{_MARK}\s*|\S\s+)?(?:(?:by|von|por|par|di|door)\s+)?"
    rf"(?:({COUNT})\s*{_AUTHORS}|{_AUTHORS}(?:\s?:\s?|\s|(?<=[^!-~]))({COUNT})\s?[名명人]?)(?![^\W_])"
    r"[^0-9A-Za-z]{0,8}(.{0,60})",
    re.I,
)
_NEARLY_AUTHORS = Pattern(rf"(?:{_MARK}\s*)?\S{{1,12}}(?:\s\S{{1,6}})?\s+authors?\W{{0,3}}", re.I)
_REPLIES = (
    r"(?:comments?|repl(?:y|ies)|responses?|discussions?|kommentare?|commentaires?|comentarios?"
    r"|commenti)"
)
_COMMENTS = Pattern(
    rf"\W{{0,6}}(?:({COUNT})\s*{_REPLIES}|{_REPLIES}\s?:?\s?\(?({COUNT})\)?)\W{{0,3}}", re.I
)
_NO_COMMENTS = Pattern(r"\W{0,6}no comments?(?: yet)?\W{0,3}|be the first to comment\W?", re.I)
_ORGANIZATION_LABEL = Pattern(r"(?:organi[sz]ation|affiliation|org)\s?:\s+", re.I)
_APART = Pattern(
    r"\s*[·•∙⋅|/]\s*|\s+[-–—]\s+|\s{2,}|,\s+(?=[0-9,]{1,7}\s[a-z]|[A-Z][a-z]{2,8}\.?\s[0-9])"
    r"|\s+(?=[^\w\s(\"'“‘&+.,])|\s+(?=\()"
)
_MOST_PARTS = 6
_SIGNS = Pattern(r"(?:[^\w\s] ){1,16}[^\w\s]")
_DIGIT = Pattern("[0-9]")
"""Looked for first: most lines have none."""
_NUMBER = Pattern(rf"[^0-9A-Za-z]{{0,6}}{COUNT}\W{{0,3}}", re.I)
_BETWEEN = Pattern(r"\s+(?:[^0-9A-Za-z\s(\"'“]{1,6})\s+")
_TRAILING_SIGN = Pattern(r"\s+[^\w\s.)!?\"'”]{1,6}$|\s*[·•∙⋅・]$")
_PICTURE_NAME = Pattern(r"^\[([^\[\]\s]{1,96})\]\s*")
_NO_LETTERS, _NAME_WORD = Pattern(r"[^a-z0-9]+"), Pattern("[a-z0-9]+")
_LONG_WORD = 4
_LONGEST = 220  # characters of any metadata line
_LONGEST_SIGN, _LONGEST_NEARLY = 8, 60
_LONGEST_COUNT = 40
_SENTENCE_END = (".", "!", "?", ":", ",")


class Head(NamedTuple):
    """The first metadata line; one of the two."""

    author_count: int | None = None
    organization: Organization | None = None


@lru_cache(maxsize=1 << 12)
def read_head(line: str) -> Head | None:
    """Read ``• N authors`` or an organization's ``slug Name``; None for anything else.

    A slug without a name counts as both; a line that ends as a sentence does is no name.
    """
    if len(line) >= _LONGEST:
        return None
    if match := _PLAIN_AUTHORS.fullmatch(line):
        return Head(int(match[1].replace(",", "")))
    match = _ORGANIZATION.fullmatch(line)
    if (
        not match
        or match[1].isdigit()
        or (match[2] and line.endswith(_SENTENCE_END) and not _abbreviation(line))
    ):
        return None
    if line.endswith(("author", "authors")) and _LOOSE_AUTHORS.fullmatch(line):
        return None
    organization = Organization(match[1], match[2] or match[1])
    return None if _names_people(line, organization) else Head(None, organization)


def _names_people(line: str, organization: Organization) -> bool:
    """Say whether a line names authors: an account's name is no first name."""
    if line.startswith("author") or " author" in line or " et al" in line or " others" in line:
        return True
    several = ", " in line or " & " in line or " and " in line
    if not several or not organization.slug.istitle():
        return False
    from papercli.readers.named_people import authors_named  # few lines have several parts

    return authors_named(line) > 0


class Authors(NamedTuple):
    """An author line, which may go on with the rest of the metadata."""

    number: int
    date: Shown | None
    dotted: bool
    """Whether a sign stands between the count and the end or the date."""


@lru_cache(maxsize=1 << 12)
def read_authors(line: str) -> Authors | None:
    """Read ``N authors`` after any list marker or none, alone or with the date in one line."""
    if len(line) >= _LONGEST or not _DIGIT.search(line):
        return None
    match = _LOOSE_AUTHORS.fullmatch(line)
    if not match:
        return None
    rest = match[3]
    date = read_date(rest.strip("()[] ")) if rest else None
    if rest and not date:
        return None
    last = match.end(1) if match[1] else match.end(2)
    sign = line[last : len(line) - len(rest)].rstrip()
    return Authors(read_count(match[1] or match[2]), date, not sign[-1:].isalnum())


class Parts(NamedTuple):
    """A line that holds all of the metadata, in any order."""

    head: Head | None
    date: Shown | None
    """None where the line tells how long ago that was."""
    upvotes: int | None = None


@lru_cache(maxsize=1 << 12)
def read_parts(line: str) -> Parts | None:
    """Read a date and a count of authors or an organization, and what comments and votes there
    are, in any order in one line; None where anything else stands there."""
    if len(line) >= _LONGEST or not _DIGIT.search(line):
        return None
    from papercli.readers.hf_votes import without_votes  # no regular page needs it

    line, upvotes = without_votes(line)
    parts = [part for part in _APART.split(line) if part and not is_sign(part)]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    head: Head | None = None
    date: Shown | None = None
    comments: int | None = None
    enclosed, ago = False, ""
    for part in parts:
        bare = without_mark(part).strip("()[] ")
        authors, count = read_authors(part) or read_authors(bare), read_comments(bare)
        if authors and authors.date is None and head is None:
            head = Head(authors.number)
        elif date is None and (shown := read_date(bare)):
            date, enclosed = shown, part[0] in "(["
        elif comments is None and (count is not None or ((date or ago) and is_number(bare))):
            comments = read_count(bare) if count is None else count
        elif date is None and is_ago(bare):
            ago = bare
        elif head is None and (found := read_organization(part)):
            head = found
        else:
            return None
    if head is None or bool(ago) == bool(date):
        return None
    if date is None:
        told = head.author_count or ago.endswith("ago")  # "Splats · 3D" may be a title
        return Parts(head, None, upvotes) if told else None
    if enclosed and head.organization and not _is_called_so(head.organization):
        return None  # a title that ends in a day
    return Parts(head, _with_comments(date, comments), upvotes)


def _with_comments(date: Shown, comments: int | None) -> Shown:
    return date if comments is None else date._replace(comments=comments, counted=True)


@lru_cache(maxsize=1 << 12)
def read_comments(line: str) -> int | None:
    """Read ``3 comments``, ``Comments (3)``, ``no comments`` and the like."""
    if len(line) > _LONGEST_COUNT:
        return None
    if not _DIGIT.search(line):
        return 0 if "comment" in line and _NO_COMMENTS.fullmatch(line) else None
    match = _COMMENTS.fullmatch(line)
    return read_count(match[1] or match[2]) if match else None


@lru_cache(maxsize=1 << 12)
def read_organization_date(line: str) -> tuple[Head | None, Shown] | None:
    """Read ``slug Name · Mon D`` in one line, or a sign and a date (without a head)."""
    if len(line) >= _LONGEST:
        return None
    if not line[:1].isalnum() and (mark := re.match(r"[^0-9A-Za-z]{1,8}", line)):
        date = read_date(line[mark.end() :])
        return (None, date) if date else None
    for match in _BETWEEN.finditer(line):
        date = read_date(line[match.end() :])
        head = read_organization(line[: match.start()]) if date else None
        if date and head:
            return head, date
    return None


def read_organization(line: str) -> Head | None:
    """Read an organization's ``slug Name`` behind any list marker, its picture in brackets."""
    bare = without_mark(line)
    if bare != line and bare[:1].isdigit():
        return None  # "• 4 auth0rs"
    line = _TRAILING_SIGN.sub("", _ORGANIZATION_LABEL.sub("", bare, count=1))
    line = _PICTURE_NAME.sub(r"\1 ", line).strip(" *_`")
    head = read_head(line)
    return head if head and head.organization else None


def is_named_organization(line: str) -> bool:
    """Say whether a line says of an organization that it is one."""
    return bool(_ORGANIZATION_LABEL.match(line))


def is_author_line(line: str) -> bool:
    """Say whether a line begins with a marker and is ``N authors``."""
    return bool(read_authors(line))


def is_nearly_authors(line: str) -> bool:
    """Say whether a line is a count of authors that cannot be read."""
    marked = has_mark(line)
    if _NEARLY_AUTHORS.fullmatch(line) and (marked or any(map(str.isdigit, line))):
        return True
    if not marked or len(line) > _LONGEST_NEARLY:
        return False
    from papercli.readers.look_alikes import as_meant  # no regular page needs it

    return any(as_meant(word) in AUTHOR_WORDS_IN_ENGLISH for word in line.split()[1:4])


@lru_cache(maxsize=1 << 12)
def is_sign(line: str) -> bool:
    """Say whether a line is no more than a mark: the dot, a bullet, what wrong decoding made of
    them."""
    if len(line) > _LONGEST_SIGN:
        return bool(_SIGNS.fullmatch(line))
    return bool(line) and not any(c.isascii() and c.isalnum() for c in line)


@lru_cache(maxsize=1 << 12)
def is_number(line: str) -> bool:
    """Say whether a line is a count: of comments, of votes, of a page."""
    return len(line) <= 16 and bool(_DIGIT.search(line) and _NUMBER.fullmatch(line))


def has_mark(line: str) -> bool:
    """Say whether a list marker begins the line."""
    return bool(_LEADING_MARK.match(line))


def without_mark(line: str) -> str:
    """Return the line without a list marker at its beginning, unless it is nothing else."""
    match = _LEADING_MARK.match(line)
    return (line[match.end() :] if match else line) or line


def resembles(organization: Organization) -> bool:
    """Say whether an account's name resembles the full name, as nearly all do.

    Of 530 organizations of Hugging Face daily papers 84 % do.
    """
    slug, name = (_NO_LETTERS.sub("", part.lower()) for part in organization)
    words = _NAME_WORD.findall(organization.name.lower())
    initials = "".join(word[0] for word in words)
    alike = slug in name or name in slug or initials in slug or slug[:3] in {name[:3], initials[:3]}
    return bool(slug and name) and (
        alike or any(word in slug for word in words if len(word) >= _LONG_WORD)
    )


def _is_called_so(organization: Organization) -> bool:
    """Say whether an account's name is the full name, or a part of it, or the other way round."""
    slug, name = (_NO_LETTERS.sub("", part.lower()) for part in organization)
    return len(slug) >= _LONG_WORD and bool(name) and (slug in name or name in slug)


def _abbreviation(line: str) -> bool:
    """Company names may end in a full stop: "Acme Inc.", "Example Co., Ltd."."""
    return line.endswith(("Inc.", "Ltd.", "Co.", "Corp.", "LLC.", "S.A.", "e.V.", "B.V."))
