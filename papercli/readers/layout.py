"""Which lines are titles, which are abstracts and which neither, where nothing marks them.

A hidden Markov model decoded by Viterbi's algorithm, with costs in bits in place of log
probabilities. Each line is the title of an entry or more of it, its abstract or more of it, or is
left out: before the title, between title and abstract, within the abstract, after it. What speaks
for one or the other are the words and capitals of a line, its length, sentences, and what stands
between it and the line before. So one irregular entry stays one irregular entry and shifts nothing
of what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from papercli.readers.line_evidence import OF_A_TITLE, SHORTEST_ABSTRACT, Look
from papercli.readers.wrapping import Break

_TITLE, _TITLE_MORE, _BETWEEN, _ABSTRACT, _ABSTRACT_MORE, _WITHIN, _BEFORE, _AFTER = range(8)
_STATES = range(8)
_NEVER = float("inf")


class Role(Enum):
    """What is known of a line before its place is looked at."""

    TEXT = auto()
    WORD = auto()
    """A title only where no other line can be one: a count, a word of a menu."""
    FOREIGN = auto()
    """The translation below a paragraph."""


@dataclass(slots=True)
class Item:
    """One line of a segment."""

    look: Look
    role: Role
    stop: Break
    """What stands before it."""
    early: bool = False
    """Whether the line before ended early: this line's first word would have fitted on it."""
    tail: bool = False
    """Whether no long text follows on the page, but what stands at its end."""
    paragraph: int = 0
    """Characters from here to the end of its paragraph; 0 where paragraphs are not known."""


@dataclass(slots=True)
class Rates:
    """Costs in bits that follow from how the other entries of the page are built."""

    restart: float = 3.0
    """Of an entry without metadata, before another one."""
    bare: float = 5.0
    """Of an entry with metadata and no abstract."""


@dataclass(slots=True)
class Entry:
    """One entry: positions of its lines in the sequence that was divided."""

    title: list[int]
    abstract: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    """Lines within the abstract, or between it and the title, that belong to neither."""


# Cost of going from one state (row) to the next (column: title, more of it, between, abstract, more
# of it, within, before, after). Measured on Hugging Face daily papers, wrapped at 60 to 132
# columns: one true line end in ten leaves no room for the next word.
_N = _NEVER
_BARE = 7.0
_TABLES: dict[Break, tuple[tuple[float, ...], ...]] = {
    Break.BLANK: (
        (_BARE, 8.0, 3.0, 0.0, _N, _N, _N, _BARE),
        (_BARE, 9.0, 3.0, 0.0, _N, _N, _N, _BARE),
        (_N, _N, 1.0, 0.0, _N, _N, _N, _N),
        (0.0, _N, _N, _N, 4.5, 3.0, _N, 0.0),
        (0.0, _N, _N, _N, 4.5, 3.0, _N, 0.0),
        (_N, _N, _N, _N, 1.0, 1.0, _N, _N),
        (0.0, _N, _N, _N, _N, _N, 0.0, _N),
        (0.0, _N, _N, _N, _N, _N, _N, 0.0),
    ),
    Break.JOIN: (
        (12.0, 2.5, 4.0, 3.0, _N, _N, _N, 14.0),
        (12.0, 2.5, 4.0, 3.0, _N, _N, _N, 14.0),
        (_N, _N, 1.0, 2.0, _N, _N, _N, _N),
        (8.0, _N, _N, _N, 1.0, 5.0, _N, 14.0),
        (8.0, _N, _N, _N, 0.5, 5.0, _N, 14.0),
        (_N, _N, _N, _N, 1.0, 0.5, _N, _N),
        (3.0, _N, _N, _N, _N, _N, 0.0, _N),
        (3.0, _N, _N, _N, _N, _N, _N, 0.0),
    ),
    Break.SOFT: (
        (14.0, 0.5, 6.0, 3.3, _N, _N, _N, 14.0),
        (14.0, 0.8, 6.0, 3.3, _N, _N, _N, 14.0),
        (_N, _N, 0.5, 3.5, _N, _N, _N, _N),
        (10.0, _N, _N, _N, 0.0, 6.0, _N, 14.0),
        (3.3, _N, _N, _N, 0.0, 6.0, _N, 10.0),
        (_N, _N, _N, _N, 1.0, 0.5, _N, _N),
        (3.5, _N, _N, _N, _N, _N, 0.0, _N),
        (3.5, _N, _N, _N, _N, _N, _N, 0.0),
    ),
    Break.HARD: (
        (_BARE, 5.0, 3.0, 0.0, _N, _N, _N, _BARE),
        (_BARE, 6.0, 3.0, 0.0, _N, _N, _N, _BARE),
        (_N, _N, 1.0, 0.0, _N, _N, _N, _N),
        (7.0, _N, _N, _N, 9.0, 4.0, _N, 7.0),
        (0.0, _N, _N, _N, 9.0, 4.0, _N, 0.0),
        (_N, _N, _N, _N, 3.0, 1.0, _N, _N),
        (0.0, _N, _N, _N, _N, _N, 0.0, _N),
        (0.0, _N, _N, _N, _N, _N, _N, 0.0),
    ),
    Break.PAGE: (
        (_BARE, 3.0, 3.0, 1.0, _N, _N, _N, _BARE),
        (_BARE, 3.0, 3.0, 1.0, _N, _N, _N, _BARE),
        (_N, _N, 1.0, 1.0, _N, _N, _N, _N),
        (2.0, _N, _N, _N, 0.5, 2.0, _N, 2.0),
        (1.0, _N, _N, _N, 0.5, 2.0, _N, 1.0),
        (_N, _N, _N, _N, 1.0, 0.5, _N, _N),
        (0.0, _N, _N, _N, _N, _N, 0.0, _N),
        (0.0, _N, _N, _N, _N, _N, _N, 0.0),
    ),
}
_OF_TITLE = (_TITLE, _TITLE_MORE)
_CLOSED = (_ABSTRACT, _ABSTRACT_MORE)
_OPENED = (_TITLE, _AFTER)


