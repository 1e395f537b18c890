"""What a work is, in one word, and what the formats of references call it.

The words are those of BibTeX where it has one. Sources: the entry types of BibTeX and biblatex, the
types of CSL 1.0.2 (https://docs.citationstyles.org) and those of RIS (Research Information Systems,
2001 and 2011).
"""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.named_tuples import NamedTuple


class Kind(NamedTuple):
    """One kind of work. Of several names in a format the first is written, all are read."""

    name: str
    bibtex: tuple[str, ...]
    csl: tuple[str, ...]
    ris: tuple[str, ...]


KINDS = (
    Kind(
        "article",
        ("article", "periodical", "suppperiodical"),
        ("article-journal", "article-magazine", "article-newspaper", "review"),
        ("JOUR", "JFULL", "EJOUR", "MGZN", "NEWS", "ABST", "INPR"),
    ),
    Kind(
        "inproceedings",
        ("inproceedings", "conference"),
        ("paper-conference",),
        ("CPAPER", "CONF"),
    ),
    Kind("preprint", ("unpublished",), ("article", "manuscript"), ("UNPB", "UNPD")),
    Kind(
        "incollection",
        ("incollection", "inbook", "inreference", "bookinbook", "suppbook"),
        ("chapter", "entry", "entry-encyclopedia", "entry-dictionary"),
        ("CHAP", "ECHAP", "ENCYC", "DICT"),
    ),
    Kind(
        "book",
        ("book", "collection", "mvbook", "booklet", "reference", "mvcollection"),
        ("book", "collection"),
        ("BOOK", "EBOOK", "EDBOOK", "WHOLE"),
    ),
    Kind("proceedings", ("proceedings", "mvproceedings"), (), ()),
    Kind("thesis", ("thesis", "phdthesis", "mastersthesis"), ("thesis",), ("THES",)),
    Kind("report", ("techreport", "report", "manual"), ("report",), ("RPRT", "GOVDOC")),
    Kind("dataset", ("dataset",), ("dataset",), ("DATA", "AGGR", "DBASE")),
    Kind("software", ("software",), ("software",), ("COMP",)),
    Kind(
        "webpage",
        ("online", "electronic", "www"),
        ("webpage", "post", "post-weblog"),
        ("ELEC", "BLOG", "ICOMM"),
    ),
    Kind("patent", ("patent",), ("patent",), ("PAT",)),
    Kind("misc", ("misc",), ("document",), ("GEN", "MISC")),
)
"""All kinds; what no row names keeps the name that it has in its format, in lower case."""

_WORDS = {
    "journal article": "article",
    "article journal": "article",
    "journal": "article",
    "journal paper": "article",
    "original article": "article",
    "research article": "article",
    "article": "article",
    "conference paper": "inproceedings",
    "paper conference": "inproceedings",
    "conference": "inproceedings",
    "proceedings article": "inproceedings",
    "proceedings paper": "inproceedings",
    "conference proceedings": "inproceedings",
    "conference proceedings article": "inproceedings",
    "book section": "incollection",
    "book chapter": "incollection",
    "chapter": "incollection",
    "preprint": "preprint",
    "posted content": "preprint",
    "thesis": "thesis",
    "dissertation": "thesis",
    "dissertation thesis": "thesis",
    "book": "book",
    "book whole": "book",
    "edited book": "book",
    "monograph": "book",
    "dataset": "dataset",
    "data set": "dataset",
    "report": "report",
    "review": "review",
    "review article": "review",
    "editorial": "editorial",
    "letter": "letter",
    "erratum": "erratum",
    "other": "other",
    "web page": "webpage",
    "computer program": "software",
    "unpublished work": "preprint",
    "unpublished material": "preprint",
    "generic": "misc",
}
"""Names in other lists, in words of small letters."""
_SAYS_NOTHING = "document"

_BIBTEX = {name: kind.name for kind in KINDS for name in kind.bibtex}
_CSL = {name: kind.name for kind in KINDS for name in kind.csl}
_RIS = {name: kind.name for kind in KINDS for name in kind.ris}
_BY_NAME = {kind.name: kind for kind in KINDS}
_OF_WORDS = frozenset(_WORDS.values())


def of_bibtex(entry_type: str) -> str:
    """The kind that an entry type of BibTeX or biblatex names, in any case of letters."""
    name = entry_type.strip().lower()
    return _BIBTEX.get(name, name)


def of_csl(type_: str) -> str:
    """The kind that a type of CSL names."""
    name = type_.strip().lower()
    return _CSL.get(name, name)


@lru_cache(maxsize=1 << 8)  # a list has few kinds
def of_words(text: str) -> str:
    """The kind that a list names in its own words (``journalArticle``, ``Conference Paper``, a type
    of CSL); the text itself where no row has it, empty where it says nothing."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", text)
    words = " ".join(apart.split()).casefold()
    return "" if words == _SAYS_NOTHING else _WORDS.get(words, text)


@lru_cache(maxsize=1 << 8)
def known(text: str) -> str | None:
    """The kind that a text names in the words of a list or of a format; None where it says
    something else, such as a side or a track."""
    told = of_words(text)
    if told in _OF_WORDS:
        return told
    name = told.casefold()
    return _BIBTEX.get(name) or _CSL.get(name) or _RIS.get(name.upper())


@lru_cache(maxsize=1 << 8)
def of_ris(type_: str) -> str:
    """The kind that a type of RIS names."""
    return _RIS.get(type_.strip().upper(), type_.strip().lower())


def as_bibtex(kind: str | None) -> str:
    """The entry type of a kind; ``misc`` where BibTeX has none for it."""
    found = _BY_NAME.get(kind or "")
    return found.bibtex[0] if found else "misc"


def as_csl(kind: str | None) -> str:
    """The CSL type of a kind; ``document``, which says nothing, where CSL has none for it."""
    found = _BY_NAME.get(kind or "")
    return found.csl[0] if found and found.csl else "document"


def as_ris(kind: str | None) -> str:
    """The RIS type of a kind; ``GEN`` where RIS has none for it."""
    found = _BY_NAME.get(kind or "")
    return found.ris[0] if found and found.ris else "GEN"
