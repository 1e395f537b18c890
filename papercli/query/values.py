"""What is written after the colon of a field, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby

from papercli.named_tuples import NamedTuple
from papercli.text import clean, fold

OPENREVIEW = "openreview:"
"""Before an id that nothing else tells from a word."""
LARGEST = 10**18
"""Numbers above are taken for this one: SQLite's integers end soon after."""


class Text(NamedTuple):
    """A word or phrase that a paper is to hold, in the title, the abstract or either of them."""

    text: str
    scope: str
    """``title``, ``abstract`` or empty for both."""
    quoted: bool
    prefix: bool
    """Whether the last word may go on."""
    apart: bool | None = None
    """Whether the parts of a compound may stand apart, however little else is asked for; None where
    nobody looked in the index."""

    def __str__(self) -> str:
        """As it is written in a query."""
        field = f"{self.scope}:" if self.scope else ""
        star = "*" if self.prefix else ""
        return f'{field}"{self.text}"{star}' if self.quoted else f"{field}{self.text}{star}"


class Range(NamedTuple):
    """A number or date between two bounds, both inclusive; None leaves an end open."""

    field: str
    low: int | str | None
    high: int | str | None

    def __str__(self) -> str:
        """As it is written in a query."""
        low, high = ("" if end is None else str(end) for end in (self.low, self.high))
        if low.endswith("-01-01") and high.endswith("-12-31"):
            low, high = low[:4], high[:4]  # whole years
        return f"{self.field}:{low}" if low == high else f"{self.field}:{low}..{high}"


class Label(NamedTuple):
    """A field that holds a text: ``org``, ``digest``, ``has``, ``is``, or a public ``id``."""

    field: str
    text: str

    def __str__(self) -> str:
        """As it is written in a query."""
        bare = not any(char.isspace() or char in "()" for char in self.text)
        return f"{self.field}:{self.text}" if bare else f'{self.field}:"{self.text}"'


class Value(NamedTuple):
    """What was written after the colon, without quotation marks and star, and today's date."""

    text: str
    today: date
    quoted: bool = False
    prefix: bool = False


class WrongValueError(ValueError):
    """A value that its field cannot have; the message says what, ``hint`` what can be written."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the two lines a person is told."""
        super().__init__(message)
        self.hint = hint


def count_words(text: str) -> int:
    """The runs of letters and digits in a text, which are words to the index."""
    return sum(alnum for alnum, _ in groupby(clean(text), str.isalnum))


def says_anything(text: str) -> bool:
    """Whether anything in a text can be searched for: the index holds letters and digits only."""
    return any(map(str.isalnum, clean(text)))


def read_text(value: Value, scope: str = "") -> Text:
    """A text to search for in a scope; raises WrongValueError."""
    if not says_anything(value.text):
        example = 'title:"KV cache"' if scope == "title" else f"{scope}:diffusion"
        raise WrongValueError(f"{scope}: needs a word with a letter or a digit", f"write {example}")
    return Text(value.text, scope, value.quoted, value.prefix)


def number_reader(name: str) -> Callable[[Value], Range]:
    """What reads the value of a field that is a number: one, a range, or a comparison."""
    return partial(_number, name)


def _number(name: str, value: Value) -> Range:
    hint = f"write {name}:5, {name}:>=5, {name}:<3 or {name}:2..4"
    if name == "authors" and value.text.replace(" ", "").isalpha():
        hint += f"; for a name write {Label('author', value.text.strip())}"
    operator, text = _operator(value.text)
    ends = text.split("-")
    if len(ends) == 2 and all(map(str.isdecimal, ends)):
        hint = f"write {name}:{'..'.join(ends)}"
    low, dots, high = text.partition("..")
    if dots and not operator:
        if not low.strip() and not high.strip():
            raise WrongValueError("a range needs a number at one end", hint)
        first = _bound(low, hint) if low.strip() else None
        last = _bound(high, hint) if high.strip() else None
        if first is not None and last is not None and first > last:
            raise WrongValueError(f"{text!r} ends before it begins", hint)
        return Range(name, first, last)
    number = _bound(text, hint)
    if operator == "<" and number == 0:
        raise WrongValueError("nothing is below 0", hint)
    return {
        "": Range(name, number, number),
        ">=": Range(name, number, None),
        ">": Range(name, min(number + 1, LARGEST), None),
        "<=": Range(name, None, number),
        "<": Range(name, None, number - 1),
    }[operator]


