"""``papers review``: a plain conversation, one letter and Enter, each answer kept at once."""

from __future__ import annotations

import sys
from collections.abc import Collection

from papercli.cli import clock
from papercli.cli.asking import narrowed
from papercli.cli.options import Query
from papercli.cli.session import Session
from papercli.cli.streams import read_line
from papercli.errors import UsageError
from papercli.output.console import NAME, console, data
from papercli.output.groups_table import draw_pair
from papercli.search.arrivals import count_undecided
from papercli.search.evidence import Pair, undecided_pairs
from papercli.store.decisions import decide_pair, merge_papers

ANSWERS = {
    "s": "same",
    "same": "same",
    "d": "different",
    "different": "different",
    "k": "skip",
    "skip": "skip",
    "": "skip",
    "q": "quit",
    "quit": "quit",
}
PATIENCE = 20
"""Lines that are no answer, after which nobody seems to be there."""
PROMPT = "[s]ame, [d]ifferent, s[k]ip, [q]uit? "


REVIEW_HELP = """\
Review possible duplicates one by one, nearest to the threshold first.

Each answer is stored at once, so quitting, or Ctrl-C, loses none. Answers are a letter and
Enter: s same, d different, k skip, q quit; the end of input quits as well.

Examples:
papers review
papers review "diffusion"
"""


def review(session: Session, query: Query = None) -> None:
    """Run `papers review`."""
    passed: set[frozenset[str]] = set()
    decided = 0
    while (pair := _next(session, query, passed)) is not None:
        answer = _ask(session, pair, len(passed) + 1)
        if answer == "quit":
            break
        passed.add(_key(pair))
        if answer != "skip":
            _store(session, pair, answer)
            decided += 1
    with session.reading() as connection:
        left = count_undecided(connection)
    session.note(f"{decided} decided, {left} undecided in the index")


def _next(
    session: Session, query: list[str] | None, passed: Collection[frozenset[str]]
) -> Pair | None:
    """The undecided pair nearest to the threshold; asked anew, as an answer may settle others."""
    with session.reading() as connection:
        papers = narrowed(session, connection, query)
        pairs = undecided_pairs(connection, papers, limit=len(passed) + 1)
        return next((pair for pair in pairs if _key(pair) not in passed), None)


def _store(session: Session, pair: Pair, answer: str) -> None:
    now = clock.now()
    if answer == "same":
        # Of the papers, not of the two records alone: one sighting that disagrees with the other
        # paper would leave its own.
        merge_papers(
            session.index, (pair.a.paper_id, pair.b.paper_id), now=now, waiting=session.waiting
        )
    else:
        keys = pair.a.record_key, pair.b.record_key
        decide_pair(session.index, *keys, answer, now=now, waiting=session.waiting)


def _key(pair: Pair) -> frozenset[str]:
    return frozenset((pair.a.record_key, pair.b.record_key))


def _ask(session: Session, pair: Pair, number: int) -> str:
    screen = console(sys.stdout, session.color)
    screen.print()
    screen.rule(data(number, NAME), align="left")
    draw_pair(pair, screen)
    for _ in range(PATIENCE):
        sys.stdout.write(PROMPT)
        sys.stdout.flush()
        line = read_line()
        if not line:
            sys.stdout.write("\n")
            return "quit"
        answer = ANSWERS.get(line.strip().lower())
        if answer:
            return answer
        session.warn("a letter and Enter: s, d, k or q")
    raise UsageError(f"none of {PATIENCE} lines was an answer", "type s, d, k or q, then Enter")
