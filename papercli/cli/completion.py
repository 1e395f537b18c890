"""``papers completion``."""

from __future__ import annotations

import sqlite3
import sys
from typing import Annotated

import typer

from papercli.cli.session import Session
from papercli.cli.shells import SHELLS
from papercli.errors import PapersError, UsageError
from papercli.paths import shown

COMPLETION_HELP = """\
Print a script by which a shell completes commands, options, query fields, formats, organizations
and digests.

Save it where your shell looks for it, and open a new terminal. After an update of papers it need
not be saved again.

Examples:
papers completion bash > ~/.local/share/bash-completion/completions/papers
papers completion zsh > "${fpath[1]}/_papers"
papers completion fish > ~/.config/fish/completions/papers.fish
eval "$(papers completion bash)"
"""


def completion(
    session: Session,
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
    words: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
) -> None:
    """Run `papers completion`; ``words`` are what its scripts ask for at each Tab."""
    if shell not in SHELLS:
        listed = ", ".join(SHELLS)
        raise UsageError(f"no completion for {shell!r}", f"write one of {listed}")
    if words is None:
        sys.stdout.write(SHELLS[shell])
        return
    from papercli.output.formats import prepare

    prepare("tsv", sys.stdout)
    for line in _answer(session, shell, words):
        sys.stdout.write(f"{line}\n")


def _answer(session: Session, shell: str, words: list[str]) -> list[str]:
    from papercli.cli.completing import Files, complete
    from papercli.cli.shells import Line, described, for_bash, split
    from papercli.text import visible

    line = split(words[0]) if shell == "bash" else Line(words[:-1], words[-1].lstrip("\"'"), False)
    found = complete(line.words, line.current, _Names(_with_index_of(line.words, session)))
    if isinstance(found, Files):
        return ["files"]
    if shell == "bash":
        piece = words[1] if len(words) > 1 else ""
        shown = [for_bash(each.value, each.goes_on, line, piece) for each in found]
    else:
        shown = [described(visible(each.value), visible(each.help)) for each in found]
    return ["words", *shown]


def _with_index_of(words: list[str], session: Session) -> Session:
    """The session that a command line would have, as far as the index is concerned."""
    for place, word in enumerate(words):
        if word == "--db" and place + 1 < len(words):
            session.db = words[place + 1]
        elif word.startswith("--db="):
            session.db = word.partition("=")[2]
    return session


class _Names:
    """What the index holds; nothing where there is none, for who presses Tab asks no question."""

    def __init__(self, session: Session) -> None:
        self._session = session
        session.wait = 0

    def organizations(self) -> list[tuple[str, str]]:
        from papercli.search.suggestions import organizations

        try:
            with self._session.reading() as connection:
                return organizations(connection)
        except (PapersError, OSError, sqlite3.Error):
            return []

    def digests(self) -> list[str]:
        from papercli.search.suggestions import digest_paths

        try:
            with self._session.reading() as connection:
                return list(map(shown, digest_paths(connection)))
        except (PapersError, OSError, sqlite3.Error):
            return []
