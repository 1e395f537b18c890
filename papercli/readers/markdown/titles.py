"""The title among the words of a block: what lists put before and behind it, and nicknames."""

from __future__ import annotations

import re
from functools import lru_cache

from papercli.identifiers import arxiv_id
from papercli.readers.markdown.labels import (
    REMEMBERED,
    field_of,
    is_known_venue_or_date,
    is_label,
    is_venue_or_date,
)
from papercli.readers.markdown.people import et_al, is_credit, is_names
from papercli.text.pattern import Pattern

NICKNAME_WORDS = 2
"""So few words beside an identifier are no title: ``BERT``, ``Llama 2``."""
SHORT_GROUP, LONG_IN_SHORT = 4, 6
"""Where half of the names of one table or list have so few words, they are nicknames or headlines;
only those of so many words are titles then. Of 4,928 titles of daily papers half have ten words or
more and 6 % have at most four."""
FEWEST_IN_GROUP = 3
LONGEST_TITLE = 45
"""Words; the longest title of the daily papers has 31."""

_SYMBOLS = Pattern(r"(?:(?![$\\\"'“‘«(\[{<@¿【「《（])[\W_])+")
_NUMBER = Pattern(
    r"\[\^[\w-]{1,20}\]:?\s*|(?:\(?\d{1,4}[.)、]|#\d{1,5}[:.)]?|\d{1,2}\ufe0f?\u20e3)\s+|\d{1,4}[.)、](?=[^\W\d_](?!\.)|[\"“])"
)
_ID = Pattern(r"[\[(`]{0,2}(?:arxiv\s?:\s?)?\d{4}\.\d{4,5}(?:v\d{1,2})?[\])`]{0,2}(?=\W|\Z)", re.I)
_CITATION = Pattern(
    r"(?:(?:van|von|de|der|den|del|di|la|le|dos|da)\s){0,2}"
    r"[A-Z][\w'’-]{1,30}(?:\s(?:et\s?al\.?|(?:and|&)\s[A-Z][\w'’-]{1,30}))?,?\s(?:19|20)\d\d[a-z]?"
)
_MADE = Pattern(r"[A-Z][^\d,]{1,40}(?:,\s?(?:19|20)\d\d|['’]\d\d)")
"""Who made it, or where it was shown, and when: ``Google DeepMind, 2022``, ``ICPP'18``."""
_CREDITED = Pattern(r"[\s(](?:19|20)\d\d[a-z]?(?:\)[.:,]?|[.:,])\s+(?=[^\W_])")
"""The end of who wrote something when, before what it is called."""
_TASK_OF_YEAR = Pattern(r"\S+\s\d{4}:")
"""What a competition is called more often than a person: ``RumourEval 2019: Results``."""
_CREDITS_IN = 300
_CITED = Pattern(r"\([^()]{0,60}(?:(?:19|20)\d\d|\d{4}\.\d{4,5})[^()]{0,40}\)\s*\Z")
_REMARK = Pattern(r"(?<=[^\s.]{3}\.)\s?\((?!\s?[ivxIVX\d]{1,4}\s?\))[^()]{1,60}\)\s*\Z")
"""What is noted in brackets behind a title and its full stop; a numeral is that of a part."""
_NUMBERS = Pattern(r"[\W\d_]*[^\W\d_]?[\W\d_]*")
"""Of a formula or a place in a crystal: ``SU(2)``, ``K[x]``, ``GaAs(001)``, ``(1926-2005)``."""
_HONORS = frozenset(
    ("oral", "spotlight", "poster", "highlight", "award", "best paper", "best paper award")
)
_RATING = Pattern(r"[^\W\d][^\d:：]{1,24}[:：]\s*\d{1,4}(?:\.\d{1,3})?(?:\s?/\s?\d{1,3}|%)?")
"""What somebody or a program thinks of a paper: ``Score: 8/10``."""
_TASK = Pattern(r"\[[ xX]?\]\s")
_GROUP = Pattern(
    r"(?:\[([^\[\]]{1,60})\]|\(([^()]{1,40})\)|【([^【】]{1,40})】(?=.)|（([^（）]{1,40})）(?=.))"
    r"(?=[\s:,.]|-\s|(?<=[】）])|\Z)"
)
_LAST_GROUP = Pattern(r"\s*(?:\[[^\[\]]{1,60}\]|\([^()]{1,120}\)|（[^（）]{1,60}）)[\s.,;:]*\Z")
_SHOWN = Pattern(r"[A-Z][^()\[\]]{1,70}\s(?:19|20)\d\d")
"""Where and when it was shown: ``IEEE Transactions on Seas 2024``."""
_DOMAIN = Pattern(r"(?:[\w-]+\.){1,3}[a-z]{2,10}")
"""Of a site, which a bookmark keeps: ``huggingface.co``."""
_SHOWN_FIRST = Pattern(r".{2,60}?(?:19|20)\d\d(?=[\s,;:])")
"""Where and when, before what somebody says of it: ``arXiv 2023, the first of its kind``."""
_BEHIND_GROUP, _ENDS_OF_GROUP = " \t\n.,;:", ("]", ")", "）")
_DATED = Pattern(r"(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?\s+(?=\S)")
_LEAD = Pattern(r"([^:,|–—]{2,60}?)\s*(?:[:,|–—]|\s-\s)\s*(?=\S)")
_NAMED = Pattern(
    r"(?:(?:title|paper(?: title)?|arxiv|标题|论文(?:标题)?|题目)\s*[:：]"
    r"|(?:paper page(?:\s[-–—:])?|revision history for)\s)\s*",
    re.I,
)
_SITE = Pattern(
    r"\s+(?:\||-|–|—)\s+(?:arxiv(?:\.org)?(?: e-print archive)?|openreview|alphaxiv|acl anthology"
    r"|papers with code|ieee (?:xplore|conference publication|journals & magazine)[^|]{0,40}"
    r"|sciencedirect|springerlink|semantic scholar|hugging face|pubmed|(?:bio|med)rxiv"
    r"|acm digital library|nature|hal)\Z",
    re.I,
)
"""What a site puts behind the title of a page, which a bookmark keeps."""
_TRAILING = " \t\n,;:|·•–—-*_~`/\\→➡⇒👉🔗📄\ufe0f"
_PICTURE = Pattern(r"[\s\u2600-\u27bf\u2b50\ufe0f\U0001f300-\U0001faff]")
_LONGEST_SITE = 70
_LONGEST_VENUE = 8
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("「", "」"), ("《", "》"), ("``", "''"), ("'", "'"))
_CJK = Pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PROSE = frozenset(
    "we our i us please introduces introduce proposes propose presents released supports added see"
    " check click here was were has describes explores shows demonstrates".split()
)
_REPORTING = frozenset(
    "releases released reaches reached reports reported leads shows showed achieves achieved raises"
    " outperforms improves launches launched announces announced presents claims gets scores beats"
    " says has is are was can uses applies tracks solves remains".split()
)
_ASKED = Pattern(r"Q(?:uestion)?\s?\d{0,2}\s?[:.]\s")
"""How a list of questions and answers begins one."""
_SENTENCE_END = Pattern(r"(?<!Prof)(?<!Part)(?<=[a-z]{4})[.]\s+[A-Z]")


