"""Identifiers of papers: arXiv, DOI, OpenReview, ACL Anthology; from every form of address.

Each function takes a text and returns the one form in which that identifier is kept, or None where
the text is no such identifier. A year, a price or any other number is none. Forms and prefixes:
https://info.arxiv.org/help/arxiv_identifier.html, https://www.doi.org/doi-handbook,
https://aclanthology.org/info/ids/.
"""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.identities import ACL, ARXIV, DOI, OPENREVIEW, Identity, is_of_preprint
from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern
from papercli.usual_identifiers import (
    MAY_BE_PLACEHOLDER,
    ArxivId,
    may_name_arxiv,
    plain_arxiv_id,
)

FIRST_MONTH, FIRST_OF_FIVE = "0704", "1501"
"""When arXiv ids of four digits began, and those of five, as YYMM."""
_LAST_YEAR = "90"
"""Two digits of a year after which the scheme begins again."""

_NEW = r"\d{4}\.\d{4,5}"
_OLD = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg"
    r"|comp-gas|cond-mat|cs|dg-ga|econ|eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph"
    r"|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph"
    r"|solv-int|stat|supr-con)(?:\.[a-z-]{2,17})?(?:/|%2f)\d{7}"
)
_ID = rf"(?P<id>{_NEW}|{_OLD})(?:v(?P<version>[1-9]\d?))?(?:\.pdf)?"
# What follows an id is none of it: no letter, no further digits behind a full stop or a dash.
_END = r"(?!\w)(?![.-]\d)"
_FLAGS = re.IGNORECASE | re.ASCII
_BARE = Pattern(rf"{_ID}\Z", _FLAGS)
_ARXIV = Pattern(
    r"(?:(?:\b|%2f)arxiv\.org(?:/|%2f)(?:abs|pdf|html|format|ps|src|e-print|tb|show-email)(?:/|%2f)"
    r"|\blanl\.(?:arxiv\.org|gov)/(?:abs|pdf)/|/arxiv/"
    r"|\bar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/|\bar5iv\.org/"
    r"|\balphaxiv\.org/(?:[a-z]{2}/)?(?:abs|pdf|overview|html|resources)/"
    r"|\b(?:huggingface\.co|hf\.co)/papers/"
    r"|\boai:arxiv\.org:|\b10\.48550/arxiv[./:]"
    r"|\barxiv(?:\s(?:e-?print|preprint|id))?\s{0,2}(?:[:.#-]|%3a|\s)\s{0,2}(?:arxiv:)?"
    rf"|(?:\A/?|[\s,(\[])abs/){_ID}{_END}",
    _FLAGS,
)
_DBLP = Pattern(r"\bcorr/abs-(\d{4})-(\d{4,5})(?!\d)", _FLAGS)
# Of the older names of Wiley some hold pointed brackets, which end any other.
_DOI = Pattern(
    r"(?<![\w.])10\.\d{4,9}(?:/|%2f)"
    r"(?:\(sici\)[^\s\"{}|\\^`]+|[^\s\"<>{}|\\^`]+)",
    re.IGNORECASE,
)
_ESCAPED = Pattern(r"%([0-9a-f]{2})", re.IGNORECASE)
_OF_THE_PAGE = Pattern(
    r"(?:\.full(?:-text)?|\.abstract|\.pdf|\.html?"
    r"|/(?:e?pdf|full|fulltext|abstract|abs|meta|html?|summary|references))+\Z",
)
"""What publishers write behind a DOI in the addresses of its pages."""
_PLACEHOLDER = Pattern(r"[nx]{5,}|\.{3}|\N{HORIZONTAL ELLIPSIS}|1122445\.1122456", re.IGNORECASE)
"""What a template has in the place of a DOI, or what was cut short."""
_OF_VERSION = Pattern(r"[./_-]?v\d{1,2}\Z")
_OF_BIORXIV = "10.1101/"
"""Whose addresses have the version behind the DOI, which has none."""
_OPENREVIEW = Pattern(
    r"\bopenreview\.net/(?:forum|pdf|attachment|revisions)\?"
    r"(?:[\w.=%-]{0,80}&(?:amp;)?){0,5}id=([\w-]{6,40})(?![\w%/-]|\.\w)",
    re.ASCII,
)
_OLD_ACL = r"[A-Z](?:[6-9]\d|[01]\d|20)-\d{4}"
_ACL_ID = rf"(?:{_OLD_ACL}|(?:19|20)\d{{2}}\.[a-z0-9]{{2,30}}-[a-z0-9]{{1,20}}\.\d{{1,4}})"
_ACL = Pattern(
    r"(?:\baclanthology\.(?:org|info|coli\.uni-saarland\.de)/(?:papers/)?"
    r"|\baclweb\.org/anthology/(?:papers/)?|\b10\.(?:18653|3115)(?:/|%2f)v1(?:/|%2f))"
    rf"(?:[A-Z]/[A-Z]\d{{2}}/)?({_ACL_ID})(?:v\d)?(?![\w-])",
    _FLAGS,
)
_ACL_BARE = Pattern(rf"{_ACL_ID}\Z", _FLAGS)
_AFTER_DOI = (
    ".,;:!?'\"*]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{IDEOGRAPHIC FULL STOP}\N{IDEOGRAPHIC COMMA}\N{FULLWIDTH COMMA}"
)


