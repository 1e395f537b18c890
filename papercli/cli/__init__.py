"""The command line: options, one call down, one call to output.

`run` is the program, and `main` one command of it, in any process. `main` is the one place where
exceptions become messages and exit codes. Typer only reads the arguments; the command runs after
it, so that a closed pipe, a full disk and Ctrl-C are met here and not inside Typer, which answers
each of them with exit code 1.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from papercli.errors import ExitCode

FEW_OBJECTS = 50_000
"""Objects that may be made before they are looked through for garbage; some 10 MB."""


def run() -> int:
    """The program: `main`, whose exit code it returns, and then the end of the process."""
    code: int | None = None

    def end() -> None:
        # Taking a few hundred modules apart, one object after the other, is a fiftieth of a short
        # command's time, and nobody looks at what is left.
        if code is not None:
            os._exit(code)

    # What is registered first is called last: everybody else has cleaned up by then.
    atexit.register(end)
    code = main()
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; ``arguments`` are those after the program's name. Returns the exit code."""
    # Everything made until the command runs lives as long as the process: looking through it for
    # garbage again and again while modules load takes a tenth of a short command's time.
    gc.disable()
    from papercli.cli import signals, streams

    given = list(sys.argv[1:] if arguments is None else arguments)
    streams.open_all()
    try:
        with signals.termination_raised():
            code = _run(given)
            streams.flush()
        return code
    except BrokenPipeError:
        streams.abandon_stdout()
        return ExitCode.DONE
    except signals.Terminated:
        streams.abandon_stdout()
        streams.say("papers: terminated")
        return ExitCode.TERMINATED
    except KeyboardInterrupt:
        streams.abandon_stdout()
        streams.say("papers: interrupted")
        return ExitCode.INTERRUPTED
    except MemoryError as error:
        # What filled the memory is let go before anything else is asked of it.
        from traceback import clear_frames

        clear_frames(error.__traceback__)
        failure: Exception = error
    except Exception as error:
        failure = error
    from papercli.cli import emphasis, failures

    streams.abandon_stdout()
    return failures.report(failure, emphasis.said(given), given)


def _run(arguments: list[str]) -> int:
    try:
        from papercli.cli.app import parse

        outcome = parse(arguments)
    finally:
        gc.freeze()
        gc.enable()
    before = gc.get_threshold()
    # What a command loads is not garbage either; one that makes little is never looked through.
    gc.set_threshold(FEW_OBJECTS, *before[1:])
    try:
        return int((outcome() if callable(outcome) else outcome) or ExitCode.DONE)
    finally:
        gc.set_threshold(*before)
        # Nor is it looked through once more at the end.
        gc.freeze()
