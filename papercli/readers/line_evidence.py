"""What the look of a line says: title or abstract, in bits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from papercli.text.pattern import Pattern

# Measured on Hugging Face daily papers of 2024-2026: titles have 6 to 168 characters (99 %: 124),
# abstracts 165 and more (99.8 %: 391 and more), and 92 % of the abstracts end as sentences do.
SHORTEST_ABSTRACT = 165
_BY_LENGTH = ((130, -8.0), (SHORTEST_ABSTRACT, -4.0), (200, 1.0), (260, 5.0), (400, 8.0))
_LONGER = 12.0
_ENDS_A_SENTENCE, _ENDS_OTHERWISE = 4.0, -1.0
_SENTENCES = 4.0
_SENTENCE_BREAK = Pattern(r"[a-z0-9)\]%]\. [A-Z]")

# Share of the words of four letters and more that begin with a capital: 97 % of the titles have .8
# and more, 83 % of the lines of abstracts less than .2. Other sites capitalize less.
_BY_CAPITALS = ((0.2, 3.0), (0.4, 2.5), (0.6, 1.0), (0.8, -1.5))
_CAPITALIZED = -4.0
_ENOUGH_WORDS, _MOST_CAPITALIZED = 4, 1.75
"""Words at which the shares tell that much, and how much more many capitals tell."""

# Words that are at least 30 times as frequent in lines of abstracts as in titles, and at least 3
# times: 5 to 9 and 1.5 to 3 bits, of which less is taken, since words are not independent.
_OF_ABSTRACTS = frozenset(
    "we that this our these which introduce propose while existing such experiments however "
    "demonstrate achieves https often have present each recent significantly has further extensive "
    "also including remains it show they been there moreover furthermore additionally therefore "
    "thus although despite presents proposes show shows demonstrates evaluate code available "
    "respectively conduct outperforms achieving significant results".split()
)
_MORE_IN_ABSTRACTS = frozenset(
    "the is are by as both their its or at performance across tasks methods benchmarks be not more "
    "than into has can but between using when was were to".split()
)
_OF_TITLES = frozenset("via towards toward".split())
_FIRST_WORD, _NEXT_WORD, _WEAK_WORD, _MOST_WEAK, _TITLE_WORD = 4.0, 2.0, 0.8, 3.0, -2.0
_MOST_WORDS_TOLD = 8.0
_NAMED = Pattern(r"[\w\-+.²]{2,30}: [A-Z]")
_NAME_AND_COLON = -2.0
_QUESTION = Pattern(r"[a-z]\? [A-Z]")
_QUESTION_FIRST = -2.5
_WORD = Pattern(r"[^\W\d_][^\W_]*(?:['’][a-z]+)?")
_ENUMERATION = Pattern(r"\((?:i{1,3}|iv|v|[a-e]|[1-9])\)\s")
_ENUMERATED = 4.0
# What half of the abstracts begin with and sentences seldom hold with a capital.
_OPENERS = frozenset(
    "We Recent The In This While Despite As Existing Recently Current With Although Traditional "
    "Many There When To Given Most It However These Our One Modern Following Leveraging Generating "
    "Achieving Training Humans Understanding Large Large-scale Real-world Conventional".split()
)
_LIST_ITEM = Pattern(r"(?:\(?(?:[0-9]{1,2}|[ivx]{1,4}|[a-h])\)|[0-9]{1,2}\.|[•\-*–+‣◦o])\s+\S")
_OPEN_END = (
    ":",
    ";",
    ",",
    " and",
    " the",
    " of",
    " a",
    " to",
    " in",
    " with",
    " at",
    " on",
    " is",
    " for",
    " via",
    " from",
    " here",
    " website",
    "-",
    "—",
    "–",
)
_LOOKS_LIKE_ABSTRACT = 12.0
_LOOKS_LIKE_TITLE = -9.0
OF_A_TITLE = -3.5
"""Bits at which the words of a line alone tell a title."""
_MOST_CHARACTERS = 2000
"""Looked at of one line."""


@dataclass(slots=True, eq=False, repr=False)
class Look:
    """What of a line speaks for a title or for an abstract."""

    length: int
    ends_sentence: bool
    full_stop: bool
    sentences: bool
    words: float
    """Weight of its words and capitals."""
    open_end: bool
    """Whether it ends where no sentence can."""
    leads_on: bool
    """Whether it ends with a colon or the like."""
    lower_start: bool
    list_item: bool
    opener: bool
    """Whether it begins with a word that begins sentences, in a sentence's spelling."""

    def weight(self, length: int) -> float:
        """Return the weight of evidence for an abstract, in bits; negative for a title.

        ``length`` is that of its paragraph, 0 where paragraphs are not known.
        """
        weight = self.words + (_SENTENCES if self.sentences else 0.0)
        if length:
            weight += next((bits for limit, bits in _BY_LENGTH if length < limit), _LONGER)
            return weight + (_ENDS_A_SENTENCE if self.ends_sentence else _ENDS_OTHERWISE)
        return weight + (_ENDS_A_SENTENCE / 2 if self.ends_sentence else 0.0)


