"""What one title says: its words, its kind (comment, erratum), whether it is generic or cut short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from papercli.matching.annotations import number_beside, without_notes
from papercli.matching.normalize import normalize, squash, words
from papercli.matching.numerals import LETTERED, ROMAN
from papercli.matching.words import STOP_WORDS, information, is_known, remembered, stem
from papercli.named_tuples import NamedTuple
from papercli.text.pattern import Pattern

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
_KIND_STARTS = (
    *("author", "addend", "appendix", "book review", "comment", "correction"),
    *("corrigend", "discussion", "errat", "invited discussion", "publisher", "rejoinder", "remark"),
    *("reply", "response", "retract", "review of", "supplement", "withdrawn"),
)
"""How a title begins that begins with one of those."""
_ARTICLES = ("a ", "an ", "the ")
_LEADING_KIND = Pattern(
    # "A review of" surveys a subject; "Review of" may be of a book.
    r"\A[\s\W]*(?:(?:an? |the )(?!review))?(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())
    + ")"
)
_TRAILING_KIND = Pattern(
    r"[:(\[\u2013-]\s*(?:an? |the )?(comment|reply|rejoinder|erratum|corrigendum|addendum|retraction)\W*$"
)
_HEADINGS = frozenset(
    "announcements calendar contents corner digest highlights news newsletter notices obituaries"
    " roundup".split()
)
"""Words that end the heading of a section, whatever stands before them."""
_GENERIC = STOP_WORDS | frozenset(
    "advisory anonymous available board change committee deleted given highlights missing none not null "
    "policy publication publisher removed retracted retraction unavailable unknown withdrawal withdrawn abstract abstracts acknowledgement acknowledgements acknowledgment acknowledgments addendum announcement "
    "announcements appendix article articles author authors authors' book books bulletin call chapter column "
    "comment comments commentary conclusion conclusions conference contents contributors correction corrections "
    "correspondence corrigendum cover current day discussion editor editorial editorials editors erratum errata "
    "events feature foreword forum front general guest highlights in index information memoriam international interview "
    "introduction introductory invited issue issues journal keynote letter letters list matter meeting message "
    "minireview miscellaneous name news newsletter note notes notice notices number obituary opinion overview "
    "paper papers part perspective perspectives poster posters preface president proceedings profile program "
    "programme prologue question questions reader rejoinder remarks report reports response reply review reviewers reviews "
    "science section selected session short special statement summary supplement supplementary survey symposium "
    "table technical thanks title today track tutorial untitled update updates view viewpoint views volume "
    "welcome word words workshop world year january february march april may june july august september october "
    "november december spring summer autumn fall winter".split()
)


def _breaks(dashes: str, long_dashes: str) -> Pattern:
    """Where a title pauses. It begins with one set of characters, which is looked for several times
    faster than alternatives."""
    return Pattern(
        rf"[:.?!{dashes}-](?:(?<=[:{long_dashes}])|(?<=[.?!])(?=\s)|(?<=-)-+"
        rf"|(?<=\s[{dashes}-])[{dashes}-]{{0,2}}\s)"
    )


# Sets beyond ASCII take three times as long to compile, and few normalized titles need them.
_BREAK, _ASCII_BREAK = _breaks("\u2010-\u2015", "\u2013\u2014"), _breaks("", "")
_EMPIRICAL = ("empirical study", "empirical evaluation", "empirical analysis")
_EXTENTS = ("brief ", "comprehensive ")
_NEUTRAL_ENDS = (
    *("technical report", "registered report", "extended version", "extended abstract"),
    *("full version", "long version", "short version", "preprint", "position paper", *_EMPIRICAL),
)
_HYPHENS, _LONGEST_DASH = "-\u2010\u2011\u2012\u2013\u2014\u2015", 3
_LINE_BREAK = Pattern(r"(?<![^\W\d_])([^\W\d_]+)- ([^\W\d_]+)")
_TRAILING_WORDS = (
    "comment",
    "reply",
    "rejoinder",
    "erratum",
    "corrigendum",
    "addendum",
    "retraction",
)
_SMALL_NUMBERS = frozenset({"one", "two", "three"})
NUMBER_WORDS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth four five six seven eight nine ten eleven twelve".split()
)
VARIANTS = frozenset(
    "base instruct chat mini lite pro ultra super plus tiny nano turbo xl xxl preview max".split()
)
"""Words by which one maker's models and their reports are told apart, as versions are."""


class TitleProfile(NamedTuple):
    """What comparison and blocking need of one title."""

    normal: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    """The words that are not stop words, in order, without inflection."""
    squashed: str
    has_tail: bool
    """Had a subtitle that says nothing of the subject (": a technical report"), which is left out.
    """
    head: str
    """Letters and digits before the first colon, dash or full stop, or all there are."""
    name: str
    """The single word before a colon, as systems are named; empty where there is none."""
    kind: str
    """``comment``, ``reply``, ``erratum`` and so on, or empty for an ordinary title."""
    is_generic: bool
    is_cut: bool
    """Ends in an ellipsis."""
    content: frozenset[str]
    """``stems`` as a set."""
    bits: int
    """Information of ``content``."""
    note: str
    """Letters and digits of annotations that were left out, as a venue with its year."""
    beside: str
    """A number before or behind the title that may be none of its own ("31. ", "[1]")."""


