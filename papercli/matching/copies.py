"""Of several copies of a title or an abstract, the one that is shown.

What is whole comes before what is cut, then the least damaged, then what most sightings say, then
the fullest. The summary that a page shows in place of an abstract is no copy of it, and comes last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from papercli.matching.abstracts import profile_abstract
from papercli.matching.normalize import letters, normalize, squash
from papercli.matching.record import LONGEST_ABSTRACT
from papercli.text import REPLACEMENT, clean
from papercli.text.pattern import Pattern

Copies = Mapping[str, int]
"""A text as read -> the number of sightings that say it."""

_TRAIL = "[\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
# A lost character; UTF-8 read as Windows-1252, of which only the first bytes that Latin letters,
# punctuation and emoji have, since "caf\u00e9\u201d\u2014" is no damage; punctuation read as
# Windows-1251; hints for line breaks, and control characters.
_LOST = Pattern(
    f"{REPLACEMENT}|[\u00c2\u00c3]{_TRAIL}|[\u00e2\u00f0]{_TRAIL}{{2}}|\u0432\u0402"
    "|[\u00ad\u200b\u2060\ufeff\x00-\x08\x0c\x0e-\x1f\x7f-\x9f]"
)
_LOST_LETTER = Pattern(r"(?<![^\s(\[\"'\u201c])[^\W\d_]+\?[^\W\d_]")
_DIVIDED = Pattern(
    "(?<=[^\\W\\d_])[-\u2010]\\s+(?!(?:and|or|to|und|oder|nor|versus|vs|et|ou|e|y)\\b)[a-z]{2}"
)
_FURNITURE = {
    # Of the site.
    "Upvote": r"\bUpvotes?\b",
    "Submitted by": r"\bSubmitted by\b",
    "collection": r"\bAdd to collection\b",
    " In": r"\bLog In\b",
    " Up": r"\bSign Up\b",
    "Copy link": r"\bCopy link\b",
    "iew ": r"\b[Vv]iew (?:PDF|arXiv|on arXiv|[Pp]aper)\b",
    "arXiv ": r"\barXiv [Pp]age\b",
    " more": r"\b(?:Read|Show) more\b",
    "GitHub ": r"\bGitHub [0-9][0-9.,]*k?\b",
    "Published on": r"\bPublished on [A-Z][a-z]{2}",
    " author": r"[\u2022\u00b7*] [0-9]+ authors?\b",
    "inbox": r"\bGet trending papers in your email\b",
    "byAK": r"byAK and the research",
    "Hugging Face": r"Hugging Face's logo|Daily Papers - Hugging Face",
    "huggingface.co": r"https?://huggingface\.co/papers\b",
    # Of prints, proxies and archives.
    "age ": r"\b[Pp]age [0-9]+ (?:of|/) [0-9]+\b",
    "\n": r"(?m:^[^\w\n]?\s?[0-9]{1,4}\s?[^\w\n]?$)",
    "file:": r"\bfile:///",
    "/": r"\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4},? [0-9]{1,2}:[0-9]{2}\b",
    ":": r"\b(?:URL Source|Published Time|Markdown Content|Number of Pages):",
    "web.archive": r"\bweb\.archive\.org/web/",
    "arXiv:": r"\barXiv:[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?\s+\[",
    "": r"\A\W{0,3}(?:[Aa]bstract|ABSTRACT)\W",
}
"""What every text that holds something of a page holds -> what that is. To look for a fixed text is
a hundred times cheaper than to look for a pattern."""
_PATTERNS = {sign: Pattern(pattern) for sign, pattern in _FURNITURE.items()}
_LEFT_OVER = Pattern(
    r"</?[A-Za-z][^<>]{0,100}>|&#?\w{2,10};|\*\*|__|\]\(|\\[A-Za-z]+|\\[^\w\s]|[{}]|\$[^\s$][^$\n]*\$"
)
_OF_MARKUP = "<&*_]\\{}$"

_CUT = Pattern(r"(?:\.\.\.|\u2026)[\])]?\s*(?:\(?(?:[Rr]ead|[Ss]how|[Ss]ee)? ?[Mm]ore\)?)?\s*\Z")
_ENDS_A_SENTENCE = tuple(".!?\u3002\"'\u201d\u2019)]}")
_SAYS_SUMMARY = Pattern(
    r"(?i:\A\W*(?:AI|LLM|GPT)[- ]?(?:generated )?summary\b|\A\W*(?:TL;?DR|summary by)\b"
    r"|\bAI[- ]generated summary\W*\Z)"
)
_ABSTRACT = 60
"""Words from which a text can be the abstract to a summary; the shortest labeled one has 119."""
_LONGER, _MUCH_LONGER = 1.5, 2.0
_OWN_RUNS = 0.7
"""Share of the runs of three words of a summary that may stand in its abstract: at most 0.6 in the
62 labeled pairs, in which abstracts are at least four times as long. A copy that was cut shares
all of them but the last."""
_READABLE = 0.1
"""Most flaws a word of a text that shows that another is its summary."""


def damage(text: str) -> int:
    """How many flaws a text as read has: characters lost or misread, words divided by a hyphen,
    what belongs to a page, mark-up that cleaning leaves."""
    shown = clean(text)
    found = [pattern.finditer(text) for sign, pattern in _PATTERNS.items() if sign in text]
    if "- " in shown or not shown.isascii():
        found.append(_DIVIDED.finditer(text))
    if any(sign in shown for sign in _OF_MARKUP):
        found.append(_LEFT_OVER.finditer(shown))
    if not (text.isascii() and text.replace("\n", " ").isprintable()):
        found.append(_LOST.finditer(text))
    if "?" in text:
        found.append(_LOST_LETTER.finditer(text))
    return sum(1 for _ in chain.from_iterable(found))


def best_title(copies: Copies) -> str:
    """The title to show, as read; there is one at least.

    After what holds for all texts: written in both cases before in one, in Unicode before in TeX,
    with single blanks before double ones; at last the one that is last by its letters.
    """
    if len(copies) == 1:
        return next(iter(copies))
    folded = {title: squash(normalize(title)) for title in copies}
    votes = _votes(copies, folded)

    def rank(title: str) -> tuple[bool, int, bool, int, int, int, int, bool, int, str]:
        one_case = title.islower() or title.isupper() or not any(map(str.isalpha, title))
        return (
            not _is_cut(title),
            -damage(title),
            not one_case,
            votes[folded[title]],
            len(folded[title]),
            copies[title],
            len(title),
            "\\" not in title,
            -title.count("  "),
            title,
        )

    return max(copies, key=rank)


def best_abstract(copies: Copies) -> str | None:
    """The abstract to show, as read; None where there is no text."""
    if len(copies) <= 1:
        return next(iter(copies), None)
    folded = {text: " ".join(letters(normalize(text))) for text in copies}
    votes = _votes(copies, folded)
    summaries = _summaries(copies)

    def rank(text: str) -> tuple[bool, bool, int, int, int, int, int, str]:
        stops = any(_stops_within(text, folded[text], whole) for whole in folded.values())
        return (
            text not in summaries,
            not (_is_cut(text) or stops),
            -damage(text) - text.isupper(),
            votes[folded[text]],
            len(folded[text]),
            copies[text],
            len(text),
            text,
        )

    return max(copies, key=rank)


def _votes(copies: Copies, folded: Mapping[str, str]) -> Counter[str]:
    """How many sightings say a text, however it is written."""
    votes: Counter[str] = Counter()
    for text, number in copies.items():
        votes[folded[text]] += number
    return votes


def _is_cut(text: str) -> bool:
    return bool(_CUT.search(text[-40:], 0))


def _stops_within(text: str, folded: str, whole: str) -> bool:
    """Whether a text is the beginning of another and ends within a sentence of it."""
    beginning = len(folded) < len(whole) and whole.startswith(folded)
    return beginning and not text.rstrip().endswith(_ENDS_A_SENTENCE)


def _summaries(copies: Copies) -> set[str]:
    """The texts that are no abstract: their page says so, or another text is the abstract."""
    said = {text for text in copies if _SAYS_SUMMARY.search(text, 0)}
    others = [text for text in copies if text not in said]
    return said | {
        text
        for text in others
        if any(_is_summary(text, other) for other in others if other != text)
    }


def _is_summary(short: str, long: str) -> bool:
    of, abstract = (
        profile_abstract(short[:LONGEST_ABSTRACT]),
        profile_abstract(long[:LONGEST_ABSTRACT]),
    )
    words, all_words = len(of.words) or len(letters(normalize(short))), len(abstract.words)
    if all_words < _ABSTRACT or all_words < _LONGER * words or damage(long) > _READABLE * all_words:
        return False
    own = len(of.shingles & abstract.shingles) / max(1, len(of.shingles))
    return own == 0 or (own < _OWN_RUNS and all_words >= _MUCH_LONGER * words)
