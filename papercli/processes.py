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
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import Any, TypeVar

from papercli.serving import receive, send

SERVE = "from papercli.serving import serve; serve()"
BUFFER_BYTES = 1 << 18
"""What is taken from a pipe at a time. Each time a thread waits for its turn, for as long as five
milliseconds, and an answer of a page has a hundred kilobytes."""
Result = TypeVar("Result")


class WorkerEndedError(Exception):
    """A worker ended before it answered."""


class Workers:
    """Several processes, each doing one call after another."""

    def __init__(self, count: int, *, ahead: int = 1) -> None:
        """Begin ``count`` processes; raises OSError where that cannot be.

        ``ahead``: how many calls a process is sent before it has answered the first of them. With
        two it never waits for the next one; with one no call waits behind another while a process
        has nothing to do.
        """
        self.count = count
        self._ahead = ahead
        self._lock = Lock()
        self._waiting: deque[tuple[Future[Any], bytes]] = deque()
        self._workers: list[_Worker] = []
        self._receiving: list[Thread] = []
        try:
            for _ in range(count):
                worker = _Worker(_begin())
                self._workers.append(worker)
                thread = Thread(target=self._receive, args=(worker,), daemon=True)
                thread.start()
                self._receiving.append(thread)
        except BaseException:
            self.close()
            raise

    def submit(self, function: Callable[..., Result], *arguments: object) -> Future[Result]:
        """Have a function of a module called, in the order of the calls; what goes in and comes out
        is pickled. The future raises what the call raised, or WorkerEndedError."""
        call = pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)
        future: Future[Result] = Future()
        with self._lock:
            self._waiting.append((future, call))
            self._send()
        return future

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        with self._lock:
            for future, _ in self._waiting:
                future.cancel()
            self._waiting.clear()
        for worker in self._workers:
            worker.process.kill()
        for thread in self._receiving:
            thread.join()
        for worker in self._workers:
            # What could not be handed over any more is still to be written.
            with suppress(OSError), worker.process:
                pass

    def _send(self) -> None:
        """Send what is waiting to those that have least to do; the caller holds the lock."""
        while self._waiting:
            alive = [worker for worker in self._workers if not worker.ended]
            worker = min(alive, key=lambda one: len(one.asked), default=None)
            if worker and len(worker.asked) >= self._ahead:
                return
            future, call = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            if worker:
                worker.ask(future, call)
            else:
                future.set_exception(WorkerEndedError())

    def _receive(self, worker: _Worker) -> None:
        """Take in the answers of a process until it ends."""
        while answer := worker.answer():
            with self._lock:
                future = worker.asked.popleft()
                self._send()
            try:
                result, error = pickle.loads(answer)
            except Exception as unreadable:
                result, error = None, unreadable
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        with self._lock:
            worker.ended = True
            self._send()
        for future in worker.asked:
            future.set_exception(WorkerEndedError())


class _Worker:
    """A process, and what comes of the calls that it has not answered, in order."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self.process, self._calls, self._answers = process, process.stdin, process.stdout
        self.asked: deque[Future[Any]] = deque()
        self.ended = False

    def ask(self, future: Future[Any], call: bytes) -> None:
        self.asked.append(future)
        # Where the process is gone, so is its next answer.
        with suppress(OSError):
            send(self._calls, call)

    def answer(self) -> bytes | None:
        """The next answer; None where no more will come."""
        try:
            return receive(self._answers)
        except (EOFError, OSError, MemoryError):
            return None


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
            bufsize=BUFFER_BYTES,
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
