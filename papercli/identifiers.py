"""Identifiers of papers: arXiv, DOI, OpenReview, ACL Anthology; from every form of address.

Each function takes a text and returns the one form in which that identifier is kept, or None where
the text is no such identifier. A year, a price or any other number is none. Forms and prefixes:
https://info.arxiv.org/help/arxiv_identifier.html, https://www.doi.org/doi-handbook,
https://aclanthology.org/info/ids/.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from papercli.text.pattern import Pattern

PREPRINT_PREFIXES = (
    "10.1101",
    "10.2139",
    "10.21203",
    "10.20944",
    "10.26434",
    "10.31219",
    "10.36227",
    "10.5281",
    "10.48550",
)
"""DOI prefixes of preprint servers and archives: such a DOI stands beside the publication's."""

FIRST_MONTH, FIRST_OF_FIVE = "0704", "1501"
"""When arXiv ids of four digits began, and those of five, as YYMM."""
_LAST_YEAR = "90"
"""Two digits of a year after which the scheme begins again."""

_NEW = r"\d{4}\.\d{4,5}"
_OLD = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg"
    r"|comp-gas|cond-mat|cs|dg-ga|econ|eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph"
    r"|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph"
    r"|solv-int|stat|supr-con)(?:\.[a-z-]{2,17})?/\d{7}"
)
_ID = rf"(?P<id>{_NEW}|{_OLD})(?:v(?P<version>[1-9]\d?))?"
_END = r"(?![\w/])(?!\.\d)"
_BARE = Pattern(rf"{_ID}\Z", re.IGNORECASE)
_ARXIV = Pattern(
    r"(?:\barxiv\.org/(?:abs|pdf|html|format|ps|src|e-print|tb|show-email)/"
    r"|\bar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/|\bar5iv\.org/"
    r"|\balphaxiv\.org/(?:abs|pdf|overview|html)/|\bpapers\.cool/arxiv/"
    r"|\b(?:huggingface\.co|hf\.co)/papers/"
    r"|\boai:arxiv\.org:|\b10\.48550/arxiv[./:]|\barxiv\s{0,2}[:.]\s{0,2}(?:arxiv:)?"
    rf"|\babs/|\A){_ID}(?:\.pdf)?{_END}",
    re.IGNORECASE,
)
_DBLP = Pattern(r"\bcorr/abs-(\d{4})-(\d{4,5})(?!\d)", re.IGNORECASE)
_DOI = Pattern(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_OPENREVIEW = Pattern(
    r"\bopenreview\.net/(?:forum|pdf|attachment|revisions|references/pdf)\?"
    r"(?:[\w=-]{0,80}&(?:amp;)?)?id=([\w-]{6,40})"
)
_ACL_ID = r"(?:[A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9]{2,30}-[a-z0-9]{1,20}\.\d{1,4})"
_ACL = Pattern(
    rf"(?:\baclanthology\.(?:org|info)/(?:papers/)?|\baclweb\.org/anthology/(?:papers/)?"
    rf"|\b10\.(?:18653|3115)/v1/)(?:[A-Z]/[A-Z]\d{{2}}/)?({_ACL_ID})(?![\w-])",
    re.IGNORECASE,
)
_ACL_BARE = Pattern(rf"{_ACL_ID}\Z", re.IGNORECASE)
_AFTER_DOI = ".,;:!?'\"*]…\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"


class ArxivId(NamedTuple):
    """An arXiv id without its version, and the version where one is named."""

    id: str
    version: int | None = None


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
    text = text.strip()
    found = _BARE.match(text) or _ARXIV.search(text, 0)
    if found is None:
        dblp = _DBLP.search(text, 0)
        bare = f"{dblp[1]}.{dblp[2]}" if dblp else ""
        return ArxivId(bare) if bare and _exists(bare) else None
    bare = found["id"].lower()
    if not _exists(bare):
        return None
    if "/" in bare:
        archive, number = bare.split("/")
        bare = f"{archive.split('.')[0]}/{number}"
    return ArxivId(bare, int(found["version"]) if found["version"] else None)


def arxiv_id_of_number(text: str) -> ArxivId | None:
    """The arXiv id that was read as a number somewhere on its way and lost its zeros: ``704.0001``
    for 0704.0001, ``2409.1059`` for 2409.10590. Nothing but zeros is lost so."""
    month, point, number = text.strip().partition(".")
    if not (month.isdecimal() and (number.isdecimal() or not point)) or len(month) > len("0704"):
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
        return month >= "9108" or month < FIRST_MONTH
    digits = len(number) - len("0704.")
    expected = 5 if month >= FIRST_OF_FIVE else 4
    return (
        month >= FIRST_MONTH
        and month[:2] <= _LAST_YEAR
        and digits == expected
        and int(number[5:]) > 0
    )


def doi(text: str) -> str | None:
    """The DOI in a value or an address, in lower case; None also for the DOI of an arXiv id."""
    found = _DOI.search(text.strip(), 0)
    if found is None:
        return None
    name = found[0].lower()
    if "doi.org/" in text.lower():
        name = re.split(r"[?#]", name)[0]
    name = _without_punctuation(name)
    return None if name.startswith("10.48550/arxiv") or name.endswith("/") else name


def _without_punctuation(name: str) -> str:
    while name and (
        name[-1] in _AFTER_DOI or (name[-1] == ")" and name.count(")") > name.count("("))
    ):
        name = name[:-1]
    return name


def is_of_preprint(name: str) -> bool:
    """Whether a DOI is a preprint server's, beside which a publication has another."""
    return name.partition("/")[0] in PREPRINT_PREFIXES


def openreview_id(text: str) -> str | None:
    """The id of an OpenReview forum in an address of it."""
    found = _OPENREVIEW.search(text, 0)
    return found[1] if found else None


def acl_id(text: str) -> str | None:
    """The ACL Anthology id that a value or an address is; also in a DOI of the Anthology."""
    text = text.strip()
    bare = _ACL_BARE.match(text)
    found = bare[0] if bare else (match[1] if (match := _ACL.search(text, 0)) else None)
    if found is None:
        return None
    return found.upper() if found[0].isalpha() else found.lower()


def identifiers(*texts: str | None) -> Identifiers:
    """The first identifier of each kind that the texts name, addresses or values.

    Prose may be given too: of an arXiv id at least ``arXiv:`` must stand before it there.
    """
    found = Identifiers()
    for text in texts:
        if not text:
            continue
        if found.arxiv_id is None and (arxiv := arxiv_id(text)):
            found = found._replace(arxiv_id=arxiv.id, version=arxiv.version)
        if found.doi is None:
            found = found._replace(doi=doi(text))
        if found.openreview_id is None:
            found = found._replace(openreview_id=openreview_id(text))
        if found.acl_id is None and ("acl" in text.lower() or "/v1/" in text):
            found = found._replace(acl_id=acl_id(text))
    return found


ADDRESSES = {
    "arxiv_id": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "openreview_id": "https://openreview.net/forum?id=",
    "acl_id": "https://aclanthology.org/",
}
"""What stands before an identifier in the address of its page, by the field of a sighting."""
