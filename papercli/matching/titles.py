"""What one title says: its words, its kind (comment, erratum), whether it is generic or cut short."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from papercli.matching import words as vocabulary
from papercli.matching.normalise import normalise, squash, words

_ELLIPSIS = re.compile(r"\s*(?:\.{3,}|\u2026|\. \. \.)\s*$")
_ANNOTATION = re.compile(
    r"\s*(?:[\[(](?:v(?:ersion)?\s*\d+|extended (?:abstract|version)|full version|technical report|preprint"
    r"|short paper|invited(?: paper| talk)?|poster|demo|arabic|chinese|czech|dutch|french|german|italian|japanese"
    r"|korean|polish|portuguese|russian|spanish|turkish|ukrainian|english)[\])])\s*\.?\s*$",
    re.I,
)
_KINDS = {
    "comment": r"comments? (?:on|to|about)\b|commentary (?:on|to)\b|remarks? to\b",
    "reply": r"(?:authors?'? )?(?:reply|response) (?:to|by|from|of)\b|(?:reply|response)\s*[:.]|authors?'? (?:reply|response)\b",
    "rejoinder": r"rejoinder\b",
    "discussion": r"discussion (?:of|on|about)\b|discussion\s*[:.]|invited discussion\b",
    "erratum": r"errat(?:um|a)\b|corrigend(?:um|a)\b|corrections? (?:to|of)\b|correction\s*:|publisher'?s? (?:note|correction)\b",
    "addendum": r"addend(?:um|a)\b|supplement(?:ary material)? (?:to|for)\b|appendix (?:to|for)\b",
    "retraction": r"retract(?:ion|ed)\b|withdrawn\b",
    "review": r"(?:book )?review of\b|book review\b",
}
_LEADING_KIND = {
    kind: re.compile(rf"[\s\W]*(?:an? |the )?(?:{pattern})") for kind, pattern in _KINDS.items()
}
_TRAILING_KIND = re.compile(
    r"[:(\[\u2013-]\s*(?:an? |the )?(comment|reply|rejoinder|erratum|corrigendum|addendum|retraction)\W*$"
)
_GENERIC = vocabulary.STOP_WORDS | frozenset(
    "abstract abstracts acknowledgement acknowledgements acknowledgment acknowledgments addendum announcement "
    "announcements appendix article articles author authors authors' book books bulletin call chapter column "
    "comment comments commentary conclusion conclusions conference contents contributors correction corrections "
    "correspondence corrigendum cover current day discussion editor editorial editorials editors erratum errata "
    "events feature foreword forum front general guest highlights in index information international interview "
    "introduction introductory invited issue issues journal keynote letter letters list matter meeting message "
    "minireview miscellaneous name news newsletter note notes notice notices number obituary opinion overview "
    "paper papers part perspective perspectives poster posters preface president proceedings profile program "
    "programme prologue question questions reader rejoinder remarks report reports response reply review reviewers reviews "
    "science section selected session short special statement summary supplement supplementary survey symposium "
    "table technical thanks title today track tutorial untitled update updates view viewpoint views volume "
    "welcome word words workshop world year january february march april may june july august september october "
    "november december spring summer autumn fall winter".split()
)
_BREAK = re.compile(r"\s*(?::|\s[-\u2010-\u2015]{1,3}\s|[\u2013\u2014]|--+|[.?!](?=\s))\s*")
_ROMAN = re.compile(r"^(?:i{1,3}|i?v|vi{1,3}|i?x|xi{1,3}|xi?v|xvi{0,3}|xi?x|xxi{0,3})$")
_SERIES = frozenset("part parts volume vol chapter version v phase episode book paper lecture no number".split())


@dataclass(frozen=True, slots=True)
class TitleProfile:
    """What comparison and blocking need of one title."""

    normal: str
    words: tuple[str, ...]
    squashed: str
    head: str
    """Letters and digits before the first colon, dash or full stop; all of them where there is none."""
    kind: str
    """``comment``, ``reply``, ``erratum`` and so on, or empty for an ordinary title."""
    is_generic: bool
    is_cut: bool
    """Ends in an ellipsis."""
    content: frozenset[str]
    """Stems of the words that are not stop words."""


def is_number(word: str, previous: str = "") -> bool:
    """Whether a word counts as a number: digits in it, a roman numeral, a letter after "part"."""
    if any(c.isdigit() for c in word):
        return True
    if previous in _SERIES and len(word) == 1:
        return True
    return len(word) > 1 and bool(_ROMAN.match(word))


def _kind(normal: str) -> str:
    for kind, pattern in _LEADING_KIND.items():
        if pattern.match(normal):
            return kind
    trailing = _TRAILING_KIND.search(normal)
    return trailing.group(1).replace("corrigendum", "erratum") if trailing else ""


@lru_cache(maxsize=1 << 14)
def profile_title(title: str) -> TitleProfile:
    """Read one title as written into the form that comparison works on."""
    normal = normalise(title).strip()
    shorter = _ELLIPSIS.sub("", normal)
    is_cut = shorter != normal and len(shorter) > 0
    normal = _ANNOTATION.sub("", shorter) or shorter
    tokens = tuple(words(normal))
    squashed = "".join(tokens)
    kind = _kind(normal)
    is_generic = all(w in _GENERIC or w.isdigit() or _ROMAN.match(w) for w in tokens)
    head = squash(_BREAK.split(normal, maxsplit=1)[0])
    stems = frozenset(vocabulary.stem(w) for w in tokens if w not in vocabulary.STOP_WORDS)
    return TitleProfile(
        normal, tokens, squashed, head or squashed, kind, is_generic, is_cut, stems
    )
