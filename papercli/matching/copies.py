"""Of several copies of a title or an abstract, the one that is shown.

What is whole comes before what is cut, then the least damaged, then what most sightings say, then
the fullest. The summary that a page shows in place of an abstract is no copy of it, and comes last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
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
# Windows-1251, -874 or -1253, Mac Roman or code page 437; hints for line breaks, and control
# characters; letters in the bold or wide form of a tool.
_LOST = Pattern(
    f"{REPLACEMENT}|[\u00c2\u00c3]{_TRAIL}|[\u00e2\u00f0]{_TRAIL}{{2}}|\u0432\u0402"
    "|[\u0e42\u03b2]\u20ac|\u201a\u00c4|\u0393\u00c7"
    "|[\u00ad\u200b\u2060\ufeff\x00-\x08\x0c\x0e-\x1f\x7f-\x9f]"
    "|[\U0001d400-\U0001d7ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
_LOST_LETTER = Pattern(r"(?<![^\s(\[\"'\u201c])[^\W\d_]+\?[^\W\d_]")
_DIVIDED = Pattern(
    "(?<=[^\\W\\d_])[-\u2010]\\s+(?!(?:and|or|to|und|oder|nor|versus|vs|et|ou|e|y)\\b)[a-z]{2}"
)
_FIXED = (
    "Submitted by ", "Add to collection", "Log In", "Sign Up", "Copy link", "View PDF",
    "View arXiv", "View paper", "View Paper", "arXiv page", "arXiv Page", "Read more", "Show more", "file:///",
    "Get trending papers in your email", "byAK and the research", "Hugging Face's logo",
    "Daily Papers - Hugging Face", "web.archive.org/web/", "URL Source:", "Published Time:",
    "Markdown Content:", "Number of Pages:",
)  # fmt: skip
"""What the site, prints, proxies and archives write on a page, and no abstract says."""
_FURNITURE = {
    "Upvote": Pattern(r"\bUpvotes?\b"),
    "GitHub ": Pattern(r"\bGitHub [0-9][0-9.,]*k?\b"),
    "Published on ": Pattern(r"Published on [A-Z][a-z]{2}"),
    " author": Pattern(r"[\u2022\u00b7*] [0-9]+ authors?\b"),
    "huggingface.co/papers": Pattern(r"huggingface\.co/papers\b"),
    "age ": Pattern(r"[Pp]age [0-9]+ (?:of|/) [0-9]+\b"),
    "\n": Pattern(r"\n[^\w\n]?\s?[0-9]{1,4}\s?[^\w\n]?(?=\n|\Z)"),
    "/": Pattern(r"[0-9]/[0-9]{1,2}/[0-9]{2,4},? [0-9]{1,2}:[0-9]{2}\b"),
    "arXiv:": Pattern(r"arXiv:[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?\s+\["),
    "bstract": Pattern(r"\A\W{0,3}[Aa]bstract\W"),
    "BSTRACT": Pattern(r"\A\W{0,3}ABSTRACT\W"),
}
"""The same where it varies; before the pattern what each such text holds, which is looked for a
hundred times as fast."""
_LEFT_OVER = Pattern(
    r"</?[A-Za-z][^<>]{0,100}>|&#?\w{2,10};|\*\*|__|\]\(|\\[A-Za-z]+|\\[^\w\s]|[{}]|\$[^\s$][^$\n]*\$"
)
_OF_MARKUP = ("\\", "{", "}", "<", "&", "**", "__", "](", "$")

_CUT = Pattern(r"(?:\.\.\.|\u2026)[\])]?\s*(?:\(?(?:[Rr]ead|[Ss]how|[Ss]ee)? ?[Mm]ore\)?)?\s*\Z")
_ENDS_A_SENTENCE = tuple(".!?\u3002\"'\u201d\u2019)]}")
_SAYS_SUMMARY = Pattern(
    r"(?i:\A\W*(?:(?:AI|LLM|GPT)[- ]?(?:generated )?summary|TL;?DR|summary by)\b)"
)
_BEHIND_SUMMARY = Pattern(r"(?i:\bAI[- ]generated summary\W*\Z)")
_ABSTRACT = 60
"""Words from which a text can be the abstract to a summary; the shortest labeled one has 119."""
_MOST_ABSTRACTS = 8
"""Of the longest texts, so many are looked at for being the abstract to a summary."""
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
    found = [pattern.finditer(text) for sign, pattern in _FURNITURE.items() if sign in text]
    if "-\n" in text or "- " in text or "\u2010" in text:
        found.append(_DIVIDED.finditer(text))
    if any(sign in text for sign in _OF_MARKUP):
        found.append(_LEFT_OVER.finditer(clean(text)))
    if not (text.isascii() and text.replace("\n", " ").isprintable()):
        found.append(_LOST.finditer(text))
    if "?" in text:
        found.append(_LOST_LETTER.finditer(text))
    fixed = sum(text.count(words) for words in _FIXED if words in text)
    return fixed + sum(1 for _ in chain.from_iterable(found))


def best_title(copies: Copies) -> str:
    """The title to show, as read; there is one at least.

    Beside what holds for all texts: written in both cases before in one, in Unicode before in TeX;
    at last the one that is last by its letters.
    """
    if len(copies) == 1:
        return next(iter(copies))
    folded = _Folded(copies, lambda title: squash(normalize(title)))
    return _first_by(
        copies,
        (
            lambda title: not _is_cut(title),
            lambda title: -damage(title),
            lambda title: not _in_one_case(title),
            folded.votes,
            lambda title: len(folded[title]),
            copies.__getitem__,
            len,
            lambda title: "\\" not in title,
            str,
        ),
    )


def best_abstract(copies: Copies) -> str | None:
    """The abstract to show, as read; None where there is no text."""
    if len(copies) <= 1:
        return next(iter(copies), None)
    folded = _Folded(copies, lambda text: " ".join(letters(normalize(text))))
    # Of texts that only resemble each other there may be hundreds.
    by_length = sorted(copies, key=lambda text: (-len(text), text))
    longest, likely = by_length[0], by_length[:_MOST_ABSTRACTS]
    alike = len(by_length[-1]) * _LONGER > len(longest)
    return _first_by(
        copies,
        (
            lambda text: not _says_summary(text),
            lambda text: alike or not any(_is_summary(text, other) for other in likely),
            lambda text: not (_is_cut(text) or _stops_within(text, longest, folded)),
            lambda text: -damage(text) - text.isupper(),
            folded.votes,
            lambda text: len(folded[text]),
            copies.__getitem__,
            len,
            str,
        ),
    )


def _first_by(texts: Iterable[str], criteria: Iterable[Callable[[str], int | str]]) -> str:
    """The text that is first by the first criterion that tells; no later one is asked."""
    left = list(texts)
    for criterion in criteria:
        if len(left) == 1:
            break
        ranks = [criterion(text) for text in left]
        best = max(ranks)
        left = [text for text, rank in zip(left, ranks, strict=True) if rank == best]
    return left[0]


class _Folded(dict[str, str]):
    """Texts as they are compared, folded when first asked for."""

    def __init__(self, copies: Copies, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._copies, self._fold = copies, fold
        self._votes: Counter[str] = Counter()

    def __missing__(self, text: str) -> str:
        self[text] = self._fold(text)
        return self[text]

    def votes(self, text: str) -> int:
        """How many sightings say a text, however it is written."""
        if not self._votes:
            for other, number in self._copies.items():
                self._votes[self[other]] += number
        return self._votes[self[text]]


def _in_one_case(title: str) -> bool:
    return title.islower() or title.isupper() or not any(map(str.isalpha, title))


def _is_cut(text: str) -> bool:
    end = text[-40:]
    return ("..." in end or "\u2026" in end) and _CUT.search(end, 0) is not None


def _stops_within(text: str, longest: str, folded: Mapping[str, str]) -> bool:
    """Whether a text is the beginning of the longest and ends within a sentence of it."""
    if len(text) >= len(longest) or text.rstrip().endswith(_ENDS_A_SENTENCE):
        return False
    return len(folded[text]) < len(folded[longest]) and folded[longest].startswith(folded[text])


def _says_summary(text: str) -> bool:
    start, end = text[:40].lower(), text[-25:].lower()
    before = "summary" in start or "tl" in start
    return bool(
        (before and _SAYS_SUMMARY.search(start, 0))
        or ("summary" in end and _BEHIND_SUMMARY.search(end, 0))
    )


def _is_summary(short: str, long: str) -> bool:
    """Whether a text is the summary of what another one says at length."""
    if len(short) * _LONGER > len(long) or _says_summary(long):
        return False
    of, abstract = (profile_abstract(text[:LONGEST_ABSTRACT]) for text in (short, long))
    words, all_words = len(of.words) or len(letters(normalize(short))), len(abstract.words)
    if all_words < max(_ABSTRACT, _LONGER * words):
        return False
    own = len(of.shingles & abstract.shingles) / max(1, len(of.shingles))
    if own >= _OWN_RUNS or (own and all_words < _MUCH_LONGER * words):
        return False
    return damage(long) <= _READABLE * all_words