def word_count(text: str) -> int:
    """How many words a text has; two characters of Chinese, Japanese or Korean count as one."""
    ideographs = 0 if text.isascii() else len(_CJK.findall(text))
    return len((_CJK.sub(" ", text) if ideographs else text).split()) + (ideographs + 1) // 2


@lru_cache(REMEMBERED)
def cleaned(text: str) -> str:
    """A title without what a list puts round it: numbers, dates, venues in brackets, quotation
    marks, a last full stop. What is within stays as read."""
    text = " ".join(text.split())
    for _ in range(8):
        shorter = _without_lead(text)
        if shorter == text:
            break
        text = shorter
    for _ in range(4):
        shorter = _without_tail(text)
        if shorter == text:
            break
        text = shorter
    return text


def _without_lead(text: str) -> str:
    """The text without the first thing before its title, if there is one."""
    lettered = text[:1].isalpha()  # as nearly all begin, and no number, group or symbol
    for pattern in (_NAMED,) if lettered else (_TASK, _NUMBER, _DATED, _NAMED):
        if found := pattern.match(text):
            return text[found.end() :]
    if (found := _ID.match(text)) and text[found.end() :].strip(_TRAILING):
        return text[found.end() :].lstrip(_TRAILING + ".)]")
    if not lettered and (found := _GROUP.match(text)) and text[found.end() :].strip(_TRAILING):
        inner = found[1] or found[2] or found[3] or found[4]
        short = word_count(inner) <= 4 or et_al(inner) or is_venue_or_date(inner)
        if inner.lower() != "re" and short and not _goes_on(found[2], text[found.end() :]):
            return text[found.end() :].lstrip(_TRAILING + ".")
    # Without a year "ALT:" or "Nature -" may be the beginning of the title.
    found = _LEAD.match(text)
    if found and any(map(str.isdigit, found[1])) and is_known_venue_or_date(found[1]):
        return text[found.end() :]
    if not lettered and (found := _SYMBOLS.match(text)) and found.end() < len(text):
        return text[found.end() :]
    if lettered and (" 20" in text or "(20" in text or "(19" in text or " 19" in text):
        found = _CREDITED.search(text[:_CREDITS_IN], 0)
        told = found and not _TASK_OF_YEAR.match(text)
        if found and told and _may_follow(text[found.end() :]) and is_credit(text[: found.end()]):
            # Moreau (2019) Kelp of the Northern Shores, but: Kelp (2019) Revisited by Many.
            alone = " " not in text[: found.start()].rstrip() and found[0].endswith(") ")
            if not alone or word_count(text[found.end() :]) > SHORT_GROUP:
                return text[found.end() :]
    return _behind_people(text)


