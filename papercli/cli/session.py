"""What the common options say: which index, how much to tell, how to draw."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papercli.cli.streams import say
from papercli.errors import PapersError, UsageError

if TYPE_CHECKING:
    from sqlite3 import Connection

    from papercli.store.locking import Waiting


OLDER_RULES = (
    "hint: this index was built with older matching rules; run `papers rebuild` to apply the"
    " current ones"
)
_IN_FULL = "name the index by its whole path: --db PATH or PAPERS_DB"
_NAME_A_FILE = "name a file: --db PATH or PAPERS_DB"
_ADDRESS = r"(?i)\A(?:[a-z][a-z0-9+.-]+://|file:)"


class Session:
    """One run of one command."""

    __slots__ = ("_told", "color", "db", "quiet", "verbose", "wait")

    def __init__(self, db: str | None, wait: float, quiet: int, verbose: int, color: str) -> None:
        """Keep the values of the options as they were given."""
        self.db = db
        self.wait = wait
        self._told: set[str] = set()
        self.quiet = quiet
        self.verbose = verbose
        self.color = color

    def run(self, command: Callable[..., int | None], values: Mapping[str, Any]) -> int | None:
        """Run a command; what comes of damage to the index is told as that, and not as a bug."""
        try:
            return command(self, **values)
        except (PapersError, OSError, MemoryError):
            raise
        except Exception as error:
            from papercli.store.damage import is_damaged
            from papercli.store.errors import damaged

            if is_damaged(self.index):
                raise damaged(self.index) from error
            raise

    @property
    def index(self) -> Path:
        """Where the index is: ``--db``, else ``PAPERS_DB``, else the user's data folder."""
        named = self.db if self.db is not None else os.environ.get("PAPERS_DB")
        if named:
            return _file(named)
        if self.db is not None:
            raise UsageError("--db needs a path", "write it as --db PATH")
        from platformdirs import user_data_dir

        try:
            return _file(user_data_dir("papers", appauthor=False)) / "papers.db"
        except RuntimeError:
            raise UsageError("your home folder is not known", _IN_FULL) from None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for reading the index, closed at the end; errors of SQLite are told."""
        from papercli.store.connection import open_reading
        from papercli.store.errors import translated

        index = self.index
        with translated(index), closing(open_reading(index, self.waiting)) as connection:
            yield connection

    @contextmanager
    def reading_all(self) -> Iterator[Sequence[Connection]]:
        """Give connections to the index, or to all that `papers resolve --shards` wrote into the
        folder."""
        if not self.in_folder:
            with self.reading() as connection:
                yield [connection]
            return
        from papercli.search.shards import opened

        with opened(self.index, self.waiting) as connections:
            yield connections

    @property
    def in_folder(self) -> bool:
        """Whether the index is a folder of several."""
        return os.path.isdir(self.index)  # noqa: PTH112 - never fails

    @property
    def waiting(self) -> Waiting:
        """How long to wait for another process that is writing; what for is told once."""
        from papercli.store.locking import Waiting

        return Waiting(self.wait, self._note_once)

    def _note_once(self, message: str) -> None:
        if message not in self._told:
            self._told.add(message)
            self.note(message)

    @property
    def terminal(self) -> bool:
        """Whether standard output is a terminal, whatever ``FORCE_COLOR`` says."""
        return sys.stdout.isatty()

    @property
    def watched(self) -> bool:
        """Whether what is told is told to a terminal, and to be told."""
        return not self.quiet and sys.stderr.isatty()

    def tell_of_rules(self, connection: Connection) -> None:
        """Tell where the papers of an index were derived by other rules than the program's."""
        from papercli.store.schema import rules_changed

        if rules_changed(connection):
            self.note(OLDER_RULES)

    def note(self, message: str) -> None:
        """Tell something that is no data: a summary or a hint. Silent with ``-q``."""
        if not self.quiet:
            self._say(message)

    def _say(self, message: str) -> None:
        from papercli.cli.emphasis import by_its_beginning
        from papercli.text import visible

        for line in message.split("\n"):
            say(by_its_beginning(visible(line), self.color))

    def warn(self, message: str) -> None:
        """Tell of something that was left out or not understood. Silent with ``-qq``."""
        if self.quiet <= 1:
            self._say(message)


def _file(named: str) -> Path:
    """The path that was named; UsageError for an address and for a home folder of nobody."""
    if ":" in named and re.match(_ADDRESS, named):
        raise UsageError(f"{named} is an address, the index is a file", _NAME_A_FILE)
    path = os.path.expanduser(named)  # noqa: PTH111 - Path takes ./~x for ~x
    if path.startswith("~"):
        user = named.partition("/")[0][1:]
        why = f"there is no user {user}" if user else "your home folder is not known"
        literal = f"; ./{named} is a file of that name" if user else ""
        raise UsageError(f"{named}: {why}", _IN_FULL + literal)
    return Path(path)