@lru_cache(maxsize=1 << 12)
def look_at(line: str) -> Look:
    """Return what a line looks like."""
    head = line[:_MOST_CHARACTERS]
    return Look(
        length=len(line),
        ends_sentence=ends_sentence(line),
        full_stop=line.endswith(".") and not line.endswith(".."),
        sentences=bool(_SENTENCE_BREAK.search(head)),
        words=_by_words(head[:400]),
        open_end=line.endswith(_OPEN_END),
        leads_on=line.endswith((":", ";", ",")),
        lower_start=line[:1].islower() and line[:2].islower(),
        list_item=bool(_LIST_ITEM.match(line)),
        opener=_is_opener(line),
    )


def _is_opener(line: str) -> bool:
    words = line.split(maxsplit=2)[:2]
    return len(words) > 1 and words[0].rstrip(",") in _OPENERS and words[1][:1].islower()


def ends_sentence(line: str) -> bool:
    """Say whether a line ends as a sentence does, within quotation marks or brackets, too, or with
    an address, after which many leave out the full stop."""
    line = line.rstrip("\"'”’)]}")
    return line.endswith((".", "!", "?", "。")) or "://" in line[line.rfind(" ") + 1 :]


def _by_words(line: str) -> float:
    words = _WORD.findall(line)
    long = [word for word in words if len(word) >= 4]
    weight = 0.0
    if long:
        share = sum(word[0].isupper() for word in long) / len(long)
        bits = next((bits for limit, bits in _BY_CAPITALS if share < limit), _CAPITALIZED)
        most = _MOST_CAPITALIZED if bits == _CAPITALIZED else 1.0
        weight += bits * min(most, len(long) / _ENOUGH_WORDS)
    told = [word.lower() for word in words if not word.isupper() or len(word) == 1]
    strong = sum(word in _OF_ABSTRACTS for word in told)
    if strong:
        weight += min(_MOST_WORDS_TOLD, _FIRST_WORD + _NEXT_WORD * (strong - 1))
    weight += min(_MOST_WEAK, _WEAK_WORD * sum(word in _MORE_IN_ABSTRACTS for word in told))
    if any(word in _OF_TITLES for word in told):
        weight += _TITLE_WORD
    if _ENUMERATION.search(line):
        weight += _ENUMERATED
    if _QUESTION.search(line):
        weight += _QUESTION_FIRST
    if _NAMED.match(line):
        weight += _NAME_AND_COLON
    return weight


def looks_like_abstract(text: str) -> bool:
    """Say whether a text is far too long and wordy for a title."""
    return look_at(text.replace("\n", " ")).weight(len(text)) >= _LOOKS_LIKE_ABSTRACT


def is_short(text: str) -> bool:
    """Say whether a text is too short for an abstract, unless its page has such ones."""
    return look_at(text.replace("\n", " ")).weight(len(text)) <= 0


def looks_like_title(text: str) -> bool:
    """Say whether a text is short and does not end as a sentence does."""
    return look_at(text.replace("\n", " ")).weight(len(text)) <= _LOOKS_LIKE_TITLE