def is_number(word: str, previous: str = "") -> bool:
    """Whether a word counts as a number: digits in it, a roman numeral, a letter after "part"."""
    in_series = previous in LETTERED and may_count(word)
    return in_series or reads_as_number(word)


@lru_cache(maxsize=1 << 14)
def may_count(word: str) -> bool:
    """Whether a word counts as a number after "part" and the like: a letter, "one", "two"."""
    return len(word) == 1 or word in _SMALL_NUMBERS


@lru_cache(maxsize=1 << 14)
def reads_as_number(word: str) -> bool:
    """Whether a word counts as a number whatever stands before it."""
    return (
        not word.isalpha()
        or word in NUMBER_WORDS
        or word in VARIANTS
        or word.endswith("plusplus")
        or (len(word) > 1 and word in ROMAN)
    )


def _rejoined(broken: re.Match[str]) -> str:
    """A word broken at the end of a line, unless its parts are words that a hyphen joins anyway."""
    whole = broken.group(1) + broken.group(2)
    if not is_known(whole) and is_known(broken.group(1)) and is_known(broken.group(2)):
        return broken.group()
    return whole


def _with_whole_words(normal: str) -> str:
    """A title with the words joined that are broken at the end of a line."""
    # Most hyphens before a blank stand behind one as well, as dashes do.
    broken = any(part[-1:].isalpha() for part in normal.split("- ")[:-1])
    return _LINE_BREAK.sub(_rejoined, normal) if broken else normal


def _leading_kind(normal: str) -> str:
    if normal[:1].isalnum():
        bare = normal.partition(" ")[2] if normal.startswith(_ARTICLES) else normal
        if not bare.startswith(_KIND_STARTS):
            return ""
    leading = _LEADING_KIND.match(normal)
    return (leading and leading.lastgroup) or ""


def _kind(normal: str) -> str:
    if leading := _leading_kind(normal):
        return leading
    if normal[-1:] in ")]" or normal.endswith(_TRAILING_WORDS):
        trailing = _TRAILING_KIND.search(normal)
        if trailing:
            return trailing.group(1).replace("corrigendum", "erratum")
    return ""


def _without_tail(normal: str) -> tuple[str, bool]:
    """The title without an ellipsis, and whether there was one."""
    is_cut = False
    if normal.endswith(("...", "\u2026", ". . .")):
        shorter = normal.rstrip(". \u2026")
        is_cut = bool(shorter)
        normal = shorter or normal
    return normal, is_cut


def _without_subtitle(normal: str) -> str:
    """The title without a subtitle that says nothing of the subject (": a technical report")."""
    before = normal.rstrip()
    if not before.endswith(_NEUTRAL_ENDS):
        return normal
    empirical = before.endswith(_EMPIRICAL)
    before = _without_end(before, _NEUTRAL_ENDS)
    if empirical:
        before = _without_end(before, _EXTENTS)
    before = _without_end(before, _ARTICLES).rstrip()
    if before.endswith((":", ".")):
        return before[:-1].rstrip()
    dashes = min(len(before) - len(before.rstrip(_HYPHENS)), _LONGEST_DASH)
    return before[:-dashes].rstrip() if dashes else normal


def _without_end(text: str, ends: Iterable[str]) -> str:
    return text.removesuffix(next(filter(text.endswith, ends), ""))


def _is_generic(word: str) -> bool:
    return word in _GENERIC or word.isdigit() or word in ROMAN


def _are_generic(words: tuple[str, ...], squashed: str) -> bool:
    """Whether a title says nothing of a subject: every word is generic, or it is a heading of two
    words ("Hepatology Highlights")."""
    if squashed in _GENERIC or all(map(_is_generic, words)):
        return True
    return len(words) == 2 and words[1] in _HEADINGS


def _name(normal: str, pause: re.Match[str] | None) -> str:
    if (
        pause is None
        or pause.group() != ":"
        or pause.start() > 40
        or " " in normal[: pause.start()].strip()
    ):
        return ""
    return squash(normal[: pause.start()])


def _breaks_of(normal: str) -> Pattern:
    return _ASCII_BREAK if normal.isascii() else _BREAK


def tails(title: TitleProfile) -> Iterator[str]:
    """Letters and digits behind each colon, dash or full stop of a title."""
    return (
        squash(title.normal[pause.end() :])
        for pause in _breaks_of(title.normal).finditer(title.normal)
    )


@remembered(longest=200, most=1 << 14, most_longer=1 << 9)
def profile_title(title: str) -> TitleProfile:
    """Read one title as written into the form that comparison works on."""
    normal, is_cut = _without_tail(normalize(title).strip())
    normal, note, has_tail = without_notes(normal)
    shorter = _without_subtitle(normal) or normal
    has_tail = has_tail or shorter != normal
    normal = shorter
    tokens = tuple(words(_with_whole_words(normal) if "- " in normal else normal))
    squashed = "".join(tokens)
    pause = _breaks_of(normal).search(normal)
    head = squash(normal[: pause.start()]) if pause else squashed
    stems = tuple([stem(w) for w in tokens if w not in STOP_WORDS])
    content = frozenset(stems)
    return TitleProfile(
        normal=normal,
        words=tokens,
        stems=stems,
        squashed=squashed,
        has_tail=has_tail,
        head=head or squashed,
        name=_name(normal, pause),
        kind=_kind(normal),
        is_generic=_are_generic(tokens, squashed),
        is_cut=is_cut,
        content=content,
        bits=information(content),
        note=note,
        beside=number_beside(normal),
    )