def _goes_on(word: str | None, rest: str) -> bool:
    """Whether a sentence goes on behind the word in brackets that begins it: ``(When) should we``;
    what sorts the papers of a list stands before a title."""
    return word is not None and word.isalpha() and word[0].isupper() and rest.lstrip()[:1].islower()


def _behind_people(text: str) -> str:
    """What stands behind names and a dash; the text where there are none. Surnames alone are names
    where the text ends as a citation does."""
    for dash in (" - ", " — ", " – "):
        people, found, rest = text.partition(dash)
        if not found or not rest.strip():
            continue
        if ("," in people or et_al(people)) and is_names(people):
            return rest
        cited = people.count(",") > 1 and _CITED.search(rest, 0)
        if cited and is_credit(f"{people} (2000)"):
            return rest
    return text


def _may_follow(rest: str) -> bool:
    """Whether a title may be what stands behind those who wrote it and the year; what goes on in
    small letters is the rest of one: ``Larder, 2021, and Beyond``."""
    if rest[0].islower():
        return False
    return word_count(rest) > NICKNAME_WORDS and not (is_names(rest) or is_venue_or_date(rest))


def _without_tail(text: str) -> str:
    text = text.rstrip(_TRAILING)
    if text.endswith(")") and (remark := _REMARK.search(text[-_LONGEST_SITE:], 0)):
        text = text[: len(text) - len(remark[0])].rstrip(_TRAILING)
    if not text.isascii():
        text = _without_pictures(text)
    tail = text[-_LONGEST_SITE:]
    if (" - " in tail or " | " in tail or "–" in tail or "—" in tail) and (
        site := _SITE.search(tail, 0)
    ):
        text = text[: len(text) - len(tail) + site.start()]
    if text.endswith(".") and not text.endswith(("..", " al.", "etc.")):
        text = text[:-1].rstrip(_TRAILING)
    for opening, closing in _QUOTES:
        if not (text.startswith(opening) and text.endswith(closing)):
            continue
        if inner := text[len(opening) : len(text) - len(closing)]:
            if opening not in inner and closing not in inner:
                return inner.strip(" ,.")
            break
    if text.rstrip(_BEHIND_GROUP).endswith(_ENDS_OF_GROUP) and (found := _LAST_GROUP.search(text)):
        inner = found[0].strip(" \t()[]（）.,;:")
        if found.start() and _is_told(inner):
            return text[: found.start()]
    return text


