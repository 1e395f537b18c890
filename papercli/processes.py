"""Other processes that do calls for this one, and that end with it however it ends.

Those of `multiprocessing` do not: they wait for work without end when the process that began them
is killed, and hold its streams meanwhile, as does the process that keeps account of their
semaphores. Here a worker has two pipes and nothing else: calls come in through one and answers go
out through the other. When nobody is left to write calls it is gone. What a worker does stands in
`papercli/serving.py`.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any, TypeVar

SERVE = "from papercli.serving import serve; serve()"
Result = TypeVar("Result")


class WorkerEndedError(Exception):
    """A worker ended before it answered."""


class Workers:
    """Several processes, each doing one call after another."""

    def __init__(self, count: int) -> None:
        """Begin ``count`` processes; raises OSError where that cannot be."""
        self.count = count
        self._processes: list[subprocess.Popen[bytes]] = []
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._threads = ThreadPoolExecutor(count)
        try:
            for _ in range(count):
                process = _begin()
                self._processes.append(process)
                self._idle.put(process)
        except BaseException:
            self.close()
            raise

    def submit(self, function: Callable[..., Result], *arguments: object) -> Future[Result]:
        """Have a function of a module called, in the order of the calls; what goes in and comes out
        is pickled. The future raises what the call raised, or WorkerEndedError."""
        return self._threads.submit(self._call, function, arguments)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for process in self._processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            # What a thread could not hand over any more is still to be written.
            with suppress(OSError), process:
                pass

    def _call(self, function: Callable[..., Result], arguments: tuple[object, ...]) -> Result:
        process = self._idle.get()
        try:
            result, error = _ask(process, (function, arguments))
        finally:
            self._idle.put(process)
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]


def _ask(process: subprocess.Popen[bytes], call: object) -> tuple[Any, Exception | None]:
    if process.stdin is None or process.stdout is None:
        raise WorkerEndedError
    try:
        pickle.dump(call, process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        answer: tuple[Any, Exception | None] = pickle.load(process.stdout)
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        raise WorkerEndedError from error
    return answer


def _begin() -> subprocess.Popen[bytes]:
    # The path is set before anything is imported: the current folder may hold a pickle.py.
    program = f"import sys; sys.path[:] = {sys.path!a}; {SERVE}"
    # Names of files are read as here, whatever the options of this process.
    options = ["-X", f"utf8={sys.flags.utf8_mode}", "-c", program]
    with _signals_left_to_this_process():
        return subprocess.Popen(
            [sys.executable or "", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


@contextmanager
def _signals_left_to_this_process() -> Iterator[None]:
    """Processes begun meanwhile get neither Ctrl-C nor SIGTERM, which reach a whole group: this
    process alone decides what becomes of them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