class Identifiers(NamedTuple):
    """The identifiers of one paper; each names one paper and no other."""

    arxiv_id: str | None = None
    version: int | None = None
    """Of the paper on arXiv."""
    doi: str | None = None
    """In lower case, without address; never that of an arXiv id, which is the arXiv id."""
    openreview_id: str | None = None
    acl_id: str | None = None


def arxiv_id(text: str) -> ArxivId | None:
    """The arXiv id that a value or an address is: ``2409.10594v2``, ``arXiv:cs/0112017``,
    ``https://huggingface.co/papers/2409.10594``, ``10.48550/arXiv.2409.10594``."""
    plain = plain_arxiv_id(text)
    return ArxivId(*plain) if plain else _closely_read(text)


def _closely_read(text: str) -> ArxivId | None:
    text = text.strip()
    # No bare id has a colon, and one that begins with a digit has four.
    bare_at_all = ":" not in text and (text[4:5] == "." or not text[:1].isdigit())
    found = _BARE.match(text) if bare_at_all else None
    if found is None:
        lowered = text.lower()
        if not may_name_arxiv(lowered):
            return None
        found = _ARXIV.search(text)
        if found is None:
            dblp = _DBLP.search(text) if "corr/abs-" in lowered else None
            bare = f"{dblp[1]}.{dblp[2]}" if dblp else ""
            return ArxivId(bare) if bare and _exists(bare) else None
    bare = found["id"].lower().replace("%2f", "/")
    if not _exists(bare):
        return None
    if "/" in bare:
        archive, number = bare.split("/")
        bare = f"{archive.split('.')[0]}/{number}"
    return ArxivId(bare, int(found["version"]) if found["version"] else None)


def arxiv_id_of_number(text: str) -> ArxivId | None:
    """The arXiv id that was read as a number somewhere on its way and lost its zeros: ``704.0001``
    for 0704.0001, ``2409.1059`` for 2409.10590. Nothing but zeros is lost so.

    For values of a field of arXiv ids only: 2012.05 may be a month elsewhere.
    """
    text = text.strip()
    month, _, number = text.partition(".")
    if not (text.isascii() and month.isdecimal() and number.isdecimal()):
        return None
    if len(month) > len("0704"):
        return None
    month = month.zfill(len("0704"))
    return arxiv_id(f"{month}.{number.ljust(5 if month >= FIRST_OF_FIVE else 4, '0')}")


def _exists(bare: str) -> bool:
    """Whether there can be a paper of that id, by its month and the length of its number."""
    _, slash, number = bare.rpartition("/")
    month = number[:4]
    if not "01" <= month[2:] <= "12":
        return False
    if slash:
        return (month >= "9108" or month < FIRST_MONTH) and int(number[4:]) > 0
    digits = len(number) - len("0704.")
    expected = 5 if month >= FIRST_OF_FIVE else 4
    known = month >= FIRST_MONTH and month[:2] <= _LAST_YEAR
    return known and digits == expected and int(number[5:]) > 0