def _extra(old: int, new: int) -> tuple[int, int]:
    """Which costs beside that of the table a step has, as places in what `_decode` makes of them
    for each line: none; an abstract that ends; one that goes on; a title that ends; one entry
    more."""
    first = 0
    if old in _CLOSED:
        first = 1 if new in _OPENED else 2 if new == _ABSTRACT_MORE else 0
    elif old in _OF_TITLE and new != _TITLE_MORE:
        first = 3
    return first, 4 if new == _TITLE and (old in _CLOSED or old == _AFTER) else 0


_REACHED = {
    stop: tuple(
        tuple(
            (old, table[old][new], *_extra(old, new))
            for old in reversed(_STATES)
            if table[old][new] != _NEVER
        )
        for new in _STATES
    )
    for stop, table in _TABLES.items()
}

_WITHOUT_FULL_STOP = 3.6
"""8 % of the abstracts do not end as sentences do."""
_FULL_STOP_IN_TITLE = 7.0
_OPEN_END, _LOWER_START, _LIST_ITEM = 3.0, 3.0, 4.0
_UNKNOWN, _UNKNOWN_WITHIN, _UNKNOWN_MORE, _UNKNOWN_LONG = 7.0, 10.0, 1.5, 14.0
_AT_THE_END = 2.0
_WORD_AS_TEXT = 6.0
_NO_ENTRY, _MISPLACED = 12.0, 1.5
_WITHIN_AT_THE_END = 2.0


def divide(items: Sequence[Item], *, metadata: bool, rates: Rates) -> list[Entry]:
    """Divide the lines between two metadata blocks into entries, in order.

    ``metadata`` says whether a block follows, which is the last entry's. A line in no entry is left
    out. Time is linear in the number of lines.
    """
    if not items:
        return []
    entries: list[Entry] = []
    for position, state in enumerate(_decode(items, metadata, rates)):
        if state == _TITLE:
            entries.append(Entry([position]))
        elif state == _TITLE_MORE:
            entries[-1].title.append(position)
        elif state in _CLOSED:
            entries[-1].abstract.append(position)
        elif state in {_BETWEEN, _WITHIN}:
            entries[-1].left_out.append(position)
    return entries


def _decode(items: Sequence[Item], metadata: bool, rates: Rates) -> list[int]:
    first = _emissions(items[0])
    costs = [_NEVER] * len(_STATES)
    costs[_TITLE], costs[_BEFORE] = first[_TITLE], first[_BEFORE]
    steps: list[bytes] = []
    before = items[0]
    for item in items[1:]:
        emissions = _emissions(item)
        closing, going_on = _at_the_break(before, item)
        title_ends = _OPEN_END if before.look.open_end else 0.0
        extra = (0.0, closing, going_on, title_ends, rates.restart)
        reached, step = [], []
        for new, origins in enumerate(_REACHED[item.stop]):
            least, origin = _NEVER, 0
            for old, cost, first_extra, second_extra in origins:
                total = costs[old] + cost + extra[first_extra] + extra[second_extra]
                if total < least:
                    least, origin = total, old
            reached.append(least + emissions[new])
            step.append(origin)
        costs = reached
        steps.append(bytes(step))
        before = item
    ends = _ends(costs, items[-1], metadata, rates)
    state = min(_STATES, key=lambda index: (ends[index], -index))
    states = [state]
    for origins_of in reversed(steps):
        state = origins_of[state]
        states.append(state)
    return states[::-1]