def _is_told(group: str) -> bool:
    """Whether the words of a last group tell of a paper and are no part of its title."""
    if _NUMBERS.fullmatch(group):
        return is_venue_or_date(group) and word_count(group) == 1
    if is_label(group) or arxiv_id(group) or group.lower() in _HONORS:
        return True
    if any(pattern.fullmatch(group) for pattern in (_CITATION, _RATING, _MADE, _SHOWN)):
        return True
    if _DOMAIN.fullmatch(group):
        return True
    shown = _SHOWN_FIRST.match(group)
    return shown is not None and is_venue_or_date(shown[0])


def _without_pictures(text: str) -> str:
    """The text without emoji at its end."""
    end = len(text)
    while end and _PICTURE.match(text[end - 1]):
        end -= 1
    return text[:end]


@lru_cache(REMEMBERED)
def is_title(text: str) -> bool:
    """Whether a cleaned text may be a title or a nickname, and no label, field, sentence or list of
    names. ``Neural Networks and Deep Learning`` may be one, though two people may be called so."""
    if not text or len(text) < 2 or is_label(text) or field_of(text):
        return False
    count = word_count(text)
    if (
        count > LONGEST_TITLE
        or (text[0] == "Q" and _ASKED.match(text))
        or text.endswith(("http:", "https:"))
    ):
        return False
    if count <= NICKNAME_WORDS:
        return True
    return not (_is_sentence(text) or (("," in text or et_al(text)) and is_names(text)))


def is_shown(text: str) -> bool:
    """Whether a text says no more than where and when something was shown."""
    bare = text.strip(" ()[]")
    if word_count(bare) > _LONGEST_VENUE or _SHOWN.fullmatch(bare) is None:
        return False
    return not is_credit(bare)


def is_citation(text: str) -> bool:
    """Whether a text says no more than who wrote something when: ``Moreau et al., 2024``."""
    bare = text.strip(" ()[]")
    dated = bare[-1:].isdigit() or bare[-2:-1].isdigit()  # as few texts end
    return dated and bool(_CITATION.fullmatch(bare))


def is_prose(text: str) -> bool:
    """Whether a text speaks as a sentence does and no title."""
    return _speaks(text) or bool(_SENTENCE_END.search(text, 0))


def _speaks(text: str) -> bool:
    words = [word.strip(".,;:()\"'") for word in text.lower().split()]
    return not _PROSE.isdisjoint(words)


def _is_sentence(text: str) -> bool:
    """Whether a text is running text, and no title that asks or is set in capitals: ``Are We There
    Yet?``, ``Learn to See and Hear``."""
    if "。" in text[:-1] or (_SENTENCE_END.search(text, 0) and not is_capitalized(text)):
        return True
    return "?" not in text and _speaks(text) and not is_capitalized(text)


def is_report(text: str) -> bool:
    """Whether a text tells what somebody or something did, in the case of a sentence, or begins as
    what people say of their own work does: ``Added``, ``We``, ``See``."""
    words = text.lower().split()
    if text.endswith("?"):
        return False
    told = any(word in _REPORTING for word in words[1:8])
    return (told and not is_capitalized(text)) or (bool(words) and words[0] in _PROSE)


def is_capitalized(text: str) -> bool:
    """Whether most longer words begin with a capital, as in a title set so."""
    longer = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.6 * len(longer)