def doi(text: str) -> str | None:
    """The DOI in a value or an address, in lower case; None also for the DOI of an arXiv id."""
    if "10." not in text:
        return None
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    found = _DOI.search(text, text.index("10."))
    if found is None:
        return None
    name, before = found[0].lower(), text[: found.start()].lower()
    if "/" in before or "=" in before or "%2f" in before:
        if "%" in name:
            name = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), name)
        name = re.split(r"[?#&]", name)[0]
        name = _OF_THE_PAGE.sub("", name.rstrip("/"))
        if name.startswith(_OF_BIORXIV):
            name = _OF_VERSION.sub("", name)
    if any(sign in name for sign in MAY_BE_PLACEHOLDER) and _PLACEHOLDER.search(name):
        return None
    name = _without_punctuation(name).rstrip("/")
    prefix, _, suffix = name.partition("/")
    if prefix == "10.48550" and suffix.startswith("arxiv"):
        return None
    if not suffix or suffix.isspace() or (suffix.startswith("(sici)") and ";" not in suffix):
        return None
    return name


def _without_punctuation(name: str) -> str:
    while name and (
        name[-1] in _AFTER_DOI or (name[-1] == ")" and name.count(")") > name.count("("))
    ):
        name = name[:-1]
    return name


def openreview_id(text: str) -> str | None:
    """The id of an OpenReview forum in an address of it."""
    if "openreview.net/" not in text:
        return None
    found = _OPENREVIEW.search(text)
    return found[1] if found else None


def acl_id(text: str) -> str | None:
    """The ACL Anthology id that a value or an address is; also in a DOI of the Anthology."""
    text = text.strip()
    bare = _ACL_BARE.match(text)
    found = bare[0] if bare else (match[1] if (match := _ACL.search(text)) else None)
    if found is None:
        return None
    return found.upper() if found[0].isalpha() else found.lower()


def identifiers(*texts: str | None) -> Identifiers:
    """The first identifier of each kind that the texts name, addresses or values.

    Prose may be given too: of an arXiv id at least ``arXiv:`` must stand before it there.
    """
    arxiv: tuple[str, int | None] | None = None
    name = forum = anthology = None
    for text in texts:
        if not text:
            continue
        if plain := plain_arxiv_id(text):
            arxiv = arxiv or plain
            continue
        arxiv = arxiv or _closely_read(text)
        name = name or doi(text)
        forum = forum or openreview_id(text)
        if anthology is None and ("acl" in (lowered := text.lower()) or "/v1" in lowered):
            anthology = acl_id(text)
    number, version = arxiv or (None, None)
    return Identifiers(number, version, name, forum, anthology)


@lru_cache(maxsize=1 << 12)
def identity(
    arxiv: str | None, name: str | None, forum: str | None, anthology: str | None
) -> Identity:
    """The identifiers of one paper in the form in which they are compared, from the fields of a
    sighting: versions apart, the DOI of an arXiv id as that id, that of the Anthology as its id
    too. What is no identifier is left out.
    """
    found: dict[str, str] = {}
    arxiv_ids = (arxiv_id(text) for text in (arxiv, name) if text)
    if one := next(filter(None, arxiv_ids), None):
        found[ARXIV] = one.id
    if name and (plain := doi(name)):
        # The versions of a preprint are one work; those of other archives may be told by it.
        found[DOI] = _OF_VERSION.sub("", plain) if is_of_preprint(plain) else plain
    if forum and forum.strip():
        found[OPENREVIEW] = openreview_id(forum) or forum.strip()
    if one_of_acl := next(filter(None, (acl_id(text) for text in (anthology, name) if text)), None):
        found[ACL] = one_of_acl
    return frozenset(found.items())


ADDRESSES = {
    "arxiv_id": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "openreview_id": "https://openreview.net/forum?id=",
    "acl_id": "https://aclanthology.org/",
}
"""What stands before an identifier in the address of its page, by the field of a sighting."""
