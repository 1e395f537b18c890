"""One key at a time from a terminal, which is as it was before whatever ends the program.

`typer.getchar` is not used: it throws away what was typed since the last key.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
import termios
import tty
from types import FrameType

ESCAPE = "\x1b"
ALONE_SECONDS = 0.05
"""How long the rest of an escape sequence may take; a person who pressed Escape sends none."""
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|\[\[.)")
_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O|\[\[)?")
_PASTED, _PASTED_END = "\x1b[200~", "\x1b[201~"
_MARK_PASTES, _LEAVE_PASTES = b"\x1b[?2004h", b"\x1b[?2004l"
NAMES = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
    "\r": "enter",
    "\n": "enter",
    "\x04": "end",
}
"""Keys that are not the letter they send; any other sequence is ``unknown``."""
_ENDING = (signal.SIGHUP, signal.SIGQUIT)
"""Signals that end a program without a word; Ctrl-C and SIGTERM come as exceptions."""


class Keys:
    """Inside ``with``: the terminal gives each key at once and does not echo it."""

    def __init__(self, descriptor: int, output: int) -> None:
        self._input, self._output = descriptor, output
        self._typed = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._before: list[object] = []
        self._handlers: dict[int, object] = {}

    def __enter__(self) -> Keys:
        """Change the terminal; what was typed already is kept."""
        self._before = termios.tcgetattr(self._input)
        for number in (signal.SIGTSTP, *_ENDING):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, self._pass_on)
                self._handlers[number] = signal.SIG_DFL
        self._change()
        return self

    def __exit__(self, *_: object) -> None:
        """Give the terminal back as it was."""
        self._restore()
        for number in self._handlers:
            signal.signal(number, signal.SIG_DFL)

    def read(self) -> str:
        """The next key: its letter, a name of `NAMES`, ``unknown``, or ``end`` where there is
        nobody any more."""
        while True:
            while not self._typed:
                if not self._more():
                    return "end"
            if not self._typed.startswith(ESCAPE):
                letter, self._typed = self._typed[0], self._typed[1:]
                return NAMES.get(letter, letter)
            sequence = _SEQUENCE.match(self._typed)
            if sequence is None:
                if _BEGUN.fullmatch(self._typed) and self._waits() and self._more():
                    continue
                # Escape by itself, or before a letter as Alt sends it.
                self._typed = self._typed[2:]
                return "unknown"
            self._typed = self._typed[sequence.end() :]
            if sequence[0] == _PASTED:
                self._skip_paste()
                return "unknown"
            return NAMES.get(sequence[0], "unknown")

    def _skip_paste(self) -> None:
        """Leave out what was pasted: its letters are no answers."""
        while _PASTED_END not in self._typed:
            self._typed = self._typed[-len(_PASTED_END) :]
            if not self._more():
                return
        self._typed = self._typed.partition(_PASTED_END)[2]

    def _more(self) -> bool:
        try:
            read = os.read(self._input, 1 << 12)
        except OSError:  # how Linux says that the terminal is gone
            return False
        self._typed += self._decoder.decode(read)
        return bool(read)

    def _waits(self) -> bool:
        return bool(select.select([self._input], [], [], ALONE_SECONDS)[0])

    def _change(self) -> None:
        tty.setcbreak(self._input, termios.TCSADRAIN)
        self._tell(_MARK_PASTES)

    def _restore(self) -> None:
        self._tell(_LEAVE_PASTES)
        try:
            termios.tcsetattr(self._input, termios.TCSADRAIN, self._before)  # type: ignore[arg-type]
        except termios.error:  # gone
            return

    def _tell(self, what: bytes) -> None:
        if os.environ.get("TERM", "dumb") != "dumb":
            try:
                os.write(self._output, what)
            except OSError:
                return

    def _pass_on(self, number: int, _: FrameType | None) -> None:
        """Give the terminal back, do what the signal does, and take the terminal again if it was
        Ctrl-Z and the program goes on."""
        self._restore()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
        signal.signal(number, self._pass_on)
        self._change()


def keys() -> Keys:
    """The keys of standard input; both streams must be terminals."""
    return Keys(sys.stdin.fileno(), sys.stdout.fileno())
