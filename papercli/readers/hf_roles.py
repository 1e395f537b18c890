"""What each line of a page can be, before its place among the others is looked at.

Furniture is taken out first: it stands in the middle of abstracts and metadata, too, where a page
was printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from papercli.readers.hf_blocks import Block
from papercli.readers.hf_dates import read_date
from papercli.readers.hf_furniture import (
    is_address,
    is_entry_of_a_header,
    is_furniture,
    may_be_furniture,
    names_submitter,
)
from papercli.readers.hf_metadata import is_sign, read_parts
from papercli.readers.hf_spellings import is_metadata
from papercli.readers.layout import Role
from papercli.readers.line_evidence import OF_A_TITLE, look_at, looks_like_abstract
from papercli.readers.lines import Line
from papercli.readers.translations import translations
from papercli.readers.wrapping import fits

_RETURNS = 3
_OFTEN, _MOSTLY = 0.3, 0.8
_KEYED = re.compile(r"[a-z][a-z0-9_\-]{0,30}:(?:\s|$)")
_LABEL = re.compile(r"[A-Z][A-Za-z]{2,14}(?: [a-z]{2,12})?(?=:\s)")
_SHORTEST_PAGE = 8  # lines
_FIRST_PAGES, _LONGEST_PAGE_NUMBER = (1, 2), 6
_FEWEST_LETTERS = 12
_NUMBER, _LONGEST_NUMBERED, _FEWEST_NUMBERED = re.compile("[0-9]{1,4}"), 60, 5
_NUMBER_OF_A_TOOL = re.compile(r"\W*(?:[^\W\d_]+\W*)?0\W*|.*[^\w\s'’,.\-].*|.*\bof 0\W*")
"""What numbers a part of a text has one word, or a sign: two words may be a title."""
_NUMBERS = re.compile(
    r"\W*([0-9]{1,4})\b.*|.*?\b([0-9]{1,4})(?:\s*(?:/|of|von|de|sur)\s*[0-9]{1,4})?\W*"
)
ROMAN = (
    "- i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv "
    "xxv xxvi xxvii xxviii xxix xxx xxxi xxxii xxxiii xxxiv xxxv xxxvi xxxvii xxxviii xxxix xl"
).split()
_NUMBERED = re.compile(r"[^\W\d_]{3,11} ([0-9]{1,4})")
"""What numbers parts of a text: "Slide 7"."""
_LONGEST_RETURNING = 120
_LONGEST_NAME = 40
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?:\s?[AP]M)?", re.I)


@dataclass(slots=True)
class Furniture:
    """Positions of the lines that are furniture wherever they stand."""

    places: set[int]
    returning: set[int]
    """Those of them that are known by coming back only."""


def find_furniture(lines: Sequence[Line], start: int, end: int, width: int | None) -> Furniture:
    """Return the furniture among the lines ``start`` to ``end``."""
    places = _page_numbers(lines, start, end)
    places |= _numbered(lines, start, end) | _senders(lines, start, end)
    _add_furniture(places, lines, start, end, width)
    blocks = sum(bool(read_date(lines[position].plain)) for position in range(start, end))
    second = _second_lines(lines, start, end, width)
    returning = _returning(lines, start, end, places, second, blocks)
    return Furniture(places | returning, returning)


def find_roles(
    lines: Sequence[Line],
    start: int,
    end: int,
    blocks: Sequence[Block],
    furniture: set[int],
    *,
    header: bool,
) -> dict[int, Role]:
    """Return the role of each line that is neither metadata nor furniture wherever it stands."""
    of_blocks = {place for block in blocks for place in range(block.start, block.end)}
    roles: dict[int, Role] = {}
    after_submitter = False
    for position in range(start, end):
        plain = lines[position].plain
        named, after_submitter = after_submitter, names_submitter(plain)
        if position in of_blocks or position in furniture:
            continue
        roles[position] = Role.TEXT
        if (
            (named and len(plain) <= _LONGEST_NAME)
            or may_be_furniture(plain)
            or (header and is_entry_of_a_header(plain))
        ):
            roles[position] = Role.WORD
    for position in _keyed(lines, roles):
        roles[position] = Role.WORD
    texts = [position for position, role in roles.items() if role is Role.TEXT]
    for position in translations(lines, texts):
        roles[position] = Role.FOREIGN
    return roles


def _keyed(lines: Sequence[Line], roles: dict[int, Role]) -> list[int]:
    """Return the lines of runs of ``key: value``, as tools write above and below a text."""
    found: list[int] = []
    run: list[int] = []
    for position in [*roles, len(lines)]:
        keyed = position < len(lines) and _KEYED.match(lines[position].text)
        if keyed and (not run or position == run[-1] + 1):
            run.append(position)
            continue
        if len(run) >= _RETURNS:
            found += run
        run = [position] if keyed else []
    return found


def _add_furniture(
    furniture: set[int], lines: Sequence[Line], start: int, end: int, width: int | None
) -> None:
    """Add the lines that are furniture wherever they stand."""
    before = None
    for position in range(start, end):
        line = lines[position]
        if is_furniture(line.plain) and not (before and _leads_up(before, line, width)):
            furniture.add(position)
        elif position not in furniture:
            before = line


def _page_numbers(lines: Sequence[Line], start: int, end: int) -> set[int]:
    """Return the lines that number the pages of a print: each one more than the one before."""
    numbers = [
        (position, number)
        for position in range(start, end)
        if (number := _page_number(lines[position].text))
    ]
    best: list[int] = []
    chain: list[int] = []
    last = -1
    for position, number in numbers:
        if chain and number == last + 1 and position > chain[-1] + _SHORTEST_PAGE:
            chain.append(position)
        elif number in _FIRST_PAGES and len(chain) < _RETURNS:
            chain = [position]
        else:
            continue
        last = number
        best = max(best, chain, key=len)
    lengths = sorted(other - one for one, other in pairwise(best))
    # Pages are of one length; comments and votes stand anywhere.
    regular = len(best) >= _RETURNS and lengths[-1] <= 1.5 * lengths[len(lengths) // 4]
    return set(best) if regular else set()


def _page_number(text: str) -> int:
    """Return the number, in Roman letters too, that is all of a line; 0 for any other line."""
    if text.isdigit() and text.isascii() and len(text) <= _LONGEST_PAGE_NUMBER:
        return int(text)
    return ROMAN.index(text) if text in ROMAN else 0


def _numbered(lines: Sequence[Line], start: int, end: int) -> set[int]:
    """Return the lines that differ in nothing but a number, which rises from each to the next: what
    numbers pages or entries."""
    found: dict[str, list[tuple[int, int]]] = {}
    for position in range(start, end):
        plain = lines[position].plain
        if len(plain) <= _LONGEST_NUMBERED and (match := _NUMBERS.fullmatch(plain)):
            key = _NUMBER.sub("0", plain)
            found.setdefault(key, []).append((position, int(match[1] or match[2])))
    numbered: set[int] = set()
    for key, places in found.items():
        numbers = [number for _, number in places]
        if not _NUMBER_OF_A_TOOL.fullmatch(key):
            continue
        few = _RETURNS if any(map(str.isalpha, key)) else _FEWEST_NUMBERED
        if len(places) < few or numbers[0] not in (0, *_FIRST_PAGES) or not _rise(numbers):
            continue
        if not is_metadata(lines[places[0][0]].plain):
            numbered.update(position for position, _ in places)
    return numbered


def _second_lines(lines: Sequence[Line], start: int, end: int, width: int | None) -> set[int]:
    """Return the last lines of wrapped titles, of which many are alike: "Language Models"."""
    if width is None:
        return set()
    found: set[int] = set()
    for position in range(start + 1, end - 1):
        before, line, after = lines[position - 1 : position + 2]
        if line.gap or len(line.text) > _LONGEST_RETURNING or fits(before, line, width):
            continue
        ends = after.gap or fits(line, after, width)
        if ends and (before.gap or look_at(before.text).words <= OF_A_TITLE):
            found.add(position)
    return found


def _senders(lines: Sequence[Line], start: int, end: int) -> set[int]:
    """Return the names that stand above times of day, as in a chat."""
    names = [
        position
        for position in range(start, end - 1)
        if _CLOCK.fullmatch(lines[position + 1].plain)
        and not lines[position + 1].gap
        and len(lines[position].plain) <= _LONGEST_NAME
    ]
    often = Counter(lines[position].plain for position in names)
    return {position for position in names if often[lines[position].plain] > 1}


def _returning(
    lines: Sequence[Line],
    start: int,
    end: int,
    furniture: set[int],
    second: set[int],
    blocks: int,
) -> set[int]:
    """Return the lines that stand on the page several times, before another line each time: the
    header of a printed page, a line of links or of key words below every abstract. Behind a title
    that returns stands the same abstract."""
    places: dict[str, list[int]] = {}
    for position in range(start, end):
        line = lines[position]
        if position not in furniture and len(line.text) <= _LONGEST_RETURNING:
            plain = line.plain
            letters = sum(map(str.isalpha, plain))
            several = " " in plain and letters >= _FEWEST_LETTERS and not plain.endswith(".")
            if (several or _NUMBERED.fullmatch(plain)) and not may_be_furniture(plain):
                places.setdefault(_masked(plain), []).append(position)
            if (label := _LABEL.match(plain)) and not read_parts(plain):
                places.setdefault(f"{label[0].casefold()}:", []).append(position)
    found: set[int] = set()
    for key, positions in places.items():
        if len(positions) < _RETURNS or "author" in key.casefold():
            continue
        if len(second.intersection(positions)) > len(positions) / 2:
            continue
        numbered = [_NUMBERED.fullmatch(lines[place].plain) for place in positions]
        if any(numbered) and not _rise([int(match[1]) for match in numbered if match]):
            continue
        following = [lines[place + 1].text if place + 1 < end else "" for place in positions]
        if sum(bool(is_sign(text) or read_date(text)) for text in following) > len(following) / 2:
            continue  # a count of authors, in any language
        before = [lines[place - 1].text for place in positions]
        ahead, behind = len(set(following)), len(set(before))
        half, often = len(positions) / 2, len(positions) >= max(_RETURNS, blocks * _OFTEN)
        apart = min(ahead, behind) > half or (often and ahead > half)
        # Below an abstract and above the metadata, of which many are alike.
        below = sum(map(looks_like_abstract, before)) >= _MOSTLY * len(positions)
        above = not any(map(looks_like_abstract, following))
        if (apart and key[-1] != ":") or (below and above and often and behind > half):
            found.update(positions)
    return found


def _rise(numbers: Sequence[int]) -> bool:
    rising = sum(other == one + 1 for one, other in pairwise(numbers))
    return rising >= _MOSTLY * (len(numbers) - 1)


def _leads_up(before: Line, line: Line, width: int | None) -> bool:
    """Say whether a line is an address that the line before leads up to."""
    if line.gap or not is_address(line.plain):
        return False
    look = look_at(before.text)
    if look.leads_on or look.open_end or look.words < 0:
        return look.leads_on or look.open_end
    return width is not None and not fits(before, line, width)


def _masked(plain: str) -> str:
    return re.sub(r"https?://\S+|[0-9]+", "0", plain)
