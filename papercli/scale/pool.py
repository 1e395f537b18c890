"""Worker processes of a run; a task whose worker died is tried again by another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any

from papercli.errors import PapersError
from papercli.processes import WorkerEndedError, Workers

TRIES = 3
"""How often workers may die, one time after the other, without any task being done."""
AHEAD = 2
"""Tasks that are given out for each worker."""
_Call = tuple[Any, ...]


class Pool:
    """Workers, begun when there is work for them."""

    def __init__(self, count: int) -> None:
        """With a ``count`` of 1 all is done in this process."""
        self._count = count
        self._workers: Workers | None = None

    def map(self, function: Callable[..., Any], calls: Iterable[_Call]) -> Iterator[Any]:
        """What a function of a module gives for each of the calls, in any order.

        Raises PapersError where workers die as often as is tried.
        """
        if self._count == 1:
            yield from (function(*call) for call in calls)
            return
        remaining = iter(calls)
        given: dict[Future[Any], _Call] = {}
        again: list[_Call] = []
        deaths = 0
        try:
            while True:
                while len(given) < self._count * AHEAD:
                    call = again.pop() if again else next(remaining, None)
                    if call is None:
                        break
                    given[self._submit(function, call)] = call
                if not given:
                    return
                done, _ = wait(given, return_when=FIRST_COMPLETED)
                for one in done:
                    if isinstance(one.exception(), WorkerEndedError):
                        continue
                    del given[one]
                    deaths = 0
                    yield one.result()
                if any(one in given for one in done):
                    deaths += 1
                    if deaths >= TRIES:
                        raise PapersError("workers were killed again and again", _HINT) from None
                    self.close()
                    again += given.values()
                    given.clear()
        except BaseException:
            self.close()
            raise

    def _submit(self, function: Callable[..., Any], call: _Call) -> Future[Any]:
        if self._workers is None:
            self._workers = Workers(self._count)
        return self._workers.submit(function, *call)

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        if self._workers is not None:
            self._workers.close()
            self._workers = None


_HINT = "perhaps memory ran out: give fewer --workers, then go on with --resume"
