"""Other processes that do calls, and that are gone when the one that began them is."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue

import pytest

from papercli.cli.signals import Terminated, termination_raised
from papercli.errors import UsageError
from papercli.processes import WorkerEndedError, Workers
from tests import held
from tests.invented import ROOT, environment, run
from tests.store.invented import write_page

LONG = 30
"""Seconds after which a test gives up; what it waits for takes one."""


@pytest.fixture
def workers() -> Iterator[Workers]:
    with closing(Workers(2)) as pool:
        yield pool


def until_closed(fifo: int) -> bytes:
    """What comes out of a pipe until the last process that holds it is gone."""
    data = b""
    while True:
        ready, _, _ = select.select([fifo], [], [], LONG)
        assert ready, "somebody holds the pipe still"
        part = os.read(fifo, 1000)
        if not part:
            return data
        data += part


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "held"
    os.mkfifo(path)
    return path


def test_calls_are_answered(workers: Workers) -> None:
    numbers = [workers.submit(divmod, number, 7) for number in range(50)]
    assert [number.result(LONG) for number in numbers] == [divmod(n, 7) for n in range(50)]
    large = workers.submit(bytes, 3_000_000)
    assert len(large.result(LONG)) == 3_000_000


def test_what_a_call_raises_is_raised_here(workers: Workers) -> None:
    with pytest.raises(ZeroDivisionError):
        workers.submit(divmod, 1, 0).result(LONG)
    refused = workers.submit(UsageError, "no", "do that")
    assert (refused.result(LONG).message, refused.result(LONG).hint) == ("no", "do that")
    with pytest.raises(TypeError, match="pickle"):
        workers.submit(open, os.devnull).result(LONG)
    with pytest.raises(TypeError, match="place"):
        workers.submit(held.UnreadableError, "no", "here").result(LONG)
    assert workers.submit(divmod, 9, 2).result(LONG) == (4, 1)


def test_what_a_call_prints_goes_nowhere(workers: Workers) -> None:
    assert workers.submit(print, "kelp").result(LONG) is None
    assert workers.submit(os.system, "echo kelp; echo kelp >&2").result(LONG) == 0
    assert workers.submit(os.read, 0, 10).result(LONG) == b""


def test_a_worker_that_ends_is_told_of(workers: Workers) -> None:
    with pytest.raises(WorkerEndedError):
        workers.submit(os._exit, 1).result(LONG)
    numbers = [workers.submit(divmod, number, 7) for number in range(9)]
    assert [number.result(LONG) for number in numbers] == [divmod(n, 7) for n in range(9)]


def test_what_waits_for_the_last_worker_is_told_of_its_end() -> None:
    with closing(Workers(1, ahead=2)) as workers:
        calls = [workers.submit(os._exit, 1), *(workers.submit(divmod, n, 7) for n in range(3))]
        calls.append(workers.submit(divmod, 9, 2))
        for call in calls:
            with pytest.raises(WorkerEndedError):
                call.result(LONG)
        with pytest.raises(WorkerEndedError):
            workers.submit(divmod, 9, 2).result(LONG)


def test_a_call_that_a_process_is_sent_when_it_is_gone_is_told_of(fifo: Path) -> None:
    # Sent where answers are taken in, so that the end of the process is not known yet.
    held_by: SimpleQueue[int] = SimpleQueue()
    sent: SimpleQueue[Future[tuple[int, int]]] = SimpleQueue()
    with closing(Workers(1)) as workers:
        number = workers.submit(os.getpid).result(LONG)

        def end(_: Future[int]) -> None:
            os.kill(number, signal.SIGKILL)
            until_closed(held_by.get(timeout=LONG))
            sent.put(workers.submit(divmod, 9, 2))

        workers.submit(os.open, str(fifo), os.O_WRONLY).add_done_callback(end)
        with fifo.open("rb") as stream:
            held_by.put(stream.fileno())
            with pytest.raises(WorkerEndedError):
                sent.get(timeout=LONG).result(LONG)


@pytest.mark.parametrize("ahead", [1, 2, 3])
def test_a_process_is_sent_calls_ahead(fifo: Path, ahead: int) -> None:
    with closing(Workers(2, ahead=ahead)) as workers:
        under_way = [workers.submit(held.idly, str(fifo)) for _ in range(2)]
        sent = [workers.submit(divmod, 9, 2) for _ in range(2 * (ahead - 1))]
        waiting = workers.submit(divmod, 9, 2)
        assert all(call.running() for call in [*under_way, *sent])
        assert not waiting.running()
        assert waiting.cancel()


@pytest.mark.parametrize("work", [held.idly, held.busily])
def test_closing_ends_what_is_under_way(fifo: Path, work: Callable[[str], None]) -> None:
    workers = Workers(1)
    under_way = workers.submit(work, str(fifo))
    waiting = workers.submit(divmod, 1, 1)
    with fifo.open("rb") as stream:
        assert stream.read(4) == b"held"
        workers.close()
        assert until_closed(stream.fileno()) == b""
    with pytest.raises(WorkerEndedError):
        under_way.result(LONG)
    assert waiting.cancelled()


PARENT = """
import os, signal, sys
from papercli.processes import Workers
from tests import held
workers = Workers(3)
for _ in range(2):
    workers.submit(getattr(held, sys.argv[1]), sys.argv[2])
