"""``papers review``: a plain conversation, one key an answer, each answer kept at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from sqlite3 import Connection

from papercli.cli import clock
from papercli.cli.answer_options import Query
from papercli.cli.asking import asked
from papercli.cli.session import Session
from papercli.cli.streams import read_line
from papercli.errors import BusyError, PapersError, UsageError
from papercli.output import review as drawing
from papercli.output.console import console
from papercli.output.decided import review_lines, undone_lines
from papercli.output.pairs import draw_waterfall
from papercli.search.arrivals import count_undecided
from papercli.search.evidence import Pair
from papercli.search.ranking import matching_ids
from papercli.search.review_queue import Key, Queue
from papercli.store.decisions import decide_pair, merge_papers, remove_decisions
from papercli.store.passed import pass_over

ANSWERS = {
    "same": ("s", "same"),
    "different": ("d", "different"),
    "next": ("n", "next", "k", "skip", "", " ", "enter", "right", "down"),
    "previous": ("p", "previous", "left", "up"),
    "undo": ("u", "undo"),
    "abstracts": ("a", "abstracts"),
    "evidence": ("e", "evidence"),
    "help": ("?", "h", "help"),
    "quit": ("q", "quit", "end"),
}
"""What may be typed for each answer, in a line or as a key."""
_MEANT = {typed: answer for answer, every in ANSWERS.items() for typed in every}
PATIENCE = 20
"""Lines that are no answer, after which nobody seems to be there."""
Ask = Callable[[], str]


REVIEW_HELP = """\
Review possible duplicates one by one, the likeliest first.

On a terminal one key is an answer, and ? lists the keys: s same, d different, n next, p previous,
u undo, a abstracts, e evidence in bits, q quit. From a pipe, and where one of the two streams is no
terminal, an answer is a line; the end of input quits as well.

Each answer is stored at once and is a decision of its own, so quitting, or Ctrl-C, loses none.
What was passed over comes last in the next review, which goes on where this one stopped.

