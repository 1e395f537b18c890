"""The title among those who wrote it, where and when, and what stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papercli.readers.markdown.labels import is_label, is_venue_or_date
from papercli.readers.markdown.people import ET_AL, MARKS, is_credit, is_name, is_names
from papercli.readers.markdown.titles import (
    NICKNAME_WORDS,
    cleaned,
    is_capitalized,
    is_title,
    word_count,
)
from papercli.text.pattern import Pattern

_QUOTED = Pattern(r"[\"“«《]([^\"“”«»《》\n]{12,300})[\"”»》]")
_MARK = Pattern('"')
_SHORTEST_QUOTED = 12
_LONGEST_NAME = 3
_LONGEST_ACRONYM = 8
_IN = Pattern(r"\s*(?:in|by|at|arXiv|Proc)\b")
_YEAR_BEHIND = Pattern(r"\((?:19|20)\d\d[a-z]?\)\Z")
_ACCESSED = Pattern(
    r",?\s+\(?(?:last )?(?:accessed|retrieved|visited)(?: on)?:?\s+"
    r"(?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+|\d{4}-\d\d-\d\d),?(?: \d{4})?[),.;\s]*\Z",
    re.IGNORECASE,
)
_LED_BY = Pattern(
    r"(?:[^\W\d_][\w'’-]{1,30}(?: [\w'’-]{1,30}){0,2},? (?:[A-Z]\.[ -]?){1,4}(?:, ?|& |and )?)"
    r"{2,30}(?=[^\W_])"
)
"""Several people, each with initials, before a title: ``Moreau, I. & Okafor, T. B. Larder``."""
_PIPE = Pattern(r"\s+\|\s+")


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
    cited = before and found[1].rstrip()[-1] in ".,?!"  # as a citation ends a title
    if not cited and behind[:1].isalpha() and not (_IN.match(behind) or is_venue_or_date(behind)):
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
        ends = (at for at, line in enumerate(lines) if at and _ends_title(line))
        return leading_title(" ".join(lines[: next(ends, len(lines))]))
    if _PIPE.search(text, 0):
        longer = (leading_title(part) for part in _PIPE.split(text))
        found = (part for part in longer if part and word_count(part) > NICKNAME_WORDS)
        return next(found, None) or leading_title(_PIPE.sub(" ", text))
    text = cleaned(_ACCESSED.sub("", text))
    if led := _LED_BY.match(text):
        text = text[led.end() :]
    parts = _rejoined(list(_parts(text)))
    if len(parts) > 1 and is_name(parts[0], single=False) and _is_long_title(parts[1]):
        parts = parts[1:]
    for part in parts:
        if is_venue_or_date(part) or is_credit(part) or is_label(part):
            continue
        title = cleaned(_before_names(part))
        return title if is_title(title) else None
    return None


def _ends_title(line: str) -> bool:
    """Whether a line below a title is no more of it; a colon or a dash begins what is said."""
    return is_names(line) or is_label(line) or line.startswith((": ", "– ", "— "))


def _is_long_title(part: str) -> bool:
    """Whether a part is surely a title, so that what stands before it may be one author's name."""
    told = is_venue_or_date(part) or is_credit(part) or is_label(part)
    return not told and word_count(part) > _LONGEST_NAME and is_title(cleaned(part))


def _rejoined(parts: list[str]) -> list[str]:
    """The parts, with those joined again between which a question of the title ends."""
    joined: list[str] = []
    for part in parts:
        told = is_names(part) and _begins_with_name(part)
        told |= is_venue_or_date(part) or is_label(part)
        told |= part.startswith(("arXiv", "In "))
        if joined and joined[-1].endswith(("?", "!")) and not told:
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _begins_with_name(part: str) -> bool:
    """Whether the first of some names is no longer than names are, and no end of a title."""
    first = part.partition(",")[0].split()
    return sum(word[0].isupper() for word in first) <= _LONGEST_NAME


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


def _is_acronym(part: str) -> bool:
    bare = part.strip()
    return bare.isupper() and bare.isalpha() and len(bare) <= _LONGEST_ACRONYM


def _before_names(text: str) -> str:
    """The text before the colon behind which there are names alone, or before the comma from which
    on there are names, venues and dates alone."""
    before, colon, behind = text.rpartition(": ")
    if colon and ET_AL.search(behind, 0) and is_names(behind):
        return before
    commas = [found.start() for found in re.finditer(",", text)][:40]
    if not commas:
        return text
    parts = text.split(",", 40)
    dated = [is_venue_or_date(part) for part in parts]
    kinds = [
        dated[at] or bool(ET_AL.search(part)) or (_is_acronym(part) and any(dated[at + 1 : at + 2]))
        for at, part in enumerate(parts)
    ]
    named = [
        kind or is_name(part.strip(MARKS), single=False) or is_names(part)
        for kind, part in zip(kinds, parts, strict=True)
    ]
    for place in range(1, len(parts)):
        rest = range(place, len(parts))
        if all(named[at] for at in rest):
            before = text[: commas[place - 1]]
            enough = len(rest) > 1 or kinds[place] or is_names(parts[place])
            alone = not kinds[place] and all(kinds[place + 1 :]) and not is_names(parts[place])
            if alone and word_count(before) <= NICKNAME_WORDS:
                continue  # a nickname and a part of its title, which reads like one name
            return before if enough or _YEAR_BEHIND.search(before) else text
    return text
