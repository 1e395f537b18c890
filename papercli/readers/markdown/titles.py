"""The title among the words of a block: what lists put before and behind it, and nicknames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from papercli.identifiers import arxiv_id
from papercli.readers.markdown.labels import REMEMBERED, field_of, is_label, is_venue_or_date
from papercli.readers.markdown.people import ET_AL, MARKS, is_name, is_names
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

_SYMBOLS = Pattern(r"(?:(?![$\\\"'“‘«(\[{<@¿【「《])[\W_])+")
_NUMBER = Pattern(
    r"(?:\(?\d{1,4}[.)、]|#\d{1,5}[:.)]?|\d{1,2}\ufe0f?\u20e3)\s+|\d{1,4}[.)、](?=[^\W\d_](?!\.)|[\"“])"
)
_ID = Pattern(r"[\[(`]{0,2}(?:arxiv\s?:\s?)?\d{4}\.\d{4,5}(?:v\d{1,2})?[\])`]{0,2}(?=\W|\Z)", re.I)
_CITATION = Pattern(
    r"[A-Z][\w'’-]{1,30}(?:\s(?:et\s?al\.?|(?:and|&)\s[A-Z][\w'’-]{1,30}))?,?\s(?:19|20)\d\d[a-z]?"
)
_MADE = Pattern(r"[A-Z][^\d,]{1,40},\s?(?:19|20)\d\d")
"""Who made it, and when: ``Google DeepMind, 2022``."""
_RATING = Pattern(r"[^\W\d][^\d:：]{1,24}[:：]\s*\d{1,4}(?:\.\d{1,3})?(?:\s?/\s?\d{1,3}|%)?")
"""What somebody or a program thinks of a paper: ``Score: 8/10``."""
_TASK = Pattern(r"\[[ xX]?\]\s")
_GROUP = Pattern(r"(?:\[([^\[\]]{1,60})\]|\(([^()]{1,40})\)|【([^【】]{1,40})】)(?=[\s:,.-]|\Z)")
_LAST_GROUP = Pattern(r"\s*(?:\[[^\[\]]{1,60}\]|\([^()]{1,60}\)|（[^（）]{1,60}）)[\s.,;:]*\Z")
_BEHIND_GROUP, _ENDS_OF_GROUP = " \t\n.,;:", ("]", ")", "）")
_DATED = Pattern(r"(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?\s+(?=\S)")
_LEAD = Pattern(r"([^:,|–—]{2,40}?)\s*(?:[:,|–—]|\s-\s)\s*(?=\S)")
_NAMED = Pattern(r"(title|paper(?: title)?|标题|论文(?:标题)?|题目)\s*[:：]\s*", re.I)
_TRAILING = " \t\n,;:|·•–—-*_`/\\→➡⇒👉🔗📄\ufe0f"
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("「", "」"), ("《", "》"), ("``", "''"), ("'", "'"))
_QUOTED = Pattern(r"[\"“«《]([^\"“”«»《》\n]{12,300})[\"”»》]")
_MARK = Pattern('"')
_SHORTEST_QUOTED = 12
_IN = Pattern(r"\s*(?:in|by|at|arXiv|Proc)\b")
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
_YEAR_BEHIND = Pattern(r"[\s,]{1,3}\((?:19|20)\d\d[a-z]?\)\Z")
_SENTENCE_END = Pattern(r"(?<!Prof)(?<!Part)(?<=[a-z]{4})[.]\s+[A-Z]")
_PIPE = Pattern(r"\s+\|\s+")
_APA = Pattern(
    r"(?:[^\W\d_][\w'’-]{0,30}(?: [\w'’-]{1,30})?, (?:[A-Z]\.[ -]?){1,4}"
    r",? ?(?:& |and |et al\.?|\.{3} ?)?){1,30}"
    r"(?:\(\d{4}\w?\))?"
)


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
        inner = found[1] or found[2] or found[3]
        if inner.lower() != "re" and word_count(inner) <= 4:
            return text[found.end() :].lstrip(_TRAILING + ".")
    found = _LEAD.match(text)
    # Without a year "ALT:" or "Nature -" may be the beginning of the title.
    if found and any(map(str.isdigit, found[1])) and is_venue_or_date(found[1]):
        return text[found.end() :]
    if not lettered and (found := _SYMBOLS.match(text)) and found.end() < len(text):
        return text[found.end() :]
    people, dash, rest = text.partition(" - ")
    told = "," in people or ET_AL.search(people, 0)
    return rest if dash and told and rest.strip() and is_names(people) else text


def _without_tail(text: str) -> str:
    text = text.rstrip(_TRAILING)
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
        of_others = _CITATION.fullmatch(inner) or _RATING.fullmatch(inner) or _MADE.fullmatch(inner)
        if found.start() and (is_label(inner) or arxiv_id(inner) or of_others):
            return text[: found.start()]
    return text


@lru_cache(REMEMBERED)
def is_title(text: str) -> bool:
    """Whether a cleaned text may be a title or a nickname, and no label, field, sentence or list of
    names. ``Neural Networks and Deep Learning`` may be one, though two people may be called so."""
    if not text or len(text) < 2 or is_label(text) or field_of(text):
        return False
    count = word_count(text)
    if count > LONGEST_TITLE or text.endswith(("http:", "https:")):
        return False
    if count <= NICKNAME_WORDS:
        return True
    return not (_is_sentence(text) or (is_names(text) and ("," in text or ET_AL.search(text, 0))))


def is_prose(text: str) -> bool:
    """Whether a text speaks as a sentence does and no title."""
    return _speaks(text) or bool(_SENTENCE_END.search(text, 0))


def _speaks(text: str) -> bool:
    words = [word.strip(".,;:()\"'") for word in text.lower().split()]
    return not _PROSE.isdisjoint(words)


def _is_sentence(text: str) -> bool:
    """Whether a text is running text, and no title that asks or is set in capitals: ``Are We There
    Yet?``, ``Learn to See and Hear``."""
    if _SENTENCE_END.search(text, 0):
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


def _whole_quotation(text: str) -> str | None:
    """What stands in the quotation marks that begin a text, where it has some within: those before
    a word open, those behind one close."""
    depth = 0
    for found in _MARK.finditer(text):
        at = found.start()
        opens = not at or (text[at - 1] in " ([" and text[at + 1 : at + 2].strip() != "")
        depth += 1 if opens else -1
        if depth <= 0:
            inner = text[1:at]
            return inner if '"' in inner and at >= _SHORTEST_QUOTED else None
    return None


def quoted_title(text: str) -> str | None:
    """What stands in quotation marks, where that may be a title."""
    if text.startswith('"') and (whole := _whole_quotation(text)):
        inner = cleaned(whole)
        return inner if is_title(inner) else None
    found = _QUOTED.search(text, 0)
    if found is None:
        return None
    before = text[: found.start()].strip(" -*+([")
    # Quotation marks within a title have its words before or behind them.
    if before and not (is_names(before) or before[-1] in ",.:"):
        return None
    behind = text[found.end() :].strip()
    if behind[:1].isalpha() and not (_IN.match(behind) or is_venue_or_date(behind)):
        return None
    if behind[:1] == ":" and is_capitalized(behind):
        return None
    inner = cleaned(found[1])
    return inner if is_title(inner) else None


def leading_title(text: str) -> str | None:
    """The title in ``Title. Authors. Venue``, ``Authors. Title``, ``Title, A. One, B. Two``."""
    if inner := quoted_title(text):
        return inner
    if "\n" in text:
        lines = [line for line in text.split("\n") if line.strip()]
        ends = (at for at, line in enumerate(lines) if at and (is_names(line) or is_label(line)))
        return leading_title(" ".join(lines[: next(ends, len(lines))]))
    if _PIPE.search(text, 0):
        longer = (leading_title(part) for part in _PIPE.split(text))
        found = (part for part in longer if part and word_count(part) > NICKNAME_WORDS)
        return next(found, None) or leading_title(_PIPE.sub(" ", text))
    for part in _rejoined(list(_parts(cleaned(text)))):
        if is_venue_or_date(part) or _are_authors(part) or is_label(part):
            continue
        title = cleaned(_before_names(part))
        return title if is_title(title) else None
    return None


def _are_authors(part: str) -> bool:
    """Whether a part is a list of names, perhaps with the year as a citation has it."""
    people = _YEAR_BEHIND.sub("", part)
    one = people != part and is_name(people, single=False)
    return one or is_names(people) or bool(_APA.fullmatch(part))


def _rejoined(parts: list[str]) -> list[str]:
    """The parts, with those joined again between which a question of the title ends."""
    joined: list[str] = []
    for part in parts:
        told = is_names(part) or is_venue_or_date(part) or is_label(part)
        told |= part.startswith(("arXiv", "In "))
        if joined and joined[-1].endswith(("?", "!")) and not told:
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _parts(text: str) -> Iterator[str]:
    start = 0
    for found in re.finditer(
        r"(?:(?<=[^\s.][^\W_A-Z])|(?<=[^\s.][)\]?!])|(?<=[A-Z0-9]{2}))(?<!\bvs)(?<!\bDr)[.?!]\s+(?=[A-Z\d\"“(\[]|arXiv\b)"
        r"|(?<=\(\d{4}\))\.\s+|\s+[–—]\s+",
        text,
    ):
        keep = found[0].strip()
        yield text[start : found.start()] + (keep if keep in {"?", "!"} else "")
        start = found.end()
    yield text[start:]


def _before_names(text: str) -> str:
    """The text before the comma from which on there are names, venues and dates alone."""
    commas = [found.start() for found in re.finditer(",", text)][:40]
    if not commas:
        return text
    parts = text.split(",", 40)
    kinds = [is_venue_or_date(part) or bool(ET_AL.search(part)) for part in parts]
    named = [
        kind or is_name(part.strip(MARKS), single=False)
        for kind, part in zip(kinds, parts, strict=True)
    ]
    for place in range(1, len(parts)):
        rest = range(place, len(parts))
        if all(named[at] for at in rest):
            enough = len(rest) > 1 or kinds[place]
            return text[: commas[place - 1]] if enough else text
    return text