def _ends(costs: list[float], last: Item, metadata: bool, rates: Rates) -> list[float]:
    ends = list(costs)
    bare = rates.bare if metadata else _BARE
    ends[_TITLE] += bare
    ends[_TITLE_MORE] += bare
    ends[_BETWEEN] = _NEVER
    ends[_WITHIN] += _WITHIN_AT_THE_END
    if metadata:
        ends[_BEFORE] += _NO_ENTRY
        ends[_AFTER] += _MISPLACED
    if not last.look.ends_sentence:
        for state in _CLOSED:
            ends[state] += 0.0 if metadata else _WITHOUT_FULL_STOP / 2
    return ends


def _at_the_break(before: Item, item: Item) -> tuple[float, float]:
    """Return the cost of an abstract that ends before the line, and of one that goes on."""
    look, last = item.look, before.look
    closing = 0.0 if last.ends_sentence else _WITHOUT_FULL_STOP
    opened = item.look.opener and not last.ends_sentence
    going_on = 0.0
    goes_on = last.open_end or look.lower_start or look.list_item
    if goes_on:
        closing += _OPEN_END
    if item.stop is Break.BLANK and (goes_on or not last.ends_sentence):
        going_on -= 3.0 if goes_on else 1.5
    elif item.stop is Break.SOFT:
        going_on += 3.0 if last.ends_sentence else 5.0 if opened else 0.0
    elif item.stop is Break.PAGE:
        closing += 0.0 if item.early else 2.0
        going_on += 4.0 if item.early and last.ends_sentence else 0.0
    elif item.stop is Break.HARD:
        going_on -= 4.0 if look.list_item or last.open_end else 0.0
        going_on += 0.0 if last.ends_sentence or goes_on else 3.0
    return closing, going_on


def _emissions(item: Item) -> tuple[float, ...]:
    """Return the cost of a line in each state."""
    look = item.look
    own = look.weight(item.paragraph)
    line = look.weight(0)
    title = max(0.0, own) + (_LOWER_START if look.lower_start else 0.0)
    title += _LIST_ITEM if look.list_item else 0.0
    title += _FULL_STOP_IN_TITLE + max(0.0, look.words) if look.full_stop else 0.0
    title_more = max(0.0, line) + (_FULL_STOP_IN_TITLE if look.full_stop else 0.0)
    abstract = max(0.0, -own) + (2.0 if look.lower_start else 0.0)
    # A further line may be short; it is a whole paragraph only after a blank line.
    more = max(0.0, -line) * (1.0 if item.stop is Break.SOFT else 0.5)
    if item.stop is Break.BLANK:
        sentence = look.ends_sentence and look.words > OF_A_TITLE
        alone = sentence or look.list_item or look.leads_on
        more = 0.0 if alone else max(0.0, -own) * 0.8
    if item.role is Role.WORD and item.stop in {Break.JOIN, Break.SOFT}:
        # The last word of a wrapped paragraph may be any.
        return title + 6, title_more + 1, 2.5, abstract + 6, more + 1, 1.0, 0.0, 0.0
    if item.role is Role.WORD:
        title, title_more = title + _WORD_AS_TEXT, title_more + _WORD_AS_TEXT
        abstract, more = abstract + _WORD_AS_TEXT, more + _WORD_AS_TEXT
        return title, title_more, 1.0, abstract, more, 1.0, 0.0, 0.0
    if item.role is Role.FOREIGN:
        inside = -2.0 if item.stop is Break.BLANK else 0.0
        return title + 9, title_more + 9, inside, abstract + 9, more + 9, inside, 0.0, 0.0
    outside, inside = _UNKNOWN, _UNKNOWN_WITHIN
    if item.stop in {Break.JOIN, Break.SOFT}:
        outside = _UNKNOWN_MORE
    elif max(look.length, item.paragraph) >= SHORTEST_ABSTRACT:
        outside = inside = _UNKNOWN_LONG
    elif item.tail and (look.ends_sentence or look.words > OF_A_TITLE):
        outside = _AT_THE_END
    elif look.words <= OF_A_TITLE:
        outside += 1.5
    return title, title_more, inside, abstract, more, inside, outside, outside
