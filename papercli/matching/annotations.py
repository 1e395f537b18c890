"""What stands beside a title and is no part of it: marks, venues, notes, numbers of a list."""

from __future__ import annotations

import re

from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

_LANGUAGES = (
    "arabic|chinese|czech|danish|dutch|english|finnish|french|german|greek|hebrew|hungarian|italian"
    "|japanese|korean|norwegian|persian|polish|portuguese|romanian|russian|spanish|swedish|turkish"
    "|ukrainian"
)
_VENUES = (
    "3dv|aaai|aacl|aamas|accv|acl|acm(?: mm)?|aistats|alife|ase|asplos|asru|bea|bmvc|ccs|chi"
    "|cikm|clef|clic-it|coling|colm|colt|conll|corl|crypto|cscw|cvpr|dac|dcase|eacl|ecai|ecir"
    "|eccv|ecml(?:[-/ ]pkdd)?|emnlp|eswc|eusipco|facct|focs|fse|gecco|globecom|hpca|icalp"
    "|icann|icassp|icc|iccv|icdar|icde|icdm|iclr|icme|icml|icpr|icra|icse|ijcai|ijcnn|infocom"
    "|interspeech|iros|isbi|isca|ismar|ismir|isit|issta|iswc|itcs|iwslt|jcdl|jmlr|kdd"
    "|lrec(?:-coling)?|micro|midl|miccai|ml4h|mlsys|mobicom|msr|naacl|ndss|neurips|nips|nsdi"
    "|odyssey|osdi|pakdd|podc|popl|pldi|ppopp|recsys|rss|sdm|semeval|sigcomm"
    "|siggraph(?: asia)?|sigir|sigmod|slt|soda|sosp|spaa|stoc|tacl|tcad|tip|tmlr|tnnls|tpami"
    "|uai|uist|usenix|vldb|wacv|wmt|wsdm|www|conference|journal|letters|proceedings|symposium"
    "|transactions|workshop"
)
_EDITION = Pattern(
    r"(?<!\s)\s*(?:[\[(](?:v(?:ersion)?\s*\d+|extended (?:abstract|version)|full version"
    r"|technical report|preprint|short paper|invited(?: paper| talk)?|poster|demo"
    rf"|(?:(?:article|text|paper) )?in (?:{_LANGUAGES})|{_LANGUAGES})[\])])\s*(?:\.\s*)?$",
    re.I,
)
_NOTE = Pattern(
    r"(?<!\s)\s*(?:\.\s*)?(?:"
    # A venue with its year.
    r"[\[(](?:(?:accepted|published|presented|to appear|appeared|appears|in|at|proc\.?)[ :]+){0,3}"
    rf"(?:[a-z&./+-]+ ){{0,6}}(?:{_VENUES})[ '\u2019-]?(?:(?:19|20)\d\d|\d\d)"
    r"(?:[ ,]+(?:oral|spotlight|poster|workshop|findings|best paper|demo|main|highlight|long"
    r"|short)){0,2}[\])]"
    # What became of the paper.
    r"|[\[(](?:retracted|withdrawn)(?: article| paper)?[\])]"
    r"|[\[(](?:replaced|superseded) (?:by|with)\b[^\[\](){}]*[\])]"
    r"|[\[(](?:published )?(?:erratum|corrigendum|correction|comment|retraction|see comment)s?"
    r"(?: (?:appears?|published|in|to|on)\b|:)[^\[\]]*[\])]"
    r"|[\[(](?:oral|spotlight|student abstract|best paper(?: award)?"
    r"|with (?:discussion|erratum|appendix))[\])]"
    r")\s*(?:\.\s*)?$",
    re.I,
)
_MARK = Pattern(r"\A\W*(?:retracted|withdrawn)(?: article| paper)?\s*[:.\])]+\s*(?=\S)", re.I)
_MARKS = ("retracted", "withdrawn")
_NUMBER_BEFORE = Pattern(r"\A\W*(?:[a-z]{0,3}-?\d{1,5})\s*[.):\]]\s+(?=[^\W\d])")
_NUMBER_BEHIND = Pattern(r"(?<=[\w.])\s*\[\d{1,3}\]\W*$")


class Plain(NamedTuple):
    """A title without what stands beside it."""

    title: str
    note: str
    """Letters and digits of notes with a number, by which two titles differ ("(ECAI 2023)")."""
    marked: bool
    """Whether a note says what became of the paper."""


def without_notes(normal: str) -> Plain:
    """Leave out the annotations before and behind a normalized title, if anything else remains."""
    note, marked = "", False
    first = normal[:1]
    if first in "[(" or (first in "* rw" and normal.lstrip("* [(").startswith(_MARKS)):
        shorter = _MARK.sub("", normal)
        marked = shorter != normal
        normal = shorter
    for _ in range(2):
        if normal.rstrip(". ")[-1:] not in (")", "]"):
            break
        shorter = _EDITION.sub("", normal) or normal
        if shorter == normal and (found := _NOTE.search(normal)) and found.start():
            shorter = normal[: found.start()]
            told = "".join(filter(str.isalnum, found.group()))
            note += told if any(map(str.isdigit, told)) else ""
            marked = marked or not note
        if shorter == normal:
            break
        normal = shorter
    return Plain(normal, note, marked)


def number_beside(normal: str) -> str:
    """The number of a list or a footnote at either end of a normalized title ("31. ", "[1]"), as
    its letters and digits, or empty: it may be a part of the title."""
    found = _NUMBER_BEFORE.match(normal) or (
        _NUMBER_BEHIND.search(normal) if normal.rstrip(". ").endswith("]") else None
    )
    return "".join(filter(str.isalnum, found.group())) if found else ""