print("begun", flush=True)
signal.pause()
"""


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize(
    "work",
    [
        "idly",
        pytest.param(
            "busily",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux alone ends those"),
        ),
    ],
)
def test_workers_end_with_their_parent(fifo: Path, work: str, ended_by: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, work, str(fifo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env=environment(),
    )
    assert parent.stdout
    with parent, fifo.open("rb", buffering=0) as stream:
        assert parent.stdout.readline() == b"begun\n"
        first = b""
        while len(first) < len(b"heldheld"):
            first += stream.read(8)
        parent.send_signal(ended_by)
        assert until_closed(parent.stdout.fileno()) == b"", "they hold none of its streams"
        assert until_closed(stream.fileno()) == b""


def test_signals_to_the_group_are_left_to_the_parent(fifo: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.replace("signal.pause()", IGNORING), "idly", str(fifo)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        start_new_session=True,
    )
    assert parent.stdin
    assert parent.stdout
    with parent, fifo.open("rb", buffering=0) as stream:
        assert parent.stdout.readline() == b"begun\n"
        assert stream.read(1) == b"h"
        for each in (signal.SIGINT, signal.SIGTERM):
            os.killpg(parent.pid, each)
        parent.stdin.write(b"go on\n")
        parent.stdin.flush()
        assert parent.stdout.readline() == b"(4, 1)\n"
        parent.kill()


IGNORING = """
for each in (signal.SIGINT, signal.SIGTERM):
    signal.signal(each, lambda *_: None)
sys.stdin.readline()
print(workers.submit(divmod, 9, 2).result(), flush=True)
signal.pause()
"""


INGEST = """
import os, signal, sys
from papercli.ingest import batches, pool, run as ingest
from papercli.cli import main
how, number = sys.argv[1], int(sys.argv[2])
pool.PARALLEL_BYTES, batches.BATCH = 0, 1
usual = ingest._Run.store
def store(self, files, year):
    usual(self, files, year)
    (os.kill if how == "alone" else os.killpg)(os.getpid(), number)
ingest._Run.store = store
sys.exit(main(["ingest", "digests"]))
"""
KEPT = b"in the index: 1 of 20 files; the same command again reads the rest\n"


@pytest.mark.parametrize(
    ("how", "ended_by", "code", "told"),
    [
        ("alone", signal.SIGKILL, -signal.SIGKILL, b""),
        ("alone", signal.SIGTERM, 143, KEPT + b"papers: terminated\n"),
        ("group", signal.SIGTERM, 143, KEPT + b"papers: terminated\n"),
        ("group", signal.SIGINT, 130, KEPT + b"papers: interrupted\n"),
    ],
)
def test_an_ingest_leaves_nobody_behind(
    tmp_path: Path, how: str, ended_by: signal.Signals, code: int, told: bytes
) -> None:
    for number in range(20):
        write_page(tmp_path / "digests" / f"{number:02}.txt", [number % 13], f"Dec {number + 1}")
    env = environment(PAPERS_DB=str(tmp_path / "papers.db"))
    done = subprocess.run(
        [sys.executable, "-c", INGEST, how, str(int(ended_by))],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=tmp_path,
        env=env,
        start_new_session=True,
        check=False,
        timeout=LONG,  # which is when whoever is left would hold the pipe still
    )
    assert (done.returncode, done.stdout) == (code, told)
    again = run("ingest", "-q", "--json", str(tmp_path / "digests"), env=env)
    assert [row["status"] for row in json.loads(again.stdout)["digests"]] == ["known"] + 19 * [
        "new"
    ]


def test_a_search_is_terminated_in_order(tmp_path: Path) -> None:
    env = environment(PAPERS_DB=str(tmp_path / "papers.db"))
    write_page(tmp_path / "page.txt", range(13))
    assert run("ingest", str(tmp_path / "page.txt"), env=env).returncode == 0
    program = (
        "import os, signal, sys; from papercli.cli import main; from papercli.search import lookup;"
        "usual = lookup.clean\n"
        "def clean(text):\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    return usual(text)\n"
        "lookup.clean = clean; sys.exit(main(['search', '--format', 'ndjson']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env=env, check=False, timeout=LONG
    )
    assert (done.returncode, done.stderr) == (143, b"papers: terminated\n")
    assert done.stdout == b"" or done.stdout.endswith(b"}\n")


@pytest.mark.parametrize("handler", [signal.SIG_IGN, lambda *_: None])
def test_somebody_elses_handling_of_sigterm_stays(
    handler: signal.Handlers | Callable[..., None],
) -> None:
    before = signal.signal(signal.SIGTERM, handler)
    try:
        with termination_raised():
            assert signal.getsignal(signal.SIGTERM) is handler
    finally:
        signal.signal(signal.SIGTERM, before)
    with pytest.raises(Terminated), termination_raised():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before
