"""What the readers of reference managers' formats share: names, dates, identifiers, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from papercli.dates import MONTHS, is_calendar_date
from papercli.identifiers import Identifiers, arxiv_id, doi, identifiers
from papercli.model.paper import PartialDate
from papercli.named_tuples import NamedTuple
from papercli.readers.reference_names import Names
from papercli.text.pattern import Pattern
from papercli.usual_identifiers import ArxivId, may_name_arxiv, plain_doi

Tell = Callable[[str], None]
"""Takes what is wrong with a field of the entry at hand."""

_YEAR = Pattern(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_EIGHT_DIGITS = Pattern(r"(?P<year>(?:1[4-9]|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)\Z")
_DATED = Pattern(
    r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})?(?:[-/](?P<day>\d{1,2})?/?)?)?"
    r"(?:T.{0,200}| \d{1,2}:.{0,60}|[~?%]{0,2}(?:/.{0,40})?)?\Z",
    re.DOTALL,
)
_MONTH = Pattern(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b", re.IGNORECASE)
_NUMBER = Pattern(r"(?<![\d])(\d{1,2})(?![\d])")
_DAYS = Pattern(r"\d{1,2}\s*(?:-|–|/|--)\s*(?:[A-Za-z]+\s*)?\d{1,2}")
_CATEGORY = Pattern(
    r"(?:cs|math|stat|eess|econ|q-bio|q-fin|astro-ph|cond-mat|physics|nlin)\.[A-Za-z-]{2,8}\Z"
    r"|(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nlin|nucl-(?:ex|th)|quant-ph|physics"
    r"|math|cs|stat|eess|econ|q-bio|q-fin)\Z"
)
_ARXIV_VENUE = Pattern(
    r"(?:arxiv(?:\.org)?|corr)?(?:\s*e-?prints?|\s*preprints?)?\W{0,3}"
    r"(?:(?:arxiv|abs)?\W{0,3}[\w.-]{0,12}/?\d[\d.]{3,9}(?:v\d+)?\s*(?:\[[\w.,\s-]{1,40}\])?)?[\s.,]*\Z",
    re.IGNORECASE,
)
_ADDRESS = Pattern(r"https?://[^\s<>\"{}]+", re.IGNORECASE)
_LONGEST_OWN = 60
"""Letters of a note that `papercli.output.references` wrote."""
_COUNTED = Pattern(r"(\d{1,5}) authors?\Z")


_NO_IDENTIFIERS = Identifiers()


def has_year(text: str) -> bool:
    """Whether a text names a year."""
    return is_year(text) or bool(_YEAR.search(text, 0) or _EIGHT_DIGITS.match(text.strip(), 0))


def published(
    date: str | None, year: str | None, month: str | None, day: str | None, tell: Tell
) -> PartialDate | None:
    """The date of an entry, as precisely as its fields say; tells of what cannot be read.

    ``date`` is a whole date and goes before the others; a range counts as its beginning.
    """
    if date and date.strip():
        found = _whole_date(date.strip(), tell)
        if found:
            return found
    if not (year and year.strip()):
        return None
    written = _YEAR.search(year, 0)
    if written is None:
        tell(f"no year in {short(year)}")
        return None
    return _calendar(int(written[1]), *_month_and_day(month or "", day or "", tell), tell)


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else, as most dates are."""
    return len(text) == 4 and "1400" <= text < "2100" and text.isascii() and text.isdigit()


def _is_day(text: str) -> bool:
    """Whether a text is ``2010/11/19`` or ``2010-11-19``."""
    if not (len(text) == len("2010-11-19") and text[4] in "-/" and text[7] in "-/"):
        return False
    digits = f"{text[:4]}{text[5:7]}{text[8:]}"
    return digits.isdigit() and digits.isascii() and "1400" <= text[:4] < "2100"


def _whole_date(text: str, tell: Tell) -> PartialDate | None:
    if is_year(text):
        return PartialDate(int(text))
    if _is_day(text):
        return _calendar(int(text[:4]), int(text[5:7]), int(text[8:]), tell)
    found = _EIGHT_DIGITS.match(text, 0) or _DATED.match(text, 0)
    if found and _YEAR.match(found["year"], 0):
        month, day = (int(found[name]) if found[name] else None for name in ("month", "day"))
        return _calendar(int(found["year"]), month, day, tell)
    written = _YEAR.search(text, 0)
    if written is None:
        tell(f"no date in {short(text)}")
        return None
    rest = _YEAR.sub(" ", text)
    month, day = _month_and_day(rest, "", tell) if _MONTH.search(rest, 0) else (None, None)
    return _calendar(int(written[1]), month, day, tell)


def _month_and_day(month: str, day: str, tell: Tell) -> tuple[int | None, int | None]:
    named = _MONTH.search(month, 0)
    number = _NUMBER.search(month, 0)
    if named:
        which = MONTHS[named[1].capitalize()]
        if not day and number and not _DAYS.search(month, 0):
            day = number[1]
    elif number:
        which = int(number[1])
    else:
        if month.strip():
            tell(f"no month in {short(month)}")
        return None, None
    in_month = _NUMBER.search(day, 0)
    return which, int(in_month[1]) if in_month and not _DAYS.search(day, 0) else None