def _bound(text: str, hint: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        raise WrongValueError(f"cannot read {text!r} as a number", hint)
    digits = text.lstrip("0") or "0"
    return int(digits) if len(digits) < len(str(LARGEST)) else LARGEST


def _operator(text: str) -> tuple[str, str]:
    """A comparison sign, empty for equality, and what follows it."""
    text = text.strip()
    for sign in (">=", "<=", ">", "<", "="):
        if text.startswith(sign):
            return sign if sign != "=" else "", text[len(sign) :].strip()
    return "", text


def read_date(name: str, value: Value) -> Range:
    """A date, a range of dates or a comparison with one; raises WrongValueError."""
    from papercli.dates import parse_range

    hint = (
        f"write a year, a month, a day or a range: {name}:2024, {name}:2024-03,"
        f" {name}:2024-01..2024-06, {name}:7d.. for the last days"
    )
    operator, text = _operator(value.text)
    try:
        if operator and ".." in text:
            raise ValueError(f"{value.text!r} is both a range and a comparison")
        first, last = parse_range(text, value.today)
        if operator:
            first, last = _beside(operator, first, last or first)
    except (ValueError, OverflowError) as error:
        message = f"cannot read {value.text!r} as a date"
        reason = str(error).partition(";")[0].replace(repr(value.text), "it")
        message += "" if reason.endswith("is not a date") else f": {reason}"
        raise WrongValueError(message, hint) from None
    bounds = (None if day is None else day.isoformat() for day in (first, last))
    return Range(name, *bounds)


def _beside(
    operator: str, first: date | None, last: date | None
) -> tuple[date | None, date | None]:
    """The bounds of what a comparison with a date of these bounds allows."""
    if first is None or last is None:
        raise ValueError("only one date can be compared with")
    if operator == ">=":
        return first, None
    if operator == "<=":
        return None, last
    try:
        if operator == ">":
            return date.fromordinal(last.toordinal() + 1), None
        return None, date.fromordinal(first.toordinal() - 1)
    except ValueError:  # in other words with every version of Python
        raise ValueError("no calendar goes so far") from None


def read_name(field: str, example: str, value: Value) -> Label:
    """Words of a name; raises WrongValueError."""
    text = value.text.strip().rstrip("*").strip()
    if not fold(text):
        raise WrongValueError(f"{field}: needs a word with a letter or a digit", f"write {example}")
    return Label(field, text)


def read_author(value: Value) -> Label:
    """Words of an author's name; raises WrongValueError, also for what is a number of authors."""
    if not any(map(str.isalpha, value.text)):
        hint = f"write authors:{value.text.strip() or 5} for the number of authors, or a name"
        raise WrongValueError("author: needs a name", hint)
    return read_name("author", "author:Lovelace", value)


def read_choice(field: str, choices: tuple[str, ...], value: Value) -> Label:
    """One of some words; raises WrongValueError."""
    text = value.text.strip().lower()
    if text not in choices:
        listed = ", ".join(f"{field}:{choice}" for choice in choices)
        raise WrongValueError(f"cannot read {field}:{value.text}", f"write one of {listed}")
    return Label(field, text)


def read_code(field: str, example: str, value: Value) -> Label:
    """One word of letters, digits, dots and hyphens, in lower case; raises WrongValueError."""
    text = value.text.strip().lower()
    if not text or any(char.isspace() or char == '"' for char in text) or not says_anything(text):
        raise WrongValueError(f"{field}: needs one word", f"write {example}")
    return Label(field, text)


def read_identifier(value: Value) -> Range | Label:
    """The number of a paper, several of them, or a public identifier in any form."""
    text = value.text.strip()
    try:
        return number_reader("id")(value)
    except WrongValueError as wrong:
        public = public_identifier(text)
        if public is not None:
            return Label("id", public)
        hint = "write the number of a paper, an arXiv id or a DOI: id:12, id:2405.01234"
        raise WrongValueError(f"cannot read {value.text!r} as an id", hint) from wrong


def public_identifier(text: str) -> str | None:
    """The identifier that a text is, or that an address has, in the form in which it is stored: an
    arXiv id without its version, a DOI, an ACL id, an OpenReview id behind `OPENREVIEW`. None where
    it is none."""
    from papercli.identifiers import acl_id, identifiers  # most queries name none

    if any(map(str.isspace, text)):
        return None
    if text.lower().startswith(OPENREVIEW):
        return OPENREVIEW + text[len(OPENREVIEW) :]
    found = identifiers(text)
    public = found.arxiv_id or acl_id(text) or found.doi
    forum = found.openreview_id
    return public or (forum and OPENREVIEW + forum)


def public_identifiers(text: str) -> list[str]:
    """The identifiers among the words of a text, as of a citation or a link, each once."""
    words = (word.strip("[](){}<>\"'") for word in text.split() if any(map(str.isdigit, word)))
    return list(dict.fromkeys(filter(None, map(public_identifier, words))))