Examples:
papers review
papers review "diffusion"
yes d | papers review "title:editorial"
"""


def review(session: Session, query: Query = None) -> None:
    """Run `papers review`."""
    conversation = _Conversation(session, query)
    try:
        with _asking(session) as ask:
            conversation.run(ask)
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        session.note(f"{len(conversation.made)} decided, and stored")
        raise
    with session.reading() as connection:
        left = count_undecided(connection)
    if query and not conversation.queue.total:
        session.note("nothing that the query finds awaits a decision")
    made = len(conversation.made)
    undo = "; papers undo takes the last one back" if made else ""
    session.note(f"{made} decided, {left} undecided in the index{undo}")


class _Conversation:
    """One review: where it stands, and what was decided in it."""

    def __init__(self, session: Session, query: list[str] | None) -> None:
        self.session = session
        self.tree = asked(session, query) if query else None
        self.queue = Queue()
        self.made: list[tuple[list[int], Key]] = []
        """The decisions of each answer, the last one last, and the pair that it was about."""
        self.terminal = _on_terminal()

    def run(self, ask: Ask) -> None:
        """Ask until nothing is left or the answer is to quit."""
        while (pair := self._look()) is not None:
            drawing.draw_question(
                pair,
                self.queue.place + 1,
                self.queue.total,
                console(sys.stdout, self.session.color),
                bits=bool(self.session.verbose),
            )
            while not (moved := self._answer(pair, ask())):
                pass
            if moved == "quit":
                return

    def _answer(self, pair: Pair, answer: str) -> str:
        """Do what was answered; empty where the same pair is to be asked about again."""
        if answer in ("same", "different"):
            self._try(lambda: self._decide(pair, answer))
        elif answer == "next":
            self._try(lambda: self._pass(pair))
        elif answer == "undo":
            return answer if self._try(self._undo) else ""
        elif answer == "previous":
            return answer if self._back() else ""
        elif answer == "abstracts":
            drawing.draw_abstracts(pair, console(sys.stdout, self.session.color))
            return ""
        elif answer == "evidence":
            draw_waterfall(pair.verdict, console(sys.stdout, self.session.color))
            return ""
        elif answer == "help":
            drawing.draw_keys(console(sys.stdout, self.session.color))
            return ""
        return answer

    def _look(self) -> Pair | None:
        with self.session.reading() as connection:
            return self.queue.look(connection, self._papers(connection))

    def _back(self) -> bool:
        with self.session.reading() as connection:
            if self.queue.back(connection, self._papers(connection)):
                return True
        self._say("no pair before this one awaits a decision; u takes an answer back")
        return False

    def _papers(self, connection: Connection) -> set[int] | None:
        """The papers of the query as they are by now; None for all."""
        return None if self.tree is None else matching_ids(connection, self.tree)

    def _decide(self, pair: Pair, answer: str) -> bool:
        index, waiting = self.session.index, self.session.waiting
        now = clock.now()
        if answer == "same":
            # Of the papers, not of the two records alone: one sighting that disagrees with the
            # other paper would leave its own.
            papers = pair.a.paper_id, pair.b.paper_id
            report = merge_papers(index, papers, now=now, waiting=waiting)
        else:
            keys = pair.a.record_key, pair.b.record_key
            report = decide_pair(index, *keys, answer, now=now, waiting=waiting)
        self._tell(review_lines(report))
        if report.decisions:  # else another process has decided the same meanwhile
            self.made.append(([decision.id for decision in report.decisions], _key(pair)))
        self.queue.forward()
        return True

    def _pass(self, pair: Pair) -> bool:
        keys = pair.a.record_key, pair.b.record_key
        pass_over(self.session.index, *keys, self.session.waiting)
        self.queue.forward()
        return True

    def _undo(self) -> bool:
        if not self.made:
            self._say("nothing is decided in this review; papers undo takes back what was before")
            return False
        ids, key = self.made.pop()
        try:
            report = remove_decisions(self.session.index, ids, self.session.waiting)
        except BusyError:
            self.made.append((ids, key))
            raise
        self._tell(undone_lines(report))
        self.queue.return_to(key)
        return True

    def _try(self, act: Callable[[], bool]) -> bool:
        """Do what writes to the index. What cannot be done ends a review whose answers are piped
        in; a person is told, and asked again."""
        try:
            return act()
        except PapersError as error:
            if not self.terminal:
                raise
            self.session.warn(f"papers: {error.message}")
            if error.hint:
                self.session.warn(f"hint: {error.hint}")
            return True

    def _tell(self, lines: Iterator[str]) -> None:
        drawing.draw_lines(lines, console(sys.stdout, self.session.color))

    def _say(self, line: str) -> None:
        self._tell(iter((line,)))


def _key(pair: Pair) -> Key:
    low, high = sorted((pair.a.record_key, pair.b.record_key))
    return low, high


@contextmanager
def _asking(session: Session) -> Iterator[Ask]:
    """How answers are read: by keys where a person looks on, else by lines."""
    if not _on_terminal():
        yield lambda: _ask_line(session)
        return
    from papercli.cli.keys import keys

    with keys() as pressed:
        yield lambda: _ask_key(pressed.read, session)


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _prompt(session: Session) -> None:
    sys.stdout.write(drawing.prompt(console(sys.stdout, session.color).width))
    sys.stdout.flush()


def _ask_key(read: Callable[[], str], session: Session) -> str:
    _prompt(session)
    while True:
        answer = _MEANT.get(read().lower())
        if answer:
            sys.stdout.write(f"{answer}\n")
            sys.stdout.flush()
            return answer
        sys.stdout.write("\nno such key; ? lists them\n")
        _prompt(session)


def _ask_line(session: Session) -> str:
    for _ in range(PATIENCE):
        _prompt(session)
        line = read_line()
        if not line:
            sys.stdout.write("\n")
            return "quit"
        answer = _MEANT.get(line.strip().lower())
        if not sys.stdin.isatty():  # nobody's Enter ends the line
            sys.stdout.write(f"{answer or ''}\n")
        if answer:
            return answer
        session.warn("a letter and Enter: s, d, n, p, u, a, e or q; ? says more")
    raise UsageError(f"none of {PATIENCE} lines was an answer", "type s, d, n or q, then Enter")
