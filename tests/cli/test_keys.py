"""Keys from a real terminal: each at once, and the terminal as it was whatever ends the program."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator

import pytest

from papercli.cli.keys import Keys
from tests.invented import environment

Pty = tuple[int, int]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pty]:
    """The two ends of a terminal, the person's first."""
    monkeypatch.setenv("TERM", "xterm")
    person, program = pty.openpty()
    yield person, program
    os.close(person)
    os.close(program)


def mode(descriptor: int) -> list[object]:
    return list(termios.tcgetattr(descriptor))


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        (b"sd?", ["s", "d", "?"]),
        ("sжd".encode(), ["s", "ж", "d"]),
        (b"\x1b[Dd", ["left", "d"]),
        (b"\x1bOA\x1b[C\x1b[B", ["up", "right", "down"]),
        (b"\x1b[3~\x1b[1;5Dq", ["unknown", "unknown", "q"]),
        (b"\x1bdq", ["unknown", "q"]),
        (b"\x1b[200~sdsdsd\x1b[201~q", ["unknown", "q"]),
        (b"\rq\x04", ["enter", "q", "end"]),
        (b"\xffq", ["\ufffd", "q"]),
    ],
)
def test_what_is_a_key(terminal: Pty, typed: bytes, keys: list[str]) -> None:
    person, program = terminal
    with Keys(program, program) as pressed:
        os.write(person, typed)
        assert [pressed.read() for _ in keys] == keys


def test_what_was_typed_before_is_not_lost_and_nothing_is_echoed(terminal: Pty) -> None:
    person, program = terminal
    with Keys(program, program) as pressed:
        os.write(person, b"s")
        assert pressed.read() == "s"
        assert os.read(person, 100) == b"\x1b[?2004h"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_the_terminal_is_given_back_after_an_error(
    terminal: Pty, error: type[BaseException]
) -> None:
    _, program = terminal
    before = mode(program)
    during = []

    def fail() -> None:
        with Keys(program, program):
            during.append(mode(program))
            raise error

    with pytest.raises(error):
        fail()
    assert mode(program) == before != during[0]


def test_a_terminal_that_is_gone_is_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    person, program = pty.openpty()
    with Keys(program, program) as pressed:
        os.close(person)
        assert pressed.read() == "end"
    os.close(program)


PROGRAM = """
import sys
from papercli.cli.keys import keys
from papercli.cli.signals import termination_raised
with termination_raised(), keys() as pressed:
    print("ready", flush=True)
    pressed.read()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_the_terminal_is_given_back_when_the_program_is_ended(
    terminal: Pty, number: signal.Signals
) -> None:
    person, program = terminal
    before = mode(program)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=program,
        stdout=program,
        stderr=subprocess.DEVNULL,
        env=environment(TERM="dumb"),
    )
    shown = b""
    while b"ready" not in shown:
        shown += os.read(person, 100)
    assert mode(program) != before
    process.send_signal(number)
    assert process.wait(timeout=60) != 0
    assert mode(program) == before