def _calendar(year: int, month: int | None, day: int | None, tell: Tell) -> PartialDate | None:
    if month == 0:
        month = None
    if month is None or day == 0:
        day = None
    if is_calendar_date(year, 1 if month is None else month, 1 if day is None else day):
        return PartialDate(year, month, day)
    tell(f"no calendar has {PartialDate(year, month, day)}")
    return PartialDate(year)


class OwnNote(NamedTuple):
    """What the note of an exported paper says."""

    number: int | None = None
    """How many authors there are."""
    cut: bool = False
    """Whether more authors exist than are named."""
    inferred: bool = False
    """Whether the year is no more than a guess."""


def own_note(note: str) -> OwnNote | None:
    """What a note says that `papercli.output.references` wrote; None for any other note."""
    if len(note) > _LONGEST_OWN:
        return None
    said = OwnNote()
    for part in note.strip().split("; "):
        counted = _COUNTED.match(part, 0)
        if counted:
            said = said._replace(number=int(counted[1]))
        elif part == "not all authors":
            said = said._replace(cut=True)
        elif part == "year inferred":
            said = said._replace(inferred=True)
        else:
            return None
    return said


def with_note(
    names: Names, when: PartialDate | None, notes: Collection[str]
) -> tuple[int | None, PartialDate | None]:
    """The number of authors and the date, as notes of an exported paper qualify them.

    A date whose year was a guess is none: what a list leaves out of a date is not its own year, as
    on a page, so that the month and the day would get another guess.
    """
    number = names.number
    for own in filter(None, map(own_note, filter(None, notes))):
        number = None if own.cut else own.number if own.number is not None else number
        if own.inferred:
            when = None
    return number, when


def found_identifiers(certain: Sequence[str], dois: Sequence[str], tell: Tell) -> Identifiers:
    """The identifiers that the fields of an entry name, the surest first.

    ``certain`` are values that name the entry itself; ``dois`` those that should hold a DOI, which
    one that cannot be read is told of. Of several arXiv ids the first is taken, and that is told.
    """
    if not dois and not certain:
        return _NO_IDENTIFIERS
    alone = len(dois) == 1 and (not certain or _name_nothing(certain))
    if alone and (plain := plain_doi(dois[0])):
        return Identifiers(None, None, plain)
    named: dict[str, ArxivId] = {}
    for text in certain:
        one = arxiv_id(text)
        if one and (one.id not in named or named[one.id].version is None):
            named[one.id] = one
    read = [(doi(text), arxiv_id(text)) for text in dois]
    if dois and not any(map(any, read)):
        tell(f"no DOI in {short(dois[0])}")
    if len(named) > 1:
        tell(f"several arXiv ids: {', '.join(list(named)[:3])}; the first is taken")
    arxiv = next(iter(named.values()), None) or next((one for _, one in read if one), None)
    names = [name for name, _ in read if name] or list(filter(None, map(doi, certain)))
    others = [text for text in (*dois, *certain) if _may_be_another(text)]
    found = identifiers(*others) if others else _NO_IDENTIFIERS
    number, version = arxiv or (None, None)
    return Identifiers(number, version, next(iter(names), None), *found[3:])


def _name_nothing(texts: Sequence[str]) -> bool:
    """A first look: whether all of the texts are addresses, and none names anything but a DOI."""
    lowered = "\n".join(texts).lower()
    bare = [text for text in texts if ":" not in text]
    return not (bare or may_name_arxiv(lowered) or _names_another(lowered))


def _may_be_another(text: str) -> bool:
    """Whether a value may name another identifier than an arXiv id or a DOI."""
    return _names_another(text.lower())


def _names_another(lowered: str) -> bool:
    return "openreview" in lowered or "acl" in lowered or "/v1/" in lowered


def addresses(*texts: str | None) -> tuple[str, ...]:
    """The addresses that some fields hold, each once, in their order."""
    found = [address for text in texts if text for address in _ADDRESS.findall(text)]
    return tuple(dict.fromkeys(map(_without_stop, found))) if found else ()


def _without_stop(address: str) -> str:
    """An address without what ends the sentence around it; brackets that it opens are its own."""
    bare = address.rstrip(".,;")
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(".,;")
    return bare


def venue(name: str | None) -> str | None:
    """Where a work appeared; arXiv is where it was put, which its id says."""
    folded = " ".join((name or "").split())
    return folded if folded and not _ARXIV_VENUE.match(folded, 0) else None


def categories(text: str | None) -> tuple[str, ...] | None:
    """The arXiv categories that a field holds, where it holds nothing else."""
    names = [name for name in re.split(r"[\s,;]+", text or "") if name]
    return tuple(names) if names and all(_CATEGORY.match(name, 0) for name in names) else None


def short(text: str) -> str:
    """A value as a problem quotes it."""
    from papercli.readers.base import quoted

    return quoted(" ".join(text[:400].split()))
